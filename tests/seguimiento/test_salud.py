"""Las direcciones de las evidencias: apagado por defecto, y nunca hacia la red interna."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from seguimiento import evidencia, salud
from seguimiento.models import Evidencia
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_estrategia,
    crear_usuario,
    publicar,
)
from tests.factories.cortes import AHORA, abrir_corte, reportar

RESPUESTAS = {
    "/bien": (200, ""),
    "/no-esta": (404, ""),
    "/roto": (500, ""),
    "/desvia": (302, "/bien"),
    "/da-vueltas": (302, "/da-vueltas"),
    "/sale": (301, "http://10.0.0.1/"),
    "/a-otro-protocolo": (302, "file:///etc/passwd"),
    "/sin-head": (405, ""),
}


class Sitio(BaseHTTPRequestHandler):
    pedidos: list = []

    def responder(self):
        Sitio.pedidos.append((self.command, self.path, dict(self.headers)))
        estado, destino = RESPUESTAS.get(self.path, (404, ""))
        if self.command == "GET" and self.path == "/sin-head":
            estado = 200
        self.send_response(estado)
        if destino:
            self.send_header("Location", destino)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = responder  # noqa: N815 -- así los busca la biblioteca

    def log_message(self, *_):
        pass


@pytest.fixture
def sitio():
    Sitio.pedidos = []
    servidor = HTTPServer(("127.0.0.1", 0), Sitio)
    hilo = threading.Thread(target=servidor.serve_forever, daemon=True)
    hilo.start()
    yield f"http://127.0.0.1:{servidor.server_port}"
    servidor.shutdown()
    servidor.server_close()
    hilo.join()


def solo_este_equipo(direccion):
    return direccion == "127.0.0.1"


@pytest.mark.parametrize(
    ("ruta", "responde"),
    [
        ("/bien", True), ("/desvia", True), ("/sin-head", True), ("/no-esta", False),
        ("/roto", False), ("/da-vueltas", False), ("/sale", False), ("/a-otro-protocolo", False),
    ],
)  # fmt: skip
def test_responde_lo_que_contesta_bien(sitio, ruta, responde):
    assert salud.responde(sitio + ruta, permitida=solo_este_equipo) is responde


def test_no_dice_quien_pregunta(sitio):
    salud.responde(f"{sitio}/bien", permitida=solo_este_equipo)

    ((verbo, ruta, cabeceras),) = Sitio.pedidos
    assert (verbo, ruta) == ("HEAD", "/bien")
    assert {"Cookie", "Authorization", "Referer"} & set(cabeceras) == set()


@pytest.mark.parametrize(
    "direccion",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "0.0.0.0",
        "fc00::1",
        "::ffff:127.0.0.1",
    ],
)
def test_lo_interno_no_es_publico(direccion):
    assert not salud.es_publica(direccion)


def test_una_direccion_de_internet_es_publica():
    assert salud.es_publica("190.24.0.1")


@pytest.mark.parametrize("nombre", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1"])
def test_a_la_red_interna_no_se_llama(sitio, nombre):
    puerto = sitio.rpartition(":")[2]

    assert not salud.responde(f"http://{nombre}:{puerto}/bien")
    assert Sitio.pedidos == []


@pytest.mark.parametrize(
    "enlace",
    [
        "file:///etc/passwd",
        "ftp://x.co/",
        "http://",
        "http://x:99999/",
        "https://no existe/",
        "http://[::1",
    ],
)
def test_lo_que_no_es_una_direccion_no_responde_ni_rompe(enlace):
    assert not salud.responde(enlace)


# --- Al cerrar el corte ---------------------------------------------------------------------


@pytest.fixture
def corte(db):
    estrategia = crear_estrategia()
    lider = crear_dependencia(entidad=estrategia.entidad)
    crear_actividad(estrategia=estrategia, fecha_programada="30/03/2026", dependencias=[lider])
    publicar(estrategia)
    return abrir_corte(estrategia)


def con_enlaces(corte, *enlaces):
    avance = reportar(corte, corte.estrategia.actividades.get(), 100)
    por = crear_usuario(entidad=corte.estrategia.entidad)
    for enlace in enlaces:
        evidencia.adjuntar(avance, titulo=enlace, por=por, ahora=AHORA, enlace=enlace)


def test_de_fabrica_no_se_prueba_nada(corte, sitio):
    con_enlaces(corte, f"{sitio}/bien")

    assert salud.probar_las_del_corte(corte, ahora=AHORA) == 0
    assert Sitio.pedidos == []
    assert Evidencia.objects.get().salud == "sin_probar"


def test_encendido_se_prueban_y_lo_interno_no_responde(corte, sitio, settings):
    settings.PARTICIPA_PROBAR_ENLACES = True
    con_enlaces(corte, f"{sitio}/bien")

    assert salud.probar_las_del_corte(corte, ahora=AHORA) == 1
    assert Sitio.pedidos == []
    assert Evidencia.objects.get().salud == "no_responde"


def test_cada_direccion_se_prueba_una_vez_y_se_anota_cuando(corte, sitio):
    con_enlaces(corte, f"{sitio}/bien", f"{sitio}/no-esta")

    salud.probar(Evidencia.objects.all(), ahora=AHORA, permitida=solo_este_equipo)

    assert [(una.salud, una.probado_en) for una in Evidencia.objects.order_by("pk")] == [
        ("responde", AHORA),
        ("no_responde", AHORA),
    ]
