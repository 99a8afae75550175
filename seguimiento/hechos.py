"""Los hechos de un corte: lo que se dijo de cada actividad, lo que pasó y lo que se prometió.

Valores congelados, sin consultas: de ellos se hace la `Evaluacion` y en ellos se buscan las
contradicciones. Lo acumulado cuenta desde el comienzo del año y cada cosa está en el estado que
tenía el último día del corte. No llevan datos de la ciudadanía: de las personas hay cuentas,
cargos y dependencias. Sala pura.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from cronograma.cuentas_pequenas import MINIMO

from .avance import NINGUNO, Cuenta, Linea

MINIMO_DE_RESPUESTAS = MINIMO  # Con menos, la media de una reunión señalaría a quien respondió.


# --- Lo que se reportó de cada actividad ------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Soporte:
    """Una evidencia. `referencia` es la dirección o el nombre del archivo; `huella`, su SHA-256.

    `clave` es la de la `Evidencia`; `salud`, si la dirección respondía al probarla.
    """

    titulo: str
    referencia: str = ""
    huella: str = ""
    es_enlace: bool = False
    salud: str = ""
    es_lista_de_asistencia: bool = False
    es_publica: bool = False
    clave: int | None = None


@dataclass(frozen=True, kw_only=True)
class NotaDeDependencia:
    """Lo que agregó una dependencia de apoyo."""

    dependencia: str
    texto: str


@dataclass(frozen=True, kw_only=True)
class LineaEvaluada:
    """Una línea del corte con lo que se dijo de ella y con qué se respalda.

    `reporte` es el estado del reporte («sin_reporte», «guardado», «enviado», «devuelto»,
    «aceptado»). `hay_evidencia` y `observacion_de_control` son de control interno: `None` y vacía
    si no la ha verificado.
    """

    linea: Linea
    reporte: str = "sin_reporte"
    observacion: str = ""
    por_que_cero: str = ""
    por_que_baja: str = ""
    asistentes: int | None = None
    enviado_el: date | None = None
    nota_de_revision: str = ""
    notas_de_apoyo: tuple[NotaDeDependencia, ...] = ()
    soportes: tuple[Soporte, ...] = ()
    hay_evidencia: bool | None = None
    observacion_de_control: str = ""
    esta_verificada: bool = False

    @property
    def tiene_evidencia(self) -> bool:
        """¿Hay algo que mirar?"""
        return bool(self.soportes)


class CodigoDeContradiccion(StrEnum):
    """Las contradicciones que se buscan, por su nombre estable (`docs/indicadores.md`)."""

    TODO_SIN_EVIDENCIA = "todo_sin_evidencia"
    EVIDENCIA_CON_CERO = "evidencia_con_cero"
    TODO_Y_NO_SE_REALIZO = "todo_y_no_se_realizo"
    CERO_CON_ENCUENTROS = "cero_con_encuentros"
    TODO_SIN_LOS_ENCUENTROS = "todo_sin_los_encuentros"
    BAJA_SIN_RAZON = "baja_sin_razon"
    REALIZADO_SIN_FORMATO = "realizado_sin_formato"
    REALIZADO_ANTES_DE_CONVOCAR = "realizado_antes_de_convocar"
    ENLACE_QUE_NO_RESPONDE = "enlace_que_no_responde"
    CONTROL_NO_HALLO_EVIDENCIA = "control_no_hallo_evidencia"


@dataclass(frozen=True, kw_only=True)
class Contradiccion:
    """Dos cosas dichas que no pueden ser ciertas a la vez. La frase dice cuáles y dónde.

    `texto` empieza por cuál es la actividad; `que` no, para donde ya se está viendo ella.
    `actividad` es el código de su línea; `clave`, la de la actividad en la base de datos.
    """

    codigo: CodigoDeContradiccion
    texto: str
    actividad: str
    que: str = ""
    clave: int | None = None


# --- Los seis contenidos mínimos ---------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Asistencia:
    """Cuántas personas de un grupo fueron."""

    grupo: str
    personas: int


@dataclass(frozen=True, kw_only=True)
class Satisfaccion:
    """Lo que opinaron quienes fueron, de 1 a 5. Las medias son exactas; `None` si nadie respondió."""

    respuestas: int = 0
    claridad: Fraction | None = None
    escucha: Fraction | None = None
    utilidad: Fraction | None = None

    @property
    def media(self) -> Fraction | None:
        """La media de las tres preguntas."""
        partes = [una for una in (self.claridad, self.escucha, self.utilidad) if una is not None]
        return sum(partes, Fraction(0)) / len(partes) if partes else None

    @property
    def se_puede_publicar(self) -> bool:
        """¿Son bastantes para que la media no señale a nadie?"""
        return self.respuestas >= MINIMO_DE_RESPUESTAS


@dataclass(frozen=True, kw_only=True)
class Espacio:
    """Un encuentro con fecha hasta el último día del corte, realizado o no (contenidos 1 y 4).

    `dias_de_convocatoria` van de publicar el llamado a reunirse: negativos si se convocó después,
    `None` si no consta. `observaciones`, `resultado` y `temas` salen del formato interno entregado.
    """

    clave: int
    actividad: str
    nombre_de_la_actividad: str
    nombre: str
    fecha: date
    estado: str
    en_el_periodo: bool
    territorio: str = ""
    motivo: str = ""
    presencial: bool = False
    virtual: bool = False
    dias_de_convocatoria: int | None = None
    convocado_el: date | None = None
    veces_reprogramado: int = 0
    invitados: tuple[str, ...] = ()
    formato_entregado: bool = False
    temas: str = ""
    observaciones: str = ""
    resultado: str = ""
    compromisos: str = ""
    asistencia: tuple[Asistencia, ...] = ()
    satisfaccion: Satisfaccion = field(default_factory=Satisfaccion)
    soportes: tuple[Soporte, ...] = ()

    @property
    def se_realizo(self) -> bool:
        """¿Ya ocurrió?"""
        return self.estado == "realizado"

    @property
    def personas(self) -> int | None:
        """Cuántas personas fueron; `None` si nadie lo dijo."""
        return sum(una.personas for una in self.asistencia) if self.asistencia else None


@dataclass(frozen=True, kw_only=True)
class GrupoInvolucrado:
    """Un grupo de valor: en cuántas actividades está y a cuántos encuentros realizados se invitó
    o asistió (contenido 2). `personas` es `None` si ningún formato contó las suyas."""

    nombre: str
    actividades: int
    espacios: int
    personas: int | None = None


@dataclass(frozen=True, kw_only=True)
class MetaRendida:
    """Una meta institucional y los encuentros realizados en que se rindió cuentas de ella (3)."""

    codigo: str
    nombre: str
    actividades: tuple[str, ...]
    espacios: int


@dataclass(frozen=True, kw_only=True)
class CompromisoEvaluado:
    """Lo prometido, en el estado que tenía el último día del corte (contenido 5)."""

    numero: int
    texto: str
    dependencia: str
    responsable: str
    hasta: date
    estado: str
    esta_vencido: bool
    espacio: str = ""
    como_se_cumplio: str = ""


@dataclass(frozen=True, kw_only=True)
class Preguntas:
    """Las preguntas y propuestas de la ciudadanía, hasta el último día del corte.

    `pendientes` todavía están en plazo: no cuentan ni a favor ni en contra.
    """

    recibidas: int = 0
    a_tiempo: int = 0
    tarde: int = 0
    vencidas: int = 0
    pendientes: int = 0
    trasladadas: int = 0

    @property
    def en_plazo(self) -> Cuenta:
        """Respondidas a tiempo, de las que ya debían tener respuesta."""
        return Cuenta(self.a_tiempo, self.a_tiempo + self.tarde + self.vencidas)


@dataclass(frozen=True, kw_only=True)
class Anticipacion:
    """Con cuántos días se convocó. `convocados` son los realizados con convocatoria publicada."""

    convocados: Cuenta = NINGUNO
    minimo: int | None = None
    mediana: Fraction | None = None
    cortas: int = 0
    dias_exigidos: int = 0


@dataclass(frozen=True, kw_only=True)
class Leccion:
    """Lo aprendido, y dónde se aprendió."""

    texto: str
    fecha: date
    donde: str = ""


@dataclass(frozen=True, kw_only=True)
class AccionEvaluada:
    """Una acción de mejora. `es_eficaz` (se hizo) y `es_efectiva` (sirvió) las juzga control interno."""

    numero: int
    origen: str
    que_se_encontro: str
    accion: str
    dependencia: str
    responsable: str
    hasta: date
    estado: str
    esta_vencida: bool
    como_va: str = ""
    es_eficaz: bool | None = None
    es_efectiva: bool | None = None
    juicio: str = ""
