"""Problemas de fecha: que se entienda, que termine después de empezar y que caiga en el año.

Entra un plan; salen sus problemas. Lo que se entendió de cada fecha ya viene en la fila;
aquí solo se lee otra vez lo que la oficina escribió cuando las dos puntas se contradicen.
Sala pura.
"""

import re
from collections.abc import Iterator
from datetime import date

from cronograma.fechas.significado import limites, tramos
from cronograma.fila import Fila
from cronograma.plan import Plan
from cronograma.programacion import Tipo, interpretar

from .valores import Codigo, Problema, corto, de_la_actividad

CAMPO = "fecha_programada"
AL_REVES = "fin es anterior al inicio"  # Así lo anota la gramática.
SEPARADOR = re.compile(r"\s+(?:a|al|hasta|hasta el)\s+|\s+[-–—]\s+")
CON_ANIO = re.compile(r"(?:\d{4}|[-/.' ]\d{2})\s*$")


def fin_antes_de_inicio(plan: Plan) -> Iterator[Problema]:
    """Nada termina antes de empezar, lo diga en dos celdas o en una."""
    for fila in plan.filas:
        if (puntas := _puntas_al_reves(fila)) is not None:
            inicio, fin = puntas
            texto = (
                f"termina («{fin}») antes de empezar («{inicio}»). Corrija una de las dos fechas."
            )
            yield de_la_actividad(Codigo.FIN_ANTES_DE_INICIO, fila, texto, campo=CAMPO)


def fecha_no_entendida(plan: Plan) -> Iterator[Problema]:
    """Un plan dice cuándo se hace cada cosa (Ley 1474 de 2011, art. 74)."""
    for fila in plan.filas:
        ilegible = fila.programacion.tipo is Tipo.INDETERMINADA
        if ilegible and _puntas_al_reves(fila) is None:
            yield de_la_actividad(
                Codigo.FECHA_NO_ENTENDIDA, fila, _por_que_no_se_entiende(fila), campo=CAMPO
            )


def _por_que_no_se_entiende(fila: Fila) -> str:
    ejemplo = "Escriba un día, un mes, un periodo o cada cuánto se hace"
    if not fila.fecha_programada.strip():
        return f"no dice cuándo se hace. {ejemplo}."
    escrito = corto(fila.fecha_programada)
    return f"dice «{escrito}», y de ahí no se sabe cuándo se hace. {ejemplo}, o una razón."


def fuera_de_la_vigencia(plan: Plan) -> Iterator[Problema]:
    """Lo que se programa en un plan anual ocurre, aunque sea en parte, en su año."""
    for fila in plan.filas:
        dias = tramos(fila.programacion)
        if dias and not any(_toca(plan.vigencia, *tramo) for tramo in dias):
            texto = (
                f"{_va_de(fila)}: ningún día cae en {plan.vigencia}. Corrija el año de la fecha, "
                "o escriba por qué está en este plan."
            )
            yield de_la_actividad(Codigo.FUERA_DE_LA_VIGENCIA, fila, texto, campo=CAMPO)


def en_parte_fuera_de_la_vigencia(plan: Plan) -> Iterator[Problema]:
    """Lo que empieza antes o termina después del año suele ser un año mal escrito."""
    for fila in plan.filas:
        dias = tramos(fila.programacion)
        dentro = any(_toca(plan.vigencia, *tramo) for tramo in dias)
        if dentro and not all(_cabe(plan.vigencia, *tramo) for tramo in dias):
            texto = (
                f"{_va_de(fila)}, y parte queda fuera de {plan.vigencia}. Revise que el año esté "
                "bien escrito."
            )
            yield de_la_actividad(Codigo.EN_PARTE_FUERA_DE_LA_VIGENCIA, fila, texto, campo=CAMPO)


def _toca(vigencia: int, inicio: date, fin: date) -> bool:
    return inicio.year <= vigencia <= fin.year


def _cabe(vigencia: int, inicio: date, fin: date) -> bool:
    return inicio.year == vigencia == fin.year


def _va_de(fila: Fila) -> str:
    """«va del 12/10/2022 al 16/11/2022», con todas sus cifras: el error suele estar en el año."""
    intervalo = limites(fila.programacion)
    inicio, fin = intervalo if intervalo else (date.min, date.min)
    return (
        f"es del {inicio:%d/%m/%Y}"
        if inicio == fin
        else f"va del {inicio:%d/%m/%Y} al {fin:%d/%m/%Y}"
    )


def _puntas_al_reves(fila: Fila) -> tuple[str, str] | None:
    """Los dos textos de la fecha, si el segundo es anterior al primero."""
    for puntas in (_celdas_de_inicio_y_fin(fila), _partes_del_texto(fila)):
        if puntas and _estan_al_reves(*puntas, fila.vigencia):
            return puntas
    if any(AL_REVES in nota for nota in fila.programacion.notas):
        return _partes_del_texto(fila) or (corto(fila.fecha_programada),) * 2
    return None


def _celdas_de_inicio_y_fin(fila: Fila) -> tuple[str, str] | None:
    """Lo escrito en «Fecha inicial» y «Fecha final», si la fecha no ha cambiado desde entonces."""
    textos = []
    for clave in ("inicio", "fin"):
        leida, dia = fila.celdas.get(clave), getattr(fila.programacion, clave)
        if leida is None or leida.valor != (dia and dia.isoformat()):
            return None
        textos.append(leida.texto.strip())
    inicio, fin = textos
    return (inicio, fin) if inicio and fin else None


def _partes_del_texto(fila: Fila) -> tuple[str, str] | None:
    """«30-nov-23 a 1-feb-23» en dos, si cada parte dice su año: «noviembre a febrero» cruza."""
    partes = SEPARADOR.split(fila.fecha_programada.strip())
    if len(partes) != 2 or not all(CON_ANIO.search(parte) for parte in partes):
        return None
    return partes[0], partes[1]


def _estan_al_reves(inicio: str, fin: str, vigencia: int) -> bool:
    primera, ultima = interpretar(inicio, vigencia), interpretar(fin, vigencia)
    if primera.inicio is None or ultima.fin is None:
        return False
    return ultima.fin < primera.inicio
