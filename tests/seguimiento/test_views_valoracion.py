"""Opinar por HTTP: por el código QR, sin sesión, y lo que se ve después."""

import io
import re
from datetime import date, time, timedelta

import pikepdf
import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from seguimiento.models import Valoracion
from tests.estrategia.test_acceso import COLUMNAS, crear_con_rol
from tests.factories import crear_entidad, crear_usuario
from tests.factories.inscripciones import crear_reunion
from tests.factories.valoraciones import crear_valoracion

pytestmark = pytest.mark.django_db

NOTAS = {"claridad": "5", "escucha": "4", "utilidad": "3"}


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
def reunion(hoy):
    entidad = crear_entidad(nombre="Hospital", slug="hospital")
    return crear_reunion(entidad=entidad, fecha=hoy, hora_inicio=time(9))


@pytest.fixture
def direccion(reunion):
    return f"/hospital/reuniones/{reunion.pk}/valoracion/"


@pytest.fixture
def opinar(client, reloj, direccion):
    """`opinar(claridad="1")`: abre la página, espera y envía."""

    def enviar(*, espera=30, con=client, **datos):
        pagina = con.get(direccion).content.decode()
        (envio,) = re.findall(r'name="envio" value="([^"]+)"', pagina) or [""]
        reloj(seconds=espera)
        return con.post(direccion, NOTAS | {"envio": envio} | datos)

    return enviar


def texto_de(respuesta):
    return " ".join(respuesta.content.decode().split())


def test_opinar_se_guarda_y_se_agradece(opinar, revisar_html):
    respuesta = opinar(comentario="Que sea más corta\x00")

    guardada = Valoracion.objects.get()
    assert (guardada.claridad, guardada.escucha, guardada.utilidad) == (5, 4, 3)
    assert (guardada.comentario, guardada.comentario_publico) == ("Que sea más corta", None)
    assert "Gracias por su opinión" in texto_de(respuesta)
    assert "Todavía no hay suficientes respuestas" in texto_de(respuesta)
    revisar_html(respuesta.content.decode())


def test_el_segundo_intento_del_mismo_aparato_se_dice_con_amabilidad(opinar, client, direccion):
    opinar()

    vista, enviada = client.get(direccion), client.post(direccion, NOTAS)

    for respuesta in (vista, enviada):
        assert "Desde este aparato ya se opinó" in texto_de(respuesta)
    assert Valoracion.objects.count() == 1


def test_el_mismo_formulario_dos_veces_sin_galletas_es_una_opinion(client, direccion, reloj):
    pagina = client.get(direccion).content.decode()
    (envio,) = re.findall(r'name="envio" value="([^"]+)"', pagina)
    reloj(seconds=30)
    for _ in range(2):
        client.post(direccion, NOTAS | {"envio": envio})
        client.cookies.clear()

    assert Valoracion.objects.count() == 1


def test_otro_aparato_si_puede_opinar(opinar, client):
    opinar()
    client.cookies.clear()
    opinar()

    assert Valoracion.objects.count() == 2


def test_la_galleta_solo_viaja_a_esta_pagina_y_no_dice_nada(opinar, direccion):
    galleta = opinar().cookies["valoracion"]

    assert galleta["path"] == direccion
    assert (galleta["httponly"], galleta["samesite"]) == (True, "Lax")
    assert galleta.value.partition(":")[0] not in Valoracion.objects.get().dispositivo


def test_sin_opinar_no_se_deja_ninguna_galleta(client, direccion):
    assert "valoracion" not in client.get(direccion).cookies


