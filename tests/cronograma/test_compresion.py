"""Las páginas viajan comprimidas sin que ningún secreto ni ninguna huella se estropee."""

import gzip
import secrets

import pytest

from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
    publicar,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

LISTA = "/hospital/cronograma/2026/"
COMPRIMIDO = {"accept-encoding": "gzip"}
CIEN_KB = 100_000


@pytest.fixture
def estrategia():
    estrategia = crear_estrategia(entidad=crear_entidad(nombre="Hospital", slug="hospital"))
    actividad = crear_actividad(estrategia=estrategia, codigo="01", fecha_programada="junio")
    crear_encuentro(actividad=actividad)
    publicar(estrategia)
    return estrategia


@pytest.mark.parametrize(
    "direccion",
    [
        "/hospital/",
        LISTA,
        f"{LISTA}cronograma.ics",
        f"{LISTA}cronograma.csv",
        "/datos/v1/actividades.json",
        "/sitemap.xml",
        "/static/css/base.css",
    ],
)
def test_lo_publico_que_es_texto_viaja_comprimido(client, estrategia, direccion):
    llano = client.get(direccion)
    comprimido = client.get(direccion, headers=COMPRIMIDO)

    assert gzip.decompress(cuerpo(comprimido)) == cuerpo(llano)
    assert (comprimido["Content-Encoding"], comprimido["Vary"]) == ("gzip", "Accept-Encoding")
    assert "Content-Encoding" not in llano
    assert llano["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("direccion", [f"{LISTA}cronograma.xlsx", f"{LISTA}combinada/01/qr.svg"])
def test_lo_que_ya_viene_comprimido_viaja_como_es(client, estrategia, direccion):
    es_dibujo = direccion.endswith("svg")

    respuesta = client.get(direccion, headers=COMPRIMIDO)

    assert ("Content-Encoding" in respuesta) is es_dibujo


def test_el_archivo_de_una_version_viaja_byte_por_byte(client, estrategia):
    (version,) = estrategia.versiones.all()
    for escrito in version.archivos.all():
        respuesta = client.get(f"{LISTA}combinada/version/1/{escrito.nombre}", headers=COMPRIMIDO)
        assert "Content-Encoding" not in respuesta
        assert respuesta["ETag"] == f'"{escrito.sha256}"'


@pytest.mark.parametrize("direccion", ["/hospital/", LISTA, "/datos/v1/actividades.json"])
@pytest.mark.parametrize("pide", [{}, COMPRIMIDO], ids=["llano", "comprimido"])
def test_la_huella_es_la_misma_comprimida_o_no_y_sigue_dando_304(
    client, estrategia, direccion, pide
):
    huella = client.get(direccion, headers=pide)["ETag"]

    repetida = client.get(direccion, headers=pide | {"if-none-match": huella})

    assert huella == client.get(direccion)["ETag"]
    assert huella.startswith('W/"')
    assert (repetida.status_code, repetida.content) == (304, b"")
    assert (repetida["ETag"], repetida["Vary"]) == (huella, "Accept-Encoding")
    assert "Content-Encoding" not in repetida


def test_nada_hecho_para_una_sesion_se_comprime(client, estrategia):
    client.force_login(crear_usuario(rol="planeacion", entidad=estrategia.entidad))

    for direccion in ("/admin/", "/hospital/"):
        assert "Content-Encoding" not in client.get(direccion, headers=COMPRIMIDO), direccion


def test_el_tamano_de_una_pagina_comprimida_lleva_un_relleno_al_azar(client, estrategia):
    # Sin él, quien mide muchas respuestas adivina lo que no puede leer (BREACH).
    tamanos = {len(cuerpo(client.get(LISTA, headers=COMPRIMIDO))) for _ in range(20)}

    assert len(tamanos) > 1


def test_la_lista_de_quinientas_actividades_pesa_menos_de_cien_kb(client):
    entidad = crear_entidad(nombre="Hospital", slug="grande")
    estrategia = crear_estrategia(entidad=entidad)
    grupos = [crear_grupo(entidad=entidad, nombre=f"Grupo {numero}") for numero in range(10)]
    responsables = [crear_dependencia(entidad=entidad) for _ in range(20)]
    for numero in range(500):
        crear_actividad(
            estrategia=estrategia,
            codigo=f"{numero:03d}",
            # Palabras que no se repiten: así no se comprime mejor que una hoja de verdad.
            nombre=" ".join(secrets.token_hex(4) for _ in range(12)),
            fecha_programada=("junio", "Mensual", "2.º trimestre")[numero % 3],
            grupos=[grupos[numero % 10], grupos[(numero + 3) % 10]],
            dependencias=[responsables[numero % 20]],
        )
    publicar(estrategia)

    for vista in ("", "anio/", "mes/2026-06/", "incrustar/"):
        respuesta = client.get(f"/grande/cronograma/2026/{vista}", headers=COMPRIMIDO)
        assert len(respuesta.content) < CIEN_KB, vista


def cuerpo(respuesta):
    return b"".join(respuesta) if respuesta.streaming else respuesta.content
