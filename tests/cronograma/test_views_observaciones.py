"""El borrador por HTTP: quién puede opinar, cuándo, y que nada de la persona se escapa."""

import logging
import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from cronograma import aprobacion
from cronograma.exportar.archivos import con_archivos
from cronograma.models import Aporte
from cronograma.observaciones import responder
from cronograma.views import observaciones
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_aporte,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
    publicar,
)

pytestmark = pytest.mark.django_db

SITIO = "/hospital/cronograma/2026/combinada/"
BORRADOR, SEGUIMIENTO = f"{SITIO}borrador/", f"{SITIO}borrador/respuesta/"
CODIGO = re.compile(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}")
PERSONALES = ("Ana Sembrada", "ana.sembrada@example.org", "3001234567")


@pytest.fixture(autouse=True)
def sin_frenos():
    cache.clear()


@pytest.fixture
def reloj(monkeypatch, hoy):
    """`reloj(minutes=5)` adelanta la hora; empieza al mediodía del 15 de mayo de 2026."""
    ahora = timezone.now()

    def adelantar(**cuanto):
        nonlocal ahora
        ahora += timedelta(**cuanto)
        monkeypatch.setattr(timezone, "now", lambda: ahora)

    return adelantar


@pytest.fixture
def quien():
    return crear_usuario(rol="planeacion", entidad=crear_entidad(slug="hospital"))


@pytest.fixture
def estrategia(quien):
    estrategia = crear_estrategia(entidad=quien.entidad)
    crear_actividad(
        estrategia=estrategia,
        codigo="01",
        nombre="Audiencia",
        fecha_programada="junio",
        dependencias=[crear_dependencia(entidad=quien.entidad)],
    )
    return estrategia


@pytest.fixture
def borrador(estrategia, quien, hoy):
    version = aprobacion.abrir_version(estrategia, por=quien, ahora=AHORA)
    return aprobacion.divulgar(
        version, por=quien, ahora=AHORA, desde=hoy, hasta=hoy + timedelta(days=5)
    )


