"""Redacción: de una programación a palabras.

Entra una `Programacion`; salen tres textos. `escribir` da la expresión canónica que va en la celda y es el
inverso exacto de interpretar. `describir` lo dice para un ciudadano y nunca muestra como día lo que no lo
es. `eco` le muestra a la oficina qué se entendió. Los tres dicen siempre el año.
"""

from collections.abc import Sequence
from datetime import date

from cronograma.fechas.cadencias import dias_de_la_cadencia
from cronograma.fechas.piezas import Cadencia
from cronograma.fechas.significado import (
    CLASE_DE_TIPO,
    Periodicidad,
    Programacion,
    Tipo,
    es_mes_entero,
    limites,
    trimestres,
    veces_naturales,
)
from cronograma.periodos import NOMBRES_DE_MES, ordinal, periodo_de

POR_SOLICITUD = "Por solicitud"
CADA = {
    Periodicidad.DIARIA: "Cada día",
    Periodicidad.SEMANAL: "Cada semana",
    Periodicidad.QUINCENAL: "Cada quince días",
    Periodicidad.MENSUAL: "Cada mes",
    Periodicidad.BIMESTRAL: "Cada bimestre",
    Periodicidad.TRIMESTRAL: "Cada trimestre",
    Periodicidad.CUATRIMESTRAL: "Cada cuatrimestre",
    Periodicidad.SEMESTRAL: "Cada semestre",
    Periodicidad.ANUAL: "Cada año",
}
DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_ORDENES = {1: "primer", 2: "segundo", 3: "tercer", 4: "cuarto", -1: "último"}
_SIN_INTERVALO = ValueError("Esta programación no dice cuándo.")


def escribir(p: Programacion) -> str:
    """El texto canónico: `interpretar(escribir(p), v)` significa lo mismo que `p` en cualquier vigencia."""
    if p.tipo is Tipo.POR_DEMANDA:
        return POR_SOLICITUD
    if p.tipo is Tipo.INDETERMINADA:
        return _por_definir(p, "Por definir")
    if p.tipo is Tipo.PERIODICA:
        return _escribir_periodica(p)
    inicio, fin = _intervalo(p)
    if p.tipo is Tipo.FECHA:
        return _enumerar([_dia(dia) for dia in p.fechas or (inicio,)])
    if p.tipo is Tipo.RANGO:
        return f"del {_dia(inicio)} al {_dia(fin)}"
    if p.tipo is Tipo.VIGENCIA:
        return f"durante {inicio.year}"
    if p.tipo in {Tipo.MES, Tipo.MESES}:
        return _escribir_meses(p, inicio, fin)
    clase = CLASE_DE_TIPO[p.tipo]
    marcados = sorted({periodo_de(date(inicio.year, mes, 1), clase).numero for mes in p.meses})
    numeros = [ordinal(numero) for numero in marcados or [periodo_de(inicio, clase).numero]]
    return f"{_enumerar(numeros)} {clase} de {inicio.year}"


def describir(p: Programacion) -> str:
    """Para un ciudadano: «Entre enero y abril de 2022», «Cada mes durante 2022», «Por solicitud»."""
    if p.tipo is Tipo.POR_DEMANDA:
        return POR_SOLICITUD
    if p.tipo is Tipo.INDETERMINADA:
        return _por_definir(p, "Fecha por definir")
    if p.tipo is Tipo.PERIODICA:
        return _describir_periodica(p)
    inicio, fin = _intervalo(p)
    if p.tipo is Tipo.FECHA:
        dias = p.fechas or (inicio,)
        return "El " + _enumerar(_sin_repetir_anio(dias), union="el ")
    if p.tipo is Tipo.RANGO:
        return f"Del {_rango_de_dias(inicio, fin)}"
    if p.tipo is Tipo.VIGENCIA:
        return f"Durante todo {inicio.year}"
    if p.meses and p.tipo is Tipo.MESES:
        return f"En {_nombres(p.meses)} de {inicio.year}"
    if p.meses:
        return _describir_periodos_marcados(p, inicio)
    return _entre_meses(inicio, fin).capitalize()


