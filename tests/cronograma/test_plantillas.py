"""Las actividades que la norma espera, listas para insertar y sin repetirse."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cronograma.plantillas import insertar_plantilla, plantillas
from seguimiento import ejemplos
from tests.factories import AHORA, crear_actividad, crear_estrategia, crear_usuario

pytestmark = pytest.mark.django_db

NOMBRES = ["acciones_internas", "minimos_del_manual"]


@pytest.fixture
def quien():
    return crear_usuario(rol="planeacion")


@pytest.fixture
def estrategia(quien):
    return crear_estrategia(entidad=quien.entidad, vigencia=2026)


def test_hay_dos_plantillas_con_su_fuente():
    assert [(una.nombre, len(una.actividades)) for una in plantillas()] == [
        ("acciones_internas", 6),
        ("minimos_del_manual", 28),
    ]
    assert all(una.titulo and una.fuente for una in plantillas())


def test_las_acciones_internas_son_las_del_documento_palabra_por_palabra(estrategia, quien):
    del_documento = [
        una["nombre"]
        for una in ejemplos.leer("001_estrategia_sanatorio_contratacion_2022.json")["actividades"]
        if una["momento"] == "interna"
    ]

    agregadas = insertar_plantilla(estrategia, "acciones_internas", por=quien, ahora=AHORA)

    assert [una.nombre for una in agregadas] == del_documento
    assert {(una.momento, una.es_participacion, una.fecha_programada) for una in agregadas} == {
        ("interna", True, "")
    }


def test_los_minimos_recorren_los_tres_elementos_y_las_cinco_etapas(estrategia, quien):
    agregadas = insertar_plantilla(estrategia, "minimos_del_manual", por=quien, ahora=AHORA)

    assert {una.elemento for una in agregadas} == {"informacion", "dialogo", "responsabilidad"}
    assert {fase.codigo for una in agregadas for fase in una.fases.all()} == {
        "aprestamiento",
        "diseno",
        "preparacion",
        "ejecucion_rdc",
        "evaluacion_rdc",
    }
    assert any("de la vigencia 2026" in una.nombre for una in agregadas)


def test_ninguna_plantilla_nombra_un_anio_ni_una_alcaldia():
    texto = str(plantillas())

    assert not [palabra for palabra in ("2021", "2022", "unicipal", "lcald") if palabra in texto]


@pytest.mark.parametrize("nombre", NOMBRES)
def test_insertar_dos_veces_no_repite(estrategia, quien, nombre):
    insertar_plantilla(estrategia, nombre, por=quien, ahora=AHORA)

    assert insertar_plantilla(estrategia, nombre, por=quien, ahora=AHORA) == []


def test_lo_que_ya_esta_con_otras_tildes_no_se_repite_ni_se_toca(estrategia, quien):
    crear_actividad(
        estrategia=estrategia,
        nombre="IDENTIFICAR las instancias de participacion asociadas con la gestion institucional",
        momento="interna",
        fecha_programada="marzo",
        orden=9,
    )

    agregadas = insertar_plantilla(estrategia, "acciones_internas", por=quien, ahora=AHORA)

    assert len(agregadas) == 5
    assert [una.orden for una in agregadas] == [10, 11, 12, 13, 14]
    assert estrategia.actividades.filter(fecha_programada="marzo").count() == 1


def test_una_plantilla_que_no_existe_se_dice(estrategia, quien):
    with pytest.raises(ValidationError, match="No hay una plantilla «otra»"):
        insertar_plantilla(estrategia, "otra", por=quien, ahora=AHORA)


def test_la_pantalla_inserta_y_dice_cuantas(client, estrategia, quien, revisar_html):
    client.force_login(quien)
    direccion = reverse("admin:estrategia_estrategia_plantillas", args=[estrategia.pk])

    pagina = client.post(direccion, {"plantilla": "acciones_internas"}, follow=True)

    texto = pagina.content.decode()
    assert "Actividades agregadas: 6." in texto
    assert estrategia.actividades.count() == 6
    revisar_html(texto)


def test_quien_solo_mira_no_inserta(client, estrategia):
    client.force_login(crear_usuario(rol="control", entidad=estrategia.entidad))
    direccion = reverse("admin:estrategia_estrategia_plantillas", args=[estrategia.pk])

    assert client.post(direccion, {"plantilla": "acciones_internas"}).status_code == 403
