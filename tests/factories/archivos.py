"""Archivos pequeños y verdaderos, por lo que son por dentro; y disfraces, por lo que dicen ser."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
JPEG = b"\xff\xd8\xff\xe0" + bytes(32)
MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(32)
MP3_CON_ETIQUETA = b"ID3\x04\x00\x00" + bytes(32)
# Dos cuadros seguidos de 128 kbit/s a 44.100 Hz: cada uno ocupa 417 bytes.
MP3 = (b"\xff\xfb\x90\x00" + bytes(413)) * 2
PROGRAMA = b"MZ\x90\x00" + bytes(64)
PAGINA = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
DIBUJO = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
OFFICE_ANTIGUO = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(32)
_OFICINA = "application/vnd.openxmlformats-officedocument"


def paquete(partes: dict[str, str], *, compresion: int = zipfile.ZIP_STORED) -> bytes:
    """Un zip con esas partes, en ese orden."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", compresion) as archivo:
        for nombre, texto in partes.items():
            archivo.writestr(nombre, texto)
    return salida.getvalue()


def de_oficina(principal: str, clase: str, **otras: str) -> bytes:
    """Un docx, xlsx o pptx mínimo."""
    tipos = f'<Types><Override ContentType="{_OFICINA}.{clase}.main+xml"/></Types>'
    return paquete({"[Content_Types].xml": tipos, principal: "<x/>", **otras})


DOCX = de_oficina("word/document.xml", "wordprocessingml.document")
XLSX = de_oficina("xl/workbook.xml", "spreadsheetml.sheet")
PPTX = de_oficina("ppt/presentation.xml", "presentationml.presentation")
ODT = paquete({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
DOCX_CON_MACROS = de_oficina(
    "word/document.xml", "wordprocessingml.document", **{"word/vbaProject.bin": "x"}
)
ODT_CON_MACROS = paquete(
    {"mimetype": "application/vnd.oasis.opendocument.text", "Basic/Standard/m.xml": "<x/>"}
)
DOCM = paquete(
    {
        "[Content_Types].xml": '<Override ContentType="application/vnd.ms-word.document'
        '.macroEnabled.main+xml"/>',
        "word/document.xml": "<x/>",
    }
)
DOCX_COMPRIMIDO = paquete(
    {
        "[Content_Types].xml": f'<Override ContentType="{_OFICINA}.wordprocessingml.document"/>',
        "word/document.xml": "<x/>",
    },
    compresion=zipfile.ZIP_DEFLATED,
)
ZIP = paquete({"factura.pdf": "x", "virus.exe": "x"})
JAR = paquete({"META-INF/MANIFEST.MF": "x", "A.class": "x"})


def subido(contenido: bytes = PDF, nombre: str = "acta.pdf") -> SimpleUploadedFile:
    """El archivo como llega de un formulario."""
    return SimpleUploadedFile(nombre, contenido)
