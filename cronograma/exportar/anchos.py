"""Anchos de columna según lo que la columna dice.

Entra un documento; sale el ancho de cada columna en caracteres. La palabra más larga no se
parte, y lo que sobra se reparte según cuánto texto lleva cada columna, para que ninguna
fila crezca por una columna sola.
"""

import re
from collections.abc import Callable, Container, Sequence
from typing import NamedTuple

from cronograma.documento import Documento
from cronograma.fila import Fila
from cronograma.formatos import Columna

MENOR, MAYOR = 4.0, 60.0
PALABRA_LARGA = 23  # Más larga, se parte
SITIO_DE_CORTE = re.compile(r"(?<=[@./_-])(?=.)")
# Una hoja más angosta desperdicia la página; una más ancha obliga a una letra que no se lee.
LETRAS_DE_PAGINA, LETRAS_DE_HOJA = 130.0, 230.0
RELLENO = 1.0  # Lo que la hoja deja a los lados del texto.
HOLGURA = 1.03  # Con los mínimos justos, todas las columnas largas quedan altas y delgadas.
INTERLINEA = 3.6  # milímetros
HOLGADA = 0.4  # Media letra de aire por palabra.
LLENO = 0.85  # Con los mínimos más justos que esto no queda qué repartir.
TITULO = 0.92  # La letra de los títulos, en negrilla y más pequeña, frente a la del texto.
# Frente a media eme, que es lo que ocupa una letra corriente contando los blancos.
MAS_ANCHA = 1.75
ANCHO_DE_LETRAS = {"iíljI.,;:/|'!": 0.52, "frtJ()-": 0.74, "mwMW%@": MAS_ANCHA, "0123456789": 1.2}
Texto = Callable[[Documento, Columna, Fila], str]


class Medida(NamedTuple):
    """Lo menos que necesita una columna y lo que le quedaría cómodo, en caracteres."""

    minimo: float
    comodo: float


class Letra(NamedTuple):
    """Una letra impresa: lo que ocupa y lo que la celda deja a los lados, en milímetros."""

    nombre: str
    ancho: float
    margen: float

    def en_papel(self, medida: Medida) -> Medida:
        """La medida en milímetros."""
        return Medida(*(self.margen + self.ancho * letras for letras in medida))

    def alto(self, texto: str, ancho: float) -> float:
        """Lo alto que queda el texto, más o menos, en una celda de ese ancho."""
        por_renglon = max(1, int((ancho - self.margen) / self.ancho))
        renglones = (-(-len(parte) // por_renglon) for parte in texto.split("\n"))
        return sum(renglones) * INTERLINEA


# Los tamaños están en static/css/pdf.css con el mismo nombre.
GIRADA = Medida(10.0, 10.0)
NORMAL, MENUDA = Letra("normal", 1.38, 2.6), Letra("menuda", 1.32, 1.8)


def anchos_de_hoja(
    documento: Documento, columnas: Sequence[Columna], texto: Texto
) -> tuple[float, ...]:
    """Los anchos de la hoja de cálculo, en caracteres."""
    medidas = medir(documento, columnas, texto)
    minimos, comodos = (sum(lados) for lados in zip(*medidas, strict=True))
    total = min(max(LETRAS_DE_HOJA, minimos * HOLGURA), max(comodos, LETRAS_DE_PAGINA))
    return tuple(round(ancho + RELLENO, 1) for ancho in repartir(medidas, total))


def anchos_de_papel(
    medidas: Sequence[Medida], milimetros: float, letra: Letra, giradas: Container[int] = ()
) -> list[float]:
    """Los anchos de la tabla impresa, que suman los milímetros del papel.

    Las columnas `giradas` llevan el título de lado y ocupan lo de tres renglones.
    """
    en_papel = [
        GIRADA if lugar in giradas else letra.en_papel(medida)
        for lugar, medida in enumerate(medidas)
    ]
    return repartir(en_papel, milimetros)


def letra_para(medidas: Sequence[Medida], milimetros: float) -> Letra:
    """La letra normal si con ella caben las palabras sin partirse; si no, la menuda."""
    minimos = sum(NORMAL.en_papel(medida).minimo for medida in medidas)
    return NORMAL if minimos <= milimetros * LLENO else MENUDA


def medir(documento: Documento, columnas: Sequence[Columna], texto: Texto) -> list[Medida]:
    """La medida de cada columna, por su título y por todo lo que contiene."""
    return [
        medida(columna.titulo, [texto(documento, columna, fila) for fila in documento.filas])
        for columna in columnas
    ]


def repartir(medidas: Sequence[Medida], total: float) -> list[float]:
    """Los anchos que suman `total`, en proporción a lo cómodo y sin bajar del mínimo."""
    minimos = sum(medida.minimo for medida in medidas)
    if total <= minimos:
        return [medida.minimo * total / minimos for medida in medidas]
    fijas: set[int] = set()
    while True:
        libre = total - sum(medidas[fija].minimo for fija in fijas)
        comodos = sum(una.comodo for lugar, una in enumerate(medidas) if lugar not in fijas)
        estrechas = {
            lugar
            for lugar, una in enumerate(medidas)
            if lugar not in fijas and una.comodo * libre / comodos < una.minimo
        }
        if not estrechas:
            return [
                una.minimo if lugar in fijas else una.comodo * libre / comodos
                for lugar, una in enumerate(medidas)
            ]
        fijas |= estrechas


def medida(titulo: str, textos: Sequence[str]) -> Medida:
    """La medida de una columna, por su título y por lo que dicen sus celdas."""
    palabra = max(_palabra_mas_larga([titulo]) * TITULO, _palabra_mas_larga(textos), MENOR)
    comodo = min(MAYOR, max(_comodo(textos), _comodo([titulo]) / 2))
    return Medida(palabra + HOLGADA, max(palabra + HOLGADA, comodo))


def _comodo(textos: Sequence[str]) -> float:
    """El ancho que hace más baja la tabla.

    El alto de una fila se parece a la suma de (largo / ancho)³ de sus celdas, en la que manda
    la mayor; repartir un total para que esa suma sea mínima da un ancho proporcional a
    (media de largo³) elevada a 1/4.
    """
    cubos = [len(texto) ** 3 for texto in textos] or [0]
    return (sum(cubos) / len(cubos)) ** 0.25


def _palabra_mas_larga(textos: Sequence[str]) -> float:
    """Lo que ocupa la palabra más ancha que no se puede partir."""
    trozos = {trozo for texto in textos for palabra in texto.split() for trozo in cortes(palabra)}
    mayor = 0.0
    for trozo in sorted(trozos, key=len, reverse=True):
        if len(trozo) * MAS_ANCHA <= mayor:
            break  # ni con puras emes sería más ancha
        mayor = max(mayor, _largo(trozo))
    return min(PALABRA_LARGA, mayor)


def _largo(palabra: str) -> float:
    """Lo que ocupa la palabra, contado en letras corrientes."""
    return sum(map(_ancho_de_letra, palabra))


def _ancho_de_letra(letra: str) -> float:
    for letras, ancho in ANCHO_DE_LETRAS.items():
        if letra in letras:
            return ancho
    return 1.45 if letra.isupper() else 1.12


def cortes(palabra: str) -> list[str]:
    """Los trozos en que se puede partir una palabra muy larga: un correo, una dirección."""
    return SITIO_DE_CORTE.split(palabra) if len(palabra) > PALABRA_LARGA else [palabra]
