"""Registro de cobertura: la matriz como se lee, en la pantalla, en el papel y en la hoja.

Entra una `Cobertura` y, si el control se ejecutó, quién y cuándo; sale una tabla de casillas
con su texto y su tono. Las tres salidas toman de aquí, para que ninguna diga otra cosa. No
consulta la base de datos ni decide si la estrategia se puede presentar.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from cronograma.cobertura import (
    MODALIDADES,
    Cobertura,
    Contemplada,
    FaseDeMatriz,
    FilaDeCobertura,
)
from cronograma.problemas.valores import corto
from estrategia.catalogos import FASES, Ciclo, Modalidad

SIN_DATO = "—"
FALTA = "falta"
HABLA_DE_MODALIDAD = "Modalidad"
NOMBRE_DE_MODALIDAD = {**dict(Modalidad.choices), "": "Sin decir"}
CICLO_DE_FASE = {fase.codigo: fase.ciclo for fase in FASES}
# Desde cuántas actividades se pinta cada tono, del más claro al más fuerte.
TONOS = (1, 2, 3, 5)
TITULO_CARACTERIZADOS = "Grupos de la caracterización"
TITULO_POR_CONFIRMAR = "Grupos vistos en una hoja, por confirmar"


class Ejecucion(NamedTuple):
    """Quién ejecutó el control, cuándo y con qué razón siguió adelante."""

    quien: str
    cuando: datetime
    conforme: bool
    razon: str


class Columna(NamedTuple):
    """Una columna de números. `tramo` es la clave del título que la agrupa."""

    clave: str
    nombre: str
    tramo: str


class Tramo(NamedTuple):
    """Un título sobre varias columnas: un ciclo, o la modalidad."""

    clave: str
    nombre: str
    cuantas: int


class Casilla(NamedTuple):
    """Lo que se lee en un cruce: el número, si falta, y su tono («tono-2»)."""

    columna: Columna
    numero: str
    nota: str = ""
    tono: str = ""

    @property
    def texto(self) -> str:
        """El número con su nota: «0 (falta)»."""
        return f"{self.numero} ({self.nota})" if self.nota else self.numero


class Renglon(NamedTuple):
    """Un grupo."""

    grupo: str
    total: Casilla
    casillas: tuple[Casilla, ...]
    actividades: tuple[str, ...]


class Tabla(NamedTuple):
    """Los renglones de una situación. `clave` distingue los identificadores de cada tabla."""

    clave: str
    titulo: str
    renglones: tuple[Renglon, ...]


TOTAL = Columna("total", "Actividades", "")


@dataclass(frozen=True, kw_only=True)
class Registro:
    """La matriz lista para mostrar. Sin `ejecucion`, es como está hoy."""

    matriz: Cobertura
    ejecucion: Ejecucion | None
    tramos: tuple[Tramo, ...]
    columnas: tuple[Columna, ...]
    tablas: tuple[Tabla, ...]
    dice_fases: bool
    sin_grupo: tuple[str, ...]


def registro(matriz: Cobertura, ejecucion: Ejecucion | None = None) -> Registro:
    """La matriz como se lee."""
    dice_fases = any(sum(fila.por_fase) for fila in (*matriz.filas, *matriz.por_confirmar))
    columnas = (*_columnas_de_fases(matriz.fases), *_columnas_de_modalidad())
    return Registro(
        matriz=matriz,
        ejecucion=ejecucion,
        tramos=tuple(_tramos(columnas)),
        columnas=columnas,
        tablas=tuple(_tablas(matriz, columnas, dice_fases=dice_fases)),
        dice_fases=dice_fases,
        sin_grupo=tuple(map(_llamada, matriz.sin_grupo)),
    )


def _columnas_de_fases(fases: Iterable[FaseDeMatriz]) -> Iterator[Columna]:
    for lugar, fase in enumerate(fases, start=1):
        yield Columna(f"f{lugar}", fase.nombre, CICLO_DE_FASE[fase.codigo].value)


def _columnas_de_modalidad() -> Iterator[Columna]:
    for lugar, modalidad in enumerate(MODALIDADES, start=1):
        yield Columna(f"m{lugar}", NOMBRE_DE_MODALIDAD[modalidad], "modalidad")


def _tramos(columnas: Iterable[Columna]) -> Iterator[Tramo]:
    nombres = {**dict(Ciclo.choices), "modalidad": HABLA_DE_MODALIDAD}
    for clave, juntas in groupby(columnas, key=lambda columna: columna.tramo):
        yield Tramo(clave, nombres[clave], len(list(juntas)))


def _tablas(
    matriz: Cobertura, columnas: tuple[Columna, ...], *, dice_fases: bool
) -> Iterator[Tabla]:
    """Solo de los grupos de la caracterización se dice que algo falta."""
    for clave, titulo, filas in (
        ("c", TITULO_CARACTERIZADOS, matriz.filas),
        ("p", TITULO_POR_CONFIRMAR, matriz.por_confirmar),
    ):
        if filas:
            renglones = (
                _renglon(fila, columnas, dice_fases=dice_fases, exige=filas is matriz.filas)
                for fila in filas
            )
            yield Tabla(clave, titulo, tuple(renglones))


def _renglon(
    fila: FilaDeCobertura, columnas: tuple[Columna, ...], *, dice_fases: bool, exige: bool
) -> Renglon:
    cuentas = (*fila.por_fase, *fila.por_modalidad)
    de_fase = len(fila.por_fase)
    return Renglon(
        grupo=fila.grupo,
        total=_casilla(TOTAL, len(fila.actividades), exige=exige),
        casillas=tuple(
            _casilla(columna, cuantas, exige=exige and lugar < de_fase)
            if dice_fases or lugar >= de_fase
            else Casilla(columna, SIN_DATO)
            for lugar, (columna, cuantas) in enumerate(zip(columnas, cuentas, strict=True))
        ),
        actividades=tuple(map(_llamada, fila.actividades)),
    )


def _casilla(columna: Columna, cuantas: int, *, exige: bool) -> Casilla:
    if not cuantas:
        return Casilla(columna, "0", FALTA if exige else "")
    nivel = sum(cuantas >= desde for desde in TONOS)
    return Casilla(columna, str(cuantas), tono=f"tono-{nivel}")


def _llamada(una: Contemplada) -> str:
    """La actividad con el número de su hoja, o con su código si la hoja no la numera."""
    return f"{una.numero or una.codigo} · {corto(una.nombre) or 'sin nombre'}"
