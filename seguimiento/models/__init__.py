"""Modelos de `seguimiento`: qué pasó, qué se prometió y cuánto vale."""

from . import historia
from .avance import Avance, EstadoDeAvance, NotaDeApoyo, Peso, Recibo
from .compromiso import (
    AccionDeMejora,
    Compromiso,
    EstadoDeCompromiso,
    Leccion,
    OrigenDeAccion,
    SeguimientoDeAccion,
)
from .corte import Corte, EstadoDeCorte, MovimientoDeCorte
from .encuentros import AsistenciaPorGrupo, EstadoDeReporte, Reporte, Valoracion
from .evidencia import Evidencia, SaludDeEnlace
from .informe import (
    Adenda,
    EstadoDeInforme,
    Hallazgo,
    Informe,
    TipoDeInforme,
    Verificacion,
)

__all__ = [
    "AccionDeMejora",
    "Adenda",
    "AsistenciaPorGrupo",
    "Avance",
    "Compromiso",
    "Corte",
    "EstadoDeAvance",
    "EstadoDeCompromiso",
    "EstadoDeCorte",
    "EstadoDeInforme",
    "EstadoDeReporte",
    "Evidencia",
    "Hallazgo",
    "Informe",
    "Leccion",
    "MovimientoDeCorte",
    "NotaDeApoyo",
    "OrigenDeAccion",
    "Peso",
    "Recibo",
    "Reporte",
    "SaludDeEnlace",
    "SeguimientoDeAccion",
    "TipoDeInforme",
    "Valoracion",
    "Verificacion",
    "historia",
]
