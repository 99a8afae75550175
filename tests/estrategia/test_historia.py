"""Quién cambió qué y cuándo: lo que se anota, cómo se lee y lo que cuesta."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cronograma.models import Actividad
from estrategia.historia import (
    SIN_ANTES,
    Cambio,
    anotar,
    historia_de,
    sin_anotar,
    tiene_historia,
)
from estrategia.models import Dependencia, GrupoDeValor, MetaInstitucional
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_estrategia,
    crear_firma,
    crear_grupo,
    crear_usuario,
)

pytestmark = pytest.mark.django_db

CON_HISTORIA = {
    "estrategia.Entidad",
    "estrategia.Dependencia",
    "estrategia.GrupoDeValor",
    "estrategia.InstanciaParticipacion",
    "estrategia.MetaInstitucional",
    "estrategia.Estrategia",
    "estrategia.Firma",
    "estrategia.Asignacion",
    "estrategia.Procedimiento",
    "estrategia.Paso",
    "cronograma.Actividad",
    "cronograma.Responsabilidad",
    "cronograma.Encuentro",
}
AHORA = datetime(2026, 5, 15, 17, tzinfo=UTC)


@pytest.fixture
def persona():
    return crear_usuario(username="ana", first_name="Ana", last_name="Pérez")


@pytest.mark.parametrize("etiqueta", sorted(CON_HISTORIA))
def test_de_cada_fila_que_importa_queda_historia(etiqueta):
    assert tiene_historia(apps.get_model(etiqueta))


def test_de_la_cuenta_de_una_persona_no_se_guarda_historia():
    assert not tiene_historia(apps.get_model("estrategia.Usuario"))


def test_un_cambio_dice_el_antes_y_el_despues_en_palabras(persona):
    estrategia = crear_estrategia()
    una, otra = crear_grupo(nombre="Jóvenes"), crear_grupo(nombre="Veedurías")
    actividad = crear_actividad(estrategia=estrategia, nombre="Foro", grupos=[una])
    anotar([actividad], por=None)
    with sin_anotar(actividad):
        actividad.fecha_programada, actividad.presencial = "Junio", True
        actividad.elemento = "dialogo"
        actividad.save()
        actividad.grupos.set([una, otra])
    anotar([actividad], por=persona, ahora=AHORA, razon="Lo pidió el comité")

    ultima = next(una for una in historia_de(actividad) if una.cuando == AHORA)

    assert (ultima.quien, ultima.que, ultima.clase, ultima.razon) == (
        "Ana Pérez",
        "Cambió",
        "actividad",
        "Lo pidió el comité",
    )
    assert ultima.fila == f"{actividad.codigo} · Foro"


def test_los_campos_cambiados_van_con_su_nombre_y_sus_valores(persona):
    una, otra = crear_grupo(nombre="Jóvenes"), crear_grupo(nombre="Veedurías")
    actividad = crear_actividad(nombre="Foro", grupos=[una], fecha_programada="Mayo")
    with sin_anotar(actividad):
        actividad.fecha_programada, actividad.presencial = "Junio", True
        actividad.elemento = "dialogo"
        actividad.save()
        actividad.grupos.set([una, otra])
    anotar([actividad], por=persona)

    cambios = historia_de(actividad)[0].cambios

    assert {cambio for cambio in cambios if cambio.campo not in {"inicio", "fin"}} == {
        Cambio("fecha programada", "Mayo", "Junio"),
        Cambio("presencial", "No", "Sí"),
        Cambio("elemento", "(en blanco)", "Diálogo"),
        Cambio("grupos de valor", "Jóvenes", "Jóvenes; Veedurías"),
    }


def test_guardar_sin_cambiar_nada_no_es_una_anotacion():
    grupo = crear_grupo()
    grupo.save()

    assert [una.que for una in historia_de(grupo)] == ["Creó"]


def test_la_historia_de_la_estrategia_trae_sus_firmas():
    estrategia = crear_estrategia()
    firma = crear_firma(estrategia=estrategia, nombre="Luz Marina")
    firma.nombre = "Ana"
    firma.save()

    de_firma = [una for una in historia_de(estrategia) if una.clase == "firma"]

    assert [(una.que, una.cambios) for una in de_firma] == [
        ("Cambió", (Cambio("nombre", "Luz Marina", "Ana"),)),
        ("Creó", ()),
    ]


def test_lo_borrado_tambien_consta():
    actividad = crear_actividad(dependencias=[crear_dependencia(nombre="SIAU")])
    actividad.responsabilidades.get().delete()

    anotado = historia_de(actividad)[0]

    assert (anotado.que, anotado.clase, anotado.fila) == ("Borró", "responsabilidad", "SIAU")


def test_leer_la_historia_cuesta_lo_mismo_con_uno_o_con_muchos_cambios(
    django_assert_num_queries,
):
    actividad = crear_actividad(grupos=[crear_grupo()], dependencias=[crear_dependencia()])
    with CaptureQueriesContext(
        connection,
    ) as pocas:
        historia_de(actividad)
    for n in range(5):
        actividad.nombre = f"Foro {n}"
        actividad.save()
        actividad.grupos.add(crear_grupo())

    with django_assert_num_queries(len(pocas)):
        historia_de(actividad)


def test_anotar_un_lote_cuesta_lo_mismo_con_una_o_con_veinte_filas(
    persona, django_assert_num_queries
):
    estrategia = crear_estrategia()
    actividades = [
        crear_actividad(estrategia=estrategia, grupos=[crear_grupo()]) for _ in range(20)
    ]

    # Una por la tabla y dos por cada relación que tiene algo (leerla y copiarla).
    with django_assert_num_queries(6):
        anotar(actividades[:1], por=persona)
    with django_assert_num_queries(6):
        anotar(actividades, por=persona)


def test_sin_anotar_guarda_una_sola_vez(persona):
    actividad = crear_actividad()
    antes = Actividad.history.count()
    with sin_anotar(actividad):
        actividad.save()
        actividad.grupos.add(crear_grupo())

    assert Actividad.history.count() == antes


# --- En la administración ------------------------------------------------------------------


@pytest.fixture
def planeacion(client):
    usuario = crear_usuario(rol="planeacion", first_name="Ana", last_name="Pérez")
    client.force_login(usuario)
    return usuario


def test_guardar_en_el_admin_es_una_sola_anotacion_con_su_autor(client, planeacion):
    grupo = crear_grupo(entidad=planeacion.entidad, nombre="Antes")
    direccion = reverse("admin:estrategia_grupodevalor_change", args=[grupo.pk])

    client.post(direccion, {"entidad": grupo.entidad_id, "nombre": "Después", "activo": "on"})

    ultima = historia_de(grupo)[0]
    assert (ultima.quien, ultima.cambios) == (
        "Ana Pérez",
        (Cambio("nombre", "Antes", "Después"),),
    )


def test_el_primer_cambio_de_una_fila_cargada_en_lote_tambien_tiene_antes(client, planeacion):
    (grupo,) = GrupoDeValor.objects.bulk_create(
        [GrupoDeValor(entidad=planeacion.entidad, nombre="Antes")]
    )
    direccion = reverse("admin:estrategia_grupodevalor_change", args=[grupo.pk])

    client.post(direccion, {"entidad": grupo.entidad_id, "nombre": "Después", "activo": "on"})

    grupo.refresh_from_db()
    ultima, primera = historia_de(grupo)
    assert ultima.cambios == (Cambio("nombre", "Antes", "Después"),)
    assert (primera.quien, primera.razon) == ("No consta", SIN_ANTES)


def test_la_pagina_de_historia_muestra_el_antes_y_el_despues(client, planeacion, revisar_html):
    grupo = crear_grupo(entidad=planeacion.entidad, nombre="Antes")
    grupo.nombre = "Después"
    grupo.save()

    pagina = client.get(reverse("admin:estrategia_grupodevalor_history", args=[grupo.pk]))

    texto = pagina.content.decode()
    assert "<td>Antes</td><td>Después</td>" in texto
    assert "Cambió grupo de valor: Después" in texto
    revisar_html(texto)


def test_la_historia_de_otra_entidad_no_se_ve(client, planeacion):
    ajeno = crear_grupo(nombre="Ajeno")

    pagina = client.get(reverse("admin:estrategia_grupodevalor_history", args=[ajeno.pk]))

    assert pagina.status_code != 200
    assert "Ajeno" not in pagina.content.decode()


def test_importar_metas_anota_una_vez_por_fila(planeacion):
    import tablib  # noqa: PLC0415

    from estrategia.resources import MetaResource  # noqa: PLC0415 -- tarda en cargar

    MetaInstitucional.objects.create(entidad=planeacion.entidad, codigo="1", texto="Antes")
    datos = tablib.Dataset(["1", "Después"], ["2", "Nueva"], headers=["Código", "Meta"])
    MetaResource(usuario=planeacion).import_data(datos)

    leidas = {meta.codigo: historia_de(meta)[0] for meta in MetaInstitucional.objects.all()}
    assert [(codigo, una.que, una.razon, una.cambios) for codigo, una in leidas.items()] == [
        ("1", "Cambió", "Importada de una tabla", (Cambio("meta", "Antes", "Después"),)),
        ("2", "Creó", "Importada de una tabla", ()),
    ]
    assert MetaInstitucional.history.count() == 3


def test_confirmar_grupos_queda_en_la_historia(client, planeacion):
    grupo = crear_grupo(entidad=planeacion.entidad)

    client.post(
        reverse("admin:estrategia_grupodevalor_changelist"),
        {"action": "confirmar", "_selected_action": [grupo.pk]},
    )

    ultima = historia_de(grupo)[0]
    assert (ultima.quien, ultima.cambios) == (
        "Ana Pérez",
        (Cambio("está en la caracterización", "No", "Sí"),),
    )


def test_las_dependencias_no_muestran_su_clave_interna():
    assert "clave" not in {campo.name for campo in Dependencia.history.model._meta.fields}
