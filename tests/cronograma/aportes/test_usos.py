"""La tabla de docs/aportes.md es la declaración, renglón por renglón."""

from pathlib import Path

import pytest

from cronograma.aportes.usos import ABIERTOS, CON_RELOJ, USOS, decision_de
from cronograma.models import Aporte
from cronograma.models.aporte import CON_DECISION, UsoDeAporte

RAIZ = Path(__file__).resolve().parents[3]
NADA = "Nada"


def tabla():
    lineas = (RAIZ / "docs" / "aportes.md").read_text(encoding="utf-8").splitlines()
    for linea in (una for una in lineas if una.startswith("| `")):
        uso, *celdas = [celda.strip() for celda in linea.strip("|").split("|")]
        yield uso.strip("` "), celdas


@pytest.mark.parametrize("uso", UsoDeAporte.values)
def test_cada_renglon_de_la_tabla_es_el_de_la_declaracion(uso):
    declarado = USOS[uso]
    dias = f"{declarado.dias} días hábiles" if declarado.dias else "Ninguno"

    assert dict(tabla())[uso] == [
        declarado.nombre,
        declarado.se_debe or NADA,
        dias,
        declarado.efecto,
        declarado.publico,
        declarado.norma,
    ]


def test_la_tabla_no_tiene_renglones_de_mas():
    assert [uso for uso, _ in tabla()] == list(USOS) == UsoDeAporte.values


def test_tienen_reloj_la_pregunta_y_la_propuesta():
    assert CON_RELOJ == (UsoDeAporte.PREGUNTA, UsoDeAporte.PROPUESTA)


def test_se_decide_sobre_lo_que_la_base_exige_decidir():
    assert {uso for uso, regla in USOS.items() if regla.con_decision} == CON_DECISION


def test_todo_se_puede_escribir_cuando_sea_menos_la_observacion():
    assert set(USOS) - set(ABIERTOS) == {UsoDeAporte.OBSERVACION}


@pytest.mark.parametrize(
    ("uso", "decision", "palabra"),
    [
        ("propuesta", "incorporada", "Acogida"),
        ("propuesta", "parcialmente", "Acogida en parte"),
        ("propuesta", "no", "No acogida"),
        ("observacion", "no", "No incorporada"),
        ("pregunta", "", ""),
    ],
)
def test_la_decision_se_dice_con_la_palabra_de_su_uso(uso, decision, palabra):
    assert decision_de(Aporte(uso=uso, decision=decision)) == palabra
