"""Las cuatro hojas y los textos extraídos de sus PDF: filas, celdas y lo corrido."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cronograma.importar.analisis import analizar, leer_para
from cronograma.importar.lectura import leer
from cronograma.importar.libro import HojaIlegible
from tests.cronograma.importar.test_hojas_ajenas import perdidas, valores

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
CASOS = [
    ("000_cronograma_huhmp_2022", 2022, "cronograma", 19),
    ("001_estrategia_sanatorio_contratacion_2022", 2022, "estrategia", 9),
    ("002_plan_caja_honor_2023", 2023, "plan", 19),
    ("003_cronograma_rendicion_alcaldia_2021", 2021, "rendicion", 29),
]


def analizada(ruta, vigencia):
    leido = leer_para(leer(ruta.read_bytes(), ruta.name), None)
    return analizar(leido, entidad=None, estrategia=None, vigencia=vigencia)


@pytest.mark.parametrize(("nombre", "vigencia", "formato", "cuantas"), CASOS)
def test_la_hoja_se_reconoce_y_entra_entera(nombre, vigencia, formato, cuantas):
    analisis = analizada(FIXTURES / f"hojas/{nombre}.xlsx", vigencia)

    assert analisis.leido.nombre_del_formato == formato
    assert len(analisis.filas) == cuantas
    assert list(perdidas(analisis)) == []
    assert analisis.leido.columnas_sin_ubicar == []
    assert analisis.leido.fuera == []


@pytest.mark.parametrize(("nombre", "vigencia", "formato", "cuantas"), CASOS)
def test_el_texto_extraido_del_pdf_dice_lo_mismo_que_la_hoja(nombre, vigencia, formato, cuantas):
    hoja = analizada(FIXTURES / f"hojas/{nombre}.xlsx", vigencia)
    texto = analizada(FIXTURES / f"textos/{nombre}.txt", vigencia)

    assert texto.leido.nombre_del_formato == formato
    assert len(texto.filas) == cuantas
    assert list(perdidas(texto)) == []
    for una, otra in zip(valores(texto), valores(hoja), strict=True):
        # Los textos verticales pierden los espacios y unas comillas sueltas quedan: lo entendido es igual.
        assert _sin(una, "celdas", "producto") == _sin(otra, "celdas", "producto")
        assert una.get("producto", "").lstrip('"') == otra.get("producto", "")


def _sin(datos, *claves):
    return {clave: valor for clave, valor in datos.items() if clave not in claves}


def test_las_filas_corridas_del_texto_se_preguntan_todas():
    analisis = analizada(FIXTURES / "textos/001_estrategia_sanatorio_contratacion_2022.txt", 2022)

    corridas = [d.celda for d in analisis.todas_las_dudas if "fila están corridas" in d.mensaje]
    assert corridas == ["M10", "M11", "M12", "M13", "M14", "M15", "J16", "K17", "K18"]
    fases = [
        (d.celda, d.campo) for d in analisis.todas_las_dudas if "La X está corrida" in d.mensaje
    ]
    # En la fila 18 el sitio más cercano ya concuerda con el alcance.
    assert fases == [("J16", "fases"), ("K17", "fases")]
    assert [una["fases"] for una in valores(analisis)[6:]] == [
        ["formulacion"],
        ["ejecucion"],
        ["seguimiento"],
    ]


def test_en_el_texto_003_lo_que_esta_bajo_otra_columna_se_pregunta():
    analisis = analizada(FIXTURES / "textos/003_cronograma_rendicion_alcaldia_2021.txt", 2021)

    raras = [d.celda for d in analisis.todas_las_dudas if d.celda in ("A31", "L54", "A58", "D58")]
    assert raras == ["A31", "L54", "A58", "D58"]


def test_un_procedimiento_no_es_un_cronograma_y_se_dice_por_que():
    ruta = FIXTURES / "textos/004_procedimiento.txt"

    with pytest.raises(HojaIlegible, match=r"es un procedimiento .* no un cronograma"):
        leer_para(leer(ruta.read_bytes(), ruta.name), None)


def test_una_x_que_no_concuerda_con_el_alcance_se_pregunta():
    ruta = FIXTURES / "hojas/001_estrategia_sanatorio_contratacion_2022.xlsx"
    libro = load_workbook(ruta)
    libro.active["G13"], libro.active["I13"] = None, "X"
    salida = io.BytesIO()
    libro.save(salida)

    leido = leer_para(leer(salida.getvalue(), ruta.name), None)
    analisis = analizar(leido, entidad=None, estrategia=None, vigencia=2022)

    assert valores(analisis)[6]["fases"] == ["seguimiento"]
    assert ("I13", "fases") in [(d.celda, d.campo) for d in analisis.todas_las_dudas]
