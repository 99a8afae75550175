"""`docs/indicadores.md` dice la verdad: su ejemplo se recalcula desde sus propias tablas."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from cronograma.programacion import Periodo, interpretar, proporcion_esperada
from seguimiento.avance import (
    ESPACIO_FIJO,
    EstadoDeLinea,
    Linea,
    como_porcentaje,
    estado_de,
    medir_todo,
)
from seguimiento.desglose import Dimension, desglosar
from seguimiento.semaforo import DE_FABRICA, LUCES, luz_de

DOCUMENTO = (Path(__file__).parents[2] / "docs" / "indicadores.md").read_text(encoding="utf-8")
CORTE = Periodo.de_codigo("T2", 2026)


def renglones(titulo):
    """Los renglones, como diccionarios, de la tabla que empieza por ese título."""
    for tabla in DOCUMENTO.split("\n\n"):
        titulos, *filas = [
            [celda.strip() for celda in linea.strip("|").split("|")] for linea in tabla.splitlines()
        ] or [[]]
        if titulos[:1] == [titulo]:
            yield from (dict(zip(titulos, fila, strict=True)) for fila in filas[1:])


def porciento(texto):
    return Decimal(texto) if texto else None


def escrito(valor):
    return como_porcentaje(valor).replace(ESPACIO_FIJO, " ")


def linea_de(fila):
    """La línea con lo que su renglón trae escrito; el estado y lo esperado se calculan."""
    programacion = interpretar(fila["fecha programada"], CORTE.vigencia)
    antes = porciento(fila["antes"])
    es_cuenta = "/" in fila["reportado"]
    atendidas, recibidas = map(int, fila["reportado"].split("/")) if es_cuenta else (None, None)
    return Linea(
        codigo=fila["código"],
        nombre=fila["código"],
        estado=estado_de(programacion, CORTE, acumulado_antes=antes),
        esperado=proporcion_esperada(programacion, CORTE.fin),
        anterior=antes,
        peso=Decimal(fila["peso"]),
        reportado=None if es_cuenta else porciento(fila["reportado"]),
        aceptado=None if es_cuenta else porciento(fila["aceptado"]),
        verificado=porciento(fila["verificado"]),
        solicitudes_atendidas=atendidas,
        solicitudes_recibidas=recibidas,
        esta_aceptada=es_cuenta and fila["aceptado"] == fila["reportado"],
        dependencias=tuple(uno for uno in fila["dependencias"].split(", ") if uno),
    )


FILAS = list(renglones("código"))
LINEAS = [linea_de(fila) for fila in FILAS]


def test_el_estado_y_lo_esperado_de_cada_actividad():
    for fila, linea in zip(FILAS, LINEAS, strict=True):
        esperado = 1 if linea.estado is EstadoDeLinea.POR_DEMANDA else linea.esperado
        assert (linea.codigo, linea.estado.nombre) == (fila["código"], fila["estado"])
        assert (fila["esperado"] or "sin medir") == escrito(esperado)


def test_las_cifras_del_ejemplo():
    medidas = medir_todo(LINEAS)
    calculadas = [
        medidas.reportado, medidas.aceptado, medidas.verificado, medidas.aceptado_de_lo_verificado,
    ]  # fmt: skip

    assert [
        {
            "cumplimiento": fila["cumplimiento"],
            "cumplidas de exigibles": fila["cumplidas de exigibles"],
            "sin dato": fila["sin dato"],
            "palabra": fila["palabra"],
        }
        for fila in renglones("cifra")
    ] == [
        {
            "cumplimiento": escrito(una.cumplimiento),
            "cumplidas de exigibles": f"{una.cumplidas} de {una.exigibles}",
            "sin dato": str(una.sin_dato),
            "palabra": luz_de(una.cumplimiento).palabra,
        }
        for una in calculadas
    ]


def test_la_cuenta_escrita_a_mano_da_lo_mismo():
    cuentas = [fila["cuenta"] for fila in renglones("cifra")]
    python = [
        una.replace(",", ".").replace("·", "*").replace("÷", "/").replace("×", "*")
        for una in cuentas
    ]
    medidas = medir_todo(LINEAS)

    assert [round(eval(una), 9) for una in python] == [
        round(float(una.cumplimiento), 9)
        for una in (
            medidas.reportado, medidas.aceptado, medidas.verificado,
            medidas.aceptado_de_lo_verificado,
        )
    ]  # fmt: skip


def test_la_tabla_por_dependencia():
    assert [list(fila.values()) for fila in renglones("dependencia")] == [
        [
            uno.nombre,
            str(uno.lineas),
            escrito(uno.medidas.aceptado.cumplimiento),
            f"{uno.medidas.aceptado.cumplidas} de {uno.medidas.aceptado.exigibles}",
            luz_de(uno.medidas.aceptado.cumplimiento).palabra,
        ]
        for uno in desglosar(LINEAS, Dimension.DEPENDENCIA)
    ]


def test_los_seis_estados_y_las_cuatro_palabras_estan_explicados():
    assert {fila["Estado"] for fila in renglones("Estado")} == {e.nombre for e in EstadoDeLinea}
    assert [(fila["palabra"], fila["color"]) for fila in renglones("palabra")] == [
        (luz.palabra, luz.color) for luz in LUCES
    ]
    assert [fila["desde"] for fila in renglones("palabra")][1:3] == [
        str(DE_FABRICA.medio), str(DE_FABRICA.alto),
    ]  # fmt: skip


def test_el_corte_del_ejemplo_es_el_que_dice():
    assert CORTE.fin == date(2026, 6, 30)
