"""Las escenas de la evaluación: lo aprendido y las acciones de mejora."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from seguimiento import lecciones

from .reparto import Escena, Reparto, dia


def escenas(reparto: Reparto, hechos: Mapping[str, Any]) -> Iterator[Escena]:
    """Cada lección el día en que se aprendió; lo demás, con los informes del año."""
    for una in hechos["lecciones"]:
        yield Escena(dia(una["fecha"]), lambda ahora, una=una: _aprender(reparto, una, ahora))


def _aprender(reparto: Reparto, una: Mapping[str, Any], ahora: datetime) -> None:
    lecciones.anotar(
        reparto.estrategia,
        texto=una["texto"],
        actividad=reparto.actividades[una["actividad"]],
        por=reparto.planeacion,
        ahora=ahora,
    )
