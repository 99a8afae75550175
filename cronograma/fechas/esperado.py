"""Esperado: cuánto de una actividad debería estar hecho en una fecha.

Entra una programación y un periodo o un día; sale si está programada allí, cuántas ocurrencias debían
haberse cumplido y qué parte (de 0 a 1) se espera. Trimestres, cuatrimestres, semestres, meses y días
sueltos se responden igual. Lo que no dice cuándo no espera nada: responde `None`, que no es cero.
"""

from calendar import monthrange
from datetime import date
from fractions import Fraction

from cronograma.fechas.significado import (
    Programacion,
    Tipo,
    limites,
    subperiodos,
    tramos,
)
from cronograma.periodos import Periodo, ultimo_dia


def esta_programada(p: Programacion, periodo: Periodo) -> bool:
    """Si alguno de sus días cae en el periodo. Lo que no dice cuándo no está programado en ninguno."""
    return any(periodo.se_cruza(*tramo) for tramo in tramos(p))


def vencimientos(p: Programacion) -> tuple[date, ...]:
    """El día en que vence cada ocurrencia, en orden.

    Un producto vence al final de su intervalo; varios periodos marcados, cada uno al final del suyo; una
    periódica, cada ocurrencia al final de su subperiodo. Lo que corre todo el año no vence por partes.
    """
    intervalo = limites(p)
    if intervalo is None or p.tipo is Tipo.VIGENCIA:
        return ()
    marcas = tuple(cierre for _, cierre in tramos(p))
    if p.tipo is not Tipo.PERIODICA:
        return marcas
    return _vencimientos_de_periodica(p, *intervalo, marcas if p.meses or p.fechas else ())


def ocurrencias_esperadas(p: Programacion, hasta: date) -> int | None:
    """Cuántas ocurrencias debían haberse cumplido hasta ese día, incluido. `None` si no se cuentan."""
    cuantas = vencimientos(p)
    return sum(vence <= hasta for vence in cuantas) if cuantas else None


def proporcion_esperada(p: Programacion, hasta: date, *, gradual: bool = False) -> Fraction | None:
    """Qué parte del avance se espera hasta ese día, incluido: de 0 a 1, exacta.

    Toda al final para lo que da un producto (fecha, mes, un periodo, un rango); partes iguales para
    varios periodos marcados y para las ocurrencias de una periódica; por el tiempo corrido para la
    vigencia y para lo que se marca gradual. El tiempo se mide en meses, de modo que un trimestre es
    exactamente la cuarta parte del año. `None` si la programación no dice cuándo.
    """
    intervalo = limites(p)
    if intervalo is None:
        return None
    if gradual or p.tipo is Tipo.VIGENCIA:
        return _tiempo_corrido(*intervalo, hasta)
    todos = vencimientos(p)
    return Fraction(sum(vence <= hasta for vence in todos), len(todos))


def _tiempo_corrido(inicio: date, fin: date, hasta: date) -> Fraction:
    if hasta < inicio:
        return Fraction(0)
    partida = _antes_de(inicio)
    return (_meses_hasta(min(hasta, fin)) - partida) / (_meses_hasta(fin) - partida)


def _meses_hasta(dia: date) -> Fraction:
    """Meses completos y fracción de mes corridos hasta el final de ese día."""
    return 12 * dia.year + dia.month - 1 + Fraction(dia.day, monthrange(dia.year, dia.month)[1])


def _antes_de(dia: date) -> Fraction:
    """Lo mismo, hasta el comienzo de ese día."""
    return _meses_hasta(dia) - Fraction(1, monthrange(dia.year, dia.month)[1])


def _vencimientos_de_periodica(
    p: Programacion, inicio: date, fin: date, marcas: tuple[date, ...]
) -> tuple[date, ...]:
    """Las ocurrencias repartidas por igual entre sus subperiodos; si no alcanzan, en partes iguales."""
    cierres = marcas or (subperiodos(p.periodicidad, inicio, fin) if p.periodicidad else ())
    veces = p.veces or len(cierres)
    if cierres and veces % len(cierres) == 0:
        return tuple(cierre for cierre in cierres for _ in range(veces // len(cierres)))
    return tuple(_dia_en(inicio, fin, Fraction(numero, veces)) for numero in range(1, veces + 1))


def _dia_en(inicio: date, fin: date, parte: Fraction) -> date:
    """El primer día en que ya corrió esa parte del intervalo."""
    partida = _antes_de(inicio)
    meta = partida + (_meses_hasta(fin) - partida) * parte
    meses = -(-meta.numerator // meta.denominator) - 1  # el mes en curso cuando se llega a la meta
    anio, mes = divmod(meses, 12)
    largo = ultimo_dia(anio, mes + 1).day
    avanzado = (meta - meses) * largo
    return date(anio, mes + 1, -(-avanzado.numerator // avanzado.denominator))
