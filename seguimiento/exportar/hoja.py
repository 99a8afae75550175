"""El informe en Excel: cada tabla en su hoja, con números de verdad, filtros, títulos fijos y su gráfica.

Entra un `Escrito`; sale el libro. La primera hoja es el informe para leer (portada, textos y cifras);
las demás, una por tabla. Un porcentaje es un número con formato; un texto nunca se vuelve fórmula.
El mismo informe da siempre los mismos bytes.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from fractions import Fraction
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cronograma.exportar.anchos import medida
from cronograma.exportar.disposicion import Disposicion
from cronograma.exportar.hoja import BORDE, FONDO, LETRA, MARCA, TINTA, escribir_texto, poner_en
from seguimiento.informes.escrito import (
    Bloque,
    Cifras,
    Clase,
    Columna,
    Escrito,
    Firmas,
    Lista,
    Parrafo,
    Tabla,
    Valor,
)

from .empaque import con_fecha_fija
from .hoja_graficas import Sitio, grafica_de

DIBUJO = re.compile(r"xl/drawings/drawing(\d+)\.xml")
PRIMERA_HOJA = "Informe"
ANCHO_DE_LECTURA, ANCHO_DE_ROTULO, MAYOR_ANCHO = 96, 30, 60
FORMATOS = {
    Clase.PORCENTAJE: "0.0%",
    Clase.NUMERO: "0",
    Clase.DECIMAL: "0.0",
    Clase.FECHA: "dd/mm/yyyy",
}
LETRA_NORMAL = Font(name=LETRA, size=10, color=TINTA)
LETRA_FUERTE = Font(name=LETRA, size=10, bold=True, color=TINTA)
LETRA_DE_TITULO = Font(name=LETRA, size=13, bold=True, color=MARCA)
LETRA_DE_NOTA = Font(name=LETRA, size=9, italic=True, color="4C4C4C")
ARRIBA = Alignment(wrap_text=True, vertical="top")
SIN_PARTIR = Alignment(vertical="top")
CENTRO = Alignment(wrap_text=True, vertical="center", horizontal="center")
PANEL = PatternFill("solid", fgColor="F4F6FA")


def excel(escrito: Escrito, oficial: Disposicion | None = None) -> bytes:
    """El libro .xlsx del informe.

    Args:
        oficial: la matriz como la quiere su formato; va en su propia hoja, después de la primera.
    """
    libro = Workbook()
    _poner_propiedades(libro, escrito)
    _escribir_lectura(libro.active, escrito)
    for _, tabla in escrito.tablas:
        escribir_tabla(libro.create_sheet(nombre_de_hoja(tabla)), tabla, escrito)
    if oficial:
        poner_en(libro, libro.create_sheet(index=1), oficial)
    return _guardar(libro, escrito)


def libro_de_datos(tabla: Tabla, escrito: Escrito) -> bytes:
    """El libro que va dentro del documento de texto, para poder editar los datos de una gráfica."""
    libro = Workbook()
    _poner_propiedades(libro, escrito)
    libro.active.title = nombre_de_hoja(tabla)
    _escribir_datos(libro.active, tabla, 1)
    return _guardar(libro, escrito)


def nombre_de_hoja(tabla: Tabla) -> str:
    """El nombre de la pestaña, sin lo que Excel no admite."""
    return "".join(letra for letra in tabla.clave if letra not in "[]:*?/\\")[:31]


def _guardar(libro: Workbook, escrito: Escrito) -> bytes:
    salida = io.BytesIO()
    libro.save(salida)
    explicaciones = [dibujo.en_palabras for _, una in escrito.tablas if (dibujo := una.dibujo)]
    return con_fecha_fija(
        salida.getvalue(),
        escrito.fecha,
        lambda nombre, pieza: explicar(nombre, pieza, explicaciones),
    )


def explicar(nombre: str, pieza: bytes, explicaciones: Sequence[str]) -> bytes:
    """La hoja de dibujo con el texto alternativo de su gráfica; openpyxl no sabe ponerlo.

    Cada hoja con gráfica tiene una sola, y se numeran en el orden de las tablas.
    """
    numero = DIBUJO.fullmatch(nombre)
    if not numero:
        return pieza
    texto = escape(explicaciones[int(numero[1]) - 1], {'"': "&quot;"})
    return pieza.replace(b'name="Chart 1"', f'name="Gráfica" descr="{texto}"'.encode())


def _poner_propiedades(libro: Workbook, escrito: Escrito) -> None:
    portada, propiedades = escrito.portada, libro.properties
    propiedades.title = f"{escrito.nombre} · {portada.periodo}"
    propiedades.creator = portada.entidad
    propiedades.subject = portada.bajada
    propiedades.description = portada.estado
    propiedades.identifier = escrito.huella or None
    propiedades.language = "es-CO"
    propiedades.created = propiedades.modified = _momento(escrito.fecha)


def _momento(dia: date | None) -> datetime:
    return datetime.combine(dia or date(2000, 1, 1), time())


# --- La hoja para leer -----------------------------------------------------------------------


def _escribir_lectura(hoja: Worksheet, escrito: Escrito) -> None:
    hoja.title = PRIMERA_HOJA
    hoja.column_dimensions["A"].width = ANCHO_DE_ROTULO
    hoja.column_dimensions["B"].width = ANCHO_DE_LECTURA
    portada = escrito.portada
    fila = 1
    for texto, letra in (
        (portada.entidad, LETRA_FUERTE),
        (portada.titulo, LETRA_DE_TITULO),
        (f"{portada.bajada} · {portada.periodo}", LETRA_NORMAL),
        (portada.estado, LETRA_FUERTE),
    ):
        _texto(hoja.cell(fila, 1), texto, letra, SIN_PARTIR)
        fila += 1
    for par in (*portada.datos, *(("Aviso", aviso) for aviso in portada.avisos)):
        fila = _par(hoja, fila, *par)
    for seccion in escrito.secciones:
        fila += seccion.nivel == 2
        _texto(hoja.cell(fila, 1), seccion.titulo, LETRA_DE_TITULO, SIN_PARTIR)
        fila += 1
        for bloque in seccion.bloques:
            for rotulo, texto in _pares(bloque):
                fila = _par(hoja, fila, rotulo, texto)
    _preparar_impresion(hoja)
    hoja.page_setup.orientation = "portrait"


def _par(hoja: Worksheet, fila: int, rotulo: str, texto: str) -> int:
    _texto(hoja.cell(fila, 1), rotulo, LETRA_FUERTE, ARRIBA)
    celda = hoja.cell(fila, 2)
    _texto(celda, texto, LETRA_NORMAL, ARRIBA)
    if texto.startswith("#"):
        _enlazar(celda, texto)
    renglones = sum(1 + len(linea) // ANCHO_DE_LECTURA for linea in texto.split("\n"))
    hoja.row_dimensions[fila].height = 13.5 * max(renglones, 1 + len(rotulo) // ANCHO_DE_ROTULO)
    return fila + 1


def _pares(bloque: Bloque) -> Iterator[tuple[str, str]]:
    """Un bloque como renglones de dos celdas. De una tabla, dónde está."""
    if isinstance(bloque, Parrafo):
        yield bloque.etiqueta, bloque.texto
    elif isinstance(bloque, Lista):
        yield from (("", f"• {punto}") for punto in bloque.puntos)
    elif isinstance(bloque, Cifras):
        for cifra in bloque.cifras:
            partes = (cifra.texto, cifra.palabra, cifra.detalle)
            yield cifra.rotulo, " · ".join(parte for parte in partes if parte)
    elif isinstance(bloque, Firmas):
        for firma in bloque.firmas:
            yield "Firma", f"______________________  {firma.nombre}  {firma.cargo}".rstrip()
    elif bloque.filas:
        yield bloque.titulo, f"#{nombre_de_hoja(bloque)}"
    else:
        yield bloque.titulo, bloque.vacia


def _enlazar(celda: Cell, texto: str) -> None:
    hoja = texto.removeprefix("#")
    celda.hyperlink = f"#'{hoja}'!A1"
    escribir_texto(celda, f"Está en la hoja «{hoja}»")
    celda.font = Font(name=LETRA, size=10, underline="single", color=MARCA)


# --- Una hoja por tabla ----------------------------------------------------------------------


def escribir_tabla(hoja: Worksheet, tabla: Tabla, escrito: Escrito) -> None:
    """La tabla con su título, sus filtros, sus títulos fijos y, debajo, su gráfica."""
    _texto(hoja.cell(1, 1), tabla.titulo, LETRA_DE_TITULO, SIN_PARTIR)
    portada = escrito.portada
    _texto(
        hoja.cell(2, 1),
        f"{portada.entidad} · {portada.periodo} · {portada.estado}",
        LETRA_NORMAL,
        SIN_PARTIR,
    )
    _texto(hoja.cell(3, 1), tabla.nota if tabla.filas else tabla.vacia, LETRA_DE_NOTA, SIN_PARTIR)
    titulos = 5
    ultima = _escribir_datos(hoja, tabla, titulos)
    hoja.freeze_panes = hoja.cell(titulos + 1 + tabla.tiene_grupos, tabla.encabeza + 2)
    if tabla.filas:
        derecha = get_column_letter(len(tabla.columnas))
        hoja.auto_filter.ref = f"A{titulos + tabla.tiene_grupos}:{derecha}{ultima}"
    hoja.print_title_rows = f"{titulos}:{titulos + tabla.tiene_grupos}"
    _preparar_impresion(hoja)
    if (dibujo := tabla.dibujo) is not None and tabla.grafica is not None:
        sitio = Sitio(hoja.title, titulos + 1, ultima)
        hoja.add_chart(grafica_de(dibujo, tabla.grafica, sitio), f"A{ultima + 2}")


def _escribir_datos(hoja: Worksheet, tabla: Tabla, titulos: int) -> int:
    """Los títulos y las filas; devuelve la última fila escrita."""
    abajo = titulos + tabla.tiene_grupos
    for lugar, columna in enumerate(tabla.columnas, start=1):
        if tabla.tiene_grupos:
            _titulo(hoja.cell(titulos, lugar), columna.grupo)
        _titulo(hoja.cell(abajo, lugar), columna.titulo)
    fila = abajo
    for fila, valores in enumerate(tabla.filas, start=abajo + 1):
        for lugar, (columna, valor) in enumerate(
            zip(tabla.columnas, valores, strict=True), start=1
        ):
            _valor(hoja.cell(fila, lugar), columna, valor)
    _dar_medidas(hoja, tabla, abajo)
    return fila


def _titulo(celda: Cell, texto: str) -> None:
    _texto(celda, texto, LETRA_FUERTE, CENTRO)
    celda.border, celda.fill = BORDE, FONDO


def _valor(celda: Cell, columna: Columna, valor: Valor) -> None:
    celda.font, celda.alignment, celda.border = LETRA_NORMAL, ARRIBA, BORDE
    if valor is None or isinstance(valor, str):
        escribir_texto(celda, columna.texto(valor))
        return
    celda.value = valor if isinstance(valor, date | int) else float(Fraction(valor))
    celda.number_format = FORMATOS.get(columna.clase, "General")


def _texto(celda: Cell, texto: str, letra: Font, donde: Alignment) -> None:
    escribir_texto(celda, texto)
    celda.font, celda.alignment = letra, donde


def _dar_medidas(hoja: Worksheet, tabla: Tabla, abajo: int) -> None:
    columnas = zip(*tabla.textos, strict=True) if tabla.filas else [()] * len(tabla.columnas)
    anchos = []
    for lugar, (columna, textos) in enumerate(zip(tabla.columnas, columnas, strict=True), start=1):
        una = medida(columna.titulo, textos)
        largo = max(map(len, textos), default=0)
        # El botón del filtro tapa las últimas letras de un título justo.
        ancho = min(MAYOR_ANCHO, max(una.comodo, una.minimo + 4, min(largo, 34)))
        hoja.column_dimensions[get_column_letter(lugar)].width = round(ancho + 1, 1)
        anchos.append(ancho)
    hoja.row_dimensions[abajo].height = 30
    for fila, textos in enumerate(tabla.textos, start=abajo + 1):
        renglones = max(
            sum(1 + int(len(linea) / ancho) for linea in texto.split("\n"))
            for texto, ancho in zip(textos, anchos, strict=True)
        )
        hoja.row_dimensions[fila].height = min(400, 13.5 * renglones + 2)


def _preparar_impresion(hoja: Worksheet) -> None:
    hoja.page_setup.orientation = "landscape"
    hoja.page_setup.paperSize = hoja.PAPERSIZE_A4
    hoja.sheet_properties.pageSetUpPr.fitToPage = True
    hoja.page_setup.fitToWidth, hoja.page_setup.fitToHeight = 1, 0
    hoja.oddFooter.right.text = "Página &P de &N"
    hoja.sheet_view.showGridLines = False
