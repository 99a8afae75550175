"""Datos abiertos, incrustación, novedades y lo que leen las máquinas del sitio entero."""

import json
import re
from dataclasses import fields
from datetime import date, time
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from cronograma.datos import DICCIONARIO
from cronograma.fila import Fila
from tests.factories import (
    crear_actividad,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    publicar,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAPA = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}
CRONOGRAMA = "/hospital/cronograma/2026/"


@pytest.fixture
def estrategia():
    entidad = crear_entidad(nombre="Hospital de Prueba", slug="hospital")
    return crear_estrategia(entidad=entidad, nombre="Cronograma")


@pytest.fixture
def publicada(estrategia):
    crear_actividad(estrategia=estrategia, codigo="01", fecha_programada="1 de junio de 2026")
    return publicar(estrategia)


def test_el_diccionario_explica_todos_los_campos_que_se_publican():
    assert DICCIONARIO.keys() == {campo.name for campo in fields(Fila)}


def test_datos_ofrece_cada_archivo_de_cada_estrategia(client, publicada):
    pagina = client.get("/datos/").content.decode()

    for como in ("csv", "json", "ods", "xlsx"):
        assert f"{CRONOGRAMA}cronograma.{como}?estrategia_de=combinada" in pagina


def test_datos_de_una_entidad_son_solo_los_suyos(client, publicada):
    otra = crear_estrategia()
    crear_actividad(estrategia=otra)
    publicar(otra)

    assert len(client.get("/datos/").context["conjuntos"]) == 2
    assert len(client.get("/hospital/datos/").context["conjuntos"]) == 1


def test_catalogo_dcat(client, publicada):
    response = client.get("/datos/catalogo.jsonld")

    catalogo = json.loads(response.content)
    (conjunto,) = catalogo["dcat:dataset"]
    assert conjunto["dct:identifier"] == "hospital-2026-combinada"
    assert conjunto["dct:publisher"]["foaf:name"] == "Hospital de Prueba"
    assert [d["dcat:downloadURL"] for d in conjunto["dcat:distribution"]] == [
        f"http://testserver{CRONOGRAMA}cronograma.{como}?estrategia_de=combinada"
        for como in ("csv", "json", "ods", "xlsx")
    ]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_incrustar_es_la_unica_pagina_que_cabe_en_un_marco(client, publicada):
    marco = client.get(f"{CRONOGRAMA}incrustar/")
    lista = client.get(CRONOGRAMA)

    assert "frame-ancestors *" in marco["Content-Security-Policy"]
    assert "X-Frame-Options" not in marco
    assert "frame-ancestors 'none'" in lista["Content-Security-Policy"]
    assert lista["X-Frame-Options"] == "DENY"


def test_incrustar_no_deja_cerrar_la_lista_ni_trae_formularios(client, publicada):
    pagina = client.get(f"{CRONOGRAMA}incrustar/").content.decode()

    assert "/hospital/cronograma/2026/combinada/01/" in pagina
    assert "<form" not in pagina


def test_novedades_en_atom(client, publicada):
    libro = ElementTree.fromstring(client.get("/hospital/novedades.atom").content)

    (novedad,) = libro.findall("a:entry", ATOM)
    assert novedad.findtext("a:title", namespaces=ATOM) == "Cronograma 2026: versión 1"


def test_mapa_del_sitio_tiene_cada_pagina_publica(client, publicada):
    crear_actividad(estrategia=publicada.estrategia, codigo="99")

    mapa = ElementTree.fromstring(client.get("/sitemap.xml").content)

    assert [url.text for url in mapa.findall("m:url/m:loc", MAPA)] == [
        "http://testserver/",
        "http://testserver/hospital/",
        f"http://testserver{CRONOGRAMA}",
        f"http://testserver{CRONOGRAMA}combinada/01/",
    ]


def test_robots_nombra_el_mapa_y_cierra_el_admin(client):
    texto = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/" in texto
    assert "Sitemap: http://testserver/sitemap.xml" in texto


def test_contacto_de_seguridad_no_ha_vencido(client):
    texto = client.get("/.well-known/security.txt").content.decode()

    assert "Contact: mailto:" in texto
    assert re.search(r"Expires: 2026-11-\d\dT00:00:00Z", texto)


def enlazados(client):
    pagina = client.get(reverse("cronograma:detalle", args=["hospital", 2026, "combinada", "01"]))
    hallado = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', pagina.content.decode()
    )
    return json.loads(hallado[1]) if hallado else []


def test_un_dia_exacto_se_describe_a_los_buscadores(client, publicada):
    (evento,) = enlazados(client)

    assert (evento["@type"], evento["startDate"]) == ("Event", "2026-06-01")
    assert evento["organizer"]["name"] == "Hospital de Prueba"


def test_un_encuentro_cancelado_lo_dice_a_los_buscadores(client, estrategia):
    actividad = crear_actividad(estrategia=estrategia, codigo="01", fecha_programada="Mensual")
    crear_encuentro(
        actividad=actividad,
        fecha=date(2026, 6, 9),
        hora_inicio=time(9),
        estado="cancelado",
        motivo="Paro",
    )
    publicar(estrategia)

    (evento,) = enlazados(client)

    assert evento["startDate"] == "2026-06-09T09:00:00-05:00"
    assert evento["eventStatus"] == "https://schema.org/EventCancelled"


def test_una_fecha_imprecisa_no_se_describe_como_evento(client, estrategia):
    crear_actividad(estrategia=estrategia, codigo="01", fecha_programada="Mensual")
    publicar(estrategia)

    assert enlazados(client) == []


def test_lo_que_escribe_una_entidad_no_sale_de_su_etiqueta(client, estrategia):
    crear_actividad(
        estrategia=estrategia,
        codigo="01",
        nombre="Foro </script><script>alert(1)</script>",
        fecha_programada="1 de junio de 2026",
    )
    publicar(estrategia)

    (evento,) = enlazados(client)

    assert evento["name"] == "Foro </script><script>alert(1)</script>"
