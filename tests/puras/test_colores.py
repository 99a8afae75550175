"""El contraste de los colores, con las cifras que publica el manual de GOV.CO."""

import pytest

from estrategia.colores import contraste, se_lee_sobre_blanco


@pytest.mark.parametrize(
    ("color", "razon"),
    [
        ("#000000", 21.0),
        ("#FFFFFF", 1.0),
        ("#0943B5", 8.46),
        ("#158361", 4.72),
        ("#a80521", 7.75),
        ("#FDAA29", 1.92),
        ("#F0572D", 3.44),
    ],
)
def test_contraste_sobre_blanco(color, razon):
    assert round(contraste(color), 2) == razon


def test_el_orden_no_importa():
    assert contraste("#0943B5", "#F4F6FA") == contraste("#F4F6FA", "#0943B5")


@pytest.mark.parametrize(("color", "se_lee"), [("#158361", True), ("#FDAA29", False)])
def test_se_lee_sobre_blanco(color, se_lee):
    assert se_lee_sobre_blanco(color) is se_lee


@pytest.mark.parametrize("escrito", ["azul", "#FFF", "0943B5", ""])
def test_lo_que_no_es_un_color_se_dice(escrito):
    with pytest.raises(ValueError, match="escríbalo como #RRGGBB"):
        contraste(escrito)
