"""La muestra de control interno empieza por lo que hay que mirar y se puede repetir."""

from decimal import Decimal
from fractions import Fraction

import pytest

from seguimiento.avance import EstadoDeLinea, Linea
from seguimiento.contradicciones import buscar
from seguimiento.hechos import CodigoDeContradiccion, Contradiccion, LineaEvaluada, Soporte
from seguimiento.muestra import muestra

ACTA = Soporte(titulo="Acta", referencia="acta.pdf")


def evaluada(codigo, reportado=None, *, soportes=(), estado="programada"):
    linea = Linea(
        codigo=codigo,
        nombre=f"Actividad {codigo}",
        estado=EstadoDeLinea(estado),
        esperado=Fraction(1),
        reportado=None if reportado is None else Decimal(reportado),
    )
    return LineaEvaluada(linea=linea, soportes=soportes)


LINEAS = [
    evaluada("01", 50, soportes=(ACTA,)),
    evaluada("02", 85),
    evaluada("03", 0, soportes=(ACTA,)),
    evaluada("04", estado="no_programada"),
    evaluada("05"),
    evaluada("06", 80, soportes=(ACTA,)),
]


def elegidas(cuantas, *, lineas=LINEAS, semilla="estrategia 1, T1"):
    halladas = muestra(lineas, cuantas, contradicciones=buscar(lineas), semilla=semilla)
    return [(una.linea.linea.codigo, una.porque) for una in halladas]


def test_primero_lo_que_se_contradice_y_luego_lo_alto_sin_evidencia():
    assert elegidas(2) == [("03", "se contradice"), ("02", "avance alto sin evidencia")]


def test_lo_que_no_tiene_nada_que_verificar_no_entra():
    assert sorted(codigo for codigo, _ in elegidas(99)) == ["01", "02", "03", "05", "06"]


@pytest.mark.parametrize("cuantas", [0, 1, 3, 5])
def test_la_muestra_tiene_el_tamano_pedido_y_la_grande_contiene_a_la_chica(cuantas):
    assert elegidas(cuantas) == elegidas(5)[:cuantas]


def test_la_misma_semilla_da_la_misma_muestra_en_cualquier_orden():
    assert elegidas(4) == elegidas(4, lineas=LINEAS[::-1])


def test_otra_semilla_da_otro_azar():
    lineas = [evaluada(f"{n:02d}", 10) for n in range(30)]

    assert elegidas(5, lineas=lineas) != elegidas(5, lineas=lineas, semilla="estrategia 1, T2")


def test_no_hay_muestras_de_menos_de_cero():
    with pytest.raises(ValueError, match="-1 líneas"):
        elegidas(-1)


def test_una_contradiccion_de_otra_actividad_no_la_mete():
    ajena = Contradiccion(
        codigo=CodigoDeContradiccion.BAJA_SIN_RAZON, texto="Bajó.", actividad="99"
    )

    assert muestra([LINEAS[0]], 1, contradicciones=[ajena], semilla="x")[0].porque == "al azar"
