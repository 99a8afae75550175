"""El resultado esperado se ofrece según el alcance."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cronograma.models import Actividad
from estrategia.models import Alcance, ResultadoEsperado
from tests.factories import crear_actividad, crear_estrategia, crear_usuario

pytestmark = pytest.mark.django_db

OFRECIDO = re.compile(r'<option value="(\d+)"[^>]* data-alcance="(\d*)"')


@pytest.fixture
def estrategia():
    return crear_estrategia()


def resultado_de(verbo):
    return ResultadoEsperado.objects.get(alcance__texto__endswith=verbo)


def test_solo_son_oficiales_los_tres_del_formato():
    assert [alcance.es_oficial for alcance in Alcance.objects.all()] == [True] * 3


def test_cada_opcion_de_la_lista_dice_de_que_alcance_es(client, estrategia):
    client.force_login(crear_usuario(rol="planeacion", entidad=estrategia.entidad))
    suelto = ResultadoEsperado.objects.create(entidad=estrategia.entidad, texto="Otro")

    pagina = client.get(reverse("admin:cronograma_actividad_add")).content.decode()

    oficiales = ResultadoEsperado.objects.exclude(pk=suelto.pk)
    esperado = {(str(uno.pk), str(uno.alcance_id)) for uno in oficiales} | {(str(suelto.pk), "")}
    assert set(OFRECIDO.findall(pagina)) == esperado
    assert 'data-segun="id_alcance"' in pagina


def test_el_resultado_de_otro_alcance_no_se_guarda(estrategia):
    actividad = crear_actividad(estrategia=estrategia)
    actividad.alcance = resultado_de("colaborar").alcance
    actividad.resultado = resultado_de("controlar y evaluar")

    with pytest.raises(ValidationError, match="es resultado de otro alcance"):
        actividad.full_clean()


@pytest.mark.parametrize("con_alcance", [True, False])
def test_sin_alcance_o_con_el_suyo_el_resultado_vale(estrategia, con_alcance):
    actividad = crear_actividad(estrategia=estrategia)
    actividad.resultado = resultado_de("colaborar")
    actividad.alcance = actividad.resultado.alcance if con_alcance else None

    actividad.full_clean()


def test_el_formulario_dice_que_no_corresponde_y_no_pierde_lo_escrito(client, estrategia):
    client.force_login(crear_usuario(rol="planeacion", entidad=estrategia.entidad))

    pagina = client.post(
        reverse("admin:cronograma_actividad_add"),
        {
            "estrategia": estrategia.pk,
            "nombre": "Audiencia",
            "orden": 0,
            "alcance": resultado_de("colaborar").alcance_id,
            "resultado": resultado_de("formular y definir").pk,
            "responsabilidades-TOTAL_FORMS": 0,
            "responsabilidades-INITIAL_FORMS": 0,
        },
    )

    assert "es resultado de otro alcance" in pagina.content.decode()
    assert pagina.context["adminform"].form["nombre"].value() == "Audiencia"
    assert not Actividad.objects.exists()
