"""Chromium del sistema para las pruebas con navegador.

Donde no lo hay, estas pruebas se saltan con un aviso; con PARTICIPA_EXIGE_NAVEGADOR=1 fallan,
para que la integración no dé por bueno lo que no miró.
"""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

EXIGE_NAVEGADOR = os.environ.get("PARTICIPA_EXIGE_NAVEGADOR") == "1"

# Sin ventana ni tarjeta gráfica, y sin las conexiones que Chromium hace por su cuenta.
OPCIONES_DE_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

REGLAS_DE_ACCESIBILIDAD = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
]


def pytest_collection_modifyitems(items):
    aqui = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(aqui):
            item.add_marker(pytest.mark.navegador)
            # El servidor corre en otro hilo y sólo ve lo guardado de verdad. Al terminar se vacían
            # las tablas; los catálogos que dejaron las migraciones se reponen para la siguiente.
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


def ruta_de_chromium():
    return shutil.which("chromium") or shutil.which("chromium-browser")


def renunciar(motivo):
    if EXIGE_NAVEGADOR:
        pytest.fail(f"PARTICIPA_EXIGE_NAVEGADOR=1 pide correr estas pruebas, pero {motivo}.")
    pytest.skip(motivo)


@pytest.fixture(scope="session")
def chromium():
    ruta = ruta_de_chromium()
    if not ruta:
        renunciar("no hay Chromium en este equipo (en Debian, el paquete chromium)")
    playwright = encender_playwright()
    with pytest.MonkeyPatch.context() as entorno:
        # Playwright deja un bucle asíncrono en este hilo y Django lo tomaría por código asíncrono.
        entorno.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        navegador = playwright.chromium.launch(executable_path=ruta, args=OPCIONES_DE_CHROMIUM)
        yield navegador
        navegador.close()
    playwright.stop()


def encender_playwright():
    try:
        return sync_playwright().start()
    except Exception:  # Playwright no distingue este error de otros
        renunciar("Playwright no arranca (en Debian mínimo le falta el paquete libatomic1)")


@pytest.fixture
def contexto(chromium, live_server):
    contexto = chromium.new_context(
        base_url=live_server.url, locale="es-CO", timezone_id="America/Bogota"
    )
    yield contexto
    contexto.close()


@pytest.fixture
def page(contexto):
    """Una página en blanco; las direcciones relativas van al servidor de la prueba.

    Falla también lo que nadie mira: un error de la consola o algo que pidió fuera de este equipo.
    """
    page = contexto.new_page()
    quejas = []
    page.on("pageerror", lambda error: quejas.append(f"error: {error}"))
    page.on("console", lambda mensaje: quejas.extend(errores_de_consola(mensaje)))
    page.on("request", lambda pedido: quejas.extend(salidas(pedido.url)))
    page.quejas = quejas
    yield page
    assert quejas == []


def errores_de_consola(mensaje):
    # El ícono lo pide el navegador por su cuenta aunque la página no lo nombre.
    if mensaje.type == "error" and not mensaje.location["url"].endswith("/favicon.ico"):
        yield f"consola: {mensaje.text}"


def salidas(direccion):
    if not direccion.startswith(
        ("http://localhost", "http://127.0.0.1", "data:", "blob:", "about:")
    ):
        yield f"pidió fuera: {direccion}"


@pytest.fixture
def entrar(contexto, live_server, client):
    """Deja al navegador con la sesión de esa persona, sin pasar por el formulario."""

    def entrar(usuario):
        client.force_login(usuario)
        galleta = client.cookies["sessionid"]
        contexto.add_cookies(
            [{"name": "sessionid", "value": galleta.value, "url": live_server.url}]
        )

    return entrar


@pytest.fixture
def revisar_accesibilidad():
    """`revisar_accesibilidad(page)`: axe sin ninguna falta, o la prueba dice cuáles y dónde."""

    def revisar(page, dentro_de=None):
        opciones = {"runOnly": {"type": "tag", "values": REGLAS_DE_ACCESIBILIDAD}}
        resultado = Axe().run(page, context=dentro_de, options=opciones)
        assert faltas_de(resultado) == []

    return revisar


def faltas_de(resultado):
    return [
        f"{falta['id']}: {falta['help']} → {nodo['target']}"
        for falta in resultado.response["violations"]
        for nodo in falta["nodes"]
    ]
