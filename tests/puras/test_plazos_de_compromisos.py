"""El semáforo de lo prometido: palabra, icono y color, según el estado y la fecha."""

from datetime import date, timedelta

import pytest

from seguimiento.plazos_de_compromisos import (
    DIAS_DE_AVISO,
    Estado,
    Situacion,
    contar,
    dias_tarde,
    esta_vencido,
    estado_el,
    situacion,
)
from seguimiento.semaforo import Color

HOY = date(2026, 5, 15)


@pytest.mark.parametrize(
    ("estado", "dias", "esperada"),
    [
        ("abierto", DIAS_DE_AVISO + 1, Situacion.EN_PLAZO),
        ("abierto", DIAS_DE_AVISO, Situacion.POR_VENCER),
        ("abierto", 0, Situacion.POR_VENCER),  # el último día todavía es a tiempo
        ("abierto", -1, Situacion.VENCIDO),
        ("por_verificar", -30, Situacion.POR_VERIFICAR),
        ("cerrado", -30, Situacion.CUMPLIDO),
        ("incumplido", 30, Situacion.INCUMPLIDO),
    ],
)
def test_situacion_sale_del_estado_y_de_la_fecha(estado, dias, esperada):
    assert situacion(estado, hasta=HOY + timedelta(days=dias), hoy=HOY) is esperada


def test_situacion_de_lo_que_paso_a_otro_anio_es_que_continua():
    assert situacion("abierto", hasta=HOY, hoy=HOY, continua=True) is Situacion.CONTINUA


def test_un_estado_que_no_existe_se_rechaza():
    with pytest.raises(ValueError, match="vencido"):
        situacion("vencido", hasta=HOY, hoy=HOY)


def test_cada_situacion_se_dice_con_palabra_icono_signo_y_color():
    dichas = {una: (una.palabra, una.icono, una.signo, una.color) for una in Situacion}

    assert dichas == {
        Situacion.VENCIDO: ("Vencido", "cerrar", "✕", Color.ROJO),
        Situacion.POR_VENCER: ("Por vencer", "aviso", "⚠", Color.AMARILLO),
        Situacion.EN_PLAZO: ("En plazo", "reloj", "◷", Color.VERDE),
        Situacion.POR_VERIFICAR: ("Por verificar", "ojo", "◐", Color.AMARILLO),
        Situacion.CUMPLIDO: ("Cumplido", "ok", "✓", Color.VERDE),
        Situacion.INCUMPLIDO: ("No se cumplió", "cerrar", "✕", Color.ROJO),
        Situacion.CONTINUA: ("Pasó al año siguiente", "flecha", "→", Color.GRIS),
    }


@pytest.mark.parametrize(
    ("cumplido", "cerrado", "esperado"),
    [
        (None, None, Estado.ABIERTO),
        (HOY + timedelta(days=1), None, Estado.ABIERTO),  # lo dijo después
        (HOY, None, Estado.POR_VERIFICAR),
        (HOY, HOY + timedelta(days=1), Estado.POR_VERIFICAR),  # se cerró después
        (HOY, HOY, Estado.CERRADO),
    ],
)
def test_el_estado_de_un_dia_no_cuenta_lo_que_paso_despues(cumplido, cerrado, esperado):
    assert estado_el("cerrado", cumplido=cumplido, cerrado=cerrado, dia=HOY) is esperado


def test_vencido_es_abierto_y_pasado():
    assert esta_vencido("abierto", hasta=HOY - timedelta(days=1), dia=HOY)
    assert not esta_vencido("abierto", hasta=HOY, dia=HOY)
    assert not esta_vencido("cerrado", hasta=HOY - timedelta(days=1), dia=HOY)


def test_los_dias_tarde_corren_hasta_que_se_cumple():
    hasta = HOY - timedelta(days=10)

    assert dias_tarde(hasta=hasta, cumplido=None, hoy=HOY) == 10
    assert dias_tarde(hasta=hasta, cumplido=hasta + timedelta(days=2), hoy=HOY) == 2
    assert dias_tarde(hasta=hasta, cumplido=hasta, hoy=HOY) == 0


def test_contar_trae_tambien_los_ceros():
    cuentas = contar([Situacion.VENCIDO, Situacion.VENCIDO, Situacion.CUMPLIDO])

    assert cuentas == dict.fromkeys(Situacion, 0) | {Situacion.VENCIDO: 2, Situacion.CUMPLIDO: 1}
