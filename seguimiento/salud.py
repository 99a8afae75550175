"""Salud de los enlaces: si las direcciones dadas como evidencia responden, al cerrar el corte.

Es lo único del sistema que pediría algo a internet, y por eso viene apagado: con
PARTICIPA_PROBAR_ENLACES=0 no se prueba nada y quedan «sin probar». Encendido, se pide solo el
comienzo de cada dirección, a nadie de la red interna: se resuelve el nombre una vez, se rechaza lo
que no sea una dirección pública y se llama a esa misma, también en cada desvío. No envía cookies,
claves ni quién pregunta.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Iterable
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

from seguimiento.models import Corte, Evidencia, SaludDeEnlace

ESPERA = 8.0
DESVIOS = 3
DESVIAN = frozenset({301, 302, 303, 307, 308})
QUIEN = {"User-Agent": "Participa (revisa enlaces)", "Accept": "*/*", "Connection": "close"}
Permiso = Callable[[str], bool]


def es_publica(direccion: str) -> bool:
    """¿Es una dirección de internet, y no de la red interna ni de este equipo?"""
    return ip_address(direccion.partition("%")[0]).is_global


def probar_las_del_corte(corte: Corte, *, ahora: datetime) -> int:
    """Prueba los enlaces del corte, si la instalación lo permite; devuelve cuántos probó."""
    if not settings.PARTICIPA_PROBAR_ENLACES:
        return 0
    enlaces = Evidencia.objects.en_uso().filter(avance__corte=corte).exclude(enlace="")
    return probar(enlaces, ahora=ahora)


def probar(
    evidencias: Iterable[Evidencia], *, ahora: datetime, permitida: Permiso = es_publica
) -> int:
    """Prueba cada dirección una vez y anota si respondió. Devuelve cuántas eran."""
    todas = list(evidencias)
    vistas: dict[str, bool] = {}
    for una in todas:
        if una.enlace not in vistas:
            vistas[una.enlace] = responde(una.enlace, permitida=permitida)
        una.salud = SaludDeEnlace.RESPONDE if vistas[una.enlace] else SaludDeEnlace.NO_RESPONDE
        una.probado_en = ahora
    Evidencia.objects.bulk_update(todas, ["salud", "probado_en"])
    return len(vistas)


def responde(enlace: str, *, permitida: Permiso = es_publica) -> bool:
    """¿Contesta la dirección con algo que no es un error? Sigue hasta tres desvíos."""
    for _ in range(DESVIOS + 1):
        try:
            estado, destino = _pedir(urlsplit(enlace), permitida)
        except (OSError, ValueError, http.client.HTTPException):
            return False
        if estado not in DESVIAN or not destino:
            return 200 <= estado < 400
        enlace = urljoin(enlace, destino)
    return False


def _pedir(partes: SplitResult, permitida: Permiso) -> tuple[int, str]:
    """El código con que responde y a dónde desvía. Hay sitios que no entienden HEAD: se les pide GET."""
    for verbo in ("HEAD", "GET"):
        conexion = _conectar(partes, permitida)
        try:
            conexion.request(verbo, _ruta(partes), headers=QUIEN)
            respuesta = conexion.getresponse()
            if verbo == "GET" or respuesta.status not in (403, 405, 501):
                return respuesta.status, respuesta.getheader("Location", "")
        finally:
            conexion.close()
    raise AssertionError("GET siempre responde o falla.")  # pragma: no cover


def _ruta(partes: SplitResult) -> str:
    return (partes.path or "/") + (f"?{partes.query}" if partes.query else "")


def _conectar(partes: SplitResult, permitida: Permiso) -> http.client.HTTPConnection:
    """Una conexión a la dirección que se resolvió y se permitió, y no a la que resuelva después.

    Raises:
        ValueError: si no es http o https, o si el nombre lleva a una dirección que no se permite.
    """
    if partes.scheme not in ("http", "https") or not partes.hostname:
        raise ValueError("Solo se prueban direcciones http y https.")
    puerto = partes.port or (443 if partes.scheme == "https" else 80)
    direcciones = {
        str(una[4][0])
        for una in socket.getaddrinfo(partes.hostname, puerto, type=socket.SOCK_STREAM)
    }
    # Un nombre que lleva a dos sitios, uno de ellos interno, es una trampa: no se llama a ninguno.
    if not direcciones or not all(map(permitida, direcciones)):
        raise ValueError("La dirección lleva a la red interna.")
    enchufe = socket.create_connection((min(direcciones), puerto), timeout=ESPERA)
    if partes.scheme == "https":
        enchufe = ssl.create_default_context().wrap_socket(enchufe, server_hostname=partes.hostname)
    conexion = http.client.HTTPConnection(partes.hostname, puerto, timeout=ESPERA)
    conexion.sock = enchufe
    return conexion
