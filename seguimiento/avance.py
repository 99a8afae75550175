"""Avance: la aritmética del seguimiento, con números exactos.

Entran las líneas de un corte (una por actividad vigente, en un estado que se calcula y nadie
escribe) y sale cuánto se cumple, en total y por cada etiqueta. Lo que no estaba por hacerse no
entra; lo que quedó en blanco vale cero y además se cuenta como sin dato. No interpola: un
porcentaje reportado vale para su fecha. Sala pura; las fórmulas y un ejemplo que una prueba
recalcula están en `docs/indicadores.md`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple, Self

from cronograma.programacion import (
    Periodo,
    Programacion,
    Tipo,
    esta_programada,
    proporcion_esperada,
)

from .como_dato import desde_dato, en_dato

TODO = Fraction(1)
ESPACIO_FIJO = "\N{NO-BREAK SPACE}"
SIN_MEDIR = "sin medir"


class EstadoDeLinea(StrEnum):
    """En qué está una actividad en un corte. Se calcula de su fecha y de lo acumulado antes."""

    PROGRAMADA = "programada"
    REZAGADA = "rezagada"
    CUMPLIDA_ANTES = "cumplida_antes"
    NO_PROGRAMADA = "no_programada"
    POR_DEMANDA = "por_demanda"
    SIN_FECHA = "sin_fecha"

    @property
    def nombre(self) -> str:
        """Como lo lee una persona."""
        return _NOMBRES_DE_ESTADO[self]


_NOMBRES_DE_ESTADO = {
    EstadoDeLinea.PROGRAMADA: "programada",
    EstadoDeLinea.REZAGADA: "rezagada",
    EstadoDeLinea.CUMPLIDA_ANTES: "cumplida antes",
    EstadoDeLinea.NO_PROGRAMADA: "no programada",
    EstadoDeLinea.POR_DEMANDA: "por solicitud",
    EstadoDeLinea.SIN_FECHA: "sin fecha entendida",
}


class Cifra(StrEnum):
    """De quién es la cifra. Nunca se muestra un porcentaje sin decirlo."""

    REPORTADO = "reportado"
    ACEPTADO = "aceptado"
    VERIFICADO = "verificado"

    @property
    def sin_dato(self) -> str:
        """Cómo se llama lo que le falta: lo que no se reportó, no se aceptó o no se verificó."""
        return {
            Cifra.REPORTADO: "sin reporte",
            Cifra.ACEPTADO: "sin aceptar",
            Cifra.VERIFICADO: "sin verificar",
        }[self]


@dataclass(frozen=True, kw_only=True)
class Linea:
    """Una actividad en un corte.

    `esperado` va de 0 a 1 y es lo que debía llevar en la fecha del dato; `None` si su fecha no lo
    dice. `reportado`, `aceptado`, `verificado` y `anterior` son porcentajes acumulados desde el
    comienzo del año, de 0 a 100; `None` es que nadie lo dijo, y no es cero. `anterior` es el
    último acumulado antes de este corte. `dato_al` es la fecha a que corresponde lo reportado; en
    la lectura por otro periodo es anterior a su cierre («dato a 31-mar»). En una actividad por
    solicitud lo alcanzado son las atendidas entre las recibidas, y `esta_aceptada` dice si
    planeación aceptó esa cuenta. Las etiquetas van en el orden del documento; la dependencia
    líder, primera. `clave` y `avance` identifican la actividad y su reporte en la base de datos.

    Raises:
        ValueError: si algún número se sale de sus límites.
    """

    codigo: str
    nombre: str
    estado: EstadoDeLinea
    esperado: Fraction | None = None
    reportado: Decimal | None = None
    aceptado: Decimal | None = None
    verificado: Decimal | None = None
    anterior: Decimal | None = None
    esta_aceptada: bool = False
    dato_al: date | None = None
    peso: Decimal = Decimal(1)
    solicitudes_recibidas: int | None = None
    solicitudes_atendidas: int | None = None
    encuentros_esperados: int | None = None
    encuentros_realizados: int = 0
    vencimiento: date | None = None
    fecha_programada: str = ""
    numero: str = ""
    orden: int = 0
    estrategia: str = ""
    dependencias: tuple[str, ...] = ()
    fases: tuple[str, ...] = ()
    etapas: tuple[str, ...] = ()
    elementos: tuple[str, ...] = ()
    grupos: tuple[str, ...] = ()
    seccion: str = ""
    clave: int | None = None
    avance: int | None = None

    def __post_init__(self) -> None:
        porcentajes = (self.reportado, self.aceptado, self.verificado, self.anterior)
        if any(uno is not None and not 0 <= uno <= 100 for uno in porcentajes):
            raise ValueError(f"{self.codigo}: un porcentaje va de 0 a 100.")
        if self.esperado is not None and not 0 <= self.esperado <= 1:
            raise ValueError(f"{self.codigo}: lo esperado va de 0 a 1.")
        if self.peso <= 0:
            raise ValueError(f"{self.codigo}: el peso es mayor que cero.")
        if (self.solicitudes_recibidas or 0) < 0 or (self.solicitudes_atendidas or 0) < 0:
            raise ValueError(f"{self.codigo}: las solicitudes no son negativas.")

    @property
    def exigido(self) -> Fraction | None:
        """Lo que entra en el denominador, mayor que 0; `None` si la línea no entra (no aplica)."""
        if self.estado is EstadoDeLinea.POR_DEMANDA:
            return TODO if self.solicitudes_recibidas else None
        if self.estado in NO_APLICAN:
            return None
        return self.esperado or None

    @property
    def se_pregunta(self) -> bool:
        """¿El corte espera un reporte de ella?"""
        return self.estado in SE_PREGUNTAN

    @property
    def le_falta_reporte(self) -> bool:
        """¿Se espera un reporte y nadie ha dicho nada? Un cero escrito o «ninguna solicitud» sí es decir."""
        return self.se_pregunta and self.reportado is None and self.solicitudes_recibidas is None

    def alcanzado(self, cifra: Cifra) -> Fraction | None:
        """Lo alcanzado según quien lo dice, de 0 a 1; `None` si no lo dijo.

        De lo cumplido antes no se vuelve a preguntar: si nadie dijo otra cosa, vale el acumulado
        anterior. Control interno no hereda nada: verifica o no verifica.
        """
        if self.estado is EstadoDeLinea.POR_DEMANDA and cifra is not Cifra.VERIFICADO:
            return self._atendido(cifra)
        dicho: Decimal | None = getattr(self, cifra.value)
        if dicho is None and cifra is not Cifra.VERIFICADO and not self.se_pregunta:
            dicho = self.anterior
        return parte(dicho)

    def _atendido(self, cifra: Cifra) -> Fraction | None:
        if self.solicitudes_atendidas is None or not self.solicitudes_recibidas:
            return None
        if cifra is Cifra.ACEPTADO and not self.esta_aceptada:
            return None
        return min(Fraction(self.solicitudes_atendidas, self.solicitudes_recibidas), TODO)

    def cumplimiento(self, cifra: Cifra) -> Fraction | None:
        """Alcanzado entre exigido, sin pasar de 1; el blanco vale 0. `None` si no aplica."""
        exigido = self.exigido
        if exigido is None:
            return None
        return min((self.alcanzado(cifra) or Fraction(0)) / exigido, TODO)

    def como_dict(self) -> dict[str, Any]:
        """La línea lista para JSON, como se guarda al cerrar el corte."""
        datos: dict[str, Any] = en_dato(self)
        return datos

    @classmethod
    def desde_dict(cls, datos: Mapping[str, Any]) -> Self:
        """Lo inverso de `como_dict`; los campos que falten valen su defecto."""
        linea: Self = desde_dato(cls, datos)
        return linea


NO_APLICAN = frozenset({EstadoDeLinea.NO_PROGRAMADA, EstadoDeLinea.SIN_FECHA})
SE_PREGUNTAN = frozenset(
    {EstadoDeLinea.PROGRAMADA, EstadoDeLinea.REZAGADA, EstadoDeLinea.POR_DEMANDA}
)


# --- En qué está cada actividad -------------------------------------------------------------


def estado_de(
    programacion: Programacion,
    periodo: Periodo,
    *,
    acumulado_antes: Decimal | None,
    gradual: bool = False,
) -> EstadoDeLinea:
    """El estado de una actividad en un periodo.

    Se pregunta en este orden, y la primera respuesta vale: por solicitud y sin fecha entendida, por
    su tipo; al 100 % en un corte anterior, *cumplida antes* (aunque siga programada); con algún día
    en el periodo, *programada*; si antes se esperaba algo de ella, *rezagada* mientras no llegue a
    lo que se esperaba y *cumplida antes* si llegó; si no se esperaba nada, *no programada*.

    Args:
        acumulado_antes: el último porcentaje anterior al periodo; `None` si no hay, y vale 0.
        gradual: si la actividad avanza con el tiempo y no de una vez al final.
    """
    if programacion.tipo is Tipo.POR_DEMANDA:
        return EstadoDeLinea.POR_DEMANDA
    if programacion.tipo is Tipo.INDETERMINADA:
        return EstadoDeLinea.SIN_FECHA
    alcanzado = parte(acumulado_antes) or Fraction(0)
    if alcanzado >= TODO:
        return EstadoDeLinea.CUMPLIDA_ANTES
    if esta_programada(programacion, periodo):
        return EstadoDeLinea.PROGRAMADA
    vispera = periodo.inicio - timedelta(days=1)
    if not (esperado := proporcion_esperada(programacion, vispera, gradual=gradual)):
        return EstadoDeLinea.NO_PROGRAMADA
    return EstadoDeLinea.REZAGADA if alcanzado < esperado else EstadoDeLinea.CUMPLIDA_ANTES


def contar_estados(lineas: Iterable[Linea]) -> Mapping[EstadoDeLinea, int]:
    """Cuántas líneas hay en cada estado; los seis, aunque sea cero."""
    cuenta = Counter(linea.estado for linea in lineas)
    return {estado: cuenta[estado] for estado in EstadoDeLinea}


# --- La medida ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Medida:
    """Un cumplimiento con lo que hace falta para creerlo.

    `cumplimiento` va de 0 a 1, exacto; `None` si no había nada que medir. `exigibles` son las
    líneas que entran (de las que ya se esperaba algo) y `cumplidas`, las que llegaron a lo esperado.
    `sin_dato` son las que se quedaron en blanco: valen cero, salvo en lo verificado, donde no
    entran, porque control interno trabaja con una muestra.
    """

    cifra: Cifra
    cumplimiento: Fraction | None
    cumplidas: int
    exigibles: int
    sin_dato: int


def medir(lineas: Iterable[Linea], cifra: Cifra) -> Medida:
    """Σ w · min(alcanzado ÷ esperado, 1) ÷ Σ w sobre las líneas de las que se espera algo."""
    exigibles = [linea for linea in lineas if linea.exigido is not None]
    sin_dato = [linea for linea in exigibles if linea.alcanzado(cifra) is None]
    if cifra is Cifra.VERIFICADO:
        exigibles = [linea for linea in exigibles if linea.verificado is not None]
    return Medida(
        cifra=cifra,
        cumplimiento=_promedio(exigibles, cifra),
        cumplidas=sum(linea.cumplimiento(cifra) == TODO for linea in exigibles),
        exigibles=len(exigibles),
        sin_dato=len(sin_dato),
    )


def _promedio(exigibles: Iterable[Linea], cifra: Cifra) -> Fraction | None:
    total, logrado = Fraction(0), Fraction(0)
    for linea in exigibles:
        total += Fraction(linea.peso)
        logrado += Fraction(linea.peso) * (linea.cumplimiento(cifra) or 0)
    return logrado / total if total else None


@dataclass(frozen=True, kw_only=True)
class Medidas:
    """Las tres cifras de unas mismas líneas y, para comparar, lo aceptado de las que se verificaron."""

    reportado: Medida
    aceptado: Medida
    verificado: Medida
    aceptado_de_lo_verificado: Medida

    def de(self, cifra: Cifra) -> Medida:
        """La medida de una cifra."""
        return {
            Cifra.REPORTADO: self.reportado,
            Cifra.ACEPTADO: self.aceptado,
            Cifra.VERIFICADO: self.verificado,
        }[cifra]

    @property
    def verificadas(self) -> "Cuenta":
        """«Verificadas 12 de 24»: cuántas de las que entran miró control interno."""
        return Cuenta(self.verificado.exigibles, self.aceptado.exigibles)


def medir_todo(lineas: Iterable[Linea]) -> Medidas:
    """Las tres cifras a la vez. Lo verificado solo se compara con lo aceptado de lo mismo."""
    lineas = tuple(lineas)
    return Medidas(
        reportado=medir(lineas, Cifra.REPORTADO),
        aceptado=medir(lineas, Cifra.ACEPTADO),
        verificado=medir(lineas, Cifra.VERIFICADO),
        aceptado_de_lo_verificado=medir(
            (linea for linea in lineas if linea.verificado is not None), Cifra.ACEPTADO
        ),
    )


# --- Las lecturas ---------------------------------------------------------------------------


class Dato(NamedTuple):
    """Un acumulado y el día a que corresponde. De dos del mismo día vale el de mayor `secuencia`."""

    al: date
    porcentaje: Decimal
    secuencia: int = 0


def ultimo_dato(datos: Iterable[Dato], hasta: date) -> Dato | None:
    """El último acumulado con fecha hasta ese día, incluido; ninguno si no lo hay.

    Nunca se interpola: el cuatrimestre que cierra el 30 de abril lee lo reportado a 31 de marzo,
    con su fecha, y lo compara con lo que se esperaba ese día.
    """
    return max((dato for dato in datos if dato.al <= hasta), default=None, key=_mas_reciente)


def _mas_reciente(dato: Dato) -> tuple[date, int]:
    return dato.al, dato.secuencia


class Cuenta(NamedTuple):
    """Tantos de tantos: encuentros, respuestas a tiempo, compromisos, líneas verificadas."""

    hechos: int
    de: int

    @property
    def proporcion(self) -> Fraction | None:
        """Los hechos entre el total; `None` si el total es cero. Pasa de 1 si se hizo de más."""
        return proporcion(self.hechos, self.de)

    def __str__(self) -> str:
        return f"{self.hechos} de {self.de}"


NINGUNO = Cuenta(0, 0)


def proporcion(hechos: int, de: int | None) -> Fraction | None:
    """Tantos de tantos, exacto; `None` si no había ninguno.

    Raises:
        ValueError: si algún número es negativo.
    """
    if hechos < 0 or (de or 0) < 0:
        raise ValueError(f"No se cuentan menos de cero: {hechos} de {de}.")
    return Fraction(hechos, de) if de else None


def parte(porcentaje: Decimal | None) -> Fraction | None:
    """El porcentaje como parte de 1, exacta: 33,3 es 333/1000."""
    return None if porcentaje is None else Fraction(porcentaje) / 100


def como_porcentaje(valor: Fraction | None) -> str:
    """La parte de 1 escrita para una persona: «83,3 %»; sin nada que medir, «sin medir».

    Redondea al décimo, salvo en los extremos: lo que no llega a 1 no se escribe «100 %», ni lo
    que pasa de 0, «0 %».
    """
    if valor is None:
        return SIN_MEDIR
    decimos = int(valor * 1000 + Fraction(1, 2))  # la mitad sube
    if 0 < valor < 1:
        decimos = min(max(decimos, 1), 999)
    entero, resto = divmod(decimos, 10)
    return f"{entero},{resto}{ESPACIO_FIJO}%" if resto else f"{entero}{ESPACIO_FIJO}%"
