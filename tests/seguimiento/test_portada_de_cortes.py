"""La portada de cada cargo en un corte: lo que debo, lo que vence, lo que espera por mí."""

from datetime import date

import pytest

from estrategia.inicio import Lista, pendientes_de
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_estrategia,
    crear_usuario,
    publicar,
)
from tests.factories.cortes import abrir_corte, enviar_y_aceptar, reportar

pytestmark = pytest.mark.django_db

EN_PLAZO, VENCIDO = date(2026, 4, 10), date(2026, 6, 1)


@pytest.fixture
def dependencia():
    return crear_dependencia(nombre="Secretaría de Salud")


@pytest.fixture
def corte(dependencia):
    estrategia = crear_estrategia(entidad=dependencia.entidad, vigencia=2026)
    for numero in (1, 2):
        crear_actividad(
            estrategia=estrategia,
            codigo=f"{numero:02d}",
            fecha_programada="marzo",
            dependencias=[dependencia],
        )
    publicar(estrategia)
    return abrir_corte(estrategia)


def de_los_cortes(rol, corte, *, hoy=EN_PLAZO, **datos):
    usuario = crear_usuario(rol=rol, entidad=corte.estrategia.entidad, **datos)
    return [
        (uno.lista, uno.cuantos, uno.nombre)
        for uno in pendientes_de(usuario, hoy=hoy)
        if "T1" in uno.nombre or "verificar" in uno.nombre
    ]


def test_la_dependencia_debe_sus_lineas_y_despues_del_plazo_estan_vencidas(corte, dependencia):
    debe = de_los_cortes("dependencia", corte, dependencia=dependencia)
    vence = de_los_cortes("dependencia", corte, dependencia=dependencia, hoy=VENCIDO)

    assert debe == [(Lista.DEBO, 2, "líneas por reportar de T1")]
    assert vence == [(Lista.VENCE, 2, "líneas por reportar de T1")]


def test_quien_no_tiene_que_reportar_no_debe_nada(corte, dependencia):
    otra = crear_dependencia(entidad=dependencia.entidad, nombre="Secretaría de Obras")

    assert de_los_cortes("dependencia", corte, dependencia=otra) == []


def test_un_cero_escrito_no_es_falta_de_reporte(corte, dependencia):
    for actividad in corte.estrategia.actividades.all():
        reportar(corte, actividad, 0, por_que_cero="No se pudo")
    enviar_y_aceptar(corte, dependencia)

    assert de_los_cortes("dependencia", corte, dependencia=dependencia) == []
    assert de_los_cortes("control", corte) == []


def test_planeacion_ve_quien_no_ha_reportado(corte):
    assert de_los_cortes("planeacion", corte) == [(Lista.ESPERA, 1, "dependencia sin reportar T1")]


def test_control_ve_quien_no_ha_reportado_y_lo_que_falta_verificar(corte):
    abierto = de_los_cortes("control", corte, hoy=VENCIDO)
    corte.estado, corte.cerrado_en = "cerrado", "2026-06-01T10:00:00Z"
    corte.save()

    assert abierto == [(Lista.VENCE, 1, "dependencia sin reportar T1")]
    assert de_los_cortes("control", corte) == [(Lista.DEBO, 1, "corte por verificar")]


@pytest.mark.parametrize("rol", ["comunicaciones", "consulta"])
def test_los_demas_no_deben_nada_de_los_cortes(rol, corte):
    assert de_los_cortes(rol, corte) == []
