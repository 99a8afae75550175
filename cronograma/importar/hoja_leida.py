"""Lo que se saca de una hoja: tablas con sus columnas ubicadas y filas de actividad enteras."""

from dataclasses import dataclass, field

from cronograma.formatos import Formato

from .columnas import ColumnaLeida
from .duda import Duda
from .libro import CeldaLeida, Hoja

# Lo que hace de una lista de actividades un plan: quién, cuándo, qué se entrega o cómo va.
DICEN_EL_PLAN = {
    "dependencias", "fecha_programada", "inicio", "fin", "periodo", "programado", "producto", "metas",
    "avance", "ejecutado", "seguimiento", "metodologia", "objetivo", "grupos", "presupuesto", "correo",
    "es_participacion", "es_rendicion", "fases", "resultado", "fases_texto", "tipo_espacio",
}  # fmt: skip


@dataclass
class FilaLeida:
    """Una actividad como estaba en la hoja: sus celdas por número de columna."""

    hoja: str
    fila: int
    tabla: "Tabla"
    celdas: dict[int, CeldaLeida]
    bloque: str = ""
    dudas: list[Duda] = field(default_factory=list)
    filas: list[int] = field(default_factory=list)
    pagina: int = 1
    acomodada: bool = False
    coloreadas: set[int] = field(default_factory=set)
    otras_hojas: dict[str, str] = field(default_factory=dict)

    def texto(self, columna: ColumnaLeida | None) -> str:
        celda = self.celdas.get(columna.numero) if columna else None
        return celda.texto.strip() if celda else ""

    def de(self, campo: str, detalle: str = "") -> CeldaLeida | None:
        """La celda de ese campo, si la tabla tiene la columna y la fila trae algo."""
        columna = self.tabla.por_campo.get((campo, detalle))
        return self.celdas.get(columna.numero) if columna else None


@dataclass
class Tabla:
    """Una tabla (o los pedazos de una que se repite por páginas) con sus columnas ubicadas."""

    hoja: str
    columnas: list[ColumnaLeida]
    formato: Formato | None
    filas_de_titulos: list[tuple[int, int]]
    por_campo: dict[tuple[str, str], ColumnaLeida] = field(default_factory=dict)
    huella: tuple = ()
    principal: tuple = ()

    def indexar(self) -> "Tabla":
        self.por_campo = {
            (una.campo, una.detalle): una for una in reversed(self.columnas) if una.campo
        }
        return self

    def como_dict(self) -> dict:
        return {
            "hoja": self.hoja,
            "titulos": [list(par) for par in self.filas_de_titulos],
            "columnas": [una.como_dict() for una in self.columnas],
        }


@dataclass
class HojaLeida:
    """Lo que se sacó de una hoja: sus tablas, sus actividades y lo que quedó fuera de ellas."""

    hoja: Hoja
    tablas: list[Tabla] = field(default_factory=list)
    filas: list[FilaLeida] = field(default_factory=list)
    dudas: list[Duda] = field(default_factory=list)
    fuera: list[CeldaLeida] = field(default_factory=list)
    reparos: list[str] = field(default_factory=list)
    # Un subtítulo escrito entre una tabla y los títulos de la siguiente.
    subtitulo: str = ""


def corto(texto: str, largo: int = 80) -> str:
    limpio = " ".join(texto.split())
    return limpio if len(limpio) <= largo else f"{limpio[: largo - 1]}…"
