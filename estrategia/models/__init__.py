"""Modelos de `estrategia`: quién planea, con quién, y qué se decidió."""

from .catalogo import Alcance, Fase, ResultadoEsperado
from .entidad import Dependencia, Entidad
from .estrategia import Estrategia, Firma
from .participantes import GrupoDeValor, InstanciaParticipacion
from .personas import Asignacion, Usuario
from .procedimiento import Definicion, Paso, Procedimiento

__all__ = [
    "Alcance",
    "Asignacion",
    "Definicion",
    "Dependencia",
    "Entidad",
    "Estrategia",
    "Fase",
    "Firma",
    "GrupoDeValor",
    "InstanciaParticipacion",
    "Paso",
    "Procedimiento",
    "ResultadoEsperado",
    "Usuario",
]
