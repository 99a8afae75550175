"""El semáforo mira la cifra exacta, y lo que no se mide no es rojo."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seguimiento.semaforo import (
    CRITICO,
    EN_RIESGO,
    LUCES,
    SATISFACTORIO,
    SIN_MEDIR,
    Umbrales,
    luz_de,
)

ICONOS = (Path(__file__).parents[2] / "static/img/iconos.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("proporcion", "luz"),
    [
        (None, SIN_MEDIR),
        (Fraction(0), CRITICO),
        (Fraction(59_999, 100_000), CRITICO),  # se escribiría «60 %»
        (Fraction(60, 100), EN_RIESGO),
        (Fraction(79_999, 100_000), EN_RIESGO),
        (Fraction(80, 100), SATISFACTORIO),
        (Fraction(1), SATISFACTORIO),
        (Fraction(5, 4), SATISFACTORIO),
    ],
)
def test_rangos_de_fabrica(proporcion, luz):
    assert luz_de(proporcion) == luz


def test_los_rangos_son_de_la_entidad():
    exigente = Umbrales(medio=75, alto=95)

    assert [luz_de(Fraction(n, 100), exigente) for n in (74, 75, 94, 95)] == [
        CRITICO, EN_RIESGO, EN_RIESGO, SATISFACTORIO,
    ]  # fmt: skip
    assert [texto for _, texto in exigente.rangos] == [
        "menos de 75 %", "desde 75 % y menos de 95 %", "desde 95 %",
    ]  # fmt: skip


@pytest.mark.parametrize(("medio", "alto"), [(0, 80), (80, 80), (90, 80), (60, 101), (-1, 5)])
def test_los_limites_van_en_orden(medio, alto):
    with pytest.raises(ValueError, match="van en orden"):
        Umbrales(medio=medio, alto=alto)


def test_un_cumplimiento_no_es_negativo():
    with pytest.raises(ValueError, match="no es negativo"):
        luz_de(Fraction(-1, 2))


@given(st.fractions(0, 1), st.fractions(0, 1), st.integers(1, 98), st.integers(1, 99))
def test_mas_cumplimiento_nunca_empeora_la_luz(una, otra, medio, ancho):
    limites = Umbrales(medio=medio, alto=min(medio + ancho, 100))
    menor, mayor = sorted((una, otra))

    assert LUCES.index(luz_de(menor, limites)) <= LUCES.index(luz_de(mayor, limites))


def test_cada_luz_tiene_palabra_color_e_icono_propios():
    assert [len({luz[campo] for luz in LUCES}) for campo in range(3)] == [4, 4, 4]
    assert [luz.icono for luz in LUCES if f'id="{luz.icono}"' not in ICONOS] == []
