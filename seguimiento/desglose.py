"""Desglose: el mismo cumplimiento, por actividad, dependencia, fase, etapa, elemento, grupo o sección.

Entran las líneas de un corte; salen renglones con su medida, en un orden que no depende del de las
líneas: el de la norma donde lo hay (fases, etapas, elementos, secciones) y el alfabético en lo
demás. Una actividad cuenta en cada una de sus etiquetas, y por eso los renglones no se suman entre
sí. La que no tiene ninguna va en un renglón propio, al final: nada se cae de la tabla. Sala pura.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from estrategia.catalogos import FASES, Elemento, Seccion
from estrategia.texto import sin_acentos

from .avance import Linea, Medidas, medir_todo


class Dimension(StrEnum):
    """Por dónde se parte la evaluación."""

    ESTRATEGIA = "estrategia"
    DEPENDENCIA = "dependencia"
    FASE = "fase"
    ETAPA = "etapa"
    ELEMENTO = "elemento"
    GRUPO = "grupo"
    SECCION = "seccion"
    ACTIVIDAD = "actividad"

    @property
    def nombre(self) -> str:
        """El título de su tabla y de su columna."""
        return _PARTES[self].nombre

    def la_usa_alguna(self, lineas: Iterable[Linea]) -> bool:
        """¿Lleva alguna línea una etiqueta de esta dimensión?"""
        return any(etiqueta for una in lineas for etiqueta in _PARTES[self].etiquetas(una))


@dataclass(frozen=True)
class _Parte:
    nombre: str
    sin_etiqueta: str
    etiquetas: Callable[[Linea], tuple[str, ...]]


_PARTES = {
    Dimension.ESTRATEGIA: _Parte("Estrategia", "Sin estrategia", lambda una: (una.estrategia,)),
    Dimension.DEPENDENCIA: _Parte(
        "Dependencia", "Sin dependencia responsable", lambda una: una.dependencias
    ),
    Dimension.FASE: _Parte("Fase de la gestión", "Sin fase", lambda una: una.fases),
    Dimension.ETAPA: _Parte(
        "Etapa de la rendición de cuentas", "Sin etapa", lambda una: una.etapas
    ),
    Dimension.ELEMENTO: _Parte("Elemento", "Sin elemento", lambda una: una.elementos),
    Dimension.GRUPO: _Parte("Grupo de valor", "Sin grupo de valor", lambda una: una.grupos),
    Dimension.SECCION: _Parte("Sección de Participa", "Sin sección", lambda una: (una.seccion,)),
    Dimension.ACTIVIDAD: _Parte(
        "Actividad", "Sin nombre", lambda una: (f"{una.numero or una.codigo}. {una.nombre}",)
    ),
}
_LUGARES = {
    nombre: lugar
    for lugar, nombre in enumerate(
        [*(fase.nombre for fase in FASES), *Elemento.labels, *Seccion.labels]
    )
}


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """Una etiqueta con lo suyo. `lineas` son todas las que la llevan, entren o no en la medida."""

    nombre: str
    lineas: int
    medidas: Medidas


def desglosar(lineas: Iterable[Linea], dimension: Dimension) -> tuple[Renglon, ...]:
    """Los renglones de una dimensión, cada uno con las tres cifras de las líneas que llevan su etiqueta."""
    lineas = tuple(lineas)
    if dimension is Dimension.ACTIVIDAD:
        return tuple(_por_actividad(lineas))
    return tuple(
        Renglon(nombre=nombre, lineas=len(suyas), medidas=medir_todo(suyas))
        for nombre, suyas in _repartir(lineas, _PARTES[dimension])
    )


def _por_actividad(lineas: tuple[Linea, ...]) -> Iterable[Renglon]:
    """Una por línea y en el orden del documento, aunque dos se llamen igual."""
    for linea in sorted(lineas, key=lambda una: (una.orden, una.codigo)):
        (nombre,) = _PARTES[Dimension.ACTIVIDAD].etiquetas(linea)
        yield Renglon(nombre=nombre, lineas=1, medidas=medir_todo([linea]))


def _repartir(lineas: tuple[Linea, ...], parte: _Parte) -> list[tuple[str, list[Linea]]]:
    """Las líneas de cada etiqueta. Una etiqueta repetida en la misma línea cuenta una vez."""
    grupos: dict[str, list[Linea]] = {}
    sueltas: list[Linea] = []
    for linea in lineas:
        etiquetas = dict.fromkeys(etiqueta for etiqueta in parte.etiquetas(linea) if etiqueta)
        for etiqueta in etiquetas:
            grupos.setdefault(etiqueta, []).append(linea)
        if not etiquetas:
            sueltas.append(linea)
    en_orden = sorted(grupos.items(), key=lambda par: _lugar(par[0]))
    return [*en_orden, (parte.sin_etiqueta, sueltas)] if sueltas else en_orden


def _lugar(nombre: str) -> tuple[int, str, str]:
    return _LUGARES.get(nombre, len(_LUGARES)), sin_acentos(nombre), nombre
