"""El cronograma de un año: lista, mes y línea del año, con los mismos filtros."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cronograma.agenda import Renglon, agrupar
from cronograma.almanaque import anio_de, mes_de
from cronograma.filters import FiltroDeActividades
from cronograma.publico import publicadas_de, renglones_de, vigencias_de
from cronograma.sin_cambios import si_cambio, versiones_o_no_encontrada
from estrategia.publico import entidad_publica

# Qué muestra cada vista con los renglones que dejan los filtros, en el día de hoy.
Vista = Callable[[list[Renglon], date], dict]


@require_safe
def lista(request: HttpRequest, entidad: str, vigencia: int) -> HttpResponse:
    """Las actividades del año en grupos: lo próximo primero, lo impreciso aparte."""

    def vista(renglones: list[Renglon], hoy: date) -> dict:
        return {"vista": "lista", "grupos": agrupar(renglones, vigencia=vigencia, hoy=hoy)}

    return _cronograma(request, entidad, vigencia, "cronograma/lista.html", vista)


@require_safe
def mes(request: HttpRequest, entidad: str, vigencia: int, mes: date) -> HttpResponse:
    """Un mes como calendario, con lo que no tiene día debajo."""

    def vista(renglones: list[Renglon], hoy: date) -> dict:
        return {"vista": "mes", "mes": mes_de(renglones, mes)}

    return _cronograma(request, entidad, vigencia, "cronograma/mes.html", vista)


@require_safe
def anio(request: HttpRequest, entidad: str, vigencia: int) -> HttpResponse:
    """La línea del año: actividades por meses."""

    def vista(renglones: list[Renglon], hoy: date) -> dict:
        return {"vista": "anio", "anio": anio_de(renglones, vigencia)}

    return _cronograma(request, entidad, vigencia, "cronograma/anio.html", vista)


def _cronograma(
    request: HttpRequest, slug: str, vigencia: int, plantilla: str, vista: Vista
) -> HttpResponse:
    entidad = entidad_publica(slug)
    versiones = versiones_o_no_encontrada(entidad, vigencia)
    contexto = {"entidad": entidad, "vigencia": vigencia, "versiones": versiones}
    return si_cambio(
        request, entidad, versiones, lambda: _pagina(request, contexto, plantilla, vista)
    )


def _pagina(request: HttpRequest, contexto: dict, plantilla: str, vista: Vista) -> HttpResponse:
    entidad, vigencia = contexto["entidad"], contexto["vigencia"]
    filtro = FiltroDeActividades(request.GET, publicadas_de(entidad, vigencia))
    if filtro.reparos:
        return filtro_invalido(request, filtro, contexto)
    hoy = timezone.localdate()
    renglones = renglones_de(filtro.qs)
    contexto |= {
        "filtro": filtro,
        "quedan": len(renglones),
        "total": filtro.queryset.count() if filtro.esta_puesto else len(renglones),
        "vigencias": vigencias_de(entidad),
        "mes_de_entrada": mes_de_entrada(renglones, vigencia, hoy),
        "hoy": hoy,
    }
    return render(request, plantilla, contexto | vista(renglones, hoy))


def mes_de_entrada(renglones: list[Renglon], vigencia: int, hoy: date) -> date:
    """El mes que abre el calendario: el de hoy, o el primero con algo en un año que no es este."""
    if vigencia == hoy.year:
        return hoy.replace(day=1)
    dias = [dia for uno in renglones if (dia := uno.proximo_dia(date(vigencia, 1, 1)))]
    return min(dias, default=date(vigencia, 1, 1)).replace(day=1)


def filtro_invalido(
    request: HttpRequest, filtro: FiltroDeActividades, contexto: dict
) -> HttpResponse:
    """La página que dice qué filtro no se entendió y cómo seguir."""
    return render(
        request,
        "cronograma/filtro_invalido.html",
        contexto | {"filtro": filtro},
        status=HTTPStatus.BAD_REQUEST,
    )
