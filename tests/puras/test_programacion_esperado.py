"""Cuánto se espera de una actividad al cierre de cada periodo: la tabla de `docs/fechas.md`, con números."""

from datetime import date
from fractions import Fraction

import pytest

from cronograma.programacion import (
    Periodo,
    esta_programada,
    interpretar,
    ocurrencias_esperadas,
    proporcion_esperada,
    vencimientos,
)

CORTES = ("T1", "C1", "T2", "S1", "C2", "T3", "T4")


def partes(texto, **mas):
    p = interpretar(texto, 2022)
    return [proporcion_esperada(p, Periodo.de_codigo(corte, 2022).fin, **mas) for corte in CORTES]


def fracciones(texto):
    return [Fraction(parte) for parte in texto.split()]


# Al cierre de               T1   C1   T2=S1     C2   T3   T4
PROPORCIONES = {
    "16-abr-22": "0 1 1 1 1 1 1",
    "marzo de 2022": "1 1 1 1 1 1 1",
    "2.º trimestre": "0 0 1 1 1 1 1",
    "1er Cuatrimestre": "0 1 1 1 1 1 1",
    "segundo semestre": "0 0 0 0 0 0 1",
    "febrero a agosto": "0 0 0 0 1 1 1",
    "del 1 de febrero al 30 de noviembre": "0 0 0 0 0 0 1",
    "Durante la vigencia": "1/4 1/3 1/2 1/2 2/3 3/4 1",
    "trimestres 1 y 3": "1/2 1/2 1/2 1/2 1/2 1 1",
    "Cuatrimestre 2 y 3": "0 0 0 0 1/2 1/2 1",
    "marzo, junio y noviembre": "1/3 1/3 2/3 2/3 2/3 2/3 1",
    "16 de abril y 30 de septiembre": "0 1/2 1/2 1/2 1/2 1 1",
    "Mensual": "1/4 1/3 1/2 1/2 2/3 3/4 1",
    "Trimestral": "1/4 1/4 1/2 1/2 1/2 3/4 1",
    "Cuatrimestral": "0 1/3 1/3 1/3 2/3 2/3 1",
    "Semestral": "0 0 1/2 1/2 1/2 1/2 1",
    "Anual": "0 0 0 0 0 0 1",
    "Bimestral": "1/6 1/3 1/2 1/2 2/3 2/3 1",
    "Semestral: mayo y octubre": "0 0 1/2 1/2 1/2 1/2 1",
    "Dos por semestre": "0 0 1/2 1/2 1/2 1/2 1",
    "4 jornadas anuales": "1/4 1/4 1/2 1/2 1/2 3/4 1",
    "3 veces en la vigencia": "0 1/3 1/3 1/3 2/3 2/3 1",
    "5 veces en la vigencia": "1/5 1/5 2/5 2/5 3/5 3/5 1",
    "Mensual de febrero a noviembre": "1/5 3/10 1/2 1/2 7/10 4/5 1",
}  # fmt: skip


@pytest.mark.parametrize(("texto", "esperado"), PROPORCIONES.items(), ids=PROPORCIONES)
def test_proporcion_al_cierre_de_cada_periodo(texto, esperado):
    assert partes(texto) == fracciones(esperado)


GRADUALES = {
    "1er Cuatrimestre": "3/4 1 1 1 1 1 1",
    "febrero a noviembre": "1/5 3/10 1/2 1/2 7/10 4/5 1",
    "del 15 de febrero al 30 de noviembre": "3/19 5/19 9/19 9/19 13/19 15/19 1",
    "16-abr-22": "0 1 1 1 1 1 1",
}


@pytest.mark.parametrize(("texto", "esperado"), GRADUALES.items(), ids=GRADUALES)
def test_lo_gradual_crece_con_el_tiempo(texto, esperado):
    assert partes(texto, gradual=True) == fracciones(esperado)


@pytest.mark.parametrize("texto", ["Por demanda", "por definir", "30/02/2022"])
def test_lo_que_no_dice_cuando_no_espera_nada(texto):
    p = interpretar(texto, 2022)

    assert proporcion_esperada(p, date(2022, 12, 31)) is None
    assert ocurrencias_esperadas(p, date(2022, 12, 31)) is None
    assert not any(esta_programada(p, Periodo.de_codigo(corte, 2022)) for corte in CORTES)


# Ocurrencias hasta          31-mar 30-abr 15-jun 31-dic
OCURRENCIAS = {
    "Mensual": (3, 4, 5, 12),
    "Trimestral": (1, 1, 1, 4),
    "Quincenal": (6, 8, 11, 24),
    "Semanal": (12, 17, 23, 52),
    "Diario": (90, 120, 166, 365),
    "El 15 de cada mes": (3, 4, 6, 12),
    "último jueves de cada mes": (3, 4, 5, 12),
    "Dos veces por semana": (24, 34, 46, 104),
    "marzo, junio y noviembre": (1, 1, 1, 3),
    "16-abr-22": (0, 1, 1, 1),
    "Durante la vigencia": (None, None, None, None),
}


@pytest.mark.parametrize(("texto", "esperado"), OCURRENCIAS.items(), ids=OCURRENCIAS)
def test_ocurrencias_hasta_un_dia(texto, esperado):
    p = interpretar(texto, 2022)
    dias = (date(2022, 3, 31), date(2022, 4, 30), date(2022, 6, 15), date(2022, 12, 31))

    assert tuple(ocurrencias_esperadas(p, dia) for dia in dias) == esperado


PROGRAMADAS = {
    "1er Cuatrimestre": "T1 T2 C1 S1 M04",
    "16-abr-22": "T2 C1 S1 M04",
    "ultimo trimestre": "T4 C3 S2",
    "marzo, junio y noviembre": "T1 T2 T4 C1 C2 C3 S1 S2",
    "trimestres 1 y 4": "T1 T4 C1 C3 S1 S2",
    "Al finalizar cada semestre": "T2 T4 C2 C3 S1 S2",
    "Mensual": "T1 T2 T3 T4 C1 C2 C3 S1 S2 M04",
    "31/12/2021": "",
}


@pytest.mark.parametrize(("texto", "esperado"), PROGRAMADAS.items(), ids=PROGRAMADAS)
def test_esta_programada_en_un_periodo(texto, esperado):
    p = interpretar(texto, 2022)
    codigos = "T1 T2 T3 T4 C1 C2 C3 S1 S2 M04".split()

    assert [
        codigo for codigo in codigos if esta_programada(p, Periodo.de_codigo(codigo, 2022))
    ] == esperado.split()


def test_las_ocurrencias_sin_subperiodo_se_reparten_por_igual():
    cinco = vencimientos(interpretar("5 veces durante 2022", 2022))

    assert [dia.isoformat()[5:] for dia in cinco] == ["03-13", "05-25", "08-07", "10-19", "12-31"]
