"""Lectura: de los bytes de un archivo a un `Libro`, sea Excel, LibreOffice, CSV o texto pegado.

La clase de archivo se decide por su contenido, nunca por el nombre solo. Rechaza con
`HojaIlegible` lo que no es una hoja, lo cifrado, lo vacío y lo que pasa de los límites.
"""

from pathlib import PurePath

from .lectura_calamine import leer_calamine
from .lectura_ods import leer_ods
from .lectura_texto import leer_texto
from .lectura_xlsx import leer_xlsx
from .libro import HojaIlegible, Libro
from .seguridad import CIFRADO, OLE, abrir_paquete, leer_parte, revisar_tamano

DE_TEXTO = {"", ".csv", ".tsv", ".txt", ".tab"}
# Lo que la gente sube por error, y qué hacer en cada caso.
AJENOS = (
    (b"%PDF", "El archivo es un PDF: copie la tabla, péguela en una hoja de cálculo (o en el cuadro"
              " de texto) y súbala."),
    (b"\x89PNG", "El archivo es una imagen: hace falta la hoja de cálculo."),
    (b"\xff\xd8\xff", "El archivo es una imagen: hace falta la hoja de cálculo."),
    (b"Rar!", "El archivo está comprimido (RAR): extraiga la hoja de cálculo y súbala."),
    (b"7z\xbc\xaf", "El archivo está comprimido (7z): extraiga la hoja de cálculo y súbala."),
    (b"{\\rtf", "El archivo es un documento de texto: copie la tabla en una hoja de cálculo."),
)  # fmt: skip
NO_ES_HOJA = (
    "El archivo no es una hoja de cálculo que se pueda leer: se aceptan .xlsx, .xlsm, .xls, .ods,"
    " .csv y texto pegado de una tabla."
)


def leer(archivo: bytes, nombre: str) -> Libro:
    """El libro con todas sus hojas y celdas.

    Args:
        archivo: el contenido, entero.
        nombre: como se llama; la extensión solo desempata.

    Raises:
        HojaIlegible: con una frase, si no se puede leer.
    """
    revisar_tamano(archivo)
    extension = PurePath(nombre).suffix.lower()
    for comienzo, frase in AJENOS:
        if archivo.startswith(comienzo):
            raise HojaIlegible(frase)
    if archivo.startswith(b"PK"):
        libro = _leer_paquete(archivo, nombre)
    elif archivo.startswith(OLE):
        libro = _leer_ole(archivo, nombre)
    elif extension in DE_TEXTO:
        libro = leer_texto(archivo, nombre)
    else:
        raise HojaIlegible(_frase_de_disfraz(archivo))
    return _con_algo_escrito(libro)


def leer_pegado(texto: str) -> Libro:
    """El libro de un texto pegado: una hoja, con las columnas separadas por tabuladores."""
    revisar_tamano(texto.encode())
    return _con_algo_escrito(leer_texto(texto.encode(), "texto pegado"))


def _leer_paquete(archivo: bytes, nombre: str) -> Libro:
    paquete = abrir_paquete(archivo)
    partes = set(paquete.namelist())
    if "xl/workbook.xml" in partes:
        return leer_xlsx(archivo, nombre, paquete)
    if "xl/workbook.bin" in partes:
        return leer_calamine(archivo, nombre, "xlsb")
    if "content.xml" in partes:
        if b"encryption-data" in leer_parte(paquete, "META-INF/manifest.xml"):
            raise HojaIlegible(CIFRADO)
        return leer_ods(nombre, paquete)
    if "word/document.xml" in partes:
        raise HojaIlegible(
            "El archivo es un documento de Word: copie la tabla, péguela en una hoja de cálculo y"
            " súbala."
        )
    raise HojaIlegible(NO_ES_HOJA)


def _leer_ole(archivo: bytes, nombre: str) -> Libro:
    if "EncryptedPackage".encode("utf-16-le") in archivo:
        raise HojaIlegible(CIFRADO)
    if "WordDocument".encode("utf-16-le") in archivo:
        raise HojaIlegible(
            "El archivo es un documento de Word: copie la tabla, péguela en una hoja de cálculo y"
            " súbala."
        )
    return leer_calamine(archivo, nombre, "xls")


def _frase_de_disfraz(archivo: bytes) -> str:
    if archivo.lstrip()[:200].lower().startswith((b"<html", b"<!doctype html", b"<table")):
        return (
            "El archivo dice ser de Excel pero por dentro es una página web: ábralo en Excel, guárdelo"
            " como «Libro de Excel (.xlsx)» y súbalo."
        )
    return NO_ES_HOJA


def _con_algo_escrito(libro: Libro) -> Libro:
    if not any(hoja.celdas for hoja in libro.hojas):
        raise HojaIlegible("El libro no tiene nada escrito: todas sus hojas están vacías.")
    return libro
