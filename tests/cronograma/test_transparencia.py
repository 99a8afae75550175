"""La lista de chequeo del menú Participa: qué se encuentra, qué dijo la entidad y qué no se sabe."""

from datetime import date

import pytest
from django.urls import reverse

from cronograma.transparencia import BUSQUEDAS, lista_de_chequeo
from estrategia.models import CumplimientoITA, ItemITA
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_entidad,
    crear_estrategia,
    crear_instancia,
    crear_usuario,
    publicar,
)
from tests.factories.aportes import crear_respondida

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

HOY = date(2026, 5, 15)
LISTA = "/hospital/cronograma/2026/"


@pytest.fixture
def entidad():
    return crear_entidad(nombre="Hospital de Prueba", slug="hospital")


def publicar_una(entidad, *, tipo="combinada", vigencia=2026, **actividad):
    estrategia = crear_estrategia(entidad=entidad, tipo=tipo, vigencia=vigencia)
    crear_actividad(estrategia=estrategia, **actividad)
    return publicar(estrategia)


def decir(entidad, codigo, **datos):
    item = ItemITA.objects.get(codigo=codigo)
    return CumplimientoITA.objects.create(entidad=entidad, item=item, **datos)


def renglon(entidad, codigo):
    grupos = lista_de_chequeo(entidad, hoy=HOY)
    return next(uno for g in grupos for uno in g.renglones if uno.item.codigo == codigo)


def direcciones(entidad):
    grupos = lista_de_chequeo(entidad, hoy=HOY)
    return {
        uno.item.codigo: uno.evidencia.direccion
        for grupo in grupos
        for uno in grupo.renglones
        if uno.evidencia
    }


def test_cada_item_nombra_una_busqueda_que_existe():
    nombradas = set(ItemITA.objects.exclude(evidencia="").values_list("evidencia", flat=True))

    assert nombradas == BUSQUEDAS.keys()


def test_sin_nada_publicado_no_se_afirma_nada(entidad):
    grupos = lista_de_chequeo(entidad, hoy=HOY)

    assert {uno.palabras for grupo in grupos for uno in grupo.renglones} == {
        "La entidad no ha dicho dónde está"
    }
    assert [len(grupo.renglones) for grupo in grupos] == [10, 4, 4, 5, 6, 8, 7]


def test_lo_publicado_se_encuentra_solo(entidad, client):
    estrategia = publicar_una(entidad, elemento="dialogo").estrategia
    estrategia.programa_enlace = "https://hospital.gov.co/ptep"
    estrategia.save()
    crear_instancia(entidad=entidad)

    halladas = direcciones(entidad)

    assert halladas == {
        "6.1.1": "/hospital/",
        "6.1.2": "/hospital/instancias/",
        "6.1.3": LISTA,
        "6.1.4": LISTA,
        "6.1.5": "https://hospital.gov.co/ptep",
        "6.1.8": f"{LISTA}anio/",
        "6.1.10": "/hospital/preguntas/",
        "6.2.5.a": "/hospital/preguntas/nueva/?uso=propuesta",
        "6.2.5.c": f"{LISTA}?elemento=dialogo",
    }
    for direccion in halladas.values():
        assert direccion.startswith("https") or client.get(direccion).status_code == 200
    assert renglon(entidad, "6.1.3").evidencia.cambio == AHORA


def test_las_preguntas_respondidas_se_encuentran(entidad):
    estrategia = publicar_una(entidad).estrategia
    assert renglon(entidad, "6.2.5.f").evidencia is None
    quien = crear_usuario(rol="planeacion", entidad=entidad)
    crear_respondida(por=quien, estrategia=estrategia)

    assert renglon(entidad, "6.2.5.f").evidencia == ("/hospital/preguntas/", AHORA)


def test_cada_estrategia_cumple_solo_su_item(entidad):
    publicar_una(entidad, tipo="rendicion")
    publicar_una(entidad, tipo="participacion", vigencia=2025)

    halladas = direcciones(entidad)

    assert halladas["6.1.3"] == "/hospital/cronograma/2025/"
    assert halladas["6.1.4"] == LISTA


def test_lo_que_no_se_ha_publicado_no_cuenta(entidad):
    crear_actividad(estrategia=crear_estrategia(entidad=entidad))

    assert direcciones(entidad) == {}


