"""Lo que sube una entidad: cada puerta, con quién puede pasar y quién no."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from estrategia.archivos import campos_de_archivo
from estrategia.models import Caracterizacion
from tests.factories import crear_entidad, crear_usuario

pytestmark = pytest.mark.django_db


@pytest.fixture
def documento():
    fila = Caracterizacion(
        entidad=crear_entidad(), fecha=date(2026, 1, 15), documento="Caracterización 2026"
    )
    fila.archivo.save("caracterizacion.pdf", ContentFile(b"%PDF-1.7"))
    return fila


def pedir(client, documento):
    respuesta = client.get(documento.archivo.url)
    contenido = b"".join(respuesta.streaming_content) if respuesta.streaming else b""
    respuesta.close()
    return respuesta.status_code, contenido


@pytest.mark.parametrize("rol", ["planeacion", "control", "consulta"])
def test_quien_ve_la_fila_recibe_su_archivo(client, documento, rol):
    client.force_login(crear_usuario(rol=rol, entidad=documento.entidad))

    assert pedir(client, documento) == (200, b"%PDF-1.7")


def test_se_descarga_y_no_se_abre_dentro_del_sitio(client, documento):
    client.force_login(crear_usuario(rol="consulta", entidad=documento.entidad))

    respuesta = client.get(documento.archivo.url)

    assert respuesta.headers["Content-Disposition"].startswith("attachment;")
    respuesta.close()


def test_para_otra_entidad_no_existe(client, documento):
    client.force_login(crear_usuario(rol="planeacion"))

    assert pedir(client, documento) == (404, b"")


def test_sin_cargo_no_existe(client, documento):
    client.force_login(crear_usuario(entidad=documento.entidad))

    assert pedir(client, documento) == (404, b"")


def test_sin_entrar_se_va_a_la_puerta(client, documento):
    respuesta = client.get(documento.archivo.url)

    assert respuesta.headers["location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("ruta", ["../manage.py", "..%2Fmanage.py", "no/existe.pdf", "%00"])
def test_una_ruta_que_ninguna_fila_nombra_no_entrega_nada(client, documento, ruta):
    client.force_login(crear_usuario(is_superuser=True))

    assert client.get(f"/archivos/{ruta}").status_code == 404


def test_se_sabe_donde_hay_archivos():
    nombres = {f"{modelo._meta.label}.{campo}" for modelo, campo in campos_de_archivo()}

    assert {"estrategia.Entidad.logo", "cronograma.Importacion.archivo"} <= nombres
