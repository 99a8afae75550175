"""Lo escrito: un informe como valor, que cuatro escritores imprimen sin decidir nada.

Un `Escrito` es una portada y unas secciones; cada sección, unos bloques: párrafos, listas, cifras,
tablas, firmas. Las celdas llevan el valor exacto y su clase, para que el Excel guarde números y las
demás salidas el mismo número escrito. Una gráfica no trae datos propios: dice qué columnas de su
tabla dibuja, y por eso no puede decir otra cosa que ella. Sala pura.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from seguimiento.avance import como_porcentaje
from seguimiento.semaforo import Color

Valor = str | int | Fraction | Decimal | date | None


class Clase(StrEnum):
    """Qué clase de valor lleva una columna."""

    TEXTO = "texto"
    NUMERO = "numero"
    DECIMAL = "decimal"  # con un decimal: una media, una mediana
    PORCENTAJE = "porcentaje"  # de 0 a 1, exacto
    FECHA = "fecha"
    CENTRADO = "centrado"  # texto corto: una X, «N/A»


@dataclass(frozen=True, kw_only=True)
class Columna:
    """Una columna: título y clase. `vacio` es lo que dice una celda sin valor."""

    titulo: str
    clase: Clase = Clase.TEXTO
    grupo: str = ""
    vacio: str = ""

    def texto(self, valor: Valor) -> str:
        """El valor como lo lee una persona."""
        return self.vacio if valor is None or valor == "" else como_texto(valor, self.clase)

    @property
    def es_cifra(self) -> bool:
        """¿Se alinea a la derecha?"""
        return self.clase in {Clase.NUMERO, Clase.DECIMAL, Clase.PORCENTAJE}


def como_texto(valor: Valor, clase: Clase) -> str:
    """Un valor con su unidad, en español de Colombia."""
    if isinstance(valor, str):
        return valor
    if clase is Clase.PORCENTAJE:
        return como_porcentaje(Fraction(str(valor)) if valor is not None else None)
    if clase is Clase.DECIMAL and valor is not None and not isinstance(valor, date):
        return f"{float(valor):.1f}".removesuffix(".0").replace(".", ",").replace("-", "−")
    if isinstance(valor, date):
        return f"{valor:%d/%m/%Y}"
    return "" if valor is None else f"{valor}"


# --- La gráfica ------------------------------------------------------------------------------


class ClaseDeGrafica(StrEnum):
    """Cómo se dibuja."""

    BARRAS = "barras"
    LINEAS = "lineas"


@dataclass(frozen=True, kw_only=True)
class Grafica:
    """Qué columnas de la tabla se dibujan: la de los nombres, las de los valores y la de la palabra.

    `marcas` son los límites del semáforo, de 0 a 1.
    """

    titulo: str
    clase: ClaseDeGrafica = ClaseDeGrafica.BARRAS
    nombres: int = 0
    valores: tuple[int, ...]
    palabra: int | None = None
    marcas: tuple[Fraction, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Serie:
    """Una columna dibujada."""

    nombre: str
    valores: tuple[Fraction | None, ...]
    textos: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Dibujo:
    """Los datos de una gráfica, sacados de su tabla. `es_parte`: los valores van de 0 a 1."""

    titulo: str
    clase: ClaseDeGrafica
    nombres: tuple[str, ...]
    series: tuple[Serie, ...]
    palabras: tuple[str, ...] = ()
    marcas: tuple[Fraction, ...] = ()
    es_parte: bool = True

    @property
    def tope(self) -> Fraction:
        """El valor del final del eje."""
        if self.es_parte:
            return Fraction(1)
        mayores = [valor for serie in self.series for valor in serie.valores if valor is not None]
        return max([*mayores, Fraction(1)])

    @property
    def en_palabras(self) -> str:
        """El texto alternativo: todo lo que la gráfica dice."""
        partes = []
        for lugar, nombre in enumerate(self.nombres):
            dichos = [
                f"{serie.nombre} {serie.textos[lugar]}"
                if len(self.series) > 1
                else serie.textos[lugar]
                for serie in self.series
            ]
            palabra = f" ({self.palabras[lugar]})" if self.palabras else ""
            partes.append(f"{nombre}: {', '.join(dichos)}{palabra}")
        que = "líneas" if self.clase is ClaseDeGrafica.LINEAS else "barras"
        return f"Gráfica de {que}. {self.titulo}. {'; '.join(partes)}."


# --- Los bloques -----------------------------------------------------------------------------


class Tono(StrEnum):
    """Qué es un párrafo, para que cada escritor le dé su aspecto."""

    NORMAL = ""
    NOTA = "nota"
    AVISO = "aviso"
    FALTA = "falta"  # lo que todavía no se ha escrito en un borrador
    ETIQUETADO = "etiquetado"  # «Resultado: …»


@dataclass(frozen=True, kw_only=True)
class Parrafo:
    """Un párrafo. `etiqueta` va delante, en negrilla."""

    texto: str
    tono: Tono = Tono.NORMAL
    etiqueta: str = ""
    es: str = field(default="parrafo", init=False)

    @property
    def lineas(self) -> tuple[str, ...]:
        """Las líneas que la persona separó."""
        return tuple(self.texto.split("\n"))


@dataclass(frozen=True, kw_only=True)
class Lista:
    """Puntos, uno debajo de otro."""

    puntos: tuple[str, ...]
    es: str = field(default="lista", init=False)


@dataclass(frozen=True, kw_only=True)
class CifraGrande:
    """Una cifra que se lee de lejos, con de quién es, su palabra y lo que hace falta para creerla."""

    rotulo: str
    texto: str
    palabra: str = ""
    color: Color | None = None
    detalle: str = ""


@dataclass(frozen=True, kw_only=True)
class Cifras:
    """Las cifras que abren un informe."""

    cifras: tuple[CifraGrande, ...]
    es: str = field(default="cifras", init=False)


@dataclass(frozen=True, kw_only=True)
class Tabla:
    """Una tabla con su título. `clave` es el nombre de su hoja en el Excel.

    Vacía no se imprime: en su lugar va `vacia`, que dice qué significa que no haya nada. `encabeza`
    es la columna que nombra a cada fila.
    """

    clave: str
    titulo: str
    columnas: tuple[Columna, ...]
    filas: tuple[tuple[Valor, ...], ...]
    nota: str = ""
    vacia: str = "No hay nada que mostrar."
    grafica: Grafica | None = None
    encabeza: int = 0
    es: str = field(default="tabla", init=False)

    @property
    def textos(self) -> tuple[tuple[str, ...], ...]:
        """Las celdas como las lee una persona."""
        return tuple(
            tuple(columna.texto(valor) for columna, valor in zip(self.columnas, fila, strict=True))
            for fila in self.filas
        )

    @property
    def tiene_grupos(self) -> bool:
        """¿Lleva dos filas de títulos?"""
        return any(columna.grupo for columna in self.columnas)

    @property
    def dibujo(self) -> Dibujo | None:
        """La gráfica con los datos de la tabla; ninguna si no hay filas."""
        if self.grafica is None or not self.filas:
            return None
        una = self.grafica
        return Dibujo(
            titulo=una.titulo,
            clase=una.clase,
            nombres=tuple(fila[una.nombres] for fila in self.textos),
            series=tuple(self._serie(lugar) for lugar in una.valores),
            palabras=tuple(fila[una.palabra] for fila in self.textos)
            if una.palabra is not None
            else (),
            marcas=una.marcas,
            es_parte=self.columnas[una.valores[0]].clase is Clase.PORCENTAJE,
        )

    def _serie(self, lugar: int) -> Serie:
        columna = self.columnas[lugar]
        nombre = f"{columna.grupo}: {columna.titulo}" if columna.grupo else columna.titulo
        return Serie(
            nombre=nombre,
            valores=tuple(_en_fraccion(fila[lugar]) for fila in self.filas),
            textos=tuple(columna.texto(fila[lugar]) or "sin dato" for fila in self.filas),
        )


def _en_fraccion(valor: Valor) -> Fraction | None:
    return None if valor is None or isinstance(valor, (str, date)) else Fraction(valor)


@dataclass(frozen=True, kw_only=True)
class Firma:
    """Quién firma: una línea en blanco sobre el nombre. Nadie firma por nadie."""

    nombre: str = ""
    cargo: str = ""


@dataclass(frozen=True, kw_only=True)
class Firmas:
    """Las líneas de firma."""

    firmas: tuple[Firma, ...]
    es: str = field(default="firmas", init=False)


Bloque = Parrafo | Lista | Cifras | Tabla | Firmas


# --- El informe ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Seccion:
    """Un título y lo que va debajo. `nivel` 2 es una sección y 3, una parte de la anterior.

    `es_ancha` pide la página apaisada; `abre_pagina`, empezar en una nueva; `va_junta`, no partirse.
    """

    titulo: str
    bloques: tuple[Bloque, ...] = ()
    nivel: int = 2
    es_ancha: bool = False
    abre_pagina: bool = False
    va_junta: bool = False

    @property
    def va_apaisada(self) -> bool:
        """¿Hay de verdad una tabla ancha? Sin filas, lo que se dice cabe en la página de siempre."""
        return self.es_ancha and any(
            bool(bloque.filas) for bloque in self.bloques if isinstance(bloque, Tabla)
        )


@dataclass(frozen=True, kw_only=True)
class Portada:
    """Lo que dice la primera página. `datos` son pares de nombre y valor."""

    entidad: str
    titulo: str
    bajada: str
    periodo: str
    estado: str
    datos: tuple[tuple[str, str], ...] = ()
    avisos: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Escrito:
    """El informe entero. `huella` es la de los hechos congelados; vacía en un borrador."""

    nombre: str
    portada: Portada
    secciones: tuple[Seccion, ...]
    huella: str = ""
    fecha: date | None = None

    @property
    def tablas(self) -> Iterator[tuple[Seccion, Tabla]]:
        """Todas las tablas, con la sección en que están."""
        for seccion in self.secciones:
            for bloque in seccion.bloques:
                if isinstance(bloque, Tabla):
                    yield seccion, bloque

    def tabla(self, clave: str) -> Tabla:
        """La tabla de esa clave.

        Raises:
            KeyError: si el informe no la trae.
        """
        for _, tabla in self.tablas:
            if tabla.clave == clave:
                return tabla
        raise KeyError(clave)


def parrafos(texto: str) -> Sequence[Parrafo]:
    """Lo que una persona escribió, en los párrafos en que lo separó con líneas en blanco."""
    trozos = (trozo.strip() for trozo in texto.replace("\r\n", "\n").split("\n\n"))
    return tuple(Parrafo(texto=trozo) for trozo in trozos if trozo)
