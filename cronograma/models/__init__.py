"""Modelos de `cronograma`: las actividades, cuándo ocurren y lo que de ellas se publica."""

from .actividad import Actividad, Responsabilidad
from .encuentro import Encuentro
from .formato import FormatoEntidad
from .importacion import FilaImportada, Importacion
from .version import ActividadPublicada, Etiqueta, Version

__all__ = [
    "Actividad",
    "ActividadPublicada",
    "Encuentro",
    "Etiqueta",
    "FilaImportada",
    "FormatoEntidad",
    "Importacion",
    "Responsabilidad",
    "Version",
]
