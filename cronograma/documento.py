"""Documento: lo que un archivo oficial muestra, como valor: encabezado, filas, firmas y versión.

Lo hace `publicacion` desde una versión congelada o desde las filas de trabajo; lo toman
todas las salidas de `exportar`. Sala pura: no consulta la base de datos.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from cronograma.fila import Celda, Fila


class Firmante(NamedTuple):
    """Quién elaboró, consolidó, revisó o aprobó; sin nombre es una línea por firmar."""

    papel: str
    nombre: str = ""
    cargo: str = ""
    fecha: date | None = None


class Cambio(NamedTuple):
    """Una línea del «Control de cambios» que lleva todo PDF."""

    version: str
    fecha: date | None
    motivo: str


class Calidad(NamedTuple):
    """Datos del formato en el sistema de calidad de la entidad."""

    codigo: str = ""
    version: str = ""
    fecha: date | None = None
    proceso: str = ""


@dataclass(frozen=True, kw_only=True)
class Documento:
    """Una estrategia lista para escribirse en un formato.

    `casillas` son los campos del encabezado por nombre (política, objetivos…) y
    `celdas` lo que decía cada casilla en la hoja de la entidad. `avances` lleva, por
    código de actividad y clave de columna, lo que el seguimiento escribe en las columnas
    de avance y observaciones: manda sobre lo que trajo la hoja. `formato` es aquel en que
    la entidad lleva su hoja: solo en él valen los textos literales de las celdas.
    """

    entidad: str
    vigencia: int
    tipo: str
    nombre: str
    formato: str = ""
    casillas: Mapping[str, Any] = field(default_factory=dict)
    celdas: Mapping[str, Celda] = field(default_factory=dict)
    filas: tuple[Fila, ...] = ()
    avances: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    firmas: tuple[Firmante, ...] = ()
    cambios: tuple[Cambio, ...] = ()
    calidad: Calidad = field(default_factory=Calidad)
    version: str = ""
    publicada_en: datetime | None = None
    procedencia: str = ""

    def para(self, formato: str) -> "Documento":
        """El documento listo para ese formato: en otro que no es el suyo, sin textos literales.

        Una celda vacía del cronograma no dice nada de la columna que otro formato llama igual.
        """
        if formato == self.formato:
            return self
        filas = tuple(replace(fila, celdas={}) for fila in self.filas)
        return replace(self, filas=filas, celdas={})
