"""El texto comparable: tildes, mayúsculas y blancos no distinguen."""

import pytest

from estrategia.texto import sin_acentos


@pytest.mark.parametrize(
    ("escrito", "comparable"),
    [
        ("Rendición de Cuentas", "rendicion de cuentas"),
        ("  NIÑOS   y  niñas ", "ninos y ninas"),
        ("Pingüino\nde\tmar", "pinguino de mar"),
        ("", ""),
    ],
)
def test_sin_acentos(escrito, comparable):
    assert sin_acentos(escrito) == comparable
