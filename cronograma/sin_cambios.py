"""No repetir lo que no cambió: la huella (ETag) y la fecha de una página pública.

Entra lo que la página muestra y cómo se hace; sale la página, o «304 sin cambios» a quien ya tiene la
de hoy. También dice, si la entidad no publicó nada de un año, qué años sí.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from cronograma.bloques import Pintados
from cronograma.models import Version
from cronograma.publico import estado_de, huella, marco_de, versiones_de, vigencias_de
from estrategia.publico import Enlace, NoEncontrada

SIN_BLOQUES = Pintados()


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
    request: HttpRequest,
    entidad,
    versiones: list[Version],
    hacer: Callable[[], HttpResponse],
    bloques: Pintados = SIN_BLOQUES,
    ademas: Iterable[Any] = (),
) -> HttpResponse:
    """La página, o «304 sin cambios» si quien la pide ya tiene la de hoy.

    En la huella entra todo lo que la página muestra: con el día cambia la lista; con los datos
    de la entidad, el pie; con otro año publicado o una consulta abierta, el menú; y los bloques
    que otra app pone en ella. `ademas` es lo que solo muestra esa página.
    """
    estado, marco = estado_de(versiones), marco_de(entidad)
    claves = [(version.pk, valores_de(version.estrategia)) for version in versiones]
    sitio = (request.get_host(), valores_de(entidad), marco)
    partes = [*claves, *estado, timezone.localdate(), request.get_full_path(), *sitio]
    partes += [bloques.html, *ademas]
    momentos = [estado.cambio, marco.cambio, bloques.cambio, comienzo_del_dia()]
    cambio = max(momento for momento in momentos if momento)
    return con_huella(request, partes, cambio, hacer)


def valores_de(fila: Model) -> dict[str, Any]:
    """Lo leído de la fila, sin consultar lo que se relaciona con ella."""
    return {campo: valor for campo, valor in vars(fila).items() if not campo.startswith("_")}


def comienzo_del_dia() -> datetime:
    """La medianoche de hoy: desde entonces la página habla de este día."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def con_huella(
    request: HttpRequest,
    partes: Iterable[Any],
    cambio: datetime | None,
    hacer: Callable[[], HttpResponse],
) -> HttpResponse:
    """La respuesta hecha con esas partes, o «304 sin cambios» a quien ya la tiene.

    La huella es débil («W/»): comprimida y sin comprimir dicen lo mismo con otros bytes.
    """
    etag = f"W/{huella(*partes)}"
    segundos = int(cambio.timestamp()) if cambio else None
    respuesta = get_conditional_response(request, etag=etag, last_modified=segundos) or hacer()
    if respuesta.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        respuesta.headers["ETag"] = etag
        if segundos is not None:
            respuesta.headers["Last-Modified"] = http_date(segundos)
        patch_cache_control(respuesta, no_cache=True)
    return respuesta
