"""La lista anual de convocatorias: las abiertas y las cerradas. ITA 6.1.7."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cronograma.encuentros.publico import convocatorias_de
from estrategia.publico import entidad_publica


@require_safe
def convocatorias(request: HttpRequest, entidad: str) -> HttpResponse:
    """A qué invita la entidad ahora, y a qué invitó."""
    suya = entidad_publica(entidad)
    hoy = timezone.localdate()
    contexto = {"entidad": suya, "convocatorias": convocatorias_de(suya, hoy), "hoy": hoy}
    return render(request, "cronograma/convocatorias.html", contexto)
