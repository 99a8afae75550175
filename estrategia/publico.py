"""La puerta pública: qué entidades tienen páginas, y qué se dice de las direcciones que no existen.

Entra el nombre corto de la dirección; sale la entidad, o `NoEncontrada` con una frase para
la persona y adónde puede ir. No sabe de actividades.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.http import Http404

from estrategia.models import Entidad


class Enlace(NamedTuple):
    """Un sitio adonde seguir."""

    texto: str
    direccion: str


class NoEncontrada(Http404):
    """Una página que no existe, con su explicación y los sitios adonde seguir."""

    def __init__(self, frase: str, enlaces: Iterable[Enlace] = ()):
        super().__init__(frase)
        self.frase = frase
        self.enlaces = tuple(enlaces)


def entidades_publicas():
    """Las entidades que tienen páginas públicas, por nombre."""
    return Entidad.objects.filter(activa=True).order_by("nombre", "pk")


def entidad_publica(slug: str) -> Entidad:
    """La entidad de esa dirección.

    Raises:
        NoEncontrada: si no hay entidad pública con ese nombre corto.
    """
    entidad = entidades_publicas().filter(slug=slug).first()
    if entidad is None:
        raise NoEncontrada(
            f"No hay ninguna entidad en la dirección «/{slug}/».",
            [Enlace("Vea la lista de entidades", "/")],
        )
    return entidad
