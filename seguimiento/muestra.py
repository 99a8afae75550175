"""La muestra de control interno: por cuáles líneas empezar cuando no se pueden mirar todas.

Entran las líneas evaluadas, sus contradicciones y un tamaño; salen las elegidas con su porqué:
primero las que se contradicen, después las de avance alto sin evidencia y al final otras al azar.
El azar se puede repetir: la misma semilla da la misma muestra, y un auditor la reconstruye. Sala pura.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from .hechos import Contradiccion, LineaEvaluada

AVANCE_ALTO = Decimal(80)
POR_CONTRADICCION = "se contradice"
POR_ALTO_SIN_EVIDENCIA = "avance alto sin evidencia"
POR_AZAR = "al azar"


class Elegida(NamedTuple):
    """Una línea de la muestra y por qué está en ella."""

    linea: LineaEvaluada
    porque: str


def muestra(
    lineas: Iterable[LineaEvaluada],
    cuantas: int,
    *,
    contradicciones: Iterable[Contradiccion] = (),
    semilla: str,
) -> tuple[Elegida, ...]:
    """Las primeras `cuantas` líneas por mirar, en orden.

    Solo entran las que dicen algo que verificar: las que cuentan en el cumplimiento y las que
    trajeron un reporte.

    Args:
        semilla: un texto que nombra la muestra, por ejemplo la estrategia y el periodo.

    Raises:
        ValueError: si se piden menos de cero.
    """
    if cuantas < 0:
        raise ValueError(f"Una muestra no tiene {cuantas} líneas.")
    se_contradicen = {una.actividad for una in contradicciones}
    candidatas = [_elegir(una, se_contradicen) for una in lineas if _hay_que_verificar(una)]
    return tuple(sorted(candidatas, key=lambda una: _turno(una, semilla))[:cuantas])


def _hay_que_verificar(una: LineaEvaluada) -> bool:
    return una.linea.exigido is not None or una.linea.reportado is not None


def _elegir(una: LineaEvaluada, se_contradicen: set[str]) -> Elegida:
    if una.linea.codigo in se_contradicen:
        return Elegida(una, POR_CONTRADICCION)
    reportado = una.linea.reportado
    if reportado is not None and reportado >= AVANCE_ALTO and not una.tiene_evidencia:
        return Elegida(una, POR_ALTO_SIN_EVIDENCIA)
    return Elegida(una, POR_AZAR)


PRIMERO: Sequence[str] = (POR_CONTRADICCION, POR_ALTO_SIN_EVIDENCIA, POR_AZAR)


def _turno(elegida: Elegida, semilla: str) -> tuple[int, str]:
    codigo = elegida.linea.linea.codigo
    return PRIMERO.index(elegida.porque), sha256(f"{semilla}|{codigo}".encode()).hexdigest()
