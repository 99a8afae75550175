"""Qué cambió entre dos versiones, en palabras."""

from datetime import date

import pytest

from cronograma.cambios import CampoCambiado, ClaseDeCambio, comparar, era_firme
from cronograma.fila import Fila, Responsable
from cronograma.programacion import interpretar

HOY = date(2026, 5, 15)


def fila(codigo="01", fecha="marzo", **datos):
    return Fila(
        **{"codigo": codigo, "vigencia": 2026, "nombre": f"Actividad {codigo}"} | datos,
        fecha_programada=fecha,
        programacion=interpretar(fecha, 2026),
    )


def test_comparar_dos_versiones_iguales_no_da_cambios():
    assert comparar([fila()], [fila()], hoy=HOY) == []


def test_comparar_dice_nuevas_cambiadas_y_retiradas_en_ese_orden():
    antes = [fila("01"), fila("02")]
    ahora = [fila("02", lugar="Auditorio"), fila("03")]

    cambios = [(cambio.clase, cambio.codigo) for cambio in comparar(antes, ahora, hoy=HOY)]

    assert cambios == [
        (ClaseDeCambio.CAMBIADA, "02"),
        (ClaseDeCambio.NUEVA, "03"),
        (ClaseDeCambio.RETIRADA, "01"),
    ]


def test_comparar_dice_cada_campo_como_lo_lee_una_persona():
    antes = fila(fecha="agosto", presencial=True, dependencias=(Responsable("SIAU", "", True),))
    ahora = fila(fecha="agosto", presencial=True, virtual=True, elemento="dialogo")

    [cambio] = comparar([antes], [ahora], hoy=HOY)

    assert cambio.campos == (
        CampoCambiado("Elemento", "", "Diálogo"),
        CampoCambiado("Modalidad", "Presencial", "Presencial y virtual"),
        CampoCambiado("Dependencias responsables", "SIAU", ""),
    )


@pytest.mark.parametrize(
    ("fecha", "firme"),
    [("1 de septiembre", True), ("marzo", True), ("agosto", False), ("Según solicitud", False)],
    ids=["día exacto", "ya vencida", "por venir", "por demanda"],
)
def test_era_firme_aquello_con_lo_que_la_gente_contaba(fecha, firme):
    assert era_firme(fila(fecha=fecha), hoy=HOY) is firme


def test_comparar_un_encuentro_confirmado_exige_decir_por_que():
    antes, ahora = fila(fecha="agosto"), fila(fecha="agosto", lugar="Auditorio")

    [sin_encuentro] = comparar([antes], [ahora], hoy=HOY)
    [con_encuentro] = comparar([antes], [ahora], hoy=HOY, con_encuentro={"01"})

    assert (sin_encuentro.exige_porque, con_encuentro.exige_porque) == (False, True)


def test_comparar_cambiar_el_producto_exige_acta():
    [cambio] = comparar([fila(fecha="agosto")], [fila(fecha="agosto", producto="Acta")], hoy=HOY)

    assert cambio.exige_acta is True
