"""Los recordatorios a las dependencias: el formato de una reunión y las líneas de un corte."""

from datetime import UTC, date, datetime, timedelta

import pytest

from estrategia import avisos
from seguimiento.models import Reporte
from seguimiento.recordatorios import (
    corte_ya_no_se_debe,
    de_cortes,
    de_reportes,
    reporte_ya_no_se_debe,
)
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
    publicar,
)
from tests.factories.cortes import abrir_corte, enviar_y_aceptar, reportar

pytestmark = pytest.mark.django_db

REUNION = date(2026, 5, 4)


def al(dia):
    return datetime(dia.year, dia.month, dia.day, 15, tzinfo=UTC)


@pytest.fixture
def dependencia():
    return crear_dependencia(entidad=crear_entidad(nombre="Hospital"), nombre="Atención")


@pytest.fixture
def responsable(dependencia):
    return crear_usuario(rol="dependencia", dependencia=dependencia, email="ana@hospital.gov.co")


@pytest.fixture
def actividad(dependencia, responsable):
    estrategia = crear_estrategia(entidad=dependencia.entidad, nombre="Cronograma")
    return crear_actividad(
        estrategia=estrategia,
        codigo="01",
        nombre="Audiencia",
        fecha_programada="Enero a marzo",
        dependencias=[dependencia],
    )


@pytest.fixture
def encuentro(actividad):
    return crear_encuentro(actividad=actividad, fecha=REUNION, estado="realizado")


# --- El formato de una reunión ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("dias", "cual"), [(0, None), (2, None), (3, 3), (6, 3), (7, 7), (14, 7), (15, None)]
)
def test_a_los_tres_y_a_los_siete_dias_de_la_reunion(encuentro, responsable, dias, cual):
    correos = list(de_reportes(al(REUNION + timedelta(days=dias))))

    claves = [correo.clave for correo in correos]
    assert claves == ([f"reporte-{encuentro.pk}-{cual}-{responsable.pk}"] if cual else [])


def test_dice_cual_reunion_y_a_quien_le_toca(encuentro):
    (correo,) = de_reportes(al(REUNION + timedelta(days=3)))

    assert correo.destinatario == "ana@hospital.gov.co"
    assert correo.asunto == "Falta el formato de la reunión: Audiencia"
    assert "Han pasado 3 días" in correo.cuerpo
    assert "Lunes 4 de mayo de 2026" in correo.cuerpo
    assert not correo.revisar


@pytest.mark.parametrize("estado", ["provisional", "confirmado", "aplazado", "cancelado"])
def test_de_una_reunion_que_no_se_hizo_no_se_debe_nada(encuentro, estado):
    encuentro.estado, encuentro.motivo = estado, "Paro"
    encuentro.save()

    assert list(de_reportes(al(REUNION + timedelta(days=3)))) == []


def test_lo_entregado_antes_de_salir_no_sale(encuentro, responsable, mailoutbox):
    ahora = al(REUNION + timedelta(days=3))
    (correo,) = de_reportes(ahora)
    aviso = avisos.bandeja.guardar(correo, ahora)
    assert reporte_ya_no_se_debe(aviso, ahora) == ""

    Reporte.objects.create(
        encuentro=encuentro,
        **dict.fromkeys(
            "actividades grupos temas observaciones resultado compromisos_adquiridos".split(), "Sí"
        ),
        estado="entregado",
        numero=1,
        entregado_en=ahora,
        entregado_por=responsable,
    )

    assert reporte_ya_no_se_debe(aviso, ahora) == "El formato ya se entregó."
    assert list(de_reportes(ahora)) == []
    encuentro.estado = "confirmado"
    encuentro.save()
    assert reporte_ya_no_se_debe(aviso, ahora) == "La reunión ya no figura como realizada."


# --- Las líneas de un corte -------------------------------------------------------------------


@pytest.fixture
def corte(actividad):
    publicar(actividad.estrategia)
    return abrir_corte(actividad.estrategia)


@pytest.mark.parametrize(
    ("dias", "cual"),
    [
        (-6, None),
        (-5, "antes"),
        (0, "antes"),
        (1, None),
        (5, "despues"),
        (12, "despues"),
        (13, None),
    ],
)
def test_cinco_dias_antes_y_cinco_despues_del_plazo(corte, responsable, dias, cual):
    hoy = corte.reporta_hasta + timedelta(days=dias)

    asuntos = [correo.asunto for correo in de_cortes(al(hoy))]

    frases = {"antes": "Está por vencer el plazo", "despues": "Venció el plazo", None: ""}
    assert asuntos == ([f"{frases[cual]} para reportar el corte T1 2026"] if cual else [])


def test_quien_ya_reporto_no_recibe_recordatorio(corte, actividad, dependencia, responsable):
    ahora = al(corte.reporta_hasta)
    (correo,) = de_cortes(ahora)
    assert (correo.destinatario, "falta 1 actividad de Atención" in correo.cuerpo) == (
        "ana@hospital.gov.co",
        True,
    )
    aviso = avisos.bandeja.guardar(correo, ahora)
    assert corte_ya_no_se_debe(aviso, ahora) == ""

    reportar(corte, actividad, 50)
    enviar_y_aceptar(corte, dependencia)

    assert list(de_cortes(ahora)) == []
    assert corte_ya_no_se_debe(aviso, ahora) == "La dependencia ya reportó."


def test_si_el_plazo_cambia_el_recordatorio_es_otro(corte, responsable):
    ahora = al(corte.reporta_hasta)
    (correo,) = de_cortes(ahora)
    aviso = avisos.bandeja.guardar(correo, ahora)

    corte.reporta_hasta += timedelta(days=3)
    corte.save()

    (otro,) = de_cortes(ahora)
    assert otro.clave != correo.clave
    assert (
        corte_ya_no_se_debe(aviso, ahora) == "El plazo del corte cambió: vale el aviso siguiente."
    )


def test_de_un_corte_cerrado_no_se_recuerda_nada(corte, responsable):
    ahora = al(corte.reporta_hasta)
    (correo,) = de_cortes(ahora)
    aviso = avisos.bandeja.guardar(correo, ahora)

    type(corte).objects.filter(pk=corte.pk).update(estado="cerrado", cerrado_en=ahora)

    assert list(de_cortes(ahora)) == []
    assert corte_ya_no_se_debe(aviso, ahora) == "El corte ya no está abierto."
