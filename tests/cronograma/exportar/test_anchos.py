import pytest

from cronograma.exportar.anchos import Medida, cortes, repartir


def test_los_anchos_suman_el_total_y_nadie_baja_de_su_minimo():
    anchos = repartir([Medida(10, 50), Medida(10, 12), Medida(4, 5)], 60)

    assert sum(anchos) == pytest.approx(60)
    assert all(ancho >= minimo for ancho, minimo in zip(anchos, (10, 10, 4), strict=True))
    assert anchos[0] > 40


def test_si_no_caben_los_minimos_todos_ceden_por_igual():
    assert repartir([Medida(30, 60), Medida(10, 10)], 20) == pytest.approx([15, 5])


@pytest.mark.parametrize(
    ("palabra", "partes"),
    [
        ("participación", ["participación"]),
        (
            "participacionciudadana.consulta@huhmp.gov.co",
            ["participacionciudadana.", "consulta@", "huhmp.", "gov.", "co"],
        ),
    ],
)
def test_solo_una_palabra_muy_larga_se_puede_partir(palabra, partes):
    assert cortes(palabra) == partes
