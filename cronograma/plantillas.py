"""Plantillas: actividades que la norma espera de todo plan, listas para insertar.

Son datos (`fixtures/plantillas/*.json`), con su fuente. Insertar dos veces no repite: lo que
la estrategia ya tiene con ese nombre, en el mismo momento o elemento, se deja como está.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from cronograma.models import Actividad
from estrategia.historia import anotar, sin_anotar
from estrategia.models import Estrategia, Fase
from estrategia.texto import sin_acentos

CARPETA = Path(settings.BASE_DIR) / "fixtures" / "plantillas"


class Plantilla(NamedTuple):
    """Un juego de actividades con su fuente."""

    nombre: str
    titulo: str
    fuente: str
    actividades: list[dict[str, Any]]


def plantillas() -> list[Plantilla]:
    """Las que hay."""
    return [
        Plantilla(nombre=archivo.stem, **json.loads(archivo.read_text(encoding="utf-8")))
        for archivo in sorted(CARPETA.glob("*.json"))
    ]


def plantilla_de(nombre: str) -> Plantilla:
    """La plantilla con ese nombre.

    Raises:
        ValidationError: si no existe.
    """
    for una in plantillas():
        if una.nombre == nombre:
            return una
    raise ValidationError(f"No hay una plantilla «{nombre}».")


@transaction.atomic
def insertar_plantilla(
    estrategia: Estrategia, nombre: str, *, por, ahora: datetime
) -> list[Actividad]:
    """Agrega al final las actividades de la plantilla que la estrategia no tiene.

    Returns:
        Las que se agregaron, sin fecha ni responsable: eso lo pone la entidad.

    Raises:
        ValidationError: si la plantilla no existe.
    """
    plantilla = plantilla_de(nombre)
    tiene = {_clave(una) for una in estrategia.actividades.all()}
    ultimo = estrategia.actividades.aggregate(ultimo=Max("orden"))["ultimo"] or 0
    agregadas = []
    for datos in plantilla.actividades:
        actividad, fases = _actividad(estrategia, datos)
        if _clave(actividad) in tiene:
            continue
        actividad.orden = ultimo + len(agregadas) + 1
        with sin_anotar(actividad):
            actividad.save()
            actividad.fases.set(fases)
        agregadas.append(actividad)
    anotar(agregadas, por=por, ahora=ahora, razon=plantilla.titulo, nuevas=True)
    return agregadas


def _actividad(estrategia: Estrategia, datos: dict[str, Any]) -> tuple[Actividad, list[Fase]]:
    propios = {campo: valor for campo, valor in datos.items() if campo != "fases"}
    propios["nombre"] = propios["nombre"].replace("{vigencia}", str(estrategia.vigencia))
    fases = list(Fase.objects.filter(codigo__in=datos.get("fases", [])))
    return Actividad(estrategia=estrategia, **propios), fases


def _clave(actividad: Actividad) -> tuple[str, str, str]:
    return actividad.momento, actividad.elemento, sin_acentos(actividad.nombre)
