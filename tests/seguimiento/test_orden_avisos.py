"""`manage.py avisos`: se repite sin mandar nada dos veces, aunque corran dos o la maten a mitad."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from estrategia import avisos
from estrategia.avisos import fuentes
from estrategia.models import Aviso
from tests.factories import AHORA
from tests.factories.avisos import preparar_aviso
from tests.servidor_smtp import servidor_de_correo

RAIZ = Path(__file__).resolve().parents[2]
CREAR = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
PREPARAR = """
import django; django.setup()
from tests.factories.avisos import preparar_aviso
for _ in range({cuantos}):
    preparar_aviso()
"""
MIRAR = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from estrategia import avisos
from estrategia.models import Aviso
antes = list(Aviso.objects.values_list("estado", flat=True))
avisos.correr(ahora=timezone.now() + timedelta(hours=1))
print(antes, list(Aviso.objects.values_list("estado", flat=True)))
"""


@pytest.fixture
def servidor():
    with servidor_de_correo() as servidor:
        yield servidor


def correr(*argumentos):
    salida = StringIO()
    call_command("avisos", *argumentos, stdout=salida)
    return salida.getvalue().strip()


@pytest.mark.django_db
def test_dice_lo_que_hizo_y_la_segunda_vez_no_hay_nada(mailoutbox):
    preparar_aviso()
    preparar_aviso(revisar=True)

    assert correr("--simular") == (
        "Simulación: no se guardó ni se mandó nada.\n"
        "Entregados al servidor de correo: 1\n"
        "Esperan que alguien los revise en la administración: 1"
    )
    assert mailoutbox == []
    assert correr() == (
        "Entregados al servidor de correo: 1\n"
        "Esperan que alguien los revise en la administración: 1"
    )
    assert json.loads(correr("--json")) == {
        "simulado": False,
        "preparados": 0,
        "enviados": 0,
        "fallidos": 0,
        "dudosos": 0,
        "descartados": 0,
        "por_revisar": 1,
        "por_decidir": 0,
        "reparos": [],
    }
    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_sin_nada_que_hacer_lo_dice():
    assert correr() == "No hay avisos por enviar."


@pytest.mark.django_db
def test_si_algo_no_sale_el_cron_se_entera(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # Nadie contesta ahí.
    preparar_aviso()

    with pytest.raises(CommandError, match="no salieron"):
        correr()


@pytest.mark.django_db(transaction=True)
def test_ocho_hilos_entregan_el_mismo_aviso_una_vez(servidor, settings):
    if connection.vendor != "postgresql":
        pytest.skip("necesita PostgreSQL: en memoria, SQLite no deja dos conexiones a la vez")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servidor.puerto
    aviso = preparar_aviso()
    salida, estados = threading.Barrier(8), []

    def uno():
        copia = Aviso.objects.select_related("entidad").get(pk=aviso.pk)
        salida.wait()
        estados.append(avisos.enviar(copia, ahora=AHORA).estado)
        connection.close()

    hilos = [threading.Thread(target=uno) for _ in range(8)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()

    aviso.refresh_from_db()
    assert (aviso.estado, aviso.intentos, len(servidor.recibidos)) == ("enviado", 1, 1)
    assert set(estados) <= {"enviado", "enviando"}


@pytest.mark.django_db(transaction=True)
def test_dentro_de_una_transaccion_no_se_entrega():
    aviso = preparar_aviso()

    with pytest.raises(RuntimeError), transaction.atomic():
        avisos.enviar(aviso, ahora=AHORA)


# --- Procesos de verdad ------------------------------------------------------------------------


def entorno_en(carpeta, puerto=0):
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{carpeta}/datos.sqlite3",
        "EMAIL_URL": f"smtp://127.0.0.1:{puerto}",
        "PYTHONPATH": str(RAIZ),
    }


@pytest.fixture(scope="module")
def con_tablas(tmp_path_factory):
    """Una base vacía, para copiarla en cada caso."""
    carpeta = tmp_path_factory.mktemp("con-tablas")
    ejecutar(CREAR, entorno_en(carpeta))
    return carpeta


@pytest.fixture
def entorno(con_tablas, tmp_path, servidor):
    shutil.copytree(con_tablas, tmp_path / "copia")
    return entorno_en(tmp_path / "copia", servidor.puerto)


def ejecutar(guion, entorno):
    hecho = subprocess.run(
        [sys.executable, "-c", guion], cwd=RAIZ, env=entorno, capture_output=True, text=True
    )
    assert hecho.returncode == 0, hecho.stderr
    return hecho.stdout


def orden(entorno):
    return subprocess.Popen(
        [sys.executable, "manage.py", "avisos", "--json"],
        cwd=RAIZ, env=entorno, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_dos_ordenes_a_la_vez_no_mandan_nada_dos_veces(servidor, entorno):
    ejecutar(PREPARAR.format(cuantos=30), entorno)

    procesos = [orden(entorno) for _ in range(2)]
    resumenes = [json.loads(proceso.communicate()[0]) for proceso in procesos]

    assert sum(resumen["enviados"] for resumen in resumenes) == 30
    claves = [correo["Message-ID"] for correo in servidor.recibidos]
    assert (len(claves), len(set(claves))) == (30, 30)


def test_matar_la_orden_mientras_entrega_deja_el_aviso_dudoso_y_no_se_repite(servidor, entorno):
    servidor.conducta = "recibe y calla"
    ejecutar(PREPARAR.format(cuantos=1), entorno)
    proceso = orden(entorno)
    limite = time.monotonic() + timedelta(minutes=2).total_seconds()
    while not servidor.recibidos and time.monotonic() < limite:
        time.sleep(0.05)

    os.kill(proceso.pid, signal.SIGKILL)
    proceso.communicate()
    servidor.conducta = "recibe"

    assert ejecutar(MIRAR, entorno).strip() == "['enviando'] ['dudoso']"
    assert len(servidor.recibidos) == 1


# --- Lo que dice la documentación --------------------------------------------------------------


def test_la_tabla_de_correos_tiene_cada_plantilla_y_cada_fuente():
    tabla = (RAIZ / "docs" / "avisos.md").read_text(encoding="utf-8").partition("## La bandeja")[0]
    plantillas = {
        una.name
        for una in (RAIZ / "templates" / "avisos").glob("*.txt")
        if not una.name.startswith("_")
    }

    assert {una for una in plantillas if f"`{una}`" not in tabla} == set()
    assert {clase for clase in fuentes.clases() if f"| `{clase}` |" not in tabla} == set()
