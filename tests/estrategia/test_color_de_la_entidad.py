"""El color propio de una entidad se revisa al guardarla y llega a sus páginas."""

import pytest
from django.core.exceptions import ValidationError

from estrategia.models import Entidad
from tests.factories import crear_entidad

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("color", "mensaje"),
    [("#FDAA29", "muy claro para leerse"), ("amarillo", "#RRGGBB")],
)
def test_color_que_no_sirve_se_rechaza(color, mensaje):
    entidad = Entidad(nombre="Hospital", slug="hospital", color_acento=color)

    with pytest.raises(ValidationError, match=mensaje):
        entidad.full_clean()


@pytest.mark.parametrize("color", ["#0943B5", "#a80521", ""])
def test_color_que_sirve_pasa(color):
    crear_entidad(color_acento=color).full_clean()


def test_el_color_llega_como_hoja_de_estilo(client):
    crear_entidad(slug="hospital", color_acento="#158361")

    assert '/hospital/identidad.css"' in client.get("/hospital/").content.decode()
    assert client.get("/hospital/identidad.css").content == b":root { --acento: #158361; }\n"


def test_entidad_sin_logo_lo_dice(client):
    crear_entidad(slug="hospital")

    assert client.get("/hospital/logo").status_code == 404
