"""Qué opinaron de una reunión: una vez por aparato, sin decir quién, y sin señalar a nadie."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from seguimiento import valoraciones
from seguimiento.hechos import Satisfaccion
from seguimiento.models import Valoracion
from seguimiento.valoracion_publica import media_escrita
from tests.factories.inscripciones import crear_reunion
from tests.factories.valoraciones import crear_valoracion

pytestmark = pytest.mark.django_db

DIA = date(2026, 6, 1)


def momento(dia, hora=12):
    """Esa hora de Bogotá."""
    return datetime.combine(dia, time(hora), tzinfo=UTC) + timedelta(hours=5)


@pytest.fixture
def reunion():
    return crear_reunion(fecha=DIA, hora_inicio=time(9))


def valorar(reunion, marca="a", **datos):
    notas = {"claridad": 5, "escucha": 4, "utilidad": 3}
    return valoraciones.valorar(reunion, marca=marca, **{"ahora": momento(DIA)} | notas | datos)


@pytest.mark.parametrize(
    ("datos", "ahora", "estado"),
    [
        ({}, momento(DIA, 8), "por_abrir"),
        ({}, momento(DIA, 9), "abierta"),
        ({"hora_inicio": None}, momento(DIA, 0), "abierta"),
        ({}, momento(DIA + timedelta(days=15), 18), "abierta"),
        ({}, momento(DIA + timedelta(days=16), 0), "cerrada"),
        ({"estado": "realizado"}, momento(DIA), "abierta"),
        ({"estado": "cancelado", "motivo": "Paro"}, momento(DIA), "no_se_hara"),
        ({"estado": "aplazado", "motivo": "Paro"}, momento(DIA), "no_se_hara"),
    ],
)
def test_se_opina_desde_que_comienza_y_quince_dias_mas(datos, ahora, estado):
    reunion = crear_reunion(**{"fecha": DIA, "hora_inicio": time(9)} | datos)

    assert valoraciones.estado_de(reunion, ahora=ahora) == estado


def test_fuera_de_tiempo_no_se_guarda(reunion):
    with pytest.raises(ValidationError, match="no recibe opiniones ahora"):
        valorar(reunion, ahora=momento(DIA, 8))

    assert not Valoracion.objects.exists()


@pytest.mark.parametrize("nota", [0, 6, -1])
def test_cada_respuesta_va_de_uno_a_cinco(reunion, nota):
    with pytest.raises(ValidationError):
        valorar(reunion, claridad=nota)

    assert not Valoracion.objects.exists()


def test_un_aparato_opina_una_vez_y_vale_la_primera(reunion):
    primera = valorar(reunion, "a")

    assert valorar(reunion, "a", claridad=1) == primera
    primera.refresh_from_db()
    assert primera.claridad == 5
    assert valoraciones.ya_valoro(reunion, "a")
    assert not valoraciones.ya_valoro(reunion, "b")


def test_del_aparato_se_guarda_un_resumen_distinto_en_cada_reunion(reunion):
    otra = crear_reunion(fecha=DIA)

    huellas = {valorar(una, "marca-secreta").dispositivo for una in (reunion, otra)}

    assert len(huellas) == 2
    assert "marca-secreta" not in " ".join(huellas)


def test_resultados_dicen_cuantos_las_medias_y_la_distribucion(reunion):
    for notas in ((5, 4, 1), (4, 4, 2)):
        crear_valoracion(reunion, notas)
    crear_valoracion(reunion, (5, 1, 3), comentario="Muy bien", comentario_publico=True)
    crear_valoracion(reunion, (5, 1, 3), comentario="Sin leer")
    crear_valoracion(reunion, (5, 1, 3), comentario="Reservado", comentario_publico=False)

    resultado = valoraciones.resultados(reunion)

    assert resultado.satisfaccion == Satisfaccion(
        respuestas=5,
        claridad=Fraction(24, 5),
        escucha=Fraction(11, 5),
        utilidad=Fraction(12, 5),
    )
    assert resultado.distribucion == {
        "claridad": (0, 0, 0, 1, 4),
        "escucha": (3, 0, 0, 2, 0),
        "utilidad": (1, 1, 3, 0, 0),
    }
    assert resultado.comentarios == ("Muy bien",)
    assert resultado.se_puede_publicar


def test_con_menos_de_cinco_no_se_publica(reunion):
    for _ in range(4):
        crear_valoracion(reunion)

    assert not valoraciones.resultados(reunion).se_puede_publicar
    assert valoraciones.resultados(crear_reunion()).n == 0


@pytest.mark.parametrize("cuantas", [1, 3])
def test_los_resultados_de_muchas_reuniones_son_una_consulta(cuantas, django_assert_num_queries):
    reuniones = [crear_reunion() for _ in range(cuantas)]
    for una in reuniones:
        crear_valoracion(una)

    with django_assert_num_queries(1):
        suyos = valoraciones.resultados_de(reuniones)

    assert {clave: uno.n for clave, uno in suyos.items()} == {una.pk: 1 for una in reuniones}


@pytest.mark.parametrize(
    ("media", "escrita"),
    [(Fraction(21, 5), "4,2"), (Fraction(17, 4), "4,3"), (Fraction(5), "5,0"), (None, "")],
)
def test_la_media_se_escribe_con_una_cifra_y_coma(media, escrita):
    assert media_escrita(media) == escrita


def test_moderar_pide_que_haya_comentario(reunion):
    with pytest.raises(ValidationError):
        valoraciones.moderar(crear_valoracion(reunion), publicar=True)
