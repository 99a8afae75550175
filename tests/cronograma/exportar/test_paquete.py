import io
import zipfile

import openpyxl
import pytest

from cronograma.exportar.hoja_xml import NoSePuedeEscribir, reescribir_hoja
from cronograma.exportar.paquete import nombres_de_hojas, reescribir

CABEZA = (
    b'<?xml version="1.0"?><worksheet xmlns="x" mc:Ignorable="x14ac" xmlns:mc="m" xmlns:x14ac="a">'
)


def hoja(datos, cabeza=CABEZA):
    return cabeza + b"<sheetData>" + datos + b"</sheetData><extLst/></worksheet>"


@pytest.mark.parametrize(
    ("antes", "cambios", "despues"),
    [
        pytest.param(
            b'<row r="1"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1"/></row>',
            {(1, 1): "ene-22"},
            b'<row r="1"><c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">ene-22</t></is></c><c r="B1"/></row>',
            id="una_celda_conserva_su_estilo",
        ),
        pytest.param(
            b'<row r="1"><c r="A1" s="3"/></row>',
            {(1, 1): "x"},
            b'<row r="1"><c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">x</t></is></c></row>',
            id="una_celda_vacia",
        ),
        pytest.param(
            b'<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>4</v></c></row>',
            {(1, 2): "b", (1, 5): "e"},
            b'<row r="1"><c r="A1"><v>1</v></c>'
            b'<c r="B1" t="inlineStr"><is><t xml:space="preserve">b</t></is></c><c r="D1"><v>4</v></c>'
            b'<c r="E1" t="inlineStr"><is><t xml:space="preserve">e</t></is></c></row>',
            id="celdas_que_no_estaban_van_en_su_orden",
        ),
        pytest.param(
            b'<row r="2" ht="30"/><row r="9"/>',
            {(2, 1): "a", (2, 2): "b", (5, 1): "c"},
            b'<row r="2" ht="30"><c r="A2" t="inlineStr"><is><t xml:space="preserve">a</t></is></c>'
            b'<c r="B2" t="inlineStr"><is><t xml:space="preserve">b</t></is></c></row>'
            b'<row r="5"><c r="A5" t="inlineStr"><is><t xml:space="preserve">c</t></is></c></row><row r="9"/>',
            id="filas_vacias_y_filas_que_no_estaban",
        ),
        pytest.param(
            b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
            {(1, 1): ""},
            b'<row r="1"><c r="A1"/></row>',
            id="vaciar_una_celda",
        ),
        pytest.param(
            b"<row><c><v>1</v></c><c><v>2</v></c></row>",
            {(1, 2): "<&\x01 ñ"},
            b'<row><c><v>1</v></c><c r="B1" t="inlineStr"><is><t xml:space="preserve">&lt;&amp; &#241;</t></is></c></row>',
            id="sin_coordenadas_y_con_letras_dificiles",
        ),
    ],
)
def test_la_hoja_cambia_solo_en_esas_celdas(antes, cambios, despues):
    assert reescribir_hoja(hoja(antes), cambios) == (hoja(despues), [])


def test_un_prefijo_de_espacio_se_respeta():
    xml = b'<x:worksheet xmlns:x="x"><x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData></x:worksheet>'

    nuevo, _ = reescribir_hoja(xml, {(1, 1): "a"})

    assert (
        b'<x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">a</x:t></x:is></x:c>' in nuevo
    )


def test_una_hoja_vacia_se_abre():
    xml = b'<worksheet xmlns="x"><sheetData/></worksheet>'

    nuevo, _ = reescribir_hoja(xml, {(1, 1): "a", (2, 1): "b"})

    assert nuevo.startswith(b'<worksheet xmlns="x"><sheetData><row r="1">')
    assert nuevo.endswith(b"</row></sheetData></worksheet>")


def test_las_celdas_con_formula_no_se_tocan_y_se_listan():
    xml = hoja(
        b'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f t="array" ref="B1:B2">X</f><v>3</v></c></row>'
        b'<row r="2"><c r="B2"><v>3</v></c></row>'
    )

    assert reescribir_hoja(xml, {(1, 1): "a", (1, 2): "b", (2, 2): "c"}) == (
        xml,
        [(1, 1), (1, 2), (2, 2)],
    )


@pytest.mark.parametrize(
    ("xml", "frase"),
    [
        (b"<worksheet><sheetData>", "dañada"),
        (b"<worksheet/>", "no se puede escribir"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>', "entidades"),
    ],
)
def test_un_xml_que_no_es_una_hoja_se_rechaza_con_una_frase(xml, frase):
    with pytest.raises(NoSePuedeEscribir, match=frase):
        reescribir_hoja(xml, {(1, 1): "a"})


@pytest.fixture
def libro():
    excel = openpyxl.Workbook()
    excel.active.title = "Año «1» & más"
    excel.active.append(["Actividad", "Fecha"])
    excel.create_sheet("Otra").append(["=SUM(1,2)"])
    salida = io.BytesIO()
    excel.save(salida)
    return salida.getvalue()


def partes(contenido):
    with zipfile.ZipFile(io.BytesIO(contenido)) as libro:
        return {nombre: libro.read(nombre) for nombre in libro.namelist()}


def test_solo_cambia_la_parte_de_la_hoja(libro):
    nuevo = reescribir(libro, {"Año «1» & más": {(2, 2): "=1+1"}}).contenido

    distintas = {n for n, parte in partes(nuevo).items() if parte != partes(libro)[n]}
    assert distintas == {"xl/worksheets/sheet1.xml"}
    assert openpyxl.load_workbook(io.BytesIO(nuevo)).active["B2"].value == "=1+1"
    assert openpyxl.load_workbook(io.BytesIO(nuevo)).active["B2"].data_type == "s"


def test_la_hoja_nueva_va_al_final_y_no_pisa_otra(libro):
    nueva = ("Otra", [["Qué", "Código"], ["Actividad nueva", "07"]])

    nuevo = reescribir(libro, {}, nueva).contenido

    assert nombres_de_hojas(nuevo) == ["Año «1» & más", "Otra", "Otra 2"]
    filas = openpyxl.load_workbook(io.BytesIO(nuevo))["Otra 2"].iter_rows(values_only=True)
    assert [fila[:2] for fila in filas] == [("Qué", "Código"), ("Actividad nueva", "07")]


@pytest.mark.parametrize("contenido", [b"", b"hola", b"PK\x03\x04roto"])
def test_lo_que_no_es_un_libro_se_rechaza_con_una_frase(contenido):
    with pytest.raises(NoSePuedeEscribir, match="no es un libro"):
        reescribir(contenido, {})


def test_una_hoja_que_no_esta_se_dice(libro):
    with pytest.raises(NoSePuedeEscribir, match="no tiene la hoja «Enero»"):
        reescribir(libro, {"Enero": {(1, 1): "a"}})