@pytest.mark.parametrize(
    ("datos", "reparo"),
    [
        ({"claridad": ""}, "Escoja una respuesta: ¿La información que recibió fue clara?"),
        ({"utilidad": "9"}, "9"),
        ({"comentario": "x" * 1001}, "Tiene 1001 caracteres y caben 1000"),
        ({"apellido_dos": "robot"}, "Deje en blanco el último campo"),
        ({"espera": 1}, "Fue muy rápido"),
        ({"envio": "inventada"}, "La página llevaba mucho abierta"),
    ],
)
def test_lo_mal_enviado_se_dice_y_no_se_pierde_lo_demas(opinar, datos, reparo, revisar_html):
    respuesta = opinar(**datos)

    texto = texto_de(respuesta)
    assert respuesta.status_code == 400
    assert "Su opinión no se ha enviado." in texto
    assert reparo in texto
    assert "checked" in re.search(r'<input[^>]*id="id_escucha_1"[^>]*>', texto)[0]
    assert not Valoracion.objects.exists()
    revisar_html(respuesta.content.decode())


@pytest.mark.parametrize(
    ("datos", "frase"),
    [
        ({"fecha": date(2026, 5, 16), "hora_inicio": time(9)}, "vuelva el 16 de mayo de 2026, después de las 9:00 a. m."),
        ({"fecha": date(2026, 4, 1)}, "se pudo opinar hasta el 16 de abril de 2026"),
        ({"fecha": date(2026, 5, 15), "estado": "cancelado", "motivo": "Paro"}, "no se hizo ese día"),
    ],
)  # fmt: skip
def test_fuera_de_tiempo_se_dice_y_no_se_guarda(client, hoy, datos, frase):
    reunion = crear_reunion(entidad=crear_entidad(slug="hospital"), **datos)
    direccion = f"/hospital/reuniones/{reunion.pk}/valoracion/"

    vista, enviada = client.get(direccion), client.post(direccion, NOTAS)

    assert (vista.status_code, enviada.status_code) == (200, 409)
    assert frase in texto_de(vista)
    assert frase in texto_de(enviada)
    assert not Valoracion.objects.exists()


def test_muchas_opiniones_de_una_red_se_frenan(opinar, client, monkeypatch):
    monkeypatch.setattr("seguimiento.views.valoracion.VECES", 2)
    estados = []
    for _ in range(4):
        estados.append(opinar().status_code)
        client.cookies.clear()

    assert estados == [200, 200, 429, 429]


def test_la_reunion_que_no_es_publica_no_se_valora(client, hoy):
    ajena = crear_reunion(publicada=False, fecha=hoy)
    slug = ajena.actividad.estrategia.entidad.slug

    assert client.get(f"/{slug}/reuniones/{ajena.pk}/valoracion/").status_code == 404


# --- Lo que se ve --------------------------------------------------------------------------


def test_la_pagina_de_la_reunion_invita_y_con_pocas_dice_que_faltan(client, reunion):
    crear_valoracion(reunion, comentario="Solo yo", comentario_publico=True)

    texto = texto_de(client.get(f"/hospital/reuniones/{reunion.pk}/"))

    assert f'href="/hospital/reuniones/{reunion.pk}/valoracion/"' in texto
    assert "Todavía no hay suficientes respuestas" in texto
    assert "Solo yo" not in texto


def test_con_cinco_se_publican_la_media_las_barras_y_lo_moderado(client, reunion, revisar_html):
    for _ in range(4):
        crear_valoracion(reunion, (5, 4, 3), comentario="Por leer")
    crear_valoracion(reunion, (4, 4, 3), comentario="<b>Bien</b>", comentario_publico=True)

    respuesta = client.get(f"/hospital/reuniones/{reunion.pk}/")

    texto = texto_de(respuesta)
    for dicho in ("<strong>5</strong> personas respondieron", "4,8 de 5", "Mucho", "80 %"):
        assert dicho in texto
    assert "&lt;b&gt;Bien&lt;/b&gt;" in texto
    assert "Por leer" not in texto
    revisar_html(respuesta.content.decode())


def test_moderar_cambia_la_pagina_aunque_el_navegador_la_tenga(client, reunion):
    for _ in range(5):
        ultima = crear_valoracion(reunion, comentario="Bien")
    direccion = f"/hospital/reuniones/{reunion.pk}/"
    etag = client.get(direccion)["ETag"]
    client.force_login(
        crear_usuario(rol="planeacion", entidad=reunion.actividad.estrategia.entidad)
    )
    client.post(
        reverse("admin:seguimiento_valoracion_change", args=[ultima.pk]),
        {"comentario_publico": "si"},
    )

    respuesta = client.get(direccion, headers={"If-None-Match": etag})

    assert respuesta.status_code == 200
    assert "Bien" in texto_de(respuesta)


