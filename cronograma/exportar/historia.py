"""La historia de una estrategia como archivo: una fila por campo que cambió.

Entran anotaciones (`estrategia.historia`); sale un CSV o un libro de Excel con las mismas
columnas. Todo es texto: nada de lo que alguien escribió se vuelve fórmula.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils import timezone

from estrategia.historia import Anotacion

from .datos_abiertos import BOM, sin_formula
from .disposicion import Disposicion, Estilo, Puesta
from .hoja import Propiedades, libro

TITULOS = (
    "Fecha",
    "Hora",
    "Quién",
    "Qué hizo",
    "Con qué",
    "Cuál",
    "Campo",
    "Antes",
    "Después",
    "Razón",
)
ANCHOS = (11, 8, 24, 10, 16, 40, 24, 40, 40, 30)


def renglones(anotaciones: Iterable[Anotacion]) -> Iterator[tuple[str, ...]]:
    """Una fila por campo cambiado; lo creado y lo borrado ocupan una."""
    for una in anotaciones:
        cuando = timezone.localtime(una.cuando)
        comun = (f"{cuando:%Y-%m-%d}", f"{cuando:%H:%M}", una.quien, una.que, una.clase, una.fila)
        for cambio in una.cambios or (("", "", ""),):
            yield (*comun, *cambio, una.razon)


def historia_en_csv(anotaciones: Iterable[Anotacion]) -> bytes:
    """El CSV, con la marca de UTF-8 que Excel necesita."""
    salida = io.StringIO(newline="")
    escritor = csv.writer(salida, lineterminator="\r\n")
    escritor.writerow(TITULOS)
    escritor.writerows(map(sin_formula, renglon) for renglon in renglones(anotaciones))
    return (BOM + salida.getvalue()).encode()


def historia_en_excel(anotaciones: Iterable[Anotacion], *, titulo: str, autor: str) -> bytes:
    """El libro de Excel, con los títulos repetidos al imprimir."""
    filas = [TITULOS, *renglones(anotaciones)]
    puestas = tuple(
        Puesta(
            fila, columna, texto, Estilo.ENCABEZADO if fila == 1 else Estilo.TEXTO, fila, columna
        )
        for fila, textos in enumerate(filas, start=1)
        for columna, texto in enumerate(textos, start=1)
    )
    plano = Disposicion(
        hoja="Historia",
        puestas=puestas,
        anchos=ANCHOS,
        altos={},
        primera_de_titulos=1,
        ultima_de_titulos=1,
        ultima_fila=len(filas),
        es_una_sola_tabla=True,
    )
    return libro(plano, Propiedades(titulo=titulo, autor=autor))
