"""Lectura de .xls (y de lo que openpyxl no abre) con calamine.

Calamine entrega valores sin su formato de número: una fecha es una fecha completa aunque la
hoja mostrara solo el mes, y eso se dice en los avisos.
"""

import io
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from .libro import Area, CeldaLeida, Hoja, HojaIlegible, Libro
from .pantalla import mostrar
from .seguridad import CIFRADO, DANADO, exigir_celdas, exigir_filas

SIN_FORMATO = (
    "El archivo es de un Excel antiguo (.xls): de las fechas guardadas como número no se sabe si"
    " mostraban el día o solo el mes. Revíselas, o guarde el libro como .xlsx."
)


def leer_calamine(datos: bytes, nombre: str, clase: str) -> Libro:
    """El libro con los valores de cada celda."""
    try:
        origen = CalamineWorkbook.from_filelike(io.BytesIO(datos))
        libro = Libro(nombre, clase, [_hoja(origen, meta) for meta in origen.sheets_metadata])
    except PasswordError as error:
        raise HojaIlegible(CIFRADO) from error
    except (CalamineError, OSError, ValueError) as error:
        raise HojaIlegible(DANADO) from error
    exigir_celdas(sum(len(hoja.celdas) for hoja in libro.hojas))
    if clase == "xls" and any(c.es_fecha for hoja in libro.hojas for c in hoja.celdas.values()):
        libro.avisos.append(SIN_FORMATO)
    for hoja in libro.hojas:
        if hoja.oculta and hoja.celdas:
            libro.avisos.append(f"La hoja «{hoja.nombre}» está oculta y también se leyó.")
    return libro


def _hoja(origen: CalamineWorkbook, meta) -> Hoja:
    hoja = Hoja(meta.name, oculta=meta.visible is not SheetVisibleEnum.Visible)
    try:
        leida = origen.get_sheet_by_name(meta.name)
    except CalamineError:
        return hoja  # una hoja de gráfico no tiene celdas
    filas = leida.to_python(skip_empty_area=False)
    exigir_filas(sum(1 for fila in filas if any(valor != "" for valor in fila)), meta.name)
    for numero, fila in enumerate(filas, start=1):
        for columna, valor in enumerate(fila, start=1):
            if valor != "":
                hoja.poner(_celda(numero, columna, valor))
    hoja.areas = [
        Area(arriba + 1, izquierda + 1, abajo + 1, derecha + 1)
        for (arriba, izquierda), (abajo, derecha) in (leida.merged_cell_ranges or ())
    ]
    return hoja.preparar()


def _celda(fila: int, columna: int, valor) -> CeldaLeida:
    formato = "dd/mm/yyyy" if isinstance(valor, date | datetime) else "General"
    return CeldaLeida(fila, columna, mostrar(valor, formato), valor, formato)
