"""Lo que la persona alcanza desde el seguimiento: su estrategia, su corte, su dependencia."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.models import Dependencia, Estrategia
from seguimiento.models import Avance, Corte


def puede(request: HttpRequest, verbo: Verbo, cosa) -> bool:
    """¿Puede hacerlo hoy quien hizo la petición?"""
    return acceso.puede(request.user, verbo, cosa, hoy=timezone.localdate())


def exigir(request: HttpRequest, verbo: Verbo, cosa) -> None:
    """Corta el paso a quien no puede."""
    if not puede(request, verbo, cosa):
        raise PermissionDenied


def estrategia_visible(request: HttpRequest, pk: int) -> Estrategia:
    """La estrategia, si la persona la alcanza; de otra entidad, no existe."""
    alcanzables = acceso.limitar(Estrategia.objects.select_related("entidad"), request.user)
    estrategia = get_object_or_404(alcanzables, pk=pk)
    exigir(request, Verbo.VER, estrategia)
    return estrategia


def corte_visible(request: HttpRequest, pk: int) -> Corte:
    """El corte, si la persona lo alcanza y puede ver lo reportado."""
    alcanzables = acceso.limitar(
        Corte.objects.select_related("estrategia__entidad", "version"), request.user
    )
    corte = get_object_or_404(alcanzables, pk=pk)
    exigir(request, Verbo.VER, corte)
    exigir(request, Verbo.VER, Avance)
    return corte


def dependencia_del_corte(corte: Corte, pk: int) -> Dependencia:
    """Una dependencia de la entidad del corte."""
    return get_object_or_404(corte.estrategia.entidad.dependencias, pk=pk)


def pagina(request: HttpRequest, plantilla: str, titulo: str, **contexto: Any) -> HttpResponse:
    """Una pantalla de la administración."""
    comun = admin.site.each_context(request) | {"title": titulo, "hoy": timezone.localdate()}
    return TemplateResponse(request, f"admin/seguimiento/{plantilla}.html", comun | contexto)
