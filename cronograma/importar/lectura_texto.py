"""Lectura de CSV y de texto pegado (de un PDF, de Word o de una hoja): una hoja por archivo.

Se adivina la codificación (UTF-8 con o sin marca, UTF-16, Latin-1) y el separador (el que da
más filas con el mismo número de columnas). Comillas sueltas no descuadran la tabla.
"""

import csv
import re
from collections import Counter

from .libro import CeldaLeida, Hoja, HojaIlegible, Libro
from .seguridad import exigir_celdas, exigir_filas

SEPARADORES = ("\t", ";", ",", "|")
# Señales de formato que deja copiar de un PDF o de una página.
SENALES = re.compile(r"\*\*|</?(?:b|i|u|p|br|strong|em)\s*/?>|^#{1,6}\s+", re.IGNORECASE)
RAYA = re.compile(r"^[\s|:-]*-{2,}[\s|:\t-]*$")
NO_ES_TEXTO = (
    "El archivo no es texto ni una hoja de cálculo: se aceptan .xlsx, .xlsm, .xls, .ods, .csv y"
    " texto pegado de una tabla."
)


def leer_texto(datos: bytes, nombre: str) -> Libro:
    """Una hoja con las columnas del texto."""
    texto = _decodificar(datos).replace("\r\n", "\n").replace("\r", "\n")
    separador = _separador(texto)
    es_csv = nombre.lower().endswith(".csv")
    hoja = Hoja("Texto")
    numero = 0
    for fila in _filas(texto, separador):
        numero += 1
        if RAYA.match("\t".join(fila)) and any("--" in valor for valor in fila):
            continue
        for columna, valor in enumerate(fila, start=1):
            limpio = valor if es_csv else SENALES.sub("", valor)
            if limpio.strip():
                hoja.poner(CeldaLeida(numero, columna, limpio.strip(), limpio.strip()))
    exigir_filas(len({fila for fila, _ in hoja.celdas}))
    exigir_celdas(len(hoja.celdas))
    return Libro(nombre, "texto", [hoja.preparar()])


def _decodificar(datos: bytes) -> str:
    if datos.startswith((b"\xff\xfe", b"\xfe\xff")):
        return datos.decode("utf-16", errors="replace")
    if b"\x00" in datos[:4096]:
        raise HojaIlegible(NO_ES_TEXTO)
    try:
        texto = datos.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel en español guarda el CSV en la página de códigos de Windows.
        texto = datos.decode("cp1252", errors="replace")
    raros = sum(1 for letra in texto[:4096] if letra < " " and letra not in "\n\r\t\f")
    if raros > 8:
        raise HojaIlegible(NO_ES_TEXTO)
    return texto


def _separador(texto: str) -> str:
    """El que parte más filas en el mismo número de columnas."""
    if re.search(r"^sep=(.)$", texto.split("\n", 1)[0]):
        return texto[4]
    muestra = texto[:200_000]
    return max(SEPARADORES, key=lambda separador: _regularidad(muestra, separador))


def _regularidad(texto: str, separador: str) -> tuple[float, int]:
    anchos = Counter(len(fila) for fila in _filas(texto, separador) if any(map(str.strip, fila)))
    anchos.pop(1, None)
    if not anchos:
        return (0, 0)
    ancho, veces = max(anchos.items(), key=lambda par: par[1] * min(par[0], 12))
    return (veces * min(ancho, 12), -SEPARADORES.index(separador))


def _filas(texto: str, separador: str) -> list[list[str]]:
    if separador == "|":
        return [_de_tabla(linea) for linea in texto.split("\n")]
    if texto.count('"') % 2 == 0:
        filas = (
            list(csv.reader(texto.split("\n"), delimiter=separador))
            if '"' not in texto
            else _con_comillas(texto, separador)
        )
        if not any(
            separador in valor and valor.count("\n") > 8 for fila in filas for valor in fila
        ):
            return filas
    return [linea.split(separador) for linea in texto.split("\n")]


def _con_comillas(texto: str, separador: str) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    return list(csv.reader(texto.splitlines(keepends=True), delimiter=separador))


def _de_tabla(linea: str) -> list[str]:
    return [parte.strip() for parte in linea.strip().strip("|").split("|")]
