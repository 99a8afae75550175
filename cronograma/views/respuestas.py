"""Respuestas que comparten las páginas: no repetir lo que no cambió, y decir lo que no existe."""

from collections.abc import Callable
from http import HTTPStatus

from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from cronograma.models import Version
from cronograma.publico import estado_de, huella, versiones_de, vigencias_de
from estrategia.publico import Enlace, NoEncontrada


def versiones_o_no_encontrada(entidad, vigencia: int) -> list[Version]:
    """Las versiones en vigor de ese año.

    Raises:
        NoEncontrada: si la entidad no publicó nada de ese año; la frase dice qué años sí.
    """
    versiones = versiones_de(entidad, vigencia)
    if not versiones:
        raise NoEncontrada(
            f"{entidad.nombre} no ha publicado aquí un cronograma del año {vigencia}.",
            [
                *(enlace_al_cronograma(entidad, anio) for anio in vigencias_de(entidad)),
                Enlace(f"Vaya al inicio de {entidad.nombre}", entidad.get_absolute_url()),
            ],
        )
    return versiones


def enlace_al_cronograma(entidad, vigencia: int) -> Enlace:
    """El enlace a la lista de un año."""
    return Enlace(
        f"Vea el cronograma de {vigencia}",
        reverse("cronograma:lista", args=[entidad.slug, vigencia]),
    )


def si_cambio(
    request: HttpRequest, entidad, versiones: list[Version], hacer: Callable[[], HttpResponse]
) -> HttpResponse:
    """La página, o «304 sin cambios» si quien la pide ya tiene la de hoy.

    Con el día cambia la lista, y con los datos de la entidad, el pie: también entran en la huella.
    """
    estado = estado_de(versiones)
    claves = [version.pk for version in versiones]
    sitio = (request.get_host(), model_to_dict(entidad))
    etag = huella(*claves, *estado, timezone.localdate(), request.get_full_path(), *sitio)
    segundos = int(estado.cambio.timestamp())
    respuesta = get_conditional_response(request, etag=etag, last_modified=segundos) or hacer()
    if respuesta.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        respuesta.headers["ETag"] = etag
        respuesta.headers["Last-Modified"] = http_date(segundos)
        patch_cache_control(respuesta, no_cache=True)
    return respuesta


def no_encontrada(request: HttpRequest, exception: Exception) -> HttpResponse:
    """La página 404: la frase de quien la lanzó, y adónde seguir."""
    es_nuestra = isinstance(exception, NoEncontrada)
    contexto = {
        "frase": exception.frase if es_nuestra else "",
        "enlaces": exception.enlaces if es_nuestra else (),
    }
    return render(request, "404.html", contexto, status=HTTPStatus.NOT_FOUND)
