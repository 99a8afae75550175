"""La duda como dato: qué celda, qué decía, qué se entendió y qué otra cosa podría ser."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Gravedad(StrEnum):
    """Un error impide que la fila entre; una duda pregunta; una nota informa."""

    ERROR = "error"
    DUDA = "duda"
    NOTA = "nota"


@dataclass(frozen=True)
class Duda:
    """Algo que una persona debe saber de una celda. `mensaje` dice qué y cómo arreglarlo."""

    hoja: str
    celda: str
    campo: str
    texto: str
    mensaje: str
    gravedad: Gravedad = Gravedad.DUDA

    @property
    def frase(self) -> str:
        """La duda en una línea: dónde y qué."""
        return f"{self.celda}: {self.mensaje}" if self.celda else self.mensaje

    def como_dict(self) -> dict[str, Any]:
        return asdict(self) | {"gravedad": self.gravedad.value}
