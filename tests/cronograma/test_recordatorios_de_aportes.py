"""Los recordatorios de lo que la ciudadanía espera: a quién, cuándo, y cuándo ya no."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cronograma.aportes.recordatorios import CLASE, por_que_no_se_debe, recordatorios
from estrategia import avisos
from estrategia.avisos.bandeja import guardar
from estrategia.models import DiaNoHabilPropio
from tests.factories import (
    crear_aporte,
    crear_dependencia,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
)

pytestmark = pytest.mark.django_db

# Lunes 4 de mayo de 2026; los quince días hábiles, sin el festivo del 18, vencen el 26.
RECIBIDA = datetime(2026, 5, 4, 15, tzinfo=UTC)
POR_VENCER = datetime(2026, 5, 21, 15, tzinfo=UTC)
VENCIDA = datetime(2026, 5, 27, 15, tzinfo=UTC)


@pytest.fixture
def dependencia():
    return crear_dependencia(entidad=crear_entidad(nombre="Hospital"), nombre="Atención")


@pytest.fixture
def responsable(dependencia):
    return crear_usuario(rol="dependencia", dependencia=dependencia, email="ana@hospital.gov.co")


@pytest.fixture
def pregunta(dependencia, responsable):
    return crear_aporte(
        uso="pregunta",
        estrategia=crear_estrategia(entidad=dependencia.entidad),
        dependencia=dependencia,
        texto="¿Cuándo abren? Soy Ana Sembrada",
        recibido_en=RECIBIDA,
    )


def a_quienes(ahora):
    return [correo.destinatario for correo in recordatorios(ahora)]


def test_uno_al_acercarse_el_plazo_y_uno_al_vencer(pregunta):
    antes = list(recordatorios(POR_VENCER - timedelta(days=1)))
    (cerca,) = recordatorios(POR_VENCER)
    (otro_dia,) = recordatorios(POR_VENCER + timedelta(days=1))
    (vencida,) = recordatorios(VENCIDA)
    mucho_despues = list(recordatorios(VENCIDA + timedelta(days=30)))

    assert (antes, mucho_despues) == ([], [])
    assert cerca.clave == otro_dia.clave != vencida.clave
    assert cerca.asunto == f"Faltan 3 días hábiles: pregunta {pregunta.pk} sin responder"
    assert vencida.asunto == f"Venció hace 1 día hábil: pregunta {pregunta.pk} sin responder"
    assert "a más tardar el martes 26 de mayo de 2026 (15 días hábiles)" in cerca.cuerpo
    assert "18 de mayo de 2026" in cerca.cuerpo
    assert f"/admin/cronograma/aporte/{pregunta.pk}/change/" in cerca.cuerpo


def test_no_lleva_lo_que_la_persona_escribio_ni_quien_es(pregunta):
    (correo,) = recordatorios(POR_VENCER)

    assert "Sembrada" not in correo.cuerpo + correo.asunto + correo.clave


def test_otro_dia_no_habil_mueve_el_plazo_y_el_recordatorio(pregunta):
    entidad = pregunta.estrategia.entidad
    DiaNoHabilPropio.objects.create(entidad=entidad, dia=date(2026, 5, 20), motivo="Duelo")

    assert a_quienes(POR_VENCER) == []
    assert a_quienes(POR_VENCER + timedelta(days=1)) == ["ana@hospital.gov.co"]


def test_va_a_quien_le_toca_el_paso_siguiente(pregunta, dependencia):
    entidad = dependencia.entidad
    planeacion = crear_usuario(rol="planeacion", entidad=entidad, email="plan@hospital.gov.co")
    assert a_quienes(POR_VENCER) == ["ana@hospital.gov.co"]

    dependencia.quien_responde = crear_usuario(entidad=entidad, email="luis@hospital.gov.co")
    dependencia.quien_aprueba = crear_usuario(entidad=entidad, email="jefa@hospital.gov.co")
    dependencia.save()
    assert a_quienes(POR_VENCER) == ["luis@hospital.gov.co"]

    pregunta.respuesta, pregunta.redactado_por = "A las ocho.", dependencia.quien_responde
    pregunta.save()
    assert a_quienes(POR_VENCER) == ["jefa@hospital.gov.co"]

    pregunta.dependencia = pregunta.redactado_por = None
    pregunta.respuesta = ""
    pregunta.save()
    assert a_quienes(POR_VENCER) == [planeacion.email]


def test_si_la_dependencia_no_tiene_a_nadie_con_correo_va_a_planeacion(pregunta, responsable):
    crear_usuario(rol="planeacion", entidad=responsable.entidad, email="plan@hospital.gov.co")
    responsable.is_active = False
    responsable.save()

    assert a_quienes(POR_VENCER) == ["plan@hospital.gov.co"]


@pytest.mark.parametrize(
    "cambios",
    [
        {"uso": "comentario"},
        {"trasladado_en": RECIBIDA, "radicado": "PQ-1"},
    ],
)
def test_de_lo_que_no_debe_nada_no_se_recuerda(pregunta, cambios):
    encuentro = crear_encuentro() if cambios.get("uso") else None
    type(pregunta).objects.filter(pk=pregunta.pk).update(**cambios, encuentro=encuentro)

    assert a_quienes(POR_VENCER) == []


def test_lo_respondido_antes_de_salir_no_sale(pregunta, responsable, mailoutbox):
    (correo,) = recordatorios(POR_VENCER)
    aviso = guardar(correo, POR_VENCER)
    assert por_que_no_se_debe(aviso, POR_VENCER) == ""
    assert por_que_no_se_debe(aviso, VENCIDA) == "Ya venció: vale el aviso siguiente."

    pregunta.respuesta, pregunta.respondido_por = "A las ocho.", responsable
    pregunta.redactado_por, pregunta.respondido_en = responsable, POR_VENCER
    pregunta.save()
    avisos.enviar(aviso, ahora=POR_VENCER)

    assert (aviso.estado, aviso.clase, mailoutbox) == ("descartado", CLASE, [])
