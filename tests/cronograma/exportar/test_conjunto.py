import csv
import io
import json

import pytest

from cronograma.campos import CAMPOS, Origen, Registro
from cronograma.exportar.conjunto import en_csv, en_json

from .test_excel import con_fila

ORIGEN = Origen("hospital", "Hospital", "", "combinada", 1, "2026-05-15T12:00:00-05:00")


def registros(documento):
    return [Registro(ORIGEN, fila, "") for fila in documento.filas]


def leidas(contenido):
    return list(csv.DictReader(io.StringIO(contenido.decode("utf-8-sig"), newline="")))


def test_una_fila_por_actividad_con_los_campos_por_titulos(documento):
    filas = leidas(en_csv(registros(documento)))

    assert [fila["codigo"] for fila in filas] == [fila.codigo for fila in documento.filas]
    assert list(filas[0]) == [campo.nombre for campo in CAMPOS]


def test_el_csv_empieza_con_la_marca_que_excel_necesita(documento):
    assert en_csv(registros(documento)).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("texto", ["=1+1", "+57", "-3", "@x"])
def test_un_texto_que_parece_formula_se_guarda_con_apostrofo(documento, texto):
    filas = leidas(en_csv(registros(con_fila(documento, 0, objetivo=texto))))

    assert filas[0]["objetivo"] == f"'{texto}"


def test_comas_comillas_y_renglones_se_leen_igual(documento):
    raro = 'uno, "dos"\ntres; cuatro'

    assert leidas(en_csv(registros(con_fila(documento, 0, objetivo=raro))))[0]["objetivo"] == raro


def test_lo_verdadero_lo_falso_y_lo_que_falta_son_tres_cosas(documento):
    contenido = en_csv(registros(con_fila(documento, 0, presencial=True, virtual=False, enlace="")))

    fila = leidas(contenido)[0]
    assert (fila["presencial"], fila["virtual"], fila["enlace"]) == ("true", "false", "")


def test_el_json_lleva_los_mismos_campos_y_lo_que_vale_para_todos(documento):
    datos = json.loads(en_json(registros(documento), licencia="libre"))

    assert datos["licencia"] == "libre"
    assert [list(una) for una in datos["actividades"]] == [
        [campo.nombre for campo in CAMPOS] for _ in documento.filas
    ]
