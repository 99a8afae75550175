"""De una fila del plan a su línea: etiquetas con su nombre oficial, estado y lo esperado."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from cronograma.fila import Fila, Nombrado, Responsable
from cronograma.programacion import Periodo, interpretar
from seguimiento.avance import EstadoDeLinea, Linea
from seguimiento.lineas import linea_de

T2 = Periodo.de_codigo("T2", 2026)


def fila(**campos):
    fijos = {
        "codigo": "05",
        "vigencia": 2026,
        "nombre": "Encuentros",
        "fecha_programada": "Mensual",
        "programacion": interpretar("Mensual", 2026),
    }
    return Fila(**{**fijos, **campos})


def test_la_linea_entera():
    completa = fila(
        numero="5",
        orden=3,
        elemento="dialogo",
        seccion="rendicion",
        grupos=("Usuarios",),
        fases=(
            Nombrado("ejecucion", "Ejecución participativa"),
            Nombrado("ejecucion_rdc", "Ejecución"),
            Nombrado("propia", "Fase propia"),
        ),
        dependencias=(
            Responsable("Planeación", "PLA", es_lider=False),
            Responsable("Gerencia", "GER", es_lider=True),
        ),
    )

    assert linea_de(
        completa, T2, hasta=T2.fin, anterior=Decimal(25), reportado=Decimal(50), clave=7
    ) == Linea(
        codigo="05",
        numero="5",
        orden=3,
        nombre="Encuentros",
        estado=EstadoDeLinea.PROGRAMADA,
        esperado=Fraction(1, 2),
        anterior=Decimal(25),
        reportado=Decimal(50),
        vencimiento=date(2026, 12, 31),
        fecha_programada="Mensual",
        dependencias=("Gerencia", "Planeación"),
        fases=("Ejecución participativa", "Fase propia"),
        etapas=("Ejecución",),
        elementos=("Diálogo",),
        grupos=("Usuarios",),
        seccion="Rendición de cuentas",
        clave=7,
    )


def test_un_dato_de_otra_fecha_se_compara_con_lo_esperado_ese_dia():
    linea = linea_de(fila(), T2, hasta=T2.fin, dato_al=date(2026, 3, 31))

    assert linea.esperado == Fraction(1, 4)


def test_lo_que_avanza_gradual_se_espera_por_el_tiempo_corrido():
    rango = interpretar("del 1 de enero al 30 de septiembre", 2026)

    esperados = [
        linea_de(fila(programacion=rango, es_gradual=gradual), T2, hasta=T2.fin).esperado
        for gradual in (False, True)
    ]

    assert esperados == [Fraction(0), Fraction(2, 3)]


def test_sin_fecha_entendida_no_hay_vencimiento_ni_nada_que_esperar():
    linea = linea_de(fila(programacion=interpretar("por definir", 2026)), T2, hasta=T2.fin)

    assert (linea.estado, linea.esperado, linea.vencimiento) == (
        EstadoDeLinea.SIN_FECHA, None, None,
    )  # fmt: skip
