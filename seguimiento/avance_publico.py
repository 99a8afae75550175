"""Lo que la ciudadanía ve del avance: cortes cerrados y cifras aceptadas, nada más.

Entra una entidad y un año; sale, por estrategia, el último corte cerrado (o el que se pida) con su
cumplimiento, por fase y por dependencia, y cuándo cierra el siguiente. Un corte abierto, lo que la
dependencia reportó sin aceptar y lo que control interno verificó no salen de aquí.
"""

from dataclasses import dataclass
from datetime import date, datetime

from cronograma.bloques import Bloque
from cronograma.models import Version
from cronograma.periodos import ClasePeriodo, Periodo, periodos_de
from cronograma.publico import vigencia_destacada, vigencias_de
from estrategia.models import Entidad, Estrategia
from seguimiento.avance import Cifra, EstadoDeLinea, Linea, Medida, medir
from seguimiento.cortes import lineas_de, reporta_hasta
from seguimiento.desglose import Dimension, desglosar
from seguimiento.evaluacion import umbrales_de
from seguimiento.models import Corte, Informe
from seguimiento.semaforo import Luz, Umbrales, luz_de

POR_LAS_QUE_SE_MIRA = (
    Dimension.FASE,
    Dimension.ETAPA,
    Dimension.DEPENDENCIA,
)


@dataclass(frozen=True, kw_only=True)
class RenglonPublico:
    """Una fase o una dependencia con su medida y su luz."""

    nombre: str
    medida: Medida
    luz: Luz

    @property
    def centesimas(self) -> int:
        """El largo de su barra, de 0 a 100; sin nada que medir, 0."""
        return int((self.medida.cumplimiento or 0) * 100)


@dataclass(frozen=True, kw_only=True)
class TablaPublica:
    """Una manera de partir la medida."""

    titulo: str
    renglones: tuple[RenglonPublico, ...]


@dataclass(frozen=True, kw_only=True)
class AvancePublico:
    """El avance de una estrategia a un corte cerrado; sin corte, solo cuándo cierra el primero."""

    estrategia: Estrategia
    cerrados: tuple[Corte, ...]
    corte: Corte | None
    lineas: tuple[Linea, ...]
    medida: Medida | None
    luz: Luz | None
    tablas: tuple[TablaPublica, ...]
    informes: tuple[Informe, ...]
    cierra: date | None
    umbrales: Umbrales

    @property
    def atrasadas(self) -> int:
        """Las que debían estar en su punto y no lo están, o que nadie reportó."""
        return self.medida.exigibles - self.medida.cumplidas if self.medida else 0

    @property
    def por_venir(self) -> int:
        """Las que todavía no tenían que empezar."""
        return sum(linea.estado is EstadoDeLinea.NO_PROGRAMADA for linea in self.lineas)

    @property
    def cambio(self) -> datetime | None:
        """Cuándo cambió por última vez lo que se muestra."""
        momentos = [uno.cerrado_en for uno in self.cerrados]
        momentos += [uno.firmado_en or uno.emitido_en for uno in self.informes]
        return max(momentos, default=None)


def avances_de(
    entidad: Entidad, vigencia: int, *, hoy: date, periodo: str = ""
) -> list[AvancePublico]:
    """El avance de cada estrategia publicada de un año.

    Args:
        periodo: el código del corte («T2»); vacío o sin cerrar en una estrategia, el último suyo.
    """
    estrategias = Estrategia.objects.filter(
        entidad=entidad, vigencia=vigencia, versiones__in=Version.objects.en_vigor()
    )
    cercanas = estrategias.select_related("entidad").prefetch_related("cortes", "informes")
    return [_avance_de(una, hoy, periodo) for una in cercanas.order_by("tipo", "pk")]


def _avance_de(estrategia: Estrategia, hoy: date, periodo: str) -> AvancePublico:
    cerrados = tuple(uno for uno in estrategia.cortes.all() if uno.cerrado_en)
    corte = next((uno for uno in cerrados if uno.periodo == periodo), None) or _ultimo(cerrados)
    lineas = tuple(lineas_de(corte, hoy=hoy)) if corte else ()
    umbrales = umbrales_de(estrategia.entidad)
    medida = medir(lineas, Cifra.ACEPTADO) if corte else None
    return AvancePublico(
        estrategia=estrategia,
        cerrados=cerrados,
        corte=corte,
        lineas=lineas,
        medida=medida,
        luz=luz_de(medida.cumplimiento, umbrales) if medida else None,
        tablas=_tablas(lineas, umbrales),
        informes=tuple(uno for uno in estrategia.informes.all() if uno.emitido_en),
        cierra=_el_que_viene(estrategia, hoy),
        umbrales=umbrales,
    )


def _ultimo(cerrados: tuple[Corte, ...]) -> Corte | None:
    return max(cerrados, key=lambda uno: (uno.fecha, uno.pk), default=None)


def _tablas(lineas: tuple[Linea, ...], umbrales: Umbrales) -> tuple[TablaPublica, ...]:
    return tuple(
        TablaPublica(titulo=dimension.nombre, renglones=_renglones(lineas, dimension, umbrales))
        for dimension in POR_LAS_QUE_SE_MIRA
        if dimension.la_usa_alguna(lineas)
    )


def _renglones(
    lineas: tuple[Linea, ...], dimension: Dimension, umbrales: Umbrales
) -> tuple[RenglonPublico, ...]:
    medidos = ((uno.nombre, uno.medidas.aceptado) for uno in desglosar(lineas, dimension))
    return tuple(
        RenglonPublico(nombre=nombre, medida=suya, luz=luz_de(suya.cumplimiento, umbrales))
        for nombre, suya in medidos
    )


def _el_que_viene(estrategia: Estrategia, hoy: date) -> date | None:
    """Hasta cuándo se reporta el primer periodo que no ha cerrado; ninguno si ese plazo ya pasó."""
    cortes = {uno.periodo: uno for uno in estrategia.cortes.all()}
    for periodo in periodos_de(estrategia.vigencia, ClasePeriodo(estrategia.seguimiento_por)):
        corte = cortes.get(periodo.codigo)
        if corte and corte.cerrado_en:
            continue
        vence = corte.reporta_hasta if corte else _vence(estrategia.entidad, periodo)
        return vence if vence >= hoy else None
    return None


def _vence(entidad: Entidad, periodo: Periodo) -> date:
    return reporta_hasta(entidad, periodo.fin).vence


def en_la_portada(entidad: Entidad, hoy: date) -> list[Bloque]:
    """El bloque «¿Se está cumpliendo?» de la portada de una entidad."""
    vigencia = vigencia_destacada(vigencias_de(entidad), hoy)
    if vigencia is None:
        return []
    avances = avances_de(entidad, vigencia, hoy=hoy)
    return [
        Bloque(
            titulo="¿Se está cumpliendo?",
            plantilla="seguimiento/publico/_en_la_portada.html",
            contexto={"entidad": entidad, "vigencia": vigencia, "avances": avances},
            ancla="avance",
            cambio=max((uno.cambio for uno in avances if uno.cambio), default=None),
        )
    ]
