"""Lo prometido, en las páginas de la reunión, de la actividad y de la entidad.

Se registra al arrancar (`cronograma.bloques`): esas páginas no conocen los compromisos. Sin nada que
mostrar no hay bloque.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from cronograma.bloques import Bloque
from cronograma.models import ActividadPublicada, Encuentro
from estrategia.models import Entidad
from seguimiento.models.compromiso import Pendiente
from seguimiento.plazos_de_compromisos import contar
from seguimiento.publicado import a_la_vista, acciones_de, compromisos_de

PLANTILLA = "seguimiento/publico/_bloque_de_prometido.html"


def de_un_encuentro(encuentro: Encuentro, hoy: date) -> list[Bloque]:
    """Los compromisos y las acciones de mejora que salieron de esa reunión. ITA 6.2.5-H."""
    entidad = encuentro.actividad.estrategia.entidad
    return _bloques(entidad, hoy, encuentro=encuentro.pk)


def de_una_actividad(publicada: ActividadPublicada, hoy: date) -> list[Bloque]:
    """Los de todas las reuniones de esa actividad."""
    entidad = publicada.version.estrategia.entidad
    return _bloques(entidad, hoy, encuentro__actividad=publicada.actividad_id)


def de_una_entidad(entidad: Entidad, hoy: date) -> list[Bloque]:
    """Cuántos compromisos del último año hay en cada estado."""
    todos = list(compromisos_de(entidad))
    if not todos:
        return []
    anio = todos[0].estrategia.vigencia
    suyos = [uno for uno in todos if uno.estrategia.vigencia == anio]
    cuentas = contar(uno.situacion for uno in a_la_vista(suyos, hoy=hoy))
    hay_mejoras = entidad.estrategias.filter(acciones__isnull=False).exists()
    contexto = {
        "cuentas": [(una, cuantos) for una, cuantos in cuentas.items() if cuantos],
        "anio": anio,
        "lista": reverse("seguimiento:compromisos", args=[entidad.slug]),
        "mejoras": reverse("seguimiento:mejoras", args=[entidad.slug]) if hay_mejoras else "",
    }
    return [
        Bloque(
            titulo=f"Compromisos de {anio}",
            plantilla="seguimiento/publico/_bloque_de_entidad.html",
            contexto=contexto,
            ancla="compromisos",
            cambio=ultimo_cambio(suyos),
            orden=30,
        )
    ]


def _bloques(entidad: Entidad, hoy: date, **donde) -> list[Bloque]:
    slug = [entidad.slug]
    return [
        *_bloque(
            compromisos_de(entidad).filter(**donde, continua_en=None),
            hoy,
            titulo="Compromisos",
            ancla="compromisos",
            orden=30,
            lista=reverse("seguimiento:compromisos", args=slug),
            ver_todos="Todos los compromisos de la entidad",
        ),
        *_bloque(
            acciones_de(entidad).filter(**donde, continua_en=None),
            hoy,
            titulo="Acciones de mejora",
            ancla="mejoras",
            orden=31,
            lista=reverse("seguimiento:mejoras", args=slug),
            ver_todos="Todas las acciones de mejora de la entidad",
        ),
    ]


def _bloque(
    filas: QuerySet, hoy: date, *, titulo: str, ancla: str, orden: int, **enlaces: str
) -> list[Bloque]:
    filas = list(filas)
    if not filas:
        return []
    contexto = {"prometidos": a_la_vista(filas, hoy=hoy), **enlaces}
    return [
        Bloque(
            titulo=titulo,
            plantilla=PLANTILLA,
            contexto=contexto,
            ancla=ancla,
            cambio=ultimo_cambio(filas),
            orden=orden,
        )
    ]


def ultimo_cambio(filas: Iterable[Pendiente]) -> datetime | None:
    """Cuándo se registró, se cumplió o se cerró la última."""
    momentos = [
        momento
        for una in filas
        for momento in (una.creado_en, una.cumplido_en, una.cerrado_en)
        if momento
    ]
    return max(momentos, default=None)
