"""Frenos: cuántas veces puede una misma dirección hacer algo en un rato.

Entra la dirección de red de quien pide; sale si puede seguir. No la guarda: cuenta sobre un
resumen que no se puede deshacer y que el caché olvida solo.
"""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def se_pasa(request: HttpRequest, que: str, *, veces: int, segundos: int) -> bool:
    """¿Ya lo hizo `veces` en los últimos `segundos`? Si no, lo cuenta.

    Con varios nodos la cuenta es común solo si comparten el caché (`CACHE_URL`).
    """
    clave = f"freno:{que}:{salted_hmac('freno', direccion_de(request)).hexdigest()}"
    if cache.add(clave, 1, segundos):
        return False
    try:
        return cache.incr(clave) > veces
    except ValueError:  # Caducó entre las dos líneas.
        cache.add(clave, 1, segundos)
        return False


def direccion_de(request: HttpRequest) -> str:
    """La dirección de quien pide; detrás de un proxy, la que el proxy anotó de última."""
    if settings.SECURE_PROXY_SSL_HEADER:
        anotadas = request.headers.get("X-Forwarded-For", "").split(",")
        if anotadas[-1].strip():
            return anotadas[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
