"""Respuestas que comparten las páginas: direcciones completas, datos para otros sitios y el 404."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from estrategia.publico import NoEncontrada


def direccion_completa(request: HttpRequest) -> Callable[..., str]:
    """Cómo se escribe la dirección de la página de una actividad, con el sitio por delante."""
    sitio = request.build_absolute_uri("/").rstrip("/")
    return lambda *argumentos: sitio + reverse("cronograma:detalle", args=argumentos)


def para_otros_sitios(vista: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorador de las direcciones de datos: cualquier sitio puede leerlas desde su página.

    Son públicas y no miran la sesión; las demás páginas no llevan este permiso.
    """

    @wraps(vista)
    def abierta(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        respuesta = vista(request, *args, **kwargs)
        respuesta["Access-Control-Allow-Origin"] = "*"
        return respuesta

    return abierta


def no_encontrada(request: HttpRequest, exception: Exception) -> HttpResponse:
    """La página 404: la frase de quien la lanzó, y adónde seguir."""
    es_nuestra = isinstance(exception, NoEncontrada)
    contexto = {
        "frase": exception.frase if es_nuestra else "",
        "enlaces": exception.enlaces if es_nuestra else (),
    }
    return render(request, "404.html", contexto, status=HTTPStatus.NOT_FOUND)
