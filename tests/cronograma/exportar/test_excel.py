import dataclasses
import io

import openpyxl
import pytest

from cronograma.exportar.excel import excel
from cronograma.fila import Celda
from cronograma.formatos import FORMATOS


def abrir(contenido):
    return openpyxl.load_workbook(io.BytesIO(contenido)).active


def textos_de(hoja):
    """Todas las celdas de la hoja: su coordenada y lo que dicen."""
    return {
        celda.coordinate: celda.value
        for fila in hoja.iter_rows()
        for celda in fila
        if celda.value is not None
    }


def combinadas_de(hoja):
    return {str(area) for area in hoja.merged_cells.ranges}


def diferencias(una, otra):
    """Las coordenadas que dicen distinto en dos hojas, con lo que dice cada una."""
    antes, despues = textos_de(una), textos_de(otra)
    return {
        sitio: (antes.get(sitio), despues.get(sitio))
        for sitio in antes.keys() | despues.keys()
        if antes.get(sitio) != despues.get(sitio)
    }


def con_fila(documento, lugar, **cambios):
    """El documento con una de sus actividades cambiada."""
    filas = list(documento.filas)
    filas[lugar] = dataclasses.replace(filas[lugar], **cambios)
    return dataclasses.replace(documento, filas=tuple(filas))


def test_la_hoja_oficial_se_reproduce_celda_por_celda(oficial):
    formato, documento, original = oficial
    esperada = openpyxl.load_workbook(original).active

    hoja = abrir(excel(documento, formato))

    assert hoja.title == esperada.title
    assert textos_de(hoja) == textos_de(esperada)
    assert combinadas_de(hoja) == combinadas_de(esperada)


@pytest.mark.parametrize(
    ("formato", "lugar", "cambio", "esperado"),
    [
        ("cronograma", 0, {"nombre": "Consulta"}, {"A5": "1. Consulta"}),
        ("cronograma", 0, {"es_participacion": False}, {"B5": None}),
        ("cronograma", 0, {"es_rendicion": True}, {"C5": "X"}),
        ("cronograma", 0, {"presencial": True}, {"I5": "X"}),
        ("cronograma", 0, {"metas": "Otra meta"}, {"F5": "Otra meta"}),
        ("cronograma", 4, {"correo": "a@b.gov.co"}, {"M13": "a@b.gov.co"}),
        ("cronograma", 4, {"grupos": ("Veedurías", "Usuarios")}, {"E13": "Veedurías; Usuarios"}),
        ("estrategia", 8, {"alcance": "Informar"}, {"J15": "Informar"}),
        ("estrategia", 8, {"fases": ()}, {"I15": None}),
        ("plan", 0, {"producto": "=1+1"}, {"E13": "=1+1"}),
        ("rendicion", 28, {"dependencias": ()}, {"L37": None}),
    ],
)
def test_cambiar_un_campo_cambia_solo_su_celda(formato, lugar, cambio, esperado, leer_documento):
    documento = leer_documento(formato)
    antes = abrir(excel(documento, FORMATOS[formato]))

    despues = abrir(excel(con_fila(documento, lugar, **cambio), FORMATOS[formato]))

    assert {sitio: ahora for sitio, (_, ahora) in diferencias(antes, despues).items()} == esperado
    assert combinadas_de(antes) == combinadas_de(despues)


def test_cambiar_una_casilla_cambia_solo_su_celda(leer_documento):
    documento = leer_documento("plan")
    otro = dataclasses.replace(documento, casillas=documento.casillas | {"marco_legal": "Ley 1757"})

    antes, despues = (abrir(excel(uno, FORMATOS["plan"])) for uno in (documento, otro))

    assert [(s, a) for s, (_, a) in diferencias(antes, despues).items()] == [("B9", "Ley 1757")]


def test_las_actividades_escritas_a_mano_salen_en_la_misma_hoja(oficial):
    formato, documento, original = oficial
    a_mano = dataclasses.replace(
        documento,
        celdas={},
        filas=tuple(dataclasses.replace(fila, celdas={}) for fila in documento.filas),
    )

    hoja = abrir(excel(a_mano, formato))

    esperada = openpyxl.load_workbook(original).active
    assert combinadas_de(hoja) == combinadas_de(esperada)
    assert hoja.dimensions == esperada.dimensions


@pytest.mark.parametrize(
    "texto", ["=1+1", "+57 601", "-", "@usuario", "\t=2", "=cmd|' /C calc'!A0"]
)
def test_un_texto_que_parece_formula_sigue_siendo_texto(documento, texto):
    hoja = abrir(excel(con_fila(documento, 0, objetivo=texto, metas=texto), FORMATOS["cronograma"]))

    celda = hoja["G5"]
    assert (celda.value, celda.data_type, celda.quotePrefix) == (texto, "s", True)


