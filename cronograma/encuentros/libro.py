"""El libro de los encuentros: lo previsto, lo que ya tiene fecha y lo hecho.

Entran actividades; salen sus ocasiones con los encuentros que las cumplen, y las cuentas. El
territorio no multiplica lo previsto: la actividad promete ocasiones, y una que se hace en cinco
regionales es una sola, hecha cuando en ninguna queda por hacer. Para comparar regionales, cada
territorio se cuenta aparte contra la serie completa. Un encuentro sin ocasión es «de más» y no
reemplaza a ninguna. Una ocasión es del periodo en que vence.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from django.db.models import F

from cronograma.models import Actividad, CambioDeEncuentro, Encuentro
from cronograma.models.encuentro import POR_OCURRIR, EstadoEncuentro
from cronograma.periodos import ClasePeriodo, Periodo, periodos_de

from .esperados import Ocasion, ocasiones

# Ocupan una ocasión con un día que vale.
CON_FECHA = POR_OCURRIR | {EstadoEncuentro.REALIZADO}
# Están anunciados y todavía no se sabe en qué paran.
PENDIENTES = POR_OCURRIR | {EstadoEncuentro.APLAZADO}


@dataclass(frozen=True, kw_only=True)
class Cuenta:
    """Cuántos. `previstas` es `None` si la fecha no se cuenta por ocasiones: no es cero.

    `con_fecha` y `realizadas` son ocasiones previstas; `de_mas` y `de_mas_realizadas`,
    encuentros sin ocasión. `aplazados`, `cancelados` y `movidos` son encuentros.
    """

    previstas: int | None = None
    con_fecha: int = 0
    realizadas: int = 0
    de_mas: int = 0
    de_mas_realizadas: int = 0
    aplazados: int = 0
    cancelados: int = 0
    movidos: int = 0

    def __add__(self, otra: "Cuenta") -> "Cuenta":
        return Cuenta(**{uno.name: _suma(self, otra, uno.name) for uno in fields(Cuenta)})

    @property
    def encuentros_realizados(self) -> int:
        """Las ocasiones hechas y lo que se hizo además."""
        return self.realizadas + self.de_mas_realizadas

    @property
    def en_palabras(self) -> str:
        """«12 previstas, 4 con fecha, 2 realizadas»."""
        if self.previstas is None:
            hechos = _cuantas(self.de_mas_realizadas, "realizada", "realizadas")
            return f"{self.de_mas} con fecha, {hechos}"
        partes = [
            _cuantas(self.previstas, "prevista", "previstas"),
            f"{self.con_fecha} con fecha",
            _cuantas(self.realizadas, "realizada", "realizadas"),
        ]
        return ", ".join([*partes, f"{self.de_mas} de más"] if self.de_mas else partes)


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """Una ocasión y los encuentros que la cumplen, uno por territorio."""

    ocasion: Ocasion
    encuentros: tuple[Encuentro, ...] = ()

    @property
    def vivos(self) -> tuple[Encuentro, ...]:
        """Los que no se cancelaron."""
        return tuple(uno for uno in self.encuentros if uno.estado != EstadoEncuentro.CANCELADO)

    @property
    def fuera(self) -> tuple[int, ...]:
        """Las llaves de los que caen fuera de lo que la ocasión promete."""
        return tuple(uno.pk for uno in self.vivos if not self.ocasion.contiene(uno.fecha))

    @property
    def tiene_fecha(self) -> bool:
        """¿Alguno tiene un día que vale? El aplazado espera uno nuevo."""
        return any(uno.estado in CON_FECHA for uno in self.encuentros)

    @property
    def esta_realizada(self) -> bool:
        """¿Se hizo en algún territorio y no falta en ninguno de los anunciados?"""
        estados = {uno.estado for uno in self.encuentros}
        return EstadoEncuentro.REALIZADO in estados and not estados & PENDIENTES


@dataclass(frozen=True, kw_only=True)
class Libro:
    """Una actividad: sus renglones, y qué encuentros cambiaron de fecha."""

    se_cuenta: bool
    renglones: tuple[Renglon, ...]
    de_mas: tuple[Encuentro, ...]
    movidos: frozenset[int] = field(default_factory=frozenset)

    @property
    def encuentros(self) -> tuple[Encuentro, ...]:
        """Todos, por ocasión y al final los de más."""
        return (*(uno for renglon in self.renglones for uno in renglon.encuentros), *self.de_mas)

    @property
    def territorios(self) -> tuple[str, ...]:
        """Dónde se hace, si es en varios lugares, en orden."""
        return tuple(sorted({uno.territorio for uno in self.encuentros if uno.territorio}))

    @property
    def por_fechar(self) -> tuple[Renglon, ...]:
        """Las ocasiones que todavía no tienen un día, ni uno aplazado que mover."""
        return tuple(uno for uno in self.renglones if not uno.vivos)

    def cuenta(self, *, desde: date = date.min, hasta: date = date.max) -> Cuenta:
        """Lo que vence entre esos días; los de más cuentan por su propia fecha."""
        suyos = [r for r in self.renglones if desde <= r.ocasion.hasta <= hasta]
        de_mas = [uno for uno in self.de_mas if desde <= uno.fecha <= hasta]
        todos = [*(uno for renglon in suyos for uno in renglon.encuentros), *de_mas]
        return Cuenta(
            previstas=len(suyos) if self.se_cuenta else None,
            con_fecha=sum(uno.tiene_fecha for uno in suyos),
            realizadas=sum(uno.esta_realizada for uno in suyos),
            de_mas=sum(uno.estado in CON_FECHA for uno in de_mas),
            de_mas_realizadas=_con_estado(de_mas, EstadoEncuentro.REALIZADO),
            aplazados=_con_estado(todos, EstadoEncuentro.APLAZADO),
            cancelados=_con_estado(todos, EstadoEncuentro.CANCELADO),
            movidos=sum(uno.pk in self.movidos for uno in todos),
        )

    def de_territorio(self, territorio: str) -> "Libro":
        """El libro de un solo lugar, contra la serie completa."""
        return Libro(
            se_cuenta=self.se_cuenta,
            renglones=tuple(
                Renglon(ocasion=uno.ocasion, encuentros=_en(territorio, uno.encuentros))
                for uno in self.renglones
            ),
            de_mas=_en(territorio, self.de_mas),
            movidos=self.movidos,
        )

    def por_territorio(self) -> dict[str, Cuenta]:
        """La cuenta de cada territorio."""
        return {uno: self.de_territorio(uno).cuenta() for uno in self.territorios}


def de_actividad(actividad: Actividad) -> Libro:
    """El libro de una actividad."""
    return libros_de([actividad])[actividad.pk]


def libros_de(actividades: Iterable[Actividad]) -> dict[int, Libro]:
    """El libro de cada actividad, por su llave; dos consultas para todas."""
    actividades = list(actividades)
    suyos: dict[int, list[Encuentro]] = defaultdict(list)
    llaves = [una.pk for una in actividades]
    for encuentro in Encuentro.objects.filter(actividad__in=llaves):
        suyos[encuentro.actividad_id].append(encuentro)
    movidos = _movidos(llaves)
    return {una.pk: _libro(una, suyos[una.pk], movidos) for una in actividades}


def de_actividades(
    actividades: Iterable[Actividad], *, periodo: Periodo | None = None, hasta: date | None = None
) -> dict[int, Cuenta]:
    """La cuenta de cada actividad, por su llave: de un periodo, o de todo hasta un día incluido."""
    limites = _limites(periodo, hasta)
    return {llave: libro.cuenta(**limites) for llave, libro in libros_de(actividades).items()}


def de_estrategia(
    estrategia, *, periodo: Periodo | None = None, hasta: date | None = None
) -> Cuenta:
    """La suma de las actividades vigentes de una estrategia."""
    vigentes = estrategia.actividades.vigentes()
    return sumar(de_actividades(vigentes, periodo=periodo, hasta=hasta).values())


def por_periodo(
    libros: Mapping[int, Libro], vigencia: int, clase: ClasePeriodo
) -> dict[Periodo, Cuenta]:
    """La cuenta de cada periodo del año («T1», «C2»…), sumadas todas las actividades."""
    return {
        periodo: sumar(
            libro.cuenta(desde=periodo.inicio, hasta=periodo.fin) for libro in libros.values()
        )
        for periodo in periodos_de(vigencia, clase)
    }


def sumar(cuentas: Iterable[Cuenta]) -> Cuenta:
    """La suma; `previstas` sigue sin saberse si ninguna se cuenta."""
    return sum(cuentas, Cuenta())


def _libro(actividad: Actividad, encuentros: list[Encuentro], movidos: frozenset[int]) -> Libro:
    previstas = ocasiones(actividad.programacion)
    # La ocasión que la fecha ya no promete deja el encuentro como uno de más.
    numeros = {una.numero for una in previstas}
    return Libro(
        se_cuenta=bool(previstas),
        renglones=tuple(
            Renglon(
                ocasion=una,
                encuentros=tuple(uno for uno in encuentros if uno.ocasion == una.numero),
            )
            for una in previstas
        ),
        de_mas=tuple(uno for uno in encuentros if uno.ocasion not in numeros),
        movidos=movidos,
    )


def _movidos(actividades: Collection[int]) -> frozenset[int]:
    cambios = CambioDeEncuentro.objects.filter(encuentro__actividad__in=actividades)
    return frozenset(cambios.exclude(fecha=F("fecha_antes")).values_list("encuentro", flat=True))


def _limites(periodo: Periodo | None, hasta: date | None) -> dict[str, date]:
    limites = {"desde": periodo.inicio, "hasta": periodo.fin} if periodo else {}
    return limites | ({"hasta": min(hasta, limites.get("hasta", hasta))} if hasta else {})


def _en(territorio: str, encuentros: Iterable[Encuentro]) -> tuple[Encuentro, ...]:
    return tuple(uno for uno in encuentros if uno.territorio == territorio)


def _con_estado(encuentros: Iterable[Encuentro], estado: EstadoEncuentro) -> int:
    return sum(uno.estado == estado for uno in encuentros)


def _suma(una: Cuenta, otra: Cuenta, campo: str) -> int | None:
    """Lo que no se sabe no suma; si no se sabe en ninguna, sigue sin saberse."""
    conocidos = [
        valor for valor in (getattr(una, campo), getattr(otra, campo)) if valor is not None
    ]
    return sum(conocidos) if conocidos else None


def _cuantas(numero: int, una: str, varias: str) -> str:
    return f"{numero} {una if numero == 1 else varias}"
