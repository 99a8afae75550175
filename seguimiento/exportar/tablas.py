"""Una tabla como archivo: el mismo contenido en Excel, CSV y JSON.

Entran títulos y renglones; sale el archivo. En Excel y CSV todo es texto: lo que alguien escribió
nunca se vuelve fórmula. El JSON lleva los nombres de los campos y los valores sin vestir.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cronograma.exportar.datos_abiertos import BOM, sin_formula
from cronograma.exportar.disposicion import Disposicion, Estilo, Puesta
from cronograma.exportar.hoja import Propiedades, libro

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TIPOS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


class Columna(NamedTuple):
    """Un dato: su nombre estable, su título para personas y su ancho en Excel."""

    campo: str
    titulo: str
    ancho: int


Renglon = Mapping[str, Any]


def en_excel(
    columnas: Sequence[Columna],
    renglones: Iterable[Renglon],
    *,
    hoja: str,
    titulo: str,
    autor: str,
) -> bytes:
    """El libro de Excel, con los títulos fijos y repetidos al imprimir."""
    filas = [
        [una.titulo for una in columnas],
        *([escrito(renglon[una.campo]) for una in columnas] for renglon in renglones),
    ]
    plano = Disposicion(
        hoja=hoja,
        puestas=tuple(
            Puesta(
                fila,
                columna,
                texto,
                Estilo.ENCABEZADO if fila == 1 else Estilo.TEXTO,
                fila,
                columna,
            )
            for fila, textos in enumerate(filas, start=1)
            for columna, texto in enumerate(textos, start=1)
        ),
        anchos=tuple(una.ancho for una in columnas),
        altos={},
        primera_de_titulos=1,
        ultima_de_titulos=1,
        ultima_fila=len(filas),
        es_una_sola_tabla=True,
    )
    return libro(plano, Propiedades(titulo=titulo, autor=autor))


def en_csv(columnas: Sequence[Columna], renglones: Iterable[Renglon]) -> bytes:
    """El CSV, con la marca de UTF-8 que Excel necesita."""
    salida = io.StringIO(newline="")
    escritor = csv.writer(salida, lineterminator="\r\n")
    escritor.writerow([una.campo for una in columnas])
    for renglon in renglones:
        escritor.writerow([sin_formula(escrito(renglon[una.campo])) for una in columnas])
    return (BOM + salida.getvalue()).encode()


def en_json(
    columnas: Sequence[Columna], renglones: Iterable[Renglon], *, lista: str, **comunes: Any
) -> bytes:
    """Un objeto con lo que vale para todo el archivo y la lista de renglones."""
    datos = {
        **comunes,
        lista: [{una.campo: renglon[una.campo] for una in columnas} for renglon in renglones],
    }
    return json.dumps(datos, ensure_ascii=False, indent=1).encode()


def escrito(valor: Any) -> str:
    """El valor como texto de una celda; lo que no hay es una celda vacía."""
    match valor:
        case None:
            return ""
        case bool():
            return "sí" if valor else "no"
        case _:
            return str(valor)
