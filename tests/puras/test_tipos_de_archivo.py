"""Un archivo es lo que es por dentro: lo que se recibe, lo que no, y con qué frase."""

import io

import pytest

from seguimiento import tipos_de_archivo
from seguimiento.tipos_de_archivo import NoSeRecibe
from tests.factories import archivos


@pytest.mark.parametrize(
    ("contenido", "nombre"),
    [
        (archivos.PDF, "PDF"),
        (archivos.PNG, "imagen PNG"),
        (archivos.JPEG, "foto JPEG"),
        (archivos.MP4, "grabación MP4"),
        (archivos.MP3, "grabación MP3"),
        (archivos.MP3_CON_ETIQUETA, "grabación MP3"),
        (archivos.DOCX, "documento de Word"),
        (archivos.XLSX, "libro de Excel"),
        (archivos.PPTX, "presentación de PowerPoint"),
        (archivos.ODT, "documento ODT"),
    ],
)
def test_se_recibe_lo_que_se_mira_se_lee_o_se_oye(contenido, nombre):
    archivo = io.BytesIO(contenido)

    assert tipos_de_archivo.reconocer(archivo).nombre == nombre
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
    with pytest.raises(NoSeRecibe, match=frase):
        tipos_de_archivo.reconocer(io.BytesIO(contenido))


@pytest.mark.parametrize("largo", range(len(archivos.DOCX)))
def test_un_documento_cortado_no_se_cuela_ni_rompe(largo):
    with pytest.raises(NoSeRecibe):
        tipos_de_archivo.reconocer(io.BytesIO(archivos.DOCX[:largo]))


def test_un_paquete_con_demasiadas_partes_se_rechaza(monkeypatch):
    monkeypatch.setattr(tipos_de_archivo, "PARTES_DE_UN_PAQUETE", 1)

    with pytest.raises(NoSeRecibe, match="demasiadas partes"):
        tipos_de_archivo.reconocer(io.BytesIO(archivos.DOCX))
