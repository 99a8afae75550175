"""Un archivo es lo que es por dentro: lo que se recibe, lo que no, y con qué frase."""

import io

import pytest

from estrategia import contenido as sala
from estrategia.contenido import DOCUMENTOS, MEGA, NoSeRecibe, extension_de, mime_de, reparo_de
from tests.factories import archivos

# --- Qué es -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contenido", "nombre", "clase"),
    [
        (archivos.PDF, "PDF", "pdf"),
        (archivos.PNG, "imagen PNG", "png"),
        (archivos.JPEG, "foto JPEG", "jpg"),
        (archivos.MP4, "grabación MP4", "mp4"),
        (archivos.MP3, "grabación MP3", "mp3"),
        (archivos.MP3_CON_ETIQUETA, "grabación MP3", "mp3"),
        (archivos.DOCX, "documento de Word", "docx"),
        (archivos.XLSX, "libro de Excel", "xlsx"),
        (archivos.PPTX, "presentación de PowerPoint", "pptx"),
        (archivos.ODT, "documento ODT", "odt"),
    ],
)
def test_se_reconoce_lo_que_se_mira_se_lee_o_se_oye(contenido, nombre, clase):
    archivo = io.BytesIO(contenido)

    tipo = sala.reconocer(archivo)

    assert (tipo.nombre, tipo.clase) == (nombre, clase)
    assert archivo.tell() == 0


@pytest.mark.parametrize(
    ("contenido", "frase"),
    [
        (b"", "está vacío"),
        (archivos.PROGRAMA, "parece un programa"),
        (b"\x7fELF" + bytes(32), "parece un programa"),
        (b"#!/bin/sh\nrm -rf /", "parece un programa"),
        (archivos.PAGINA, "parece una página web"),
        (b"\xef\xbb\xbf  <HTML><body>hola", "parece una página web"),
        (archivos.DIBUJO, "un dibujo SVG"),
        (b"<?xml version='1.0'?>" + archivos.DIBUJO, "un dibujo SVG"),
        (archivos.OFFICE_ANTIGUO, "Office antiguo o con clave"),
        (archivos.HEIC, "guárdela como JPEG"),
        (archivos.ZIP, "es un archivo comprimido"),
        (archivos.JAR, "es un archivo comprimido"),
        (b"Rar!\x1a\x07", "parece un archivo comprimido"),
        (archivos.DOCX_CON_MACROS, "trae macros"),
        (archivos.ODT_CON_MACROS, "trae macros"),
        (archivos.DOCM, "trae macros"),
        (b"PK\x03\x04 y nada mas", "está dañado o tiene clave"),
        (b"\xff\xfb" + archivos.PAGINA, "página web"),
        (b"hola, soy un texto", "otra clase de archivo"),
        (b"%PD", "otra clase de archivo"),
    ],
)
def test_lo_demas_se_rechaza_con_una_frase_que_dice_que_es(contenido, frase):
    archivo = io.BytesIO(contenido)

    with pytest.raises(NoSeRecibe, match=frase):
        sala.reconocer(archivo)

    assert archivo.tell() == 0


@pytest.mark.parametrize("largo", range(len(archivos.DOCX)))
def test_un_documento_cortado_no_se_cuela_ni_rompe(largo):
    with pytest.raises(NoSeRecibe):
        sala.reconocer(io.BytesIO(archivos.DOCX[:largo]))


@pytest.mark.parametrize("lugar", range(4, len(archivos.DOCX_COMPRIMIDO)))
def test_un_documento_con_un_byte_cambiado_se_reconoce_o_se_rechaza_con_frase(lugar):
    roto = bytearray(archivos.DOCX_COMPRIMIDO)
    roto[lugar] ^= 0xFF

    try:
        clase = sala.reconocer(io.BytesIO(bytes(roto))).clase
    except NoSeRecibe:
        clase = ""

    assert clase in {"docx", ""}


