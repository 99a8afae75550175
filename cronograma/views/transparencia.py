"""El índice público del menú Participa: qué se publica, dónde, y qué no aplica y por qué."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cronograma.transparencia import cuentas, lista_de_chequeo
from estrategia.publico import entidad_publica


@require_safe
def transparencia(request: HttpRequest, entidad: str) -> HttpResponse:
    """Los ítems del catálogo con su dirección y su última actualización."""
    suya = entidad_publica(entidad)
    grupos = lista_de_chequeo(suya, hoy=timezone.localdate())
    contexto = {"entidad": suya, "grupos": grupos, "cuentas": cuentas(grupos)}
    return render(request, "cronograma/transparencia.html", contexto)
