"""Los periodos de una vigencia: límites, nombres, códigos y a cuál pertenece una fecha."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cronograma.periodos import (
    ClasePeriodo,
    Periodo,
    dia_de_semana_del_mes,
    periodo_de,
    periodos_de,
)

CASOS = {
    "T1": (ClasePeriodo.TRIMESTRE, 1, "2022-01-01", "2022-03-31", "1.er trimestre de 2022"),
    "T4": (ClasePeriodo.TRIMESTRE, 4, "2022-10-01", "2022-12-31", "4.º trimestre de 2022"),
    "C2": (ClasePeriodo.CUATRIMESTRE, 2, "2022-05-01", "2022-08-31", "2.º cuatrimestre de 2022"),
    "C3": (ClasePeriodo.CUATRIMESTRE, 3, "2022-09-01", "2022-12-31", "3.er cuatrimestre de 2022"),
    "S1": (ClasePeriodo.SEMESTRE, 1, "2022-01-01", "2022-06-30", "1.er semestre de 2022"),
    "B1": (ClasePeriodo.BIMESTRE, 1, "2022-01-01", "2022-02-28", "1.er bimestre de 2022"),
    "M03": (ClasePeriodo.MES, 3, "2022-03-01", "2022-03-31", "marzo de 2022"),
    "anual": (ClasePeriodo.ANIO, 1, "2022-01-01", "2022-12-31", "año 2022"),
}


@pytest.mark.parametrize(("codigo", "caso"), CASOS.items(), ids=CASOS)
def test_limites_nombre_y_codigo(codigo, caso):
    clase, numero, inicio, fin, nombre = caso
    periodo = Periodo(2022, clase, numero)

    assert (str(periodo.inicio), str(periodo.fin), periodo.nombre) == (inicio, fin, nombre)
    assert periodo.codigo == codigo
    assert Periodo.de_codigo(f" {codigo.lower()} ", 2022) == periodo


def test_febrero_de_un_anio_bisiesto_acaba_el_29():
    assert Periodo(2024, ClasePeriodo.BIMESTRE, 1).fin == date(2024, 2, 29)


@pytest.mark.parametrize(
    "codigo", ["", "T", "T0", "T5", "C4", "S3", "M13", "X1", "trimestre 1", "T1-2022", "T²"]
)
def test_un_codigo_que_no_existe_dice_cuales_hay(codigo):
    with pytest.raises(ValueError, match=r"(escriba|Escriba)"):
        Periodo.de_codigo(codigo, 2022)


def test_un_periodo_que_no_existe_no_se_construye():
    with pytest.raises(ValueError, match="No existe el trimestre 5: escriba un número entre 1 y 4"):
        Periodo(2022, ClasePeriodo.TRIMESTRE, 5)


@pytest.mark.parametrize("clase", ClasePeriodo)
def test_los_periodos_cubren_el_anio_sin_huecos_ni_cruces(clase):
    periodos = periodos_de(2024, clase)

    assert (periodos[0].inicio, periodos[-1].fin) == (date(2024, 1, 1), date(2024, 12, 31))
    assert all(b.inicio - a.fin == timedelta(days=1) for a, b in itertools.pairwise(periodos))
    assert [mes for periodo in periodos for mes in periodo.meses] == list(range(1, 13))
    assert list(periodos) == sorted(periodos)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(ClasePeriodo))
def test_una_fecha_cae_en_un_solo_periodo_de_cada_clase(fecha, clase):
    assert [p for p in periodos_de(fecha.year, clase) if p.contiene(fecha)] == [
        periodo_de(fecha, clase)
    ]


@pytest.mark.parametrize(
    ("inicio", "fin", "cruza"),
    [
        ("2022-03-31", "2022-03-31", False),
        ("2022-03-31", "2022-04-01", True),
        ("2022-06-30", "2022-12-31", True),
        ("2022-07-01", "2022-12-31", False),
        ("2021-01-01", "2023-12-31", True),
    ],
)
def test_se_cruza_con_los_extremos_incluidos(inicio, fin, cruza):
    segundo = Periodo(2022, ClasePeriodo.TRIMESTRE, 2)

    assert segundo.se_cruza(date.fromisoformat(inicio), date.fromisoformat(fin)) is cruza


@pytest.mark.parametrize(
    ("orden", "dia", "esperado"),
    [(1, 0, 7), (2, 1, 8), (4, 6, 27), (-1, 3, 31)],
    ids=["lunes", "martes", "domingo", "jueves"],
)
def test_dia_de_semana_del_mes(orden, dia, esperado):
    assert dia_de_semana_del_mes(2022, 3, orden, dia) == date(2022, 3, esperado)
