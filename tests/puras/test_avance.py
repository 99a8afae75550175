"""La aritmética del seguimiento: estados, cumplimiento, lecturas y lo que se cumple para cualquier caso."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cronograma.programacion import Periodo, interpretar, proporcion_esperada
from seguimiento.avance import (
    ESPACIO_FIJO,
    Cifra,
    Cuenta,
    Dato,
    EstadoDeLinea,
    Linea,
    Medida,
    como_porcentaje,
    contar_estados,
    estado_de,
    medir,
    medir_todo,
    proporcion,
    ultimo_dato,
)
from seguimiento.desglose import Dimension, desglosar

# Las nueve fechas de la estrategia del sanatorio (documento 001), en su orden.
FECHAS_DEL_SANATORIO = ["30/08/2022", *["30/03/2022"] * 6, "30/11/2022", "15/12/2022"]


def periodo(codigo, vigencia=2022):
    return Periodo.de_codigo(codigo, vigencia)


def estado(texto, codigo, antes=None, *, gradual=False):
    antes = None if antes is None else Decimal(antes)
    return estado_de(
        interpretar(texto, 2022), periodo(codigo), acumulado_antes=antes, gradual=gradual
    ).value


def linea(codigo="01", nombre="Audiencia", estado="programada", **campos):
    campos = {"esperado": Fraction(1), **campos}
    for cifra in ("reportado", "aceptado", "verificado", "anterior", "peso"):
        if isinstance(campos.get(cifra), int):
            campos[cifra] = Decimal(campos[cifra])
    return Linea(codigo=codigo, nombre=nombre, estado=EstadoDeLinea(estado), **campos)


def cumplimiento(*lineas, cifra=Cifra.REPORTADO):
    return medir(lineas, cifra).cumplimiento


# --- Estados ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codigo", "cuantas"),
    [
        ("T1", {"programada": 6, "no_programada": 3}),
        ("T2", {"rezagada": 6, "no_programada": 3}),
        ("T3", {"rezagada": 6, "programada": 1, "no_programada": 2}),
        ("T4", {"rezagada": 7, "programada": 2}),
        ("C1", {"programada": 6, "no_programada": 3}),
        ("C2", {"rezagada": 6, "programada": 1, "no_programada": 2}),
        ("anual", {"programada": 9}),
    ],
)
def test_sanatorio_sin_ningun_avance(codigo, cuantas):
    estados = [estado(texto, codigo) for texto in FECHAS_DEL_SANATORIO]

    assert {uno: estados.count(uno) for uno in sorted(set(estados))} == dict(
        sorted(cuantas.items())
    )


def test_sanatorio_en_el_primer_trimestre_cumple_cero_y_no_queda_sin_medir():
    lineas = [
        linea(str(n), estado=estado(texto, "T1"), reportado=0 if "03" in texto[3:5] else None,
              esperado=proporcion_esperada(interpretar(texto, 2022), date(2022, 3, 31)))
        for n, texto in enumerate(FECHAS_DEL_SANATORIO)
    ]  # fmt: skip

    assert medir(lineas, Cifra.REPORTADO) == Medida(
        cifra=Cifra.REPORTADO, cumplimiento=Fraction(0), cumplidas=0, exigibles=6, sin_dato=0
    )
    assert contar_estados(lineas)[EstadoDeLinea.PROGRAMADA] == 6


@pytest.mark.parametrize(
    ("texto", "codigo", "antes", "esperado"),
    [
        ("Según solicitud", "T1", None, "por_demanda"),
        ("Según solicitud", "T1", 100, "por_demanda"),
        ("por definir", "T1", None, "sin_fecha"),
        ("30 de febrero de 2022", "T1", None, "sin_fecha"),
        # Cumplida en un corte anterior, aunque le tocara en éste o todavía no le toque.
        ("mayo de 2022", "T2", 100, "cumplida_antes"),
        ("octubre de 2022", "T2", 100, "cumplida_antes"),
        ("marzo de 2022", "T2", 100, "cumplida_antes"),
        # El 0 escrito y el blanco no la libran; casi todo, tampoco.
        ("marzo de 2022", "T2", 0, "rezagada"),
        ("marzo de 2022", "T2", None, "rezagada"),
        ("marzo de 2022", "T4", "99.99", "rezagada"),
        # Lo que corre en el periodo está programado aunque venza después o venga atrasado.
        ("del 1 de febrero al 30 de noviembre", "T2", None, "programada"),
        ("Mensual", "T3", 0, "programada"),
        ("Durante la vigencia", "T4", 50, "programada"),
        # Marcada en los trimestres 1 y 3: en el segundo no le toca nada y se mira lo del primero.
        ("trimestres 1 y 3", "T2", 50, "cumplida_antes"),
        ("trimestres 1 y 3", "T2", 49, "rezagada"),
        ("trimestres 1 y 3", "T3", 50, "programada"),
        ("trimestres 1 y 3", "T4", 50, "rezagada"),
        ("octubre de 2022", "T2", 20, "no_programada"),
        ("31 de marzo de 2022", "T1", None, "programada"),
        ("1 de abril de 2022", "T1", None, "no_programada"),
    ],
)  # fmt: skip
def test_estado_calculado(texto, codigo, antes, esperado):
    assert estado(texto, codigo, antes) == esperado


# --- Cumplimiento -------------------------------------------------------------------------------


def test_sin_lineas_no_hay_nada_que_medir():
    assert medir([], Cifra.ACEPTADO) == Medida(
        cifra=Cifra.ACEPTADO, cumplimiento=None, cumplidas=0, exigibles=0, sin_dato=0
    )


@pytest.mark.parametrize(
    ("esperado", "reportado", "vale"),
    [
        (Fraction(1), None, Fraction(0)),  # el blanco vale cero
        (Fraction(1), 0, Fraction(0)),
        (Fraction(1, 2), 40, Fraction(4, 5)),
        (Fraction(1, 2), 50, Fraction(1)),
        (Fraction(1, 2), 90, Fraction(1)),  # lo hecho de más no pasa de todo
        (Fraction(1, 3), 33, Fraction(99, 100)),  # sin redondear: 33 % no es un tercio
        (Fraction(0), 0, None),  # todavía no se espera nada
        (Fraction(0), 80, None),
        (None, 80, None),
    ],
)
def test_cumplimiento_de_una_linea(esperado, reportado, vale):
    una = linea(esperado=esperado, reportado=reportado)

    assert (una.cumplimiento(Cifra.REPORTADO), cumplimiento(una)) == (vale, vale)


def test_el_blanco_y_el_cero_valen_lo_mismo_pero_no_son_lo_mismo():
    en_blanco = medir([linea(reportado=None)], Cifra.REPORTADO)
    en_cero = medir([linea(reportado=0)], Cifra.REPORTADO)

    assert (en_blanco.cumplimiento, en_blanco.sin_dato) == (Fraction(0), 1)
    assert (en_cero.cumplimiento, en_cero.sin_dato) == (Fraction(0), 0)


def test_el_peso_reparte():
    assert cumplimiento(linea(reportado=100, peso=3), linea(reportado=0)) == Fraction(3, 4)


@pytest.mark.parametrize("recibidas", [None, 0])
def test_por_solicitud_sin_solicitudes_no_entra(recibidas):
    una = linea(
        estado="por_demanda", solicitudes_recibidas=recibidas, solicitudes_atendidas=recibidas
    )

    assert una.exigido is None
    assert una.le_falta_reporte is (recibidas is None)


def test_por_solicitud_se_mide_con_las_atendidas():
    una = linea(
        estado="por_demanda", esperado=None, solicitudes_recibidas=3, solicitudes_atendidas=2
    )

    assert cumplimiento(una) == Fraction(2, 3)
    assert cumplimiento(una, cifra=Cifra.ACEPTADO) == 0  # planeación no la ha aceptado
    assert cumplimiento(replace(una, esta_aceptada=True), cifra=Cifra.ACEPTADO) == Fraction(2, 3)


def test_de_lo_cumplido_antes_vale_lo_anterior_salvo_para_control():
    una = linea(estado="cumplida_antes", anterior=100)

    assert (cumplimiento(una), cumplimiento(una, cifra=Cifra.ACEPTADO)) == (1, 1)
    assert cumplimiento(una, cifra=Cifra.VERIFICADO) is None
    assert una.le_falta_reporte is False


def test_una_rezagada_en_blanco_no_hereda_lo_anterior():
    assert medir([linea(estado="rezagada", anterior=60)], Cifra.REPORTADO) == Medida(
        cifra=Cifra.REPORTADO, cumplimiento=Fraction(0), cumplidas=0, exigibles=1, sin_dato=1
    )


def test_lo_verificado_se_compara_con_lo_aceptado_de_las_mismas_lineas():
    medidas = medir_todo(
        [linea("01", aceptado=100, verificado=50), linea("02", aceptado=0), linea("03")]
    )

    assert medidas.verificado.cumplimiento == Fraction(1, 2)
    assert medidas.aceptado.cumplimiento == Fraction(1, 3)
    assert medidas.aceptado_de_lo_verificado.cumplimiento == 1
    assert str(medidas.verificadas) == "1 de 3"


@pytest.mark.parametrize(
    "campos",
    [
        {"reportado": 101}, {"aceptado": -1}, {"verificado": Decimal("100.01")}, {"anterior": 200},
        {"esperado": Fraction(3, 2)}, {"esperado": Fraction(-1)}, {"peso": 0},
        {"solicitudes_recibidas": -1},
    ],
)  # fmt: skip
def test_una_linea_imposible_no_se_construye(campos):
    with pytest.raises(ValueError, match=r"^01: "):
        linea(**campos)


# --- Lo que se cumple siempre -------------------------------------------------------------------

PORCENTAJES = st.none() | st.decimals(0, 100, places=2)
NOMBRES = st.lists(st.sampled_from(["Gerencia", "Planeación", "SIAU"]), max_size=3).map(tuple)


@st.composite
def lineas_posibles(draw):
    recibidas = draw(st.none() | st.integers(0, 9))
    return Linea(
        codigo=draw(st.sampled_from("ABCDE")),
        nombre="Actividad",
        estado=draw(st.sampled_from(EstadoDeLinea)),
        esperado=draw(st.none() | st.fractions(0, 1, max_denominator=12)),
        reportado=draw(PORCENTAJES),
        aceptado=draw(PORCENTAJES),
        verificado=draw(PORCENTAJES),
        anterior=draw(PORCENTAJES),
        esta_aceptada=draw(st.booleans()),
        peso=draw(st.decimals("0.01", 50, places=2)),
        solicitudes_recibidas=recibidas,
        solicitudes_atendidas=None if recibidas is None else draw(st.integers(0, recibidas)),
        dependencias=draw(NOMBRES),
    )


LINEAS = st.lists(lineas_posibles(), max_size=8)
CIFRAS = st.sampled_from(Cifra)


@given(LINEAS, CIFRAS)
def test_el_cumplimiento_va_de_cero_a_uno_y_solo_falta_si_no_entra_nadie(lineas, cifra):
    medida = medir(lineas, cifra)

    assert (medida.cumplimiento is None) == (medida.exigibles == 0)
    assert 0 <= (medida.cumplimiento or 0) <= 1
    assert 0 <= medida.cumplidas <= medida.exigibles <= len(lineas)
    assert (medida.cumplimiento == 1) == (0 < medida.cumplidas == medida.exigibles)


@given(LINEAS, CIFRAS, st.randoms())
def test_el_orden_de_las_lineas_no_cambia_nada(lineas, cifra, azar):
    barajadas = azar.sample(lineas, len(lineas))

    assert medir(lineas, cifra) == medir(barajadas, cifra)
    assert desglosar(lineas, Dimension.DEPENDENCIA) == desglosar(barajadas, Dimension.DEPENDENCIA)


@given(LINEAS, CIFRAS, st.integers(1, 100))
def test_pesar_todo_el_doble_no_cambia_nada(lineas, cifra, veces):
    pesadas = [replace(una, peso=una.peso * veces) for una in lineas]

    assert medir(pesadas, cifra) == medir(lineas, cifra)


@given(LINEAS, CIFRAS, lineas_posibles(), st.sampled_from(["no_programada", "sin_fecha"]))
def test_lo_que_no_aplica_no_mueve_la_cifra(lineas, cifra, otra, cual):
    ajena = replace(otra, estado=EstadoDeLinea(cual))

    assert medir([*lineas, ajena], cifra) == medir(lineas, cifra)


@given(LINEAS, lineas_posibles(), st.decimals(0, 100, places=2))
def test_reportar_mas_nunca_baja_el_cumplimiento(lineas, una, mas):
    antes = replace(una, reportado=min(una.reportado or Decimal(0), mas))
    despues = replace(una, reportado=max(una.reportado or Decimal(0), mas))

    assert (cumplimiento(*lineas, antes) or 0) <= (cumplimiento(*lineas, despues) or 0)


@given(LINEAS)
def test_dejar_en_blanco_no_da_mas_que_escribir_cero(lineas):
    en_blanco = [replace(una, reportado=None, anterior=None) for una in lineas]
    en_cero = [replace(una, reportado=Decimal(0)) for una in en_blanco]

    assert cumplimiento(*en_blanco) == cumplimiento(*en_cero)


@given(lineas_posibles())
def test_una_linea_guardada_se_lee_igual(una):
    assert Linea.desde_dict(una.como_dict()) == una


# --- Desgloses ----------------------------------------------------------------------------------


def nombres(lineas, dimension):
    return [(uno.nombre, uno.lineas) for uno in desglosar(lineas, dimension)]


def test_una_actividad_cuenta_en_cada_una_de_sus_etiquetas():
    lineas = [
        linea("01", dependencias=("Planeación", "Gerencia"), reportado=100),
        linea("02", dependencias=("Gerencia",), reportado=0),
        linea("03"),
    ]
    renglones = desglosar(lineas, Dimension.DEPENDENCIA)

    assert [(uno.nombre, uno.medidas.reportado.cumplimiento) for uno in renglones] == [
        ("Gerencia", Fraction(1, 2)),
        ("Planeación", Fraction(1)),
        ("Sin dependencia responsable", Fraction(0)),
    ]


def test_las_fases_van_en_el_orden_de_la_norma_y_los_grupos_en_el_del_alfabeto():
    lineas = [
        linea(
            fases=("Ejecución participativa", "Diagnóstico participativo"),
            etapas=("Seguimiento y Evaluación", "Aprestamiento"),
            elementos=("Responsabilidad", "Información"),
            grupos=("Veedurías", "Ámbito rural"),
            seccion="Control social",
            estrategia="Plan 2022",
        )
    ]

    assert nombres(lineas, Dimension.FASE) == [
        ("Diagnóstico participativo", 1),
        ("Ejecución participativa", 1),
    ]
    assert nombres(lineas, Dimension.ETAPA) == [
        ("Aprestamiento", 1),
        ("Seguimiento y Evaluación", 1),
    ]
    assert nombres(lineas, Dimension.ELEMENTO) == [("Información", 1), ("Responsabilidad", 1)]
    assert nombres(lineas, Dimension.GRUPO) == [("Ámbito rural", 1), ("Veedurías", 1)]
    assert nombres(lineas, Dimension.SECCION) == [("Control social", 1)]
    assert nombres(lineas, Dimension.ESTRATEGIA) == [("Plan 2022", 1)]
    assert nombres(lineas, Dimension.DEPENDENCIA) == [("Sin dependencia responsable", 1)]


def test_por_actividad_sigue_el_documento_aunque_dos_se_llamen_igual():
    lineas = [linea("b", orden=2, numero="2"), linea("a", orden=1, numero="1")]

    assert nombres(lineas, Dimension.ACTIVIDAD) == [("1. Audiencia", 1), ("2. Audiencia", 1)]


def test_una_etiqueta_repetida_en_la_misma_linea_cuenta_una_vez():
    assert nombres([linea(grupos=("Usuarios", "Usuarios"))], Dimension.GRUPO) == [("Usuarios", 1)]


# --- Lecturas, cuentas y palabras ---------------------------------------------------------------

DATOS = [
    Dato(date(2022, 3, 31), Decimal(25), 1),
    Dato(date(2022, 6, 30), Decimal(50), 2),
    Dato(date(2022, 6, 30), Decimal(55), 3),
]


@pytest.mark.parametrize(
    ("hasta", "porcentaje"),
    [("2022-03-30", None), ("2022-03-31", 25), ("2022-04-30", 25), ("2022-06-30", 55), ("2022-12-31", 55)],
)  # fmt: skip
@pytest.mark.parametrize("al_reves", [False, True])
def test_el_cuatrimestre_lee_el_ultimo_dato_con_su_fecha(hasta, porcentaje, al_reves):
    dato = ultimo_dato(DATOS[::-1] if al_reves else DATOS, date.fromisoformat(hasta))

    assert (dato and dato.porcentaje) == porcentaje


@given(st.lists(st.tuples(st.dates(), st.integers(0, 100))), st.dates())
def test_el_ultimo_dato_es_uno_de_los_reportados(pares, hasta):
    datos = [Dato(al, Decimal(valor), n) for n, (al, valor) in enumerate(pares)]
    dato = ultimo_dato(datos, hasta)

    assert dato is None or (dato in datos and dato.al <= hasta)


@pytest.mark.parametrize(
    ("hechos", "de", "vale"),
    [(0, 0, None), (0, None, None), (3, None, None), (3, 4, Fraction(3, 4)), (5, 4, Fraction(5, 4))],
)  # fmt: skip
def test_tantos_de_tantos(hechos, de, vale):
    assert proporcion(hechos, de) == vale


def test_no_se_cuentan_menos_de_cero():
    with pytest.raises(ValueError, match="-1 de 3"):
        proporcion(-1, 3)


def test_una_cuenta_se_lee():
    assert (str(Cuenta(12, 24)), Cuenta(12, 24).proporcion) == ("12 de 24", Fraction(1, 2))


@pytest.mark.parametrize(
    ("valor", "escrito"),
    [
        (None, "sin medir"),
        (Fraction(0), "0 %"),
        (Fraction(1), "100 %"),
        (Fraction(5, 6), "83,3 %"),
        (Fraction(2, 3), "66,7 %"),
        (Fraction(1, 2), "50 %"),
        (Fraction(1, 8), "12,5 %"),
        (Fraction(1, 16), "6,3 %"),  # 6,25: la mitad sube
        (Fraction(1, 100_000), "0,1 %"),  # algo no es nada
        (Fraction(99_999, 100_000), "99,9 %"),  # casi todo no es todo
        (Fraction(5, 4), "125 %"),
    ],
)
def test_un_porcentaje_se_escribe_como_se_lee_en_colombia(valor, escrito):
    assert como_porcentaje(valor).replace(ESPACIO_FIJO, " ") == escrito
