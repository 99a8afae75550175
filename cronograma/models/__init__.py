"""Modelos de `cronograma`: las actividades, cuándo ocurren y lo que de ellas se publica."""

from . import historia
from .actividad import Actividad, Responsabilidad
from .aporte import Aporte
from .archivo import ArchivoDeVersion
from .cobertura import ControlDeCobertura
from .convocatoria import Convocatoria, Material
from .encuentro import CambioDeEncuentro, Encuentro
from .formato import FormatoEntidad
from .importacion import FilaImportada, Importacion, MapaDeColumnas
from .inscripcion import BorradoDeDatos, DatoDiferencial, Inscripcion
from .movimiento_de_aporte import MovimientoDeAporte
from .planeacion import (
    Asistente,
    PropuestaDeActividad,
    SesionDeTrabajo,
    SolicitudDeActividades,
)
from .problema import ProblemaAceptado
from .publicada import ActividadPublicada, CambioPublicado, Etiqueta
from .version import Transicion, Version

__all__ = [
    "Actividad",
    "ActividadPublicada",
    "Aporte",
    "ArchivoDeVersion",
    "Asistente",
    "BorradoDeDatos",
    "CambioDeEncuentro",
    "CambioPublicado",
    "ControlDeCobertura",
    "Convocatoria",
    "DatoDiferencial",
    "Encuentro",
    "Etiqueta",
    "FilaImportada",
    "FormatoEntidad",
    "Importacion",
    "Inscripcion",
    "MapaDeColumnas",
    "Material",
    "MovimientoDeAporte",
    "ProblemaAceptado",
    "PropuestaDeActividad",
    "Responsabilidad",
    "SesionDeTrabajo",
    "SolicitudDeActividades",
    "Transicion",
    "Version",
    "historia",
]
