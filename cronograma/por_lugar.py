"""Por lugar: quién pone algo en cada sitio de una pantalla. Lo usan `bloques` y `enlaces`."""

from collections.abc import Iterable
from typing import Generic, TypeVar

F = TypeVar("F")


class PorLugar(dict[str, list[F]], Generic[F]):
    """De cada lugar, las funciones que se registraron en él."""

    def __init__(self, lugares: Iterable[str]):
        super().__init__({lugar: [] for lugar in lugares})

    def registrar(self, lugar: str, fuente: F) -> None:
        """Apunta una función en un lugar, una vez. Se llama desde `AppConfig.ready`.

        Raises:
            ValueError: si el lugar no es uno de los que hay.
        """
        if lugar not in self:
            raise ValueError(f"No hay un lugar «{lugar}»: es uno de {', '.join(self)}.")
        if fuente not in self[lugar]:
            self[lugar].append(fuente)
