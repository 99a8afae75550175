"""Los correos de un aporte: solo a quien dejó el suyo, y lo que se le dice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from cronograma.aportes import tramite
from cronograma.aportes.recepcion import recibir
from estrategia.models import Aviso
from tests.factories import AHORA, crear_usuario
from tests.factories.aportes import crear_publicada

pytestmark = pytest.mark.django_db

CORREO = "p@example.org"


@pytest.fixture
def estrategia():
    return crear_publicada()


@pytest.fixture
def quien(estrategia):
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad)


@pytest.fixture
def preguntar(estrategia, django_capture_on_commit_callbacks):
    def enviar(
        correo=CORREO, uso="pregunta", texto="¿Habrá <b>transporte</b> & sillas?", envio="1"
    ):
        with django_capture_on_commit_callbacks(execute=True):
            return recibir(
                estrategia,
                uso=uso,
                texto=texto,
                ahora=AHORA,
                envio=envio,
                correo=correo,
                consiente=True,
            )

    return enviar


def test_el_acuse_lleva_el_codigo_y_la_fecha(preguntar, estrategia):
    aporte = preguntar()

    (correo,) = mail.outbox
    assert correo.to == [CORREO]
    assert correo.subject == f"Recibimos su pregunta · {estrategia.entidad.nombre_corto}"
    for dicho in (
        aporte.codigo,
        "a más tardar el 9 de junio de 2026 (15 días hábiles)",
        "¿Habrá <b>transporte</b> & sillas?",
        f"/{estrategia.entidad.slug}/preguntas/seguimiento/",
    ):
        assert dicho in correo.body


def test_sin_correo_no_sale_nada(preguntar, quien):
    aporte = preguntar(correo="")
    tramite.responder(aporte, por=quien, ahora=AHORA, respuesta="Sí")

    assert not Aviso.objects.exists()


def test_el_mismo_formulario_dos_veces_manda_un_acuse(preguntar):
    preguntar()
    preguntar()

    assert len(mail.outbox) == 1


def test_la_respuesta_y_su_correccion_llegan(preguntar, quien, django_capture_on_commit_callbacks):
    aporte = preguntar(uso="propuesta")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        tramite.responder(
            aporte,
            por=quien,
            ahora=AHORA,
            respuesta="Se hará a las 8",
            decision="parcialmente",
            porque="No alcanza el día",
        )
    with django_capture_on_commit_callbacks(execute=True):
        tramite.corregir(
            aporte,
            por=quien,
            ahora=AHORA + timedelta(hours=1),
            respuesta="Se hará a las 9",
            decision="incorporada",
            nota="La hora",
        )

    primera, segunda = (correo.body for correo in mail.outbox)
    for dicho in ("Acogida en parte.", "Se hará a las 8", "Por qué: No alcanza el día"):
        assert dicho in primera
    assert "Se hará a las 9" in segunda


def test_lo_redactado_no_sale_hasta_que_se_aprueba(preguntar, quien, estrategia):
    aporte = preguntar()
    mail.outbox.clear()

    tramite.redactar(aporte, por=quien, ahora=AHORA, respuesta="Sí")

    assert Aviso.objects.count() == 1  # el acuse


def test_el_traslado_dice_el_numero(preguntar, quien, django_capture_on_commit_callbacks):
    aporte = preguntar()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        tramite.trasladar(aporte, por=quien, ahora=AHORA, radicado="PQR-9")

    assert "con el número PQR-9" in mail.outbox[0].body


def test_lo_que_no_se_guarda_no_se_avisa(preguntar, quien):
    aporte = preguntar()
    with pytest.raises(ValidationError, match="registre el número"):
        tramite.trasladar(aporte, por=quien, ahora=AHORA, radicado="")

    assert Aviso.objects.count() == 1
