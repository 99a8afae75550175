"""El año inventado: cada cifra de su evaluación, otra vez, con SQL que no usa nada del programa."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction

from cronograma.exportar.archivos import con_archivos
from seguimiento import anio_inventado
from seguimiento.desglose import Dimension
from seguimiento.evaluacion import evaluar

pytestmark = pytest.mark.django_db

HOY = date(2026, 2, 1)
CONSULTAS = re.split(
    r"^-- nombre: (\w+)\n", Path(__file__).with_name("recalculo.sql").read_text(), flags=re.M
)
SQL: Mapping[str, str] = dict(zip(CONSULTAS[1::2], CONSULTAS[2::2], strict=True))


@pytest.fixture(scope="module")
def estrategia(django_db_setup, django_db_blocker):
    """El año se juega una vez para todas las pruebas, y al final no queda nada."""
    with django_db_blocker.unblock(), transaction.atomic():
        entidad, nueva = anio_inventado.jugar("clave-de-prueba", con_archivos)
        assert nueva
        yield entidad.estrategias.get()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def evaluaciones(estrategia):
    return {codigo: evaluar(estrategia, codigo, hoy=HOY) for codigo in ("T1", "T2", "T3", "T4")}


def recalcular(nombre: str) -> list[tuple]:
    with connection.cursor() as cursor:
        # Por partes y no con formato: lo que se ejecuta es el archivo, sin valores de nadie.
        cursor.execute(SQL[nombre].replace("{lineas}", SQL["lineas"]))
        return [
            tuple(uno if isinstance(uno, str) or uno is None else float(uno) for uno in fila)
            for fila in cursor.fetchall()
        ]


def test_el_cumplimiento_aceptado_es_el_que_da_la_base_de_datos(evaluaciones):
    medidas = [(codigo, una.medidas.aceptado) for codigo, una in evaluaciones.items()]

    assert recalcular("aceptado") == [
        (codigo, pytest.approx(float(una.cumplimiento)), una.cumplidas, una.exigibles)
        for codigo, una in medidas
    ]


def test_el_cumplimiento_a_mano_del_primer_trimestre(evaluaciones):
    # Seis exigibles; a todas les alcanza menos al equipo, que lleva la mitad: (5 + 0,5) ÷ 6.
    primera = evaluaciones["T1"].medidas.aceptado

    assert float(primera.cumplimiento) == pytest.approx(5.5 / 6)
    assert (primera.cumplidas, primera.exigibles) == (5, 6)


def test_lo_verificado_se_mide_solo_sobre_lo_que_miro_control(evaluaciones):
    medidas = [(codigo, una.medidas.verificado) for codigo, una in evaluaciones.items()]

    assert recalcular("verificado") == [
        (codigo, pytest.approx(float(una.cumplimiento)), una.exigibles) for codigo, una in medidas
    ]


@pytest.mark.parametrize(
    "dimension", [Dimension.DEPENDENCIA, Dimension.GRUPO, Dimension.FASE, Dimension.ETAPA]
)
def test_cada_desglose_es_el_que_da_la_base_de_datos(evaluaciones, dimension):
    renglones = {
        uno.nombre: (float(uno.medidas.aceptado.cumplimiento), uno.medidas.aceptado.exigibles)
        for uno in evaluaciones["T4"].tabla(dimension).renglones
        if uno.medidas.aceptado.exigibles and not uno.nombre.startswith("Sin ")
    }

    assert renglones == {
        nombre: (pytest.approx(cumple), cuantas)
        for nombre, cumple, cuantas in recalcular(dimension.value)
    }


def test_lo_que_quedo_sin_reporte(evaluaciones):
    sin_reporte = {
        codigo: len(una.sin_reporte) for codigo, una in evaluaciones.items() if una.sin_reporte
    }

    assert dict(recalcular("sin_reporte")) == sin_reporte == {"T4": 1}


def test_los_encuentros_la_asistencia_y_lo_reprogramado(evaluaciones):
    anio = evaluaciones["T4"]
    realizados = [uno for uno in anio.espacios if uno.se_realizo]
    cancelados = [uno for uno in anio.espacios if uno.estado == "cancelado"]
    por_grupo = {uno.nombre: uno.personas for uno in anio.grupos if uno.personas}

    assert recalcular("encuentros") == [(len(anio.espacios), len(realizados), len(cancelados))]
    assert dict(recalcular("asistencia")) == por_grupo
    assert recalcular("reprogramadas") == [(anio.reprogramados,)]


def test_los_compromisos_y_la_satisfaccion(evaluaciones):
    anio = evaluaciones["T4"]
    estados = {}
    for uno in anio.compromisos:
        estados[uno.estado] = estados.get(uno.estado, 0) + 1
    suya = anio.satisfaccion

    assert dict(recalcular("compromisos")) == estados
    assert recalcular("valoraciones") == [
        (
            suya.respuestas,
            *(pytest.approx(float(una)) for una in (suya.claridad, suya.escucha, suya.utilidad)),
        )
    ]


def test_las_preguntas_a_mano(evaluaciones):
    # La del puente y las dos primeras de la audiencia, a tiempo; la de la vía, tarde; la de la
    # consulta ambiental vencía el 29 de diciembre y se respondió en enero.
    suyas = evaluaciones["T4"].preguntas

    assert (suyas.recibidas, suyas.a_tiempo, suyas.tarde, suyas.vencidas) == (5, 3, 1, 1)


def test_jugar_otra_vez_no_cambia_nada(estrategia):
    antes = recalcular("aceptado"), estrategia.cortes.count(), estrategia.compromisos.count()

    _, nueva = anio_inventado.jugar("clave-de-prueba", con_archivos)

    assert not nueva
    assert antes == (
        recalcular("aceptado"),
        estrategia.cortes.count(),
        estrategia.compromisos.count(),
    )
