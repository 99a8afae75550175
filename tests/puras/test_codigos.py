"""Los códigos de seguimiento: que no se adivinen y que se puedan copiar a mano."""

import re

import pytest

from cronograma.codigos import codigo_escrito, huella_de_envio, nuevo_codigo


def test_codigo_va_en_grupos_de_cuatro_sin_letras_que_se_confundan():
    codigos = {nuevo_codigo() for _ in range(200)}

    assert len(codigos) == 200
    assert all(re.fullmatch(r"[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){3}", uno) for uno in codigos)


@pytest.mark.parametrize(
    "escrito",
    ["K7QM-2XWD-9RTA-H4PN", "k7qm2xwd9rtah4pn", " K7QM 2XWD 9RTA H4PN ", "k7qm–2xwd–9rta–h4pn"],
)
def test_codigo_se_reconoce_como_lo_escriba_la_persona(escrito):
    assert codigo_escrito(escrito) == "K7QM-2XWD-9RTA-H4PN"


@pytest.mark.parametrize("escrito", ["", "K7QM", "K7QM-2XWD-9RTA-H4PN-AAAA", "0O1I"])
def test_lo_que_no_es_un_codigo_no_lo_es(escrito):
    assert codigo_escrito(escrito) is None


def test_huella_es_la_misma_para_lo_mismo_y_no_dice_que_era():
    assert huella_de_envio("marca", "texto") == huella_de_envio("marca", "texto")
    assert huella_de_envio("marca", "texto") != huella_de_envio("marca", "otro")
    assert "texto" not in huella_de_envio("marca", "texto")
