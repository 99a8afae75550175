"""El plan como valor: qué pide su formato, qué fases recorre y si rinde cuentas."""

import pytest

from cronograma.fila import Fila, Nombrado
from cronograma.plan import Plan
from cronograma.programacion import interpretar


def fila(**datos) -> Fila:
    habitual = {"codigo": "01", "vigencia": 2026, "nombre": "Foro"}
    return Fila(programacion=interpretar("marzo", 2026), **habitual | datos)


def plan(*filas, tipo="participacion", formato="") -> Plan:
    return Plan(vigencia=2026, tipo=tipo, formato=formato, filas=filas)


@pytest.mark.parametrize(
    ("formato", "campo", "pide"),
    [
        ("cronograma", "grupos", True),
        ("cronograma", "fases", False),
        ("estrategia", "fases", True),
        ("plan", "grupos", False),
        ("rendicion", "grupos", False),
        ("", "fases", True),
        ("uno-de-otra-entidad", "fases", True),
    ],
)
def test_lo_que_pide_el_formato(formato, campo, pide):
    assert plan(formato=formato).pide(campo) is pide


def test_ignora_un_dato_si_ni_el_formato_ni_nadie_lo_trae():
    def tiene(una):
        return una.grupos

    assert plan(fila(), formato="plan").ignora("grupos", tiene=tiene)
    assert not plan(fila(grupos=("Usuarios",)), formato="plan").ignora("grupos", tiene=tiene)
    assert not plan(fila(), formato="cronograma").ignora("grupos", tiene=tiene)


@pytest.mark.parametrize(
    ("formato", "tipo", "fases", "cuantas"),
    [
        pytest.param("estrategia", "participacion", (), 4, id="las del formato"),
        pytest.param("rendicion", "rendicion", (), 5, id="las del Manual Único"),
        pytest.param("cronograma", "combinada", ("diseno",), 5, id="las que usa una actividad"),
        pytest.param("estrategia", "combinada", ("diseno",), 9, id="las de los dos ciclos"),
        pytest.param("plan", "rendicion", (), 5, id="las de su tipo"),
        pytest.param("", "combinada", (), 4, id="las de la gestión si nadie dice"),
    ],
)
def test_fases_que_recorre(formato, tipo, fases, cuantas):
    una = fila(fases=tuple(Nombrado(codigo, codigo) for codigo in fases))

    assert len(plan(una, tipo=tipo, formato=formato).fases_que_recorre()) == cuantas


@pytest.mark.parametrize(
    ("tipo", "formato", "datos", "rinde"),
    [
        ("rendicion", "", {}, True),
        ("combinada", "", {}, True),
        ("participacion", "", {}, False),
        ("participacion", "cronograma", {"es_rendicion": True}, True),
        ("participacion", "plan", {"nombre": "Audiencia de Rendición de Cuentas"}, True),
        # Donde el formato pide la marca, el nombre no basta: promover no es rendir.
        ("participacion", "cronograma", {"nombre": "Promover la rendición de cuentas"}, False),
    ],
)
def test_rinde_cuentas(tipo, formato, datos, rinde):
    assert plan(fila(**datos), tipo=tipo, formato=formato).rinde_cuentas() is rinde
