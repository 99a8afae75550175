"""La agenda fechada: «fechas, invitados, responsables y la información general del evento».

Ejecución 1 del procedimiento: el cronograma de las actividades, con sus días. Entra una
estrategia y, si se quiere, un periodo y una dependencia; salen los renglones en orden de fecha y
las ocasiones que siguen sin día. Sale de las filas de trabajo: es el papel de la oficina.
"""

from dataclasses import dataclass
from datetime import date, time

from cronograma.models import Actividad, Encuentro
from cronograma.models.encuentro import EstadoEncuentro
from cronograma.periodos import ClasePeriodo, Periodo, periodos_de
from estrategia.models import Dependencia

from .libro import Libro, libros_de

CLASES = (
    ClasePeriodo.MES,
    ClasePeriodo.TRIMESTRE,
    ClasePeriodo.CUATRIMESTRE,
    ClasePeriodo.SEMESTRE,
)


@dataclass(frozen=True, kw_only=True)
class RenglonDeAgenda:
    """Un encuentro con lo que el procedimiento pide saber de él."""

    encuentro: Encuentro
    actividad: str
    invitados: str
    responsables: str
    modalidad: str
    objetivo: str

    @property
    def fecha(self) -> date:
        return self.encuentro.fecha

    @property
    def hora(self) -> time | None:
        return self.encuentro.hora_inicio

    @property
    def donde(self) -> str:
        """El lugar y el enlace; si no los dice, los de la actividad."""
        suya = self.encuentro.actividad
        lugar = self.encuentro.lugar or suya.lugar
        enlace = self.encuentro.enlace or suya.enlace
        return "\n".join(parte for parte in (self.encuentro.territorio, lugar, enlace) if parte)

    @property
    def estado(self) -> str:
        """El estado, y por qué si no ocurre."""
        motivo = f": {self.encuentro.motivo}" if self.encuentro.motivo else ""
        return f"{self.encuentro.get_estado_display()}{motivo}"

    @property
    def no_ocurre(self) -> bool:
        """¿Se aplazó o se canceló?"""
        return self.encuentro.estado in {EstadoEncuentro.APLAZADO, EstadoEncuentro.CANCELADO}


@dataclass(frozen=True, kw_only=True)
class PorFechar:
    """Una ocasión prevista que sigue sin día."""

    actividad: str
    ocasion: str
    responsables: str


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """La agenda de una estrategia."""

    estrategia: object
    renglones: tuple[RenglonDeAgenda, ...]
    por_fechar: tuple[PorFechar, ...]
    periodo: Periodo | None = None
    dependencia: Dependencia | None = None

    @property
    def alcance(self) -> str:
        """De qué es: «1.er trimestre de 2026 · SIAU»; el año entero si no se filtró."""
        periodo = self.periodo.nombre if self.periodo else f"año {self.estrategia.vigencia}"
        quien = [str(self.dependencia)] if self.dependencia else []
        return " · ".join([periodo, *quien])


def agenda_de(
    estrategia, *, periodo: Periodo | None = None, dependencia: Dependencia | None = None
) -> Agenda:
    """La agenda de una estrategia; consultas fijas."""
    actividades = Actividad.objects.vigentes().filter(estrategia=estrategia).completas()
    if dependencia:
        actividades = actividades.filter(dependencias=dependencia)
    suyas = list(actividades)
    libros = libros_de(suyas)
    renglones = [
        _renglon(actividad, uno)
        for actividad in suyas
        for uno in libros[actividad.pk].encuentros
        if periodo is None or periodo.contiene(uno.fecha)
    ]
    por_fechar = [
        una for actividad in suyas for una in _por_fechar(actividad, libros[actividad.pk], periodo)
    ]
    return Agenda(
        estrategia=estrategia,
        renglones=tuple(
            sorted(renglones, key=lambda r: (r.fecha, r.hora or time.min, r.actividad))
        ),
        por_fechar=tuple(por_fechar),
        periodo=periodo,
        dependencia=dependencia,
    )


def periodos_para_elegir(vigencia: int) -> list[tuple[str, str]]:
    """Los periodos por los que se puede filtrar: código y nombre."""
    return [
        (periodo.codigo, periodo.nombre)
        for clase in CLASES
        for periodo in periodos_de(vigencia, clase)
    ]


def _renglon(actividad: Actividad, encuentro: Encuentro) -> RenglonDeAgenda:
    encuentro.actividad = actividad
    fila = actividad.fila()
    nombre = f"{actividad.nombre}: {encuentro.nombre}" if encuentro.nombre else actividad.nombre
    return RenglonDeAgenda(
        encuentro=encuentro,
        actividad=nombre,
        invitados="; ".join((*fila.grupos, *fila.instancias)),
        responsables=_responsables(actividad),
        modalidad=actividad.modalidad.label if actividad.modalidad else "",
        objetivo=actividad.objetivo,
    )


def _por_fechar(actividad: Actividad, libro: Libro, periodo: Periodo | None) -> list[PorFechar]:
    return [
        PorFechar(
            actividad=actividad.nombre,
            ocasion=uno.ocasion.nombre,
            responsables=_responsables(actividad),
        )
        for uno in libro.por_fechar
        if periodo is None or periodo.contiene(uno.ocasion.hasta)
    ]


def _responsables(actividad: Actividad) -> str:
    return "; ".join(uno.nombre_corto for uno in actividad.fila().dependencias)
