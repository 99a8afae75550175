"""Emparejar: qué fila de la hoja es qué actividad de las que ya había.

Por código; si no, por número y nombre; si no, por nombre; si no, por parecido, que nunca se da
por hecho: una persona dice si es la misma.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from cronograma.models.importacion import Emparejada
from estrategia.texto import sin_acentos

PARECIDO = 85
PARECIDO_CON_NUMERO = 65
# Comparar todas con todas crece con el producto; más allá de esto no se intenta.
COMPARACIONES = 4_000_000


class Identidad(NamedTuple):
    """Con qué se reconoce una actividad, esté en la hoja o en la base."""

    codigo: str
    numero: str
    nombre: str

    @property
    def llano(self) -> str:
        return sin_acentos(self.nombre).strip(" .")


class Pareja(NamedTuple):
    """La posición de la actividad que ya estaba y por qué se cree que es ella."""

    posicion: int
    por: Emparejada


def emparejar(nuevas: Sequence[Identidad], existentes: Sequence[Identidad]) -> list[Pareja | None]:
    """Para cada fila nueva, la existente que le corresponde; ninguna se usa dos veces."""
    parejas: list[Pareja | None] = [None] * len(nuevas)
    libres = dict.fromkeys(range(len(existentes)))
    for por, clave in (
        (Emparejada.CODIGO, lambda una: una.codigo or None),
        (Emparejada.NUMERO_Y_NOMBRE, lambda una: (una.numero, una.llano) if una.numero else None),
        (Emparejada.NOMBRE, lambda una: una.llano or None),
    ):
        _por_clave(nuevas, existentes, parejas, libres, por, clave)
    _por_numero_y_parecido(nuevas, existentes, parejas, libres)
    _por_parecido(nuevas, existentes, parejas, libres)
    return parejas


def _por_clave(
    nuevas: Sequence[Identidad],
    existentes: Sequence[Identidad],
    parejas: list[Pareja | None],
    libres: dict[int, None],
    por: Emparejada,
    clave: Callable[[Identidad], Hashable | None],
) -> None:
    esperan: dict[Hashable, deque[int]] = defaultdict(deque)
    for posicion in libres:
        if (llave := clave(existentes[posicion])) is not None:
            esperan[llave].append(posicion)
    for indice, una in enumerate(nuevas):
        llave = clave(una)
        if parejas[indice] is None and llave is not None and esperan.get(llave):
            posicion = esperan[llave].popleft()
            parejas[indice] = Pareja(posicion, por)
            del libres[posicion]


def _por_numero_y_parecido(nuevas, existentes, parejas, libres) -> None:
    """Mismo número y un nombre retocado."""
    por_numero: dict[str, list[int]] = defaultdict(list)
    for posicion in libres:
        if existentes[posicion].numero:
            por_numero[existentes[posicion].numero].append(posicion)
    for indice in _sin_pareja(parejas):
        candidatas = por_numero.get(nuevas[indice].numero, ())
        if len(candidatas) == 1 and candidatas[0] in libres:
            posicion = candidatas[0]
            if fuzz.ratio(nuevas[indice].llano, existentes[posicion].llano) >= PARECIDO_CON_NUMERO:
                parejas[indice] = Pareja(posicion, Emparejada.PARECIDO)
                del libres[posicion]


def _por_parecido(nuevas, existentes, parejas, libres) -> None:
    pendientes = _sin_pareja(parejas)
    if not libres or not pendientes or len(pendientes) * len(libres) > COMPARACIONES:
        return
    for indice in pendientes:
        opciones = {posicion: existentes[posicion].llano for posicion in libres}
        mejor = process.extractOne(
            nuevas[indice].llano, opciones, scorer=fuzz.ratio, score_cutoff=PARECIDO
        )
        if mejor:
            parejas[indice] = Pareja(mejor[2], Emparejada.PARECIDO)
            del libres[mejor[2]]


def _sin_pareja(parejas: Iterable[Pareja | None]) -> list[int]:
    return [indice for indice, pareja in enumerate(parejas) if pareja is None]
