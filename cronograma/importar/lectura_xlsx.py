"""Lectura de .xlsx y .xlsm con openpyxl: formatos de número, combinadas, ocultas y fórmulas.

De una fórmula se toma el último resultado guardado; si no lo hay se dice, y la celda queda
vacía con la fórmula a la vista. Las macros no se miran. Lo que openpyxl no sabe abrir se lee
con calamine, sin formatos ni combinadas, y también se dice.
"""

import io
import re
import warnings
import zipfile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from .lectura_calamine import leer_calamine
from .libro import Area, CeldaLeida, Hoja, HojaIlegible, Libro, letra
from .pantalla import mostrar
from .seguridad import exigir_celdas, exigir_filas, leer_parte

ES_HOJA = re.compile(r"xl/worksheets/[^/]+\.xml$")
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
SIN_OPENPYXL = (
    "El libro trae estilos o partes que no se pudieron interpretar: se leyeron los textos, sin"
    " formatos de número ni celdas combinadas."
)
BLANCOS = {"00000000", "FFFFFFFF", "00FFFFFF"}


def leer_xlsx(datos: bytes, nombre: str, paquete: zipfile.ZipFile) -> Libro:
    """El libro con todo lo que openpyxl ve."""
    tiene_formulas = _revisar_partes(paquete)
    try:
        valores = _abrir(datos, data_only=True)
        formulas = _abrir(datos, data_only=False) if tiene_formulas else None
        libro = Libro(nombre, "xlsx", [_hoja(una, formulas) for una in valores.worksheets])
    except HojaIlegible:
        raise
    # openpyxl falla de muchas maneras ante un libro raro; calamine suele poder con él.
    except Exception:
        libro = leer_calamine(datos, nombre, "xlsx")
        libro.avisos.append(SIN_OPENPYXL)
    if any(parte.endswith("vbaProject.bin") for parte in paquete.namelist()):
        libro.avisos.append("El libro trae macros: no se ejecutaron ni se tuvieron en cuenta.")
    libro.avisos.extend(_avisos(libro))
    return libro


def _revisar_partes(paquete: zipfile.ZipFile) -> bool:
    """Cuenta filas y celdas antes de abrir; dice si hay fórmulas."""
    tiene_formulas, celdas = False, 0
    for parte in paquete.namelist():
        if not parte.endswith((".xml", ".rels")):
            continue
        contenido = leer_parte(paquete, parte)
        if ES_HOJA.search(parte):
            exigir_filas(_filas_con_datos(contenido))
            celdas += contenido.count(b"<c ") + contenido.count(b":c ")
            tiene_formulas = tiene_formulas or bool(FORMULA.search(contenido))
    exigir_celdas(celdas)
    return tiene_formulas


def _filas_con_datos(contenido: bytes) -> int:
    trozos = re.split(rb"<(?:\w+:)?row[ >]", contenido)[1:]
    return sum(1 for trozo in trozos if re.search(rb"<(?:\w+:)?(?:v|is)[ >]", trozo))


def _abrir(datos: bytes, *, data_only: bool):
    with warnings.catch_warnings():
        # Avisa de validaciones, dibujos y encabezados que aquí no hacen falta.
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(datos), data_only=data_only, keep_links=False)


def _hoja(origen: Worksheet, formulas) -> Hoja:
    hoja = Hoja(origen.title, oculta=origen.sheet_state != "visible")
    fuente = formulas[origen.title] if formulas else None
    for fila in origen.iter_rows():
        for celda in fila:
            _poner(hoja, celda, fuente)
    hoja.areas = [
        Area(una.min_row, una.min_col, una.max_row, una.max_col)
        for una in origen.merged_cells.ranges
    ]
    hoja.filas_ocultas = {
        numero for numero, medida in origen.row_dimensions.items() if medida.hidden
    }
    for medida in origen.column_dimensions.values():
        if medida.hidden and medida.min and medida.max:
            hoja.columnas_ocultas.update(range(medida.min, min(medida.max, 500) + 1))
    return hoja.preparar()


def _poner(hoja: Hoja, celda: Cell, fuente: Worksheet | None) -> None:
    valor = celda.value
    formula = _formula(fuente, celda) if fuente is not None else ""
    if valor is None and not formula:
        if celda.has_style and _esta_coloreada(celda):
            hoja.coloreadas.add((celda.row, celda.column))
        return
    texto = mostrar(valor, celda.number_format)
    if valor is None:
        texto = formula
    hoja.poner(
        CeldaLeida(
            celda.row,
            celda.column,
            texto,
            valor,
            celda.number_format,
            formula,
            sin_calcular=bool(formula) and valor is None,
        )
    )


def _formula(fuente: Worksheet, celda: Cell) -> str:
    # La celda puede ser de las que cubre una combinación, y entonces no tiene tipo.
    otra = fuente._cells.get((celda.row, celda.column))  # noqa: SLF001 -- pedirla la crearía
    if otra is None or getattr(otra, "data_type", "") != "f":
        return ""
    return str(getattr(otra.value, "text", otra.value) or "")


def _esta_coloreada(celda: Cell) -> bool:
    relleno = celda.fill
    if relleno is None or relleno.fill_type != "solid":
        return False
    color = relleno.fgColor
    if color is None:
        return False
    return color.type != "rgb" or color.rgb not in BLANCOS


def _avisos(libro: Libro) -> list[str]:
    avisos = []
    for hoja in libro.hojas:
        if hoja.oculta and hoja.celdas:
            avisos.append(f"La hoja «{hoja.nombre}» está oculta y también se leyó.")
        if filas := sorted(
            f for f in hoja.filas_ocultas if any((f, c) in hoja.celdas for c in range(1, 60))
        ):
            avisos.append(
                f"Hoja «{hoja.nombre}»: hay filas ocultas que también se leyeron ({_enumerar(filas)})."
            )
        if columnas := sorted(
            c for c in hoja.columnas_ocultas if any(clave[1] == c for clave in hoja.celdas)
        ):
            avisos.append(
                f"Hoja «{hoja.nombre}»: hay columnas ocultas que también se leyeron"
                f" ({_enumerar([letra(c) for c in columnas])})."
            )
        formulas = [celda for celda in hoja.celdas.values() if celda.formula]
        vacias = sum(1 for celda in formulas if celda.sin_calcular)
        if cuantas := len(formulas) - vacias:
            avisos.append(
                f"Hoja «{hoja.nombre}»: {cuantas} celdas son fórmulas; se tomó su último resultado."
            )
        if vacias:
            avisos.append(
                f"Hoja «{hoja.nombre}»: {vacias} fórmulas no traen resultado guardado; abra el libro,"
                " guárdelo y súbalo de nuevo para tener sus valores."
            )
    return avisos


def _enumerar(valores: list) -> str:
    visibles = ", ".join(str(valor) for valor in valores[:8])
    return f"{visibles}…" if len(valores) > 8 else visibles
