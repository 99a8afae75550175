"""La hoja con que una dependencia responde, leída como propuestas.

Se lee como cualquier hoja de la entidad, sin escribir nada: ni actividades ni catálogos. Lo
que no se entiende rechaza la hoja entera, con las frases que dicen qué arreglar.
"""

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError

from cronograma.models import SolicitudDeActividades
from cronograma.planeacion import CAMPOS

from .analisis import analizar, leer_para
from .lectura import leer
from .libro import HojaIlegible

CUANTAS_FRASES = 10


class Leidas(NamedTuple):
    """Lo propuesto en la hoja, y lo que se entendió con duda."""

    filas: list[dict[str, Any]]
    dudas: list[str]


def leer_propuestas(archivo: bytes, nombre: str, solicitud: SolicitudDeActividades) -> Leidas:
    """Las actividades de la hoja, como datos de propuesta.

    Raises:
        ValidationError: si la hoja no se puede leer o una fila tiene un error.
    """
    estrategia = solicitud.estrategia
    try:
        leido = leer_para(leer(archivo, nombre), estrategia.entidad)
    except HojaIlegible as error:
        raise ValidationError(str(error)) from error
    analisis = analizar(
        leido, entidad=estrategia.entidad, estrategia=None, vigencia=estrategia.vigencia
    )
    interpretadas = [una.interpretada for una in analisis.filas]
    if errores := [
        f"{error.celda}: {error.mensaje}" for una in interpretadas for error in una.errores
    ]:
        raise ValidationError(errores[:CUANTAS_FRASES])
    filas = [
        {campo: valor for campo, valor in una.valores.items() if campo in CAMPOS}
        for una in interpretadas
    ]
    return Leidas(
        filas, [f"{duda.celda}: {duda.mensaje}" for una in interpretadas for duda in una.dudas]
    )