def eco(p: Programacion, vigencia: int | None = None) -> str:
    """Para la oficina: «entendí: 1 ene – 30 abr 2022 · trimestres 1 y 2». Sin vigencia, la del inicio."""
    if p.tipo is Tipo.INDETERMINADA:
        return "no entendí cuándo: hace falta que alguien lo precise"
    if p.tipo is Tipo.POR_DEMANDA:
        return "entendí: por solicitud, sin fecha"
    inicio, fin = _intervalo(p)
    vigencia = inicio.year if vigencia is None else vigencia
    partes = [_eco_de_dias(p, inicio, fin)]
    if p.tipo is Tipo.PERIODICA:
        cada = f"{p.periodicidad}, " if p.periodicidad else ""
        partes.insert(0, f"{cada}{_cuantas(p.veces or 0)}")
    return (
        f"entendí: {' · '.join([*partes, _eco_de_trimestres(trimestres(p, vigencia), vigencia)])}"
    )


# --- Periódicas ---------------------------------------------------------------------------------------


def _escribir_periodica(p: Programacion) -> str:
    inicio, fin = _intervalo(p)
    if regla := _regla_de_dias(p):
        return f"{regla} {_lapso(inicio, fin)}"
    cada = p.periodicidad.capitalize() if p.periodicidad else ""
    if not cada or p.veces != veces_naturales(p):
        # «4 veces» a secas son las del año; tras la periodicidad corrige las que le tocarían.
        cada = f"{cada} ({_cuantas(p.veces or 0)})" if cada else _cuantas(p.veces or 0)
    return f"{cada} {_lapso(inicio, fin)}{_marcas(p, ': ')}"


def _describir_periodica(p: Programacion) -> str:
    inicio, fin = _intervalo(p)
    if regla := _regla_de_dias(p):
        return f"{regla} {_lapso(inicio, fin)}"
    cada = CADA[p.periodicidad] if p.periodicidad else _cuantas(p.veces or 0).capitalize()
    if p.periodicidad and p.veces != veces_naturales(p):
        cada = f"{cada} ({_cuantas(p.veces or 0)})"
    return f"{cada} {_lapso(inicio, fin)}{_marcas(p, ': en ' if p.meses else ': el ')}"


def _lapso(inicio: date, fin: date) -> str:
    """«durante 2022», «entre febrero y noviembre de 2022» o de día a día."""
    if (inicio.month, inicio.day, fin.month, fin.day) == (1, 1, 12, 31) and inicio.year == fin.year:
        return f"durante {inicio.year}"
    if es_mes_entero(inicio, fin) and inicio.year == fin.year and inicio.month != fin.month:
        return _entre_meses(inicio, fin)
    return f"del {_dia(inicio)} al {_dia(fin)}"


def _marcas(p: Programacion, union: str) -> str:
    if p.meses:
        return f"{union}{_nombres(p.meses)}"
    return f"{union}{_enumerar([_dia(dia) for dia in p.fechas])}" if p.fechas else ""


def _regla_de_dias(p: Programacion) -> str:
    """«Último jueves de cada mes», si los días son exactamente ésos."""
    if p.periodicidad is not Periodicidad.MENSUAL or not p.fechas or p.veces != len(p.fechas):
        return ""
    primero = p.fechas[0]
    candidatas = [Cadencia(orden_y_dia=(orden, primero.weekday())) for orden in _ORDENES]
    candidatas.append(Cadencia(dia_del_mes=min(primero.day, 28)))
    for una in candidatas:
        if tuple(dias_de_la_cadencia(una, *_intervalo(p))) == p.fechas:
            orden_y_dia = una.orden_y_dia
            if orden_y_dia is None:
                return f"El {una.dia_del_mes} de cada mes"
            return f"El {_ORDENES[orden_y_dia[0]]} {DIAS[orden_y_dia[1]]} de cada mes"
    return ""


# --- Meses, periodos y días ---------------------------------------------------------------------------


