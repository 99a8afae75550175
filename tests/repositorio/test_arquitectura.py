"""La casa tiene un orden de importación y esta prueba lo sostiene (docs/arquitectura.md)."""

import ast
import re
from pathlib import Path

import pytest

from scripts.salas_puras import salas_puras

RAIZ = Path(__file__).resolve().parents[2]

# Cada app ve sólo a las anteriores.
APPS = ["estrategia", "cronograma", "seguimiento"]

# Dentro de una app se importa sólo hacia abajo o al lado; una sala que no está aquí es de uso.
PISO_PURO, PISO_MODELOS, PISO_USO, PISO_BORDE, PISO_ENTRADA, PISO_CABLES = range(6)
PISOS = {
    "models": PISO_MODELOS,
    "filters": PISO_BORDE,
    "forms": PISO_BORDE,
    "resources": PISO_BORDE,
    "importar": PISO_BORDE,
    "exportar": PISO_BORDE,
    "views": PISO_ENTRADA,
    "admin": PISO_ENTRADA,
    "management": PISO_ENTRADA,
    "templatetags": PISO_ENTRADA,
    "urls": PISO_CABLES,
    "apps": PISO_CABLES,
}

# Lo que una sala pura no puede mirar: la base de datos, la configuración y el reloj.
VEDADO_A_LAS_PURAS = ("django.db", "django.conf", "django.apps", "django.utils.timezone")
# Las enumeraciones con etiqueta viven junto al ORM, pero no lo tocan.
ENUMERACIONES = {"django.db.models.TextChoices", "django.db.models.IntegerChoices"}

DUENOS = {
    "openpyxl": [
        "cronograma/exportar/hoja.py",
        "cronograma/exportar/original.py",
        "cronograma/importar/",
        # Las hojas y las gráficas de los informes, con números de verdad.
        "seguimiento/exportar/hoja.py",
        "seguimiento/exportar/hoja_graficas.py",
    ],
    "docx": ["seguimiento/exportar/texto.py", "seguimiento/exportar/texto_graficas.py"],
    "python_calamine": ["cronograma/importar/"],
    "weasyprint": ["cronograma/exportar/pdf.py"],
    "icalendar": ["cronograma/exportar/ics.py"],
    "import_export": [
        f"{app}/{sala}" for app in APPS for sala in ("resources.py", "admin.py", "admin/")
    ],
}

NOMBRES_VEDADOS = {"utils", "helpers", "common", "core", "services", "misc"}


def archivos_de(app):
    return sorted(a for a in (RAIZ / app).rglob("*.py") if "migrations" not in a.parts)


ARCHIVOS = [archivo.relative_to(RAIZ) for app in APPS for archivo in archivos_de(app)]


def nombres_importados(archivo, texto):
    """Todo lo que el archivo importa, arriba o dentro de una función, con su nombre completo."""
    paquete = archivo.parent.parts
    for nodo in ast.walk(ast.parse(texto)):
        if isinstance(nodo, ast.Import):
            yield from (alias.name for alias in nodo.names)
        elif isinstance(nodo, ast.ImportFrom):
            # «from . import x» dentro de cronograma/exportar es cronograma.exportar.x
            subida = paquete[: len(paquete) - nodo.level + 1] if nodo.level else ()
            base = [*subida, *([nodo.module] if nodo.module else [])]
            yield from (".".join([*base, alias.name]) for alias in nodo.names)


def nombre_de(archivo):
    partes = archivo.with_suffix("").parts
    return ".".join(partes[:-1] if partes[-1] == "__init__" else partes)


PURAS = {nombre_de(sala.relative_to(RAIZ)) for sala in salas_puras()}


def es_pura(nombre):
    """Vale para el módulo y para lo que se toma de él: cronograma.fila y cronograma.fila.Fila."""
    partes = nombre.split(".")
    return any(".".join(partes[:largo]) in PURAS for largo in range(2, len(partes) + 1))


def sala_de(nombre):
    return nombre.split(".")[1] if "." in nombre else ""


def piso(nombre):
    return PISO_PURO if es_pura(nombre) else PISOS.get(sala_de(nombre), PISO_USO)


def faltas(archivo, texto):
    """Las reglas que el archivo rompe, cada una como una frase."""
    importados = list(nombres_importados(archivo, texto))
    propios = [nombre for nombre in importados if nombre.split(".")[0] in APPS]
    yield from apps_de_mas_arriba(archivo, propios)
    yield from salas_de_mas_arriba(archivo, propios)
    yield from bibliotecas_ajenas(archivo, importados)
    if es_pura(nombre_de(archivo)):
        yield from impurezas(importados)
    if {"config", "tests"} & {nombre.split(".")[0] for nombre in importados}:
        yield "importa config o tests; la configuración se lee de django.conf"


def apps_de_mas_arriba(archivo, propios):
    posteriores = APPS[APPS.index(archivo.parts[0]) + 1 :]
    for nombre in propios:
        if nombre.split(".")[0] in posteriores:
            yield f"mira hacia adelante: {nombre}"


def salas_de_mas_arriba(archivo, propios):
    quien = nombre_de(archivo)
    for nombre in propios:
        if piso(nombre) > piso(quien):
            yield f"importa hacia arriba: {nombre}"
        elif piso(nombre) == PISO_ENTRADA == piso(quien) and not mismo_cuarto(nombre, quien):
            yield f"nadie importa vistas, admin ni órdenes: {nombre}"


