"""La página de las instancias de participación (ITA 6.1.2)."""

import pytest

from tests.factories import crear_entidad, crear_instancia

pytestmark = pytest.mark.django_db


@pytest.fixture
def entidad():
    return crear_entidad(slug="hospital", nombre="Hospital")


def test_la_pagina_dice_tipo_y_norma_y_aparta_las_inactivas(client, entidad, revisar_html):
    crear_instancia(
        entidad=entidad,
        nombre="Asociación de Usuarios",
        tipo="Asociación",
        norma="Decreto 1757 de 1994",
    )
    crear_instancia(entidad=entidad, nombre="Comité antiguo", activa=False)

    respuesta = client.get("/hospital/instancias/")

    assert [
        (titulo, [(una.nombre, una.tipo, una.norma) for una in suyas])
        for titulo, suyas in respuesta.context["grupos"]
    ] == [
        (
            "Instancias activas",
            [("Asociación de Usuarios", "Asociación", "Decreto 1757 de 1994")],
        ),
        ("Instancias que ya no están activas", [("Comité antiguo", "", "")]),
    ]
    texto = respuesta.content.decode()
    assert "Decreto 1757 de 1994" in texto
    assert texto.count("No consta") == 2
    revisar_html(texto)


def test_sin_instancias_se_dice_y_el_menu_no_las_ofrece(client, entidad):
    respuesta = client.get("/hospital/instancias/")

    assert respuesta.status_code == 404
    assert "no ha publicado aquí sus instancias" in respuesta.content.decode()
    assert "/hospital/instancias/" not in client.get("/hospital/").content.decode()


def test_el_menu_las_ofrece_cuando_las_hay(client, entidad):
    crear_instancia(entidad=entidad)

    assert 'href="/hospital/instancias/"' in client.get("/hospital/").content.decode()


def test_no_se_ven_las_de_otra_entidad(client, entidad):
    crear_instancia(entidad=entidad, nombre="Propia")
    crear_instancia(nombre="Ajena")

    assert "Ajena" not in client.get("/hospital/instancias/").content.decode()


def test_las_consultas_no_dependen_de_cuantas_haya(client, entidad, django_assert_num_queries):
    crear_instancia(entidad=entidad)
    with django_assert_num_queries(5):
        client.get("/hospital/instancias/")
    for _ in range(2):
        crear_instancia(entidad=entidad)
    with django_assert_num_queries(5):
        client.get("/hospital/instancias/")
