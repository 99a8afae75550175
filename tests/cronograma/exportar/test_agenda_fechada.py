"""La agenda fechada: sus renglones y los archivos, leídos de vuelta."""

import io
from datetime import date, datetime, time

import pytest
from openpyxl import load_workbook

from cronograma.encuentros.agenda_fechada import agenda_de
from cronograma.exportar.agenda_fechada import agenda_en_excel, html
from cronograma.periodos import Periodo
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_estrategia,
    crear_grupo,
)

pytestmark = pytest.mark.django_db

TITULOS = [
    "Fecha", "Inicio", "Fin", "Actividad", "Para qué", "Invitados", "Responsables", "Modalidad",
    "Lugar o enlace", "Estado",
]  # fmt: skip


@pytest.fixture
def estrategia():
    estrategia = crear_estrategia(vigencia=2026)
    entidad = estrategia.entidad
    semestral = crear_actividad(
        estrategia=estrategia,
        nombre="=Audiencia",
        objetivo="Rendir cuentas",
        fecha_programada="Semestral",
        presencial=True,
        lugar="Sede",
        dependencias=[crear_dependencia(entidad=entidad, nombre="Atención", sigla="SIAU")],
        grupos=[crear_grupo(entidad=entidad, nombre="Usuarios")],
    )
    crear_encuentro(
        actividad=semestral,
        ocasion=1,
        fecha=date(2026, 3, 24),
        hora_inicio=time(14, 30),
        hora_fin=time(16),
    )
    otra = crear_actividad(estrategia=estrategia, nombre="Foro", fecha_programada="febrero")
    crear_encuentro(
        actividad=otra, ocasion=1, fecha=date(2026, 2, 3), estado="cancelado", motivo="Paro"
    )
    return estrategia


def test_va_en_orden_de_fecha_y_lo_que_falta_al_final(estrategia):
    agenda = agenda_de(estrategia)

    assert [(uno.fecha, uno.actividad, uno.estado) for uno in agenda.renglones] == [
        (date(2026, 2, 3), "Foro", "Cancelado: Paro"),
        (date(2026, 3, 24), "=Audiencia", "Provisional"),
    ]
    assert [(una.actividad, una.ocasion) for una in agenda.por_fechar] == [
        ("=Audiencia", "2.ª de 2 · 2.º semestre de 2026"),
        ("Foro", "febrero de 2026"),
    ]


def test_se_filtra_por_periodo_y_dependencia(estrategia):
    dependencia = estrategia.entidad.dependencias.get(sigla="SIAU")
    agenda = agenda_de(estrategia, periodo=Periodo.de_codigo("T1", 2026), dependencia=dependencia)

    assert [uno.actividad for uno in agenda.renglones] == ["=Audiencia"]
    assert agenda.por_fechar == ()
    assert agenda.alcance == f"1.er trimestre de 2026 · {dependencia}"


def test_el_excel_lleva_fechas_y_horas_de_verdad(estrategia):
    libro = load_workbook(io.BytesIO(agenda_en_excel(agenda_de(estrategia), ahora=AHORA)))
    filas = list(libro["Agenda"].iter_rows(min_row=5, values_only=True))

    assert list(filas[0]) == TITULOS
    assert filas[2] == (
        datetime(2026, 3, 24),  # noqa: DTZ001 -- así lee openpyxl un día
        time(14, 30),
        time(16),
        "=Audiencia",
        "Rendir cuentas",
        "Usuarios",
        "SIAU",
        "Presencial",
        "Sede",
        "Provisional",
    )
    celda = libro["Agenda"]["D7"]
    assert (celda.data_type, celda.quotePrefix) == ("s", True)
    assert libro["Agenda"]["A7"].is_date
    # Lo que falta no lleva una fecha inventada.
    assert filas[3][0] is None
    assert filas[3][9] == "Por fechar: 2.ª de 2 · 2.º semestre de 2026"


def test_la_pagina_que_se_imprime_dice_lo_mismo(estrategia):
    pagina = html(agenda_de(estrategia), ahora=AHORA)

    for dice in (
        "Martes 24 de marzo de 2026",
        "2:30 p. m. a 4:00 p. m.",
        "Cancelado: Paro",
        "Por fechar",
    ):
        assert dice in pagina


@pytest.mark.parametrize("cuantas", [1, 3])
def test_la_agenda_cuesta_las_mismas_consultas(cuantas, django_assert_num_queries):
    estrategia = crear_estrategia()
    for _ in range(cuantas):
        actividad = crear_actividad(
            estrategia=estrategia,
            fecha_programada="Mensual",
            dependencias=[crear_dependencia(entidad=estrategia.entidad)],
        )
        crear_encuentro(actividad=actividad, ocasion=1)

    with django_assert_num_queries(9):
        agenda_de(estrategia)
