"""`docs/fechas.md` dice la verdad: cada renglón de sus tablas se compara con lo que el sistema entiende."""

from fractions import Fraction
from pathlib import Path

import pytest

from cronograma.programacion import (
    Periodo,
    describir,
    interpretar,
    necesita_revision,
    proporcion_esperada,
)

DOCUMENTO = (Path(__file__).parents[2] / "docs" / "fechas.md").read_text(encoding="utf-8")


def renglones(titulo):
    """Los renglones de la tabla que tiene ese título en su primera columna."""
    for tabla in DOCUMENTO.split("\n\n"):
        lineas = [
            [celda.strip() for celda in linea.strip("|").split("|")] for linea in tabla.splitlines()
        ]
        if lineas and lineas[0][0] == titulo:
            yield from lineas[2:]


EXPRESIONES = list(renglones("se escribe"))
NOTAS = list(renglones("nota"))
ESPERADO = list(renglones("actividad"))


def test_las_tablas_estan():
    assert (len(EXPRESIONES) > 60, len(NOTAS) > 8, len(ESPERADO) > 4) == (True, True, True)


@pytest.mark.parametrize(
    ("texto", "significado"), EXPRESIONES, ids=[fila[0] for fila in EXPRESIONES]
)
def test_lo_escrito_significa_lo_que_dice_el_documento(texto, significado):
    assert describir(interpretar(texto, 2022)) == significado


@pytest.mark.parametrize(("caso", "ejemplo"), NOTAS, ids=[fila[0] for fila in NOTAS])
def test_el_ejemplo_de_cada_nota_pide_revision(caso, ejemplo):
    assert necesita_revision(interpretar(ejemplo, 2022))


@pytest.mark.parametrize("fila", ESPERADO, ids=[fila[0] for fila in ESPERADO])
def test_la_tabla_de_lo_esperado(fila):
    texto, *partes = fila
    p = interpretar(texto, 2022)
    cortes = [
        Periodo.de_codigo(codigo, 2022).fin for codigo in ("T1", "C1", "T2", "C2", "T3", "T4")
    ]

    assert [proporcion_esperada(p, corte) for corte in cortes] == [
        Fraction(parte) for parte in partes
    ]
