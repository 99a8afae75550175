"""Festivos y plazos, contra los valores calculados aparte para 2022 y 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estrategia.dias_habiles import (
    DiaNoHabil,
    Plazo,
    contar_dias_habiles,
    domingo_de_pascua,
    es_habil,
    festivos,
    motivo_no_habil,
    sumar_dias_habiles,
)

FESTIVOS = {
    2022: """01-01 01-10 03-21 04-14 04-15 05-01 05-30 06-20 06-27 07-04
             07-20 08-07 08-15 10-17 11-07 11-14 12-08 12-25""",
    2026: """01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29
             07-20 08-07 08-17 10-12 11-02 11-16 12-08 12-25""",
}

fechas = st.dates(date(1984, 1, 1), date(2400, 12, 31))


@pytest.mark.parametrize("anio", FESTIVOS)
def test_festivos_del_anio_en_orden(anio):
    esperados = [date.fromisoformat(f"{anio}-{dia}") for dia in FESTIVOS[anio].split()]

    assert list(festivos(anio)) == esperados


def test_festivos_con_su_nombre():
    assert dict(festivos(2022)) == {
        date(2022, 1, 1): "Año Nuevo",
        date(2022, 1, 10): "Reyes Magos",
        date(2022, 3, 21): "San José",
        date(2022, 4, 14): "Jueves Santo",
        date(2022, 4, 15): "Viernes Santo",
        date(2022, 5, 1): "Día del Trabajo",
        date(2022, 5, 30): "Ascensión del Señor",
        date(2022, 6, 20): "Corpus Christi",
        date(2022, 6, 27): "Sagrado Corazón de Jesús",
        date(2022, 7, 4): "San Pedro y San Pablo",
        date(2022, 7, 20): "Día de la Independencia",
        date(2022, 8, 7): "Batalla de Boyacá",
        date(2022, 8, 15): "Asunción de la Virgen",
        date(2022, 10, 17): "Día de la Raza",
        date(2022, 11, 7): "Todos los Santos",
        date(2022, 11, 14): "Independencia de Cartagena",
        date(2022, 12, 8): "Inmaculada Concepción",
        date(2022, 12, 25): "Navidad",
    }


def test_festivos_que_coinciden_comparten_el_dia_y_guardan_los_dos_nombres():
    assert len(festivos(2025)) == 17
    assert festivos(2025)[date(2025, 6, 30)] == "Sagrado Corazón de Jesús; San Pedro y San Pablo"


def test_festivos_anteriores_a_la_ley_se_rechazan():
    with pytest.raises(ValueError, match="No hay festivos para 1983: la Ley 51 de 1983"):
        festivos(1983)


def test_festivos_no_se_pueden_cambiar_desde_fuera():
    with pytest.raises(TypeError):
        festivos(2022)[date(2022, 2, 2)] = "Día inventado"


@pytest.mark.parametrize(
    ("anio", "pascua"),
    [(1984, "04-22"), (2000, "04-23"), (2008, "03-23"), (2022, "04-17"), (2025, "04-20"),
     (2026, "04-05"), (2038, "04-25")],
)  # fmt: skip
def test_domingo_de_pascua(anio, pascua):
    assert domingo_de_pascua(anio) == date.fromisoformat(f"{anio}-{pascua}")


@pytest.mark.parametrize(
    ("dia", "motivo"),
    [
        (date(2022, 6, 1), ""),
        (date(2022, 6, 4), "sábado"),
        (date(2022, 6, 5), "domingo"),
        (date(2022, 6, 20), "Corpus Christi"),
        (date(2022, 5, 1), "Día del Trabajo"),  # cayó en domingo: se nombra el festivo
    ],
)
def test_motivo_no_habil(dia, motivo):
    assert motivo_no_habil(dia) == motivo
    assert es_habil(dia) is (motivo == "")


@pytest.mark.parametrize(
    ("propios", "motivo"),
    [
        ({date(2022, 6, 2)}, "día no hábil de la entidad"),
        ([date(2022, 6, 2)], "día no hábil de la entidad"),
        ({date(2022, 6, 2): "Día del hospital"}, "Día del hospital"),
        ({date(2022, 6, 2): ""}, "día no hábil de la entidad"),
    ],
)
def test_motivo_no_habil_de_la_entidad(propios, motivo):
    assert motivo_no_habil(date(2022, 6, 2), propios) == motivo
    assert not es_habil(date(2022, 6, 2), propios)


@pytest.mark.parametrize(
    ("corte", "vence"),
    [
        ("2022-04-30", "2022-05-13"),
        ("2022-08-31", "2022-09-14"),
        ("2022-12-31", "2023-01-16"),
        ("2026-04-30", "2026-05-15"),
        ("2026-08-31", "2026-09-14"),
        ("2026-12-31", "2027-01-18"),
    ],
)
def test_diez_dias_habiles_despues_del_corte(corte, vence):
    assert sumar_dias_habiles(date.fromisoformat(corte), 10).vence == date.fromisoformat(vence)


def test_quince_dias_habiles_para_responder_a_la_audiencia():
    plazo = sumar_dias_habiles(date(2022, 6, 1), 15)

    assert plazo == Plazo(
        date(2022, 6, 23),
        (
            DiaNoHabil(date(2022, 6, 4), "sábado"),
            DiaNoHabil(date(2022, 6, 5), "domingo"),
            DiaNoHabil(date(2022, 6, 11), "sábado"),
            DiaNoHabil(date(2022, 6, 12), "domingo"),
            DiaNoHabil(date(2022, 6, 18), "sábado"),
            DiaNoHabil(date(2022, 6, 19), "domingo"),
            DiaNoHabil(date(2022, 6, 20), "Corpus Christi"),
        ),
    )


def test_plazo_en_semana_santa_muestra_lo_que_se_salto():
    plazo = sumar_dias_habiles(date(2026, 3, 20), 15)

    assert plazo.vence == date(2026, 4, 15)
    assert [s.motivo for s in plazo.saltados if s.motivo not in {"sábado", "domingo"}] == [
        "San José",
        "Jueves Santo",
        "Viernes Santo",
    ]


def test_plazo_se_cuenta_desde_el_dia_siguiente():
    assert sumar_dias_habiles(date(2022, 6, 1), 1) == Plazo(date(2022, 6, 2), ())


def test_plazo_que_empieza_en_dia_no_habil_se_cuenta_desde_el_primer_habil():
    viernes, sabado, domingo = (date(2022, 6, dia) for dia in (3, 4, 5))

    assert {sumar_dias_habiles(dia, 1).vence for dia in (viernes, sabado, domingo)} == {
        date(2022, 6, 6)
    }


def test_plazo_salta_los_dias_propios_de_la_entidad():
    propios = {date(2022, 6, 2): "Día del hospital"}

    assert sumar_dias_habiles(date(2022, 6, 1), 1, propios) == Plazo(
        date(2022, 6, 3), (DiaNoHabil(date(2022, 6, 2), "Día del hospital"),)
    )


@pytest.mark.parametrize("dias", [0, -3])
def test_plazo_de_menos_de_un_dia_se_rechaza(dias):
    with pytest.raises(ValueError, match=f"Un plazo de {dias} días no se puede contar"):
        sumar_dias_habiles(date(2022, 6, 1), dias)


@pytest.mark.parametrize(
    ("desde", "hasta", "cuantos"),
    [
        ("2022-06-01", "2022-06-23", 15),
        ("2022-06-01", "2022-06-01", 0),
        ("2022-06-23", "2022-06-01", 0),
        ("2022-06-03", "2022-06-05", 0),
        ("2022-12-30", "2023-01-02", 1),
    ],
)
def test_contar_dias_habiles(desde, hasta, cuantos):
    assert contar_dias_habiles(date.fromisoformat(desde), date.fromisoformat(hasta)) == cuantos


@given(desde=fechas, dias=st.integers(1, 60))
def test_sumar_y_contar_son_inversas(desde, dias):
    plazo = sumar_dias_habiles(desde, dias)

    assert es_habil(plazo.vence)
    assert contar_dias_habiles(desde, plazo.vence) == dias
    assert len(plazo.saltados) == (plazo.vence - desde).days - dias


@given(anio=st.integers(1984, 2400))
def test_los_trasladados_caen_en_lunes(anio):
    dias = festivos(anio)
    nombres = "Reyes Magos", "San José", "Corpus Christi", "Sagrado Corazón", "Ascensión"

    lunes = [dia for dia, nombre in dias.items() if nombre.startswith(nombres)]

    assert len(lunes) == len(nombres)
    assert {dia.weekday() for dia in lunes} == {0}


@given(dia=fechas)
def test_el_festivo_siguiente_nunca_esta_a_mas_de_tres_meses(dia):
    # Si una regla se perdiera, quedaría un hueco más largo.
    siguientes = (dia + timedelta(days=n) for n in range(1, 93))

    assert any(uno in festivos(uno.year) for uno in siguientes)
