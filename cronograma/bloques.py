"""Bloques: lo que otra app muestra dentro de una página pública de `cronograma`.

`cronograma` no conoce a `seguimiento`; este, al arrancar, registra funciones que dicen qué
bloques van en la página de un encuentro, de una actividad o de una entidad. Un bloque se pinta
antes de decidir si la página cambió: lo que diga hace parte de su huella (ETag).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from cronograma.por_lugar import PorLugar

LUGARES = ("encuentro", "actividad", "entidad")
"""La página, y con qué se llama a la función: `Encuentro`, `ActividadPublicada` o `Entidad`."""


@dataclass(frozen=True, kw_only=True)
class Bloque:
    """Una parte de una página. La plantilla recibe `contexto` y además `titulo` y `ancla`.

    `cambio` es cuándo cambió por última vez lo que muestra, para la fecha de la página
    (Last-Modified); `None` si no depende de nada que cambie. La plantilla escribe su propio
    `<section id="{{ ancla }}" aria-labelledby="{{ ancla }}-titulo">` y su `<h2>`.
    """

    titulo: str
    plantilla: str
    contexto: Mapping[str, Any] = field(default_factory=dict)
    ancla: str = ""
    cambio: datetime | None = None
    orden: int = 0


@dataclass(frozen=True, kw_only=True)
class Pintados:
    """Los bloques de una página ya escritos, y cuándo cambió el último."""

    html: tuple[str, ...] = ()
    cambio: datetime | None = None


# De qué se habla (según el lugar) y el día de hoy, a sus bloques.
Fuente = Callable[[Any, date], list[Bloque]]
_fuentes: PorLugar[Fuente] = PorLugar(LUGARES)
registrar = _fuentes.registrar


def bloques_de(lugar: str, asunto: Any, hoy: date) -> list[Bloque]:
    """Los bloques de un lugar, por su `orden` y luego como se registraron."""
    bloques = [bloque for fuente in _fuentes[lugar] for bloque in fuente(asunto, hoy)]
    return sorted(bloques, key=lambda bloque: bloque.orden)


def pintar(lugar: str, asunto: Any, hoy: date, request: HttpRequest) -> Pintados:
    """Los bloques de un lugar, escritos con su plantilla."""
    bloques = bloques_de(lugar, asunto, hoy)
    momentos = [bloque.cambio for bloque in bloques if bloque.cambio]
    return Pintados(
        html=tuple(_escrito(bloque, hoy, request) for bloque in bloques),
        cambio=max(momentos, default=None),
    )


def _escrito(bloque: Bloque, hoy: date, request: HttpRequest) -> str:
    propios = {"titulo": bloque.titulo, "ancla": bloque.ancla, "hoy": hoy}
    return render_to_string(bloque.plantilla, {**propios, **bloque.contexto}, request)
