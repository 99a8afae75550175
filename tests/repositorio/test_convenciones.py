"""Acuerdos de la casa que nadie tiene que recordar porque esta prueba los recuerda."""

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, get_resolver

RAIZ = Path(__file__).resolve().parents[2]
APPS = ["estrategia", "cronograma", "seguimiento"]

LINEAS_POR_ARCHIVO = 400
# Archivo → por qué puede pasar del límite.
ARCHIVOS_LARGOS = {}

# Variables que no lee settings.py sino las órdenes de make y las pruebas.
VARIABLES_DE_ORDENES = {"PUERTO", "PYTHON", "PARTICIPA_EXIGE_NAVEGADOR"}

# Se escriben partidos para que este archivo no los nombre.
SITIOS_DE_DESCARGA = [
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "deb.debian" + ".org",
]
RUTAS_DE_UNA_MAQUINA = re.compile(r"(?<![\w.])/(?:work|root|home)/")
BINARIOS = {".xlsx", ".xls", ".ods", ".pdf", ".png", ".woff2", ".ico", ".jpg"}


def modelos_propios():
    return [
        m for app in APPS for m in apps.get_app_config(app).get_models(include_auto_created=False)
    ]


def es_historia(modelo):
    # La historia la fabrica la biblioteca a partir del modelo que sí escribió una persona.
    return hasattr(modelo, "history_object")


def archivos_versionados():
    try:
        lista = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=RAIZ, capture_output=True, check=True, text=True,
        ).stdout.split("\0")  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no es una copia de trabajo de git")
    return [RAIZ / ruta for ruta in lista if ruta and (RAIZ / ruta).is_file()]


def archivos_de_texto():
    return [archivo for archivo in archivos_versionados() if archivo.suffix not in BINARIOS]


def nombres_de_direcciones(patrones, espacio=""):
    for patron in patrones:
        if isinstance(patron, URLPattern):
            if patron.name:
                yield f"{espacio}{patron.name}"
        elif patron.app_name != "admin":
            propio = f"{patron.namespace}:" if patron.namespace else ""
            yield from nombres_de_direcciones(patron.url_patterns, espacio + propio)


@pytest.mark.parametrize(
    "modelo", [m for m in modelos_propios() if not es_historia(m)], ids=lambda m: m._meta.label
)
def test_todo_modelo_se_presenta_en_espanol(modelo):
    escritos = modelo._meta.original_attrs  # sólo lo que una persona puso en Meta

    assert {"verbose_name", "verbose_name_plural"} <= escritos.keys()


def test_los_nombres_de_las_direcciones_no_se_repiten():
    cuentas = Counter(nombres_de_direcciones(get_resolver().url_patterns))

    assert [nombre for nombre, veces in cuentas.items() if veces > 1] == []


def test_cada_variable_de_la_configuracion_esta_explicada():
    arbol = ast.parse((RAIZ / "config" / "settings.py").read_text(encoding="utf-8"))
    leidas = {
        nodo.args[0].value
        for nodo in ast.walk(arbol)
        if isinstance(nodo, ast.Call)
        and isinstance(nodo.func, ast.Attribute)
        and isinstance(nodo.func.value, ast.Name)
        and nodo.func.value.id == "env"
    }
    ejemplo = (RAIZ / ".env.ejemplo").read_text(encoding="utf-8")
    explicadas = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", ejemplo, flags=re.MULTILINE))

    assert leidas == explicadas - VARIABLES_DE_ORDENES


@pytest.mark.parametrize("app", APPS)
def test_ningun_archivo_pasa_de_cuatrocientas_lineas(app):
    largos = {
        archivo.relative_to(RAIZ).as_posix()
        for archivo in (RAIZ / app).rglob("*.py")
        if "migrations" not in archivo.parts
        and len(archivo.read_text(encoding="utf-8").splitlines()) > LINEAS_POR_ARCHIVO
    }

    assert largos <= ARCHIVOS_LARGOS.keys()


def test_ningun_archivo_nombra_un_sitio_de_descarga_ni_una_ruta_de_maquina():
    hallados = [
        f"{archivo.relative_to(RAIZ)}: {hallazgo}"
        for archivo in archivos_de_texto()
        for hallazgo in sitios_y_rutas(archivo.read_text(encoding="utf-8", errors="replace"))
    ]

    assert hallados == []


def sitios_y_rutas(texto):
    yield from (sitio for sitio in SITIOS_DE_DESCARGA if sitio in texto)
    yield from RUTAS_DE_UNA_MAQUINA.findall(texto)


def test_los_textos_son_literales_en_espanol():
    # Un solo idioma: sin gettext. Las plantillas del admin que se completan son la excepción.
    con_gettext = [
        archivo.relative_to(RAIZ)
        for archivo in archivos_de_texto()
        if archivo.relative_to(RAIZ).parts[0] in {*APPS, "config", "templates"}
        and "templates/admin" not in archivo.as_posix()
        and re.search(r"gettext|{% *(trans|translate|blocktrans\w*) ", archivo.read_text("utf-8"))
    ]

    assert con_gettext == []
