"""Cada celda real de `datos/valores.csv` se lee como la etiquetó una persona."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cronograma.celdas import (
    EstadoAvance,
    Marca,
    Marcada,
    es_codigo,
    es_total,
    juntar_letras,
    leer_avance,
    leer_marca,
    leer_modalidad,
    leer_numerado,
    parece_cortada,
    partir_lista,
)

TABLA = (Path(__file__).parent / "datos/valores.csv").read_text(encoding="utf-8")
VALORES = list(csv.DictReader(TABLA.splitlines()))


def de_campo(campo):
    return [pytest.param(uno, id=uno["valor"][:50]) for uno in VALORES if uno["campo"] == campo]


@pytest.mark.parametrize("caso", de_campo("marca"))
def test_cada_marca_real_se_lee_como_se_etiqueto(caso):
    assert (leer_marca(caso["valor"]).marca or "") == caso["interpretacion"]


@pytest.mark.parametrize("caso", de_campo("modalidad"))
def test_cada_modalidad_real_se_lee_como_se_etiqueto(caso):
    assert (leer_modalidad(caso["valor"]) or "") == caso["interpretacion"]


@pytest.mark.parametrize("caso", de_campo("avance"))
def test_cada_avance_real_se_lee_como_se_etiqueto(caso):
    formato = "0%" if "formato 0%" in caso["notas"] else ""
    assert interpretacion(leer_avance(caso["valor"], formato)) == caso["interpretacion"]


def interpretacion(avance):
    """En el archivo «no aplica» y «no es un avance» son vacío: ninguno es un porcentaje."""
    if avance is None or avance.estado is EstadoAvance.NO_APLICA:
        return ""
    return f"{avance.porcentaje:g}" if avance.porcentaje is not None else avance.estado.value


def test_no_aplica_cero_y_vacio_son_tres_cosas():
    assert leer_avance("N/A").estado is EstadoAvance.NO_APLICA
    assert leer_avance("0%").porcentaje == 0
    assert leer_avance("") is None


@pytest.mark.parametrize("signo", ["x", "X", " x ", "✓", "✔", "Si", "SÍ", "sí", "1", "(X)", "XX"])
def test_los_signos_de_marca_cuentan(signo):
    assert leer_marca(signo) == Marcada(Marca.SI)


@pytest.mark.parametrize("texto", ["1 informe", "Si se requiere", "Xilófonos", "", "Presencial"])
def test_lo_que_no_es_marca_se_queda_como_texto(texto):
    assert leer_marca(texto) == Marcada(None, texto)


def test_una_marca_con_texto_vale_y_conserva_el_texto():
    assert leer_marca("X Informe cuatrimestral") == Marcada(Marca.SI, "Informe cuatrimestral")


@pytest.mark.parametrize(
    ("texto", "partes"),
    [
        ("5. Audiencia de Rendición de cuentas", ("5", "Audiencia de Rendición de cuentas")),
        ("2.Divulgar el Plan", ("2", "Divulgar el Plan")),
        ("10) Reunión", ("10", "Reunión")),
        ("1.2.3 Realizar mesas", ("1.2.3", "Realizar mesas")),
        ("4.1. Realizar mesas", ("4.1", "Realizar mesas")),
        ("PC-01 Consulta ciudadana", ("PC-01", "Consulta ciudadana")),
        ("3 - Foro", ("3", "Foro")),
        ("1 rueda de prensa trimestral", ("", "1 rueda de prensa trimestral")),
        ("1.000 personas capacitadas", ("", "1.000 personas capacitadas")),
        ("2022 en cifras", ("", "2022 en cifras")),
        ("Realizar foro", ("", "Realizar foro")),
    ],
)
def test_el_numero_de_orden_se_separa_del_nombre(texto, partes):
    assert leer_numerado(texto) == partes


@pytest.mark.parametrize(
    ("texto", "es"),
    [("1", True), ("7.", True), ("1.2.3", True), ("PC-01", True), ("Foro", False), ("", False)],
)
def test_un_codigo_solo_se_reconoce(texto, es):
    assert es_codigo(texto) is es


def test_una_lista_se_parte_solo_donde_no_hay_duda():
    assert partir_lista("Usuarios; Veedores") == ("Usuarios", "Veedores")
    assert partir_lista("- Usuarios\n- Veedores\n- Usuarios") == ("Usuarios", "Veedores")
    assert partir_lista("Usuarios, veedores y alianza") == ("Usuarios, veedores y alianza",)
    assert partir_lista("") == ()


@pytest.mark.parametrize(
    ("texto", "es"),
    [
        ("TOTAL", True),
        ("Subtotal componente 1", True),
        ("PORCENTAJE DE CUMPLIMIENTO", True),
        ("TOTAL AVANCE", True),
        ("% de avance", True),
        ("PROMEDIO", True),
        ("Cumplimiento del componente", True),
        ("Total actividades programadas", True),
        ("Totalizar los resultados de la encuesta", False),
        ("Avance del plan de mejoramiento publicado en la página web de la entidad", False),
        ("Promediar las notas", False),
        ("Realizar el total de las audiencias", False),
    ],
)
def test_una_fila_de_totales_se_reconoce_por_su_rotulo(texto, es):
    assert es_total(texto) is es


def test_una_frase_que_pide_otra_palabra_parece_cortada():
    assert parece_cortada("Mantener informados este grupo de valor en")
    assert not parece_cortada("Mantener un diálogo con la alta dirección.")


def test_las_letras_separadas_se_juntan():
    assert juntar_letras("A c c i o n e s internas") == "Acciones internas"


@given(st.text(max_size=200))
def test_ninguna_celda_hace_fallar_la_lectura(texto):
    leer_marca(texto), leer_numerado(texto), leer_avance(texto), leer_modalidad(texto)
    es_total(texto), parece_cortada(texto), partir_lista(texto), juntar_letras(texto)
