"""Los compromisos de una entidad con la ciudadanía: la lista, cada uno y sus datos abiertos."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from estrategia.publico import Enlace, NoEncontrada, entidad_publica
from seguimiento import compromisos as uso
from seguimiento.exportar.prometido import DE_COMPROMISOS
from seguimiento.publicado import a_la_vista, compromisos_de, con_pagina

from .lista_de_prometido import Lista, archivo_de, pagina_de


@require_safe
def compromisos(request: HttpRequest, entidad: str) -> HttpResponse:
    """Lo que la entidad prometió y en qué va, por año, estado y dependencia."""
    return pagina_de(request, _lista(entidad), "seguimiento/publico/compromisos.html")


@require_safe
def datos(request: HttpRequest, entidad: str, como: str) -> HttpResponse:
    """Los mismos, con los mismos filtros, en CSV o en JSON."""
    return archivo_de(request, _lista(entidad), como, DE_COMPROMISOS)


def _lista(entidad: str) -> Lista:
    suya = entidad_publica(entidad)
    return Lista(entidad=suya, nombre="compromisos", filas=compromisos_de(suya))


@require_safe
def compromiso(
    request: HttpRequest, entidad: str, vigencia: int, tipo: str, numero: int
) -> HttpResponse:
    """Un compromiso: qué se prometió, dónde, quién responde, hasta cuándo y qué se hizo."""
    lista = _lista(entidad)
    fila = lista.filas.filter(
        estrategia__vigencia=vigencia, estrategia__tipo=tipo, numero=numero
    ).first()
    if fila is None:
        raise NoEncontrada(
            f"{lista.entidad.nombre} no tiene un compromiso {numero} de {vigencia}.",
            [Enlace("Vea todos los compromisos", lista.direccion)],
        )
    prometidos = a_la_vista([fila], hoy=timezone.localdate())
    ((uno, pagina),) = con_pagina(prometidos, [fila])
    contexto = {
        "entidad": lista.entidad,
        "uno": uno,
        "pagina": pagina,
        "plazos": uso.plazos_anteriores(fila),
        "lista": lista.direccion,
    }
    return render(request, "seguimiento/publico/compromiso.html", contexto)
