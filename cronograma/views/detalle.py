"""La página de una actividad, y su código QR."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cronograma.agenda import Renglon, momento_de
from cronograma.bloques import pintar
from cronograma.exportar.enlazados import como_guion, eventos
from cronograma.historial import Retiro, retiro_de
from cronograma.models import ActividadPublicada
from cronograma.publico import publicadas_de, renglones_de
from cronograma.secciones import EXPLICACIONES, seccion_de
from cronograma.sin_cambios import enlace_al_cronograma, si_cambio, versiones_o_no_encontrada
from estrategia.catalogos import TipoEstrategia
from estrategia.publico import NoEncontrada, entidad_publica


@require_safe
def detalle(
    request: HttpRequest, entidad: str, vigencia: int, tipo: str, codigo: str
) -> HttpResponse:
    """Una actividad: qué, para quién, cuándo, dónde, cómo participar y quién responde.

    La de una que se retiró queda, con la versión que la retiró y por qué.
    """
    suya = entidad_publica(entidad)
    publicada, retiro = publicada_o_no_encontrada(suya, vigencia, tipo, codigo)
    version = publicada.version
    bloques = pintar("actividad", publicada, timezone.localdate(), request)

    def pagina() -> HttpResponse:
        (renglon,) = renglones_de([publicada])
        contexto = {"entidad": suya, "vigencia": vigencia, "version": version, "retiro": retiro}
        contexto["bloques"] = bloques
        contexto |= de_la_actividad(renglon, request)
        # De lo retirado no se anuncia ningún evento.
        anunciados = [] if retiro else eventos(renglon, suya, contexto["direccion"])
        contexto["datos_enlazados"] = como_guion(anunciados) if anunciados else ""
        return render(request, "cronograma/detalle.html", contexto)

    mostradas = [version, retiro.version] if retiro else [version]
    return si_cambio(request, suya, mostradas, pagina, bloques)


@require_safe
def qr(request: HttpRequest, entidad: str, vigencia: int, tipo: str, codigo: str) -> HttpResponse:
    """El código QR de la página de la actividad, para carteleras e impresos."""
    publicada_o_no_encontrada(entidad_publica(entidad), vigencia, tipo, codigo)
    direccion = reverse("cronograma:detalle", args=[entidad, vigencia, tipo, codigo])
    dibujo = segno.make(request.build_absolute_uri(direccion), micro=False)
    respuesta = HttpResponse(content_type="image/svg+xml")
    dibujo.save(respuesta, kind="svg", scale=4, border=2, light="#fff", xmldecl=False)
    return respuesta


def publicada_o_no_encontrada(
    entidad, vigencia: int, tipo: str, codigo: str
) -> tuple[ActividadPublicada, Retiro | None]:
    """La fila congelada en vigor; si se retiró, la última que fue pública y su retiro.

    Raises:
        NoEncontrada: si ninguna versión que se pueda mostrar la tiene.
    """
    versiones = versiones_o_no_encontrada(entidad, vigencia)
    publicada = (
        publicadas_de(entidad, vigencia)
        .filter(version__estrategia__tipo=tipo, codigo=codigo)
        .first()
    )
    if publicada:
        return publicada, None
    suyas = [una.estrategia for una in versiones if una.estrategia.tipo == tipo]
    retirada = retiro_de(suyas[0], codigo) if suyas else None
    if retirada is None:
        raise NoEncontrada(
            f"No hay una actividad con el código «{codigo}» en este cronograma.",
            [enlace_al_cronograma(entidad, vigencia)],
        )
    return retirada


def de_la_actividad(renglon: Renglon, request: HttpRequest) -> dict:
    """Lo que la ficha muestra además de la fila misma."""
    hoy = timezone.localdate()
    seccion = seccion_de(renglon.fila)
    direccion = request.build_absolute_uri(request.path)
    return {
        "renglon": renglon,
        "fila": renglon.fila,
        "momento": momento_de(renglon, hoy),
        "seccion": seccion,
        "explicacion": EXPLICACIONES[seccion],
        "tipo": TipoEstrategia(renglon.tipo),
        "direccion": direccion,
        "hoy": hoy,
    }
