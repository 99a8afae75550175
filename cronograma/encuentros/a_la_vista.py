"""La reunión que un ciudadano puede abrir, o la frase de por qué no está."""

from datetime import datetime

from estrategia.models import Entidad
from estrategia.publico import Enlace, NoEncontrada

from .publico import Anuncio, anuncio_de


def anuncio_o_no_encontrado(entidad: Entidad, pk: int, *, ahora: datetime) -> Anuncio:
    """El encuentro público de esa dirección.

    Raises:
        NoEncontrada: si no es de esa entidad o su actividad no está en una versión en vigor.
    """
    anuncio = anuncio_de(entidad, pk, ahora=ahora)
    if anuncio is None:
        raise NoEncontrada(
            f"{entidad.nombre} no tiene una reunión pública en esta dirección.",
            [Enlace(f"Vaya al inicio de {entidad.nombre}", entidad.get_absolute_url())],
        )
    return anuncio