def mismo_cuarto(uno, otro):
    return uno.split(".")[:2] == otro.split(".")[:2]


def bibliotecas_ajenas(archivo, importados):
    for nombre in importados:
        duenos = DUENOS.get(nombre.split(".")[0])
        if duenos and not archivo.as_posix().startswith(tuple(duenos)):
            yield f"{nombre} tiene dueño: {', '.join(duenos)}"


def impurezas(importados):
    for nombre in importados:
        if nombre.startswith(VEDADO_A_LAS_PURAS) and nombre not in ENUMERACIONES:
            yield f"una sala pura no importa {nombre}"


@pytest.mark.parametrize("archivo", ARCHIVOS, ids=str)
def test_cada_archivo_respeta_el_orden(archivo):
    assert list(faltas(archivo, (RAIZ / archivo).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("archivo", "texto"),
    [
        ("estrategia/acceso.py", "from cronograma.models import Actividad"),
        ("estrategia/acceso.py", "def f():\n    from cronograma.models import Actividad"),
        ("estrategia/catalogos.py", "from django.conf import settings"),
        ("estrategia/catalogos.py", "from django.utils import timezone"),
        ("estrategia/catalogos.py", "from django.db.models import Model"),
        ("estrategia/catalogos.py", "from estrategia.models import Entidad"),
        ("cronograma/models/actividad.py", "from ..filters import ActividadFilter"),
        ("cronograma/publicacion.py", "from . import views"),
        ("cronograma/admin.py", "from estrategia.admin import EntidadAdmin"),
        ("cronograma/views.py", "import openpyxl"),
        ("cronograma/views.py", "from config import settings"),
    ],
)
def test_la_regla_nota_una_falta_sembrada(archivo, texto):
    assert len(list(faltas(Path(archivo), texto))) == 1


@pytest.mark.parametrize(
    ("archivo", "texto"),
    [
        ("estrategia/catalogos.py", "from django.db.models import TextChoices"),
        ("cronograma/urls.py", "from . import views"),
        ("cronograma/admin/actividad.py", "from .mezclas import ConHistoria"),
        ("cronograma/exportar/hoja.py", "from openpyxl import Workbook"),
        ("seguimiento/cortes.py", "from cronograma.models import Actividad"),
    ],
)
def test_la_regla_deja_pasar_lo_permitido(archivo, texto):
    assert list(faltas(Path(archivo), texto)) == []


def test_weasyprint_se_importa_solo_al_hacer_un_pdf():
    # Tarda dos segundos en cargar y necesita Pango: manage.py no puede depender de ella.
    for archivo in ARCHIVOS:
        cuerpo = ast.parse((RAIZ / archivo).read_text(encoding="utf-8")).body
        arriba = ast.Module([n for n in cuerpo if isinstance(n, ast.Import | ast.ImportFrom)], [])
        nombres = nombres_importados(archivo, ast.unparse(arriba))
        assert not [nombre for nombre in nombres if nombre.startswith("weasyprint")], archivo


def plantillas_de(app):
    carpetas = (RAIZ / "templates" / app, RAIZ / "templates" / "admin" / app)
    return [una for carpeta in carpetas for una in sorted(carpeta.rglob("*.*"))]


def etiquetas_cargadas(texto):
    """Las bibliotecas de `{% load a b %}` y de `{% load x from a %}`."""
    for cargadas in re.findall(r"{%-?\s*load\s+(.*?)\s*-?%}", texto, re.DOTALL):
        yield from cargadas.rpartition(" from ")[2].split()


def bibliotecas_de_mas_arriba(app, texto):
    propias = {
        biblioteca.stem
        for posterior in APPS[APPS.index(app) + 1 :]
        for biblioteca in (RAIZ / posterior / "templatetags").glob("*.py")
    }
    return sorted(propias & set(etiquetas_cargadas(texto)))


def test_las_plantillas_del_cronograma_no_cargan_etiquetas_del_seguimiento():
    cargan = {
        str(una.relative_to(RAIZ)): bibliotecas_de_mas_arriba("cronograma", una.read_text("utf-8"))
        for una in plantillas_de("cronograma")
    }

    assert cargan
    assert {cual: bibliotecas for cual, bibliotecas in cargan.items() if bibliotecas} == {}


@pytest.mark.parametrize(
    ("app", "texto", "faltan"),
    [
        ("cronograma", "{% load publico verificar %}", ["verificar"]),
        ("cronograma", "{% load reportado from reporte %}", ["reporte"]),
        ("cronograma", "{% load static publico %}", []),
        ("seguimiento", "{% load publico verificar %}", []),
        ("estrategia", "{% load publico %}", ["publico"]),
    ],
)
def test_la_regla_nota_una_etiqueta_sembrada(app, texto, faltan):
    assert bibliotecas_de_mas_arriba(app, texto) == faltan


@pytest.mark.parametrize("app", APPS)
def test_ninguna_sala_es_un_cajon(app):
    nombres = {parte for archivo in archivos_de(app) for parte in archivo.with_suffix("").parts}

    assert nombres & NOMBRES_VEDADOS == set()


def test_las_salas_puras_no_miran_el_reloj():
    for sala in salas_puras():
        llamadas = [
            n.func for n in ast.walk(ast.parse(sala.read_text())) if isinstance(n, ast.Call)
        ]
        relojes = [f.attr for f in llamadas if isinstance(f, ast.Attribute)]
        assert not {"today", "now", "utcnow"} & set(relojes), sala
