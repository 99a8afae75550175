"""El reloj de las respuestas: cuándo vencen, qué no cuenta y cómo van."""

from datetime import date, timedelta

import pytest

from cronograma.plazos import EstadoDelPlazo, plazo_de_respuesta
from estrategia.dias_habiles import DiaNoHabil

# La audiencia del documento 000 (normas, §9): la pregunta del 1 de junio de 2022.
RECIBIDA = date(2022, 6, 1)
VENCE = date(2022, 6, 23)


@pytest.mark.parametrize(
    ("recibido", "vence", "en_calendario"),
    [
        (RECIBIDA, VENCE, date(2022, 6, 16)),
        (date(2026, 3, 20), date(2026, 4, 15), date(2026, 4, 4)),
    ],
)
def test_quince_dias_habiles_y_los_mismos_en_calendario(recibido, vence, en_calendario):
    plazo = plazo_de_respuesta(recibido, hoy=recibido)

    assert (plazo.vence, plazo.vence_en_calendario) == (vence, en_calendario)


@pytest.mark.parametrize(
    ("corte", "vence"),
    [
        (date(2022, 4, 30), date(2022, 5, 13)),
        (date(2022, 8, 31), date(2022, 9, 14)),
        (date(2022, 12, 31), date(2023, 1, 16)),
        (date(2026, 4, 30), date(2026, 5, 15)),
        (date(2026, 8, 31), date(2026, 9, 14)),
        (date(2026, 12, 31), date(2027, 1, 18)),
    ],
    ids=str,
)
def test_diez_dias_habiles_despues_de_cada_corte(corte, vence):
    assert plazo_de_respuesta(corte, hoy=corte, dias=10).vence == vence


def test_los_dias_saltados_dicen_su_nombre():
    plazo = plazo_de_respuesta(RECIBIDA, hoy=RECIBIDA)

    assert plazo.saltados_con_nombre == (DiaNoHabil(date(2022, 6, 20), "Corpus Christi"),)
    assert [uno.motivo for uno in plazo.saltados] == [
        *["sábado", "domingo"] * 3,
        "Corpus Christi",
    ]


def test_un_dia_propio_de_la_entidad_corre_el_vencimiento_y_se_nombra():
    propio = {date(2022, 6, 13): "Fiestas de San Pedro"}

    plazo = plazo_de_respuesta(RECIBIDA, hoy=RECIBIDA, propios=propio)

    assert plazo.vence == date(2022, 6, 24)
    assert DiaNoHabil(date(2022, 6, 13), "Fiestas de San Pedro") in plazo.saltados_con_nombre


def test_un_dia_propio_que_ya_no_era_habil_no_cambia_nada():
    domingo = {date(2022, 6, 5): "Elecciones"}

    assert plazo_de_respuesta(RECIBIDA, hoy=RECIBIDA, propios=domingo).vence == VENCE


@pytest.mark.parametrize("dia", [date(2022, 6, 3), date(2022, 6, 4), date(2022, 6, 5)], ids=str)
def test_recibida_viernes_sabado_o_domingo_empieza_a_contar_el_lunes(dia):
    # La lectura más estricta: la entidad nunca queda tarde por otra (docs/aportes.md).
    assert plazo_de_respuesta(dia, hoy=dia).vence == date(2022, 6, 28)


@pytest.mark.parametrize(
    ("hoy", "estado", "frase"),
    [
        (RECIBIDA, EstadoDelPlazo.A_TIEMPO, "Faltan 15 días hábiles"),
        (date(2022, 6, 16), EstadoDelPlazo.A_TIEMPO, "Faltan 4 días hábiles"),
        (date(2022, 6, 17), EstadoDelPlazo.POR_VENCER, "Faltan 3 días hábiles"),
        (date(2022, 6, 22), EstadoDelPlazo.POR_VENCER, "Falta 1 día hábil"),
        (VENCE, EstadoDelPlazo.POR_VENCER, "Vence hoy"),
        (date(2022, 6, 24), EstadoDelPlazo.VENCIDO, "Venció hace 1 día hábil"),
        (date(2022, 6, 28), EstadoDelPlazo.VENCIDO, "Venció hace 2 días hábiles"),
    ],
    ids=str,
)
def test_sin_responder_dice_cuanto_falta_o_cuanto_pasó(hoy, estado, frase):
    plazo = plazo_de_respuesta(RECIBIDA, hoy=hoy)

    assert (plazo.estado, plazo.frase) == (estado, frase)
    assert plazo.resalta == (estado != EstadoDelPlazo.A_TIEMPO)


def test_vencida_un_viernes_y_mirada_el_sabado_ya_vencio():
    recibida = date(2026, 5, 21)  # vence el viernes 12 de junio

    plazo = plazo_de_respuesta(recibida, hoy=date(2026, 6, 13))

    assert (plazo.vence, plazo.estado, plazo.frase) == (
        date(2026, 6, 12),
        EstadoDelPlazo.VENCIDO,
        "Ya venció",
    )


@pytest.mark.parametrize(
    ("respondido", "estado", "dias", "dias_tarde", "frase"),
    [
        (RECIBIDA, "respondido_a_tiempo", 0, 0, "Respondida a tiempo, antes de un día hábil"),
        (date(2022, 6, 22), "respondido_a_tiempo", 14, 0, "Respondida a tiempo, en 14 días hábiles"),
        (VENCE, "respondido_a_tiempo", 15, 0, "Respondida a tiempo, en 15 días hábiles"),
        (date(2022, 6, 24), "respondido_tarde", 16, 1, "Respondida tarde, 1 día hábil después del plazo"),
        (date(2022, 6, 25), "respondido_tarde", 16, 1, "Respondida tarde, 1 día hábil después del plazo"),
    ],
    ids=str,
)  # fmt: skip
def test_respondida_dice_en_cuantos_dias_y_cuantos_tarde(
    respondido, estado, dias, dias_tarde, frase
):
    plazo = plazo_de_respuesta(RECIBIDA, respondido=respondido, hoy=date(2030, 1, 1))

    assert (plazo.estado, plazo.dias, plazo.dias_tarde, plazo.frase) == (
        estado,
        dias,
        dias_tarde,
        frase,
    )
    assert plazo.a_tiempo == (estado == "respondido_a_tiempo")


def test_respondida_el_sabado_despues_de_vencer_el_viernes_es_tarde():
    plazo = plazo_de_respuesta(
        date(2026, 5, 21), respondido=date(2026, 6, 13), hoy=date(2026, 6, 13)
    )

    assert (plazo.estado, plazo.frase) == (EstadoDelPlazo.RESPONDIDO_TARDE, "Respondida tarde")


def test_el_plazo_no_depende_de_cuando_se_mire():
    miradas = {
        plazo_de_respuesta(RECIBIDA, hoy=RECIBIDA + timedelta(days=n)).vence for n in range(60)
    }

    assert miradas == {VENCE}


def test_un_plazo_de_ningun_dia_no_se_cuenta():
    with pytest.raises(ValueError, match="debe ser de uno o más"):
        plazo_de_respuesta(RECIBIDA, hoy=RECIBIDA, dias=0)
