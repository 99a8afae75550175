"""Evaluación: qué resultó de una estrategia en un periodo, armado una vez para todos los informes.

Entran una estrategia y el código de un periodo; sale una `Evaluacion`. Salas: `valores` (el valor
congelado, pura), `momento` (qué se evalúa y hasta cuándo), `lecturas` (las líneas del corte o las
de otro periodo), `de_versiones`, `de_lineas`, `de_encuentros` y `de_preguntas`, y `armado` (todo
junto).
"""

from .armado import evaluar, evaluar_corte, umbrales_de
from .valores import (
    Evaluacion,
    FrenteALaPrimera,
    Punto,
    Reprogramada,
    Retirada,
    Tabla,
)

__all__ = [
    "Evaluacion",
    "FrenteALaPrimera",
    "Punto",
    "Reprogramada",
    "Retirada",
    "Tabla",
    "evaluar",
    "evaluar_corte",
    "umbrales_de",
]