def test_un_paquete_con_demasiadas_partes_se_rechaza(monkeypatch):
    monkeypatch.setattr(sala, "PARTES_DE_UN_PAQUETE", 1)

    with pytest.raises(NoSeRecibe, match="demasiadas partes"):
        sala.reconocer(io.BytesIO(archivos.DOCX))


# --- Si es lo que su nombre dice --------------------------------------------------------------


def reparo(contenido, nombre, clases=DOCUMENTOS):
    return reparo_de(io.BytesIO(contenido), nombre, clases=clases, tope=1)


@pytest.mark.parametrize(
    ("contenido", "nombre"),
    [
        (archivos.PDF, "informe.pdf"),
        (archivos.PDF, "INFORME.PDF"),
        (archivos.PNG, "afiche.png"),
        (archivos.JPEG, "foto.jpg"),
        (archivos.JPEG, "foto.jpeg"),
        (archivos.DOCX, "acta.docx"),
        (archivos.XLSX, "cuentas.xlsx"),
        (archivos.PPTX, "presentacion.pptx"),
        (archivos.ODT, "acta.odt"),
    ],
)
def test_lo_que_es_lo_que_dice_se_recibe(contenido, nombre):
    assert reparo(contenido, nombre) == ""


@pytest.mark.parametrize(
    ("contenido", "nombre", "dice"),
    [
        (archivos.PROGRAMA, "informe.pdf", "El archivo parece un programa. Suba uno de estos: pdf"),
        (archivos.PROGRAMA, "acta.docx", "El archivo parece un programa."),
        (archivos.PAGINA, "informe.pdf", "El archivo parece una página web"),
        (archivos.PNG, "foto.jpg", "«.jpg» pero por dentro no lo es (imagen PNG)"),
        (archivos.XLSX, "acta.docx", "pero por dentro no lo es (libro de Excel)"),
        (archivos.MP4, "informe.pdf", "pero por dentro no lo es (grabación MP4)"),
        (archivos.ZIP, "acta.docx", "El archivo es un archivo comprimido"),
        (b"PK\x03\x04 roto", "acta.docx", "El archivo está dañado"),
        (archivos.PROGRAMA, "programa.exe", "No se reciben archivos «.exe»"),
        (archivos.MP3, "audio.mp3", "No se reciben archivos «.mp3»"),
        (archivos.PDF, "sin_extension", "Al nombre del archivo le falta su final"),
        (archivos.PDF, "informe.pdf.exe", "No se reciben archivos «.exe»"),
        (b"", "informe.pdf", "El archivo está vacío"),
        (archivos.PDF + b"0" * MEGA, "informe.pdf", "pesa 2 MB y el máximo es 1"),
        (archivos.DOCX_CON_MACROS, "acta.docx", "El archivo trae macros"),
    ],
)
def test_lo_demas_no_se_recibe_y_se_dice_por_que(contenido, nombre, dice):
    assert dice in reparo(contenido, nombre)


def test_la_frase_solo_ofrece_las_clases_que_se_piden():
    frase = reparo(archivos.PROGRAMA, "afiche.png", clases=("pdf", "png"))

    assert frase == "El archivo parece un programa. Suba uno de estos: pdf, png."


def test_revisar_deja_el_archivo_al_comienzo():
    archivo = io.BytesIO(archivos.DOCX)

    assert reparo_de(archivo, "acta.docx", clases=DOCUMENTOS, tope=1) == ""
    assert archivo.tell() == 0


def test_jpeg_y_jpg_son_lo_mismo():
    assert extension_de("Foto.JPEG") == "jpg"


@pytest.mark.parametrize(
    ("nombre", "tipo"),
    [
        ("foto.JPEG", "image/jpeg"),
        ("acta.pdf", "application/pdf"),
        ("x", "application/octet-stream"),
    ],
)
def test_se_entrega_con_el_tipo_de_su_nombre(nombre, tipo):
    assert mime_de(nombre) == tipo
