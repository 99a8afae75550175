"""Enlaces: lo que otra app ofrece hacer desde la pantalla de un encuentro o de una actividad.

`cronograma` no conoce a `seguimiento`; este, al arrancar, registra funciones que dicen adónde puede
seguir cada persona. Son de la oficina, para quien entró; en las páginas públicas van los `bloques`.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from estrategia.publico import Enlace

LUGARES = ("encuentro", "actividad")
"""La pantalla, y con qué se llama a la función: `Encuentro` o `Actividad`."""

# De qué se habla (según el lugar), quién mira y el día de hoy, a sus enlaces.
Fuente = Callable[[Any, Any, date], list[Enlace]]
_fuentes: dict[str, list[Fuente]] = {lugar: [] for lugar in LUGARES}


def registrar(lugar: str, fuente: Fuente) -> None:
    """Apunta quién ofrece enlaces en un lugar. Se llama desde `AppConfig.ready`.

    Raises:
        ValueError: si el lugar no es uno de `LUGARES`.
    """
    if lugar not in _fuentes:
        raise ValueError(f"No hay un lugar «{lugar}»: es uno de {', '.join(LUGARES)}.")
    if fuente not in _fuentes[lugar]:
        _fuentes[lugar].append(fuente)


def enlaces_de(lugar: str, asunto: Any, usuario, *, hoy: date) -> list[Enlace]:
    """Lo que esa persona puede hacer desde ahí, como se registró."""
    return [enlace for fuente in _fuentes[lugar] for enlace in fuente(asunto, usuario, hoy)]
