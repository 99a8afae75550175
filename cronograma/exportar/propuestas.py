"""La hoja con que una dependencia responde: sus actividades del año pasado, listas para corregir.

Entra una solicitud; sale un Excel en la tabla de una fila por actividad o en el formato de la
entidad, con lo que la dependencia hizo el año anterior y las fechas puestas al día.
"""

from dataclasses import replace

from cronograma.fila import Fila
from cronograma.formatos import FORMATOS, TABLA, Formato
from cronograma.models import Actividad, SolicitudDeActividades
from cronograma.nueva_vigencia import fecha_en
from cronograma.programacion import interpretar
from cronograma.publicacion import documento_de_trabajo

from .excel import excel


def hoja_para(solicitud: SolicitudDeActividades, formato: Formato) -> bytes:
    """El Excel que la dependencia llena."""
    documento = documento_de_trabajo(solicitud.estrategia)
    return excel(replace(documento, filas=tuple(filas_previas(solicitud)), celdas={}), formato)


def formato_de(solicitud: SolicitudDeActividades, nombre: str) -> Formato:
    """El formato pedido: la tabla, o el de la estrategia si lo tiene."""
    return FORMATOS.get(solicitud.estrategia.formato, TABLA) if nombre == "entidad" else TABLA


def filas_previas(solicitud: SolicitudDeActividades) -> list[Fila]:
    """Las actividades vigentes de la dependencia en la última estrategia anterior del mismo tipo."""
    estrategia = solicitud.estrategia
    anterior = (
        estrategia.entidad.estrategias.filter(
            tipo=estrategia.tipo, vigencia__lt=estrategia.vigencia
        )
        .order_by("-vigencia")
        .first()
    )
    if anterior is None:
        return []
    suyas = anterior.actividades.vigentes().filter(dependencias=solicitud.dependencia)
    return [_al_dia(una, estrategia.vigencia) for una in suyas.completas()]


def _al_dia(actividad: Actividad, vigencia: int) -> Fila:
    fecha = fecha_en(actividad, vigencia)
    return replace(
        actividad.fila(),
        codigo="",
        vigencia=vigencia,
        fecha_programada=fecha.programada,
        programacion=interpretar(fecha.fijada or fecha.programada, vigencia),
        celdas={},
        extras={},
    )
