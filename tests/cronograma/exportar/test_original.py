import dataclasses
import io
import zipfile

import openpyxl
import pytest

from cronograma.exportar.hoja_xml import sitio_de
from cronograma.exportar.original import HOJA_DE_NOVEDADES, Lugar, llenar
from cronograma.formatos import FORMATOS

from .conftest import DOCUMENTOS, FIXTURES
from .test_excel import con_fila, diferencias

HOJA = "Estrategia"
COLUMNAS = {
    "momento": "A", "nombre": "K", "fecha_programada": "N", "avance:T1": "O", "avance:T2": "P",
    "observacion:T1": "S", "dependencias": "T",
}  # fmt: skip


@pytest.fixture
def original():
    return (FIXTURES / "hojas" / f"{DOCUMENTOS['estrategia']}.xlsx").read_bytes()


@pytest.fixture
def documento(leer_documento):
    return leer_documento("estrategia")


@pytest.fixture
def lugares(documento):
    return [
        Lugar(
            codigo=fila.codigo,
            nombre=fila.nombre,
            hoja=HOJA,
            celdas={
                columna(clave): (sitio_de(f"{letra}{6 + fila.orden}"), fila.celdas[clave].texto)
                for clave, letra in COLUMNAS.items()
            },
        )
        for fila in documento.filas
    ]


def columna(clave):
    return FORMATOS["estrategia"].columna(clave)


def hoja_de(contenido, nombre=HOJA):
    return openpyxl.load_workbook(io.BytesIO(contenido))[nombre]


def novedades_en(contenido):
    filas = hoja_de(contenido, HOJA_DE_NOVEDADES).iter_rows(values_only=True)
    return [tuple(texto or "" for texto in fila) for fila in filas][1:]


def partes(contenido):
    with zipfile.ZipFile(io.BytesIO(contenido)) as libro:
        return {nombre: libro.read(nombre) for nombre in libro.namelist()}


def test_sin_cambios_el_archivo_queda_igual_parte_por_parte(documento, original, lugares):
    lleno = llenar(documento, original, lugares)

    assert lleno.novedades == []
    assert partes(lleno.contenido) == partes(original)


def test_fechas_avances_y_observaciones_cambian_solo_sus_celdas(documento, original, lugares):
    reportado = dataclasses.replace(
        con_fila(documento, 0, fecha_programada="15/09/2022"),
        avances={"02": {"avance:T1": "50 %", "avance:T2": "80 %", "observacion:T1": "En curso"}},
    )

    lleno = llenar(reportado, original, lugares)

    assert diferencias(hoja_de(original), hoja_de(lleno.contenido)) == {
        "N7": ("30/08/2022", "15/09/2022"),
        "O8": ("0%", "50 %"),
        "P8": (None, "80 %"),
        "S8": ("NO SE REALIZO DICHA ACTIVIDAD", "En curso"),
    }
    distintas = {n for n, parte in partes(lleno.contenido).items() if parte != partes(original)[n]}
    assert distintas == {"xl/worksheets/sheet1.xml"}
    assert lleno.novedades == []


def test_lo_que_no_cabe_va_a_una_hoja_nueva(documento, original, lugares):
    nueva = dataclasses.replace(documento.filas[-1], codigo="10", nombre="Feria", celdas={})
    otro = dataclasses.replace(
        documento,
        filas=(*documento.filas[1:], nueva),
        avances={"02": {"avance:T3": "90 %"}},
    )

    lleno = llenar(otro, original, lugares)

    retirada, segunda = documento.filas[:2]
    assert novedades_en(lleno.contenido) == [
        ("Actividad retirada", "01", retirada.nombre, "", ""),
        ("Valor sin columna", "02", segunda.nombre, "AVANCE ALCANZADO · 3", "90 %"),
        ("Actividad nueva", "10", "Feria", "", "15/12/2022"),
    ]
    assert diferencias(hoja_de(original), hoja_de(lleno.contenido)) == {}
    assert [tuple(novedad) for novedad in lleno.novedades] == novedades_en(lleno.contenido)


def test_una_celda_combinada_no_se_cambia_por_una_sola_de_sus_filas(documento, original, lugares):
    # Las filas 7 y 8 comparten A7, que es la celda combinada.
    for lugar in lugares[:2]:
        lugar.celdas[columna("momento")] = (sitio_de("A7"), "Acciones internas previas")
    otro = con_fila(con_fila(documento, 0, momento=""), 1, momento="participativa")

    lleno = llenar(otro, original, lugares)

    assert [novedad.que for novedad in lleno.novedades] == [
        "Celda compartida con otra actividad"
    ] * 2
    assert hoja_de(lleno.contenido)["A7"].value == hoja_de(original)["A7"].value


def test_una_celda_con_formula_no_se_toca_y_se_dice(documento, original, lugares):
    libro = openpyxl.load_workbook(io.BytesIO(original))
    libro[HOJA]["O8"] = "=1-1"
    salida = io.BytesIO()
    libro.save(salida)
    reportado = dataclasses.replace(documento, avances={"02": {"avance:T1": "50 %"}})

    lleno = llenar(reportado, salida.getvalue(), lugares)

    assert [novedad.que for novedad in lleno.novedades] == ["Celda con fórmula: Estrategia!O8"]
    assert hoja_de(lleno.contenido)["O8"].value == "=1-1"
