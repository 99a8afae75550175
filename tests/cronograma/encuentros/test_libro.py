"""El libro: lo previsto, lo fechado y lo hecho, por ocasión, periodo y territorio."""

from datetime import date

import pytest

from cronograma.encuentros import libro
from cronograma.encuentros.libro import Cuenta
from cronograma.models import CambioDeEncuentro
from cronograma.periodos import ClasePeriodo, Periodo
from tests.factories import AHORA, crear_actividad, crear_encuentro, crear_estrategia

pytestmark = pytest.mark.django_db

T1 = Periodo(2026, ClasePeriodo.TRIMESTRE, 1)


@pytest.fixture
def mensual():
    return crear_actividad(fecha_programada="Mensual")


def test_sin_encuentros_todo_esta_por_fechar(mensual):
    suyo = libro.de_actividad(mensual)

    assert suyo.cuenta() == Cuenta(previstas=12)
    assert len(suyo.por_fechar) == 12
    assert suyo.cuenta().en_palabras == "12 previstas, 0 con fecha, 0 realizadas"


def test_cada_estado_cuenta_en_su_sitio(mensual):
    crear_encuentro(actividad=mensual, ocasion=1, fecha=date(2026, 1, 20), estado="realizado")
    crear_encuentro(actividad=mensual, ocasion=2, fecha=date(2026, 2, 20), estado="confirmado")
    crear_encuentro(
        actividad=mensual, ocasion=3, fecha=date(2026, 3, 20), estado="aplazado", motivo="Lluvias"
    )
    crear_encuentro(
        actividad=mensual, ocasion=4, fecha=date(2026, 4, 20), estado="cancelado", motivo="Paro"
    )
    crear_encuentro(actividad=mensual, fecha=date(2026, 5, 20), estado="realizado")
    suyo = libro.de_actividad(mensual)

    assert suyo.cuenta() == Cuenta(
        previstas=12,
        con_fecha=2,
        realizadas=1,
        de_mas=1,
        de_mas_realizadas=1,
        aplazados=1,
        cancelados=1,
    )
    # La cancelada vuelve a quedar por fechar; la aplazada espera que la muevan.
    assert [uno.ocasion.numero for uno in suyo.por_fechar] == [4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert suyo.cuenta().encuentros_realizados == 2


def test_el_territorio_no_multiplica_lo_previsto(mensual):
    for territorio, estado in (("Huila", "realizado"), ("Tolima", "confirmado")):
        crear_encuentro(
            actividad=mensual,
            ocasion=1,
            fecha=date(2026, 1, 20),
            territorio=territorio,
            estado=estado,
        )
    suyo = libro.de_actividad(mensual)

    # Falta Tolima: la primera tiene fecha y todavía no está hecha.
    assert suyo.cuenta() == Cuenta(previstas=12, con_fecha=1)
    assert suyo.por_territorio() == {
        "Huila": Cuenta(previstas=12, con_fecha=1, realizadas=1),
        "Tolima": Cuenta(previstas=12, con_fecha=1),
    }


def test_lo_que_se_cancela_en_un_territorio_no_deja_pendiente_la_ocasion(mensual):
    crear_encuentro(actividad=mensual, ocasion=1, territorio="Huila", estado="realizado")
    crear_encuentro(
        actividad=mensual, ocasion=1, territorio="Tolima", estado="cancelado", motivo="Paro"
    )

    assert libro.de_actividad(mensual).cuenta().realizadas == 1


def test_una_ocasion_es_del_periodo_en_que_vence(mensual):
    # La de marzo, hecha en abril, sigue siendo del primer trimestre.
    crear_encuentro(actividad=mensual, ocasion=3, fecha=date(2026, 4, 2), estado="realizado")

    assert libro.de_actividades([mensual], periodo=T1)[mensual.pk] == Cuenta(
        previstas=3, con_fecha=1, realizadas=1
    )
    assert libro.de_actividades([mensual], hasta=date(2026, 3, 30))[mensual.pk] == Cuenta(
        previstas=2
    )
    por_periodo = libro.por_periodo(libro.libros_de([mensual]), 2026, ClasePeriodo.CUATRIMESTRE)
    assert [(uno.codigo, cuenta.previstas) for uno, cuenta in por_periodo.items()] == [
        ("C1", 4),
        ("C2", 4),
        ("C3", 4),
    ]


def test_lo_que_no_se_cuenta_no_es_cero():
    actividad = crear_actividad(fecha_programada="Según solicitud")
    crear_encuentro(actividad=actividad, estado="realizado")
    cuenta = libro.de_actividad(actividad).cuenta()

    assert cuenta == Cuenta(previstas=None, de_mas=1, de_mas_realizadas=1)
    assert cuenta.en_palabras == "1 con fecha, 1 realizada"


def test_la_suma_de_una_estrategia_no_cuenta_lo_retirado(mensual):
    crear_actividad(estrategia=mensual.estrategia, fecha_programada="Según solicitud")
    crear_actividad(estrategia=mensual.estrategia, fecha_programada="Trimestral")

    assert libro.de_estrategia(mensual.estrategia).previstas == 16
    assert libro.de_estrategia(crear_estrategia()).previstas is None


def test_si_la_fecha_deja_de_prometer_una_ocasion_el_encuentro_es_de_mas(mensual):
    crear_encuentro(actividad=mensual, ocasion=12, fecha=date(2026, 12, 1))
    mensual.fecha_programada = "Trimestral"
    mensual.save()

    assert libro.de_actividad(mensual).cuenta() == Cuenta(previstas=4, de_mas=1)


def test_lo_movido_se_cuenta(mensual):
    encuentro = crear_encuentro(actividad=mensual, ocasion=6)
    CambioDeEncuentro.objects.create(
        encuentro=encuentro,
        estado_antes="provisional",
        estado="provisional",
        fecha_antes=date(2026, 6, 1),
        fecha=date(2026, 6, 9),
        motivo="Lluvias",
        hecho_en=AHORA,
    )

    assert libro.de_actividad(mensual).cuenta().movidos == 1


@pytest.mark.parametrize("cuantas", [1, 3])
def test_muchas_actividades_cuestan_dos_consultas(cuantas, django_assert_num_queries):
    estrategia = crear_estrategia()
    actividades = [
        crear_actividad(estrategia=estrategia, fecha_programada="Mensual") for _ in range(cuantas)
    ]
    for actividad in actividades:
        crear_encuentro(actividad=actividad, ocasion=1)

    with django_assert_num_queries(2):
        libro.de_actividades(actividades, periodo=T1)
