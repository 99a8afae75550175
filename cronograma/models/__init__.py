"""Modelos de `cronograma`: las actividades, cuándo ocurren y lo que de ellas se publica."""

from .actividad import Actividad, Responsabilidad
from .encuentro import Encuentro
from .formato import FormatoEntidad
from .importacion import FilaImportada, Importacion
from .publicada import ActividadPublicada, CambioPublicado, Etiqueta
from .version import Transicion, Version

__all__ = [
    "Actividad",
    "ActividadPublicada",
    "CambioPublicado",
    "Encuentro",
    "Etiqueta",
    "FilaImportada",
    "FormatoEntidad",
    "Importacion",
    "Responsabilidad",
    "Transicion",
    "Version",
]
