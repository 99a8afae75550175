"""Las palabras con que las plantillas dicen fechas y horas, y lo que el público puede leer."""

from datetime import UTC, date, datetime, time

import pytest

from cronograma.publico import vigencia_destacada, vigencias_de
from cronograma.templatetags import publico
from tests.factories import crear_actividad, crear_entidad, crear_estrategia, publicar

HOY = date(2026, 5, 15)


def test_las_fechas_se_dicen_como_las_dice_la_gente():
    dia = date(2026, 3, 24)

    assert publico.fecha_larga(dia) == "24 de marzo de 2026"
    assert publico.fecha_con_dia(dia) == "martes 24 de marzo de 2026"
    assert (publico.mes_corto(dia), publico.dia_corto(dia)) == ("mar", "mar.")
    assert publico.mes_y_anio(dia) == "marzo de 2026"


@pytest.mark.parametrize(
    ("hora", "dicha"),
    [
        (time(0, 5), "12:05 a. m."),
        (time(9), "9:00 a. m."),
        (time(12), "12:00 p. m."),
        (time(14, 30), "2:30 p. m."),
    ],
)
def test_las_horas_son_de_doce(hora, dicha):
    assert publico.hora(hora) == dicha


def test_un_instante_se_dice_en_la_hora_de_colombia():
    madrugada_en_londres = datetime(2026, 3, 24, 2, tzinfo=UTC)

    assert publico.dia_de(madrugada_en_londres) == "23 de marzo de 2026"
    assert publico.momento_largo(madrugada_en_londres) == "23 de marzo de 2026, 9:00 p. m."


@pytest.mark.parametrize(
    ("vigencias", "destacada"),
    [([2027, 2026, 2024], 2026), ([2024, 2022], 2024), ([2027], 2027), ([], None)],
)
def test_se_destaca_el_anio_en_curso_o_el_ultimo(vigencias, destacada):
    assert vigencia_destacada(vigencias, HOY) == destacada


@pytest.mark.django_db
def test_vigencias_son_solo_las_publicadas_y_las_propias():
    entidad = crear_entidad()
    for vigencia in (2022, 2026):
        estrategia = crear_estrategia(entidad=entidad, vigencia=vigencia)
        crear_actividad(estrategia=estrategia)
        publicar(estrategia)
    crear_actividad(estrategia=crear_estrategia(entidad=entidad, vigencia=2027))
    ajena = crear_estrategia(vigencia=2025)
    crear_actividad(estrategia=ajena)
    publicar(ajena)

    assert vigencias_de(entidad) == [2026, 2022]
