"""La gráfica de una tabla como gráfica de Office: editable en Excel y en el documento de texto.

Entra un `Dibujo` y la hoja donde están sus celdas; sale una gráfica que las señala y además las
lleva copiadas, para que se vea aunque el programa no abra el libro. Se entiende en gris: cada palabra
del semáforo tiene su trama, cada serie su trazo y su marca, y cada valor va escrito.
"""

from typing import NamedTuple

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.fill import ColorChoice, PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.xml.functions import tostring

from seguimiento.informes.escrito import ClaseDeGrafica, Dibujo, Grafica, Serie
from seguimiento.semaforo import LUCES, Color

PORCENTAJE, ENTERO = "0.0%", "0"
ANCHO, ALTO_DE_BARRA, ALTO_DE_LINEAS = 16.5, 0.95, 7.5  # centímetros
LINEA = "1F2430"
TRAMA = {
    Color.ROJO: ("wdUpDiag", "A80521"),
    Color.AMARILLO: ("pct25", "FDAA29"),
    Color.VERDE: ("", "158361"),
    Color.GRIS: ("", "FFFFFF"),
}
COLOR_DE_PALABRA = {luz.palabra: luz.color for luz in LUCES}
NEUTRO = "0943B5"
SERIES = (
    ("5A6475", "sysDot", "circle"),
    ("0943B5", "solid", "square"),
    ("A80521", "dash", "diamond"),
)


class Sitio(NamedTuple):
    """Dónde están los datos: hoja, primera y última fila."""

    hoja: str
    primera: int
    ultima: int

    def celdas(self, columna: int, *, fila: int = 0) -> str:
        """La referencia a una columna, contando desde 0; con `fila`, a una sola celda."""
        letra = get_column_letter(columna + 1)
        hoja = quote_sheetname(self.hoja)
        if fila:
            return f"{hoja}!${letra}${fila}"
        return f"{hoja}!${letra}${self.primera}:${letra}${self.ultima}"


def grafica_de(dibujo: Dibujo, declarada: Grafica, sitio: Sitio) -> BarChart | LineChart:
    """La gráfica de Office, con los datos señalados y copiados."""
    es_linea = dibujo.clase is ClaseDeGrafica.LINEAS
    una = LineChart() if es_linea else BarChart()
    for lugar, columna in enumerate(declarada.valores):
        serie = _serie(dibujo, dibujo.series[lugar], declarada.nombres, columna, sitio)
        (_vestir_linea if es_linea else _vestir_barras)(serie, dibujo, lugar)
        una.series.append(serie)
    _poner_ejes(una, dibujo)
    una.title = dibujo.titulo
    una.title.overlay = False
    una.width = ANCHO
    una.height = ALTO_DE_LINEAS if es_linea else 3 + ALTO_DE_BARRA * len(dibujo.nombres)
    return una


def xml_de(dibujo: Dibujo, declarada: Grafica, sitio: Sitio) -> bytes:
    """La gráfica como la parte de un documento de texto."""
    return tostring(grafica_de(dibujo, declarada, sitio)._write())  # noqa: SLF001 -- no hay otra puerta


def _serie(dibujo: Dibujo, serie: Serie, nombres: int, columna: int, sitio: Sitio) -> Series:
    formato = PORCENTAJE if dibujo.es_parte else ENTERO
    puntos = [
        NumVal(idx=paso, v=str(float(valor)))
        for paso, valor in enumerate(serie.valores)
        if valor is not None
    ]
    copia = NumData(formatCode=formato, ptCount=len(serie.valores), pt=puntos)
    titulo = StrData(ptCount=1, pt=[StrVal(idx=0, v=serie.nombre)])
    return Series(
        idx=columna,
        order=columna,
        tx=SeriesLabel(
            strRef=StrRef(f=sitio.celdas(columna, fila=sitio.primera - 1), strCache=titulo)
        ),
        cat=AxDataSource(strRef=StrRef(f=sitio.celdas(nombres), strCache=_nombres(dibujo.nombres))),
        val=NumDataSource(numRef=NumRef(f=sitio.celdas(columna), numCache=copia)),
    )


def _nombres(nombres: tuple[str, ...]) -> StrData:
    puntos = [StrVal(idx=paso, v=nombre) for paso, nombre in enumerate(nombres)]
    return StrData(ptCount=len(nombres), pt=puntos)


def _vestir_barras(serie: Series, dibujo: Dibujo, lugar: int) -> None:
    serie.spPr = GraphicalProperties(solidFill=NEUTRO, ln=LineProperties(solidFill=LINEA))
    for paso, palabra in enumerate(dibujo.palabras):
        color = COLOR_DE_PALABRA.get(palabra)
        if color is not None:
            serie.dPt.append(DataPoint(idx=paso, invertIfNegative=False, spPr=_trama(color)))
    serie.dLbls = DataLabelList(showVal=True, **_callados())


def _callados() -> dict[str, bool]:
    """Lo que una etiqueta no debe decir: si no se apaga, cada programa decide."""
    nombres = ("showSerName", "showCatName", "showLegendKey", "showPercent")
    return dict.fromkeys(nombres, False)


def _trama(color: Color) -> GraphicalProperties:
    trama, tinta = TRAMA[color]
    borde = LineProperties(solidFill=LINEA)
    if not trama:
        return GraphicalProperties(solidFill=tinta, ln=borde)
    relleno = PatternFillProperties(
        prst=trama,
        fgClr=ColorChoice(srgbClr="FFFFFF" if color is Color.ROJO else LINEA),
        bgClr=ColorChoice(srgbClr=tinta),
    )
    return GraphicalProperties(pattFill=relleno, ln=borde)


def _vestir_linea(serie: Series, dibujo: Dibujo, lugar: int) -> None:
    color, trazo, marca = SERIES[lugar % len(SERIES)]
    serie.spPr = GraphicalProperties(ln=LineProperties(solidFill=color, prstDash=trazo, w=28000))
    serie.marker = Marker(symbol=marca, size=8, spPr=GraphicalProperties(solidFill=color))
    serie.smooth = False
    serie.dLbls = DataLabelList(showVal=True, dLblPos="t", **_callados())


def _poner_ejes(una: BarChart | LineChart, dibujo: Dibujo) -> None:
    es_linea = isinstance(una, LineChart)
    una.y_axis.number_format = "0%" if dibujo.es_parte else ENTERO
    una.y_axis.scaling.min = 0
    if dibujo.es_parte:
        una.y_axis.scaling.max = 1
    # Sin esto, algunos programas esconden los ejes.
    una.x_axis.delete = una.y_axis.delete = False
    una.legend.position = "b"
    if not es_linea:
        una.type = "bar"
        una.gapWidth = 60
        una.legend = None
        una.x_axis.scaling.orientation = "maxMin"  # la primera fila, arriba
