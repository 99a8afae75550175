"""Modelos de `estrategia`: quién planea, con quién, y qué se decidió."""

from . import historia
from .aviso import Aviso, EstadoDeAviso
from .catalogo import Alcance, Fase, ResultadoEsperado
from .entidad import Dependencia, DiaNoHabilPropio, Entidad
from .estrategia import CadaCuanto, Estrategia, Firma
from .ita import CumplimientoITA, EstadoITA, ItemITA
from .meta import MetaInstitucional
from .participantes import Caracterizacion, GrupoDeValor, InstanciaParticipacion
from .personas import Asignacion, Usuario
from .procedimiento import Definicion, Paso, PasoQueNoAplica, Procedimiento

__all__ = [
    "Alcance",
    "Asignacion",
    "Aviso",
    "CadaCuanto",
    "Caracterizacion",
    "CumplimientoITA",
    "Definicion",
    "Dependencia",
    "DiaNoHabilPropio",
    "Entidad",
    "EstadoDeAviso",
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
