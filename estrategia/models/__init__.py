"""Modelos de `estrategia`: quién planea, con quién, y qué se decidió."""

from . import historia
from .catalogo import Alcance, Fase, ResultadoEsperado
from .entidad import Dependencia, Entidad
from .estrategia import Estrategia, Firma
from .ita import CumplimientoITA, EstadoITA, ItemITA
from .meta import MetaInstitucional
from .participantes import Caracterizacion, GrupoDeValor, InstanciaParticipacion
from .personas import Asignacion, Usuario
from .procedimiento import Definicion, Paso, PasoQueNoAplica, Procedimiento

__all__ = [
    "Alcance",
    "Asignacion",
    "Caracterizacion",
    "CumplimientoITA",
    "Definicion",
    "Dependencia",
    "Entidad",
    "EstadoITA",
    "Estrategia",
    "Fase",
    "Firma",
    "GrupoDeValor",
    "InstanciaParticipacion",
    "ItemITA",
    "MetaInstitucional",
    "Paso",
    "PasoQueNoAplica",
    "Procedimiento",
    "ResultadoEsperado",
    "Usuario",
    "historia",
]
