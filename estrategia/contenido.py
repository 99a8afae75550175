"""Contenido: qué es un archivo por dentro, diga lo que diga su nombre.

Entra un archivo abierto; sale su `Tipo` (`reconocer`), o una frase que dice qué parece ser y qué subir
en su lugar. `reparo_de` exige además que el nombre diga lo mismo, que sea de las clases que se piden y
que no pese de más. Se reconoce lo que se mira o se lee (PDF, fotos, documentos de oficina sin macros) y
la grabación de una reunión (MP3, MP4). Se rechazan los programas, las páginas web, los dibujos SVG, que
llevan código, y los documentos con macros o con clave. De un paquete se lee la lista de sus partes y
ninguna se extrae entera. Sala pura: el tamaño máximo lo dice quien pregunta.
"""

import struct
import zipfile
import zlib
from collections.abc import Collection
from pathlib import PurePath
from typing import IO, NamedTuple

MEGA = 1024 * 1024
MUESTRA = 4096
PARTES_DE_UN_PAQUETE = 10_000
TIPO_DE_UN_PAQUETE = 64 * 1024  # Lo que pesa, a lo sumo, la parte que dice de qué tipo es.
LO_QUE_SE_RECIBE = (
    "Suba un PDF, una foto JPEG o PNG, un documento de Word, Excel, PowerPoint o LibreOffice sin"
    " macros, o una grabación MP3 o MP4."
)


class Tipo(NamedTuple):
    """Un tipo que se recibe. `extensiones`, las que lo nombran bien; la primera es la suya."""

    mime: str
    nombre: str
    extensiones: tuple[str, ...]

    @property
    def clase(self) -> str:
        """Su extensión sin punto: «pdf», «docx»…"""
        return self.extensiones[0].removeprefix(".")


class NoSeRecibe(ValueError):
    """El archivo no es de un tipo que se reciba; la frase dice qué es y qué hacer."""


PDF = Tipo("application/pdf", "PDF", (".pdf",))
PNG = Tipo("image/png", "imagen PNG", (".png",))
JPEG = Tipo("image/jpeg", "foto JPEG", (".jpg", ".jpeg"))
MP3 = Tipo("audio/mpeg", "grabación MP3", (".mp3",))
MP4 = Tipo("video/mp4", "grabación MP4", (".mp4", ".m4a", ".m4v"))
_OFICINA = "application/vnd.openxmlformats-officedocument"
_ABIERTO = "application/vnd.oasis.opendocument"
# La parte que tiene todo documento de cada clase, y el tipo que declara en la lista del paquete.
DE_OFICINA = {
    "word/document.xml": Tipo(
        f"{_OFICINA}.wordprocessingml.document", "documento de Word", (".docx",)
    ),
    "xl/workbook.xml": Tipo(f"{_OFICINA}.spreadsheetml.sheet", "libro de Excel", (".xlsx",)),
    "ppt/presentation.xml": Tipo(
        f"{_OFICINA}.presentationml.presentation", "presentación de PowerPoint", (".pptx",)
    ),
}
ABIERTOS = {
    f"{_ABIERTO}.text": Tipo(f"{_ABIERTO}.text", "documento ODT", (".odt",)),
    f"{_ABIERTO}.spreadsheet": Tipo(f"{_ABIERTO}.spreadsheet", "hoja ODS", (".ods",)),
    f"{_ABIERTO}.presentation": Tipo(f"{_ABIERTO}.presentation", "presentación ODP", (".odp",)),
}
IMAGENES = tuple(uno.clase for uno in (PNG, JPEG))
DOCUMENTOS = tuple(uno.clase for uno in (PDF, *DE_OFICINA.values(), *ABIERTOS.values(), PNG, JPEG))
"""Las clases que se publican para leer o mirar."""
MIME = {
    uno.clase: uno.mime
    for uno in (PDF, PNG, JPEG, MP3, MP4, *DE_OFICINA.values(), *ABIERTOS.values())
}

# Las marcas con que un MP4 dice que es de vídeo o sonido; la foto HEIC empieza igual y dice otra.
MARCAS_DE_MP4 = {
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4A ",
    b"M4V ", b"MSNV", b"dash", b"qt  ",
}  # fmt: skip

