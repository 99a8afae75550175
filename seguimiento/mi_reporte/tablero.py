"""El tablero de un corte: quién ha reportado. No reportar, no tener qué y un cero son tres cosas."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from estrategia.models import Dependencia
from seguimiento.models import EstadoDeAvance

from .renglones import Renglon, lider_de


@dataclass(kw_only=True)
class Fila:
    """Una dependencia en un corte. `pedidas` son las líneas que se le preguntan."""

    dependencia: Dependencia | None
    pedidas: int = 0
    lineas: int = 0
    en_cero: int = 0
    estados: Counter = field(default_factory=Counter)

    @property
    def sin_decir(self) -> int:
        """Las que se le preguntan y no ha enviado."""
        return self.estados[EstadoDeAvance.SIN_REPORTE] + self.estados[EstadoDeAvance.GUARDADO]

    @property
    def enviadas(self) -> int:
        """Las que envió y planeación no ha mirado."""
        return self.estados[EstadoDeAvance.ENVIADO]

    @property
    def devueltas(self) -> int:
        """Las que debe corregir."""
        return self.estados[EstadoDeAvance.DEVUELTO]

    @property
    def aceptadas(self) -> int:
        """Las que ya se aceptaron."""
        return self.estados[EstadoDeAvance.ACEPTADO]

    @property
    def en_palabras(self) -> str:
        """En una frase, para leerla sin mirar las columnas."""
        if not self.pedidas:
            return "No tiene qué reportar en este corte"
        if self.sin_decir == self.pedidas:
            return "No ha reportado"
        if self.sin_decir or self.devueltas:
            return "Reportó una parte"
        return "Reportó todo"


def tablero(renglones: Iterable[Renglon]) -> list[Fila]:
    """Una fila por dependencia líder; al final, las actividades que nadie puede reportar."""
    filas: dict[int | None, Fila] = {}
    for renglon in renglones:
        lider = lider_de(renglon.responsables)
        suya = next(
            (una.dependencia for una in renglon.responsables if una.dependencia_id == lider), None
        )
        fila = filas.setdefault(lider, Fila(dependencia=suya))
        fila.lineas += 1
        if renglon.linea.se_pregunta:
            fila.pedidas += 1
            fila.estados[renglon.estado_del_reporte] += 1
            fila.en_cero += renglon.linea.reportado == 0
    return sorted(filas.values(), key=_lugar)


def _lugar(fila: Fila) -> tuple[bool, str]:
    return fila.dependencia is None, fila.dependencia.nombre if fila.dependencia else ""
