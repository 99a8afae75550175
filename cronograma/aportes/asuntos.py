"""De qué se puede hablar: un plan publicado, una de sus actividades o una de sus reuniones.

Entra una entidad y lo que la dirección pide; salen los asuntos que el formulario ofrece. Solo hay
asuntos públicos: lo que no está publicado no se nombra, y pedirlo da lo mismo que pedir lo que no
existe.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cronograma.models import Actividad, ActividadPublicada, Encuentro, Version
from cronograma.models.encuentro import EstadoEncuentro
from cronograma.publico import vigencia_destacada
from estrategia.models import Entidad, Estrategia

PLAN, ACTIVIDAD, ENCUENTRO = "plan", "actividad", "encuentro"
GRUPOS = {
    PLAN: "Todo un plan",
    ACTIVIDAD: "Una actividad",
    ENCUENTRO: "Una reunión o evento",
}
LARGO_DEL_NOMBRE = 90


@dataclass(frozen=True, kw_only=True)
class Asunto:
    """Algo de lo que se puede hablar. `clave` es lo que va en la dirección: «encuentro-12»."""

    clave: str
    clase: str
    nombre: str
    estrategia: Estrategia
    actividad: Actividad | None = None
    encuentro: Encuentro | None = None


def asuntos_de(entidad: Entidad, *, hoy: date, pedido: str = "") -> list[Asunto]:
    """Los planes en vigor; las actividades y reuniones del año que se destaca, y lo pedido.

    Consultas fijas, aunque haya muchos años, actividades y reuniones.
    """
    versiones = list(
        Version.objects.en_vigor()
        .de_entidad(entidad)
        .select_related("estrategia__entidad")
        .order_by("-estrategia__vigencia", "estrategia__tipo")
    )
    anio = vigencia_destacada([una.estrategia.vigencia for una in versiones], hoy)
    filas = list(
        ActividadPublicada.objects.filter(version__in=versiones)
        .select_related("actividad", "version__estrategia__entidad")
        .order_by("-version__estrategia__vigencia", "version__estrategia__tipo", "orden", "pk")
    )
    todos = [*_planes(versiones), *_actividades(filas), *_encuentros(filas)]
    return [
        uno
        for uno in todos
        if uno.clase == PLAN or uno.estrategia.vigencia == anio or uno.clave == pedido
    ]


def _planes(versiones: list[Version]) -> Iterator[Asunto]:
    for una in versiones:
        estrategia = una.estrategia
        yield Asunto(
            clave=f"{PLAN}-{estrategia.pk}",
            clase=PLAN,
            nombre=_corto(_con_anio(estrategia)),
            estrategia=estrategia,
        )


def _actividades(filas: list[ActividadPublicada]) -> Iterator[Asunto]:
    for una in filas:
        yield Asunto(
            clave=f"{ACTIVIDAD}-{una.actividad_id}",
            clase=ACTIVIDAD,
            nombre=_corto(una.fila.nombre),
            estrategia=una.version.estrategia,
            actividad=una.actividad,
        )


def _encuentros(filas: list[ActividadPublicada]) -> Iterator[Asunto]:
    por_actividad = {una.actividad_id: una for una in filas}
    suyos = Encuentro.objects.filter(actividad__in=por_actividad).select_related("actividad")
    for uno in suyos.exclude(estado=EstadoEncuentro.CANCELADO).order_by("fecha", "pk"):
        fila = por_actividad[uno.actividad_id]
        yield Asunto(
            clave=f"{ENCUENTRO}-{uno.pk}",
            clase=ENCUENTRO,
            nombre=_corto(f"{uno.fecha:%d/%m/%Y}: {uno.nombre or fila.fila.nombre}"),
            estrategia=fila.version.estrategia,
            actividad=uno.actividad,
            encuentro=uno,
        )


def _con_anio(estrategia: Estrategia) -> str:
    """El nombre del plan con su año, que muchos ya dicen."""
    anio = str(estrategia.vigencia)
    return estrategia.nombre if anio in estrategia.nombre else f"{estrategia.nombre} {anio}"


def _corto(nombre: str) -> str:
    """El nombre en lo que cabe en una lista desplegable."""
    parejo = " ".join(nombre.split())
    return parejo if len(parejo) <= LARGO_DEL_NOMBRE else f"{parejo[: LARGO_DEL_NOMBRE - 1]}…"
