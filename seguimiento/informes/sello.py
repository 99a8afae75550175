"""El sello de un informe: en qué va, quién lo emitió, cuándo, con qué huella, quién firma y qué se corrigió.

No son hechos evaluados: cambian sin que cambie lo que el informe dice. Sala pura.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from .escrito import Firma


@dataclass(frozen=True, kw_only=True)
class Adendado:
    """Una corrección con su fecha."""

    texto: str
    por: str
    en: datetime


@dataclass(frozen=True, kw_only=True)
class Sello:
    """Lo que el papel dice de sí mismo. Un borrador no tiene huella; `escrito_el`, cuándo se sacó."""

    estado: str = "borrador"
    escrito_el: date | None = None
    emitido_en: datetime | None = None
    emitido_por: str = ""
    huella: str = ""
    consecutivo: str = ""
    firmantes: tuple[Firma, ...] = ()
    firmado_en: datetime | None = None
    huella_del_firmado: str = ""
    adendas: tuple[Adendado, ...] = ()

    @property
    def es_borrador(self) -> bool:
        """¿Puede cambiar todavía?"""
        return self.estado == "borrador"

    @property
    def en_palabras(self) -> str:
        """En qué va, en una línea."""
        if self.es_borrador:
            return "Borrador: las cifras pueden cambiar"
        emitido = f"{self.emitido_en:%d/%m/%Y}" if self.emitido_en else ""
        return f"Emitido el {emitido}"

    @property
    def datos(self) -> Iterator[tuple[str, str]]:
        """Los pares que van en la portada."""
        if self.consecutivo:
            yield "Consecutivo", self.consecutivo
        if self.es_borrador and self.escrito_el:
            yield "Borrador del", f"{self.escrito_el:%d/%m/%Y}"
        if self.emitido_en:
            yield "Emitido", f"{self.emitido_en:%d/%m/%Y, %H:%M}, por {self.emitido_por}"
