"""La orden `manage.py exportar`, como la usa una persona en la consola."""

import io
import json
from datetime import UTC, datetime

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from cronograma.models import FilaImportada, Importacion
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    publicar,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def entidad():
    return crear_entidad(nombre="Alcaldía de Ejemplo", slug="ejemplo")


@pytest.fixture
def estrategia(entidad):
    estrategia = crear_estrategia(entidad=entidad, vigencia=2026, formato="cronograma")
    crear_actividad(
        estrategia=estrategia,
        numero="1",
        nombre="Audiencia pública",
        fecha_programada="1er Cuatrimestre",
        dependencias=[crear_dependencia(entidad=entidad, nombre="Planeación")],
    )
    return estrategia


@pytest.fixture
def exportar(tmp_path):
    def correr(*opciones, como="xlsx", entidad="ejemplo", vigencia=2026):
        salida, mensajes = tmp_path / f"salida.{como}", io.StringIO()
        call_command(
            "exportar",
            *(f"--entidad={entidad}", f"--vigencia={vigencia}", f"--como={como}", *opciones),
            str(salida),
            stdout=mensajes,
        )
        return salida.read_bytes(), mensajes.getvalue()

    return correr


def hoja_de(contenido):
    return openpyxl.load_workbook(io.BytesIO(contenido)).active


def test_sin_version_publicada_salen_las_filas_de_trabajo_y_lo_dice(estrategia, exportar):
    contenido, mensaje = exportar()

    assert hoja_de(contenido)["A5"].value == "1. Audiencia pública"
    assert "1 actividades, filas de trabajo sin publicar, formato cronograma." in mensaje


def test_con_version_publicada_sale_la_congelada(estrategia, exportar):
    publicar(estrategia)
    estrategia.actividades.update(nombre="Otro nombre")

    publicada, mensaje = exportar()
    de_trabajo, _ = exportar("--trabajo")

    assert "versión 1 publicada" in mensaje
    assert hoja_de(publicada)["A5"].value == "1. Audiencia pública"
    assert hoja_de(de_trabajo)["A5"].value == "1. Otro nombre"


@pytest.mark.parametrize(
    ("formato", "titulo"),
    [
        ("cronograma", "A3"),
        ("estrategia", "A5"),
        ("plan", "A12"),
        ("rendicion", "B3"),
        ("programacion", "A3"),
    ],
)
def test_se_puede_pedir_cualquier_formato(estrategia, exportar, formato, titulo):
    contenido, mensaje = exportar(f"--formato={formato}")

    assert hoja_de(contenido)[titulo].value
    assert f"formato {formato}." in mensaje


