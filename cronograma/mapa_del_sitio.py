"""Mapa del sitio: todas las páginas públicas con cuándo cambiaron, para los buscadores.

Lo que una persona no puede abrir hoy no está: ni lo retirado, ni lo de una entidad inactiva.
Los formularios tampoco: se llega a ellos desde su página.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse

from cronograma.models import ActividadPublicada, Encuentro, Version
from estrategia.models import InstanciaParticipacion, Procedimiento
from estrategia.publico import entidades_publicas

# Una página y cuándo cambió, si se sabe.
Pagina = tuple[str, datetime | None]
# Las apps de arriba apuntan aquí las suyas, al arrancar.
_fuentes: list[Callable[[], Iterator[Pagina]]] = []


def registrar(fuente: Callable[[], Iterator[Pagina]]) -> None:
    """Apunta quién agrega páginas al mapa. Se llama desde `AppConfig.ready`."""
    if fuente not in _fuentes:
        _fuentes.append(fuente)


def paginas_del_mapa() -> Iterator[Pagina]:
    """Todas las páginas públicas, en un número fijo de consultas para todo el sitio."""
    for ruta in ("entidades", "datos", "diccionario"):
        yield reverse(f"cronograma:{ruta}"), None
    yield from _de_las_entidades()
    yield from _de_las_versiones()
    yield from _de_las_actividades()
    yield from _de_los_encuentros()
    for fuente in _fuentes:
        yield from fuente()


def _de_las_entidades() -> Iterator[Pagina]:
    suyas = entidades_publicas().annotate(
        con_procedimiento=Exists(Procedimiento.objects.filter(entidad=OuterRef("pk"))),
        con_instancias=Exists(InstanciaParticipacion.objects.filter(entidad=OuterRef("pk"))),
    )
    for entidad in suyas:
        yield entidad.get_absolute_url(), None
        rutas = {
            "cronograma:datos_de_entidad": True,
            "cronograma:transparencia": True,
            "cronograma:convocatorias": True,
            "cronograma:preguntas": True,
            "estrategia:procedimiento": entidad.con_procedimiento,
            "estrategia:instancias": entidad.con_instancias,
        }
        yield from (
            (reverse(ruta, args=[entidad.slug]), None) for ruta, hay in rutas.items() if hay
        )


def _de_las_versiones() -> Iterator[Pagina]:
    """El cronograma de cada año que rige, sus cambios y cada versión que se puede leer."""
    versiones = (
        Version.objects.publicadas()
        .filter(estrategia__entidad__activa=True, retirada_en=None)
        .annotate(rige=Exists(Version.objects.en_vigor().filter(pk=OuterRef("pk"))))
        .select_related("estrategia__entidad")
        .order_by("estrategia__entidad__nombre", "estrategia", "-numero")
    )
    anios: set[tuple[str, int]] = set()
    for una in versiones:
        anio = (una.estrategia.entidad.slug, una.estrategia.vigencia)
        suya = (*anio, una.estrategia.tipo)
        if una.rige:
            if anio not in anios:
                anios.add(anio)
                yield reverse("cronograma:lista", args=anio), una.publicada_en
                yield reverse("cronograma:anio", args=anio), una.publicada_en
            yield reverse("cronograma:cambios", args=suya), una.publicada_en
        yield reverse("cronograma:version", args=[*suya, una.numero]), una.publicada_en


def _de_las_actividades() -> Iterator[Pagina]:
    filas = (
        ActividadPublicada.objects.publicas()
        .filter(version__estrategia__entidad__activa=True)
        .order_by("version", "orden", "pk")
        .values_list(
            "version__estrategia__entidad__slug",
            "version__estrategia__vigencia",
            "version__estrategia__tipo",
            "codigo",
            "version__publicada_en",
        )
    )
    for *suya, publicada_en in filas:
        yield reverse("cronograma:detalle", args=suya), publicada_en


def _de_los_encuentros() -> Iterator[Pagina]:
    """Las reuniones de las actividades que están en vigor."""
    en_vigor = ActividadPublicada.objects.publicas().filter(actividad=OuterRef("actividad"))
    encuentros = (
        Encuentro.objects.filter(Exists(en_vigor), actividad__estrategia__entidad__activa=True)
        .order_by("pk")
        .values_list("actividad__estrategia__entidad__slug", "pk", "actualizado_en")
    )
    for slug, pk, cambio in encuentros:
        yield reverse("cronograma:encuentro", args=[slug, pk]), cambio
