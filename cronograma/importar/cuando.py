"""Cuándo: de las celdas de fecha de una fila a un texto y su significado.

Hay cuatro maneras de decirlo: una celda, dos celdas (inicio y fin), marcas bajo periodos y una
frase dentro de la meta. En todas sale un texto cuyo significado (`interpretar`) es el mismo que
el de las celdas; el de la última es solo una propuesta, y se dice.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from cronograma.celdas import Marca, leer_marca
from cronograma.periodos import ClasePeriodo
from cronograma.programacion import (
    NOTAS_INFORMATIVAS,
    Programacion,
    Tipo,
    escribir,
    interpretar_celda,
    interpretar_dos_celdas,
    interpretar_marcas,
)
from cronograma.programacion import interpretar as _interpretar

from .columnas import ColumnaLeida
from .duda import Gravedad
from .hoja_leida import FilaLeida
from .libro import CeldaLeida

CLASE_DE_LETRA = {
    "M": ClasePeriodo.MES,
    "B": ClasePeriodo.BIMESTRE,
    "T": ClasePeriodo.TRIMESTRE,
    "C": ClasePeriodo.CUATRIMESTRE,
    "S": ClasePeriodo.SEMESTRE,
}
DE_INTERVALO = ("Se sale de la vigencia", "Cae fuera de la vigencia")
_MES = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
)
_ANIO = r"(?: del? (?:año )?20\d\d)?"
_ORDINAL = r"(?:primer|segundo|tercer|cuarto|[uú]ltimo|1er|2do|3er|4to|i{1,3}|iv)"
# Cómo se dice cuándo dentro de una frase larga («… antes del 30 de junio»).
EN_LA_FRASE = tuple(
    re.compile(patron, re.IGNORECASE)
    for patron in (
        rf"\bdel? \d{{1,2}} (?:de {_MES} )?al \d{{1,2}} de {_MES}{_ANIO}",
        rf"\b(?:a m[aá]s tardar el |antes del |hasta el |a )?\d{{1,2}} de {_MES}{_ANIO}",
        r"\b\d{1,2}/\d{1,2}/20\d\d\b",
        rf"\b(?:en|a|durante|hasta|para) (?:el mes de )?{_MES}(?:(?:, {_MES})* y {_MES})?{_ANIO}\b",
        rf"\b{_ORDINAL} (?:bimestre|trimestre|cuatrimestre|semestre){_ANIO}\b",
        r"\b(?:mensual|bimestral|trimestral|cuatrimestral|semestral|anual)(?:es|mente)?\b",
        r"\bdurante (?:toda )?(?:la vigencia|el año)(?: 20\d\d)?\b",
    )
)


@lru_cache(maxsize=20_000)
def interpretar(texto: str, vigencia: int) -> Programacion:
    """En una hoja grande las mismas fechas se repiten: cada una se lee una vez."""
    return _interpretar(texto, vigencia)


class DudaDeFecha(NamedTuple):
    celda: CeldaLeida | None
    campo: str
    mensaje: str
    gravedad: Gravedad


class Cuando(NamedTuple):
    """El texto de la fecha programada y lo que hay que decir de sus celdas."""

    texto: str
    dudas: list[DudaDeFecha]


def cuando(fila: FilaLeida, vigencia: int) -> Cuando | None:
    """Cuándo se hace la actividad de la fila; None si la tabla no tiene cómo decirlo."""
    columnas = fila.tabla.por_campo
    if ("inicio", "") in columnas and ("fin", "") in columnas:
        return _de_dos(fila.de("inicio"), fila.de("fin"), vigencia)
    if ("fecha_programada", "") in columnas:
        return _de_una(fila.de("fecha_programada"), vigencia)
    marcables = [una for una in fila.tabla.columnas if una.campo in ("periodo", "programado")]
    if marcables:
        return _de_marcas(fila, marcables, vigencia)
    return None


def _de_una(celda: CeldaLeida | None, vigencia: int) -> Cuando:
    if celda is None or not celda.texto.strip():
        return Cuando("", [])
    leida = _leer(celda, vigencia)
    texto = _que_signifique(celda.texto.strip(), leida, vigencia)
    return Cuando(texto, _dudas_de(celda, "fecha_programada", leida))


def _leer(celda: CeldaLeida | None, vigencia: int) -> Programacion:
    if celda is None:
        return interpretar("", vigencia)
    if celda.es_fecha:
        return interpretar_celda(celda.valor, vigencia, formato=celda.formato)
    return interpretar(celda.texto.strip(), vigencia)


def _que_signifique(texto: str, leida: Programacion, vigencia: int) -> str:
    """El texto que se ve, si dice lo mismo que la celda; si no, el canónico."""
    if interpretar(texto, vigencia) == leida:
        return texto
    return escribir(leida) or texto


def _dudas_de(celda: CeldaLeida | None, campo: str, leida: Programacion) -> list[DudaDeFecha]:
    return [
        DudaDeFecha(
            celda,
            campo,
            nota,
            Gravedad.NOTA if nota.startswith(NOTAS_INFORMATIVAS) else Gravedad.DUDA,
        )
        for nota in leida.notas
    ]


def _de_dos(inicio: CeldaLeida | None, fin: CeldaLeida | None, vigencia: int) -> Cuando:
    textos = [celda.texto.strip() if celda else "" for celda in (inicio, fin)]
    if not any(textos):
        return Cuando("", [])
    valores = [_valor(celda) for celda in (inicio, fin)]
    leida = interpretar_dos_celdas(valores[0], valores[1], vigencia)
    dudas = [
        *(_dudas_de(inicio, "inicio", _leer(inicio, vigencia)) if textos[0] else ()),
        *(_dudas_de(fin, "fin", _leer(fin, vigencia)) if textos[1] else ()),
    ]
    ya_dichas = {duda.mensaje for duda in dudas}
    dudas += [
        duda
        for duda in _dudas_de(inicio or fin, "inicio" if inicio else "fin", leida)
        if duda.mensaje not in ya_dichas and not duda.mensaje.startswith(DE_INTERVALO)
    ]
    junto = (
        " a ".join(textos)
        if all(textos)
        else f"{'desde' if textos[0] else 'hasta'} {''.join(textos)}"
    )
    if textos[0] == textos[1]:
        junto = textos[0]
    return Cuando(_que_signifique(junto, leida, vigencia), dudas)


def _valor(celda: CeldaLeida | None):
    if celda is None:
        return None
    return celda.valor if celda.es_fecha else celda.texto.strip()


def _de_marcas(fila: FilaLeida, columnas: list[ColumnaLeida], vigencia: int) -> Cuando:
    clase = _clase(columnas)
    marcados: list[int] = []
    dudas: list[DudaDeFecha] = []
    for columna in columnas:
        if not columna.detalle.startswith(clase):
            continue
        celda = fila.celdas.get(columna.numero)
        if celda is None or not cuenta_como_programada(celda.texto):
            continue
        marcados.append(int(columna.detalle[1:]))
        if duda := _duda_de_marca(celda, columna):
            dudas.append(duda)
    if not marcados:
        return Cuando("", dudas)
    leida = interpretar_marcas(marcados, CLASE_DE_LETRA[clase], vigencia)
    return Cuando(escribir(leida), dudas + _dudas_de(None, "fecha_programada", leida))


def _clase(columnas: list[ColumnaLeida]) -> str:
    """La clase con más columnas: de meses y trimestres juntos, los meses dicen más."""
    letras = [una.detalle[0] for una in columnas]
    return max(set(letras), key=lambda letra: (letras.count(letra), letra))


def cuenta_como_programada(texto: str) -> bool:
    """¿Lo que hay bajo el periodo dice que ahí se hace algo? Vacío, cero, «no» y «N/A» dicen que no."""
    limpio = texto.strip()
    if not limpio or leer_marca(limpio).marca in (Marca.NO, Marca.NO_APLICA):
        return False
    return not re.fullmatch(r"0(?:[.,]0+)?\s*%?", limpio)


def _duda_de_marca(celda: CeldaLeida, columna: ColumnaLeida) -> DudaDeFecha | None:
    texto = celda.texto.strip()
    if leer_marca(texto).marca is Marca.SI or re.fullmatch(r"\d+(?:[.,]\d+)?\s*%?", texto):
        return None
    return DudaDeFecha(
        celda,
        "fecha_programada",
        f"Bajo «{columna.rotulo}» no hay una marca sino un texto: se entendió que ahí se programa.",
        Gravedad.DUDA,
    )


def proponer_de_la_meta(fila: FilaLeida, vigencia: int) -> tuple[str, CeldaLeida] | None:
    """Si la tabla no dice cuándo, la fecha que aparece en la meta o en la actividad.

    Returns:
        (fecha propuesta, celda), o None si no hay ninguna.
    """
    for campo in ("producto", "metas", "objetivo", "nombre"):
        celda = fila.de(campo)
        if celda is None:
            continue
        for forma in EN_LA_FRASE:
            if (hallada := forma.search(celda.texto)) and _sirve(hallada[0], vigencia):
                return hallada[0].strip(), celda
    return None


def _sirve(texto: str, vigencia: int) -> bool:
    return interpretar(texto, vigencia).tipo is not Tipo.INDETERMINADA
