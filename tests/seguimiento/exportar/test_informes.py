"""Un informe en sus cuatro salidas: se leen de vuelta y dicen las mismas cifras."""

import io
import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser

import html5lib
import openpyxl
import pikepdf
import pytest
from docx import Document

from seguimiento.exportar.empaque import con_fecha_fija, empacar
from seguimiento.exportar.grafica_svg import svg
from seguimiento.exportar.hoja import excel
from seguimiento.exportar.informe_html import html
from seguimiento.exportar.informe_pdf import pdf
from seguimiento.exportar.texto import docx
from seguimiento.informes import escribir
from seguimiento.informes.escrito import Clase
from tests.cronograma.exportar.test_pdf import de_tipo
from tests.factories.informes import crear_evaluacion, crear_hechos, crear_lineas, crear_sello

TIPOS = ("seguimiento", "estrategia", "control")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", params=TIPOS)
def escrito(request):
    return escribir(crear_hechos(request.param), crear_sello())


@pytest.fixture(scope="module")
def control():
    return escribir(crear_hechos("control"), crear_sello())


@pytest.fixture(scope="module")
def libro(escrito):
    return openpyxl.load_workbook(io.BytesIO(excel(escrito)))


@pytest.fixture(scope="module")
def impreso(escrito):
    return pdf(escrito)


class Tablas(HTMLParser):
    """Las filas de cada tabla de una página."""

    def __init__(self):
        super().__init__()
        self.tablas, self.en_celda = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tablas.append([])
        elif tag == "tr":
            self.tablas[-1].append([])
        elif tag in {"td", "th"}:
            self.en_celda = True
            self.tablas[-1][-1].append("")
        elif tag == "br" and self.en_celda:
            self.tablas[-1][-1][-1] += "\n"

    def handle_data(self, data):
        if self.en_celda:
            self.tablas[-1][-1][-1] += data

    def handle_endtag(self, tag):
        self.en_celda = self.en_celda and tag not in {"td", "th"}


def tablas_de(pagina):
    lector = Tablas()
    lector.feed(pagina)
    return lector.tablas


def llenas(escrito):
    return [tabla for _, tabla in escrito.tablas if tabla.filas]


# --- La página -------------------------------------------------------------------------------


def test_la_pagina_suelta_es_html_correcto_y_no_pide_nada_de_afuera(escrito):
    pagina = html(escrito).decode()

    html5lib.HTMLParser(strict=True).parse(pagina)
    assert 'lang="es-CO"' in pagina
    assert not re.search(r'(src|href)="(?!#)', pagina)
    assert "url(" not in pagina.replace("url(#", "")


def test_la_pagina_trae_cada_tabla_con_los_textos_del_valor(escrito):
    leidas = tablas_de(html(escrito).decode())

    for tabla, leida in zip(llenas(escrito), leidas, strict=True):
        assert [tuple(fila) for fila in leida[1 + tabla.tiene_grupos :]] == list(tabla.textos)


def test_lo_que_escribe_una_persona_no_se_vuelve_html():
    textos = {"conclusiones": "<script>alert(1)</script> & <b>"}
    pagina = html(escribir(crear_hechos("estrategia", textos=textos), crear_sello())).decode()

    assert "<script" not in pagina
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in pagina


def test_cada_grafica_va_con_su_tabla_y_se_entiende_sin_ver_colores(control):
    dibujo = control.tabla("Por dependencia").dibujo
    raiz = ET.fromstring(svg(dibujo, identificador="g1"))
    espacio = "{http://www.w3.org/2000/svg}"

    assert raiz.find(f"{espacio}title").text == dibujo.en_palabras
    dichos = ["".join(uno.itertext()) for uno in raiz.iter(f"{espacio}text")]
    assert [uno for uno in dichos if "%" in uno][2:] == [
        "58,8\xa0% crítico",
        "77,5\xa0% en riesgo",
        "75\xa0% en riesgo",
    ]
    rellenos = [uno.get("fill") for uno in raiz.iter(f"{espacio}rect") if uno.get("stroke")]
    assert rellenos == ["url(#g1-rojo)", "url(#g1-amarillo)", "url(#g1-amarillo)"]
    assert "style" not in {nombre for uno in raiz.iter() for nombre in uno.attrib}


