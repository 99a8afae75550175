"""El libro leído: hojas y celdas con coordenadas, igual para Excel, LibreOffice, CSV o texto pegado.

Es lo que `lectura` entrega a las demás salas del importador: nadie más sabe de qué clase de
archivo venía. Una celda conserva lo que se ve, el valor y el formato de número.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple


class HojaIlegible(Exception):
    """El archivo no se puede leer como un cronograma. El mensaje es una frase para la oficina."""


class Area(NamedTuple):
    """Rectángulo de celdas combinadas, con los extremos incluidos."""

    fila: int
    columna: int
    ultima_fila: int
    ultima_columna: int

    @property
    def alto(self) -> int:
        return self.ultima_fila - self.fila + 1

    @property
    def ancho(self) -> int:
        return self.ultima_columna - self.columna + 1


@dataclass(slots=True)
class CeldaLeida:
    """Una celda con contenido. `texto` es lo que se ve en pantalla, exacto."""

    fila: int
    columna: int
    texto: str
    valor: Any = None
    formato: str = "General"
    formula: str = ""
    sin_calcular: bool = False

    @property
    def es_fecha(self) -> bool:
        return isinstance(self.valor, date | datetime)


@dataclass
class Hoja:
    """Una hoja del libro. Filas y columnas se cuentan desde 1, como en la pantalla."""

    nombre: str
    celdas: dict[tuple[int, int], CeldaLeida] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    filas_ocultas: set[int] = field(default_factory=set)
    columnas_ocultas: set[int] = field(default_factory=set)
    coloreadas: set[tuple[int, int]] = field(default_factory=set)
    oculta: bool = False
    _area_de: dict[tuple[int, int], Area] = field(default_factory=dict, repr=False)
    _por_filas: dict[int, list[CeldaLeida]] | None = field(default=None, repr=False)

    def preparar(self) -> "Hoja":
        """Anota qué área cubre cada celda. Se llama una vez, al terminar de leer."""
        # Una combinación que llega al final de la hoja no necesita anotarse entera.
        ultima = self.ultima_fila
        for area in self.areas:
            for fila in range(area.fila, min(area.ultima_fila, ultima) + 1):
                for columna in range(
                    area.columna, min(area.ultima_columna, area.columna + 300) + 1
                ):
                    self._area_de[fila, columna] = area
        return self

    def poner(self, celda: CeldaLeida) -> None:
        self.celdas[celda.fila, celda.columna] = celda

    def texto(self, fila: int, columna: int) -> str:
        """Lo que se ve en esa celda, sin blancos alrededor; vacío si la cubre una combinación."""
        celda = self.celdas.get((fila, columna))
        return celda.texto.strip() if celda else ""

    def area(self, fila: int, columna: int) -> Area | None:
        """La combinación que cubre la celda, si hay."""
        return self._area_de.get((fila, columna))

    def visible(self, fila: int, columna: int) -> CeldaLeida | None:
        """La celda que una persona ve ahí: ella misma o la primera de su combinación."""
        area = self._area_de.get((fila, columna))
        return self.celdas.get((area.fila, area.columna) if area else (fila, columna))

    def texto_visible(self, fila: int, columna: int) -> str:
        celda = self.visible(fila, columna)
        return celda.texto.strip() if celda else ""

    def por_filas(self) -> dict[int, list[CeldaLeida]]:
        """Las celdas no vacías de cada fila, de izquierda a derecha; solo filas con algo."""
        if self._por_filas is None:
            self._por_filas = self._agrupar()
        return self._por_filas

    def _agrupar(self) -> dict[int, list[CeldaLeida]]:
        filas: dict[int, list[CeldaLeida]] = {}
        for clave in sorted(self.celdas):
            if self.celdas[clave].texto.strip():
                filas.setdefault(clave[0], []).append(self.celdas[clave])
        return filas

    @property
    def ultima_fila(self) -> int:
        return max((fila for fila, _ in self.celdas), default=0)


@dataclass
class Libro:
    """Un archivo leído. `avisos` dice lo que se leyó con reparos: macros, ocultas, fórmulas."""

    nombre: str
    clase: str
    hojas: list[Hoja] = field(default_factory=list)
    avisos: list[str] = field(default_factory=list)


def letra(columna: int) -> str:
    """1 → «A», 27 → «AA»."""
    letras = ""
    while columna:
        columna, resto = divmod(columna - 1, 26)
        letras = chr(65 + resto) + letras
    return letras


def coordenada(fila: int, columna: int) -> str:
    """(5, 4) → «D5»."""
    return f"{letra(columna)}{fila}"


def columna_de(letras: str) -> int:
    """«AA» → 27."""
    numero = 0
    for caracter in letras.upper():
        numero = numero * 26 + ord(caracter) - 64
    return numero
