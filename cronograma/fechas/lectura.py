"""Lectura: del texto de una celda a su programación, con las notas de todo lo que se supuso.

Entra el texto y la vigencia; sale la `Programacion`. Aquí se decide qué manda cuando la celda dice varias
cosas a la vez y se escribe, para una persona, qué se dio por supuesto, qué no se leyó y qué parece errata.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from cronograma.fechas.armado import anotar
from cronograma.fechas.cadencias import programar_cadencia, unir_cadencias
from cronograma.fechas.frases import (
    CONECTORES,
    TIEMPOS,
    Contexto,
    leer_tiempo,
    ordenar,
)
from cronograma.fechas.gramatica import leer_piezas
from cronograma.fechas.lexico import Lectura, leer_fichas
from cronograma.fechas.piezas import FechaImposible, Pieza, Unidad
from cronograma.fechas.redaccion import DIAS
from cronograma.fechas.repeticiones import NOTA_SIN_CADENCIA
from cronograma.fechas.significado import Programacion, Tipo, limites

DICEN_CADA_CUANTO = frozenset({"CADENCIA", "CANTIDAD"})
PONEN_EN_DUDA = frozenset({"DEMANDA", "PENDIENTE", "REMISION", "PROBABLE", "RELATIVA"})
NO_SON_TIEMPO = PONEN_EN_DUDA | {"HORA", "DIASEM", "VIGENCIA"}
LARGO_DE_CITA = 60
"""Cuánto del texto se repite dentro de una nota."""

SIN_ANIO = "Sin año"
TRAE_HORA = "Trae hora"
DIA_ANTES = "Día antes que mes"
NOTAS_INFORMATIVAS = (SIN_ANIO, TRAE_HORA, DIA_ANTES, NOTA_SIN_CADENCIA)
"""Comienzos de las notas que informan y no piden que nadie revise."""


def leer_texto(texto: str, vigencia: int) -> Programacion:
    """La programación que dice el texto. Ningún texto lo hace fallar."""
    lectura = leer_fichas(texto)
    try:
        leida = _leer(lectura, vigencia)
    except FechaImposible as error:
        es_de_otro_anio = error.anio is not None and error.anio != vigencia
        leida = indeterminada(error.nota, () if es_de_otro_anio else error.meses)
    except ValueError as error:  # dice cosas que no pueden ser ciertas a la vez
        leida = indeterminada(str(error))
    return anotar(leida, *lectura.notas, *avisos_de_vigencia(leida, vigencia))


def _leer(lectura: Lectura, vigencia: int) -> Programacion:
    todas = leer_piezas(lectura, vigencia)
    piezas, anio = _separar_anio(todas)
    leida = _decidir(piezas, Contexto(vigencia, anio or vigencia), lectura)
    notas = [nota for pieza in todas for nota in pieza.notas]
    if leida.inicio and leida.tipo is not Tipo.VIGENCIA and not anio and _supone_anio(piezas):
        notas.append(f"{SIN_ANIO}: se tomó el de la vigencia, {vigencia}.")
    return anotar(leida, *notas, *_aviso_de_dia_de_semana(piezas, leida))


def _decidir(piezas: list[Pieza], contexto: Contexto, lectura: Lectura) -> Programacion:
    """Qué manda cuando la celda dice varias cosas.

    Lo que se cuenta desde otro hecho no es una fecha; lo que se repite manda sobre las fechas que lo
    acompañan; una fecha manda sobre «por definir» y «según solicitud», y se anota.
    """
    nombres = {pieza.nombre for pieza in piezas}
    if "EXCEPCION" in nombres:
        return indeterminada(
            f"Dice qué se excluye: {_cita(piezas, {'EXCEPCION'}, lectura)}. Escriba cuándo sí."
        )
    if "RELATIVA" in nombres and "CADENCIA" not in nombres:
        return indeterminada(f"Depende de otro hecho: {_cita(piezas, {'RELATIVA'}, lectura)}.")
    if nombres & DICEN_CADA_CUANTO:
        return _leer_cadencia(piezas, contexto, lectura)
    serie = ordenar(_utiles(piezas))
    tiempo = _leer_tiempo(serie, nombres | {p.nombre for p in serie}, contexto)
    sin_leer = _nota_sin_leer(piezas, serie, lectura, sobran={"NORMA", "EVENTO"})
    if tiempo and {"PENDIENTE", "PROBABLE"} <= nombres:
        return indeterminada("Fecha por definir.", _meses_de(tiempo))
    if tiempo:
        return anotar(tiempo, *sin_leer, *_avisos_de_palabras(piezas, lectura))
    if nombres & TIEMPOS:
        return indeterminada(_no_se_entendio(lectura))
    return _sin_tiempo(nombres, sin_leer, lectura)


def _sin_tiempo(nombres: set[str], sin_leer: Sequence[str], lectura: Lectura) -> Programacion:
    """La celda no dice ninguna fecha: por demanda, por definir o nada que se entienda."""
    if "DEMANDA" in nombres:
        tambien = ["Dice también que es de todo el año."] if {"o", "VIGENCIA"} <= nombres else []
        return anotar(Programacion(tipo=Tipo.POR_DEMANDA), *sin_leer, *tambien)
    if nombres & {"PENDIENTE", "REMISION"}:
        return indeterminada("No dice cuándo: la fecha está por definir o en otro documento.")
    return indeterminada(_no_se_entendio(lectura))


def _leer_tiempo(
    serie: Sequence[Pieza], nombres: set[str], contexto: Contexto
) -> Programacion | None:
    if nombres & (TIEMPOS - {"ANIO"}):
        return leer_tiempo(serie, contexto)
    if "VIGENCIA" in nombres:
        return None if "DEMANDA" in nombres else _toda_la_vigencia(contexto.anio)
    if nombres & {"…", "NORMA", "EVENTO"}:
        return None  # un año solo entre palabras («informe de 2021») no es una fecha
    return leer_tiempo(serie, contexto)


def _leer_cadencia(piezas: list[Pieza], contexto: Contexto, lectura: Lectura) -> Programacion:
    dichas = [p.valor for p in piezas if p.nombre in DICEN_CADA_CUANTO]
    cadencia, notas = unir_cadencias(dichas)
    resto = [replace(p, nombre="y") if p.nombre in DICEN_CADA_CUANTO else p for p in piezas]
    tiempo, marcas = _tiempo_y_marcas(_utiles(resto), contexto)
    programada = programar_cadencia(cadencia, tiempo, marcas, contexto)
    serie = ordenar(_utiles(resto))
    sin_leer = _nota_sin_leer(resto, serie, lectura, sobran={"NORMA"})
    if tiempo is None and marcas is None and any(p.nombre in TIEMPOS for p in resto):
        sin_leer = ("Sólo se leyó cada cuánto: lo demás que dice la celda no se entendió.",)
    return anotar(programada, *notas, *sin_leer, *_avisos_de_palabras(piezas, lectura))


def _tiempo_y_marcas(
    resto: list[Pieza], contexto: Contexto
) -> tuple[Programacion | None, Programacion | None]:
    """«Trimestral del 1 de febrero al 30 de noviembre: marzo, junio y septiembre» dice las dos cosas."""
    corte = next((i for i, p in enumerate(resto) if p.nombre == ":"), 0)
    if corte:
        tiempo = leer_tiempo(ordenar(resto[:corte]), contexto)
        propio = (
            replace(contexto, anio=tiempo.inicio.year) if tiempo and tiempo.inicio else contexto
        )
        marcas = leer_tiempo(ordenar(resto[corte + 1 :]), propio)
        if tiempo and marcas:
            return tiempo, marcas
    return leer_tiempo(ordenar(resto), contexto), None


def _utiles(piezas: Iterable[Pieza]) -> list[Pieza]:
    """Las piezas que pueden formar una frase de tiempo; una norma cuenta como palabras sin leer."""
    return [
        replace(p, nombre="…") if p.nombre in {"NORMA", "EVENTO"} else p
        for p in piezas
        if p.nombre and p.nombre not in NO_SON_TIEMPO
    ]


def _separar_anio(piezas: list[Pieza]) -> tuple[list[Pieza], int | None]:
    """«2023: marzo y junio», «mensual durante 2022»: el año que dice la celda para todo lo demás."""
    hay_mas = any(p.nombre in TIEMPOS - {"ANIO"} | DICEN_CADA_CUANTO | {"VIGENCIA"} for p in piezas)
    if not hay_mas:
        return piezas, None
    dichos = {p.valor.anio for p in piezas if p.nombre in {"ANIO", "VIGENCIA"}} - {None}
    anio = dichos.pop() if len(dichos) == 1 else None
    return [p for p in piezas if p.nombre != "ANIO" or (p.valor.anio and not anio)], anio


def _supone_anio(piezas: Sequence[Pieza]) -> bool:
    unidades = [p.valor for p in piezas if isinstance(p.valor, Unidad) and p.nombre in TIEMPOS]
    return bool(unidades) and all(unidad.anio is None for unidad in unidades)


def indeterminada(nota: str, meses: tuple[int, ...] = ()) -> Programacion:
    return Programacion(tipo=Tipo.INDETERMINADA, meses=meses, notas=(nota,))


def _toda_la_vigencia(anio: int) -> Programacion:
    return Programacion(tipo=Tipo.VIGENCIA, inicio=date(anio, 1, 1), fin=date(anio, 12, 31))


def _meses_de(p: Programacion) -> tuple[int, ...]:
    intervalo = limites(p)
    return p.meses or (
        tuple(range(intervalo[0].month, intervalo[1].month + 1)) if intervalo else ()
    )


# --- Notas --------------------------------------------------------------------------------------------


def avisos_de_vigencia(p: Programacion, vigencia: int) -> tuple[str, ...]:
    intervalo = limites(p)
    if intervalo is None:
        return ()
    inicio, fin = intervalo
    if inicio.year == fin.year == vigencia:
        return ()
    anios = str(inicio.year) if inicio.year == fin.year else f"{inicio.year} a {fin.year}"
    if inicio.year <= vigencia <= fin.year:
        return (f"Se sale de la vigencia {vigencia}: va de {anios}. Revise si es una errata.",)
    return (f"Cae fuera de la vigencia {vigencia}: dice {anios}. Revise si es una errata.",)


def _aviso_de_dia_de_semana(piezas: Sequence[Pieza], p: Programacion) -> tuple[str, ...]:
    dichos = [pieza.valor for pieza in piezas if pieza.nombre == "DIASEM"]
    if not dichos or p.inicio is None or p.tipo is Tipo.PERIODICA:
        return ()
    dias = p.fechas or tuple(dict.fromkeys(limites(p) or ()))
    if len(dichos) != len(dias):
        return ("Dice un día de la semana que no se pudo comprobar.",)
    return tuple(
        f"El {dia.day}/{dia.month}/{dia.year} es {DIAS[dia.weekday()]}, no {DIAS[dicho]}."
        for dia, dicho in zip(dias, dichos, strict=True)
        if dia.weekday() != dicho
    )


def _avisos_de_palabras(piezas: Sequence[Pieza], lectura: Lectura) -> tuple[str, ...]:
    cita = _cita(piezas, PONEN_EN_DUDA, lectura)
    return (f"Además dice {cita}: confirme la fecha.",) if cita else ()


def _nota_sin_leer(
    piezas: Sequence[Pieza], serie: Sequence[Pieza], lectura: Lectura, *, sobran: set[str]
) -> tuple[str, ...]:
    """Las palabras que nadie reconoció y los números que no se pudieron unir a nada."""
    leidos = {pieza.lugar for pieza in serie if pieza.nombre != "…"}
    marcadas = [
        replace(p, nombre="…")
        if p.nombre in sobran or (p.nombre in {"NUM", "ORD"} and p.lugar not in leidos)
        else p
        for p in piezas
    ]
    cita = _cita(marcadas, {"…"}, lectura)
    return (f"No se leyó {cita}.",) if cita else ()


def _cita(piezas: Iterable[Pieza], nombres: set[str] | frozenset[str], lectura: Lectura) -> str:
    """Los pedazos del texto de esas piezas, entre comillas; los vecinos, juntos."""
    lugares: list[tuple[int, int]] = []
    seguidas = False
    for pieza in piezas:
        if pieza.nombre in nombres:
            inicio = lugares.pop()[0] if seguidas else pieza.lugar[0]
            lugares.append((inicio, pieza.lugar[1]))
            seguidas = True
        elif pieza.nombre and pieza.nombre not in CONECTORES:
            seguidas = False
    return ", ".join(f"«{_recortar(lectura.original(*lugar))}»" for lugar in lugares)


def _recortar(texto: str) -> str:
    return texto if len(texto) <= LARGO_DE_CITA else f"{texto[:LARGO_DE_CITA].rstrip()}…"


def _no_se_entendio(lectura: Lectura) -> str:
    texto = lectura.original(0, len(lectura.texto))
    if not texto:
        return "La celda está vacía."
    return f"No se entendió «{_recortar(texto)}»: escriba un día, un mes, un periodo o cada cuánto se hace."
