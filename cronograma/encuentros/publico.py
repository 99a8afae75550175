"""Lo que cualquiera ve de un encuentro, y las convocatorias abiertas y cerradas de una entidad.

Solo salen los encuentros de actividades que están en la versión en vigor; de la convocatoria,
solo la publicada; de los documentos, los que ya son públicos. ITA 6.1.7.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import OuterRef, Subquery

from cronograma.agenda import Cita, Renglon
from cronograma.fila import Fila
from cronograma.models import (
    Actividad,
    ActividadPublicada,
    CambioDeEncuentro,
    Convocatoria,
    Encuentro,
    Material,
    Version,
)
from cronograma.models.convocatoria import Servicio
from cronograma.models.encuentro import POR_OCURRIR, EstadoEncuentro
from cronograma.publico import CAMPOS_DE_CITA
from estrategia.contenido import IMAGENES, extension_de

from . import materiales

CERRADAS_A_LA_VISTA = 100


@dataclass(frozen=True, kw_only=True)
class Anuncio:
    """Un encuentro público con su actividad congelada y su convocatoria, si se publicó."""

    encuentro: Encuentro
    publicada: ActividadPublicada
    convocatoria: Convocatoria | None = None
    materiales: tuple[Material, ...] = ()
    cambios: tuple[CambioDeEncuentro, ...] = ()

    @cached_property
    def fila(self) -> Fila:
        """La actividad congelada; se lee una vez."""
        return self.publicada.fila

    @property
    def titulo(self) -> str:
        """El nombre propio del encuentro o, si no tiene, el de su actividad."""
        return self.encuentro.nombre or self.fila.nombre

    @property
    def para_que(self) -> str:
        """Lo que dice la convocatoria; si no hay, el objetivo de la actividad."""
        return self.convocatoria.objetivo if self.convocatoria else self.fila.objetivo

    @property
    def invitados(self) -> tuple[str, ...]:
        """A quiénes: los de la convocatoria o, si no nombra grupos, los de la actividad."""
        if self.convocatoria:
            grupos = tuple(grupo.nombre for grupo in self.convocatoria.grupos.all())
            if grupos or self.convocatoria.invitados:
                return grupos
        return (*self.fila.grupos, *self.fila.instancias)

    @property
    def como_sera(self) -> str:
        return self.convocatoria.metodologia if self.convocatoria else self.fila.metodologia

    @property
    def lugar(self) -> str:
        return self.encuentro.lugar or self.fila.lugar

    @property
    def enlace(self) -> str:
        return self.encuentro.enlace or self.fila.enlace

    @property
    def servicios(self) -> tuple[str, ...]:
        """Los servicios ofrecidos, con su nombre."""
        if not self.convocatoria:
            return ()
        nombres = [Servicio(uno).label for uno in self.convocatoria.servicios]
        otros = self.convocatoria.otros_servicios
        return (*nombres, *([otros] if otros else []))

    @property
    def previos(self) -> list[Material]:
        return materiales.previos(self.materiales)

    @property
    def memorias(self) -> list[Material]:
        return materiales.memorias(self.materiales)

    @property
    def traslado(self) -> CambioDeEncuentro | None:
        """El último cambio de fecha, si el encuentro sigue en pie."""
        va = self.encuentro.estado in POR_OCURRIR
        movidos = [uno for uno in self.cambios if uno.fecha != uno.fecha_antes]
        return movidos[-1] if va and movidos else None

    @property
    def cambios_recientes(self) -> list[CambioDeEncuentro]:
        """Lo último, primero."""
        return list(reversed(self.cambios))

    @property
    def tiene_pieza_en_imagen(self) -> bool:
        """¿La pieza propia se puede mostrar en la página?"""
        pieza = self.convocatoria.pieza if self.convocatoria else None
        return bool(pieza) and extension_de(pieza.name) in IMAGENES

    @property
    def va(self) -> bool:
        """¿Sigue en pie?"""
        return self.encuentro.estado in POR_OCURRIR

    @property
    def cambio(self) -> datetime:
        """Cuándo cambió por última vez lo que la página muestra."""
        momentos = [self.encuentro.actualizado_en, self.publicada.version.publicada_en]
        return max([*momentos, *(uno.publico_en for uno in self.materiales)])

    def renglon(self) -> Renglon:
        """Como lo leen el calendario y los datos enlazados: solo este encuentro."""
        valores = [getattr(self.encuentro, campo) for campo in CAMPOS_DE_CITA]
        return Renglon(
            fila=self.fila, tipo=self.publicada.version.estrategia.tipo, citas=(Cita(*valores),)
        )


def anunciados(entidad):
    """Los encuentros de una entidad que cualquiera puede ver."""
    en_vigor = ActividadPublicada.objects.publicas().filter(actividad=OuterRef("actividad"))
    return (
        Encuentro.objects.filter(actividad__estrategia__entidad=entidad)
        .annotate(publicada=Subquery(en_vigor.values("pk")[:1]))
        .exclude(publicada=None)
        .select_related("actividad__estrategia__entidad")
    )


def anuncio_de(entidad, pk: int, *, ahora: datetime) -> Anuncio | None:
    """El encuentro con esa llave como lo ve cualquiera; nada si no es público."""
    encuentro = anunciados(entidad).filter(pk=pk).first()
    if encuentro is None:
        return None
    publicada = ActividadPublicada.objects.select_related("version__estrategia__entidad").get(
        pk=encuentro.publicada
    )
    return Anuncio(
        encuentro=encuentro,
        publicada=publicada,
        convocatoria=_publicadas().filter(encuentro=encuentro).first(),
        materiales=tuple(materiales.publicos_de(encuentro, ahora)),
        cambios=tuple(encuentro.cambios.all()),
    )


def anuncio_para_preparar(convocatoria: Convocatoria) -> Anuncio:
    """El anuncio como quedaría, para quien lo prepara: también si nada es público todavía."""
    encuentro = convocatoria.encuentro
    publicada = (
        ActividadPublicada.objects.publicas()
        .filter(actividad=encuentro.actividad_id)
        .select_related("version__estrategia__entidad")
        .first()
    )
    actividad = Actividad.objects.completas().get(pk=encuentro.actividad_id)
    return Anuncio(
        encuentro=encuentro,
        publicada=publicada or _sin_publicar(actividad),
        convocatoria=convocatoria,
    )


def _sin_publicar(actividad: Actividad) -> ActividadPublicada:
    """La fila como se congelaría hoy; no se guarda."""
    return ActividadPublicada(
        actividad=actividad,
        version=Version(estrategia=actividad.estrategia),
        codigo=actividad.codigo,
        datos=actividad.fila().como_dict(),
    )


@dataclass(frozen=True, kw_only=True)
class Convocatorias:
    """Las de una entidad. Abiertas: lo que va a ocurrir, primero lo más cercano."""

    abiertas: tuple[Anuncio, ...]
    cerradas: tuple[Anuncio, ...]


def convocatorias_de(entidad, hoy: date) -> Convocatorias:
    """Las convocatorias publicadas de una entidad; consultas fijas."""
    todas = _anuncios(_publicadas().filter(encuentro__in=anunciados(entidad)))
    abiertas = [uno for uno in todas if esta_abierta(uno, hoy)]
    cerradas = [uno for uno in todas if not esta_abierta(uno, hoy)]
    return Convocatorias(
        abiertas=tuple(abiertas), cerradas=tuple(reversed(cerradas))[:CERRADAS_A_LA_VISTA]
    )


def esta_abierta(anuncio: Anuncio, hoy: date) -> bool:
    """Sigue en pie y no ha pasado; la aplazada espera su fecha y sigue abierta."""
    encuentro = anuncio.encuentro
    if encuentro.estado == EstadoEncuentro.APLAZADO:
        return True
    return encuentro.estado in POR_OCURRIR and encuentro.fecha >= hoy


def _publicadas():
    return (
        Convocatoria.objects.exclude(publicada_en=None)
        .select_related("encuentro__actividad__estrategia__entidad")
        .prefetch_related("grupos")
    )


def _anuncios(publicadas: Iterable[Convocatoria]) -> list[Anuncio]:
    convocadas = sorted(publicadas, key=lambda una: (una.encuentro.fecha, una.encuentro.pk))
    filas = {
        una.actividad_id: una
        for una in ActividadPublicada.objects.publicas()
        .filter(actividad__in={una.encuentro.actividad_id for una in convocadas})
        .select_related("version__estrategia__entidad")
    }
    return [
        Anuncio(
            encuentro=una.encuentro,
            publicada=filas[una.encuentro.actividad_id],
            convocatoria=una,
        )
        for una in convocadas
    ]
