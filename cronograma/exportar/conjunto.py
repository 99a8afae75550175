"""Los datos abiertos como archivo: los mismos campos en CSV y en JSON.

Entran registros de actividades publicadas; sale el archivo. El CSV lleva una fila por
actividad, nombres de campo por títulos y la marca de UTF-8, sin la que Excel daña los
acentos. El documento entero, con sus firmas, lo escribe `datos_abiertos`.
"""

import csv as lector_csv
import io
import json
from collections.abc import Iterable
from typing import Any

from cronograma.campos import CAMPOS, Registro, valores

from .datos_abiertos import BOM, sin_formula

SEPARADOR_DE_LISTA = "; "
TIPOS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def en_csv(registros: Iterable[Registro]) -> bytes:
    """Una fila por actividad; las listas van separadas por punto y coma."""
    salida = io.StringIO(newline="")
    escritor = lector_csv.writer(salida, lineterminator="\r\n")
    escritor.writerow([campo.nombre for campo in CAMPOS])
    for registro in registros:
        escritor.writerow([_celda(valor) for valor in valores(registro).values()])
    return (BOM + salida.getvalue()).encode()


def _celda(valor: Any) -> str:
    match valor:
        case None:
            return ""
        case bool():
            return str(valor).lower()
        case list():
            return sin_formula(SEPARADOR_DE_LISTA.join(valor))
        case _:
            return sin_formula(str(valor))


def en_json(registros: Iterable[Registro], **comunes: Any) -> bytes:
    """Un objeto con lo que vale para todo el archivo y la lista `actividades`."""
    datos = comunes | {"actividades": [valores(registro) for registro in registros]}
    return json.dumps(datos, ensure_ascii=False, indent=1).encode()
