"""Avisos: una sola vez, a quien es, y lo dudoso lo decide una persona."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from estrategia import avisos
from estrategia.avisos import fuentes
from estrategia.avisos.bandeja import DATOS_OLVIDADOS, ESPERAS
from estrategia.avisos.entrega import ABANDONADO, mensaje_de, rescatar
from estrategia.models import Aviso, EstadoDeAviso
from tests.factories import AHORA, crear_entidad, crear_usuario
from tests.factories.avisos import preparar_aviso
from tests.servidor_smtp import servidor_de_correo

pytestmark = pytest.mark.django_db


@pytest.fixture
def servidor(settings):
    with servidor_de_correo() as servidor:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servidor.puerto
        settings.EMAIL_TIMEOUT = 5
        settings.DEFAULT_FROM_EMAIL = "participa@entidad.gov.co"
        yield servidor


@pytest.fixture
def fuente(monkeypatch):
    """`fuente(clase, …)` registra una fuente que dura lo que la prueba."""
    monkeypatch.setattr(fuentes, "_fuentes", {})
    return avisos.registrar_fuente


def estado_de(aviso):
    aviso.refresh_from_db()
    return aviso.estado


# --- Preparar ------------------------------------------------------------------------------


def test_preparar_dos_veces_con_la_misma_clave_es_una(mailoutbox):
    primero = preparar_aviso(clave="inscripcion-1-acuse", asunto="Primero")
    segundo = preparar_aviso(clave="inscripcion-1-acuse", asunto="Segundo")

    assert (primero, segundo.asunto) == (segundo, "Primero")
    avisos.enviar(primero, ahora=AHORA)
    avisos.enviar(segundo, ahora=AHORA)
    assert len(mailoutbox) == 1


def test_lo_que_sale_en_bloque_espera_a_que_alguien_lo_mire(mailoutbox):
    aviso = preparar_aviso(revisar=True)

    avisos.enviar(aviso, ahora=AHORA)

    assert (estado_de(aviso), mailoutbox) == ("por_revisar", [])


@pytest.mark.parametrize(
    "asunto",
    [
        "Hola\nBcc: otra@example.org",
        "Hola\r\nBcc: otra@example.org",
        "Hola\x00\x0bBcc: otra@example.org",
        "Hola\u2028Bcc: otra@example.org",
    ],
)
def test_un_asunto_con_saltos_queda_en_una_linea(asunto, mailoutbox):
    avisos.enviar(preparar_aviso(asunto=asunto), ahora=AHORA)

    (correo,) = mailoutbox
    assert correo.subject == "Hola Bcc: otra@example.org"
    assert correo.message()["Bcc"] is None


@pytest.mark.parametrize(
    "destinatario",
    [
        "",
        "nadie",
        "ana@example.org\nBcc: otra@example.org",
        "ana@example.org\r\n",
        "ana@example.org, otra@example.org",
        "ana@example.org\x00",
    ],
)
def test_un_destinatario_que_no_es_una_sola_direccion_se_rechaza(destinatario):
    if destinatario == "ana@example.org\r\n":  # Los espacios de los lados sí se quitan.
        assert preparar_aviso(destinatario=destinatario).destinatario == "ana@example.org"
        return
    with pytest.raises(ValidationError, match="destinatario"):
        preparar_aviso(destinatario=destinatario)
    assert not Aviso.objects.exists()


@pytest.mark.parametrize("datos", [{"asunto": " \n "}, {"cuerpo": "  "}])
def test_un_aviso_dice_algo(datos):
    with pytest.raises(ValidationError, match="Un aviso lleva"):
        preparar_aviso(**datos)


@pytest.mark.parametrize("clave", ["", "x" * 151])
def test_una_clave_que_no_cabe_es_un_error_de_quien_llama(clave):
    with pytest.raises(ValueError, match="clave"):
        preparar_aviso(clave=clave)


def test_un_nombre_de_entidad_con_saltos_no_parte_el_encabezado():
    aviso = preparar_aviso(crear_entidad(nombre="Hospital\nBcc: otra@example.org"))

    mensaje = mensaje_de(aviso).message()

    assert mensaje["Bcc"] is None
    assert "Hospital Bcc" in mensaje["From"]


# --- Entregar a un servidor de verdad ------------------------------------------------------


def test_el_correo_sale_a_nombre_de_la_entidad_y_se_le_responde_a_ella(servidor):
    entidad = crear_entidad(nombre="Hospital «Ñuñoa»", correo="contacto@hospital.gov.co")
    aviso = preparar_aviso(
        entidad,
        destinatario="ana@example.org",
        asunto="Cambió la reunión del sábado",
        adjunto_ics=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    )

    avisos.enviar(aviso, ahora=AHORA)

    (correo,) = servidor.recibidos
    assert (aviso.estado, aviso.entregado_en, aviso.intentos) == ("enviado", AHORA, 1)
    assert correo["From"] == "Hospital «Ñuñoa» <participa@entidad.gov.co>"
    assert correo["Reply-To"] == "contacto@hospital.gov.co"
    assert correo["To"] == "ana@example.org"
    assert correo["Subject"] == "Cambió la reunión del sábado"
    assert correo["Auto-Submitted"] == "auto-generated"
    assert correo["Message-ID"].endswith("@entidad.gov.co>")
    texto, adjunto = correo.iter_parts()
    assert texto.get_content() == "Nos vemos el martes.\r\n"
    assert (adjunto.get_content_type(), adjunto.get_filename()) == ("text/calendar", "evento.ics")
    assert adjunto.get_content().split() == ["BEGIN:VCALENDAR", "END:VCALENDAR"]


def test_lo_que_el_servidor_rechaza_es_fallido_y_se_puede_reintentar(servidor):
    for conducta in ("rechaza al destinatario", "rechaza el mensaje"):
        servidor.conducta = conducta
        aviso = preparar_aviso(destinatario="ana@example.org")
        assert avisos.enviar(aviso, ahora=AHORA).estado == "fallido"
        assert "El servidor de correo no lo recibió: 55" in aviso.detalle
        # El servidor repite la dirección al rechazarla; en la bandeja no queda.
        assert "ana@example.org" not in aviso.detalle

        servidor.conducta = "recibe"
        assert avisos.enviar(aviso, ahora=AHORA).estado == "enviado"
    assert len(servidor.recibidos) == 2


def test_un_servidor_apagado_es_fallido(servidor, settings):
    servidor.shutdown()
    servidor.server_close()
    aviso = avisos.enviar(preparar_aviso(), ahora=AHORA)

    assert (aviso.estado, aviso.intentos) == ("fallido", 1)
    assert aviso.detalle.startswith("No se pudo empezar la entrega: ConnectionRefusedError")


@pytest.mark.parametrize("conducta", ["corta a mitad", "recibe y corta"])
def test_una_entrega_cortada_es_dudosa_y_nunca_se_repite_sola(servidor, conducta):
    servidor.conducta = conducta
    aviso = avisos.enviar(preparar_aviso(), ahora=AHORA)
    servidor.conducta = "recibe"
    llegaron = len(servidor.recibidos)

    for dias in range(3):
        avisos.correr(ahora=AHORA + timedelta(days=dias))
    avisos.enviar(aviso, ahora=AHORA)

    assert aviso.estado == "dudoso"
    assert aviso.detalle.startswith("Se cortó la entrega")
    assert len(servidor.recibidos) == llegaron


def test_un_proceso_que_muere_entregando_deja_el_aviso_dudoso(servidor, monkeypatch):
    def morir(*args):
        raise KeyboardInterrupt

    aviso = preparar_aviso()
    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.send_messages", morir)
    with pytest.raises(KeyboardInterrupt):
        avisos.enviar(aviso, ahora=AHORA)
    assert estado_de(aviso) == "enviando"

    avisos.correr(ahora=AHORA + timedelta(minutes=1))
    assert estado_de(aviso) == "enviando"  # Puede estar en eso otro proceso.
    avisos.correr(ahora=AHORA + ABANDONADO + timedelta(seconds=1))
    assert estado_de(aviso) == "dudoso"


def test_un_reenvio_lleva_el_mismo_identificador(servidor):
    servidor.conducta = "recibe y corta"
    aviso = avisos.enviar(preparar_aviso(), ahora=AHORA)
    servidor.conducta = "recibe"
    por = crear_usuario(entidad=aviso.entidad)

    assert avisos.reenviar([aviso], por=por, ahora=AHORA) == 1
    assert avisos.enviar(aviso, ahora=AHORA).estado == "enviado"

    uno, otro = servidor.recibidos
    assert uno["Message-ID"] == otro["Message-ID"]
    assert (aviso.decidido_por, aviso.decidido_en) == (por, AHORA)


def test_lo_que_falla_se_reintenta_cada_vez_mas_espaciado_y_luego_espera_a_alguien(servidor):
    servidor.conducta = "rechaza el mensaje"
    aviso, ahora = avisos.enviar(preparar_aviso(), ahora=AHORA), AHORA

    for intento, espera in enumerate(ESPERAS, start=1):
        avisos.correr(ahora=ahora + espera - timedelta(seconds=1))
        aviso.refresh_from_db()
        assert aviso.intentos == intento
        ahora += espera
        avisos.correr(ahora=ahora)
    avisos.correr(ahora=ahora + timedelta(days=30))

    aviso.refresh_from_db()
    assert (aviso.estado, aviso.intentos) == ("fallido", len(ESPERAS) + 1)


# --- Lo que ya no se debe ------------------------------------------------------------------


def test_lo_que_ya_no_se_debe_no_sale_y_dice_por_que(fuente, mailoutbox):
    fuente("prueba", vigente=lambda aviso, ahora: "La reunión se canceló.")

    aviso = avisos.enviar(preparar_aviso(), ahora=AHORA)

    assert (aviso.estado, aviso.detalle) == ("descartado", "La reunión se canceló.")
    assert mailoutbox == []


def test_si_no_se_puede_comprobar_no_sale_ni_queda_dudoso(fuente, mailoutbox):
    def romperse(aviso, ahora):
        raise RuntimeError("sin base")

    fuente("prueba", vigente=romperse)
    aviso = avisos.enviar(preparar_aviso(), ahora=AHORA)

    assert (aviso.estado, mailoutbox) == ("fallido", [])
    assert aviso.detalle.startswith("No se pudo comprobar si todavía se debe")


def test_de_una_entidad_inactiva_no_sale_nada(mailoutbox):
    entidad = crear_entidad()
    aviso = preparar_aviso(entidad)
    entidad.activa = False
    entidad.save()

    assert avisos.enviar(aviso, ahora=AHORA).estado == "descartado"
    assert mailoutbox == []


def test_correr_prepara_lo_que_se_debe_una_sola_vez(fuente, mailoutbox):
    entidad = crear_entidad()

    def preparar(ahora):
        comun = {"entidad": entidad, "asunto": "Falta su reporte", "cuerpo": "Hola", "clase": "r"}
        yield avisos.Correo(**comun, clave="r-1", destinatario="uno@example.org")
        yield avisos.Correo(**comun, clave="r-2", destinatario="dos@example.org", revisar=True)
        yield avisos.Correo(**comun, clave="r-3", destinatario="mal escrito")

    fuente("r", preparar=preparar)

    previo = avisos.correr(ahora=AHORA, simular=True)
    assert (previo.preparados, previo.enviados, Aviso.objects.count()) == (3, 2, 0)
    primera, segunda = avisos.correr(ahora=AHORA), avisos.correr(ahora=AHORA)

    assert (primera.preparados, primera.enviados, primera.por_revisar) == (2, 1, 1)
    assert (segunda.preparados, segunda.enviados, segunda.por_revisar) == (0, 0, 1)
    assert primera.reparos == ["r-3: El correo del destinatario no es una dirección de correo."]
    assert [correo.to for correo in mailoutbox] == [["uno@example.org"]]


def test_correr_aparta_lo_que_espera_revision_y_ya_no_se_debe(fuente, mailoutbox):
    fuente("prueba", vigente=lambda aviso, ahora: "Hubo un cambio posterior.")
    aviso = preparar_aviso(revisar=True)

    assert avisos.correr(ahora=AHORA, simular=True).descartados == 1
    assert estado_de(aviso) == "por_revisar"
    assert avisos.correr(ahora=AHORA).descartados == 1
    assert (estado_de(aviso), aviso.detalle) == ("descartado", "Hubo un cambio posterior.")


# --- Lo que decide una persona -------------------------------------------------------------

VERBOS = {
    "liberar": (avisos.liberar, {}, {"por_revisar": "por_enviar"}),
    "descartar": (
        avisos.descartar,
        {"motivo": "Ya se dijo por teléfono"},
        {"por_revisar": "descartado", "por_enviar": "descartado", "fallido": "descartado"},
    ),
    "reenviar": (avisos.reenviar, {}, {"dudoso": "por_enviar", "fallido": "por_enviar"}),
    "dar_por_enviado": (avisos.dar_por_enviado, {}, {"dudoso": "enviado"}),
}


@pytest.mark.parametrize("nombre", VERBOS)
@pytest.mark.parametrize("estado", EstadoDeAviso.values)
def test_cada_decision_solo_cambia_lo_que_le_toca(nombre, estado):
    verbo, datos, cambia = VERBOS[nombre]
    aviso = preparar_aviso()
    poner(aviso, estado)
    por = crear_usuario(entidad=aviso.entidad)

    cuantos = verbo([aviso], por=por, ahora=AHORA, **datos)

    assert estado_de(aviso) == cambia.get(estado, estado)
    assert cuantos == (estado in cambia)
    assert (aviso.decidido_por == por) is (estado in cambia)


def poner(aviso, estado):
    Aviso.objects.filter(pk=aviso.pk).update(
        estado=estado, tomado_en=AHORA, entregado_en=AHORA if estado == "enviado" else None
    )


def test_descartar_dice_por_que():
    aviso = preparar_aviso()

    with pytest.raises(ValidationError, match="por qué"):
        avisos.descartar([aviso], por=None, ahora=AHORA, motivo=" ")


def test_dos_procesos_que_toman_el_mismo_aviso_lo_mandan_una_vez(mailoutbox):
    """El segundo lo leyó antes de que el primero lo tomara."""
    aviso = preparar_aviso()
    copia = Aviso.objects.get(pk=aviso.pk)

    avisos.enviar(aviso, ahora=AHORA)
    avisos.enviar(copia, ahora=AHORA)

    assert (copia.estado, len(mailoutbox)) == ("enviado", 1)


# --- Datos de las personas -----------------------------------------------------------------


@pytest.mark.parametrize("estado", EstadoDeAviso.values)
def test_olvidar_borra_a_la_persona_y_deja_que_hubo_un_aviso(estado):
    aviso = preparar_aviso(destinatario="Ana@example.org", adjunto_ics="BEGIN:VCALENDAR")
    poner(aviso, estado)
    otro = preparar_aviso(aviso.entidad, destinatario="otra@example.org")
    ajeno = preparar_aviso(destinatario="ana@example.org")

    cuantos = avisos.olvidar("ana@EXAMPLE.org", aviso.entidad)

    aviso.refresh_from_db()
    if estado == "enviando":
        assert (cuantos, aviso.destinatario) == (0, "Ana@example.org")
        return
    assert (cuantos, aviso.destinatario, aviso.cuerpo, aviso.calendario) == (1, "", "", "")
    final = "enviado" if estado == "enviado" else "descartado"
    assert aviso.estado == final
    assert (aviso.detalle == DATOS_OLVIDADOS) is (estado not in {"enviado", "descartado"})
    assert {estado_de(otro), estado_de(ajeno)} == {"por_enviar"}
    assert avisos.olvidar("", aviso.entidad) == 0


def test_el_registro_y_el_nombre_de_un_aviso_no_dicen_de_quien_es(caplog, mailoutbox):
    aviso = preparar_aviso(destinatario="ana@example.org", cuerpo="Ana Sembrada")

    avisos.enviar(aviso, ahora=AHORA)

    for texto in (caplog.text, str(aviso), repr(aviso)):
        assert "ana@" not in texto
        assert "Sembrada" not in texto


# --- La base de datos no deja otra cosa ----------------------------------------------------


@pytest.mark.parametrize(
    "cambios",
    [
        {"estado": "enviado"},
        {"estado": "dudoso"},
        {"estado": "por_enviar", "destinatario": ""},
        {"asunto": "Hola\nBcc: otra@example.org"},
    ],
)
def test_la_base_de_datos_rechaza_un_aviso_que_no_cuadra(cambios):
    aviso = preparar_aviso()

    with pytest.raises(IntegrityError), transaction.atomic():
        Aviso.objects.filter(pk=aviso.pk).update(**cambios)


def test_rescatar_no_toca_lo_que_se_esta_entregando():
    aviso = preparar_aviso()
    poner(aviso, "enviando")

    assert rescatar(AHORA + ABANDONADO) == 0
    assert rescatar(AHORA + ABANDONADO + timedelta(seconds=1)) == 1