def test_un_texto_con_letras_que_excel_no_admite_pierde_solo_esas(documento):
    hoja = abrir(excel(con_fila(documento, 0, objetivo="uno\x0bdos\ntres"), FORMATOS["cronograma"]))

    assert hoja["G5"].value == "unodos\ntres"


def test_la_hoja_se_imprime_apaisada_en_un_ancho_y_con_los_titulos_repetidos(oficial):
    formato, documento, _ = oficial

    hoja = abrir(excel(documento, formato))

    primera = formato.fila_de_titulos
    assert hoja.page_setup.orientation == "landscape"
    assert (hoja.page_setup.fitToWidth, hoja.page_setup.fitToHeight) == (1, 0)
    assert hoja.sheet_properties.pageSetUpPr.fitToPage
    assert hoja.print_title_rows == f"${primera}:${primera + formato.tiene_grupos}"
    assert hoja.print_area.endswith(f"${hoja.max_row}")


def test_el_archivo_dice_que_es_y_de_quien(hospital):
    libro = openpyxl.load_workbook(io.BytesIO(excel(hospital, FORMATOS["cronograma"])))

    propias = libro.properties
    assert propias.title == f"{hospital.nombre} · vigencia 2022"
    assert propias.creator == "E.S.E. Hospital Universitario Hernando Moncaleano Perdomo"
    assert propias.language == "es-CO"


def test_las_celdas_llevan_borde_y_el_texto_se_ajusta(hospital):
    hoja = abrir(excel(hospital, FORMATOS["cronograma"]))

    estilos = {hoja[sitio].style for sitio in ("A5", "G35", "A3")}
    assert estilos == {"texto", "encabezado"}
    assert all(hoja[sitio].alignment.wrap_text for sitio in ("A3", "A5", "B5", "M35"))
    assert all(hoja[sitio].border.left.style == "thin" for sitio in ("A3", "A5", "E5", "M35"))


def test_lo_reportado_manda_sobre_lo_que_trajo_la_hoja(leer_documento):
    documento = leer_documento("estrategia")
    reportado = dataclasses.replace(
        documento, avances={"02": {"avance:T1": "50 %", "avance:T2": "N/A"}}
    )

    antes, despues = (abrir(excel(uno, FORMATOS["estrategia"])) for uno in (documento, reportado))

    assert diferencias(antes, despues) == {"O8": ("0%", "50 %"), "P8": (None, "N/A")}


def test_las_columnas_propias_de_la_hoja_se_escriben_a_la_derecha(documento):
    con_extra = con_fila(documento, 0, extras={"Presupuesto CDP": "$ 12.000.000"})

    hoja = abrir(excel(con_extra, FORMATOS["cronograma"]))

    assert (hoja["N3"].value, hoja["N5"].value) == ("Presupuesto CDP", "$ 12.000.000")


def test_una_actividad_nueva_sigue_en_la_tabla_de_la_anterior(hospital):
    nueva = dataclasses.replace(hospital.filas[0], codigo="20", numero="20", bloque="", celdas={})
    mas_larga = dataclasses.replace(hospital, filas=(*hospital.filas, nueva))

    antes, despues = (abrir(excel(uno, FORMATOS["cronograma"])) for uno in (hospital, mas_larga))

    assert {sitio[-2:] for sitio in diferencias(antes, despues)} == {"36"}
    assert combinadas_de(antes) == combinadas_de(despues)


def test_un_documento_sin_actividades_sale_con_sus_titulos(documento):
    hoja = abrir(excel(dataclasses.replace(documento, filas=()), FORMATOS["cronograma"]))

    assert hoja["A3"].value == "Nombre del espacio de participación"
    assert hoja.max_row == 4


def test_un_titulo_propio_de_la_entidad_se_conserva_mientras_valga(hospital):
    oficial = "CRONOGRAMA DE ACTIVIDADES DE PARTICIPACIÓN CIUDADANA Y RENDICIÓN DE CUENTAS"
    propio = dataclasses.replace(hospital, celdas={"titulo:1": Celda("CRONOGRAMA 2022", oficial)})
    viejo = dataclasses.replace(hospital, celdas={"titulo:2": Celda("AÑO 2021", "VIGENCIA 2021")})

    hojas = [abrir(excel(uno, FORMATOS["cronograma"])) for uno in (propio, viejo)]

    assert [(hoja["A1"].value, hoja["A2"].value) for hoja in hojas] == [
        ("CRONOGRAMA 2022", "VIGENCIA 2022"),
        (oficial, "VIGENCIA 2022"),
    ]
