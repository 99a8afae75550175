"""Un valor congelado va a JSON y vuelve igual, con sus fracciones exactas."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seguimiento.como_dato import desde_dato, en_dato


class Color(StrEnum):
    ROJO = "rojo"
    VERDE = "verde"


class Par(NamedTuple):
    uno: int
    dia: date


@dataclass(frozen=True, kw_only=True)
class Hoja:
    texto: str
    parte: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class Arbol:
    color: Color
    peso: Decimal
    par: Par
    cuando: datetime
    hojas: tuple[Hoja, ...] = ()
    principal: Hoja | None = None
    hay: bool | None = None
    otra: Hoja = field(default_factory=lambda: Hoja(texto="de fábrica"))


HOJAS = st.builds(Hoja, texto=st.text(), parte=st.none() | st.fractions())
ARBOLES = st.builds(
    Arbol,
    color=st.sampled_from(Color),
    peso=st.decimals(allow_nan=False, allow_infinity=False),
    par=st.builds(Par, st.integers(), st.dates()),
    cuando=st.datetimes(),
    hojas=st.lists(HOJAS, max_size=3).map(tuple),
    principal=st.none() | HOJAS,
    hay=st.none() | st.booleans(),
    otra=HOJAS,
)


@given(ARBOLES)
def test_va_y_vuelve_igual_por_json(arbol):
    assert desde_dato(Arbol, json.loads(json.dumps(en_dato(arbol)))) == arbol


def test_como_se_escribe():
    arbol = Arbol(
        color=Color.VERDE, peso=Decimal("2.50"), par=Par(1, date(2026, 3, 31)),
        cuando=datetime(2026, 4, 1, 9, 30, tzinfo=UTC), hojas=(Hoja(texto="a", parte=Fraction(5, 6)),),
    )  # fmt: skip

    assert en_dato(arbol) == {
        "color": "verde",
        "peso": "2.50",
        "par": [1, "2026-03-31"],
        "cuando": "2026-04-01T09:30:00+00:00",
        "hojas": [{"texto": "a", "parte": "5/6"}],
        "principal": None,
        "hay": None,
        "otra": {"texto": "de fábrica", "parte": None},
    }


def test_el_campo_que_falta_vale_su_defecto_y_el_que_sobra_se_rechaza():
    assert desde_dato(Hoja, {"texto": "a"}) == Hoja(texto="a")
    with pytest.raises(TypeError, match="Hoja no conoce: color"):
        desde_dato(Hoja, {"texto": "a", "color": "rojo"})


@pytest.mark.parametrize("valor", [object(), {"a": 1}, [1], 0.1])
def test_lo_que_no_se_sabe_guardar_se_rechaza(valor):
    with pytest.raises(TypeError, match="No se sabe guardar"):
        en_dato(valor)
