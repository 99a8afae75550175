"""Los campos de los datos abiertos: cada dato de la fila sale por alguno, y con su tipo."""

import dataclasses
import re
from datetime import date

import pytest

from cronograma.campos import CAMPOS, Origen, Registro, TipoDeCampo, valores
from cronograma.fila import Fila, Nombrado, Responsable
from cronograma.programacion import interpretar

ORIGEN = Origen("hospital", "Hospital", "41001", "combinada", 2, "2026-05-15T12:00:00-05:00")
VACIA = Fila(codigo="01", vigencia=2026, nombre="Foro", programacion=interpretar("", 2026))
LLENA = Fila(
    codigo="01",
    vigencia=2026,
    numero="1",
    orden=3,
    nombre="Foro",
    momento="participativa",
    elemento="dialogo",
    es_participacion=True,
    fases=(Nombrado("formulacion", "Formulación participativa"),),
    grupos=("Veedurías", "Usuarios"),
    instancias=("COPACO",),
    dependencias=(
        Responsable("Atención", "SIAU", es_lider=False),
        Responsable("Planeación", "", es_lider=True),
    ),
    metas_institucionales=(Nombrado("M-1", "Mejorar"),),
    fecha_programada="Trimestral",
    programacion=interpretar("Trimestral", 2026),
    seccion="control",
    extras={"Población": "Rural"},
)
TIPOS = {
    TipoDeCampo.TEXTO: str,
    TipoDeCampo.NUMERO: int,
    TipoDeCampo.SI_NO: bool,
    TipoDeCampo.FECHA: str,
    TipoDeCampo.INSTANTE: str,
    TipoDeCampo.LISTA: list,
}


def registro(fila):
    return Registro(ORIGEN, fila, "https://participa.gov.co/x/")


def test_los_nombres_son_de_maquina_y_no_se_repiten():
    nombres = [campo.nombre for campo in CAMPOS]

    assert len(set(nombres)) == len(nombres)
    assert [nombre for nombre in nombres if not re.fullmatch(r"[a-z]+(_[a-z]+)*", nombre)] == []


def test_cada_dato_de_la_fila_sale_por_algun_campo():
    # Lo que decía la hoja no se publica; «programacion» sale repartida en los campos de fecha.
    propios = {campo.name for campo in dataclasses.fields(Fila)} - {"celdas", "programacion"}

    assert propios <= {campo.nombre for campo in CAMPOS}


def test_todo_campo_explica_lo_que_significa():
    assert [campo.nombre for campo in CAMPOS if not campo.significado.endswith((".", "…"))] == []


@pytest.mark.parametrize("fila", [VACIA, LLENA], ids=["vacia", "llena"])
def test_cada_valor_es_de_su_tipo(fila):
    datos = valores(registro(fila))

    for campo in CAMPOS:
        valor = datos[campo.nombre]
        assert type(valor) is TIPOS[campo.tipo] or (valor is None and not campo.siempre), campo
        assert valor is None or not campo.opciones or valor in campo.opciones, campo


def test_una_actividad_con_todo():
    datos = valores(registro(LLENA))

    assert datos["id"] == "hospital/2026/combinada/01"
    assert datos["codigo_divipola"] == "41001"
    assert datos["fases"] == ["Formulación participativa"]
    assert datos["dependencia_lider"] == "Planeación"
    assert datos["dependencias"] == ["Atención", "Planeación"]
    assert datos["metas_institucionales"] == ["M-1: Mejorar"]
    assert datos["extras"] == ["Población: Rural"]
    assert (datos["fecha_tipo"], datos["periodicidad"]) == ("periodica", "trimestral")
    assert (datos["fecha_inicio"], datos["fecha_fin"]) == ("2026-01-01", "2026-12-31")


def test_lo_que_el_documento_no_dice_no_es_cero_ni_texto_vacio():
    datos = valores(registro(VACIA))

    assert (datos["lugar"], datos["fecha_inicio"], datos["veces"]) == (None, None, None)
    assert (datos["presencial"], datos["grupos"]) == (False, [])


def test_varios_dias_salen_uno_por_uno():
    fila = dataclasses.replace(
        VACIA,
        programacion=dataclasses.replace(
            interpretar("5 de mayo de 2026 y 9 de junio de 2026", 2026)
        ),
    )

    assert valores(registro(fila))["fechas"] == [
        date(2026, 5, 5).isoformat(),
        date(2026, 6, 9).isoformat(),
    ]
