"""Lo que comparten las listas públicas de compromisos y de acciones: filtros, cuentas y archivos.

Los filtros viven en la dirección y valen igual para la página, el CSV y el JSON. Uno que no se
entiende da 400 y dice cuáles sí.
"""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from estrategia.models import Entidad
from seguimiento.exportar.prometido import renglones
from seguimiento.exportar.tablas import TIPOS, Columna, en_csv, en_json
from seguimiento.plazos_de_compromisos import Situacion, contar
from seguimiento.publicado import Prometido, a_la_vista, con_pagina


@dataclass(frozen=True, kw_only=True)
class Lista:
    """Una lista pública: de quién, cómo se llama su dirección y sus filas."""

    entidad: Entidad
    nombre: str
    filas: QuerySet

    @property
    def direccion(self) -> str:
        """La página, sin filtros."""
        return reverse(f"seguimiento:{self.nombre}", args=[self.entidad.slug])


class Filtro(forms.Form):
    """Año, estado y dependencia; en blanco, todos."""

    anio = forms.ChoiceField(label="Año", required=False)
    estado = forms.ChoiceField(label="En qué va", required=False)
    dependencia = forms.ChoiceField(label="Dependencia", required=False)

    def __init__(self, datos, prometidos: list[Prometido]):
        super().__init__(datos, auto_id="filtro-%s")
        anios = sorted({uno.anio for uno in prometidos}, reverse=True)
        dependencias = sorted({uno.dependencia for uno in prometidos})
        estados = [una for una in Situacion if any(uno.situacion is una for uno in prometidos)]
        self._ofrecer("anio", [(str(uno), str(uno)) for uno in anios])
        self._ofrecer("estado", [(una.value, una.palabra) for una in estados])
        self._ofrecer("dependencia", [(una, una) for una in dependencias])

    def _ofrecer(self, nombre: str, opciones: list[tuple[str, str]]) -> None:
        campo = self.fields[nombre]
        # Un estado que hoy no tiene nadie es una lista vacía, no un error: la dirección se comparte.
        conocidas = [(una.value, una.palabra) for una in Situacion] if nombre == "estado" else []
        campo.choices = [("", "Todos" if nombre != "dependencia" else "Todas"), *opciones]
        validas = ["", *(valor for valor, _ in [*conocidas, *opciones])]
        campo.valid_value = lambda valor: str(valor) in validas
        campo.error_messages["invalid_choice"] = (
            f"{campo.label}: no hay «%(value)s». Sí hay: "
            f"{', '.join(valor for valor in validas if valor) or 'ninguno todavía'}."
        )

    def aplicar(self, prometidos: list[Prometido]) -> list[Prometido]:
        """Los que cumplen todo lo elegido."""
        datos = self.cleaned_data
        return [
            uno
            for uno in prometidos
            if datos["anio"] in {"", str(uno.anio)}
            and datos["estado"] in {"", uno.situacion.value}
            and datos["dependencia"] in {"", uno.dependencia}
        ]


def pagina_de(request: HttpRequest, lista: Lista, plantilla: str) -> HttpResponse:
    """La página con sus filtros, sus cuentas y sus enlaces."""
    filas = list(lista.filas)
    hoy = timezone.localdate()
    prometidos = a_la_vista(filas, hoy=hoy)
    paginas = {uno.ancla: pagina for uno, pagina in con_pagina(prometidos, filas)}
    filtro = Filtro(request.GET, prometidos)
    quedan = filtro.aplicar(prometidos) if filtro.is_valid() else []
    consulta = request.GET.urlencode()
    contexto = {
        "entidad": lista.entidad,
        "filtro": filtro,
        "cuantos": len(prometidos),
        "quedan": [(uno, paginas[uno.ancla]) for uno in quedan],
        "cuentas": [(una, cuantos) for una, cuantos in contar_de(quedan).items() if cuantos],
        "hay_filtro": any(request.GET.get(campo) for campo in filtro.fields),
        "lista": lista.direccion,
        "archivos": {
            como: _ruta(lista, como) + (f"?{consulta}" if consulta else "") for como in TIPOS
        },
        "hoy": hoy,
    }
    estado = HTTPStatus.OK if filtro.is_valid() else HTTPStatus.BAD_REQUEST
    return render(request, plantilla, contexto, status=estado)


def contar_de(prometidos: list[Prometido]) -> dict[Situacion, int]:
    """Cuántos hay en cada situación."""
    return contar(uno.situacion for uno in prometidos)


def archivo_de(
    request: HttpRequest, lista: Lista, como: str, columnas: tuple[Columna, ...]
) -> HttpResponse:
    """Lo que la página muestra con esos filtros, en un archivo que cualquier sitio puede leer."""
    hoy = timezone.localdate()
    prometidos = a_la_vista(lista.filas, hoy=hoy)
    filtro = Filtro(request.GET, prometidos)
    if filtro.is_valid():
        respuesta = _archivo(lista, como, columnas, filtro.aplicar(prometidos), hoy)
    else:
        reparos = [frase for frases in filtro.errors.values() for frase in frases]
        respuesta = JsonResponse(
            {"error": " ".join(reparos)},
            status=HTTPStatus.BAD_REQUEST,
            json_dumps_params={"ensure_ascii": False},
        )
    respuesta["Access-Control-Allow-Origin"] = "*"
    return respuesta


def _archivo(
    lista: Lista, como: str, columnas, prometidos: list[Prometido], hoy: date
) -> HttpResponse:
    filas = renglones(prometidos)
    if como == "csv":
        respuesta = HttpResponse(en_csv(columnas, filas), content_type=TIPOS[como])
        respuesta["Content-Disposition"] = f'attachment; filename="{lista.nombre}.csv"'
        return respuesta
    contenido = en_json(
        columnas,
        filas,
        lista=lista.nombre,
        entidad=lista.entidad.slug,
        fecha=hoy.isoformat(),
    )
    return HttpResponse(contenido, content_type=TIPOS[como])


def _ruta(lista: Lista, como: str) -> str:
    return reverse(f"seguimiento:{lista.nombre}_datos", args=[lista.entidad.slug, como])
