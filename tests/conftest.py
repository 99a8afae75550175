"""El entorno de todas las pruebas: plantillas estrictas, red cerrada, reloj quieto y disco aparte."""

import datetime
import inspect
import os
import socket
from pathlib import Path

import html5lib
import pytest
from django.template.base import Node
from django.utils import timezone
from html5lib.constants import E as QUEJAS_DE_HTML
from hypothesis import settings as hypothesis_settings

RAIZ = Path(__file__).resolve().parent.parent
HOY = datetime.date(2026, 5, 15)
DIRECCIONES_PROPIAS = {"127.0.0.1", "::1", "localhost"}

# Sin límite por caso, que en un equipo ocupado falla porque sí; en la integración, siempre los mismos.
hypothesis_settings.register_profile("participa", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("participa")


def pytest_report_header():
    from django.conf import settings  # noqa: PLC0415 -- pytest-django la prepara después de leer este archivo

    return f"base de datos: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


class VariableIndefinida(str):
    """Ocupa el lugar de `string_if_invalid`: en una plantilla nuestra, una variable que no existe falla.

    Las del admin y las de las bibliotecas cuentan con que dé vacío, así que sólo se mira en qué
    archivo está escrita la variable.
    """

    __slots__ = ()

    def __contains__(self, parte):
        return parte == "%s"

    def __mod__(self, variable):
        plantilla = self.plantilla_que_la_escribe()
        if plantilla and plantilla.is_relative_to(RAIZ) and ".venv" not in plantilla.parts:
            pytest.fail(
                f"La variable «{variable}» no existe (plantilla {plantilla.relative_to(RAIZ)})"
            )
        return ""

    @staticmethod
    def plantilla_que_la_escribe():
        marco = inspect.currentframe()
        while marco := marco.f_back:
            nodo = marco.f_locals.get("self")
            if isinstance(nodo, Node) and getattr(nodo, "origin", None):
                return Path(nodo.origin.name)
        return None


@pytest.fixture(autouse=True)
def ajustes_de_prueba(settings, tmp_path):
    # La huella lenta de las contraseñas es la que protege; aquí sólo estorba.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True, scope="session")
def plantillas_estrictas():
    from django.template import engines  # noqa: PLC0415 -- necesita la configuración ya leída

    engines["django"].engine.string_if_invalid = VariableIndefinida("indefinida")


@pytest.fixture(autouse=True, scope="session")
def red_cerrada():
    """Nada sale de este equipo: el producto tampoco lo hace cuando corre."""

    def solo_a_este_equipo(conectar):
        def conectar_si_es_local(enchufe, destino):
            if enchufe.family != socket.AF_UNIX and destino[0] not in DIRECCIONES_PROPIAS:
                pytest.fail(f"La prueba quiso salir a la red: {destino[0]}")
            return conectar(enchufe, destino)

        return conectar_si_es_local

    with pytest.MonkeyPatch.context() as parche:
        for nombre in ("connect", "connect_ex"):
            original = getattr(socket.socket, nombre)
            parche.setattr(socket.socket, nombre, solo_a_este_equipo(original))
        yield


@pytest.fixture
def hoy(monkeypatch):
    """Fija el reloj de Django en el 15 de mayo de 2026 a mediodía en Bogotá, y devuelve el día."""
    mediodia = datetime.datetime.combine(
        HOY, datetime.time(12), tzinfo=timezone.get_default_timezone()
    )
    monkeypatch.setattr(timezone, "now", lambda: mediodia.astimezone(datetime.UTC))
    return HOY


@pytest.fixture
def revisar_html():
    """`revisar_html(texto)`: la página se lee como la lee un navegador, sin ninguna corrección."""

    def revisar(html):
        lector = html5lib.HTMLParser()
        lector.parse(html)
        assert [
            f"línea {en[0]}: {QUEJAS_DE_HTML[que] % datos}" for en, que, datos in lector.errors
        ] == []

    return revisar