def texto_de(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def opinar(client, reloj):
    """`opinar(texto=…)`: abre la página, espera un minuto y envía el formulario."""

    def enviar(*, espera=60, **datos):
        pagina = client.get(BORRADOR).content.decode()
        (envio,) = re.findall(r'name="envio" value="([^"]+)"', pagina) or [""]
        reloj(seconds=espera)
        return client.post(BORRADOR, {"texto": "Que sea un sábado", "envio": envio} | datos)

    return enviar


def test_borrador_muestra_su_lista_y_hasta_cuando_se_opina(client, borrador, revisar_html):
    respuesta = client.get(BORRADOR)
    texto = texto_de(respuesta)

    assert "Puede opinar hasta el 20 de mayo de 2026." in texto
    assert "Sus 1 actividad" in texto
    revisar_html(respuesta.content.decode())


def test_borrador_no_se_ve_si_no_lo_hay(client, estrategia, quien):
    publicar(estrategia, por=quien)

    respuesta = client.get(BORRADOR)

    assert respuesta.status_code == 404
    assert "no tiene un borrador para recibir observaciones" in texto_de(respuesta)


def test_observacion_se_recibe_con_su_codigo(opinar, borrador, revisar_html):
    respuesta = opinar(actividad=str(borrador.filas.get().pk))

    aporte = Aporte.objects.get()
    assert CODIGO.findall(respuesta.content.decode()) == [aporte.codigo]
    assert (aporte.texto, aporte.actividad.codigo) == ("Que sea un sábado", "01")
    revisar_html(respuesta.content.decode())


@pytest.mark.parametrize(
    ("dias", "frase"),
    [
        (-3, "La consulta abre el 15 de mayo de 2026"),
        (6, "La consulta cerró el 20 de mayo de 2026."),
    ],
    ids=["antes", "después"],
)
def test_fuera_de_las_fechas_no_hay_formulario_y_enviarlo_no_guarda(
    client, borrador, opinar, reloj, dias, frase
):
    reloj(days=dias)

    assert frase in texto_de(client.get(BORRADOR))
    assert "Enviar la observación" not in texto_de(client.get(BORRADOR))
    respuesta = client.post(BORRADOR, {"texto": "Tarde", "envio": observaciones.marca_de_envio()})
    assert respuesta.status_code == 409
    assert not Aporte.objects.exists()


@pytest.mark.parametrize(
    ("datos", "reparo"),
    [
        ({"texto": "  "}, "Escriba su observación."),
        ({"texto": "\x00\x01"}, "Escriba su observación."),
        ({"texto": "a" * 5001}, "Su observación tiene 5001 caracteres y caben 5000"),
        ({"correo": "nada"}, "Revise el correo"),
        ({"nombre": "Ana"}, "marque que autoriza usarlos; o bórrelos."),
        ({"apellido_dos": "x"}, "Deje en blanco el último campo"),
        ({"espera": 1}, "Fue muy rápido"),
        ({"envio": "inventado"}, "La página llevaba mucho abierta."),
        ({"actividad": "999999"}, "Escoja una opción válida"),
    ],
    ids=[
        "vacía",
        "invisible",
        "larga",
        "correo",
        "sin consentir",
        "trampa",
        "rápido",
        "marca",
        "otra",
    ],
)
def test_observacion_con_un_reparo_lo_dice_y_conserva_lo_escrito(
    opinar, borrador, datos, reparo, revisar_html
):
    respuesta = opinar(**datos)

    assert respuesta.status_code == 400
    assert reparo in texto_de(respuesta)
    assert not Aporte.objects.exists()
    if "texto" not in datos:
        assert "Que sea un sábado</textarea>" in respuesta.content.decode()
    revisar_html(respuesta.content.decode())


def test_formulario_con_la_marca_vencida_se_puede_volver_a_enviar(client, opinar, borrador, reloj):
    pagina = opinar(envio="inventado").content.decode()
    (envio,) = re.findall(r'name="envio" value="([^"]+)"', pagina)
    reloj(seconds=30)

    client.post(BORRADOR, {"texto": "Que sea un sábado", "envio": envio})

    assert Aporte.objects.count() == 1


def test_html_del_texto_no_se_ejecuta(opinar, client, borrador):
    opinar(texto="<script>alert(1)</script>\nlínea dos")

    aporte = Aporte.objects.get()
    respuesta = client.post(SEGUIMIENTO, {"codigo": aporte.codigo}).content.decode()
    assert "<script>alert(1)" not in respuesta
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\nlínea dos" in respuesta


def test_muchas_observaciones_de_una_direccion_se_frenan(opinar, borrador):
    estados = [opinar(texto=f"Observación {n}").status_code for n in range(12)]

    assert estados == [200] * 10 + [429] * 2


def test_freno_no_cuenta_lo_que_otra_persona_envia(client, borrador, reloj):
    for n in range(12):
        envio = observaciones.marca_de_envio()
        reloj(seconds=5)
        datos = {"texto": f"Observación {n}", "envio": envio}
        respuesta = client.post(BORRADOR, datos, REMOTE_ADDR=f"192.0.2.{n}")
        assert respuesta.status_code == 200


def test_enviar_dos_veces_lo_mismo_guarda_una(client, borrador, reloj):
    envio = observaciones.marca_de_envio()
    reloj(seconds=5)
    datos = {"texto": "Que sea un sábado", "envio": envio}

    codigos = {CODIGO.findall(client.post(BORRADOR, datos).content.decode())[0] for _ in "ab"}

    assert len(codigos) == 1
    assert Aporte.objects.count() == 1


# --- En qué va -----------------------------------------------------------------------------


def test_seguimiento_dice_la_respuesta_la_decision_y_el_porque(client, borrador, quien):
    aporte = crear_aporte(version=borrador)
    assert "Sin responder todavía" in texto_de(client.post(SEGUIMIENTO, {"codigo": aporte.codigo}))

    responder(
        aporte, por=quien, ahora=AHORA, respuesta="Gracias", decision="no", porque="No hay recursos"
    )

    texto = texto_de(client.post(SEGUIMIENTO, {"codigo": aporte.codigo}))
    for dicho in ("Gracias", "No incorporada", "No hay recursos"):
        assert dicho in texto


def test_codigo_equivocado_responde_igual_exista_o_no(client, borrador):
    ajeno = crear_aporte(version=_borrador_ajeno())

    paginas = [
        client.post(SEGUIMIENTO, {"codigo": codigo})
        for codigo in (ajeno.codigo, "AAAA-BBBB-CCCC-DDDD", "nada", "")
    ]

    sin_csrf = {
        re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", pagina.content.decode())
        for pagina in paginas
    }
    assert len(sin_csrf) == 1
    assert {pagina.status_code for pagina in paginas} == {200}
    assert "Con ese código no podemos mostrarle nada" in sin_csrf.pop()


def _borrador_ajeno():
    otra = crear_actividad().estrategia
    quien = crear_usuario(entidad=otra.entidad)
    version = aprobacion.abrir_version(otra, por=quien, ahora=AHORA)
    dia = datetime(2026, 5, 15, tzinfo=timezone.get_current_timezone()).date()
    return aprobacion.divulgar(version, por=quien, ahora=AHORA, desde=dia, hasta=dia)


def test_adivinar_codigos_se_frena(client, borrador):
    estados = [client.post(SEGUIMIENTO, {"codigo": f"x{n}"}).status_code for n in range(22)]

    assert estados == [200] * 20 + [429] * 2


# --- Lo personal ---------------------------------------------------------------------------


def test_los_datos_de_la_persona_no_salen_en_ninguna_parte(
    client, opinar, borrador, quien, estrategia, reloj, caplog, tmp_path
):
    caplog.set_level(logging.DEBUG)
    nombre, correo, telefono = PERSONALES
    recibida = opinar(texto=f"Llámenme al {telefono}", nombre=nombre, correo=correo, consiente="on")
    aporte = Aporte.objects.get()
    responder(aporte, por=quien, ahora=AHORA, respuesta="Gracias", decision="incorporada")
    reloj(days=9)
    borrador.estrategia.versiones.en_preparacion().get().delete()
    version = con_archivos(lambda: publicar(estrategia, por=quien))
    Aporte.objects.update(version_que_recoge=version)

    publicas = {
        direccion: client.get(direccion)
        for direccion in (
            "/hospital/",
            "/hospital/cronograma/2026/",
            f"{SITIO}01/",
            f"{SITIO}version/1/",
            f"{SITIO}cambios/",
            f"{SITIO}cambios.atom",
            BORRADOR,
            SEGUIMIENTO,
        )
    }
    guardado = b"".join(
        ruta.read_bytes() for ruta in (tmp_path / "media").rglob("*") if ruta.is_file()
    ).decode("utf-8", "ignore")
    en_el_seguimiento = texto_de(client.post(SEGUIMIENTO, {"codigo": aporte.codigo}))

    for dato in PERSONALES:
        assert not [d for d, pagina in publicas.items() if dato in pagina.content.decode()], dato
        assert dato not in guardado
        assert dato not in caplog.text
        assert not [uno for uno in mail.outbox if dato in uno.body]
    # Ni la página de quien escribió repite su nombre o su correo; el texto, solo a quien tiene el código.
    for pagina in (texto_de(recibida), en_el_seguimiento):
        assert nombre not in pagina
        assert correo not in pagina
    assert telefono in en_el_seguimiento
    assert "1 se respondió a quien la hizo y su texto no se publica" in texto_de(
        publicas[f"{SITIO}version/1/"]
    )


def test_paginas_con_lo_que_la_persona_escribio_no_se_guardan_en_cache(client, opinar, borrador):
    for respuesta in (opinar(), client.get(BORRADOR), client.get(SEGUIMIENTO)):
        assert "no-store" in respuesta["Cache-Control"]
