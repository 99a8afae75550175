"""Pantallas de administración de `cronograma`: lo que la oficina de planeación usa cada día."""

from . import (
    actividad,
    aporte,
    convocatoria,
    encuentro,
    estrategia,
    formato,
    importacion,
    portada,
    transparencia,
    version,
)

__all__ = [
    "actividad",
    "aporte",
    "convocatoria",
    "encuentro",
    "estrategia",
    "formato",
    "importacion",
    "portada",
    "transparencia",
    "version",
]
