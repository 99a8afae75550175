"""Las cuentas pequeñas: un número que señalaría a alguien no se publica."""

import pytest

from cronograma.cuentas_pequenas import cuenta_publica, cuentas_publicas


@pytest.mark.parametrize(("cuantas", "dicha"), [(0, "<5"), (4, "<5"), (5, "5"), (1200, "1200")])
def test_menos_de_cinco_no_se_dice(cuantas, dicha):
    assert cuenta_publica(cuantas) == dicha


@pytest.mark.parametrize(
    ("cuentas", "dichas"),
    [
        ({}, {}),
        ({"Sí": 7, "No": 9}, {"Sí": "7", "No": "9"}),
        ({"Sí": 2, "No": 3}, {"Sí": "<5", "No": "<5"}),
        # Con una sola tapada bastaría restar del total.
        ({"Sí": 2, "No": 40, "NS": 9}, {"Sí": "<5", "No": "40", "NS": "sin publicar"}),
        ({"Sí": 2}, {"Sí": "<5"}),
    ],
)
def test_lo_tapado_no_se_sabe_restando(cuentas, dichas):
    assert cuentas_publicas(cuentas) == dichas
