"""La página del procedimiento de una entidad."""

import pytest

from estrategia.models import Definicion, Paso, Procedimiento
from estrategia.publico import NoEncontrada, entidad_publica
from tests.factories import crear_entidad

pytestmark = pytest.mark.django_db


@pytest.fixture
def procedimiento():
    entidad = crear_entidad(nombre="Entidad del procedimiento", slug="la-entidad")
    procedimiento = Procedimiento.objects.create(
        entidad=entidad, nombre="Procedimiento de participación", objetivo="Fomentar el diálogo"
    )
    pasos = [
        ("formulacion", 1, "Definir los objetivos", "Coordinación"),
        ("formulacion", None, "¿Requiere ajustes?", ""),
        ("ejecucion", 1, "Convocar", "Comunicaciones"),
    ]
    for orden, (etapa, numero, nombre, responsable) in enumerate(pasos):
        Paso.objects.create(
            procedimiento=procedimiento,
            etapa=etapa,
            orden=orden,
            numero=numero,
            nombre=nombre,
            responsable=responsable,
        )
    Definicion.objects.create(
        procedimiento=procedimiento, termino="Rendición", texto="Espacio de interlocución"
    )
    return procedimiento


def test_procedimiento_muestra_sus_pasos_por_etapa(client, procedimiento):
    response = client.get("/la-entidad/procedimiento/")

    etapas = [
        (etapa.label, [(paso.numero, paso.nombre) for paso in pasos])
        for etapa, pasos in response.context["etapas"]
    ]
    assert etapas == [
        ("Formulación", [(1, "Definir los objetivos"), (None, "¿Requiere ajustes?")]),
        ("Ejecución", [(1, "Convocar")]),
    ]


def test_procedimiento_muestra_objetivo_definiciones_y_responsables(client, procedimiento):
    pagina = client.get("/la-entidad/procedimiento/").content.decode()

    for dicho in ("Fomentar el diálogo", "Rendición", "Espacio de interlocución", "Coordinación"):
        assert dicho in pagina


def test_entidad_sin_procedimiento_lo_dice(client):
    crear_entidad(nombre="Sin él", slug="sin-el")

    response = client.get("/sin-el/procedimiento/")

    assert response.status_code == 404
    assert "Sin él no ha publicado aquí su procedimiento." in response.content.decode()


def test_procedimiento_rechaza_post(client, procedimiento):
    assert client.post("/la-entidad/procedimiento/").status_code == 405


def test_inicio_nombra_a_la_entidad_que_solo_tiene_procedimiento(client, procedimiento):
    (tarjeta,) = client.get("/").context["tarjetas"]

    assert (tarjeta.entidad.slug, tarjeta.vigencia, tarjeta.tiene_procedimiento) == (
        "la-entidad",
        None,
        True,
    )


def test_entidad_publica_rechaza_la_inactiva_y_la_que_no_existe():
    crear_entidad(slug="cerrada", activa=False)

    for slug in ("cerrada", "otra"):
        with pytest.raises(NoEncontrada, match=f"«/{slug}/»"):
            entidad_publica(slug)
