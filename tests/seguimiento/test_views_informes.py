"""Los informes a la vista de cualquiera: solo lo emitido, con direcciones que no cambian."""

import io

import openpyxl
import pytest
from django.core.cache import cache

from tests.factories.informes_emitidos import (
    PDF_FIRMADO,
    crear_estrategia_con_corte,
    emitir,
    empezar,
    firmar,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sin_memoria():
    cache.clear()


@pytest.fixture
def estrategia():
    return crear_estrategia_con_corte()


def direccion(informe, archivo=""):
    return f"/{informe.estrategia.entidad.slug}/informes/{informe.pk}/{archivo}"


def test_la_lista_trae_los_emitidos_y_ningun_borrador(client, estrategia):
    emitido, borrador = emitir(estrategia), empezar(estrategia, "control")

    contenido = client.get(f"/{estrategia.entidad.slug}/informes/").content.decode()

    assert direccion(emitido) in contenido
    assert direccion(borrador) not in contenido
    assert "Evaluación de la estrategia</strong>, 1.er trimestre de 2026" in contenido


def test_sin_informes_la_lista_lo_dice(client, estrategia):
    contenido = client.get(f"/{estrategia.entidad.slug}/informes/").content.decode()

    assert "Todavía no hay informes emitidos." in contenido


def test_la_pagina_dice_las_cifras_y_la_huella(client, estrategia):
    informe = emitir(estrategia)

    contenido = client.get(direccion(informe)).content.decode()

    assert "El cumplimiento aceptado es 25\xa0%: crítico." in contenido
    assert informe.sha256 in contenido
    assert "style=" not in contenido.partition('<article class="informe">')[2]


@pytest.mark.parametrize("archivo", ["", "informe-control-2026-T1.xlsx"])
def test_un_borrador_no_existe_para_el_publico(client, estrategia, archivo):
    assert client.get(direccion(empezar(estrategia, "control"), archivo)).status_code == 404


@pytest.mark.parametrize("archivo", ["informe-estrategia-2026-T1.docx", "otro.pdf", "firmado.pdf"])
def test_lo_que_no_se_publica_no_esta(client, estrategia, archivo):
    assert client.get(direccion(emitir(estrategia), archivo)).status_code == 404


def test_el_excel_se_baja_se_lee_y_no_se_vuelve_a_enviar_si_no_cambio(client, estrategia):
    informe = emitir(estrategia)
    ruta = direccion(informe, "informe-estrategia-2026-T1.xlsx")

    respuesta = client.get(ruta)

    hoja = openpyxl.load_workbook(io.BytesIO(respuesta.content))["Cumplimiento"]
    assert [fila[1].value for fila in hoja["A6:B8"]] == [0.3, 0.25, 0.4]
    repetida = client.get(ruta, headers={"If-None-Match": respuesta["ETag"]})
    assert repetida.status_code == 304


def test_el_firmado_se_baja_tal_como_se_cargo(client, estrategia):
    informe = firmar(emitir(estrategia))

    respuesta = client.get(direccion(informe, "firmado.pdf"))

    assert b"".join(respuesta.streaming_content) == PDF_FIRMADO


def test_el_informe_de_una_entidad_no_esta_en_la_direccion_de_otra(client, estrategia):
    otra = crear_estrategia_con_corte()
    informe = emitir(estrategia)

    assert client.get(f"/{otra.entidad.slug}/informes/{informe.pk}/").status_code == 404
