"""Lo que leen las máquinas del sitio entero: robots, mapa y contacto de seguridad."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cronograma.mapa_del_sitio import paginas_del_mapa

TEXTO = "text/plain; charset=utf-8"
VALE_EL_CONTACTO = timedelta(days=180)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Qué pueden recorrer los buscadores: todo lo público, y no cada combinación de filtros."""
    lineas = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*?",
        f"Sitemap: {request.build_absolute_uri(reverse('cronograma:mapa'))}",
    ]
    return HttpResponse("\n".join(lineas) + "\n", content_type=TEXTO)


@require_safe
def mapa(request: HttpRequest) -> HttpResponse:
    """El mapa del sitio, con cuándo cambió cada página."""
    paginas = [
        (request.build_absolute_uri(direccion), cambio) for direccion, cambio in paginas_del_mapa()
    ]
    return render(
        request, "cronograma/mapa.xml", {"paginas": paginas}, content_type="application/xml"
    )


@require_safe
def seguridad(request: HttpRequest) -> HttpResponse:
    """A quién avisar de una falla de seguridad (RFC 9116)."""
    vence = (timezone.now() + VALE_EL_CONTACTO).replace(hour=0, minute=0, second=0, microsecond=0)
    lineas = [
        f"Contact: mailto:{settings.DEFAULT_FROM_EMAIL}",
        f"Expires: {vence:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: es",
    ]
    return HttpResponse("\n".join(lineas) + "\n", content_type=TEXTO)
