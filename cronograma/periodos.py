"""Periodos: los pedazos en que se parte una vigencia para planear y hacer seguimiento.

Entra una vigencia (un año), una clase (mes, bimestre, trimestre, cuatrimestre, semestre o año) y un
número; salen sus límites, su nombre y su código («T1»). También dice qué periodo contiene una fecha.
No sabe de actividades ni de avances, y rechaza con una frase el periodo que no existe («5.º trimestre»).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

NOMBRES_DE_MES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip


class ClasePeriodo(StrEnum):
    """Las maneras de partir el año. El valor es estable: se guarda en la base de datos."""

    MES = "mes"
    BIMESTRE = "bimestre"
    TRIMESTRE = "trimestre"
    CUATRIMESTRE = "cuatrimestre"
    SEMESTRE = "semestre"
    ANIO = "anio"

    @property
    def meses(self) -> int:
        """Cuántos meses dura."""
        return _MESES_QUE_DURA[self]

    @property
    def cuantos(self) -> int:
        """Cuántos hay en un año."""
        return 12 // self.meses


_MESES_QUE_DURA = {
    ClasePeriodo.MES: 1,
    ClasePeriodo.BIMESTRE: 2,
    ClasePeriodo.TRIMESTRE: 3,
    ClasePeriodo.CUATRIMESTRE: 4,
    ClasePeriodo.SEMESTRE: 6,
    ClasePeriodo.ANIO: 12,
}
_LETRAS = {
    "M": ClasePeriodo.MES,
    "B": ClasePeriodo.BIMESTRE,
    "T": ClasePeriodo.TRIMESTRE,
    "C": ClasePeriodo.CUATRIMESTRE,
    "S": ClasePeriodo.SEMESTRE,
}
CODIGO_ANUAL = "anual"


@dataclass(frozen=True, order=True)
class Periodo:
    """Un periodo de una vigencia: «1.er trimestre de 2022». Se ordena dentro de su clase."""

    vigencia: int
    clase: ClasePeriodo
    numero: int

    def __post_init__(self) -> None:
        if not 1 <= self.numero <= self.clase.cuantos:
            raise ValueError(
                f"No existe el {self.clase} {self.numero}: escriba un número entre 1 y {self.clase.cuantos}."
            )

    @property
    def primer_mes(self) -> int:
        return (self.numero - 1) * self.clase.meses + 1

    @property
    def ultimo_mes(self) -> int:
        return self.numero * self.clase.meses

    @property
    def meses(self) -> tuple[int, ...]:
        """Los números de sus meses: el 2.º cuatrimestre da (5, 6, 7, 8)."""
        return tuple(range(self.primer_mes, self.ultimo_mes + 1))

    @property
    def inicio(self) -> date:
        return date(self.vigencia, self.primer_mes, 1)

    @property
    def fin(self) -> date:
        return ultimo_dia(self.vigencia, self.ultimo_mes)

    @property
    def nombre(self) -> str:
        """Como lo lee una persona: «1.er trimestre de 2022», «enero de 2022», «año 2022»."""
        if self.clase is ClasePeriodo.ANIO:
            return f"año {self.vigencia}"
        if self.clase is ClasePeriodo.MES:
            return f"{NOMBRES_DE_MES[self.numero - 1]} de {self.vigencia}"
        return f"{ordinal(self.numero)} {self.clase} de {self.vigencia}"

    @property
    def codigo(self) -> str:
        """Corto y sin año, para direcciones y órdenes: «T1», «C2», «S1», «B6», «M03», «anual»."""
        if self.clase is ClasePeriodo.ANIO:
            return CODIGO_ANUAL
        letra = next(letra for letra, clase in _LETRAS.items() if clase is self.clase)
        return (
            f"{letra}{self.numero:02d}"
            if self.clase is ClasePeriodo.MES
            else f"{letra}{self.numero}"
        )

    def contiene(self, fecha: date) -> bool:
        return self.inicio <= fecha <= self.fin

    def se_cruza(self, inicio: date, fin: date) -> bool:
        """Si comparte al menos un día con el intervalo, extremos incluidos."""
        return self.inicio <= fin and inicio <= self.fin

    @classmethod
    def de_codigo(cls, codigo: str, vigencia: int) -> Self:
        """El periodo que nombra un código: `de_codigo("T1", 2022)`. Lo mal escrito da ValueError."""
        if codigo.strip().lower() == CODIGO_ANUAL:
            return cls(vigencia, ClasePeriodo.ANIO, 1)
        partes = re.fullmatch(r"\s*([MBTCS])(\d{1,2})\s*", codigo.upper(), re.ASCII)
        if not partes:
            raise ValueError(
                f"No se reconoce el periodo «{codigo}»: escriba T1 a T4, C1 a C3, S1, S2, B1 a B6, "
                f"M01 a M12 o «{CODIGO_ANUAL}»."
            )
        return cls(vigencia, _LETRAS[partes[1]], int(partes[2]))


def periodos_de(vigencia: int, clase: ClasePeriodo) -> tuple[Periodo, ...]:
    """Todos los periodos de una clase en la vigencia, en orden."""
    return tuple(Periodo(vigencia, clase, numero) for numero in range(1, clase.cuantos + 1))


def periodo_de(fecha: date, clase: ClasePeriodo) -> Periodo:
    """El periodo de esa clase que contiene la fecha."""
    return Periodo(fecha.year, clase, (fecha.month - 1) // clase.meses + 1)


def ultimo_dia(vigencia: int, mes: int) -> date:
    return date(vigencia, mes, monthrange(vigencia, mes)[1])


def dia_de_semana_del_mes(vigencia: int, mes: int, orden: int, dia: int) -> date:
    """El primer lunes (1, 0), el segundo martes (2, 1)… o el último jueves (-1, 3) de un mes."""
    if orden < 0:
        cierre = ultimo_dia(vigencia, mes)
        return cierre - timedelta(days=(cierre.weekday() - dia) % 7)
    primero = date(vigencia, mes, 1)
    return primero + timedelta(days=(dia - primero.weekday()) % 7 + 7 * (orden - 1))


def ordinal(numero: int) -> str:
    """Abreviatura ortográfica ante nombre masculino: 1.er, 2.º, 3.er, 4.º."""
    return f"{numero}.er" if numero in (1, 3) else f"{numero}.º"
