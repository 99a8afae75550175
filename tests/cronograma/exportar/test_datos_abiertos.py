import csv as lector_csv
import dataclasses
import io
import json
from datetime import UTC, date, datetime

import pytest

from cronograma.documento import Cambio
from cronograma.exportar.datos_abiertos import como_json, csv
from cronograma.formatos import FORMATOS, TABLA

from .test_excel import con_fila


def filas_de(contenido):
    return list(lector_csv.reader(io.StringIO(contenido.decode("utf-8-sig"), newline="")))


def test_el_csv_lleva_una_fila_por_actividad_y_una_de_titulos(oficial):
    formato, documento, _ = oficial

    titulos, *filas = filas_de(csv(documento, formato))

    nombre = [columna.campo for columna in formato.columnas].index("nombre")
    assert [fila[nombre] for fila in filas] == [
        una.celdas["nombre"].texto for una in documento.filas
    ]
    assert len(titulos) == len(set(titulos)) == len(formato.columnas)
    assert {len(fila) for fila in filas} == {len(titulos)}


def test_el_csv_empieza_con_la_marca_que_excel_necesita(hospital):
    assert csv(hospital, FORMATOS["cronograma"]).startswith(b"\xef\xbb\xbf")


def test_un_titulo_combinado_va_delante_del_suyo(hospital):
    titulos = filas_de(csv(hospital, FORMATOS["cronograma"]))[0]

    assert titulos[8:10] == ["Modalidad del espacio: Presencial", "Modalidad del espacio: Virtual"]


def test_la_tabla_ordenada_lleva_fechas_iso(fila, documento):
    titulos, primera = filas_de(csv(documento, TABLA))

    datos = dict(zip(titulos, primera, strict=True))
    programacion = fila.programacion
    assert datos["Código"] == "01"
    assert datos["Fecha programada"] == "1er Cuatrimestre"
    assert datos["Fecha inicial"] == programacion.inicio.isoformat() == "2026-01-01"
    assert datos["Fecha final"] == "2026-04-30"
    assert datos["Dependencias responsables"] == "Oficina Asesora de Planeación; SIAU"


@pytest.mark.parametrize("texto", ["=1+1", "+57", "-3", "@x", "\tx", "\rx"])
def test_un_texto_que_parece_formula_se_guarda_con_apostrofo(documento, texto):
    filas = filas_de(csv(con_fila(documento, 0, objetivo=texto), TABLA))

    assert filas[1][13] == "'" + texto


def test_un_texto_con_comas_comillas_y_renglones_se_lee_igual(documento):
    raro = 'uno, "dos"\ntres; cuatro'

    assert filas_de(csv(con_fila(documento, 0, objetivo=raro), TABLA))[1][13] == raro


def test_el_json_lleva_el_documento_con_su_significado(documento):
    completo = dataclasses.replace(
        documento,
        version="1",
        publicada_en=datetime(2026, 1, 30, 15, tzinfo=UTC),
        casillas={"version_documento": "01", "fecha_documento": date(2026, 1, 27)},
        cambios=(Cambio("1", date(2026, 1, 30), "Primera"),),
        avances={"01": {"avance:T1": "20 %"}},
    )

    datos = json.loads(como_json(completo, FORMATOS["cronograma"]))

    actividad = datos.pop("actividades")[0]
    assert datos == {
        "esquema": 1,
        "formato": "cronograma",
        "entidad": "Alcaldía de Ejemplo",
        "vigencia": 2026,
        "tipo": "combinada",
        "nombre": "Estrategia de participación",
        "version": "1",
        "publicada_en": "2026-01-30T15:00:00+00:00",
        "procedencia": "",
        "casillas": {"version_documento": "01", "fecha_documento": "2026-01-27"},
        "calidad": {"codigo": "", "version": "", "fecha": None, "proceso": ""},
        "firmas": [],
        "cambios": [{"version": "1", "fecha": "2026-01-30", "motivo": "Primera"}],
    }
    assert actividad["programacion"]["inicio"] == "2026-01-01"
    assert actividad["dependencias"][0]["es_lider"] is True
    assert actividad["avances"] == {"avance:T1": "20 %"}
    assert "celdas" not in actividad


def test_el_json_lleva_todas_las_actividades(oficial):
    formato, documento, _ = oficial

    datos = json.loads(como_json(documento, formato))

    assert [una["nombre"] for una in datos["actividades"]] == [
        una.nombre for una in documento.filas
    ]
