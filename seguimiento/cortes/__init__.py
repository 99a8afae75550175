"""Cortes: hasta qué día se pregunta, qué línea tiene cada actividad y cómo se fija al cerrar.

Salas: `plazos` (los días), `vigor` (contra qué versión se mide), `lineas` (en qué está cada
actividad) y `pasos` (abrir, cerrar, reabrir). El estado de una línea se calcula cada vez; al cerrar
el corte se fija. La lectura de un periodo sin corte propio la hace `evaluacion`. `docs/cortes.md`.
"""

from .lineas import lineas_de
from .pasos import (
    abrir,
    cambiar_plazos,
    cerrar,
    pendientes_para_abrir,
    pendientes_para_cambiar_plazos,
    pendientes_para_cerrar,
    pendientes_para_reabrir,
    reabrir,
)
from .plazos import DIAS_PARA_REPORTAR, NOTA_DEL_PLAZO, reporta_hasta
from .vigor import version_de, version_en

__all__ = [
    "DIAS_PARA_REPORTAR",
    "NOTA_DEL_PLAZO",
    "abrir",
    "cambiar_plazos",
    "cerrar",
    "lineas_de",
    "pendientes_para_abrir",
    "pendientes_para_cambiar_plazos",
    "pendientes_para_cerrar",
    "pendientes_para_reabrir",
    "reabrir",
    "reporta_hasta",
    "version_de",
    "version_en",
]
