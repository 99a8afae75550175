"""Cuántas respuestas salieron a tiempo, en un periodo cerrado y en uno que corre."""

from datetime import UTC, date, datetime

import pytest

from cronograma.aportes import tramite
from cronograma.aportes.cumplimiento import Respondidas, respondidas_a_tiempo
from cronograma.aportes.reloj import plazo_de
from cronograma.models import Aporte
from estrategia.models import DiaNoHabilPropio
from tests.factories import AHORA, crear_usuario
from tests.factories.aportes import crear_pregunta, crear_publicada

pytestmark = pytest.mark.django_db

DESDE, HASTA = date(2022, 6, 1), date(2022, 6, 30)


@pytest.fixture
def estrategia():
    return crear_publicada(vigencia=2022)


@pytest.fixture
def quien(estrategia):
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad)


def test_cuenta_lo_respondido_y_lo_pendiente(estrategia, quien):
    dia = date(2022, 6, 1)  # vence el 23
    crear_pregunta(
        estrategia=estrategia, recibido=dia, respondido=date(2022, 6, 23), respondido_por=quien
    )
    crear_pregunta(
        estrategia=estrategia, recibido=dia, respondido=date(2022, 6, 24), respondido_por=quien
    )
    crear_pregunta(estrategia=estrategia, recibido=dia)
    crear_pregunta(estrategia=estrategia, recibido=date(2022, 6, 30), uso="propuesta")
    crear_pregunta(estrategia=estrategia, recibido=date(2022, 7, 1))
    trasladada = crear_pregunta(estrategia=estrategia, recibido=dia)
    tramite.trasladar(trasladada, por=quien, ahora=AHORA, radicado="1")
    crear_pregunta(recibido=dia)

    cuentas = respondidas_a_tiempo(estrategia, DESDE, HASTA)

    assert cuentas == Respondidas(
        en_termino=1, fuera=1, pendientes_vencidas=1, pendientes_en_termino=1
    )
    assert cuentas.recibidas == 4


def test_un_periodo_cerrado_da_lo_mismo_aunque_despues_se_responda(estrategia, quien):
    crear_pregunta(
        estrategia=estrategia,
        recibido=date(2022, 6, 28),
        respondido=date(2022, 7, 5),
        respondido_por=quien,
    )

    assert respondidas_a_tiempo(estrategia, DESDE, HASTA) == Respondidas(0, 0, 0, 1)
    assert respondidas_a_tiempo(estrategia, DESDE, HASTA, hoy=date(2022, 7, 5)) == Respondidas(
        1, 0, 0, 0
    )


def test_agregar_un_dia_propio_vuelve_a_contar(estrategia, quien):
    pregunta = crear_pregunta(
        estrategia=estrategia,
        recibido=DESDE,
        respondido=date(2022, 6, 24),
        respondido_por=quien,
    )
    assert respondidas_a_tiempo(estrategia, DESDE, HASTA).fuera == 1

    DiaNoHabilPropio.objects.create(
        entidad=estrategia.entidad, dia=date(2022, 6, 13), motivo="Fiestas"
    )

    assert respondidas_a_tiempo(estrategia, DESDE, HASTA) == Respondidas(1, 0, 0, 0)
    plazo = plazo_de(Aporte.objects.get(pk=pregunta.pk), hoy=HASTA)
    assert (plazo.vence, [uno.motivo for uno in plazo.saltados_con_nombre]) == (
        date(2022, 6, 24),
        ["Fiestas", "Corpus Christi"],
    )


def test_el_dia_propio_de_otra_entidad_no_cuenta(estrategia):
    pregunta = crear_pregunta(estrategia=estrategia, recibido=DESDE)
    DiaNoHabilPropio.objects.create(
        entidad=crear_publicada().entidad, dia=date(2022, 6, 13), motivo="Fiestas"
    )

    assert plazo_de(pregunta, hoy=DESDE).vence == date(2022, 6, 23)


def test_el_dia_del_recibo_es_el_de_colombia(estrategia):
    # Las 11 y media de la noche del 31 de mayo en Bogotá ya son el 1 de junio en UTC.
    noche = crear_pregunta(
        estrategia=estrategia, recibido_en=datetime(2022, 6, 1, 4, 30, tzinfo=UTC)
    )

    assert plazo_de(noche, hoy=DESDE).recibido == date(2022, 5, 31)
    assert respondidas_a_tiempo(estrategia, DESDE, HASTA).recibidas == 0


def test_lo_que_no_tiene_plazo_no_tiene_reloj(estrategia, quien):
    trasladada = crear_pregunta(estrategia=estrategia)
    trasladada = tramite.trasladar(trasladada, por=quien, ahora=AHORA, radicado="1")

    assert plazo_de(trasladada, hoy=DESDE) is None
    assert plazo_de(Aporte(uso="comentario"), hoy=DESDE) is None


@pytest.mark.parametrize("cuantas", [1, 3])
def test_las_consultas_no_crecen(estrategia, cuantas, django_assert_num_queries):
    for _ in range(cuantas):
        crear_pregunta(estrategia=estrategia, recibido=DESDE)

    with django_assert_num_queries(2):
        respondidas_a_tiempo(estrategia, DESDE, HASTA)


def test_un_periodo_al_reves_no_se_cuenta(estrategia):
    with pytest.raises(ValueError, match="antes de empezar"):
        respondidas_a_tiempo(estrategia, HASTA, DESDE)
