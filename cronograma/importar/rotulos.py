"""Rótulos: las filas que nombran cosas y no son actividades: títulos repetidos y de otras tablas."""

import re

from rapidfuzz import fuzz

from estrategia.texto import sin_acentos

from .casillas import es_casilla_o_firma
from .encabezados import SUENA
from .libro import CeldaLeida, Hoja
from .titulos import destino, llano

ES_BLOQUE = re.compile(
    r"^(?:(?:sub)?componente|eje|linea|dimension|proceso|subproceso|capitulo|pilar|programa|estrategia"
    r"|politica|fase|etapa|momento|objetivo|elemento|modulo|tema|seccion|area|dependencia|iniciativa"
    r"|[ivx]{1,4}[.) -])\b"
)
ES_COMPONENTE = re.compile(
    r"(?:sub)?componente|(?:eje|linea|dimension|pilar|capitulo|modulo)\b|objetivo (?:no\.? ?)?\d"
)


def es_titulo_repetido(texto: str, titulos: tuple[str, ...]) -> bool:
    """¿Es el título del documento, otra vez, al empezar una página?"""
    nombre = llano(texto)
    if re.fullmatch(r"(?:para la |de la )?(?:vigencia|ano)(?: fiscal)? 20\d\d", nombre):
        return True
    junto = " ".join(titulos)
    return nombre in titulos or (
        len(nombre) > 12
        and (
            nombre in junto or any(fuzz.ratio(nombre, titulo) >= 88 for titulo in (*titulos, junto))
        )
    )


def son_titulos(propias: dict[int, CeldaLeida]) -> bool:
    """¿Son títulos de columna casi todas las celdas de la fila?"""
    suenan = sum(1 for c in propias.values() if len(c.texto) <= 60 and SUENA.search(c.texto))
    if suenan < 0.6 * len(propias):
        return False
    return sum(1 for c in propias.values() if _es_titulo_de_columna(c)) >= 0.6 * len(propias)


def _es_titulo_de_columna(celda: CeldaLeida) -> bool:
    hallado = destino(celda.texto.strip()) if len(celda.texto) <= 60 else None
    return hallado is not None and hallado.campo not in ("presencial", "virtual", "periodo")


def titulos_del_documento(hoja: Hoja, primera: int) -> tuple[str, ...]:
    """Los rótulos que la hoja lleva antes de la tabla, por si se repiten en cada página."""
    filas = hoja.por_filas()
    return tuple(
        llano(celdas[0].texto)
        for fila, celdas in filas.items()
        if fila < primera and len(celdas) == 1
    )


def bloque_de_los_titulos(hoja: Hoja, primera: int, despues_de: int) -> str:
    """«Componente 3: Rendición de cuentas», escrito encima de la tabla."""
    for fila in range(primera - 1, max(despues_de, primera - 5), -1):
        for columna in (1, 2, 3):
            texto = hoja.texto(fila, columna)
            if ES_COMPONENTE.match(sin_acentos(texto)) and not texto.endswith(":"):
                return " ".join(texto.split())
    return ""


def son_firmas(propias: dict[int, CeldaLeida]) -> bool:
    """¿Son firmas o casillas la mitad de las celdas («Elaboró», «Revisó», «Aprobó»)?"""
    rotulos = sum(1 for celda in propias.values() if es_casilla_o_firma(celda.texto.strip()))
    return rotulos >= 0.5 * len(propias)
