"""Elegir la estrategia de la que habla una orden; las frases de error las prueba `verificar`."""

import pytest

from estrategia.eleccion import NoElegida, elegir_entidad, elegir_estrategia, leer_vigencia
from tests.factories import crear_entidad, crear_estrategia


@pytest.mark.django_db
def test_elegir_la_unica_del_anio_sin_decir_el_tipo():
    estrategia = crear_estrategia()

    assert elegir_estrategia(estrategia.entidad.slug, "2026") == estrategia


@pytest.mark.django_db
def test_elegir_entre_dos_por_su_tipo():
    entidad = crear_entidad(slug="huila")
    crear_estrategia(entidad=entidad, tipo="participacion")
    rendicion = crear_estrategia(entidad=entidad, tipo="rendicion")

    assert elegir_estrategia("huila", "2026", "rendicion") == rendicion


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cuantas", "frase"),
    [
        (0, "No existe la entidad «huila». Todavía no hay ninguna entidad."),
        (2, "No existe la entidad «huila». Las que hay: e00, e01."),
        (
            12,
            "No existe la entidad «huila». Las que hay: e00, e01, e02, e03, e04, e05, e06, e07, "
            "e08, e09 y 2 más.",
        ),
    ],
)
def test_una_entidad_que_no_existe_dice_las_que_hay(cuantas, frase):
    for numero in range(cuantas):
        crear_entidad(slug=f"e{numero:02d}")

    with pytest.raises(NoElegida) as error:
        elegir_entidad("huila")
    assert str(error.value) == frase


@pytest.mark.parametrize("escrita", ["2026", " 2026 ", 2026])
def test_leer_vigencia(escrita):
    assert leer_vigencia(escrita) == 2026


@pytest.mark.parametrize("escrita", ["26", "20266", "dos mil", "2026.0", "-2026", "٢٠٢٦٦"])
def test_leer_vigencia_rechaza_lo_que_no_es_un_anio(escrita):
    with pytest.raises(NoElegida, match="no es un año entre 2000 y 2100"):
        leer_vigencia(escrita)
