"""Dos personas editan la misma actividad: la segunda lo sabe y nada se pisa en silencio."""

import re

import pytest
from django.urls import reverse

from cronograma.edicion_simultanea import SIGUE_AQUI, huella_de, version_de
from cronograma.models import Actividad
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)

pytestmark = pytest.mark.django_db

ESCONDIDA = re.compile(r'<input type="hidden" name="version_leida" value="([^"]*)"')


@pytest.fixture
def estrategia():
    return crear_estrategia(vigencia=2022)


@pytest.fixture
def actividad(estrategia):
    siau = crear_dependencia(entidad=estrategia.entidad, nombre="SIAU")
    return crear_actividad(estrategia=estrategia, nombre="Foro", dependencias=[siau], orden=1)


def persona(estrategia, nombre):
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad, first_name=nombre)


def direccion(actividad):
    return reverse("admin:cronograma_actividad_change", args=[actividad.pk])


def abrir(client, quien, actividad):
    """Lo que el formulario trae al abrirlo, listo para mandarlo de vuelta."""
    client.force_login(quien)
    texto = client.get(direccion(actividad)).content.decode()
    responde = actividad.responsabilidades.get()
    return {
        "estrategia": actividad.estrategia_id,
        "codigo": actividad.codigo,
        "nombre": actividad.nombre,
        "orden": actividad.orden,
        "fecha_programada": actividad.fecha_programada,
        "version_leida": ESCONDIDA.search(texto)[1],
        "responsabilidades-TOTAL_FORMS": 1,
        "responsabilidades-INITIAL_FORMS": 1,
        "responsabilidades-0-id": responde.pk,
        "responsabilidades-0-actividad": actividad.pk,
        "responsabilidades-0-dependencia": responde.dependencia_id,
        "responsabilidades-0-es_lider": "on",
        "responsabilidades-0-orden": 0,
    }


def guardar(client, quien, actividad, datos):
    client.force_login(quien)
    return client.post(direccion(actividad), datos)


def test_una_sola_persona_guarda_sin_avisos(client, estrategia, actividad):
    ana = persona(estrategia, "Ana")

    respuesta = guardar(
        client, ana, actividad, abrir(client, ana, actividad) | {"nombre": "Foro público"}
    )

    assert respuesta.status_code == 302
    actividad.refresh_from_db()
    assert actividad.nombre == "Foro público"


def test_la_segunda_sabe_quien_cambio_que_y_no_pierde_lo_escrito(
    hoy, client, estrategia, actividad
):
    ana, luis = persona(estrategia, "Ana"), persona(estrategia, "Luis")
    de_luis = abrir(client, luis, actividad) | {"nombre": "Foro de Luis"}
    guardar(client, ana, actividad, abrir(client, ana, actividad) | {"fecha_programada": "Junio"})

    respuesta = guardar(client, luis, actividad, de_luis)

    texto = respuesta.context["adminform"].form.non_field_errors()
    assert texto[0].startswith(
        "Mientras usted editaba, Ana guardó cambios el 15/05/2026 a las 12:00. "
        "Cambió fecha programada: «(en blanco)» → «Junio»"
    )
    assert texto[-1] == SIGUE_AQUI
    assert 'name="nombre"' in respuesta.content.decode()
    assert respuesta.context["adminform"].form["nombre"].value() == "Foro de Luis"
    actividad.refresh_from_db()
    assert (actividad.nombre, actividad.fecha_programada) == ("Foro", "Junio")


def test_despues_de_avisada_la_segunda_puede_guardar(client, estrategia, actividad):
    ana, luis = persona(estrategia, "Ana"), persona(estrategia, "Luis")
    de_luis = abrir(client, luis, actividad) | {"nombre": "Foro de Luis"}
    guardar(client, ana, actividad, abrir(client, ana, actividad) | {"nombre": "Foro de Ana"})
    avisada = guardar(client, luis, actividad, de_luis).content.decode()

    respuesta = guardar(
        client, luis, actividad, de_luis | {"version_leida": ESCONDIDA.search(avisada)[1]}
    )

    assert respuesta.status_code == 302
    actividad.refresh_from_db()
    assert actividad.nombre == "Foro de Luis"


@pytest.mark.parametrize("cambio", ["grupo", "responsable", "lote"])
def test_tambien_cuentan_las_relaciones_y_lo_que_no_deja_historia(
    client, estrategia, actividad, cambio
):
    luis = persona(estrategia, "Luis")
    de_luis = abrir(client, luis, actividad)
    if cambio == "grupo":
        actividad.grupos.add(crear_grupo(entidad=estrategia.entidad))
    elif cambio == "responsable":
        actividad.responsabilidades.update(es_lider=False)
    else:
        Actividad.objects.filter(pk=actividad.pk).update(lugar="Auditorio")

    respuesta = guardar(client, luis, actividad, de_luis)

    assert respuesta.status_code == 200
    assert SIGUE_AQUI in respuesta.content.decode()


def test_guardar_sin_cambiar_nada_no_estorba_a_la_otra(client, estrategia, actividad):
    ana, luis = persona(estrategia, "Ana"), persona(estrategia, "Luis")
    de_luis = abrir(client, luis, actividad) | {"nombre": "Foro de Luis"}
    guardar(client, ana, actividad, abrir(client, ana, actividad))

    assert guardar(client, luis, actividad, de_luis).status_code == 302


def test_lo_que_decia_la_hoja_no_cuenta_como_cambio(actividad):
    antes = version_de(actividad)
    Actividad.objects.filter(pk=actividad.pk).update(celdas={"nombre": {"texto": "F", "valor": 1}})

    assert huella_de(version_de(actividad)) == huella_de(antes)
