"""Evaluación: qué resultó de una estrategia en un periodo, armado una vez para todos los informes.

Salas: `valores` (el valor congelado, pura) y las que lo arman con lo que hay en la base de datos.
"""

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
]
