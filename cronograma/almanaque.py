"""Almanaque: las actividades sobre las casillas de un mes y sobre la línea del año.

Entran renglones; salen casillas. Solo lo que tiene día entra en una casilla del mes; lo
demás va debajo, con sus palabras. Pura: no consulta la base ni mira el reloj.
"""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from cronograma.agenda import MESES_DEL_ANIO, Cita, Renglon, dias_exactos, meses_fijos
from cronograma.fechas.significado import Tipo, limites

CALENDARIO = Calendar()  # la semana empieza el lunes
MEDIO_MES = timedelta(days=15)


class Evento(NamedTuple):
    """Lo que ocurre un día: la actividad, y su encuentro si ya está registrado."""

    renglon: Renglon
    cita: Cita | None


class Casilla(NamedTuple):
    """Un día del calendario del mes."""

    dia: date
    es_del_mes: bool
    eventos: tuple[Evento, ...]


class MesDelAlmanaque(NamedTuple):
    """Un mes: sus semanas, lo que tiene día, lo de este mes sin día, y lo de todo el año."""

    primero: date
    anterior: date
    siguiente: date
    semanas: tuple[tuple[Casilla, ...], ...]
    con_dia: tuple[Casilla, ...]
    sin_dia: tuple[Renglon, ...]
    cualquier_mes: tuple[Renglon, ...]


class FilaDelAnio(NamedTuple):
    """Una actividad en la línea del año: en qué meses cae y en cuáles tiene día."""

    renglon: Renglon
    meses: tuple[str, ...]
    sin_mes: bool


def eventos_por_dia(renglones: Iterable[Renglon]) -> dict[date, list[Evento]]:
    """Lo que ocurre cada día: los encuentros o, si no hay, los días que el cronograma dice."""
    por_dia: dict[date, list[Evento]] = defaultdict(list)
    for renglon in renglones:
        for cita in renglon.citas:
            por_dia[cita.fecha].append(Evento(renglon, cita))
        if not renglon.citas:
            for dia in dias_exactos(renglon.cuando):
                por_dia[dia].append(Evento(renglon, None))
    return por_dia


def mes_de(renglones: Iterable[Renglon], primero: date) -> MesDelAlmanaque:
    """El mes que empieza el día `primero`."""
    renglones = list(renglones)
    por_dia = eventos_por_dia(renglones)
    semanas = tuple(
        tuple(Casilla(dia, dia.month == primero.month, tuple(por_dia[dia])) for dia in semana)
        for semana in CALENDARIO.monthdatescalendar(primero.year, primero.month)
    )
    casillas = [casilla for semana in semanas for casilla in semana if casilla.es_del_mes]
    imprecisos = [uno for uno in renglones if not uno.citas and not dias_exactos(uno.cuando)]
    return MesDelAlmanaque(
        primero=primero,
        anterior=(primero - MEDIO_MES).replace(day=1),
        siguiente=(primero + 3 * MEDIO_MES).replace(day=1),
        semanas=semanas,
        con_dia=tuple(casilla for casilla in casillas if casilla.eventos),
        sin_dia=tuple(uno for uno in imprecisos if _cae_en(uno, primero)),
        cualquier_mes=tuple(uno for uno in imprecisos if _puede_caer_en(uno, primero)),
    )


def anio_de(renglones: Iterable[Renglon], vigencia: int) -> tuple[FilaDelAnio, ...]:
    """Cada actividad con sus doce meses: «dia», «periodo», «todo» (cualquier momento) o nada."""
    return tuple(_fila_del_anio(renglon, vigencia) for renglon in renglones)


def _fila_del_anio(renglon: Renglon, vigencia: int) -> FilaDelAnio:
    dias = {cita.fecha for cita in renglon.citas} | set(dias_exactos(renglon.cuando))
    con_dia = {dia.month for dia in dias if dia.year == vigencia}
    fijos = meses_fijos(renglon.cuando, vigencia)
    lo_demas = "todo" if renglon.cuando.tipo is Tipo.VIGENCIA else ""
    meses = tuple(
        "dia" if mes in con_dia else "periodo" if mes in fijos else lo_demas
        for mes in MESES_DEL_ANIO
    )
    return FilaDelAnio(renglon, meses, not any(meses))


def _cae_en(renglon: Renglon, primero: date) -> bool:
    return primero.month in meses_fijos(renglon.cuando, primero.year)


def _puede_caer_en(renglon: Renglon, primero: date) -> bool:
    """Lo que no dice mes: todo el año, «dos veces en el año», por solicitud."""
    p = renglon.cuando
    if p.tipo is Tipo.INDETERMINADA or meses_fijos(p, primero.year):
        return False
    intervalo = limites(p)
    dentro = intervalo is not None and intervalo[0] <= primero <= intervalo[1]
    return p.tipo is Tipo.POR_DEMANDA or dentro
