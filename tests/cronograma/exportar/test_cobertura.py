"""El registro del control en archivo: el PDF como se lee impreso y el Excel leído de vuelta."""

import io
import subprocess

import openpyxl
import pikepdf
import pytest
from django.urls import reverse

from cronograma.cobertura import ejecutar_control
from estrategia.models import Fase
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_caracterizacion,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]


@pytest.fixture
def quien():
    return crear_usuario(rol="planeacion", first_name="Ana", last_name="Pérez")


@pytest.fixture
def control(quien):
    """Un control no conforme, y después de él un cambio que ya no entra."""
    estrategia = crear_estrategia(entidad=quien.entidad, formato="estrategia", tipo="participacion")
    crear_caracterizacion(entidad=quien.entidad)
    jovenes = crear_grupo(entidad=quien.entidad, nombre="Jóvenes", caracterizado=True)
    mayores = crear_grupo(entidad=quien.entidad, nombre="=Mayores", caracterizado=True)
    crear_grupo(entidad=quien.entidad, nombre="Proveedores")
    feria = crear_actividad(
        estrategia=estrategia,
        nombre="Feria",
        numero="1",
        virtual=True,
        grupos=[jovenes],
        fases=Fase.objects.filter(codigo="ejecucion"),
    )
    crear_actividad(estrategia=estrategia, nombre="Capacitar", numero="2")
    hecho = ejecutar_control(estrategia, por=quien, ahora=AHORA, razon="Se invitan en agosto")
    feria.grupos.add(mayores)
    return hecho


@pytest.fixture
def bajar(client, quien, control):
    client.force_login(quien)

    def bajar(como, *, congelado=True):
        nombre = "control" if congelado else "cobertura"
        argumentos = [control.estrategia_id, *([control.pk] if congelado else []), como]
        return client.get(reverse(f"admin:estrategia_estrategia_{nombre}", args=argumentos))

    return bajar


def texto_del_pdf(contenido):
    salida = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=contenido, capture_output=True, check=True
    ).stdout.decode()
    return " ".join(salida.split())


@pytest.mark.pdf
def test_el_pdf_dice_el_control_como_quedo(bajar, control):
    respuesta = bajar("pdf")

    texto = texto_del_pdf(respuesta.content)
    assert respuesta["Content-Type"] == "application/pdf"
    entidad = control.estrategia.entidad
    assert respuesta["Content-Disposition"] == (
        f'inline; filename="cobertura-{entidad.slug}-2026-control-20260515.pdf"'
    )
    for frase in (
        "Control de cobertura de los grupos de valor",
        "Ejecutado el 15/05/2026, 12:00 por Ana Pérez: no conforme",
        "1 de 2 grupos de valor están contemplados.",
        "Caracterización: Caracterización de usuarios (15/01/2026).",
        "Se sigue así porque: Se invitan en agosto",
        "Ninguna actividad contempla a: =Mayores.",
        "=Mayores 0 falta 0 falta 0 falta 0 falta 0 falta 0 0 0 0",
        "Jóvenes 1 0 falta 0 falta 1 0 falta 0 1 0 0",
        "Proveedores 0 0 0 0 0 0 0 0 0",
        "Jóvenes 1 · Feria",
        "2 · Capacitar",
        "página 1 de",
    ):
        assert frase in texto


@pytest.mark.pdf
def test_el_pdf_cumple_pdf_ua_y_es_a4_apaisado(bajar, control, tmp_path):
    import page  # noqa: PLC0415 -- solo esta prueba la usa

    archivo = tmp_path / "cobertura.pdf"
    archivo.write_bytes(bajar("pdf").content)

    informe = page.validate_pdf(str(archivo), profile=page.ValidationProfile.PDF_UA_1)
    assert "0 failed" in str(informe), str(informe)
    with pikepdf.open(archivo) as pdf:
        ancho, alto = (float(lado) for lado in pdf.pages[0].mediabox[2:])
        assert (round(ancho / 72 * 25.4), round(alto / 72 * 25.4)) == (297, 210)
        assert str(pdf.Root.Lang) == "es-CO"
        assert str(pdf.docinfo.Title).startswith("Control de cobertura de los grupos de valor")
        etiquetas = {str(uno.S) for uno in pdf.objects if isinstance(uno, pikepdf.Dictionary) and "/S" in uno and "/P" in uno}  # fmt: skip
        assert {"/Table", "/TH", "/TD", "/H1", "/H2"} <= etiquetas


