"""La lista de una dependencia en un corte, ya hecha: sus líneas con lo dicho y lo que les falta.

La lidera o la apoya: la líder escribe la cifra; la de apoyo agrega notas y evidencias. Una actividad
sin líder la reporta la primera de sus dependencias. Quién responde por cada actividad se mira en sus
responsables de hoy. El número de consultas no depende del de actividades.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch

from cronograma.encuentros import libro
from cronograma.fila import Fila
from cronograma.models import Actividad, Responsabilidad
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.models import Dependencia
from seguimiento.avance import Dato, EstadoDeLinea, Linea
from seguimiento.cortes import lineas as lineas_del_corte
from seguimiento.cortes.lineas import lineas_de, ultimos_datos
from seguimiento.cortes.vigor import version_de
from seguimiento.models import Avance, Corte, EstadoDeAvance, Evidencia
from seguimiento.models.corte import EstadoDeCorte

from .escrito import Escrito, Falta, faltas, reparos

# Lo que ya salió de manos de la dependencia.
ENTREGADO = frozenset({EstadoDeAvance.ENVIADO, EstadoDeAvance.ACEPTADO})


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """Una línea del corte como la ve quien reporta. `ultimo`, lo aceptado en un corte anterior."""

    linea: Linea
    fila: Fila | None
    avance: Avance | None
    es_lider: bool
    responsables: tuple[Responsabilidad, ...]
    ultimo: Dato | None
    encuentros: str

    @cached_property
    def escrito(self) -> Escrito:
        """Lo guardado hasta ahora."""
        return Escrito.de(self.avance)

    @property
    def estado_del_reporte(self) -> EstadoDeAvance:
        """En qué va: sin fila es sin reporte."""
        return EstadoDeAvance(self.avance.estado) if self.avance else EstadoDeAvance.SIN_REPORTE

    @cached_property
    def evidencias(self) -> tuple[Evidencia, ...]:
        """Las que están en uso."""
        return tuple(self.avance.evidencias.all()) if self.avance else ()

    @property
    def notas(self):
        """Lo que agregaron las dependencias de apoyo."""
        return tuple(self.avance.notas.all()) if self.avance else ()

    @property
    def faltas(self) -> tuple[Falta, ...]:
        """Lo que impide enviarla."""
        return faltas(self.escrito, self.linea)

    @property
    def reparos(self) -> tuple[Falta, ...]:
        """Lo que conviene mirar."""
        return reparos(self.escrito, self.linea, evidencias=len(self.evidencias))

    @property
    def se_edita(self) -> bool:
        """¿Puede cambiarse todavía? Lo enviado, solo si planeación lo devuelve."""
        return self.es_lider and self.estado_del_reporte not in ENTREGADO

    @property
    def esta_lista(self) -> bool:
        """¿Dice su cifra y no le falta nada?"""
        return self.escrito.tiene_cifra and not self.faltas

    @property
    def pide_solicitudes(self) -> bool:
        """¿Se pregunta por solicitudes recibidas y atendidas, y no por un porcentaje?"""
        return self.linea.estado is EstadoDeLinea.POR_DEMANDA


def renglones_de(
    corte: Corte, *, hoy: date, dependencia: Dependencia | None = None
) -> list[Renglon]:
    """Las líneas de una dependencia, o todas las del corte, en el orden del documento."""
    lineas = lineas_de(corte, hoy=hoy)
    responden = responsables_de([una.clave for una in lineas if una.clave])
    if dependencia is not None:
        lineas = [
            una for una in lineas if _responde(responden.get(una.clave or 0, ()), dependencia)
        ]
    filas = _filas(corte, hoy)
    avances = {
        uno.actividad_id: uno
        for uno in corte.avances.select_related(
            "guardado_por", "enviado_por", "revisado_por"
        ).prefetch_related(
            Prefetch("evidencias", Evidencia.objects.en_uso()), "notas__dependencia", "notas__por"
        )
    }
    anteriores = ultimos_datos(corte)
    cuentas = _encuentros(corte, lineas)
    return [
        Renglon(
            linea=una,
            fila=filas.get(una.clave or 0),
            avance=avances.get(una.clave or 0),
            es_lider=dependencia is None
            or lider_de(responden.get(una.clave or 0, ())) == dependencia.pk,
            responsables=responden.get(una.clave or 0, ()),
            ultimo=anteriores.get(una.clave or 0),
            encuentros=cuentas.get(una.clave or 0, ""),
        )
        for una in lineas
    ]


def responsables_de(actividades: list[int]) -> Mapping[int, tuple[Responsabilidad, ...]]:
    """Quiénes responden por cada actividad, en su orden."""
    suyas: dict[int, tuple[Responsabilidad, ...]] = {}
    todas = Responsabilidad.objects.filter(actividad__in=actividades)
    for una in todas.select_related("dependencia").order_by("actividad", "orden", "pk"):
        suyas[una.actividad_id] = (*suyas.get(una.actividad_id, ()), una)
    return suyas


def lider_de(responsables: tuple[Responsabilidad, ...]) -> int | None:
    """La dependencia que escribe la cifra: la líder y, si ninguna lo es, la primera."""
    en_orden = sorted(responsables, key=lambda una: not una.es_lider)
    return en_orden[0].dependencia_id if en_orden else None


def _responde(responsables: tuple[Responsabilidad, ...], dependencia: Dependencia) -> bool:
    return any(una.dependencia_id == dependencia.pk for una in responsables)


def _filas(corte: Corte, hoy: date) -> Mapping[int, Fila]:
    version = version_de(corte, hoy=hoy)
    return {una.actividad_id: una.fila for una in version.filas.all()} if version else {}


def _encuentros(corte: Corte, lineas: list[Linea]) -> Mapping[int, str]:
    """«3 previstas, 2 con fecha, 1 realizada», hasta el último día, de las que son un espacio."""
    espacios = [
        una.clave for una in lineas if una.encuentros_esperados or una.encuentros_realizados
    ]
    suyas = Actividad.objects.filter(pk__in=espacios).only("significado")
    cuentas = libro.de_actividades(suyas, hasta=corte.fecha)
    return {llave: cuenta.en_palabras for llave, cuenta in cuentas.items()}


# --- Quién ----------------------------------------------------------------------------------


def puede_reportar(usuario, corte: Corte, dependencia: Dependencia, *, hoy: date) -> bool:
    """¿Habla hoy la persona por esa dependencia, y el corte recibe reportes?"""
    return (
        corte.estado == EstadoDeCorte.ABIERTO
        and dependencia.entidad_id == corte.estrategia.entidad_id
        and acceso.puede(usuario, Verbo.REPORTAR, corte.avances.model, hoy=hoy)
        and acceso.responde_por(usuario, dependencia, hoy=hoy)
    )


def por_reportar(corte: Corte, dependencia: Dependencia, *, hoy: date) -> int:
    """Cuántas líneas se le piden a la dependencia y todavía no ha enviado."""
    lineas = [una for una in lineas_del_corte.lineas_de(corte, hoy=hoy) if una.le_falta_reporte]
    responden = responsables_de([una.clave for una in lineas if una.clave])
    return sum(lider_de(responden.get(una.clave or 0, ())) == dependencia.pk for una in lineas)
