"""Piezas: los valores que la gramática saca de un texto, antes de formar una frase.

Una `Unidad` es un pedazo de calendario al que puede faltarle el año; una `Cadencia`, cada cuánto se hace;
una `Pieza`, cualquiera de ellas o un conector, con sus notas y el lugar del texto de donde salió. Una
fecha que no existe no se corre al día siguiente: da `FechaImposible`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cronograma.fechas.significado import Periodicidad
from cronograma.periodos import (
    NOMBRES_DE_MES,
    ClasePeriodo,
    dia_de_semana_del_mes,
    ultimo_dia,
)

Captura = Mapping[str, str | None]
DIAS_DE_SEMANA = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
ULTIMO = -1


class FechaImposible(Exception):
    """La celda dice una fecha que no existe. Lleva la nota, los meses probables y su año, si lo dice."""

    def __init__(self, nota: str, meses: tuple[int, ...] = (), anio: int | None = None) -> None:
        super().__init__(nota)
        self.nota = nota
        self.meses = meses
        self.anio = anio


@dataclass(frozen=True)
class Unidad:
    """Un pedazo de calendario al que puede faltarle el año.

    `desde` y `hasta` son (mes, día); el día 0 es el último del mes y los negativos cuentan hacia atrás.
    """

    desde: tuple[int, int]
    hasta: tuple[int, int]
    anio: int | None = None
    anio_supuesto: bool = False
    clase: ClasePeriodo | None = None
    invertida: bool = False
    """«abril 30», «trimestre 1»: lo grande antes que su número."""
    orden_y_dia: tuple[int, int] | None = None
    """«Primer martes» como (1, 1); entonces de `desde` sólo cuenta el mes."""
    imposible: str = ""

    def limites(self) -> tuple[date, date]:
        """Su primer y su último día. Una fecha que no existe da `FechaImposible`."""
        assert self.anio is not None  # noqa: S101 -- la frase pone el año antes de preguntar
        if self.imposible:
            raise FechaImposible(self.imposible, self._meses_probables(), self.anio)
        if self.orden_y_dia:
            dia = dia_de_semana_del_mes(self.anio, self.desde[0], *self.orden_y_dia)
            return dia, dia
        return self._dia(self.desde), self._dia(self.hasta)

    def _dia(self, lugar: tuple[int, int]) -> date:
        mes, dia = lugar
        ultimo = ultimo_dia(self.anio or 0, mes)
        if dia > ultimo.day or not dia > -ultimo.day:
            nombre = NOMBRES_DE_MES[mes - 1]
            raise FechaImposible(
                f"El {dia} de {nombre} de {self.anio} no existe: {nombre} tiene {ultimo.day} días.",
                (mes,),
                self.anio,
            )
        return ultimo.replace(day=dia if dia > 0 else ultimo.day + dia)

    def _meses_probables(self) -> tuple[int, ...]:
        return (self.desde[0],) if 1 <= self.desde[0] <= 12 else ()


@dataclass(frozen=True)
class Cadencia:
    """Cada cuánto se hace: una periodicidad, un número de veces, o ambos.

    `por_periodo` son las veces en cada periodo; `total`, las del año. `meses` y `dia_del_mes` anclan
    cada ocurrencia; `orden_y_dia` es «último jueves» como (-1, 3).
    """

    periodicidad: Periodicidad | None = None
    por_periodo: int = 1
    total: int | None = None
    meses: tuple[int, ...] = ()
    orden_y_dia: tuple[int, int] | None = None
    dia_del_mes: int | None = None
    es_evento: bool = False


@dataclass(frozen=True)
class Pieza:
    """Un trozo reconocido: su nombre en las frases, lo que vale, lo que hay que anotar y de dónde salió."""

    nombre: str
    valor: Any = None
    notas: tuple[str, ...] = ()
    lugar: tuple[int, int] = (0, 0)
    """Desde y hasta qué carácter del texto."""


def orden_y_dia(captura: Captura) -> tuple[int, int] | None:
    """«Último jueves» es (-1, 3). El quinto no está en todos los meses: no se acepta."""
    orden = ULTIMO if captura["orden"] == "ultimo" else entero(captura["orden"])
    return (orden, DIAS_DE_SEMANA.index(captura["diasem"] or "")) if orden <= 4 else None


def entero(cifras: str | None) -> int:
    """«07», «3º» → 7, 3; lo que falta, 0."""
    return int((cifras or "0").rstrip("º"))
