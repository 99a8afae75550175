"""Lo público: qué años, versiones y renglones puede leer una persona sin sesión.

Solo mira versiones en vigor y filas congeladas; de las filas de trabajo no toma nada. Los
encuentros son la agenda viva, y salen solo si su actividad está en la versión en vigor.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q

from cronograma.agenda import Cita, Renglon
from cronograma.models import ActividadPublicada, Encuentro, Version
from cronograma.programacion import Tipo
from estrategia.models import Procedimiento

CAMPOS_DE_CITA = (
    "pk fecha hora_inicio hora_fin nombre lugar enlace estado motivo secuencia actualizado_en"
).split()


def vigencias_de(entidad) -> list[int]:
    """Los años con algo publicado, el más reciente primero."""
    anios = Version.objects.en_vigor().de_entidad(entidad)
    return sorted(set(anios.values_list("estrategia__vigencia", flat=True)), reverse=True)


def vigencia_destacada(vigencias: Sequence[int], hoy: date) -> int | None:
    """El año que la portada muestra: el actual si está publicado; si no, el último."""
    return hoy.year if hoy.year in vigencias else next(iter(vigencias), None)


def versiones_de(entidad, vigencia: int) -> list[Version]:
    """Las versiones en vigor de un año: una por cada estrategia publicada."""
    return list(
        Version.objects.en_vigor()
        .de_entidad(entidad)
        .filter(estrategia__vigencia=vigencia)
        .select_related("estrategia__entidad")
        .order_by("estrategia__tipo", "pk")
    )


def publicadas_de(entidad, vigencia: int):
    """Las filas congeladas de un año, en el orden de las hojas."""
    return (
        ActividadPublicada.objects.publicas()
        .de(entidad, vigencia)
        .select_related("version__estrategia__entidad")
        .order_by("version__estrategia__tipo", "orden", "pk")
    )


def publicadas_desde(hoy: date):
    """Las filas de cualquier entidad con un día exacto, o un encuentro, de hoy en adelante."""
    con_encuentro = Encuentro.objects.filter(actividad=OuterRef("actividad"), fecha__gte=hoy)
    return (
        ActividadPublicada.objects.publicas()
        .filter(version__estrategia__entidad__activa=True)
        .filter(Q(tipo_programacion=Tipo.FECHA, fin__gte=hoy) | Q(Exists(con_encuentro)))
        .select_related("version__estrategia__entidad")
        .order_by("fin", "pk")
    )


def renglones_de(
    publicadas: Iterable[ActividadPublicada], *, con_entidad: bool = False
) -> list[Renglon]:
    """Los renglones de unas filas congeladas, con sus encuentros; una consulta para todos."""
    publicadas = list(publicadas)
    citas = citas_de(una.actividad_id for una in publicadas)
    return [
        Renglon(
            fila=una.fila,
            tipo=una.version.estrategia.tipo,
            entidad=una.version.estrategia.entidad if con_entidad else None,
            citas=tuple(citas[una.actividad_id]),
        )
        for una in publicadas
    ]


def citas_de(actividades: Iterable[int]) -> dict[int, list[Cita]]:
    """Los encuentros de cada actividad, por fecha."""
    citas: dict[int, list[Cita]] = defaultdict(list)
    encuentros = Encuentro.objects.filter(actividad__in=list(actividades))
    for actividad, *valores in encuentros.order_by("fecha", "hora_inicio", "pk").values_list(
        "actividad", *CAMPOS_DE_CITA
    ):
        citas[actividad].append(Cita(*valores))
    return citas


class Estado(NamedTuple):
    """De qué depende una página: cuándo cambió algo por última vez y cuántos encuentros hay."""

    cambio: datetime
    encuentros: int


def estado_de(versiones: Iterable[Version]) -> Estado:
    """El estado de las páginas de esas versiones; borrar un encuentro también lo cambia."""
    versiones = list(versiones)
    encuentros = Encuentro.objects.filter(actividad__publicadas__version__in=versiones).aggregate(
        ultimo=Max("actualizado_en"), cuantos=Count("pk", distinct=True)
    )
    momentos = [version.publicada_en for version in versiones]
    return Estado(max([*momentos, encuentros["ultimo"] or momentos[0]]), encuentros["cuantos"])


class Marco(NamedTuple):
    """De qué dependen el menú y los anuncios que toda página de una entidad lleva."""

    partes: tuple[tuple, ...]
    cambio: datetime | None


# Con esto se sabe qué años están en el menú y qué borradores reciben observaciones hoy.
CAMPOS_DEL_MARCO = (
    "pk clase estado divulgada_desde divulgada_hasta publicada_en retirada_en"
    " estrategia__vigencia estrategia__nombre con_procedimiento con_instancias"
).split()


def marco_de(entidad) -> Marco:
    """El marco de las páginas de una entidad; una consulta."""
    versiones = Version.objects.de_entidad(entidad).annotate(
        con_procedimiento=Exists(Procedimiento.objects.filter(entidad=entidad)),
        con_instancias=Exists(entidad.instancias.all()),
    )
    partes = tuple(versiones.order_by("pk").values_list(*CAMPOS_DEL_MARCO))
    momentos = [valor for parte in partes for valor in parte if isinstance(valor, datetime)]
    return Marco(partes, max(momentos, default=None))


def huella(*partes) -> str:
    """ETag de una página hecha con esas partes (versiones, día, consulta…)."""
    texto = "|".join(str(parte) for parte in partes)
    return f'"{hashlib.sha256(texto.encode()).hexdigest()[:24]}"'
