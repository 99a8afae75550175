"""La lista de chequeo del menú Participa: qué ítem cumple qué dirección, y desde cuándo.

Entra una entidad y el día; sale un renglón por ítem del catálogo. Manda lo que la entidad
dijo (`CumplimientoITA`); en lo demás, lo que encuentre la búsqueda que el ítem nombra. De lo
que nadie dijo ni se encontró no se afirma nada. Ley 1712 de 2014; Resolución 1519 de 2020.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple

from django.urls import reverse

from cronograma.aportes.publicos import EN_LA_LISTA
from cronograma.documentos_marco import PROGRAMA, direccion_de
from cronograma.encuentros.publico import anunciados
from cronograma.models import ActividadPublicada, Aporte, Convocatoria, Version
from cronograma.observaciones import consultas_abiertas
from estrategia.catalogos import Elemento, TipoEstrategia
from estrategia.models import CumplimientoITA, EstadoITA, ItemITA


class Evidencia(NamedTuple):
    """Dónde está lo que un ítem pide, y cuándo cambió si se sabe."""

    direccion: str
    cambio: datetime | None = None


class Publicado(NamedTuple):
    """Lo que una entidad tiene a la vista. `versiones` van de la vigencia más nueva a la más vieja."""

    entidad: Any
    versiones: tuple[Version, ...]
    hoy: date

    @property
    def vigencia(self) -> int | None:
        """El último año publicado."""
        return self.versiones[0].estrategia.vigencia if self.versiones else None

    def ultima_de(self, *tipos: TipoEstrategia) -> Version | None:
        """La versión más nueva de una estrategia de alguno de esos tipos."""
        return next((una for una in self.versiones if una.estrategia.tipo in tipos), None)


Busqueda = Callable[[Publicado], Evidencia | None]
BUSQUEDAS: dict[str, Busqueda] = {}


def busqueda(funcion: Busqueda) -> Busqueda:
    """Anota la función con su nombre, que es el que un ítem escribe en «cómo se busca»."""
    BUSQUEDAS[funcion.__name__] = funcion
    return funcion


@busqueda
def descripcion_del_menu(publicado: Publicado) -> Evidencia | None:
    """La portada, que presenta las seis secciones; solo si hay algo publicado."""
    if not publicado.versiones:
        return None
    return Evidencia(publicado.entidad.get_absolute_url(), publicado.versiones[0].publicada_en)


@busqueda
def instancias(publicado: Publicado) -> Evidencia | None:
    """La página de instancias, si la entidad tiene alguna activa."""
    if not publicado.entidad.instancias.filter(activa=True).exists():
        return None
    return Evidencia(reverse("estrategia:instancias", args=[publicado.entidad.slug]))


@busqueda
def estrategia_de_participacion(publicado: Publicado) -> Evidencia | None:
    """La última estrategia publicada que incluye participación."""
    return _cronograma(publicado.ultima_de(TipoEstrategia.PARTICIPACION, TipoEstrategia.COMBINADA))


@busqueda
def estrategia_de_rendicion(publicado: Publicado) -> Evidencia | None:
    """La última estrategia publicada que incluye rendición de cuentas."""
    return _cronograma(publicado.ultima_de(TipoEstrategia.RENDICION, TipoEstrategia.COMBINADA))


@busqueda
def calendario(publicado: Publicado) -> Evidencia | None:
    """La línea del último año publicado."""
    return _cronograma(publicado.ultima_de(*TipoEstrategia), vista="anio")


@busqueda
def programa_de_transparencia(publicado: Publicado) -> Evidencia | None:
    """El PTEP que la entidad enlazó o subió con una estrategia publicada."""
    for version in publicado.versiones:
        if direccion := direccion_de(version.estrategia, PROGRAMA):
            return Evidencia(direccion)
    return None


@busqueda
def convocatorias(publicado: Publicado) -> Evidencia | None:
    """La lista de convocatorias, si se ha publicado alguna."""
    ultima = (
        Convocatoria.objects.exclude(publicada_en=None)
        .filter(encuentro__in=anunciados(publicado.entidad))
        .order_by("-publicada_en")
        .first()
    )
    if ultima is None:
        return None
    ruta = reverse("cronograma:convocatorias", args=[publicado.entidad.slug])
    return Evidencia(ruta, ultima.publicada_en)


@busqueda
def canal_de_interaccion(publicado: Publicado) -> Evidencia | None:
    """El borrador que hoy recibe observaciones; si no hay, donde se pregunta sobre lo publicado."""
    for version in consultas_abiertas(publicado.entidad, hoy=publicado.hoy):
        estrategia = version.estrategia
        suya = [publicado.entidad.slug, estrategia.vigencia, estrategia.tipo]
        return Evidencia(reverse("cronograma:borrador", args=suya))
    return _de_las_preguntas(publicado, "preguntas")


@busqueda
def postular_temas(publicado: Publicado) -> Evidencia | None:
    """El formulario con que se propone un tema para la rendición de cuentas."""
    return _de_las_preguntas(publicado, "preguntar", "?uso=propuesta")


@busqueda
def preguntas_y_respuestas(publicado: Publicado) -> Evidencia | None:
    """La lista de preguntas y respuestas, si ya hay alguna que se pueda leer."""
    respondidas = Aporte.objects.publicados().de_entidad(publicado.entidad)
    ultima = respondidas.filter(uso__in=EN_LA_LISTA).order_by("-respondido_en").first()
    if ultima is None:
        return None
    ruta = reverse("cronograma:preguntas", args=[publicado.entidad.slug])
    return Evidencia(ruta, ultima.respondido_en)


def _de_las_preguntas(publicado: Publicado, vista: str, consulta: str = "") -> Evidencia | None:
    """Se pregunta sobre lo publicado: sin nada publicado no hay sobre qué."""
    if not publicado.versiones:
        return None
    ruta = reverse(f"cronograma:{vista}", args=[publicado.entidad.slug])
    return Evidencia(ruta + consulta, publicado.versiones[0].publicada_en)


@busqueda
def eventos_de_dialogo(publicado: Publicado) -> Evidencia | None:
    """Las actividades de diálogo del último año publicado, si las hay."""
    if not publicado.vigencia:
        return None
    de_dialogo = (
        ActividadPublicada.objects.publicas()
        .de(publicado.entidad, publicado.vigencia)
        .con_etiqueta("elemento", Elemento.DIALOGO)
        .select_related("version")
        .first()
    )
    if de_dialogo is None:
        return None
    ruta = reverse("cronograma:lista", args=[publicado.entidad.slug, publicado.vigencia])
    return Evidencia(f"{ruta}?elemento={Elemento.DIALOGO}", de_dialogo.version.publicada_en)


def _cronograma(version: Version | None, vista: str = "lista") -> Evidencia | None:
    if version is None:
        return None
    estrategia = version.estrategia
    ruta = reverse(f"cronograma:{vista}", args=[estrategia.entidad.slug, estrategia.vigencia])
    return Evidencia(ruta, version.publicada_en)


class Situacion(StrEnum):
    """Cómo se le dice a la ciudadanía el estado de un ítem."""

    PUBLICADO = "publicado"
    NO_APLICA = "no_aplica"
    NO_PUBLICADO = "no_publicado"
    SIN_DATO = "sin_dato"


PALABRAS = {
    Situacion.PUBLICADO: "Está publicado",
    Situacion.NO_APLICA: "No aplica",
    Situacion.NO_PUBLICADO: "No está publicado",
    Situacion.SIN_DATO: "La entidad no ha dicho dónde está",
}
DE_LO_DICHO = {
    EstadoITA.CUMPLE: Situacion.PUBLICADO,
    EstadoITA.NO_CUMPLE: Situacion.NO_PUBLICADO,
    EstadoITA.NO_APLICA: Situacion.NO_APLICA,
}


class Renglon(NamedTuple):
    """Un ítem con lo que se sabe de él. `dicho` es la fila de la entidad, si la hay."""

    item: ItemITA
    situacion: Situacion
    evidencia: Evidencia | None
    razon: str
    dicho: CumplimientoITA | None

    @property
    def palabras(self) -> str:
        """El estado en palabras corrientes."""
        return PALABRAS[self.situacion]


class Grupo(NamedTuple):
    """Los ítems de una sección del menú, en una edición."""

    edicion: str
    nombre: str
    renglones: tuple[Renglon, ...]


def lista_de_chequeo(entidad, *, hoy: date) -> list[Grupo]:
    """Los ítems activos por sección; las consultas no crecen con los ítems ni con los años."""
    versiones = (
        Version.objects.en_vigor()
        .de_entidad(entidad)
        .select_related("estrategia__entidad")
        .order_by("-estrategia__vigencia", "-publicada_en", "pk")
    )
    publicado = Publicado(entidad, tuple(versiones), hoy)
    dichos = {uno.item_id: uno for uno in entidad.cumplimientos_ita.all()}
    items = ItemITA.objects.filter(activo=True)
    return [
        Grupo(
            edicion, nombre, tuple(renglon(item, dichos.get(item.pk), publicado) for item in suyos)
        )
        for (edicion, nombre), suyos in groupby(items, key=lambda uno: (uno.edicion, uno.grupo))
    ]


def renglon(item: ItemITA, dicho: CumplimientoITA | None, publicado: Publicado) -> Renglon:
    """Lo que se sabe de un ítem: lo dicho por la entidad y, si no dijo, lo que se encuentre."""
    buscar = BUSQUEDAS.get(item.evidencia)
    hallada = buscar(publicado) if buscar else None
    if dicho is None:
        situacion = Situacion.PUBLICADO if hallada else Situacion.SIN_DATO
        return Renglon(item, situacion, hallada, "", None)
    situacion = DE_LO_DICHO[EstadoITA(dicho.estado)]
    if dicho.direccion:
        hallada = Evidencia(dicho.direccion, dicho.actualizado_en)
    if situacion is not Situacion.PUBLICADO:
        return Renglon(item, situacion, None, dicho.razon_juridica, dicho)
    if hallada is None:
        # Dijo que cumple con una página de este sitio que hoy no existe: no se le cree.
        situacion = Situacion.SIN_DATO
    return Renglon(item, situacion, hallada, "", dicho)


def cuentas(grupos: Iterable[Grupo]) -> dict[str, int]:
    """Cuántos ítems hay en cada situación, con sus palabras y en orden; también los ceros."""
    todas = [uno.situacion for grupo in grupos for uno in grupo.renglones]
    return {palabras: todas.count(situacion) for situacion, palabras in PALABRAS.items()}
