"""Los frenos: cuántas veces puede una dirección, y de quién es la petición."""

import pytest
from django.core.cache import cache

from cronograma.frenos import direccion_de, se_pasa


@pytest.fixture(autouse=True)
def cache_vacio():
    cache.clear()


def veces_que_pasa(peticion, cuantas, que="algo"):
    return sum(not se_pasa(peticion, que, veces=3, segundos=60) for _ in range(cuantas))


def test_freno_deja_pasar_las_veces_que_dice(rf):
    assert veces_que_pasa(rf.get("/"), 5) == 3


def test_freno_cuenta_aparte_cada_cosa_y_cada_direccion(rf):
    veces_que_pasa(rf.get("/"), 5)

    assert veces_que_pasa(rf.get("/"), 5, que="otra") == 3
    assert veces_que_pasa(rf.get("/", REMOTE_ADDR="192.0.2.7"), 5) == 3


def test_freno_no_guarda_la_direccion(rf):
    se_pasa(rf.get("/", REMOTE_ADDR="192.0.2.7"), "algo", veces=3, segundos=60)

    assert "192.0.2.7" not in repr(cache._cache)


@pytest.mark.parametrize(
    ("detras_de_proxy", "anotada", "direccion"),
    [
        (False, "203.0.113.9", "127.0.0.1"),
        (True, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (True, "", "127.0.0.1"),
    ],
    ids=["sin proxy no se cree", "con proxy la última", "con proxy y sin anotar"],
)
def test_direccion_es_la_que_anoto_el_proxy_solo_si_lo_hay(
    rf, settings, detras_de_proxy, anotada, direccion
):
    settings.SECURE_PROXY_SSL_HEADER = ("X", "https") if detras_de_proxy else None

    assert direccion_de(rf.get("/", headers={"X-Forwarded-For": anotada})) == direccion
