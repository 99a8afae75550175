"""Celdas de Excel que no son texto, dos columnas de fechas y marcas bajo periodos."""

from datetime import date, datetime, time

# ruff: noqa: DTZ001 -- las celdas de Excel no llevan huso horario
import pytest

from cronograma.programacion import (
    ClasePeriodo,
    Programacion,
    Tipo,
    interpretar,
    interpretar_celda,
    interpretar_dos_celdas,
    interpretar_marcas,
    necesita_revision,
)


def dia(texto):
    return Programacion(
        tipo=Tipo.FECHA, inicio=date.fromisoformat(texto), fin=date.fromisoformat(texto)
    )


def rango(inicio, fin):
    return Programacion(
        tipo=Tipo.RANGO, inicio=date.fromisoformat(inicio), fin=date.fromisoformat(fin)
    )


CELDAS = {
    "fecha": (date(2022, 3, 15), "dd/mm/yyyy", dia("2022-03-15")),
    "fecha con hora en cero": (datetime(2022, 3, 15), "d-mmm-yy", dia("2022-03-15")),
    "fecha sin formato": (date(2022, 3, 15), "", dia("2022-03-15")),
    "fecha que se ve como mes": (
        datetime(2022, 1, 1),
        "mmm-yy",
        interpretar("enero de 2022", 2022),
    ),
    "formato con idioma": (
        datetime(2022, 1, 1),
        "[$-C0A]mmm\\-yy;@",
        interpretar("enero de 2022", 2022),
    ),
    "formato con texto": (
        datetime(2022, 1, 1),
        'mmmm" de "yyyy',
        interpretar("enero de 2022", 2022),
    ),
    "formato largo": (date(2022, 3, 15), '[$-240A]dddd d" de "mmmm" de "yyyy', dia("2022-03-15")),
    "fecha que se ve como año": (datetime(2022, 1, 1), "yyyy", interpretar("2022", 2022)),
    "número de serie": (44562, "", dia("2022-01-01")),
    "número de serie que se ve como mes": (44562.0, "mmm-yy", interpretar("enero de 2022", 2022)),
    "año como número": (2022, "General", interpretar("2022", 2022)),
    "año como decimal": (2022.0, "", interpretar("2022", 2022)),
    "vacía": (None, "", interpretar("", 2022)),
    "verdadero": (True, "", interpretar("", 2022)),
    "porcentaje": (0.25, "0%", interpretar("", 2022)),
    "no es un número": (float("nan"), "General", interpretar("", 2022)),
    "infinito": (float("inf"), "", interpretar("", 2022)),
    "hora suelta": (time(8, 30), "h:mm", interpretar("", 2022)),
    "texto": ("1er Cuatrimestre", "General", interpretar("primer cuatrimestre", 2022)),
}


@pytest.mark.parametrize(("valor", "formato", "esperado"), CELDAS.values(), ids=CELDAS)
def test_interpretar_celda(valor, formato, esperado):
    assert interpretar_celda(valor, 2022, formato=formato) == esperado


def test_una_celda_con_hora_la_anota():
    assert interpretar_celda(datetime(2022, 3, 15, 9, 30), 2022).notas == (
        "Trae hora: no cambia la fecha.",
    )


def test_una_celda_de_otro_anio_avisa():
    assert necesita_revision(interpretar_celda(date(2021, 3, 15), 2022))