def test_en_la_tendencia_cada_serie_tiene_su_trazo_y_un_corte_sin_dato_parte_la_linea(control):
    pintada = svg(control.tabla("Tendencia").dibujo, identificador="g2")

    assert re.findall(r'stroke-width="2.2" stroke-dasharray="([^"]*)"', pintada)[:3] == [
        "2 4",
        "none",
        "8 4",
    ]


# --- El PDF ----------------------------------------------------------------------------------


@pytest.mark.pdf
def test_el_pdf_cumple_pdf_ua(impreso, tmp_path):
    import page  # noqa: PLC0415 -- solo las pruebas de PDF la usan

    archivo = tmp_path / "informe.pdf"
    archivo.write_bytes(impreso)

    informe = page.validate_pdf(str(archivo), profile=page.ValidationProfile.PDF_UA_1)

    assert "0 failed" in str(informe), str(informe)


@pytest.mark.pdf
def test_las_graficas_del_pdf_dicen_lo_que_muestran(escrito, impreso):
    with pikepdf.open(io.BytesIO(impreso)) as archivo:
        figuras = [str(una.Alt) for una in de_tipo(archivo.Root.StructTreeRoot, "/Figure")]

    assert figuras == [tabla.dibujo.en_palabras for tabla in llenas(escrito) if tabla.dibujo]


@pytest.mark.pdf
def test_las_tablas_del_pdf_tienen_todas_sus_filas_y_cada_celda_nombra_sus_titulos(
    escrito, impreso
):
    with pikepdf.open(io.BytesIO(impreso)) as archivo:
        tablas = list(de_tipo(archivo.Root.StructTreeRoot, "/Table"))
        filas = [len(list(de_tipo(una, "/TR"))) for una in tablas]
        sin_titulos = [
            celda for una in tablas for celda in de_tipo(una, "/TD") if not celda.A.get("/Headers")
        ]

    esperadas = [len(una.filas) + 1 + una.tiene_grupos for una in llenas(escrito)]
    assert filas == esperadas
    assert sin_titulos == []


@pytest.mark.pdf
def test_el_pdf_dice_su_titulo_y_su_idioma_y_lleva_la_huella_en_cada_pagina(escrito, impreso):
    texto = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=impreso, capture_output=True, check=True
    ).stdout.decode()
    with pikepdf.open(io.BytesIO(impreso)) as archivo:
        assert str(archivo.Root.Lang) == "es-CO"
        assert str(archivo.docinfo.Title).startswith(f"{escrito.nombre} · Municipio Inventado")
        paginas = len(archivo.pages)

    assert texto.count(f"SHA-256 {escrito.huella}") == paginas - 1  # la portada no lleva pie
    assert f"página {paginas} de {paginas}" in texto


@pytest.mark.pdf
def test_el_mismo_informe_da_los_mismos_bytes_en_todas_las_salidas(control):
    for hacer in (html, pdf, excel, docx):
        assert hacer(control) == hacer(control)


# --- El Excel --------------------------------------------------------------------------------


def test_el_excel_guarda_numeros_con_formato_y_no_textos(escrito, libro):
    for tabla in llenas(escrito):
        hoja = libro[tabla.clave]
        for lugar, columna in enumerate(tabla.columnas, start=1):
            for fila, valores in enumerate(tabla.filas, start=6 + tabla.tiene_grupos):
                valor, celda = valores[lugar - 1], hoja.cell(fila, lugar)
                if columna.clase is Clase.PORCENTAJE and not isinstance(valor, str | None):
                    assert (celda.value, celda.number_format) == (
                        pytest.approx(float(valor)),
                        "0.0%",
                    )
                elif columna.clase is Clase.FECHA and not isinstance(valor, str | None):
                    assert celda.value.date() == valor


