"""Los archivos se reconocen por lo que traen dentro."""

import io
import zipfile

import pytest

from estrategia.contenido import DOCUMENTOS, MEGA, clase_de, extension_de, reparo_de

PDF = b"%PDF-1.7\n" + b"0" * 50
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50
JPG = b"\xff\xd8\xff\xe0" + b"0" * 50
EJECUTABLE = b"MZ\x90\x00" + b"0" * 50


def paquete(**partes):
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as libro:
        for nombre, contenido in partes.items():
            libro.writestr(nombre.replace("__", "/").replace("_punto_", "."), contenido)
    return salida.getvalue()


def de_oficina(carpeta, **mas):
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as libro:
        for nombre in ("[Content_Types].xml", f"{carpeta}/document.xml", *mas.get("partes", ())):
            libro.writestr(nombre, "<x/>")
    return salida.getvalue()


DOCX, XLSX, PPTX = (de_oficina(carpeta) for carpeta in ("word", "xl", "ppt"))
ODT = paquete(mimetype="application/vnd.oasis.opendocument.text", content_punto_xml="<x/>")


def reparo(contenido, nombre, tope=1):
    return reparo_de(io.BytesIO(contenido), nombre, clases=DOCUMENTOS, tope=tope)


@pytest.mark.parametrize(
    ("contenido", "nombre"),
    [
        (PDF, "informe.pdf"),
        (PDF, "INFORME.PDF"),
        (PNG, "afiche.png"),
        (JPG, "foto.jpg"),
        (JPG, "foto.jpeg"),
        (DOCX, "acta.docx"),
        (XLSX, "cuentas.xlsx"),
        (PPTX, "presentacion.pptx"),
        (ODT, "acta.odt"),
    ],
)
def test_lo_que_es_lo_que_dice_se_recibe(contenido, nombre):
    assert reparo(contenido, nombre) == ""


@pytest.mark.parametrize(
    ("contenido", "nombre", "dice"),
    [
        (EJECUTABLE, "informe.pdf", "por dentro no lo es"),
        (EJECUTABLE, "acta.docx", "por dentro no lo es"),
        (b"<html><script>", "informe.pdf", "por dentro no lo es"),
        (PNG, "foto.jpg", "por dentro no lo es"),
        (XLSX, "acta.docx", "por dentro no lo es"),
        (paquete(hola="x"), "acta.docx", "por dentro no lo es"),
        (b"PK\x03\x04 roto", "acta.docx", "por dentro no lo es"),
        (EJECUTABLE, "programa.exe", "No se reciben archivos «.exe»"),
        (PDF, "sin_extension", "No se reciben archivos «.»"),
        (PDF, "informe.pdf.exe", "No se reciben archivos «.exe»"),
        (b"", "informe.pdf", "está vacío"),
        (PDF + b"0" * MEGA, "informe.pdf", "pesa 2 MB y el máximo es 1"),
        (de_oficina("word", partes=("word/vbaProject.bin",)), "acta.docx", "macros"),
    ],
)
def test_lo_demas_se_rechaza_con_una_frase(contenido, nombre, dice):
    assert dice in reparo(contenido, nombre)


def test_reconocer_deja_el_archivo_al_comienzo():
    archivo = io.BytesIO(DOCX)

    assert clase_de(archivo) == "docx"
    assert archivo.tell() == 0


def test_jpeg_y_jpg_son_lo_mismo():
    assert extension_de("Foto.JPEG") == "jpg"
