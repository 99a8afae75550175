"""La bandeja en la administración: se mira, se decide, y cada quien lo suyo."""

import pytest
from django.urls import reverse

from estrategia.inicio import pendientes_de
from estrategia.models import Aviso
from tests.factories import AHORA, crear_entidad, crear_usuario
from tests.factories.avisos import preparar_aviso

pytestmark = pytest.mark.django_db

LISTA = reverse("admin:estrategia_aviso_changelist")


@pytest.fixture
def entidad():
    return crear_entidad(nombre="Hospital")


@pytest.fixture
def planeacion(client, entidad):
    usuario = crear_usuario(rol="planeacion", entidad=entidad)
    client.force_login(usuario)
    return usuario


def poner(aviso, estado):
    Aviso.objects.filter(pk=aviso.pk).update(
        estado=estado, tomado_en=AHORA, entregado_en=AHORA if estado == "enviado" else None
    )
    return aviso


def pagina_de(aviso):
    return reverse("admin:estrategia_aviso_change", args=[aviso.pk])


def accion(client, nombre, *avisos, **datos):
    elegidos = {"action": nombre, "_selected_action": [aviso.pk for aviso in avisos]}
    respuesta = client.post(LISTA, elegidos | datos, follow=True)
    return [str(mensaje) for mensaje in respuesta.context["messages"]]


def estado_de(aviso):
    aviso.refresh_from_db()
    return aviso.estado


def test_se_lee_como_lo_lee_la_persona_y_nada_se_ejecuta(client, planeacion, entidad):
    aviso = preparar_aviso(entidad, cuerpo="Hola <script>alert(1)</script>\nNos vemos.")

    pagina = client.get(pagina_de(aviso)).content.decode()

    assert (
        '<pre class="carta">Hola &lt;script&gt;alert(1)&lt;/script&gt;\nNos vemos.\n</pre>'
        in pagina
    )


@pytest.mark.parametrize(
    ("estado", "ofrece"),
    [
        ("por_revisar", ["liberar", "descartar"]),
        ("por_enviar", ["descartar"]),
        ("fallido", ["reenviar", "descartar"]),
        ("dudoso", ["llego", "reenviar"]),
        ("enviando", None),
        ("enviado", None),
        ("descartado", None),
    ],
)
def test_cada_estado_ofrece_solo_lo_que_se_puede_decidir(
    client, planeacion, entidad, estado, ofrece
):
    aviso = poner(preparar_aviso(entidad), estado)

    respuesta = client.get(pagina_de(aviso))
    formulario = respuesta.context["adminform"].form

    if ofrece is None:
        assert 'name="decision"' not in respuesta.content.decode()
        assert client.post(pagina_de(aviso), {"decision": "liberar"}).status_code == 403
    else:
        assert [clave for clave, _ in formulario.fields["decision"].choices] == ofrece


def test_dejar_salir_uno_desde_su_pagina(client, planeacion, entidad):
    aviso = preparar_aviso(entidad, revisar=True)

    respuesta = client.post(pagina_de(aviso), {"decision": "liberar"}, follow=True)

    assert [str(m) for m in respuesta.context["messages"]] == [
        "1 correo: sale en la próxima entrega."
    ]
    assert (estado_de(aviso), aviso.decidido_por) == ("por_enviar", planeacion)


def test_no_enviar_pide_el_motivo(client, planeacion, entidad):
    aviso = preparar_aviso(entidad, revisar=True)

    respuesta = client.post(pagina_de(aviso), {"decision": "descartar", "motivo": "  "})
    assert respuesta.context["adminform"].form.errors["motivo"] == ["Diga por qué no se envía."]
    assert accion(client, "descartar", aviso) == ["Diga por qué no se envía."]
    assert estado_de(aviso) == "por_revisar"

    assert accion(client, "descartar", aviso, motivo="Ya se llamó") == ["1 correo: no se envía."]
    assert (estado_de(aviso), aviso.detalle) == ("descartado", "Ya se llamó")


def test_en_bloque_cambia_lo_que_puede_y_dice_lo_que_no(client, planeacion, entidad):
    esperan = [preparar_aviso(entidad, revisar=True) for _ in range(2)]
    enviado = poner(preparar_aviso(entidad), "enviado")

    assert accion(client, "liberar", *esperan, enviado) == [
        "2 correos: sale en la próxima entrega.",
        "No cambió 1 correo: su estado no lo permite o alguien decidió antes.",
    ]
    assert {estado_de(uno) for uno in esperan} == {"por_enviar"}


def test_un_dudoso_se_da_por_enviado_o_se_envia_otra_vez(client, planeacion, entidad):
    llego = poner(preparar_aviso(entidad), "dudoso")
    no_llego = poner(preparar_aviso(entidad), "dudoso")

    accion(client, "dar_por_enviado", llego)
    accion(client, "reenviar", no_llego)

    assert (estado_de(llego), llego.entregado_en) == ("enviado", AHORA)
    assert estado_de(no_llego) == "por_enviar"


def test_nadie_decide_sobre_los_correos_de_otra_entidad(client, planeacion):
    ajeno = preparar_aviso(revisar=True)

    accion(client, "liberar", ajeno)

    assert estado_de(ajeno) == "por_revisar"
    assert client.get(pagina_de(ajeno)).status_code == 302
    assert ajeno.destinatario not in client.get(LISTA).content.decode()


@pytest.mark.parametrize("rol", ["comunicaciones", "control", "consulta"])
def test_los_demas_cargos_no_ven_la_bandeja(client, entidad, rol):
    client.force_login(crear_usuario(rol=rol, entidad=entidad))

    assert client.get(LISTA).status_code == 403


def test_la_portada_dice_cuantos_esperan(planeacion, entidad, hoy):
    preparar_aviso(entidad, revisar=True)
    poner(preparar_aviso(entidad), "dudoso")
    preparar_aviso(revisar=True)

    esperan = {uno.nombre: uno.cuantos for uno in pendientes_de(planeacion, hoy=hoy)}

    assert esperan["correo por revisar"] == 1
    assert esperan["correo dudoso"] == 1
