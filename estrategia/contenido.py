"""Contenido: qué clase de archivo es, por lo que trae dentro y no por cómo se llama.

Entra un archivo abierto y el nombre con que se subió; sale una frase que dice por qué no se
recibe, o nada. Un ejecutable llamado «informe.pdf» no es un PDF. Sala pura: no mira la
configuración; el tamaño máximo lo dice quien pregunta.
"""

import zipfile
from collections.abc import Collection
from pathlib import PurePath
from typing import BinaryIO

MEGA = 1024 * 1024
# Con cuántos bytes se reconoce lo que empieza siempre igual.
CABEZA = 1024
FIRMAS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
# Lo que un documento de oficina lleva dentro de su zip.
CARPETAS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
TIPOS_ODF = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
MIME = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    **TIPOS_ODF,
}
IMAGENES = ("png", "jpg")
OFICINA = (*CARPETAS, *TIPOS_ODF)
DOCUMENTOS = ("pdf", *OFICINA, *IMAGENES)
MACROS = "vbaproject.bin"

VACIO = "El archivo está vacío."
MUY_GRANDE = (
    "El archivo pesa {pesa} MB y el máximo es {tope}: súbalo más liviano o ponga su enlace."
)
NO_SE_RECIBE = "No se reciben archivos «.{extension}»: suba uno de estos: {clases}."
NO_ES = "El archivo se llama «.{extension}» pero por dentro no lo es: ábralo, guárdelo como {clase} y súbalo."
CON_MACROS = "El documento trae macros: guárdelo sin ellas y súbalo de nuevo."


def reparo_de(archivo: BinaryIO, nombre: str, *, clases: Collection[str], tope: int) -> str:
    """Por qué no se recibe ese archivo; vacío si está bien. Deja el archivo al comienzo.

    Args:
        clases: las extensiones que se reciben («pdf», «png», «docx»…).
        tope: cuántos megas puede pesar.
    """
    extension = extension_de(nombre)
    if extension not in clases:
        return NO_SE_RECIBE.format(extension=extension, clases=", ".join(clases))
    archivo.seek(0, 2)
    pesa = archivo.tell()
    archivo.seek(0)
    if not pesa:
        return VACIO
    if pesa > tope * MEGA:
        return MUY_GRANDE.format(pesa=-(-pesa // MEGA), tope=tope)
    es = clase_de(archivo)
    if es != extension:
        return NO_ES.format(extension=extension, clase=extension.upper())
    return CON_MACROS if es in OFICINA and _trae_macros(archivo) else ""


def extension_de(nombre: str) -> str:
    """La extensión en minúsculas y sin punto; «jpeg» es «jpg»."""
    extension = PurePath(nombre).suffix.lower().removeprefix(".")
    return "jpg" if extension == "jpeg" else extension


def clase_de(archivo: BinaryIO) -> str:
    """Qué es por dentro: «pdf», «png», «docx»…; vacío si no es ninguno. Deja el archivo al comienzo."""
    archivo.seek(0)
    cabeza = archivo.read(CABEZA)
    archivo.seek(0)
    for clase, firma in FIRMAS.items():
        if cabeza.startswith(firma):
            return clase
    return _clase_de_oficina(archivo) if cabeza.startswith(b"PK\x03\x04") else ""


def _clase_de_oficina(archivo: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(archivo) as libro:
            nombres = libro.namelist()
            if "[Content_Types].xml" in nombres:
                return next(
                    (
                        clase
                        for clase, carpeta in CARPETAS.items()
                        if any(nombre.startswith(carpeta) for nombre in nombres)
                    ),
                    "",
                )
            return _clase_odf(libro, nombres)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        return ""
    finally:
        archivo.seek(0)


def _clase_odf(libro: zipfile.ZipFile, nombres: list[str]) -> str:
    if "mimetype" not in nombres:
        return ""
    with libro.open("mimetype") as dicho:
        tipo = dicho.read(CABEZA).decode("ascii", "replace").strip()
    return next((clase for clase, mime in TIPOS_ODF.items() if mime == tipo), "")


def _trae_macros(archivo: BinaryIO) -> bool:
    with zipfile.ZipFile(archivo) as libro:
        trae = any(nombre.lower().endswith(MACROS) for nombre in libro.namelist())
    archivo.seek(0)
    return trae
