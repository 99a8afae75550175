"""Las expresiones reales, tomadas de documentos de entidades públicas y etiquetadas a mano.

Dos cifras cuentan: cuántas se leen exactas y cuántas se leen mal sin que ninguna nota lo advierta.
"""

import csv
from pathlib import Path

import pytest

from cronograma.programacion import Tipo, interpretar, interpretar_dos_celdas, trimestres

EXPRESIONES = Path(__file__).parent / "datos" / "expresiones.csv"
MIDEN = ("tipo", "inicio", "fin", "periodicidad", "ocurrencias", "trimestres")


def etiquetadas():
    with EXPRESIONES.open(encoding="utf-8", newline="") as archivo:
        return list(csv.DictReader(archivo))


def leer(expresion, vigencia):
    p = interpretar(expresion, vigencia)
    return {
        "tipo": p.tipo.value,
        "inicio": p.inicio.isoformat() if p.inicio else "",
        "fin": p.fin.isoformat() if p.fin else "",
        "periodicidad": p.periodicidad.value if p.periodicidad else "",
        "ocurrencias": str(p.veces or ""),
        "trimestres": ",".join(map(str, trimestres(p, vigencia))),
    }, p


@pytest.mark.parametrize(
    "fila", etiquetadas(), ids=lambda fila: f"{fila['expresion']} ({fila['vigencia']})"
)
def test_se_lee_como_se_etiqueto(fila):
    leido, _ = leer(fila["expresion"], int(fila["vigencia"]))

    assert leido == {campo: fila[campo] for campo in MIDEN}


def test_las_dos_cifras():
    lecturas = [(fila, *leer(fila["expresion"], int(fila["vigencia"]))) for fila in etiquetadas()]
    malas = [
        (fila, p)
        for fila, leido, p in lecturas
        if any(leido[campo] != fila[campo] for campo in MIDEN)
    ]
    malas_calladas = [
        fila["expresion"] for fila, p in malas if p.tipo is not Tipo.INDETERMINADA and not p.notas
    ]

    assert len(lecturas) >= 135
    assert 1 - len(malas) / len(lecturas) >= 0.98
    assert malas_calladas == []


# --- Los cinco documentos: toda fecha y todo periodo, en cualquier columna ------------------------------

