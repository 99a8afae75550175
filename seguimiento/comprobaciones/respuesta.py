"""Lo que una comprobación responde: hecho, pendiente o no aplica, desde cuándo y por qué."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.utils import timezone

from cronograma.models import Actividad
from estrategia.models import Estrategia

CUANTAS_SE_NOMBRAN = 5
SIN_ACTIVIDADES = "La estrategia todavía no tiene actividades."


class Estado(StrEnum):
    """En qué va un paso."""

    HECHO = "hecho"
    PENDIENTE = "pendiente"
    NO_APLICA = "no_aplica"


class Respuesta(NamedTuple):
    """Lo que una comprobación encontró."""

    estado: Estado
    desde: date | None
    porque: str


class Comprobacion(NamedTuple):
    """Una pregunta con nombre que un paso puede señalar."""

    titulo: str
    responder: Callable[[Estrategia], Respuesta]


def hecho(desde: date | None, porque: str) -> Respuesta:
    """El paso está hecho."""
    return Respuesta(Estado.HECHO, desde, porque)


def pendiente(porque: str) -> Respuesta:
    """El paso no está hecho, por esto."""
    return Respuesta(Estado.PENDIENTE, None, porque)


def no_aplica(porque: str) -> Respuesta:
    """El paso no tiene de qué ocuparse, por esto."""
    return Respuesta(Estado.NO_APLICA, None, porque)


def actividades(estrategia: Estrategia) -> list[Actividad]:
    """Las que siguen en la estrategia, en su orden."""
    return list(estrategia.actividades.vigentes().order_by("orden", "pk"))


def de_actividades(
    estrategia: Estrategia, faltan: Iterable[Actividad], *, bien: str, mal: str
) -> Respuesta:
    """Hecho si a ninguna actividad le falta; si no, dice a cuáles."""
    if not estrategia.actividades.vigentes().exists():
        return pendiente(SIN_ACTIVIDADES)
    codigos = [una.codigo for una in faltan]
    if not codigos:
        return hecho(None, bien)
    return pendiente(f"{mal} en: {algunas(codigos)}.")


def algunas(nombres: list[str]) -> str:
    """Los primeros nombres, y cuántos más hay."""
    mas = len(nombres) - CUANTAS_SE_NOMBRAN
    resto = f" y {mas} más" if mas > 0 else ""
    return ", ".join(nombres[:CUANTAS_SE_NOMBRAN]) + resto


def dia(momento) -> date:
    """El día en Colombia de un momento guardado."""
    return timezone.localdate(momento)
