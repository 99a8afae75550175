"""Tabla: muchas expresiones de una vez, de un texto o un CSV a filas.

Entra el contenido de un archivo (una expresión por línea, o un CSV con las columnas `expresion` y, si se
quiere, `vigencia`); salen filas con lo que se entendió, una por expresión y en el mismo orden. Rechaza con
ValueError y una frase la entrada sin vigencia. No abre archivos ni escribe en ninguna parte.
"""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from cronograma.fechas.significado import Programacion, trimestres

COLUMNAS = (
    "expresion",
    "vigencia",
    "tipo",
    "inicio",
    "fin",
    "periodicidad",
    "ocurrencias",
    "trimestres",
    "notas",
)
UNION_DE_NOTAS = " | "
_DELIMITADORES = (",", ";", "\t")


def leer_entrada(contenido: str, vigencia: str | int | None = None) -> list[tuple[str, int]]:
    """Las expresiones con su vigencia. La columna `vigencia`, donde diga algo, manda sobre la dada."""
    contenido = contenido.removeprefix("\ufeff")
    encabezado = contenido.partition("\n")[0]
    for delimitador in _DELIMITADORES:
        titulos = [
            _llano(titulo) for titulo in next(csv.reader([encabezado], delimiter=delimitador), [])
        ]
        if "expresion" in titulos:
            return list(_de_csv(contenido, delimitador, titulos, vigencia))
    lineas = (linea.rstrip("\n") for linea in io.StringIO(contenido, newline=None))
    return [(linea, _anio("", vigencia, numero)) for numero, linea in enumerate(lineas, start=1)]


def fila(
    expresion: str, vigencia: int, interpretar: Callable[[str, int], Programacion]
) -> tuple[str, ...]:
    """Lo que se entendió de una expresión, con las columnas de `COLUMNAS`; lo que no hay va vacío."""
    p = interpretar(expresion, vigencia)
    return (
        expresion,
        str(vigencia),
        p.tipo.value,
        p.inicio.isoformat() if p.inicio else "",
        p.fin.isoformat() if p.fin else "",
        p.periodicidad.value if p.periodicidad else "",
        str(p.veces) if p.veces else "",
        ",".join(map(str, trimestres(p, vigencia))),
        UNION_DE_NOTAS.join(p.notas),
    )


def escribir_csv(filas: Iterable[tuple[str, ...]]) -> str:
    """Las filas como CSV con encabezado."""
    salida = io.StringIO()
    escritor = csv.writer(salida, lineterminator="\n")
    escritor.writerow(COLUMNAS)
    escritor.writerows(filas)
    return salida.getvalue()


def _de_csv(
    contenido: str, delimitador: str, titulos: list[str], vigencia: str | int | None
) -> Iterator[tuple[str, int]]:
    lugar = titulos.index("expresion")
    lugar_anio = titulos.index("vigencia") if "vigencia" in titulos else None
    lector = csv.reader(io.StringIO(contenido, newline=""), delimiter=delimitador)
    next(lector)
    for numero, celdas in enumerate(filter(None, lector), start=2):
        dicha = celdas[lugar_anio] if lugar_anio is not None and lugar_anio < len(celdas) else ""
        yield celdas[lugar] if lugar < len(celdas) else "", _anio(dicha, vigencia, numero)


def _anio(dicho: str, vigencia: str | int | None, numero: int) -> int:
    escrito = dicho.strip().removesuffix(".0") or ("" if vigencia is None else str(vigencia))
    if not escrito:
        raise ValueError(
            f"Fila {numero}: falta la vigencia. Escriba «--vigencia AAAA» o llene la columna «vigencia»."
        )
    if not (escrito.isascii() and escrito.isdecimal() and len(escrito) == 4):
        raise ValueError(
            f"Fila {numero}: la vigencia «{escrito}» no es un año. Escriba cuatro cifras: 2022."
        )
    return int(escrito)


def _llano(titulo: str) -> str:
    sin_tildes = unicodedata.normalize("NFD", titulo.strip().lower())
    return "".join(letra for letra in sin_tildes if not unicodedata.combining(letra))
