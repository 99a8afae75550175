"""De la programación a palabras: el texto canónico, lo que lee un ciudadano y el eco para la oficina."""

from datetime import date

import pytest

from cronograma.programacion import (
    Periodicidad,
    Programacion,
    Tipo,
    describir,
    eco,
    escribir,
    interpretar,
)

# lo que se lee: (escribir, describir, eco)
TEXTOS = {
    "16-abr-22": ("16 de abril de 2022", "El 16 de abril de 2022", "16 abr 2022 · trimestre 2"),
    "16 de abril y 30 de septiembre": (
        "16 de abril de 2022 y 30 de septiembre de 2022",
        "El 16 de abril y el 30 de septiembre de 2022",
        "16 abr y 30 sep 2022 · trimestres 2 y 3",
    ),
    "3 al 7 de marzo": (
        "del 3 de marzo de 2022 al 7 de marzo de 2022",
        "Del 3 al 7 de marzo de 2022",
        "3 mar – 7 mar 2022 · trimestre 1",
    ),
    "1 dic 2022 a 15 feb 2023": (
        "del 1 de diciembre de 2022 al 15 de febrero de 2023",
        "Del 1 de diciembre de 2022 al 15 de febrero de 2023",
        "1 dic 2022 – 15 feb 2023 · trimestre 4",
    ),
    "ene-22": ("enero de 2022", "En enero de 2022", "1 ene – 31 ene 2022 · trimestre 1"),
    "mayo a agosto": (
        "de mayo a agosto de 2022",
        "Entre mayo y agosto de 2022",
        "1 may – 31 ago 2022 · trimestres 2 y 3",
    ),
    "marzo, junio y noviembre": (
        "marzo, junio y noviembre de 2022",
        "En marzo, junio y noviembre de 2022",
        "1 mar – 30 nov 2022 · trimestres 1, 2 y 4",
    ),
    "1er Cuatrimestre": (
        "1.er cuatrimestre de 2022",
        "Entre enero y abril de 2022",
        "1 ene – 30 abr 2022 · trimestres 1 y 2",
    ),
    "trimestres 2 y 4": (
        "2.º y 4.º trimestre de 2022",
        "Entre abril y junio y entre octubre y diciembre de 2022",
        "1 abr – 31 dic 2022 · trimestres 2 y 4",
    ),
    "trimestres 3 y 4": (
        "3.er y 4.º trimestre de 2022",
        "Entre julio y diciembre de 2022",
        "1 jul – 31 dic 2022 · trimestres 3 y 4",
    ),
    "Durante la vigencia": (
        "durante 2022",
        "Durante todo 2022",
        "1 ene – 31 dic 2022 · trimestres 1, 2, 3 y 4",
    ),
    "Mensual": (
        "Mensual durante 2022",
        "Cada mes durante 2022",
        "mensual, 12 veces · 1 ene – 31 dic 2022 · trimestres 1, 2, 3 y 4",
    ),
    "Mensual de febrero a noviembre": (
        "Mensual entre febrero y noviembre de 2022",
        "Cada mes entre febrero y noviembre de 2022",
        "mensual, 10 veces · 1 feb – 30 nov 2022 · trimestres 1, 2, 3 y 4",
    ),
    "Semestral: junio y diciembre": (
        "Semestral durante 2022: junio y diciembre",
        "Cada semestre durante 2022: en junio y diciembre",
        "semestral, 2 veces · 1 ene – 31 dic 2022 · trimestres 2 y 4",
    ),
    "4 jornadas anuales": (
        "4 veces durante 2022",
        "4 veces durante 2022",
        "4 veces · 1 ene – 31 dic 2022 · trimestres 1, 2, 3 y 4",
    ),
    "último jueves de cada mes": (
        "El último jueves de cada mes durante 2022",
        "El último jueves de cada mes durante 2022",
        "mensual, 12 veces · 1 ene – 31 dic 2022 · trimestres 1, 2, 3 y 4",
    ),
    "jul-21": (
        "julio de 2021",
        "En julio de 2021",
        "1 jul – 31 jul 2021 · ningún trimestre de 2022",
    ),
}


@pytest.mark.parametrize(("texto", "esperado"), TEXTOS.items(), ids=TEXTOS)
def test_las_tres_maneras_de_decirlo(texto, esperado):
    p = interpretar(texto, 2022)

    assert (escribir(p), describir(p), eco(p, 2022)) == (*esperado[:2], f"entendí: {esperado[2]}")


