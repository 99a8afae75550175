"""Recibir una pregunta, una propuesta o un comentario: qué se guarda y qué no se recibe."""

import pytest
from django.core.exceptions import ValidationError

from cronograma.aportes.recepcion import CONSENTIMIENTO, por_codigo, recibir
from cronograma.models import Aporte
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_aporte,
    crear_encuentro,
    crear_estrategia,
)
from tests.factories.aportes import crear_pregunta, crear_publicada

pytestmark = pytest.mark.django_db


@pytest.fixture
def estrategia():
    return crear_publicada()


def preguntar(estrategia, texto="¿Habrá transporte?", *, uso="pregunta", envio="1", **datos):
    return recibir(estrategia, uso=uso, texto=texto, ahora=AHORA, envio=envio, **datos)


def reparos(*args, **kwargs):
    with pytest.raises(ValidationError) as error:
        preguntar(*args, **kwargs)
    assert not Aporte.objects.exists()
    return error.value.messages


def test_pregunta_anonima_sobre_todo_el_plan(estrategia):
    aporte = preguntar(estrategia)

    assert (aporte.uso, aporte.estrategia, aporte.actividad, aporte.encuentro) == (
        "pregunta",
        estrategia,
        None,
        None,
    )
    assert (aporte.nombre, aporte.correo, aporte.consentimiento_en) == ("", "", None)
    assert (aporte.recibido_en, aporte.respondido_en) == (AHORA, None)


def test_lo_que_se_dice_de_una_reunion_es_tambien_de_su_actividad(estrategia):
    encuentro = crear_encuentro(actividad=estrategia.actividades.get())

    aporte = preguntar(estrategia, uso="comentario", encuentro=encuentro)

    assert (aporte.encuentro, aporte.actividad) == (encuentro, encuentro.actividad)


def test_un_comentario_es_sobre_una_reunion(estrategia):
    assert reparos(estrategia, uso="comentario") == ["Un comentario es sobre una reunión o evento."]


def test_dejar_datos_guarda_a_que_se_consintio(estrategia):
    aporte = preguntar(estrategia, nombre="Persona", correo="p@example.org", consiente=True)

    assert (
        aporte.consentimiento_version,
        aporte.consentimiento_finalidad,
        aporte.consentimiento_en,
    ) == (CONSENTIMIENTO.version, CONSENTIMIENTO.finalidad, AHORA)


def test_dejar_datos_sin_consentir_no_se_guarda(estrategia):
    assert reparos(estrategia, nombre="Persona") == [
        "Para dejar su nombre o su correo debe autorizar que la entidad los use."
    ]


@pytest.mark.parametrize("texto", ["", "   ", "\x00\x07", "\u202e"])
def test_sin_texto_no_se_recibe(estrategia, texto):
    assert reparos(estrategia, texto)


def test_un_texto_larguisimo_no_se_recibe_y_dice_cuanto_cabe(estrategia):
    assert reparos(estrategia, "a" * 5001) == [
        "El texto tiene 5001 caracteres y caben 5000: acórtelo."
    ]


def test_de_un_plan_que_no_es_publico_no_se_recibe_nada():
    assert reparos(crear_estrategia()) == [
        "Ese plan no está publicado: no se reciben preguntas sobre él."
    ]


def test_la_actividad_debe_ser_del_plan(estrategia):
    assert reparos(estrategia, actividad=crear_actividad()) == ["Esa actividad es de otro plan."]


def test_una_observacion_no_entra_por_aqui(estrategia):
    assert reparos(estrategia, uso="observacion")[0].startswith("Diga si es una pregunta")


def test_el_mismo_formulario_dos_veces_vale_uno(estrategia):
    primera, segunda = preguntar(estrategia), preguntar(estrategia)

    assert primera == segunda
    assert Aporte.objects.count() == 1


def test_el_mismo_formulario_con_otra_cosa_escrita_son_dos(estrategia):
    preguntar(estrategia)
    preguntar(estrategia, "¿Y refrigerio?")
    preguntar(estrategia, uso="propuesta")

    assert Aporte.objects.count() == 3


@pytest.mark.parametrize("escrito", ["{}", " {} ", "minusculas", "sin guiones"])
def test_el_codigo_se_reconoce_como_se_escriba(escrito):
    aporte = crear_pregunta()
    formas = {
        "minusculas": aporte.codigo.lower(),
        "sin guiones": aporte.codigo.replace("-", ""),
    }
    codigo = formas.get(escrito, escrito.format(aporte.codigo))

    assert por_codigo(aporte.estrategia.entidad, codigo) == aporte


def test_el_codigo_de_otra_entidad_o_de_una_observacion_no_da_nada(borrador_con_observacion):
    pregunta, observacion = crear_pregunta(), borrador_con_observacion

    assert por_codigo(observacion.estrategia.entidad, pregunta.codigo) is None
    assert por_codigo(observacion.estrategia.entidad, observacion.codigo) is None


@pytest.fixture
def borrador_con_observacion():
    estrategia = crear_publicada()
    return crear_aporte(version=estrategia.versiones.get(), estrategia=estrategia)