@pytest.mark.pdf
def test_sin_control_el_pdf_dice_que_no_lo_es(bajar):
    texto = texto_del_pdf(bajar("pdf", congelado=False).content)

    assert "Sin ejecutar: así está la estrategia el 15/05/2026, 12:00" in texto
    assert "Los 2 grupos de valor están contemplados." in texto


@pytest.mark.pdf
def test_una_entidad_sin_nada_tambien_se_imprime(client):
    estrategia = crear_estrategia()
    client.force_login(crear_usuario(rol="consulta", entidad=estrategia.entidad))

    texto = texto_del_pdf(
        client.get(
            reverse("admin:estrategia_estrategia_cobertura", args=[estrategia.pk, "pdf"])
        ).content
    )

    assert "Caracterización: no se ha registrado." in texto
    assert "La entidad no tiene grupos de valor." in texto


def test_el_excel_se_lee_de_vuelta(bajar, control):
    respuesta = bajar("xlsx")

    hoja = openpyxl.load_workbook(io.BytesIO(respuesta.content)).active
    filas = [["" if valor is None else valor for valor in fila] for fila in hoja.values]
    estrategia = control.estrategia
    assert [fila[0] for fila in filas[:4]] == [
        "Control de cobertura de los grupos de valor · "
        f"{estrategia.entidad} · Estrategia de prueba, vigencia 2026",
        "Ejecutado el 15/05/2026, 12:00 por Ana Pérez: no conforme. "
        "Razón para seguir: Se invitan en agosto",
        "1 de 2 grupos de valor están contemplados.",
        "Caracterización: Caracterización de usuarios (15/01/2026)",
    ]
    assert filas[4][:4] == [
        "Situación",
        "Grupo de valor",
        "Actividades",
        "Ciclo de la gestión (MIPG)",
    ]
    assert filas[5][3:11] == [
        "Diagnóstico participativo",
        "Formulación participativa",
        "Ejecución participativa",
        "Seguimiento y evaluación participativa",
        "Presencial",
        "Virtual",
        "Presencial y virtual",
        "Sin decir",
    ]
    falta, caracterizados = "0 (falta)", "Grupos de la caracterización"
    assert filas[6:] == [
        [caracterizados, "=Mayores", *[falta] * 5, *"0000", ""],
        [caracterizados, "Jóvenes", "1", falta, falta, "1", falta, *"0100", "1 · Feria"],
        ["Grupos vistos en una hoja, por confirmar", "Proveedores", *"000000000", ""],
        ["No invitan a un grupo", "", "1", *[""] * 8, "2 · Capacitar"],
    ]


def test_el_excel_tiene_titulos_fijos_anchos_y_ninguna_formula(bajar):
    libro = openpyxl.load_workbook(io.BytesIO(bajar("xlsx").content))
    hoja = libro.active

    assert hoja.freeze_panes == "A7"
    assert hoja.print_title_rows == "$5:$6"
    assert hoja.page_setup.orientation == "landscape"
    assert [hoja.column_dimensions[letra].width for letra in "ABCDL"] == [24, 40, 13, 14, 70]
    assert {celda.data_type for fila in hoja for celda in fila} <= {"s", "n"}
    assert hoja["B7"].quotePrefix
    assert libro.properties.title.startswith("Control de cobertura de los grupos de valor")
    assert not [una for una in hoja.merged_cells.ranges if una.max_row > 6]
