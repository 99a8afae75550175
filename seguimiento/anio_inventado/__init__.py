"""Un año completo inventado: lo que una entidad haría de enero a enero, con los mismos pasos.

Entra `fixtures/anio_inventado.json` (qué hizo, cuándo, cuánto dijo); sale el año jugado en el orden de
sus fechas: publica, convoca, se reúne, responde, reporta, cierra cada corte, verifica y evalúa. Nada se
escribe por debajo de los pasos: si una regla cambia y el año ya no se puede jugar, aquí se ve. Es
siempre el mismo: no depende del azar ni de la fecha de hoy.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django.db import transaction

from cronograma.models import Actividad
from estrategia.models import Entidad, MetaInstitucional
from seguimiento import ejemplos

from . import evaluar, publicar, reportar, reunirse
from .reparto import ConArchivos, Reparto, a_media_manana

ARCHIVO = "anio_inventado.json"
GUIONES = (publicar.escenas, reunirse.escenas, reportar.escenas, evaluar.escenas)
SIN_HOJA = {"encabezado": {}}  # No hubo hoja de la que leer el encabezado.


@transaction.atomic
def jugar(clave: str, con_archivos: ConArchivos) -> tuple[Entidad, bool]:
    """La entidad inventada con su año, y si se acaba de jugar; si ya estaba, no se toca.

    Args:
        clave: la contraseña de sus personas de ejemplo.
        con_archivos: cómo se publica dejando los archivos (`exportar.archivos.con_archivos`).
    """
    datos = ejemplos.leer(ARCHIVO)
    entidad = ejemplos.cargar_entidad(datos)
    estrategia, nueva = ejemplos.cargar_estrategia(entidad, datos["estrategia"] | SIN_HOJA)
    if nueva:
        actividades = {
            una["clave"]: ejemplos.cargar_actividad(estrategia, orden, una)
            for orden, una in enumerate(datos["actividades"], start=1)
        }
        _asociar_metas(entidad, datos["metas"], actividades)
        personas = ejemplos.crear_usuarios(entidad, clave)
        _actuar(Reparto(entidad, estrategia, personas, actividades, con_archivos), datos["hechos"])
    return entidad, nueva


def _asociar_metas(
    entidad: Entidad,
    metas: Iterable[Mapping[str, Any]],
    actividades: Mapping[str, Actividad],
) -> None:
    for datos in metas:
        propios = {campo: valor for campo, valor in datos.items() if campo != "actividades"}
        meta = MetaInstitucional.objects.create(entidad=entidad, **propios)
        for clave in datos["actividades"]:
            actividades[clave].metas_institucionales.add(meta)


def _actuar(reparto: Reparto, hechos: Mapping[str, Any]) -> None:
    escenas = chain.from_iterable(guion(reparto, hechos) for guion in GUIONES)
    for escena in sorted(escenas, key=lambda una: una.dia):
        escena.hacer(a_media_manana(escena.dia))
