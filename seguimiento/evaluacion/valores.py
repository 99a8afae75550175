"""La evaluación como un solo valor congelado: lo que imprimen todos los informes.

`Evaluacion` se arma una vez (`evaluar`) y de ella salen la página, el PDF, el Excel y el DOCX: por
eso no pueden decir cosas distintas. Se guarda como JSON con el informe emitido y se vuelve a leer
igual. Todo va en un orden fijo. No lleva datos de la ciudadanía. Sala pura.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Self

from seguimiento.avance import (
    NINGUNO,
    Cifra,
    Cuenta,
    EstadoDeLinea,
    Linea,
    Medidas,
    contar_estados,
)
from seguimiento.como_dato import desde_dato, en_dato
from seguimiento.desglose import Dimension, Renglon
from seguimiento.hechos import (
    AccionEvaluada,
    Anticipacion,
    CompromisoEvaluado,
    Contradiccion,
    Espacio,
    GrupoInvolucrado,
    Leccion,
    LineaEvaluada,
    MetaRendida,
    Preguntas,
    Satisfaccion,
)
from seguimiento.semaforo import DE_FABRICA, Luz, Umbrales, luz_de

ESQUEMA = 1  # Sube cuando cambia el significado de un campo guardado.


# --- Frente a lo que se había prometido --------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Reprogramada:
    """Una actividad a la que una versión posterior le cambió la fecha."""

    codigo: str
    nombre: str
    antes: str
    ahora: str
    porque: str = ""


@dataclass(frozen=True, kw_only=True)
class Retirada:
    """Una actividad que salió del plan. `estaba_vencida`: ya debía estar cumplida al salir."""

    codigo: str
    nombre: str
    vencia: date | None
    retirada_el: date | None
    porque: str
    estaba_vencida: bool


@dataclass(frozen=True, kw_only=True)
class FrenteALaPrimera:
    """La misma realidad medida contra la primera versión del año: cambiar el plan no la mejora."""

    version: int
    publicada_el: date
    medidas: Medidas
    reprogramadas: tuple[Reprogramada, ...] = ()
    retiradas: tuple[Retirada, ...] = ()
    agregadas: tuple[str, ...] = ()

    @property
    def retiradas_vencidas(self) -> tuple[Retirada, ...]:
        """Las que se retiraron después de vencidas, por su nombre."""
        return tuple(una for una in self.retiradas if una.estaba_vencida)


@dataclass(frozen=True, kw_only=True)
class Punto:
    """Un corte anterior o este, para ver la tendencia."""

    periodo: str
    nombre: str
    fecha: date
    medidas: Medidas
    esta_cerrado: bool = False


@dataclass(frozen=True, kw_only=True)
class Tabla:
    """El cumplimiento partido por una dimensión. Sus renglones no se suman entre sí."""

    dimension: Dimension
    renglones: tuple[Renglon, ...]


# --- La evaluación -----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Evaluacion:
    """Todo lo que un informe puede decir de una estrategia en un periodo.

    `periodo` es el código («T1», «C2», «anual»). `es_corte` dice si las cifras se pidieron para ese
    día; si no, es otra lectura y cada línea trae la fecha de su dato. `version` es la que regía el
    último día del corte; `None` si no regía ninguna.
    """

    entidad: str
    estrategia: str
    tipo: str
    vigencia: int
    periodo: str
    nombre_del_periodo: str
    desde: date
    hasta: date
    es_corte: bool = True
    esta_cerrado: bool = False
    version: int | None = None
    version_del: date | None = None
    umbrales: Umbrales = DE_FABRICA
    medidas: Medidas
    tablas: tuple[Tabla, ...] = ()
    lineas: tuple[LineaEvaluada, ...] = ()
    encuentros: Cuenta = NINGUNO
    encuentros_del_periodo: Cuenta = NINGUNO
    espacios: tuple[Espacio, ...] = ()
    grupos: tuple[GrupoInvolucrado, ...] = ()
    metas: tuple[MetaRendida, ...] = ()
    compromisos: tuple[CompromisoEvaluado, ...] = ()
    acciones: tuple[AccionEvaluada, ...] = ()
    preguntas: Preguntas = field(default_factory=Preguntas)
    anticipacion: Anticipacion = field(default_factory=Anticipacion)
    satisfaccion: Satisfaccion = field(default_factory=Satisfaccion)
    contradicciones: tuple[Contradiccion, ...] = ()
    lecciones: tuple[Leccion, ...] = ()
    frente_a_la_primera: FrenteALaPrimera | None = None
    tendencia: tuple[Punto, ...] = ()
    esquema: int = ESQUEMA

    @property
    def estados(self) -> Mapping[EstadoDeLinea, int]:
        """Cuántas actividades hay en cada uno de los seis estados."""
        return contar_estados(una.linea for una in self.lineas)

    @property
    def sin_reporte(self) -> tuple[Linea, ...]:
        """Las líneas de las que se esperaba un reporte y nadie dijo nada.

        En otra lectura no se preguntó: solo faltan las que ya debían llevar algo.
        """
        lineas = (una.linea for una in self.lineas if una.linea.le_falta_reporte)
        return tuple(una for una in lineas if self.es_corte or una.exigido is not None)

    @property
    def reprogramados(self) -> int:
        """Encuentros anunciados a los que se les cambió la fecha."""
        return sum(uno.veces_reprogramado > 0 for uno in self.espacios)

    @property
    def compromisos_cumplidos(self) -> Cuenta:
        """Cumplidos y verificados por otra persona, del total."""
        cerrados = sum(uno.estado == "cerrado" for uno in self.compromisos)
        return Cuenta(cerrados, len(self.compromisos))

    def luz(self, cifra: Cifra) -> Luz:
        """El semáforo de una cifra, con los límites de la entidad."""
        return self.luz_de(self.medidas.de(cifra).cumplimiento)

    def luz_de(self, cumplimiento: Fraction | None) -> Luz:
        """El semáforo de cualquier cumplimiento de este informe."""
        return luz_de(cumplimiento, self.umbrales)

    def tabla(self, dimension: Dimension) -> Tabla:
        """La tabla de una dimensión.

        Raises:
            KeyError: si la evaluación no la trae.
        """
        return {una.dimension: una for una in self.tablas}[dimension]

    def como_dict(self) -> dict[str, Any]:
        """La evaluación lista para JSON; la misma evaluación da siempre el mismo texto."""
        datos: dict[str, Any] = en_dato(self)
        return datos

    @classmethod
    def desde_dict(cls, datos: Mapping[str, Any]) -> Self:
        """La evaluación que se guardó con `como_dict`.

        Raises:
            TypeError: si los datos traen un campo que este esquema no conoce.
        """
        evaluacion: Self = desde_dato(cls, datos)
        return evaluacion
