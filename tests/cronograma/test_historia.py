"""La historia de una estrategia entera, y el archivo en que se lleva."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest
from django.urls import reverse

from cronograma.exportar.historia import TITULOS, historia_en_csv, historia_en_excel
from cronograma.historia import historia_de_estrategia
from estrategia.historia import Anotacion, Cambio, anotar, sin_anotar
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_estrategia,
    crear_usuario,
)

pytestmark = pytest.mark.django_db

ANOTADO = Anotacion(
    numero=2,
    cuando=datetime(2026, 5, 15, 17, tzinfo=UTC),
    quien="Ana Pérez",
    que="Cambió",
    clase="actividad",
    fila="01 · Foro",
    razon="Lo pidió el comité",
    cambios=(Cambio("nombre", "Foro", "=Foro"), Cambio("lugar", "(en blanco)", "Auditorio")),
)
CREADO = Anotacion(
    numero=1,
    cuando=datetime(2026, 1, 2, 13, tzinfo=UTC),
    quien="No consta",
    que="Creó",
    clase="actividad",
    fila="01 · Foro",
    razon="",
    cambios=(),
)
COMUN = ("2026-05-15", "12:00", "Ana Pérez", "Cambió", "actividad", "01 · Foro")
FILAS = [
    (*COMUN, "nombre", "Foro", "=Foro", "Lo pidió el comité"),
    (*COMUN, "lugar", "(en blanco)", "Auditorio", "Lo pidió el comité"),
    ("2026-01-02", "08:00", "No consta", "Creó", "actividad", "01 · Foro", "", "", "", ""),
]


def test_el_csv_lleva_una_fila_por_campo_y_ninguna_formula():
    texto = historia_en_csv([ANOTADO, CREADO]).decode("utf-8-sig")

    leidas = list(csv.reader(io.StringIO(texto)))
    esperadas = [[dato.replace("=Foro", "'=Foro") for dato in fila] for fila in FILAS]
    assert leidas == [list(TITULOS), *esperadas]


def test_el_excel_dice_lo_mismo_y_todo_es_texto():
    contenido = historia_en_excel([ANOTADO, CREADO], titulo="Historia", autor="Hospital")

    hoja = openpyxl.load_workbook(io.BytesIO(contenido)).active
    leidas = [tuple(celda or "" for celda in fila) for fila in hoja.values]
    assert leidas == [TITULOS, *FILAS]
    assert {celda.data_type for fila in hoja for celda in fila if celda.value} == {"s"}


def test_trae_encabezado_actividades_responsables_y_encuentros():
    estrategia = crear_estrategia()
    actividad = crear_actividad(
        estrategia=estrategia, nombre="Foro", dependencias=[crear_dependencia(nombre="SIAU")]
    )
    crear_encuentro(actividad=actividad)
    crear_actividad()  # de otra estrategia
    estrategia.nombre = "Con otro nombre"
    estrategia.save()

    anotado = [(una.que, una.clase, una.fila) for una in historia_de_estrategia(estrategia)]

    assert anotado == [
        ("Cambió", "estrategia", "Con otro nombre · 2026"),
        ("Creó", "encuentro", "01/06/2026"),
        ("Creó", "responsabilidad", "SIAU"),
        ("Creó", "actividad", f"{actividad.codigo} · Foro"),
        ("Creó", "estrategia", "Estrategia de prueba · 2026"),
    ]


def test_lo_de_una_actividad_borrada_sigue_en_la_historia():
    estrategia = crear_estrategia()
    crear_actividad(estrategia=estrategia, nombre="Foro").delete()

    assert [(una.que, una.clase) for una in historia_de_estrategia(estrategia)] == [
        ("Borró", "actividad"),
        ("Creó", "actividad"),
        ("Creó", "estrategia"),
    ]


def test_las_consultas_no_dependen_de_cuantas_actividades_haya(django_assert_num_queries):
    estrategia = crear_estrategia()
    dependencia = crear_dependencia(entidad=estrategia.entidad)

    def agregar():
        actividad = crear_actividad(estrategia=estrategia, dependencias=[dependencia])
        crear_encuentro(actividad=actividad)
        with sin_anotar(actividad):
            actividad.nombre = "Con otro nombre"
            actividad.save()
        anotar([actividad], por=None)

    agregar()
    with django_assert_num_queries(17):
        historia_de_estrategia(estrategia)
    agregar()
    agregar()
    with django_assert_num_queries(17):
        historia_de_estrategia(estrategia)


# --- La descarga ---------------------------------------------------------------------------


@pytest.fixture
def estrategia():
    return crear_estrategia()


def direccion(estrategia, como):
    return reverse("admin:estrategia_estrategia_historia", args=[estrategia.pk, como])


@pytest.mark.parametrize("como", ["csv", "xlsx"])
def test_quien_ve_la_estrategia_se_lleva_su_historia(client, estrategia, como):
    client.force_login(crear_usuario(rol="control", entidad=estrategia.entidad))

    respuesta = client.get(direccion(estrategia, como))

    assert respuesta.status_code == 200
    assert f".{como}" in respuesta["Content-Disposition"]
    pagina = client.get(reverse("admin:estrategia_estrategia_history", args=[estrategia.pk]))
    assert direccion(estrategia, como) in pagina.content.decode()


def test_la_historia_no_es_publica_ni_de_otra_entidad(client, estrategia):
    assert client.get(direccion(estrategia, "csv")).status_code == 302
    client.force_login(crear_usuario(rol="planeacion"))
    assert client.get(direccion(estrategia, "csv")).status_code == 404
    client.force_login(crear_usuario(entidad=estrategia.entidad))
    assert client.get(direccion(estrategia, "csv")).status_code == 403


def test_solo_hay_csv_y_excel(client, estrategia):
    client.force_login(crear_usuario(rol="planeacion", entidad=estrategia.entidad))

    assert client.get(direccion(estrategia, "pdf")).status_code == 404
