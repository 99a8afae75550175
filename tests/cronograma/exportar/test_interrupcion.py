"""Matar el proceso en medio de publicar deja la versión vieja o la nueva, nunca media.

Un proceso de verdad publica la versión 2 y se detiene en un momento elegido; se le mata por
su número (SIGKILL, sin tiempo de limpiar nada) y otro proceso mira qué quedó.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parents[3]

PREPARAR = """
import django; django.setup()
from django.core.management import call_command
from cronograma.exportar import archivos, pdf

def falta(*_):
    raise pdf.FaltaPango(pdf.FALTA_PANGO)
archivos.SALIDAS["pdf"] = archivos.SALIDAS["pdf"]._replace(escribir=falta)  # para no tardar
from tests.factories import *
"""
LA_1 = (
    PREPARAR
    + """
call_command("migrate", verbosity=0)
estrategia = crear_estrategia()
crear_actividad(estrategia=estrategia, nombre="Audiencia")
archivos.con_archivos(lambda: publicar(estrategia))
"""
)
LA_2 = (
    PREPARAR
    + """
import sys, time
from django.db import connection
from cronograma import publicacion
from cronograma.models import Actividad
from estrategia.models import Estrategia, Usuario

def detenerse(*_):
    print("detenido", flush=True)
    time.sleep(60)

def despues_de(modulo, nombre, vez=1):
    original, veces = getattr(modulo, nombre), []
    def con_pausa(*args, **kwargs):
        resultado = original(*args, **kwargs)
        veces.append(1)
        if len(veces) == vez:
            detenerse()
        return resultado
    setattr(modulo, nombre, con_pausa)

momento = sys.argv[1]
if momento == "con un archivo escrito":
    despues_de(archivos, "guardar")
if momento == "con un archivo cortado":
    original = archivos.default_storage.save
    def cortado(ruta, contenido):
        original(ruta, archivos.ContentFile(contenido.read()[:100]))
        detenerse()
    archivos.default_storage.save = cortado
if momento == "con todos los archivos escritos":
    despues_de(archivos, "guardar", vez=3)
if momento == "con las filas guardadas y sin commit":
    despues_de(archivos, "_registrar")
Actividad.objects.update(nombre="Audiencia pública")
archivos.con_archivos(lambda: publicar(Estrategia.objects.get(), por=Usuario.objects.first()))
if momento == "después del commit":
    detenerse()
"""
)
MIRAR = (
    PREPARAR
    + """
import hashlib, json
from cronograma.models import ActividadPublicada, ArchivoDeVersion, Version
from estrategia.models import Estrategia, Usuario
from cronograma.exportar.archivos import con_archivos

def vista():
    return {
        "versiones": list(Version.objects.order_by("numero").values_list("numero", flat=True)),
        "publico": [una.fila.nombre for una in ActividadPublicada.objects.publicas()],
        "archivos": list(ArchivoDeVersion.objects.values_list("version__numero").distinct().order_by("version__numero").values_list("version__numero", flat=True)),
        "enteros": all(hashlib.sha256(uno.archivo.read()).hexdigest() == uno.sha256 for uno in ArchivoDeVersion.objects.all()),
    }
antes = vista()
if antes["versiones"] == [1]:
    con_archivos(lambda: publicar(Estrategia.objects.get(), por=Usuario.objects.first()))
print(json.dumps({"antes": antes, "al repetir": vista()}))
"""
)

VIEJA = {"versiones": [1], "publico": ["Audiencia"], "archivos": [1], "enteros": True}
NUEVA = {"versiones": [1, 2], "publico": ["Audiencia pública"], "archivos": [1, 2], "enteros": True}


def entorno_en(carpeta):
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{carpeta}/datos.sqlite3",
        "PARTICIPA_MEDIA": str(carpeta / "media"),
        "PYTHONPATH": str(RAIZ),
    }


@pytest.fixture(scope="module")
def con_la_1(tmp_path_factory):
    """Una carpeta con la versión 1 publicada, para copiarla en cada caso."""
    carpeta = tmp_path_factory.mktemp("con-la-1")
    correr(LA_1, entorno_en(carpeta))
    return carpeta


@pytest.fixture
def entorno(con_la_1, tmp_path):
    shutil.copytree(con_la_1, tmp_path / "copia")
    return entorno_en(tmp_path / "copia")


def correr(guion, entorno):
    hecho = subprocess.run(
        [sys.executable, "-c", guion], cwd=RAIZ, env=entorno, capture_output=True, text=True
    )
    assert hecho.returncode == 0, hecho.stderr
    return hecho.stdout


@pytest.mark.parametrize(
    ("momento", "queda"),
    [
        ("con un archivo escrito", VIEJA),
        ("con un archivo cortado", VIEJA),
        ("con todos los archivos escritos", VIEJA),
        ("con las filas guardadas y sin commit", VIEJA),
        ("después del commit", NUEVA),
    ],
    ids=lambda valor: valor if isinstance(valor, str) else "",
)
def test_matar_el_proceso_deja_la_version_vieja_o_la_nueva(entorno, momento, queda):
    proceso = subprocess.Popen(
        [sys.executable, "-c", LA_2, momento],
        cwd=RAIZ, env=entorno, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    linea = proceso.stdout.readline()
    assert linea == "detenido\n", proceso.communicate()[1]

    os.kill(proceso.pid, signal.SIGKILL)
    proceso.communicate()

    visto = json.loads(correr(MIRAR, entorno))
    assert visto["antes"] == queda
    assert visto["al repetir"] == NUEVA