def test_lo_que_dice_la_entidad_manda(entidad):
    publicar_una(entidad)
    decir(entidad, "6.1.3", estado="no_cumple")
    decir(entidad, "6.1.4", estado="cumple", direccion="https://hospital.gov.co/rdc")
    decir(entidad, "6.1.9", estado="no_aplica", razon_juridica="Ley 1757, art. 2")

    dichos = {codigo: renglon(entidad, codigo) for codigo in ("6.1.3", "6.1.4", "6.1.9")}

    assert {codigo: uno.palabras for codigo, uno in dichos.items()} == {
        "6.1.3": "No está publicado",
        "6.1.4": "Está publicado",
        "6.1.9": "No aplica",
    }
    assert dichos["6.1.3"].evidencia is None
    assert dichos["6.1.4"].evidencia.direccion == "https://hospital.gov.co/rdc"
    assert dichos["6.1.9"].razon == "Ley 1757, art. 2"


def test_decir_que_cumple_sin_pagina_no_basta(entidad):
    decir(entidad, "6.1.3", estado="cumple")

    assert renglon(entidad, "6.1.3").palabras == "La entidad no ha dicho dónde está"


def test_un_item_apagado_no_se_muestra(entidad):
    ItemITA.objects.exclude(codigo="6.1.1").update(activo=False)

    (grupo,) = lista_de_chequeo(entidad, hoy=HOY)

    assert [uno.item.codigo for uno in grupo.renglones] == ["6.1.1"]


@pytest.mark.parametrize("cuantas", [1, 3])
def test_la_lista_cuesta_las_mismas_consultas(entidad, django_assert_num_queries, cuantas):
    for vigencia in range(2026 - cuantas, 2026):
        publicar_una(entidad, vigencia=vigencia)
    for codigo in ["6.1.9", "6.2.1.a", "6.2.1.b"][:cuantas]:
        decir(entidad, codigo, estado="no_cumple")

    with django_assert_num_queries(12):
        lista_de_chequeo(entidad, hoy=HOY)


# --- Páginas -------------------------------------------------------------------------------


def test_el_publico_lee_el_indice(client, entidad):
    publicar_una(entidad)
    decir(entidad, "6.1.9", estado="no_aplica", razon_juridica="Ley 1757, art. 2")

    pagina = client.get("/hospital/transparencia/").content.decode()

    assert f'href="{LISTA}"' in pagina
    assert "Actualizado el 15 de mayo de 2026" in pagina
    assert "No aplica: Ley 1757, art. 2" in pagina


def test_el_indice_de_una_entidad_que_no_existe(client):
    assert client.get("/no-hay/transparencia/").status_code == 404


def lista_en_el_admin(client, usuario, **datos):
    client.force_login(usuario)
    return client.get(reverse("admin:estrategia_cumplimientoita_lista"), datos)


def test_planeacion_ve_lo_que_falta_por_decir(client, entidad):
    otra = crear_entidad(nombre="Alcaldía Ajena")
    planeacion = crear_usuario(rol="planeacion", entidad=entidad)

    pagina = lista_en_el_admin(client, planeacion)

    texto = pagina.content.decode()
    assert pagina.context["entidad"] == entidad
    assert f"entidad={entidad.pk}&amp;item=" in texto
    assert "Alcaldía Ajena" not in texto
    assert lista_en_el_admin(client, planeacion, entidad=otra.pk).status_code == 404


def test_quien_solo_consulta_mira_y_no_dice(client, entidad):
    decir(entidad, "6.1.9", estado="no_cumple")

    pagina = lista_en_el_admin(client, crear_usuario(rol="consulta", entidad=entidad))

    assert not pagina.context["puede_decir"]
    assert "/add/?entidad=" not in pagina.content.decode()


def test_sin_cargo_no_se_ve_la_lista(client, entidad):
    assert lista_en_el_admin(client, crear_usuario(entidad=entidad)).status_code == 403


def test_quien_administra_escoge_la_entidad(client, entidad):
    otra = crear_entidad(nombre="Alcaldía")

    pagina = lista_en_el_admin(client, crear_usuario(is_superuser=True), entidad=otra.pk)

    assert pagina.context["entidad"] == otra
    assert list(pagina.context["entidades"]) == [otra, entidad]
