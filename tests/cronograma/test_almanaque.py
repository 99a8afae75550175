"""El mes como tabla y la línea del año."""

from datetime import date

from cronograma.almanaque import anio_de, mes_de

from .test_agenda import cita, renglon


def test_mes_pone_en_casilla_solo_lo_que_tiene_dia():
    exacta = renglon("16-abr-26", codigo="01")
    del_mes = renglon("abril", codigo="02")
    de_todo_el_anio = renglon("Durante la vigencia", codigo="03")
    de_otro_mes = renglon("mayo", codigo="04")

    mes = mes_de([exacta, del_mes, de_todo_el_anio, de_otro_mes], date(2026, 4, 1))

    assert [(casilla.dia, len(casilla.eventos)) for casilla in mes.con_dia] == [
        (date(2026, 4, 16), 1)
    ]
    assert mes.sin_dia == (del_mes,)
    assert mes.cualquier_mes == (de_todo_el_anio,)
    assert (mes.anterior, mes.siguiente) == (date(2026, 3, 1), date(2026, 5, 1))
    assert [semana[0].dia.weekday() for semana in mes.semanas] == [0] * 5


def test_mes_vecinos_de_enero_y_diciembre():
    enero, diciembre = mes_de([], date(2026, 1, 1)), mes_de([], date(2026, 12, 1))

    assert (enero.anterior, diciembre.siguiente) == (date(2025, 12, 1), date(2027, 1, 1))


def test_mes_muestra_tambien_el_encuentro_cancelado():
    mensual = renglon("Mensual", citas=(cita(date(2026, 4, 9), "cancelado", "Paro"),))

    (casilla,) = mes_de([mensual], date(2026, 4, 1)).con_dia

    assert casilla.eventos[0].cita.estado == "cancelado"


def test_linea_del_anio_distingue_dia_periodo_y_cualquier_momento():
    filas = anio_de(
        [renglon("16-abr-26"), renglon("1er trimestre"), renglon("Durante la vigencia")], 2026
    )

    assert [fila.meses for fila in filas] == [
        ("", "", "", "dia", *[""] * 8),
        (*["periodo"] * 3, *[""] * 9),
        ("todo",) * 12,
    ]


def test_linea_del_anio_no_inventa_los_meses_de_lo_semestral():
    (fila,) = anio_de([renglon("Semestral")], 2026)

    assert (set(fila.meses), fila.sin_mes) == ({""}, True)
