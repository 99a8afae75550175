"""El cronograma dentro de la página de la entidad, y sus novedades para lectores de noticias."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from cronograma.agenda import agrupar
from cronograma.filters import FiltroDeActividades
from cronograma.models import Version
from cronograma.publico import publicadas_de, renglones_de
from cronograma.sin_cambios import si_cambio, versiones_o_no_encontrada
from estrategia.publico import entidad_publica

from .lista import filtro_invalido

CUANTAS_NOVEDADES = 20


# Es la única página que otro sitio puede poner en un marco: no tiene formularios ni sesión.
@csp_replace({"frame-ancestors": ["*"]})
@xframe_options_exempt
@require_safe
def incrustar(request: HttpRequest, entidad: str, vigencia: int) -> HttpResponse:
    """La lista sin encabezado ni pie, con los filtros de la dirección."""
    suya = entidad_publica(entidad)
    versiones = versiones_o_no_encontrada(suya, vigencia)
    contexto = {"entidad": suya, "vigencia": vigencia, "versiones": versiones}
    filtro = FiltroDeActividades(request.GET, publicadas_de(suya, vigencia))
    if filtro.reparos:
        return filtro_invalido(request, filtro, contexto)

    def pagina() -> HttpResponse:
        hoy = timezone.localdate()
        grupos = agrupar(renglones_de(filtro.qs), vigencia=vigencia, hoy=hoy)
        contexto.update(filtro=filtro, grupos=grupos, hoy=hoy)
        return render(request, "cronograma/incrustar.html", contexto)

    return si_cambio(request, suya, versiones, pagina)


@require_safe
def novedades(request: HttpRequest, entidad: str) -> HttpResponse:
    """Las últimas versiones publicadas, en Atom."""
    suya = entidad_publica(entidad)
    versiones = (
        Version.objects.publicadas()
        .de_entidad(suya)
        .select_related("estrategia")
        .order_by("-publicada_en", "-pk")[:CUANTAS_NOVEDADES]
    )
    inicio = request.build_absolute_uri(suya.get_absolute_url())
    libro = Atom1Feed(
        title=f"Participa · {suya.nombre}",
        link=inicio,
        description="Versiones publicadas del cronograma",
        language="es-CO",
        feed_url=request.build_absolute_uri(),
        author_name=suya.nombre,
    )
    for version in versiones:
        _anotar(libro, version, request, suya)
    return HttpResponse(
        libro.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _anotar(libro: Atom1Feed, version: Version, request: HttpRequest, entidad) -> None:
    estrategia = version.estrategia
    direccion = request.build_absolute_uri(
        reverse("cronograma:lista", args=[entidad.slug, estrategia.vigencia])
    )
    libro.add_item(
        title=f"{estrategia.nombre} {estrategia.vigencia}: versión {version.numero}",
        link=direccion,
        description=version.motivo,
        unique_id=f"{direccion}#{estrategia.tipo}-{version.numero}",
        pubdate=version.publicada_en,
        updateddate=version.publicada_en,
    )