def _escribir_meses(p: Programacion, inicio: date, fin: date) -> str:
    if p.meses:
        return f"{_nombres(p.meses)} de {inicio.year}"
    if p.tipo is Tipo.MES:
        return f"{_mes(inicio)} de {inicio.year}"
    return f"de {_mes(inicio)} a {_mes(fin)} de {inicio.year}"


def _describir_periodos_marcados(p: Programacion, inicio: date) -> str:
    """«Entre abril y junio y entre octubre y diciembre de 2022»; los seguidos se unen."""
    corridas: list[list[int]] = []
    for mes in p.meses:
        if corridas and corridas[-1][-1] == mes - 1:
            corridas[-1].append(mes)
        else:
            corridas.append([mes])
    if corridas == [list(range(1, 13))]:
        return f"Durante todo {inicio.year}"
    trozos = [f"entre {_nombre(corrida[0])} y {_nombre(corrida[-1])}" for corrida in corridas]
    return f"{_enumerar(trozos)} de {inicio.year}".capitalize()


def _entre_meses(inicio: date, fin: date) -> str:
    if inicio.month == fin.month:
        return f"en {_mes(inicio)} de {inicio.year}"
    return f"entre {_mes(inicio)} y {_mes(fin)} de {inicio.year}"


def _por_definir(p: Programacion, comienzo: str) -> str:
    return f"{comienzo}, probablemente en {_nombres(p.meses)}" if p.meses else comienzo


def _rango_de_dias(inicio: date, fin: date) -> str:
    if inicio.year != fin.year:
        return f"{_dia(inicio)} al {_dia(fin)}"
    if inicio.month != fin.month:
        return f"{inicio.day} de {_mes(inicio)} al {_dia(fin)}"
    return f"{inicio.day} al {_dia(fin)}"


def _sin_repetir_anio(dias: Sequence[date]) -> list[str]:
    if len({dia.year for dia in dias}) > 1:
        return [_dia(dia) for dia in dias]
    return [*(f"{dia.day} de {_mes(dia)}" for dia in dias[:-1]), _dia(dias[-1])]


def _eco_de_dias(p: Programacion, inicio: date, fin: date) -> str:
    if p.fechas and p.tipo is Tipo.FECHA:
        return _enumerar([f"{dia.day} {_mes(dia)[:3]}" for dia in p.fechas]) + f" {fin.year}"
    if inicio == fin:
        return f"{fin.day} {_mes(fin)[:3]} {fin.year}"
    anio = f" {inicio.year}" if inicio.year != fin.year else ""
    return f"{inicio.day} {_mes(inicio)[:3]}{anio} – {fin.day} {_mes(fin)[:3]} {fin.year}"


def _eco_de_trimestres(numeros: Sequence[int], vigencia: int) -> str:
    if not numeros:
        return f"ningún trimestre de {vigencia}"
    return f"trimestre{'s' if len(numeros) > 1 else ''} {_enumerar([str(n) for n in numeros])}"


def _intervalo(p: Programacion) -> tuple[date, date]:
    intervalo = limites(p)
    if intervalo is None:
        raise _SIN_INTERVALO
    return intervalo


def _cuantas(veces: int) -> str:
    return "1 vez" if veces == 1 else f"{veces} veces"


def _dia(dia: date) -> str:
    return f"{dia.day} de {_mes(dia)} de {dia.year}"


def _mes(dia: date) -> str:
    return NOMBRES_DE_MES[dia.month - 1]


def _nombre(mes: int) -> str:
    return NOMBRES_DE_MES[mes - 1]


def _nombres(meses: Sequence[int]) -> str:
    return _enumerar([_nombre(mes) for mes in meses])


def _enumerar(partes: Sequence[str], *, union: str = "") -> str:
    """«a, b y c»; `union` va después de cada conector («el 3 y el 5»)."""
    if len(partes) == 1:
        return partes[0]
    return f"{f', {union}'.join(partes[:-1])} y {union}{partes[-1]}"