@pytest.mark.parametrize(
    ("como", "comienzo"),
    [("pdf", b"%PDF"), ("ods", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")],
)
def test_se_puede_pedir_cualquier_salida(estrategia, exportar, como, comienzo):
    contenido, _ = exportar(como=como)

    assert contenido.startswith(comienzo)


def test_el_csv_sale_en_la_tabla_ordenada_si_no_se_pide_formato(estrategia, exportar):
    contenido, _ = exportar(como="csv")
    oficial, _ = exportar("--formato=cronograma", como="csv")

    assert contenido.decode("utf-8-sig").startswith("Código,Número,Actividad,")
    assert oficial.decode("utf-8-sig").startswith("Nombre del espacio")


def test_el_json_dice_la_version_de_donde_sale(estrategia, exportar):
    publicar(estrategia)

    contenido, _ = exportar(como="json")

    datos = json.loads(contenido)
    assert (datos["entidad"], datos["version"]) == ("Alcaldía de Ejemplo", "1")
    assert "La aprobación no consta en el sistema." in datos["procedencia"]


def test_exportar_cuesta_las_mismas_consultas_con_una_fila_que_con_tres(
    estrategia, exportar, django_assert_num_queries
):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(
        connection,
    ) as una:
        exportar()
    for _ in range(2):
        crear_actividad(estrategia=estrategia)
    with django_assert_num_queries(len(una)):
        exportar()


@pytest.mark.parametrize(
    ("opciones", "frase"),
    [
        ({"entidad": "otra"}, "No existe la entidad «otra». Las que hay: ejemplo."),
        (
            {"vigencia": 2019},
            "Alcaldía de Ejemplo no tiene estrategia de 2019. Las tiene de: 2026.",
        ),
        ({"vigencia": "abc"}, "La vigencia «abc» no es un año entre 2000 y 2100."),
        ({"como": "docx"}, "No se sabe exportar como «docx»: elija xlsx, pdf, ods, csv, json."),
    ],
)
def test_lo_que_no_hay_se_dice_en_una_frase(estrategia, exportar, opciones, frase):
    with pytest.raises(CommandError) as error:
        exportar(**opciones)

    assert str(error.value) == frase


def test_un_formato_que_no_hay_se_dice_con_los_que_hay(estrategia, exportar):
    with pytest.raises(CommandError, match=r"No hay un formato «x»\. Hay: cronograma, estrategia"):
        exportar("--formato=x")


def test_con_dos_estrategias_se_pide_cual_y_se_nombran(entidad, estrategia, exportar):
    otra = crear_estrategia(
        entidad=entidad, vigencia=2026, tipo="rendicion", nombre="Rendición 2026"
    )
    crear_actividad(estrategia=otra, nombre="Informe")

    with pytest.raises(CommandError, match=r"--estrategia\. .*rendicion \(«Rendición 2026»\)"):
        exportar()
    contenido, _ = exportar("--estrategia=rendicion")

    assert hoja_de(contenido)["A5"].value == "Informe"


def test_una_estrategia_sin_actividades_no_deja_archivo(entidad, exportar, tmp_path):
    crear_estrategia(entidad=entidad, vigencia=2026)

    with pytest.raises(CommandError, match="no tiene actividades"):
        exportar()

    assert list(tmp_path.glob("salida.*")) == []


def test_una_carpeta_que_no_existe_se_dice(estrategia, tmp_path):
    with pytest.raises(CommandError, match="No se pudo escribir"):
        call_command(
            "exportar", "--entidad=ejemplo", "--vigencia=2026", "--como=csv",
            str(tmp_path / "no" / "hay.csv"),
        )  # fmt: skip


def test_sin_un_excel_importado_no_hay_original_que_llenar(estrategia, exportar):
    with pytest.raises(CommandError, match=r"no se importó de un archivo \.xlsx"):
        exportar("--en-original")


def test_el_original_solo_se_llena_en_excel(estrategia, exportar):
    with pytest.raises(CommandError, match="solo se llena en Excel"):
        exportar("--en-original", como="pdf")


@pytest.fixture
def importada(estrategia, settings):
    """La estrategia con el .xlsx de donde vino: el nombre en B4 y la fecha en C4."""
    libro = openpyxl.Workbook()
    hoja = libro.active
    hoja.title = "Plan"
    hoja["B3"], hoja["C3"], hoja["D3"] = "Actividad", "Cuándo", "Otra cosa"
    hoja["B4"], hoja["C4"], hoja["D4"] = "1. Audiencia pública", "1er Cuatrimestre", "=1+1"
    salida = io.BytesIO()
    libro.save(salida)
    ahora = datetime(2026, 1, 5, 15, tzinfo=UTC)
    lote = Importacion(
        entidad=estrategia.entidad,
        estrategia=estrategia,
        nombre_archivo="plan.xlsx",
        sha256="0" * 64,
        formato="cronograma",
        estado="confirmada",
        confirmada_en=ahora,
    )
    lote.archivo.save("plan.xlsx", ContentFile(salida.getvalue()))
    FilaImportada.objects.create(
        importacion=lote,
        orden=1,
        hoja="Plan",
        fila=4,
        accion="nueva",
        actividad=estrategia.actividades.get(),
        valores={"celdas": {"nombre": "", "fecha_programada": ""}},
        celdas={
            "nombre": {"celda": "B4", "texto": "1. Audiencia pública"},
            "fecha_programada": {"celda": "C4", "texto": "1er Cuatrimestre"},
        },
    )
    return estrategia


def test_el_original_se_llena_con_lo_que_cambio(importada, exportar):
    actividad = importada.actividades.get()
    actividad.fecha_programada = "15 de mayo de 2026"
    actividad.save()
    crear_actividad(estrategia=importada, codigo="99", nombre="Feria")

    contenido, mensaje = exportar("--en-original")

    libro = openpyxl.load_workbook(io.BytesIO(contenido))
    fila = [celda.value for celda in libro["Plan"][4]]
    assert fila == [None, "1. Audiencia pública", "15 de mayo de 2026", "=1+1"]
    assert libro.sheetnames == ["Plan", "Novedades Participa"]
    assert "No cupo en la hoja: Actividad nueva · 99 · Feria" in mensaje
