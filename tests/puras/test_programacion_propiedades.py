"""Lo que se cumple para cualquier texto y para cualquier programación, con casos generados."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cronograma.periodos import ClasePeriodo, periodos_de, ultimo_dia
from cronograma.programacion import (
    Periodicidad,
    Programacion,
    Tipo,
    describir,
    eco,
    escribir,
    interpretar,
    interpretar_marcas,
    ocurrencias_esperadas,
    proporcion_esperada,
    trimestres,
    vencimientos,
)

VIGENCIAS = st.integers(2010, 2040)
PALABRAS = st.sampled_from(
    "enero feb. Marzo ABRIL mayo jun. julio agosto setiembre octubre nov diciembre 1 3 7 12 15 28 30 31 2022 22 2023 "
    "1er II tercer último primer trimestre cuatrimestre semestre bimestre quincena semana mes año vigencia mensual "
    "trimestral semestral anual cada dos veces por al a de del y o - / . , : ( ) desde hasta entre durante "
    "permanente una reunión 2 informes 3 veces x último día hábil adelante … según solicitud cuando se requiera por definir N/A reunión informe en el la lunes jueves 15/05/2022 "
    "2022-03-31 9:00 a.m. finalizar inicio días hábiles después Decreto 2do tercera 44562 bimensual todo toda".split()
)
FRASES = st.lists(PALABRAS, max_size=12).map(" ".join)
TEXTOS = st.one_of(
    st.text(max_size=80), FRASES, st.text(alphabet="0123456789/-. aeynmrzo°º()", max_size=40)
)
DIAS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@st.composite
def programaciones(draw):
    """Cualquier programación que se pueda construir, no sólo las que salen de leer."""
    tipo = draw(st.sampled_from(list(Tipo)))
    anio = draw(VIGENCIAS)
    meses = tuple(sorted(draw(st.sets(st.integers(1, 12), min_size=2))))
    dias = tuple(sorted(draw(st.sets(DIAS, min_size=2, max_size=5))))
    inicio, fin = dias[0], dias[-1]
    if tipo is Tipo.POR_DEMANDA:
        return Programacion(tipo=tipo)
    if tipo is Tipo.INDETERMINADA:
        return Programacion(tipo=tipo, meses=draw(st.sampled_from([(), meses, meses[:1]])))
    if tipo is Tipo.FECHA:
        varias = draw(st.booleans())
        return Programacion(
            tipo=tipo, inicio=inicio, fin=fin if varias else inicio, fechas=dias if varias else ()
        )
    if tipo is Tipo.RANGO:
        return Programacion(tipo=tipo, inicio=inicio, fin=fin)
    if tipo is Tipo.PERIODICA:
        return draw(periodicas(anio, meses, dias))
    if tipo is Tipo.MESES and draw(st.booleans()) and (meses[0], meses[-1]) != (1, 12):
        return Programacion(
            tipo=tipo, inicio=date(anio, meses[0], 1), fin=ultimo_dia(anio, meses[-1])
        )
    clase = {Tipo.MESES: ClasePeriodo.MES, Tipo.VIGENCIA: ClasePeriodo.ANIO}.get(
        tipo
    ) or ClasePeriodo(tipo.value)
    varios = tipo not in {Tipo.MES, Tipo.VIGENCIA}
    minimo = 2 if tipo is Tipo.MESES else 1
    numeros = st.sets(
        st.integers(1, clase.cuantos), min_size=minimo, max_size=clase.cuantos if varios else 1
    )
    return interpretar_marcas(draw(numeros), clase, anio)


@st.composite
def periodicas(draw, anio, meses, dias):
    periodicidad = draw(st.sampled_from([None, *Periodicidad]))
    veces = draw(st.integers(1, 60)) if periodicidad is None or draw(st.booleans()) else None
    entero = draw(st.booleans())
    inicio, fin = (
        (date(anio, 1, 1), date(anio, 12, 31))
        if entero
        else (dias[0], min(dias[-1], dias[0] + timedelta(900)))
    )
    marca = draw(st.sampled_from(["nada", "meses", "fechas"]))
    fechas = tuple(dia for dia in dias if inicio <= dia <= fin) if marca == "fechas" else ()
    return Programacion(
        tipo=Tipo.PERIODICA, inicio=inicio, fin=fin, periodicidad=periodicidad, veces=veces, fechas=fechas,
        meses=meses if marca == "meses" and entero else (),
    )  # fmt: skip


@given(TEXTOS, VIGENCIAS)
def test_ningun_texto_hace_fallar(texto, vigencia):
    p = interpretar(texto, vigencia)

    assert isinstance(p, Programacion)
    assert eco(p, vigencia)
    assert p.tipo is not Tipo.INDETERMINADA or p.notas, "lo que no se entiende dice por qué"


@given(TEXTOS, VIGENCIAS, VIGENCIAS)
def test_escribir_es_el_inverso_de_interpretar(texto, vigencia, otra):
    p = interpretar(texto, vigencia)

    assert interpretar(escribir(p), otra) == p


@given(programaciones(), VIGENCIAS)
def test_escribir_es_el_inverso_para_toda_programacion(p, vigencia):
    assert interpretar(escribir(p), vigencia) == p


@given(programaciones(), VIGENCIAS)
def test_leer_lo_descrito_conserva_el_intervalo_y_los_trimestres(p, vigencia):
    leida = interpretar(describir(p), vigencia)

    assert (leida.inicio, leida.fin) == (p.inicio, p.fin)
    assert all(trimestres(leida, v) == trimestres(p, v) for v in range(2014, 2042))


@given(programaciones())
def test_una_fecha_imprecisa_nunca_se_describe_como_un_dia(p):
    dice_un_dia = describir(p).startswith(("El ", "Del "))

    assert not dice_un_dia or p.tipo in {Tipo.FECHA, Tipo.RANGO} or p.fechas


@given(FRASES, VIGENCIAS)
def test_no_importan_mayusculas_tildes_ni_espacios(frase, vigencia):
    sin_tildes = frase.translate(str.maketrans("áéíóúñÁÉÍÓÚÑ", "aeiounAEIOUN"))
    variantes = [
        frase.upper(),
        frase.lower(),
        sin_tildes,
        f"  {frase} \n",
        frase.replace(" ", "  \t"),
    ]

    assert len({interpretar(variante, vigencia) for variante in [frase, *variantes]}) == 1


@given(programaciones())
def test_como_dict_guarda_todo(p):
    assert Programacion.desde_dict(p.como_dict()) == p
    assert Programacion.desde_dict(p.como_dict()).notas == p.notas


@given(programaciones(), VIGENCIAS)
def test_los_trimestres_salen_del_intervalo(p, vigencia):
    del_intervalo = {
        t.numero
        for t in periodos_de(vigencia, ClasePeriodo.TRIMESTRE)
        if p.inicio and p.fin and t.se_cruza(p.inicio, p.fin)
    }
    if p.tipo is not Tipo.INDETERMINADA:
        assert set(trimestres(p, vigencia)) <= del_intervalo
        assert p.meses or p.fechas or set(trimestres(p, vigencia)) == del_intervalo


@given(programaciones(), DIAS, DIAS, st.booleans())
def test_lo_esperado_crece_de_cero_a_uno(p, un_dia, otro, gradual):
    antes, despues = sorted((un_dia, otro))
    partes = [proporcion_esperada(p, dia, gradual=gradual) for dia in (antes, despues)]
    if p.inicio is None:
        assert partes == [None, None]
        return
    assert 0 <= partes[0] <= partes[1] <= 1
    assert proporcion_esperada(p, p.inicio - timedelta(1), gradual=gradual) == 0
    assert proporcion_esperada(p, p.fin, gradual=gradual) == 1


@given(programaciones())
def test_los_vencimientos_caen_en_el_intervalo_y_en_orden(p):
    todos = vencimientos(p)

    assert list(todos) == sorted(todos)
    assert all(p.inicio <= vence <= p.fin for vence in todos)
    if p.tipo is Tipo.PERIODICA:
        assert len(todos) == p.veces == ocurrencias_esperadas(p, p.fin)


@pytest.mark.parametrize(
    "texto",
    [
        "de " * 190, "1 " * 280, "y " * 280, "enero " * 95, "- " * 290, "1/" * 290, "a de la el " * 50,
        "según la " * 66, "cada vez " * 66, "primer y " * 66, "15 de " * 90, "(" * 590, "ñ" * 590, "2022 " * 110,
        "1 vez se " * 60, "despues de la " * 40, "desde " * 95, "entre enero y " * 40, "i ii iii iv trimestre " * 25,
        "en caso de que se " * 30, "mes de de de " * 45, "x" * 5000, "trimestre 1 y " * 40, "31/12/2022 " * 50,
        "a b c d " * 70, "3 reuniones de trabajo " * 25, "hasta el " * 60, "1º " * 190, "a las 10:00 " * 48,
    ],
    ids=lambda texto: texto[:18],
)  # fmt: skip
def test_ningun_texto_tarda(texto):
    inicio = time.perf_counter()

    interpretar(texto, 2022)

    assert time.perf_counter() - inicio < 1


@settings(max_examples=25)
@given(st.text(alphabet="1 aydel/-º", min_size=400, max_size=600))
def test_un_texto_largo_y_sin_sentido_no_tarda(texto):
    inicio = time.perf_counter()

    interpretar(texto, 2022)

    assert time.perf_counter() - inicio < 1
