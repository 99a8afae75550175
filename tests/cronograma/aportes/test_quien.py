"""A quién le toca: cada rol, la dependencia que nombra a alguien y la que no."""

from datetime import date

import pytest

from cronograma.aportes import quien, tramite
from cronograma.models import Aporte
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.models import Asignacion
from tests.factories import AHORA, crear_dependencia, crear_usuario
from tests.factories.aportes import crear_pregunta, crear_publicada

pytestmark = pytest.mark.django_db

HOY = date(2026, 5, 15)


@pytest.fixture
def estrategia():
    return crear_publicada()


@pytest.fixture
def dependencia(estrategia):
    return crear_dependencia(entidad=estrategia.entidad)


@pytest.fixture
def pregunta(estrategia, dependencia):
    return crear_pregunta(estrategia=estrategia, dependencia=dependencia)


def con_rol(rol, estrategia, dependencia=None):
    return crear_usuario(rol=rol, entidad=estrategia.entidad, dependencia=dependencia)


def lo_que_puede(usuario, aporte):
    return {
        nombre
        for nombre in ("puede_coordinar", "puede_responder", "puede_aprobar")
        if getattr(quien, nombre)(usuario, aporte, hoy=HOY)
    }


@pytest.mark.parametrize(
    ("rol", "puede"),
    [
        ("planeacion", {"puede_coordinar", "puede_responder"}),
        ("comunicaciones", set()),
        ("control", set()),
        ("consulta", set()),
    ],
)
def test_cada_rol_puede_lo_suyo(estrategia, pregunta, rol, puede):
    assert lo_que_puede(con_rol(rol, estrategia), pregunta) == puede


def test_quien_administra_puede_como_planeacion(pregunta):
    assert lo_que_puede(crear_usuario(is_superuser=True), pregunta) == {
        "puede_coordinar",
        "puede_responder",
    }


def test_planeacion_de_otra_entidad_no_puede_nada(pregunta):
    assert lo_que_puede(crear_usuario(rol="planeacion"), pregunta) == set()


def test_la_dependencia_responde_lo_suyo_y_no_lo_de_otra(estrategia, dependencia, pregunta):
    suya = con_rol("dependencia", estrategia, dependencia)
    de_otra = con_rol("dependencia", estrategia, crear_dependencia(entidad=estrategia.entidad))

    assert lo_que_puede(suya, pregunta) == {"puede_responder"}
    assert lo_que_puede(de_otra, pregunta) == set()


def test_si_la_dependencia_dice_quien_responde_los_demas_solo_miran(
    estrategia, dependencia, pregunta
):
    nombrada, otra = (con_rol("dependencia", estrategia, dependencia) for _ in "ab")
    dependencia.quien_responde = nombrada
    dependencia.save()
    pregunta.refresh_from_db()

    assert lo_que_puede(nombrada, pregunta) == {"puede_responder"}
    assert lo_que_puede(otra, pregunta) == set()
    assert acceso.puede(otra, Verbo.VER, pregunta, hoy=HOY)


def test_aprueba_quien_la_dependencia_nombro_o_planeacion_y_nunca_su_autor(
    estrategia, dependencia, pregunta
):
    autora, jefa, colega = (con_rol("dependencia", estrategia, dependencia) for _ in "abc")
    planeacion = con_rol("planeacion", estrategia)
    dependencia.quien_aprueba = jefa
    dependencia.save()
    redactada = tramite.redactar(pregunta, por=autora, ahora=AHORA, respuesta="Sí")

    aprueban = {
        uno
        for uno in (autora, jefa, colega, planeacion)
        if quien.puede_aprobar(uno, redactada, hoy=HOY)
    }
    assert aprueban == {jefa, planeacion}


def test_lo_que_redacta_planeacion_lo_aprueba_otra_persona(estrategia, dependencia, pregunta):
    planeacion = con_rol("planeacion", estrategia)
    dependencia.quien_aprueba = planeacion
    dependencia.save()
    redactada = tramite.redactar(pregunta, por=planeacion, ahora=AHORA, respuesta="Sí")

    assert not quien.puede_aprobar(planeacion, redactada, hoy=HOY)
    assert quien.puede_aprobar(con_rol("planeacion", estrategia), redactada, hoy=HOY)


def test_a_quien_se_le_acabo_el_encargo_ya_no_puede(estrategia, dependencia, pregunta):
    encargada = crear_usuario(entidad=estrategia.entidad)
    Asignacion.objects.create(
        usuario=encargada,
        rol="dependencia",
        dependencia=dependencia,
        por_encargo=True,
        hasta=date(2026, 5, 14),
    )

    assert lo_que_puede(encargada, pregunta) == set()


def test_la_consulta_recortada_es_la_misma_puerta(estrategia, dependencia, pregunta):
    sin_asignar = crear_pregunta(estrategia=estrategia)
    de_otra = crear_pregunta(
        estrategia=estrategia, dependencia=crear_dependencia(entidad=estrategia.entidad)
    )
    crear_pregunta()
    suya = con_rol("dependencia", estrategia, dependencia)
    las_dos = con_rol("dependencia", estrategia, dependencia)
    Asignacion.objects.create(usuario=las_dos, rol="planeacion")

    def alcanza(usuario):
        propias = acceso.limitar(Aporte.objects.all(), usuario)
        return set(acceso.limitar_a_lo_asignado(propias, usuario, hoy=HOY))

    assert alcanza(suya) == {pregunta}
    assert alcanza(con_rol("planeacion", estrategia)) == {pregunta, sin_asignar, de_otra}
    assert alcanza(las_dos) == {pregunta, sin_asignar, de_otra}
    for usuario in (suya, las_dos):
        assert {
            uno for uno in Aporte.objects.all() if acceso.puede(usuario, Verbo.VER, uno, hoy=HOY)
        } == alcanza(usuario)