@pytest.mark.parametrize(
    ("texto", "escrito", "descrito", "dicho"),
    [
        ("A demanda", "Por solicitud", "Por solicitud", "entendí: por solicitud, sin fecha"),
        (
            "xyz",
            "Por definir",
            "Fecha por definir",
            "no entendí cuándo: hace falta que alguien lo precise",
        ),
        (
            "30/02/2022",
            "Por definir, probablemente en febrero",
            "Fecha por definir, probablemente en febrero",
            "no entendí cuándo: hace falta que alguien lo precise",
        ),
    ],
    ids=["por demanda", "indeterminada", "imposible"],
)
def test_lo_que_no_tiene_fecha(texto, escrito, descrito, dicho):
    p = interpretar(texto, 2022)

    assert (escribir(p), describir(p), eco(p)) == (escrito, descrito, dicho)


def test_sin_vigencia_el_eco_usa_la_del_inicio():
    assert eco(interpretar("jul-21", 2022)) == "entendí: 1 jul – 31 jul 2021 · trimestre 3"


def test_dos_programaciones_que_significan_lo_mismo_son_iguales():
    assert interpretar("1er Cuatrimetre", 2022) == interpretar("I CUATRIMESTRE 2022", 2025)


def test_como_dict_es_canonico():
    assert interpretar("Mensual hasta noviembre", 2022).como_dict() == {
        "tipo": "periodica",
        "inicio": "2022-01-01",
        "fin": "2022-11-30",
        "meses": [],
        "fechas": [],
        "periodicidad": "mensual",
        "veces": 11,
        "notas": [
            "Sólo dice el fin: se tomó desde el primer día del año.",
            "Sin año: se tomó el de la vigencia, 2022.",
        ],
    }


def test_las_veces_se_completan_solas():
    anio = {"inicio": date(2022, 1, 1), "fin": date(2022, 12, 31)}
    p = Programacion(tipo=Tipo.PERIODICA, periodicidad=Periodicidad.TRIMESTRAL, **anio)

    assert p.veces == 4


ENERO = {"inicio": date(2022, 1, 1), "fin": date(2022, 1, 31)}
IMPOSIBLES = {
    "sin fin": ({"tipo": Tipo.FECHA, "inicio": date(2022, 1, 1)}, "necesita inicio y fin"),
    "al revés": (
        {"tipo": Tipo.RANGO, "inicio": date(2022, 2, 1), "fin": date(2022, 1, 1)},
        "anterior al inicio",
    ),
    "demanda con fecha": ({"tipo": Tipo.POR_DEMANDA, **ENERO}, "no lleva fechas"),
    "demanda con meses": ({"tipo": Tipo.POR_DEMANDA, "meses": (1,)}, "meses probables"),
    "fecha de un mes": ({"tipo": Tipo.FECHA, **ENERO}, "primer y su último día"),
    "trimestre de un mes": ({"tipo": Tipo.TRIMESTRE, **ENERO}, "no son los de un trimestre"),
    "un solo mes": ({"tipo": Tipo.MESES, **ENERO}, "dos o más meses"),
    "rango con meses": ({"tipo": Tipo.RANGO, "meses": (1,), **ENERO}, "sólo lleva inicio y fin"),
    "mes fuera": (
        {"tipo": Tipo.PERIODICA, "veces": 1, "meses": (2,), **ENERO},
        "fuera del intervalo",
    ),
    "mes 13": ({"tipo": Tipo.PERIODICA, "veces": 1, "meses": (13,), **ENERO}, "de 1 a 12"),
    "sin cadencia": ({"tipo": Tipo.PERIODICA, **ENERO}, "periodicidad o número de veces"),
    "cero veces": ({"tipo": Tipo.PERIODICA, "veces": 0, **ENERO}, "1 o más"),
    "mes con veces": ({"tipo": Tipo.MES, "veces": 2, **ENERO}, "Sólo una programación periódica"),
    "toda la vigencia": (
        {"tipo": Tipo.MESES, "inicio": date(2022, 1, 1), "fin": date(2022, 12, 31)},
        "use el tipo «vigencia»",
    ),
    "un siglo": (
        {"tipo": Tipo.PERIODICA, "veces": 1, "inicio": date(2022, 1, 1), "fin": date(2122, 1, 1)},
        "más de 10 años",
    ),
}


@pytest.mark.parametrize(("campos", "frase"), IMPOSIBLES.values(), ids=IMPOSIBLES)
def test_lo_que_se_contradice_no_se_construye(campos, frase):
    with pytest.raises(ValueError, match=frase):
        Programacion(**campos)
