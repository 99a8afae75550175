"""Enlaces: lo que otra app ofrece hacer desde la pantalla de un encuentro o de una actividad.

`cronograma` no conoce a `seguimiento`; este, al arrancar, registra funciones que dicen adónde puede
seguir cada persona. Son de la oficina, para quien entró; en las páginas públicas van los `bloques`.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from cronograma.por_lugar import PorLugar
from estrategia.publico import Enlace

LUGARES = ("encuentro", "actividad")
"""La pantalla, y con qué se llama a la función: `Encuentro` o `Actividad`."""

# De qué se habla (según el lugar), quién mira y el día de hoy, a sus enlaces.
Fuente = Callable[[Any, Any, date], list[Enlace]]
_fuentes: PorLugar[Fuente] = PorLugar(LUGARES)
registrar = _fuentes.registrar


def enlaces_de(lugar: str, asunto: Any, usuario, *, hoy: date) -> list[Enlace]:
    """Lo que esa persona puede hacer desde ahí, como se registró."""
    return [enlace for fuente in _fuentes[lugar] for enlace in fuente(asunto, usuario, hoy)]
