"""Esperados: las ocasiones que el significado de una fecha promete, para ponerles día una por una.

Entra una programación; salen sus ocasiones, calculadas cada vez y nunca guardadas con un día
inventado: «mensual» son doce por fechar. No se cuentan, y no dan ninguna, lo que corre todo el
año o cada día, lo que se hace cuando alguien lo pide y lo que no dice cuándo. Sala pura.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from cronograma.fechas.esperado import vencimientos
from cronograma.fechas.significado import Periodicidad, Programacion, Tipo, limites, tramos
from cronograma.periodos import NOMBRES_DE_MES, ClasePeriodo, Periodo, periodo_de

UN_DIA = timedelta(days=1)
Tramo = tuple[date, date]


class Ocasion(NamedTuple):
    """Una de las veces que la actividad promete: entre qué días, y cómo se nombra.

    `periodo` es el pedazo del año («marzo de 2022»); `nombre` dice además cuál es de cuántas
    («3.ª de 12 · marzo de 2022»).
    """

    numero: int
    desde: date
    hasta: date
    nombre: str
    periodo: str

    def contiene(self, dia: date) -> bool:
        """¿Cae el día dentro de lo que la ocasión promete?"""
        return self.desde <= dia <= self.hasta


def ocasiones(p: Programacion) -> tuple[Ocasion, ...]:
    """Las ocasiones de una programación, en orden; ninguna si no se cuentan."""
    if p.periodicidad is Periodicidad.DIARIA or not vencimientos(p):
        return ()
    pedazos = tuple(_pedazos(p))
    return tuple(
        _ocasion(numero, len(pedazos), *pedazo) for numero, pedazo in enumerate(pedazos, start=1)
    )


def ocasion_de(p: Programacion, numero: int | None) -> Ocasion | None:
    """La ocasión con ese número; ninguna si la programación no la tiene."""
    return next((una for una in ocasiones(p) if una.numero == numero), None)


def nombre_de_tramo(desde: date, hasta: date) -> str:
    """«24 de marzo de 2022», «marzo de 2022», «1.er trimestre de 2022», «del 3 al 9 de enero…»."""
    if desde == hasta:
        return _dia(desde)
    if periodo := _periodo_entero(desde, hasta):
        return periodo.nombre
    if (desde.year, desde.month) == (hasta.year, hasta.month):
        return f"del {desde.day} al {_dia(hasta)}"
    inicio = _dia(desde) if desde.year != hasta.year else _dia_y_mes(desde)
    return f"del {inicio} al {_dia(hasta)}"


def _pedazos(p: Programacion) -> Iterator[Tramo]:
    """Un tramo por ocasión; varias de un mismo subperiodo comparten el suyo."""
    intervalo = limites(p)
    marcados = tramos(p)
    if intervalo is None:
        return
    if p.tipo is not Tipo.PERIODICA or ((p.meses or p.fechas) and len(marcados) == p.veces):
        yield from marcados
        return
    desde, anterior = intervalo[0], None
    for vence in vencimientos(p):
        if anterior is not None and vence != anterior:
            desde = anterior + UN_DIA
        yield _marcado_en(marcados, vence) if p.meses or p.fechas else (desde, vence)
        anterior = vence


def _marcado_en(marcados: tuple[Tramo, ...], vence: date) -> Tramo:
    """El tramo marcado que vence ese día; si no lo hay, todo lo marcado hasta entonces."""
    return next((uno for uno in marcados if uno[1] == vence), (marcados[0][0], vence))


def _ocasion(numero: int, cuantas: int, desde: date, hasta: date) -> Ocasion:
    periodo = nombre_de_tramo(desde, hasta)
    cual = f"{numero}.ª de {cuantas} · " if cuantas > 1 else ""
    return Ocasion(numero, desde, hasta, f"{cual}{periodo}", periodo)


def _periodo_entero(desde: date, hasta: date) -> Periodo | None:
    for clase in ClasePeriodo:
        periodo = periodo_de(desde, clase)
        if (periodo.inicio, periodo.fin) == (desde, hasta):
            return periodo
    return None


def _dia_y_mes(dia: date) -> str:
    return f"{dia.day} de {NOMBRES_DE_MES[dia.month - 1]}"


def _dia(dia: date) -> str:
    return f"{_dia_y_mes(dia)} de {dia.year}"