def test_cada_hoja_tiene_filtros_titulos_fijos_y_su_grafica(escrito, libro):
    for tabla in llenas(escrito):
        hoja = libro[tabla.clave]
        assert hoja.auto_filter.ref.endswith(str(5 + tabla.tiene_grupos + len(tabla.filas)))
        assert hoja.freeze_panes.endswith(str(6 + tabla.tiene_grupos))
        assert not hoja.merged_cells.ranges
        assert len(hoja._charts) == bool(tabla.dibujo)


def test_la_grafica_del_excel_senala_las_celdas_y_lleva_texto_alternativo(control):
    with zipfile.ZipFile(io.BytesIO(excel(control))) as paquete:
        grafica = paquete.read("xl/charts/chart1.xml").decode()
        dibujo = ET.fromstring(paquete.read("xl/drawings/drawing1.xml"))

    assert "<f>'Cumplimiento'!$B$6:$B$8</f>" in grafica
    assert 'prst="pct25"' in grafica
    (nombre,) = [uno for uno in dibujo.iter() if uno.tag.endswith("cNvPr")]
    assert nombre.get("descr") == control.tabla("Cumplimiento").dibujo.en_palabras


def test_un_texto_que_parece_formula_sigue_siendo_texto():
    lineas = crear_lineas()
    malas = (type(lineas[1])(linea=lineas[1].linea, observacion='=HYPERLINK("x")'), *lineas[2:])
    escrito = escribir(
        crear_hechos("control", evaluacion=crear_evaluacion(lineas=malas)), crear_sello()
    )

    hoja = openpyxl.load_workbook(io.BytesIO(excel(escrito)))["Actividades"]

    assert (hoja["L6"].value, hoja["L6"].data_type) == ('=HYPERLINK("x")', "s")


# --- El documento de texto -------------------------------------------------------------------


def test_el_documento_tiene_titulos_con_estilo_y_las_tablas_con_su_fila_de_titulos(escrito):
    documento = Document(io.BytesIO(docx(escrito)))

    titulos = [p.text for p in documento.paragraphs if p.style.name.startswith("Heading")]
    assert titulos == [una.titulo for una in escrito.secciones]
    for puesta, tabla in zip(documento.tables, llenas(escrito), strict=True):
        cuerpo = [tuple(c.text for c in fila.cells) for fila in puesta.rows][
            1 + tabla.tiene_grupos :
        ]
        assert cuerpo == list(tabla.textos)
        assert puesta.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
        assert puesta._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val") == tabla.titulo


def test_el_documento_esta_en_espanol_de_colombia_y_sus_graficas_se_pueden_editar(control):
    contenido = docx(control)
    documento = Document(io.BytesIO(contenido))
    with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
        nombres = paquete.namelist()
        datos = openpyxl.load_workbook(io.BytesIO(paquete.read("word/embeddings/datos1.xlsx")))

    idioma = documento.styles["Normal"].element.rPr.find(f"{W}lang")
    assert idioma.get(f"{W}val") == documento.core_properties.language == "es-CO"
    alternativos = [
        uno.get("descr") for uno in documento.element.iter() if uno.tag.endswith("}docPr")
    ]
    assert alternativos == [t.dibujo.en_palabras for t in llenas(control) if t.dibujo]
    assert len([n for n in nombres if n.startswith("word/charts/chart")]) == len(alternativos)
    assert datos["Cumplimiento"]["B2"].value == pytest.approx(0.715)


def test_las_tablas_anchas_del_documento_van_apaisadas(control):
    documento = Document(io.BytesIO(docx(control)))

    assert [una.orientation == 1 for una in documento.sections] == [False, True]


def test_empacar_no_guarda_la_hora():
    uno = empacar([("a.txt", b"hola")])

    assert uno == empacar([("a.txt", b"hola")])
    with zipfile.ZipFile(io.BytesIO(uno)) as paquete:
        assert paquete.getinfo("a.txt").date_time == (1980, 1, 1, 0, 0, 0)


def test_fechar_un_libro_cambia_solo_sus_propiedades(control):
    contenido = excel(control)

    assert con_fecha_fija(contenido, control.fecha) == contenido