# Lo que se reconoce para decir por qué no: cómo empieza, qué es y qué hacer.
RECHAZADOS = (
    ((b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!"), "un programa"),
    ((b"\xd0\xcf\x11\xe0",), "un documento de Office antiguo o con clave, que puede llevar macros"),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"), "un archivo comprimido"),
)
CON_CODIGO = (b"<script", b"<html", b"<!doctype html", b"<svg", b"<?php", b"javascript:")
ESTA_VACIO = "está vacío: vuelva a guardarlo y súbalo otra vez."
TRAE_MACROS = "trae macros, que son programas: guárdelo sin ellas, o en PDF."
ESTA_DANADO = "está dañado o tiene clave: ábralo, guárdelo y súbalo."
# Lo que falla al abrir un paquete cortado, con clave o hecho para romper.
PAQUETE_ROTO = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError,
    OverflowError, struct.error, zlib.error,
)  # fmt: skip

SIN_FINAL = "Al nombre del archivo le falta su final («.pdf», por ejemplo). {consejo}"
OTRA_CLASE = "No se reciben archivos «.{extension}». {consejo}"
MUY_GRANDE = (
    "El archivo pesa {pesa} MB y el máximo es {tope}: súbalo más liviano o ponga su enlace."
)
NO_ES = (
    "El archivo se llama «.{extension}» pero por dentro no lo es ({nombre}): ábralo, guárdelo como"
    " {clase} y súbalo."
)


def reparo_de(archivo: IO[bytes], nombre: str, *, clases: Collection[str], tope: int) -> str:
    """Por qué no se recibe ese archivo; vacío si está bien. Lo deja en el comienzo.

    Args:
        nombre: con el que se subió; su extensión ha de decir lo que el archivo es.
        clases: las extensiones que se reciben («pdf», «png», «docx»…).
        tope: cuántos megas puede pesar.
    """
    extension = extension_de(nombre)
    consejo = f"Suba uno de estos: {', '.join(clases)}."
    if extension not in clases:
        reparo = OTRA_CLASE if extension else SIN_FINAL
        return reparo.format(extension=extension, consejo=consejo)
    pesa = archivo.seek(0, 2)
    if pesa > tope * MEGA:
        return MUY_GRANDE.format(pesa=-(-pesa // MEGA), tope=tope)
    try:
        tipo = reconocer(archivo, consejo=consejo)
    except NoSeRecibe as error:
        return f"El archivo {error}"
    if tipo.clase == extension:
        return ""
    return NO_ES.format(extension=extension, nombre=tipo.nombre, clase=extension.upper())


def extension_de(nombre: str) -> str:
    """La extensión en minúsculas y sin punto; «jpeg» es «jpg»."""
    extension = PurePath(nombre).suffix.lower().removeprefix(".")
    return "jpg" if extension == "jpeg" else extension


def mime_de(nombre: str) -> str:
    """El tipo con que se entrega un archivo ya revisado; si no se conoce, bytes sin más."""
    return MIME.get(extension_de(nombre), "application/octet-stream")


def reconocer(archivo: IO[bytes], *, consejo: str = LO_QUE_SE_RECIBE) -> Tipo:
    """El tipo del archivo por su contenido; lo deja en el comienzo.

    Args:
        consejo: con qué termina la frase cuando no es de ninguno: qué subir en su lugar.

    Raises:
        NoSeRecibe: si no es de los que se reciben, con la frase que dice por qué.
    """
    archivo.seek(0)
    comienzo = archivo.read(MUESTRA)
    archivo.seek(0)
    if not comienzo:
        raise NoSeRecibe(ESTA_VACIO)
    if comienzo.startswith(b"PK\x03\x04"):
        try:
            return _de_paquete(archivo, consejo)
        finally:
            archivo.seek(0)
    if tipo_simple := _por_su_comienzo(comienzo):
        return tipo_simple
    raise NoSeRecibe(f"parece {_que_parece(comienzo)}. {consejo}")


def _por_su_comienzo(comienzo: bytes) -> Tipo | None:
    if comienzo.startswith(b"%PDF-"):
        return PDF
    if comienzo.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if comienzo.startswith(b"\xff\xd8\xff"):
        return JPEG
    if comienzo[4:8] == b"ftyp" and comienzo[8:12] in MARCAS_DE_MP4:
        return MP4
    return MP3 if _es_mp3(comienzo) else None


def _es_mp3(comienzo: bytes) -> bool:
    """Con etiqueta ID3, o con dos cuadros de sonido seguidos: dos bytes solos los tiene cualquiera."""
    if comienzo.startswith(b"ID3") and comienzo[3] in (2, 3, 4):
        return True
    largo = _largo_de_cuadro(comienzo)
    return bool(largo) and bool(_largo_de_cuadro(comienzo[largo:]))


def _largo_de_cuadro(datos: bytes) -> int:
    """Los bytes que ocupa el cuadro MPEG-1 de capa III con que empieza; 0 si no lo es."""
    if len(datos) < 4 or datos[0] != 0xFF or datos[1] & 0xFE != 0xFA:
        return 0
    tasa, muestreo, relleno = datos[2] >> 4, datos[2] >> 2 & 3, datos[2] >> 1 & 1
    if tasa in (0, 15) or muestreo == 3:
        return 0
    kilobits = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)[tasa - 1]
    return 144_000 * kilobits // (44_100, 48_000, 32_000)[muestreo] + relleno


def _que_parece(comienzo: bytes) -> str:
    for comienzos, que in RECHAZADOS:
        if comienzo.startswith(comienzos):
            return que
    texto = comienzo.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if any(marca in texto for marca in CON_CODIGO):
        return "una página web o un dibujo SVG, que pueden llevar código"
    if comienzo[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "una foto HEIC de teléfono; guárdela como JPEG"
    return "otra clase de archivo"


def _de_paquete(archivo: IO[bytes], consejo: str) -> Tipo:
    """Un docx, un odt… es un zip: se mira qué partes tiene y ninguna puede ser código."""
    try:
        with zipfile.ZipFile(archivo) as paquete:
            return _por_sus_partes(paquete, consejo)
    except NoSeRecibe:
        raise
    except PAQUETE_ROTO as error:
        raise NoSeRecibe(ESTA_DANADO) from error


def _por_sus_partes(paquete: zipfile.ZipFile, consejo: str) -> Tipo:
    partes = paquete.infolist()
    if len(partes) > PARTES_DE_UN_PAQUETE:
        raise NoSeRecibe(f"es un paquete con demasiadas partes. {consejo}")
    nombres = {parte.filename for parte in partes}
    tipo = _abierto(paquete, partes) or _de_oficina(paquete, nombres)
    if tipo is None:
        raise NoSeRecibe(f"es un archivo comprimido. {consejo}")
    if _trae_macros(nombres):
        raise NoSeRecibe(TRAE_MACROS)
    return tipo


def _abierto(paquete: zipfile.ZipFile, partes: list[zipfile.ZipInfo]) -> Tipo | None:
    if not partes or partes[0].filename != "mimetype" or partes[0].file_size > 200:
        return None
    return ABIERTOS.get(paquete.read(partes[0]).decode("ascii", "replace").strip())


def _de_oficina(paquete: zipfile.ZipFile, nombres: set[str]) -> Tipo | None:
    indice = "[Content_Types].xml"
    if indice not in nombres:
        return None
    with paquete.open(indice) as parte:
        declarado = parte.read(TIPO_DE_UN_PAQUETE)
    if b"macroEnabled" in declarado:
        raise NoSeRecibe(TRAE_MACROS)
    for principal, tipo in DE_OFICINA.items():
        if principal in nombres and tipo.mime.encode() in declarado:
            return tipo
    return None


def _trae_macros(nombres: set[str]) -> bool:
    """Macros de Office (`vbaProject.bin`) o de LibreOffice (`Basic/`, `Scripts/`)."""
    return any(
        nombre.lower().endswith(("vbaproject.bin", ".js", ".exe", ".dll"))
        or nombre.startswith(("Basic/", "Scripts/"))
        for nombre in nombres
    )