HOSPITAL_2022 = {
    "ene-22": ("mes", "2022-01-01", "2022-01-31", (1,), None),
    "Durante la vigencia": ("vigencia", "2022-01-01", "2022-12-31", (1, 2, 3, 4), None),
    "Durante vigencia": ("vigencia", "2022-01-01", "2022-12-31", (1, 2, 3, 4), None),
    "VIGENCIA 2022": ("vigencia", "2022-01-01", "2022-12-31", (1, 2, 3, 4), None),
    "30 de abril-2022": ("fecha", "2022-04-30", "2022-04-30", (2,), None),
    "16-abr-22": ("fecha", "2022-04-16", "2022-04-16", (2,), None),
    "01 de Junio de 2022": ("fecha", "2022-06-01", "2022-06-01", (2,), None),
    "1er Cuatrimestre": ("cuatrimestre", "2022-01-01", "2022-04-30", (1, 2), None),
    "Mensual": ("periodica", "2022-01-01", "2022-12-31", (1, 2, 3, 4), 12),
    "Semestral (Dos encuentros en el año)": ("periodica", "2022-01-01", "2022-12-31", (1, 2, 3, 4), 2),
    "Anual": ("periodica", "2022-01-01", "2022-12-31", (1, 2, 3, 4), 1),
    "Trimestral": ("periodica", "2022-01-01", "2022-12-31", (1, 2, 3, 4), 4),
    "1 rueda de prensa trimestral": ("periodica", "2022-01-01", "2022-12-31", (1, 2, 3, 4), 4),
    "uno bimensual": ("periodica", "2022-01-01", "2022-12-31", (1, 2, 3, 4), 6),
    "ultimo trimestre": ("trimestre", "2022-10-01", "2022-12-31", (4,), None),
    "Según solicitud de la entidad contratante": ("por_demanda", None, None, (), None),
    "9. Encuentros mensuales con La Asociación de Usuarios y/o Alianza de Usuarios, por parte de SIAU, con el fin de "
    "presentar los informes mensuales de satisfacción de usuarios y PQRSD.": (
        "periodica", "2022-01-01", "2022-12-31", (1, 2, 3, 4), 12),
    "10. Encuentro semestral con la gerente Y líderes de la Asociación, alianza de usuario y veedores del HUN": (
        "periodica", "2022-01-01", "2022-12-31", (1, 2, 3, 4), 2),
    "12. Encuentro anual con la gerente e Instituciones educativas": (
        "periodica", "2022-01-01", "2022-12-31", (1, 2, 3, 4), 1),
    "Depende de la solicitud de cada entidad contratante": ("por_demanda", None, None, (), None),
}  # fmt: skip
SANATORIO_2022 = {
    "27/01/2022": ("fecha", "2022-01-27", "2022-01-27", (1,), None),
    "30/03/2022": ("fecha", "2022-03-30", "2022-03-30", (1,), None),
    "30/08/2022": ("fecha", "2022-08-30", "2022-08-30", (3,), None),
    "30/11/2022": ("fecha", "2022-11-30", "2022-11-30", (4,), None),
    "15/12/2022": ("fecha", "2022-12-15", "2022-12-15", (4,), None),
    "Observaciones primer trimestre": ("trimestre", "2022-01-01", "2022-03-31", (1,), None),
}
ALCALDIA_2021 = {
    "VIGENCIA 2021": ("vigencia", "2021-01-01", "2021-12-31", (1, 2, 3, 4), None),
    "Informe cuatrimestral de evaluación de los resultados de implementación de la estrategia.": (
        "periodica", "2021-01-01", "2021-12-31", (1, 2, 3, 4), 3),
    "X Informe cuatrimestral de evaluación de los resultados de implementación de la estrategia.": (
        "periodica", "2021-01-01", "2021-12-31", (1, 2, 3, 4), 3),
    "Rendición de cuentas permanente (Facebook Live Conéctate con Andrés)": (
        "vigencia", "2021-01-01", "2021-12-31", (1, 2, 3, 4), None),
    "en el término de quince días": ("indeterminada", None, None, (), None),
}  # fmt: skip
PROCEDIMIENTO = {
    "Evaluación anual/Informe que contiene un capítulo sobre lecciones aprendidas.": (
        "periodica", "2024-01-01", "2024-12-31", (1, 2, 3, 4), 1),
    "Fin.": ("indeterminada", None, None, (), None),
    "N/A": ("indeterminada", None, None, (), None),
}  # fmt: skip
CAJA_HONOR_2023 = {
    ("4-ene-23", "31-ene-23"): ("2023-01-04", "2023-01-31", (1,)),
    ("4-ene-23", "20-ene-23"): ("2023-01-04", "2023-01-20", (1,)),
    ("11-ene-23", "30-nov-23"): ("2023-01-11", "2023-11-30", (1, 2, 3, 4)),
    ("6-feb-23", "30-nov-23"): ("2023-02-06", "2023-11-30", (1, 2, 3, 4)),
    ("20-feb-22", "31-mar-23"): ("2022-02-20", "2023-03-31", (1,)),
    ("8-feb-23", "29-dic-23"): ("2023-02-08", "2023-12-29", (1, 2, 3, 4)),
    ("10-abr-23", "30-nov-23"): ("2023-04-10", "2023-11-30", (2, 3, 4)),
    ("6-mar-23", "28-abr-23"): ("2023-03-06", "2023-04-28", (1, 2)),
    ("10-abr-23", "28-jul-23"): ("2023-04-10", "2023-07-28", (2, 3)),
    ("1-feb-22", "30-nov-23"): ("2022-02-01", "2023-11-30", (1, 2, 3, 4)),
    ("24-abr-23", "14-jul-23"): ("2023-04-24", "2023-07-14", (2, 3)),
    ("1-jun-23", "30-jun-23"): ("2023-06-01", "2023-06-30", (2,)),
    ("2-ago-23", "31-ago-23"): ("2023-08-02", "2023-08-31", (3,)),
    ("12-oct-22", "16-nov-22"): ("2022-10-12", "2022-11-16", ()),
    ("16-nov-23", "20-dic-23"): ("2023-11-16", "2023-12-20", (4,)),
    ("17-oct-22", "30-nov-23"): ("2022-10-17", "2023-11-30", (1, 2, 3, 4)),
    ("10-feb-23", "11-dic-23"): ("2023-02-10", "2023-12-11", (1, 2, 3, 4)),
}
UNA_CELDA = [
    pytest.param(texto, vigencia, esperado, id=f"{vigencia}: {texto[:50]}")
    for vigencia, tabla in (
        (2022, HOSPITAL_2022),
        (2022, SANATORIO_2022),
        (2021, ALCALDIA_2021),
        (2024, PROCEDIMIENTO),
    )
    for texto, esperado in tabla.items()
]


@pytest.mark.parametrize(("texto", "vigencia", "esperado"), UNA_CELDA)
def test_los_documentos_se_leen_bien(texto, vigencia, esperado):
    tipo, inicio, fin, en, veces = esperado
    p = interpretar(texto, vigencia)

    assert (p.tipo.value, str(p.inicio or ""), str(p.fin or "")) == (tipo, inicio or "", fin or "")
    assert (trimestres(p, vigencia), p.veces) == (en, veces)


@pytest.mark.parametrize(
    ("celdas", "esperado"),
    CAJA_HONOR_2023.items(),
    ids=[" a ".join(celdas) for celdas in CAJA_HONOR_2023],
)
def test_las_dos_columnas_del_plan_de_caja_honor(celdas, esperado):
    inicio, fin, en = esperado
    p = interpretar_dos_celdas(*celdas, 2023)

    assert (p.tipo, str(p.inicio), str(p.fin), trimestres(p, 2023)) == (Tipo.RANGO, inicio, fin, en)
    avisa = any("vigencia 2023" in nota for nota in p.notas)
    assert avisa == any(celda.endswith("-22") for celda in celdas)