DOS = {
    "dos fechas": ("4-ene-23", "31-ene-23", rango("2023-01-04", "2023-01-31")),
    "dos celdas de fecha": (
        date(2023, 1, 4),
        datetime(2023, 1, 31),
        rango("2023-01-04", "2023-01-31"),
    ),
    "la misma fecha": ("4-ene-23", "04/01/2023", dia("2023-01-04")),
    "dos meses": ("feb-23", "nov-23", interpretar("febrero a noviembre de 2023", 2023)),
    "de enero a diciembre": ("ene-23", "dic-23", interpretar("2023", 2023)),
    "el mismo mes": ("feb-23", "feb-23", interpretar("febrero de 2023", 2023)),
    "mes y día": ("feb-23", "15-nov-23", rango("2023-02-01", "2023-11-15")),
    "sólo la inicial": ("4-ene-23", "", rango("2023-01-04", "2023-12-31")),
    "sólo la final": (None, "30-nov-23", rango("2023-01-01", "2023-11-30")),
    "ninguna": ("", " - ", interpretar("", 2023)),
    "cadencia en las dos": (
        "Al finalizar cada semestre",
        "Al finalizar cada semestre",
        interpretar("Al finalizar cada semestre", 2023),
    ),
    "cadencia y final": (
        "Mensual",
        "30-nov-23",
        interpretar("Mensual hasta el 30 de noviembre de 2023", 2023),
    ),
    "inicial y cadencia": (
        "1-feb-23",
        "Trimestral",
        interpretar("Trimestral desde el 1 de febrero de 2023", 2023),
    ),
    "cadencia con meses": (
        "Semestral: junio y diciembre",
        "30-nov-23",
        interpretar("Semestral: junio y diciembre", 2023),
    ),
    "sólo una que no se entiende": ("xyz", "", interpretar("", 2023)),
    "permanente en las dos": ("Permanente", "Permanente", interpretar("Permanente", 2023)),
    "final antes que la inicial": ("30-nov-23", "17-oct-23", interpretar("", 2023)),
    "una que no se entiende": ("4-ene-23", "xyz", interpretar("", 2023)),
}


@pytest.mark.parametrize(("inicial", "final", "esperado"), DOS.values(), ids=DOS)
def test_interpretar_dos_celdas(inicial, final, esperado):
    assert interpretar_dos_celdas(inicial, final, 2023) == esperado


@pytest.mark.parametrize(
    ("inicial", "final"),
    [
        ("4-ene-23", ""),
        ("", "30-nov-23"),
        ("30-nov-23", "17-oct-23"),
        ("20-feb-22", "31-mar-23"),
        ("Mensual", "30-nov-23"),
    ],
)
def test_las_dos_celdas_dudosas_se_anotan(inicial, final):
    assert necesita_revision(interpretar_dos_celdas(inicial, final, 2023))


MARCAS = {
    "un cuatrimestre": ([2], ClasePeriodo.CUATRIMESTRE, "2.º cuatrimestre de 2021"),
    "dos cuatrimestres": ([2, 3], ClasePeriodo.CUATRIMESTRE, "2.º y 3.er cuatrimestre de 2021"),
    "los tres": ([3, 1, 2], ClasePeriodo.CUATRIMESTRE, "1.er, 2.º y 3.er cuatrimestre de 2021"),
    "separados": ([1, 3], ClasePeriodo.CUATRIMESTRE, "1.er y 3.er cuatrimestre de 2021"),
    "trimestres": ([1, 4], ClasePeriodo.TRIMESTRE, "1.er y 4.º trimestre de 2021"),
    "semestre": ([1], ClasePeriodo.SEMESTRE, "1.er semestre de 2021"),
    "un mes": ([3], ClasePeriodo.MES, "marzo de 2021"),
    "varios meses": ([3, 6, 9], ClasePeriodo.MES, "marzo, junio y septiembre de 2021"),
    "un bimestre": ([2], ClasePeriodo.BIMESTRE, "marzo a abril de 2021"),
    "varios bimestres": ([1, 3], ClasePeriodo.BIMESTRE, "enero, febrero, mayo y junio de 2021"),
    "el año": ([1], ClasePeriodo.ANIO, "durante 2021"),
    "ninguna": ([], ClasePeriodo.CUATRIMESTRE, ""),
}


@pytest.mark.parametrize(("numeros", "clase", "texto"), MARCAS.values(), ids=MARCAS)
def test_interpretar_marcas(numeros, clase, texto):
    assert interpretar_marcas(numeros, clase, 2021) == interpretar(texto, 2021)


def test_una_marca_que_no_existe_se_anota():
    p = interpretar_marcas([1, 4], ClasePeriodo.CUATRIMESTRE, 2021)

    assert p == interpretar("1.er cuatrimestre", 2021)
    assert p.notas == ("Se marcó un cuatrimestre que no existe: 4.",)