# --- La oficina ----------------------------------------------------------------------------


def test_moderar_desde_la_lista_y_lo_pendiente_en_la_portada(client, reunion):
    planeacion = crear_usuario(rol="planeacion", entidad=reunion.actividad.estrategia.entidad)
    client.force_login(planeacion)
    filas = [crear_valoracion(reunion, comentario=texto) for texto in ("Bien", "Mal")]
    crear_valoracion(reunion)
    assert "comentarios por leer" in client.get("/admin/").content.decode()

    client.post(
        reverse("admin:seguimiento_valoracion_changelist"),
        {"action": "publicar", "_selected_action": [filas[0].pk]},
    )
    client.post(
        reverse("admin:seguimiento_valoracion_changelist"),
        {"action": "reservar", "_selected_action": [filas[1].pk]},
    )

    moderadas = Valoracion.objects.exclude(comentario="").order_by("pk")
    assert list(moderadas.values_list("comentario_publico", flat=True)) == [True, False]
    assert "comentarios por leer" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("rol", COLUMNAS)
def test_los_comentarios_los_leen_planeacion_y_control_y_los_modera_planeacion(
    rol, client, reunion
):
    client.force_login(crear_con_rol(rol, reunion.actividad.estrategia.entidad))
    una = crear_valoracion(reunion, comentario="Bien")
    fila = reverse("admin:seguimiento_valoracion_change", args=[una.pk])

    leer = client.get(reverse("admin:seguimiento_valoracion_changelist")).status_code
    client.post(fila, {"comentario_publico": "si"})

    una.refresh_from_db()
    assert leer == (200 if rol in {"planeacion", "control", "administrador"} else 403)
    assert una.comentario_publico is (True if rol in {"planeacion", "administrador"} else None)


def test_los_comentarios_de_otra_entidad_no_se_ven_ni_se_moderan(client, reunion):
    una = crear_valoracion(reunion, comentario="Ojalá más corta")
    client.force_login(crear_usuario(rol="planeacion"))

    lista = client.get(reverse("admin:seguimiento_valoracion_changelist"))
    client.post(
        reverse("admin:seguimiento_valoracion_change", args=[una.pk]), {"comentario_publico": "si"}
    )

    una.refresh_from_db()
    assert "Ojalá" not in lista.content.decode()
    assert una.comentario_publico is None


@pytest.mark.pdf
def test_el_cartel_lleva_a_opinar_y_es_media_hoja(client, reunion):
    client.force_login(crear_usuario(rol="consulta", entidad=reunion.actividad.estrategia.entidad))

    respuesta = client.get(reverse("seguimiento:valoracion_pdf", args=[reunion.pk]))

    assert respuesta["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(respuesta.content)) as pdf:
        assert len(pdf.pages) == 1
        ancho, alto = (round(float(n) / 72 * 25.4) for n in list(pdf.pages[0].mediabox)[2:])
    assert (ancho, alto) == (148, 210)


@pytest.mark.parametrize("rol", COLUMNAS)
def test_el_cartel_lo_saca_quien_ve_la_reunion(rol, client, reunion, monkeypatch):
    monkeypatch.setattr("seguimiento.views.valoracion.cartel_en_pdf", lambda *_, **__: b"%PDF")
    client.force_login(crear_con_rol(rol, reunion.actividad.estrategia.entidad))

    assert client.get(reverse("seguimiento:valoracion_pdf", args=[reunion.pk])).status_code == 200


def test_el_cartel_de_otra_entidad_no_esta(client, reunion):
    direccion = reverse("seguimiento:valoracion_pdf", args=[reunion.pk])
    assert client.get(direccion).status_code == 302
    client.force_login(crear_usuario(rol="planeacion"))

    assert client.get(direccion).status_code == 404
