"""La portada de la instalación, la de cada entidad y su identidad (logo y color)."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cronograma import portada
from cronograma.bloques import pintar
from cronograma.encuentros.publico import convocatorias_de
from cronograma.publico import (
    publicadas_de,
    renglones_de,
    versiones_de,
    vigencia_destacada,
    vigencias_de,
)
from cronograma.sin_cambios import si_cambio
from estrategia.publico import NoEncontrada, entidad_publica

CONVOCATORIAS_A_LA_VISTA = 3


@require_safe
def entidades(request: HttpRequest) -> HttpResponse:
    """Las entidades con algo publicado; si es una sola, directo a ella."""
    hoy = timezone.localdate()
    tarjetas = portada.tarjetas_de_entidades(hoy)
    con_cronograma = [tarjeta for tarjeta in tarjetas if tarjeta.vigencia]
    if len(con_cronograma) == 1:
        return redirect(con_cronograma[0].entidad)
    contexto = {"tarjetas": tarjetas, "agenda": portada.agenda_nacional(hoy), "hoy": hoy}
    return render(request, "cronograma/entidades.html", contexto)


@require_safe
def entidad(request: HttpRequest, entidad: str) -> HttpResponse:
    """La portada de Participa de una entidad."""
    suya = entidad_publica(entidad)
    hoy = timezone.localdate()
    vigencia = vigencia_destacada(vigencias_de(suya), hoy)
    if vigencia is None:
        return render(request, "cronograma/entidad_sin_nada.html", {"entidad": suya})
    versiones = versiones_de(suya, vigencia)
    bloques = pintar("entidad", suya, hoy, request)
    abiertas = convocatorias_de(suya, hoy).abiertas

    def pagina() -> HttpResponse:
        renglones = renglones_de(publicadas_de(suya, vigencia))
        contexto = {
            "entidad": suya,
            "vigencia": vigencia,
            "versiones": versiones,
            "hoy": hoy,
            "bloques": bloques,
            "abiertas": abiertas[:CONVOCATORIAS_A_LA_VISTA],
            "portada": portada.portada_de(renglones, vigencia=vigencia, hoy=hoy),
        }
        return render(request, "cronograma/entidad.html", contexto)

    return si_cambio(
        request,
        suya,
        versiones,
        pagina,
        bloques,
        [(una.encuentro.pk, una.titulo) for una in abiertas],
    )


@require_safe
def identidad(request: HttpRequest, entidad: str) -> HttpResponse:
    """El color de la entidad como hoja de estilo: en la página no cabe estilo en línea."""
    color = entidad_publica(entidad).color_acento
    hoja = f":root {{ --acento: {color}; }}\n" if color else ""
    return HttpResponse(hoja, content_type="text/css; charset=utf-8")


@require_safe
def logo(request: HttpRequest, entidad: str) -> HttpResponse:
    """El logo que subió la entidad."""
    suyo = entidad_publica(entidad).logo
    if not suyo:
        raise NoEncontrada("La entidad no ha puesto su logo.")
    return FileResponse(suyo.open())
