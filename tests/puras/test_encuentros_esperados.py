"""Las ocasiones que promete una fecha, con textos de documentos de verdad."""

from datetime import date
from itertools import pairwise

import pytest

from cronograma.encuentros.esperados import Ocasion, nombre_de_tramo, ocasion_de, ocasiones
from cronograma.programacion import interpretar

VIGENCIA = 2022


def nombres(texto):
    return [una.nombre for una in ocasiones(interpretar(texto, VIGENCIA))]


@pytest.mark.parametrize(
    ("texto", "cuantas"),
    [
        ("Mensual", 12),
        ("Semestral (dos encuentros)", 2),
        ("Trimestral", 4),
        ("4 veces en el año", 4),
        ("Dos veces por semestre", 4),
        ("Cada quince días", 24),
        ("marzo y noviembre", 2),
        ("15 de marzo y 20 de junio", 2),
        ("1er Cuatrimestre", 1),
        ("último trimestre", 1),
        ("ene-22", 1),
        ("del 3 de marzo al 8 de abril", 1),
        ("Durante la vigencia", 0),
        ("Diario", 0),
        ("Según solicitud del usuario", 0),
        ("cuando se pueda", 0),
        ("", 0),
    ],
)
def test_cada_fecha_promete_sus_ocasiones(texto, cuantas):
    assert len(nombres(texto)) == cuantas


def test_la_tercera_de_una_mensual_es_marzo():
    assert ocasiones(interpretar("Mensual", VIGENCIA))[2] == Ocasion(
        numero=3,
        desde=date(2022, 3, 1),
        hasta=date(2022, 3, 31),
        nombre="3.ª de 12 · marzo de 2022",
        periodo="marzo de 2022",
    )


@pytest.mark.parametrize(
    ("texto", "esperados"),
    [
        (
            "Semestral (dos encuentros)",
            ["1.ª de 2 · 1.er semestre de 2022", "2.ª de 2 · 2.º semestre de 2022"],
        ),
        ("1er Cuatrimestre", ["1.er cuatrimestre de 2022"]),
        ("marzo y noviembre", ["1.ª de 2 · marzo de 2022", "2.ª de 2 · noviembre de 2022"]),
        (
            "15 de marzo y 20 de junio",
            ["1.ª de 2 · 15 de marzo de 2022", "2.ª de 2 · 20 de junio de 2022"],
        ),
        (
            "Semestral: junio y diciembre",
            ["1.ª de 2 · junio de 2022", "2.ª de 2 · diciembre de 2022"],
        ),
    ],
)
def test_las_ocasiones_se_nombran_como_las_dice_una_persona(texto, esperados):
    assert nombres(texto) == esperados


def test_dos_veces_por_semestre_comparten_el_semestre():
    primera, segunda, *_ = ocasiones(interpretar("Dos veces por semestre", VIGENCIA))

    assert (primera.desde, primera.hasta) == (segunda.desde, segunda.hasta)
    assert (primera.numero, segunda.numero) == (1, 2)


def test_las_ocasiones_cubren_el_intervalo_sin_huecos_ni_cruces():
    todas = ocasiones(interpretar("Cada quince días", VIGENCIA))

    assert all((despues.desde - antes.hasta).days == 1 for antes, despues in pairwise(todas))
    assert (todas[0].desde, todas[-1].hasta) == (date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("desde", "hasta", "nombre"),
    [
        (date(2022, 3, 24), date(2022, 3, 24), "24 de marzo de 2022"),
        (date(2022, 3, 1), date(2022, 3, 31), "marzo de 2022"),
        (date(2022, 1, 1), date(2022, 12, 31), "año 2022"),
        (date(2022, 3, 3), date(2022, 3, 9), "del 3 al 9 de marzo de 2022"),
        (date(2022, 3, 3), date(2022, 4, 8), "del 3 de marzo al 8 de abril de 2022"),
        (date(2022, 12, 3), date(2023, 1, 8), "del 3 de diciembre de 2022 al 8 de enero de 2023"),
    ],
)
def test_un_pedazo_del_calendario_se_nombra_con_lo_mas_corto(desde, hasta, nombre):
    assert nombre_de_tramo(desde, hasta) == nombre


def test_la_ocasion_que_la_fecha_no_promete_no_existe():
    trimestral = interpretar("Trimestral", VIGENCIA)

    assert ocasion_de(trimestral, 4).periodo == "4.º trimestre de 2022"
    assert ocasion_de(trimestral, 5) is None
    assert ocasion_de(trimestral, None) is None
