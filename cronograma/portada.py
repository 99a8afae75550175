"""Portada: qué puede hacer una persona ahora, y el año de una entidad de un vistazo.

Entran renglones públicos y el día de hoy; salen valores que la página solo muestra.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count

from cronograma.agenda import (
    MESES_DEL_ANIO,
    Momento,
    Renglon,
    esta_en_curso,
    meses_fijos,
    momento_de,
)
from cronograma.models import Version
from cronograma.programacion import Tipo
from cronograma.publico import publicadas_desde, renglones_de, vigencia_destacada
from cronograma.secciones import EXPLICACIONES, Explicacion, seccion_de
from estrategia.catalogos import Seccion
from estrategia.models import Procedimiento
from estrategia.publico import entidades_publicas

TARJETAS_DE_AHORA = 3
EVENTOS_DE_LA_AGENDA = 6
# De cuántas actividades en adelante el mes se ve lleno: cuatro tonos y no más.
TONOS = (0, 1, 2, 4, 7)


class Mes(NamedTuple):
    """Una casilla de la línea del año: cuántas actividades y con qué tono."""

    numero: int
    cuantas: int
    tono: int


class FilaDeSeccion(NamedTuple):
    """Una de las seis secciones con sus actividades y sus meses."""

    seccion: Seccion
    explicacion: Explicacion
    cuantas: int
    meses: tuple[Mes, ...]
    sin_mes: int


class Portada(NamedTuple):
    """Lo que muestra la portada de una entidad en un año."""

    cuantas: int
    es_pasada: bool
    ahora: tuple[Momento, ...]
    por_solicitud: int
    secciones: tuple[FilaDeSeccion, ...]


class TarjetaDeEntidad(NamedTuple):
    """Una entidad en la portada de la instalación."""

    entidad: Any
    vigencias: tuple[int, ...]
    vigencia: int | None
    cuantas: int
    tiene_procedimiento: bool


def portada_de(renglones: list[Renglon], *, vigencia: int, hoy: date) -> Portada:
    """La portada de una entidad."""
    return Portada(
        cuantas=len(renglones),
        es_pasada=vigencia < hoy.year,
        ahora=lo_de_ahora(renglones, hoy)[:TARJETAS_DE_AHORA],
        por_solicitud=sum(uno.cuando.tipo is Tipo.POR_DEMANDA for uno in renglones),
        secciones=filas_de_secciones(renglones, vigencia),
    )


def lo_de_ahora(renglones: Iterable[Renglon], hoy: date) -> tuple[Momento, ...]:
    """En lo que se puede participar ya: primero lo que tiene día, luego lo que está en curso."""
    fechados, en_curso = [], []
    for renglon in renglones:
        if dia := renglon.proximo_dia(hoy):
            fechados.append((dia, renglon.fila.orden, renglon))
        elif esta_en_curso(renglon.cuando, hoy):
            en_curso.append((renglon.cuando.fin, renglon.fila.orden, renglon))
    ordenados = sorted(fechados, key=lambda par: par[:2]) + sorted(
        en_curso, key=lambda par: par[:2]
    )
    return tuple(momento_de(renglon, hoy) for *_, renglon in ordenados)


def filas_de_secciones(renglones: Iterable[Renglon], vigencia: int) -> tuple[FilaDeSeccion, ...]:
    """Las seis secciones, siempre todas y en el orden de la norma."""
    por_seccion: dict[Seccion, list[Renglon]] = {seccion: [] for seccion in Seccion}
    for renglon in renglones:
        por_seccion[seccion_de(renglon.fila)].append(renglon)
    return tuple(_fila(seccion, suyos, vigencia) for seccion, suyos in por_seccion.items())


def _fila(seccion: Seccion, renglones: list[Renglon], vigencia: int) -> FilaDeSeccion:
    fijos = [meses_fijos(renglon.cuando, vigencia) for renglon in renglones]
    cuentas = Counter(mes for meses in fijos for mes in meses)
    meses = tuple(Mes(mes, cuentas[mes], tono_de(cuentas[mes])) for mes in MESES_DEL_ANIO)
    return FilaDeSeccion(
        seccion, EXPLICACIONES[seccion], len(renglones), meses, sum(not meses for meses in fijos)
    )


def tono_de(cuantas: int) -> int:
    """De 0 (nada) a 4 (lleno)."""
    return max(tono for tono, desde in enumerate(TONOS) if cuantas >= desde)


def tarjetas_de_entidades(hoy: date) -> list[TarjetaDeEntidad]:
    """Las entidades que muestran algo, con su último año; consultas fijas."""
    anios: dict[int, set[int]] = defaultdict(set)
    cuentas: Counter = Counter()
    en_vigor = Version.objects.en_vigor().annotate(cuantas=Count("filas"))
    for entidad, vigencia, cuantas in en_vigor.values_list(
        "estrategia__entidad", "estrategia__vigencia", "cuantas"
    ):
        anios[entidad].add(vigencia)
        cuentas[entidad, vigencia] += cuantas
    con_procedimiento = set(Procedimiento.objects.values_list("entidad", flat=True))
    return [
        _tarjeta(una, sorted(anios[una.pk], reverse=True), cuentas, con_procedimiento, hoy)
        for una in entidades_publicas().filter(pk__in={*anios, *con_procedimiento})
    ]


def _tarjeta(entidad, vigencias, cuentas, con_procedimiento, hoy: date) -> TarjetaDeEntidad:
    vigencia = vigencia_destacada(vigencias, hoy)
    return TarjetaDeEntidad(
        entidad,
        tuple(vigencias),
        vigencia,
        cuentas[entidad.pk, vigencia],
        entidad.pk in con_procedimiento,
    )


def agenda_nacional(hoy: date) -> tuple[Momento, ...]:
    """Lo próximo con día exacto de todas las entidades."""
    renglones = renglones_de(publicadas_desde(hoy), con_entidad=True)
    return lo_de_ahora(renglones, hoy)[:EVENTOS_DE_LA_AGENDA]
