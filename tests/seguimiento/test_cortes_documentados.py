"""Lo que docs/cortes.md dice se cumple: los plazos, los estados y las palabras."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cronograma.periodos import Periodo
from cronograma.programacion import interpretar
from estrategia.dias_habiles import sumar_dias_habiles
from seguimiento.avance import SE_PREGUNTAN, EstadoDeLinea, estado_de
from seguimiento.cortes import DIAS_PARA_REPORTAR
from seguimiento.models import EstadoDeAvance

DOCUMENTO = Path(__file__).resolve().parents[2] / "docs" / "cortes.md"


def tabla(titulo):
    """Las filas de la tabla cuyo encabezado empieza por ese título."""
    lineas = DOCUMENTO.read_text(encoding="utf-8").splitlines()
    desde = next(n for n, una in enumerate(lineas) if una.startswith(f"| {titulo} |"))
    filas = []
    for linea in lineas[desde + 2 :]:
        if not linea.startswith("|"):
            return filas
        filas.append([celda.strip() for celda in linea.strip("|").split("|")])
    return filas


@pytest.mark.parametrize(("fecha", "vence"), tabla("cuenta hasta"))
def test_los_plazos_del_documento(fecha, vence):
    dia = datetime.strptime(fecha, "%d/%m/%Y").date()  # noqa: DTZ007 -- es un día, sin hora

    assert f"{sumar_dias_habiles(dia, DIAS_PARA_REPORTAR).vence:%d/%m/%Y}" == vence


@pytest.mark.parametrize(("cuando", "antes", "estado", "se_pregunta"), tabla("fecha programada"))
def test_los_estados_del_documento(cuando, antes, estado, se_pregunta):
    calculado = estado_de(
        interpretar(cuando, 2026),
        Periodo.de_codigo("T2", 2026),
        acumulado_antes=Decimal(antes) if antes else None,
    )

    assert calculado.nombre == estado
    assert (calculado in SE_PREGUNTAN) == (se_pregunta == "sí")


def test_el_documento_nombra_todos_los_estados():
    assert {fila[2] for fila in tabla("fecha programada")} == {uno.nombre for uno in EstadoDeLinea}
    assert [fila[0] for fila in tabla("estado")] == EstadoDeAvance.labels
