"""Semáforo: la palabra, el color y el icono de un cumplimiento.

Entra una proporción exacta, sin redondear (o ninguna), y los dos límites de la entidad; sale una
`Luz`. La palabra manda y el color la acompaña (WCAG 1.4.1). Lo que no tiene nada que medir está
«sin medir»: no es rojo ni es cero. Los rangos de fábrica, [0, 60), [60, 80) y [80, 100], son los
que traía el seguimiento del PAAC, hoy derogado; cada entidad escribe los suyos. Sala pura.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Color(StrEnum):
    """El nombre del color, estable: es el de su clase en la hoja de estilo."""

    ROJO = "rojo"
    AMARILLO = "amarillo"
    VERDE = "verde"
    GRIS = "gris"


class Luz(NamedTuple):
    """Lo que se muestra: siempre la palabra y el icono; el color, además."""

    color: Color
    palabra: str
    icono: str


CRITICO = Luz(Color.ROJO, "crítico", "cerrar")
EN_RIESGO = Luz(Color.AMARILLO, "en riesgo", "aviso")
SATISFACTORIO = Luz(Color.VERDE, "satisfactorio", "ok")
SIN_MEDIR = Luz(Color.GRIS, "sin medir", "duda")
LUCES = (CRITICO, EN_RIESGO, SATISFACTORIO, SIN_MEDIR)


@dataclass(frozen=True)
class Umbrales:
    """Desde qué porcentaje, incluido, deja de ser rojo y desde cuál es verde.

    Raises:
        ValueError: si no van en orden (0 < medio < alto ≤ 100).
    """

    medio: int = 60
    alto: int = 80

    def __post_init__(self) -> None:
        if not 0 < self.medio < self.alto <= 100:
            raise ValueError(
                "Los límites del semáforo van en orden: 0 < amarillo < verde ≤ 100; "
                f"se recibió {self.medio} y {self.alto}."
            )

    @property
    def rangos(self) -> tuple[tuple[Luz, str], ...]:
        """Cada luz con su rango escrito, para la explicación que acompaña a todo semáforo."""
        return (
            (CRITICO, f"menos de {self.medio} %"),
            (EN_RIESGO, f"desde {self.medio} % y menos de {self.alto} %"),
            (SATISFACTORIO, f"desde {self.alto} %"),
        )


DE_FABRICA = Umbrales()


def luz_de(proporcion: Fraction | None, umbrales: Umbrales = DE_FABRICA) -> Luz:
    """La luz de un cumplimiento.

    Args:
        proporcion: de 0 a 1, exacta; `None` si no hay nada que medir.
        umbrales: los de la entidad, en porcentaje.

    Raises:
        ValueError: si la proporción es negativa.
    """
    if proporcion is None:
        return SIN_MEDIR
    if proporcion < 0:
        raise ValueError(f"Un cumplimiento no es negativo: {proporcion}.")
    if proporcion * 100 < umbrales.medio:
        return CRITICO
    return EN_RIESGO if proporcion * 100 < umbrales.alto else SATISFACTORIO
