"""Hoja: el único sitio que sabe escribir un libro de Excel.

Entra una disposición; sale el libro. Toda celda es texto explícito: «=1+1», «+57», «-» y
«@x» se ven tal cual y no se calculan, ni siquiera si alguien edita la celda. Un día o una hora
van como tales solo si la disposición los trae así.
"""

import io
from datetime import date, time
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .disposicion import Disposicion, Estilo, Puesta

INICIA_FORMULA = ("=", "+", "-", "@", "\t", "\r")
TINTA, MARCA, PANEL, LINEA = "1F2430", "0943B5", "E5ECF8", "C9CFDB"
LETRA = "Calibri"
FORMATO_DE = {date: "dd/mm/yyyy", time: "h:mm AM/PM"}
OFICIO = 14  # 8,5 × 13 pulgadas, el oficio colombiano
BORDE = Border(**dict.fromkeys(("left", "right", "top", "bottom"), Side("thin", color=LINEA)))
FONDO = PatternFill("solid", fgColor=PANEL)


class Propiedades(NamedTuple):
    """Lo que el archivo dice de sí mismo."""

    titulo: str
    autor: str
    asunto: str = ""
    idioma: str = "es-CO"


def libro(disposicion: Disposicion, propiedades: Propiedades) -> bytes:
    """El libro de Excel de una disposición."""
    excel = Workbook()
    _poner_propiedades(excel, propiedades)
    poner_en(excel, excel.active, disposicion)
    salida = io.BytesIO()
    excel.save(salida)
    return salida.getvalue()


def poner_en(excel: Workbook, hoja: Worksheet, disposicion: Disposicion) -> None:
    """Escribe la disposición en una hoja de un libro, que puede tener otras."""
    for estilo in _estilos():
        if estilo.name not in excel.named_styles:
            excel.add_named_style(estilo)
    hoja.title = disposicion.hoja
    for puesta in disposicion.puestas:
        _escribir(hoja, puesta)
    _dar_medidas(hoja, disposicion)
    _preparar_impresion(hoja, disposicion)


def escribir_texto(celda: Cell, texto: str) -> None:
    """Pone un texto que sigue siendo texto, aunque parezca una fórmula."""
    celda.value = ILLEGAL_CHARACTERS_RE.sub("", texto) or None
    if celda.value is not None:
        celda.data_type = "s"
        celda.quotePrefix = texto.startswith(INICIA_FORMULA)


def _escribir(hoja: Worksheet, puesta: Puesta) -> None:
    # El estilo va en toda el área: si no, una celda combinada pierde sus bordes.
    for fila in range(puesta.fila, puesta.hasta_fila + 1):
        for columna in range(puesta.columna, puesta.hasta_columna + 1):
            hoja.cell(fila, columna).style = puesta.estilo.value
    celda = hoja.cell(puesta.fila, puesta.columna)
    if puesta.valor is None:
        escribir_texto(celda, puesta.texto)
    else:
        celda.value, celda.number_format = puesta.valor, FORMATO_DE[type(puesta.valor)]
    if puesta.es_combinada:
        hoja.merge_cells(
            start_row=puesta.fila,
            start_column=puesta.columna,
            end_row=puesta.hasta_fila,
            end_column=puesta.hasta_columna,
        )


def _estilos() -> list[NamedStyle]:
    arriba = Alignment(wrap_text=True, vertical="top")
    centro = Alignment(wrap_text=True, vertical="center", horizontal="center")
    marca = Alignment(wrap_text=True, vertical="top", horizontal="center")
    texto = Font(name=LETRA, size=10, color=TINTA)
    fuerte = Font(name=LETRA, size=10, bold=True, color=TINTA)
    titulo = Font(name=LETRA, size=13, bold=True, color=MARCA)
    encabezado = Font(name=LETRA, size=9, bold=True, color=TINTA)
    sin_partir = Alignment(vertical="top")
    return [
        NamedStyle(Estilo.TITULO.value, font=titulo, alignment=centro),
        NamedStyle(
            Estilo.ENCABEZADO.value, font=encabezado, alignment=centro, border=BORDE, fill=FONDO
        ),
        NamedStyle(Estilo.ETIQUETA.value, font=fuerte, alignment=arriba),
        NamedStyle(Estilo.CASILLA.value, font=texto, alignment=arriba),
        NamedStyle(Estilo.SUELTA.value, font=texto, alignment=sin_partir),
        NamedStyle(Estilo.TEXTO.value, font=texto, alignment=arriba, border=BORDE),
        NamedStyle(Estilo.CENTRADO.value, font=texto, alignment=marca, border=BORDE),
        NamedStyle(Estilo.LATERAL.value, font=fuerte, alignment=centro, border=BORDE),
    ]


def _poner_propiedades(excel: Workbook, propiedades: Propiedades) -> None:
    excel.properties.title = propiedades.titulo
    excel.properties.creator = propiedades.autor
    excel.properties.subject = propiedades.asunto
    excel.properties.language = propiedades.idioma


def _dar_medidas(hoja: Worksheet, disposicion: Disposicion) -> None:
    for columna, ancho in enumerate(disposicion.anchos, start=1):
        hoja.column_dimensions[get_column_letter(columna)].width = round(ancho, 1)
    for fila, alto in disposicion.altos.items():
        hoja.row_dimensions[fila].height = alto


def _preparar_impresion(hoja: Worksheet, disposicion: Disposicion) -> None:
    primera, ultima = disposicion.primera_de_titulos, disposicion.ultima_de_titulos
    derecha = get_column_letter(len(disposicion.anchos))
    hoja.print_area = f"A1:{derecha}{disposicion.ultima_fila}"
    hoja.print_title_rows = f"{primera}:{ultima}"
    hoja.page_setup.orientation = "landscape"
    hoja.page_setup.paperSize = OFICIO if disposicion.es_ancha else hoja.PAPERSIZE_A4
    hoja.sheet_properties.pageSetUpPr.fitToPage = True
    hoja.page_setup.fitToWidth, hoja.page_setup.fitToHeight = 1, 0
    for lado in ("left", "right", "top", "bottom"):
        setattr(hoja.page_margins, lado, 0.4)
    hoja.print_options.horizontalCentered = True
    hoja.oddFooter.right.text = "Página &P de &N"
    hoja.sheet_view.showGridLines = False
    if disposicion.se_inmoviliza:
        hoja.freeze_panes = f"A{ultima + 1}"
