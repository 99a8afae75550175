"""Lo que se escribe en una línea: en blanco, cero y un número son tres cosas."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seguimiento.avance import EstadoDeLinea, Linea
from seguimiento.mi_reporte.escrito import (
    Escrito,
    como_se_escribe,
    faltas,
    leer_cuantos,
    leer_porcentaje,
    reparos,
)


def linea(**datos):
    habitual = {"codigo": "01", "nombre": "Mesa", "estado": EstadoDeLinea.PROGRAMADA}
    return Linea(**habitual | datos)


@pytest.mark.parametrize(
    ("texto", "esperado"),
    [
        ("", None),
        ("  ", None),
        ("0", Decimal(0)),
        ("0 %", Decimal(0)),
        ("40", Decimal(40)),
        ("33,3", Decimal("33.3")),
        ("33.33 %", Decimal("33.33")),
        ("100%", Decimal(100)),
    ],
)
def test_el_porcentaje_se_lee_como_la_gente_lo_escribe(texto, esperado):
    assert leer_porcentaje(texto) == esperado


@pytest.mark.parametrize(
    "texto", ["101", "-1", "cien", "4O", "1.2.3", "33,333", "１００", "1e2", "%", "1000"]
)
def test_lo_que_no_es_un_porcentaje_se_dice(texto):
    if texto == "%":
        assert leer_porcentaje(texto) is None
        return
    with pytest.raises(ValueError, match=r"Escriba|va de 0 a 100"):
        leer_porcentaje(texto)


@given(st.decimals(0, 100, places=2))
def test_lo_escrito_vuelve_a_leerse_igual(porcentaje):
    assert leer_porcentaje(como_se_escribe(porcentaje)) == porcentaje


@pytest.mark.parametrize(("texto", "esperado"), [("", None), ("0", 0), ("120", 120)])
def test_las_cuentas_se_leen_y_el_blanco_no_es_cero(texto, esperado):
    assert leer_cuantos(texto, "cuántas") == esperado


@pytest.mark.parametrize("texto", ["-3", "1.200", "muchas", "99999999"])
def test_una_cuenta_mal_escrita_se_dice(texto):
    with pytest.raises(ValueError, match="Escriba cuántas con un número"):
        leer_cuantos(texto, "cuántas")


def test_la_huella_no_depende_de_como_se_guarda_el_decimal():
    assert Escrito(porcentaje=Decimal(40)).huella == Escrito(porcentaje=Decimal("40.00")).huella
    assert Escrito(porcentaje=Decimal(0)).huella != Escrito().huella


@pytest.mark.parametrize(
    ("escrito", "de", "campos"),
    [
        (Escrito(), linea(), []),
        (Escrito(observacion="va bien"), linea(), []),
        (Escrito(porcentaje=Decimal(0)), linea(), ["por_que_cero"]),
        (Escrito(porcentaje=Decimal(0), por_que_cero="No hubo contrato"), linea(), []),
        (Escrito(porcentaje=Decimal(40)), linea(anterior=Decimal(50)), ["por_que_baja"]),
        (Escrito(porcentaje=Decimal(0)), linea(anterior=Decimal(50)), ["por_que_cero", "por_que_baja"]),
        (Escrito(porcentaje=Decimal(50)), linea(anterior=Decimal(50)), []),
        (Escrito(solicitudes_recibidas=0, solicitudes_atendidas=0), linea(estado=EstadoDeLinea.POR_DEMANDA), []),
        (Escrito(porcentaje=Decimal(5)), linea(estado=EstadoDeLinea.POR_DEMANDA), ["solicitudes_recibidas"]),
    ],
)  # fmt: skip
def test_lo_que_impide_enviar_dice_en_que_campo(escrito, de, campos):
    assert [falta.campo for falta in faltas(escrito, de)] == campos


def test_lo_que_conviene_mirar_no_impide_enviar():
    assert [
        uno.frase for uno in reparos(Escrito(porcentaje=Decimal(100)), linea(), evidencias=0)
    ] == ["Va en 100 % y no tiene ninguna evidencia."]
    assert reparos(Escrito(porcentaje=Decimal(100)), linea(), evidencias=1) == ()
    assert len(reparos(Escrito(porcentaje=Decimal(0)), linea(), evidencias=1)) == 1
