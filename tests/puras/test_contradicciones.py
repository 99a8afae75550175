"""Cada contradicción se nota cuando está, con su frase, y calla cuando no está."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from seguimiento.avance import ESPACIO_FIJO, EstadoDeLinea, Linea
from seguimiento.contradicciones import REGLAS, buscar
from seguimiento.hechos import CodigoDeContradiccion, Espacio, LineaEvaluada, Soporte

DOCUMENTO = (Path(__file__).parents[2] / "docs" / "indicadores.md").read_text(encoding="utf-8")
ACTA = Soporte(titulo="Acta", referencia="acta.pdf", huella="a" * 64)


def evaluada(reportado=None, *, anterior=None, aceptado=None, encuentros=None, **campos):
    linea = Linea(
        codigo="05",
        numero="5",
        nombre="Audiencia pública",
        estado=EstadoDeLinea.PROGRAMADA,
        reportado=None if reportado is None else Decimal(reportado),
        anterior=None if anterior is None else Decimal(anterior),
        aceptado=None if aceptado is None else Decimal(aceptado),
        encuentros_esperados=encuentros,
        clave=7,
    )
    return LineaEvaluada(linea=linea, **campos)


def espacio(**campos):
    fijos = {
        "clave": 1,
        "actividad": "05",
        "nombre_de_la_actividad": "Audiencia pública",
        "nombre": "",
        "fecha": date(2026, 3, 20),
        "estado": "realizado",
        "en_el_periodo": True,
        "formato_entregado": True,
    }
    return Espacio(**{**fijos, **campos})


def halladas(una, *espacios):
    return {
        uno.codigo.value: uno.texto.replace(ESPACIO_FIJO, " ").removeprefix(
            "La actividad 5 («Audiencia pública») "
        )
        for uno in buscar([una], espacios)
    }


CASOS = {
    "todo_sin_evidencia": (
        evaluada(100), [],
        "se reportó al 100 % y no tiene ninguna evidencia.",
    ),
    "evidencia_con_cero": (
        evaluada(0, soportes=(ACTA, ACTA)), [],
        "se reportó en 0 % y tiene 2 evidencias.",
    ),
    "todo_y_no_se_realizo": (
        evaluada(100, soportes=(ACTA,), observacion="NO SE REALIZO DICHA ACTIVIDAD"), [],
        "se reportó al 100 % y su observación dice «NO SE REALIZO DICHA ACTIVIDAD».",
    ),
    "cero_con_encuentros": (
        evaluada(0), [espacio(nombre="Mesa rural")],
        "se reportó en 0 % y tiene realizado el encuentro «Mesa rural» del 20/03/2026.",
    ),
    "todo_sin_los_encuentros": (
        evaluada(100, soportes=(ACTA,), encuentros=3), [espacio(), espacio(estado="cancelado")],
        "se reportó al 100 % con 1 de 3 encuentros realizados.",
    ),
    "baja_sin_razon": (
        evaluada(40, anterior="50.5"), [],
        "bajó de 50,5 % a 40 % sin decir por qué.",
    ),
    "realizado_sin_formato": (
        evaluada(100, soportes=(ACTA,)), [espacio(formato_entregado=False)],
        "se reportó al 100 % y falta el formato interno de su encuentro del 20/03/2026.",
    ),
    "realizado_antes_de_convocar": (
        evaluada(), [espacio(convocado_el=date(2026, 3, 25))],
        "realizó el encuentro del 20/03/2026 antes de convocarlo (25/03/2026).",
    ),
    "enlace_que_no_responde": (
        evaluada(50, soportes=(replace(ACTA, es_enlace=True, salud="no_responde"),)), [],
        "se apoya en «Acta», una dirección que no responde.",
    ),
    "control_no_hallo_evidencia": (
        evaluada(80, aceptado=80, hay_evidencia=False), [],
        "se aceptó en 80 % y control interno no encontró evidencia.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("codigo", "caso"), CASOS.items(), ids=CASOS)
def test_cada_contradiccion_se_nota_y_solo_ella(codigo, caso):
    una, espacios, frase = caso

    assert halladas(una, *espacios) == {codigo: frase}


@pytest.mark.parametrize(
    ("una", "espacios"),
    [
        (evaluada(), []),  # en blanco no dice nada
        (evaluada(100, soportes=(ACTA,), observacion="Se realizó el 3 de marzo"), [espacio()]),
        (evaluada("99.99"), []),
        (evaluada(0, por_que_cero="No hubo recursos"), [espacio(estado="aplazado")]),
        (evaluada(40, anterior=50, por_que_baja="Se contó dos veces"), []),
        (evaluada(100, soportes=(ACTA,), encuentros=1), []),  # no lleva encuentros en la agenda
        (evaluada(80, aceptado=80, hay_evidencia=True), []),
        (evaluada(80, aceptado=80), []),  # control no la ha mirado
        (evaluada(0, aceptado=0, hay_evidencia=False), []),
        (evaluada(), [espacio(convocado_el=date(2026, 3, 20))]),
        (evaluada(0), [espacio(actividad="06")]),  # el encuentro es de otra
    ],
)
def test_lo_que_no_choca_calla(una, espacios):
    assert halladas(una, *espacios) == {}


@pytest.mark.parametrize(
    ("observacion", "choca"),
    [
        ("No se realizó", True),
        ("La actividad no se llevó a cabo por falta de recursos", True),
        ("No ha sido ejecutada", True),
        ("A LA FECHA NO SE HA AVANZADO EN ESTE TEMA", True),
        ("Quedó sin realizar la segunda sesión", True),
        ("No se pudo hacer en la fecha", True),
        ("Se realizó sin novedad", False),
        ("No se presentaron observaciones de la ciudadanía", False),
        ("", False),
    ],
)
def test_las_maneras_de_decir_que_no_se_hizo(observacion, choca):
    una = evaluada(100, soportes=(ACTA,), observacion=observacion)

    assert ("todo_y_no_se_realizo" in halladas(una)) is choca


def test_van_en_el_orden_de_las_lineas_y_dicen_de_cual():
    otra = replace(evaluada(0), linea=replace(evaluada(0).linea, codigo="06", clave=8))
    choques = buscar([otra, evaluada(100, anterior=100)], [espacio(actividad="06")])

    assert [(uno.codigo.value, uno.actividad, uno.clave) for uno in choques] == [
        ("cero_con_encuentros", "06", 8),
        ("todo_sin_evidencia", "05", 7),
    ]


def test_el_documento_las_explica_todas():
    codigos = [linea.split("`")[1] for linea in DOCUMENTO.splitlines() if linea.startswith("| `")]

    assert (
        codigos == [codigo.value for codigo in REGLAS] == [c.value for c in CodigoDeContradiccion]
    )
