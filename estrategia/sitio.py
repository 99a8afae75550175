"""La dirección del sitio, para lo que no nace de una visita: los correos y las órdenes."""

from urllib.parse import urlsplit

from django.conf import settings


def direccion_completa(ruta: str) -> str:
    """La ruta de una página con el sitio por delante: «https://participa.entidad.gov.co/…»."""
    return settings.PARTICIPA_SITIO.rstrip("/") + ruta


def dominio() -> str:
    """El nombre del sitio con su puerto, como lo ve quien lo visita; hace únicos los UID."""
    return urlsplit(settings.PARTICIPA_SITIO).netloc
