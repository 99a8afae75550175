"""El semáforo de lo prometido: en qué va, dicho con una palabra, un icono y un color.

Entra el estado guardado, hasta cuándo y el día; sale una `Situacion`. «Vencido» no se guarda: sale
de la fecha, y el último día todavía es a tiempo. La palabra manda y el color la acompaña (WCAG
1.4.1). Vale para compromisos y para acciones de mejora. ITA 6.2.2-d. Sala pura.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from .semaforo import Color

DIAS_DE_AVISO = 15  # Con cuántos días de anticipación «en plazo» pasa a «por vencer».


class Estado(StrEnum):
    """Lo guardado. Los valores son los de `EstadoDeCompromiso`."""

    ABIERTO = "abierto"
    POR_VERIFICAR = "por_verificar"
    CERRADO = "cerrado"
    INCUMPLIDO = "incumplido"


class Situacion(StrEnum):
    """Lo que se muestra, en el orden en que conviene mirarlo. El valor va en las direcciones."""

    VENCIDO = "vencido"
    POR_VENCER = "por_vencer"
    EN_PLAZO = "en_plazo"
    POR_VERIFICAR = "por_verificar"
    CUMPLIDO = "cumplido"
    INCUMPLIDO = "no_se_cumplio"
    CONTINUA = "continua"

    @property
    def palabra(self) -> str:
        """Cómo se le dice a cualquiera."""
        return SENALES[self].palabra

    @property
    def color(self) -> Color:
        """El nombre del color."""
        return SENALES[self].color

    @property
    def icono(self) -> str:
        """El nombre del dibujo, en las páginas públicas."""
        return SENALES[self].icono

    @property
    def signo(self) -> str:
        """El dibujo como un carácter, donde no hay dibujos: la administración, el papel."""
        return SENALES[self].signo


class Senal(NamedTuple):
    """La palabra, el color y el icono de una situación."""

    palabra: str
    color: Color
    icono: str
    signo: str


SENALES = {
    Situacion.VENCIDO: Senal("Vencido", Color.ROJO, "cerrar", "✕"),
    Situacion.POR_VENCER: Senal("Por vencer", Color.AMARILLO, "aviso", "⚠"),
    Situacion.EN_PLAZO: Senal("En plazo", Color.VERDE, "reloj", "◷"),
    Situacion.POR_VERIFICAR: Senal("Por verificar", Color.AMARILLO, "ojo", "◐"),
    Situacion.CUMPLIDO: Senal("Cumplido", Color.VERDE, "ok", "✓"),
    Situacion.INCUMPLIDO: Senal("No se cumplió", Color.ROJO, "cerrar", "✕"),
    Situacion.CONTINUA: Senal("Pasó al año siguiente", Color.GRIS, "flecha", "→"),
}


def situacion(estado: str, *, hasta: date, hoy: date, continua: bool = False) -> Situacion:
    """En qué va lo prometido el día `hoy`.

    Args:
        estado: el guardado, uno de `Estado`.
        hasta: el último día; ese día todavía es a tiempo.
        continua: si ya pasó a la estrategia del año siguiente.

    Raises:
        ValueError: si el estado no existe.
    """
    if continua:
        return Situacion.CONTINUA
    match Estado(estado):
        case Estado.CERRADO:
            return Situacion.CUMPLIDO
        case Estado.INCUMPLIDO:
            return Situacion.INCUMPLIDO
        case Estado.POR_VERIFICAR:
            return Situacion.POR_VERIFICAR
    dias = (hasta - hoy).days
    if dias < 0:
        return Situacion.VENCIDO
    return Situacion.POR_VENCER if dias <= DIAS_DE_AVISO else Situacion.EN_PLAZO


def estado_el(estado: str, *, cumplido: date | None, cerrado: date | None, dia: date) -> Estado:
    """El estado que tenía al terminar un día, por las fechas de lo que le pasó después.

    De lo que se devolvió no queda fecha: cuenta como abierto hasta que se vuelva a decir.
    """
    if cerrado is not None and cerrado <= dia:
        return Estado(estado)
    return Estado.POR_VERIFICAR if cumplido is not None and cumplido <= dia else Estado.ABIERTO


def esta_vencido(estado: str, *, hasta: date, dia: date) -> bool:
    """¿Sigue sin cumplirse y ya pasó su último día?"""
    return situacion(estado, hasta=hasta, hoy=dia) is Situacion.VENCIDO


def dias_tarde(*, hasta: date, cumplido: date | None, hoy: date) -> int:
    """Cuántos días después del plazo se cumplió, o lleva sin cumplirse; 0 si no llegó tarde."""
    return max(0, ((cumplido or hoy) - hasta).days)


def contar(situaciones: Iterable[Situacion]) -> dict[Situacion, int]:
    """Cuántos hay en cada situación, en orden; también los ceros."""
    todas = list(situaciones)
    return {una: todas.count(una) for una in Situacion}
