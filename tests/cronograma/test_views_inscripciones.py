"""Inscribirse por HTTP: lo que ve la persona, lo que no sabe un extraño y lo que se frena."""

import logging
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from cronograma import inscripciones
from cronograma.models import DatoDiferencial, Inscripcion
from cronograma.views import formulario_de_inscripcion
from estrategia.models import Aviso
from tests.factories import AHORA, crear_entidad, crear_grupo
from tests.factories.inscripciones import FECHA, crear_inscripcion, crear_reunion

pytestmark = pytest.mark.django_db

CODIGO = re.compile(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}")
PERSONALES = ("Ana Sembrada", "ana.sembrada@example.org", "300 123 4567", "Junta Secreta")
DATOS = {
    "nombre": PERSONALES[0],
    "correo": PERSONALES[1],
    "telefono": PERSONALES[2],
    "organizacion": PERSONALES[3],
    "mayor_de_edad": "on",
    "consiente": "on",
}


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
    return crear_reunion(
        entidad=crear_entidad(nombre="Hospital", slug="hospital", correo="datos@hospital.example")
    )


@pytest.fixture
def direccion(reunion):
    return f"/hospital/reuniones/{reunion.pk}/inscripcion/"


@pytest.fixture
def enviar(client, reloj, direccion):
    """`enviar(correo=…)`: abre la página, espera un minuto y envía el formulario."""

    def enviar(*, espera=60, **datos):
        pagina = client.get(direccion).content.decode()
        (envio,) = re.findall(r'name="envio" value="([^"]+)"', pagina) or [""]
        reloj(seconds=espera)
        return client.post(direccion, DATOS | {"envio": envio} | datos)

    return enviar


def texto_de(respuesta):
    return " ".join(respuesta.content.decode().split())


def sin_csrf(respuesta):
    marcas = r'name="(csrfmiddlewaretoken|envio)" value="[^"]+"'
    return re.sub(marcas, "", respuesta.content.decode())


# --- El formulario -------------------------------------------------------------------------


def test_formulario_dice_para_que_hasta_cuando_y_quien_responde(client, direccion, revisar_html):
    respuesta = client.get(direccion)

    texto = texto_de(respuesta)
    for dicho in (
        "Puede inscribirse. No hay límite de puestos.",
        "Guardar su puesto en esta reunión",
        "28 de noviembre de 2026",
        "Hospital · Correo: datos@hospital.example",
        "Retirar la autorización y pedir que los borren, cuando quiera.",
        "Tengo 18 años o más.",
    ):
        assert dicho in texto
    assert "noindex" in texto
    revisar_html(respuesta.content.decode())


def test_solo_se_ofrecen_los_grupos_de_la_convocatoria(client, direccion, reunion):
    entidad = reunion.actividad.estrategia.entidad
    reunion.convocatoria.grupos.add(crear_grupo(entidad=entidad, nombre="Veedurías"))
    crear_grupo(entidad=entidad, nombre="Proveedores")

    texto = texto_de(client.get(direccion))

    assert "Veedurías" in texto
    assert "Proveedores" not in texto


def test_inscribirse_guarda_y_responde_sin_el_codigo(enviar, reunion, revisar_html):
    respuesta = enviar(apoyos="Intérprete", genero="Mujer", consiente_aparte="on")

    guardada = Inscripcion.objects.get()
    assert (guardada.nombre, guardada.correo, guardada.telefono) == PERSONALES[:3]
    assert (guardada.organizacion, guardada.apoyos) == ("Junta Secreta", "Intérprete")
    assert DatoDiferencial.objects.get().respuesta == "Mujer"
    assert respuesta.status_code == 200
    # El código llega solo al correo: quien lo lee es quien dijo ser.
    assert not CODIGO.search(respuesta.content.decode())
    assert f"/hospital/reuniones/{reunion.pk}/calendario.ics" in texto_de(respuesta)
    revisar_html(respuesta.content.decode())


def test_un_extrano_no_sabe_si_un_correo_ya_estaba_inscrito(enviar, reunion):
    nueva, repetida = enviar(), enviar()

    assert Inscripcion.objects.count() == 1
    assert sin_csrf(nueva) == sin_csrf(repetida)


def test_un_extrano_no_lo_sabe_tampoco_con_el_cupo_lleno_ni_por_la_reunion(enviar, client, reunion):
    reunion.cupo = 10
    reunion.save()
    crear_inscripcion(reunion, correo=PERSONALES[1])
    antes = texto_de(client.get(f"/hospital/reuniones/{reunion.pk}/"))

    enviar(correo="otra@example.org")

    assert texto_de(client.get(f"/hospital/reuniones/{reunion.pk}/")) == antes


def test_con_el_cupo_lleno_el_acuse_lo_dice(enviar, reunion):
    reunion.cupo = 1
    reunion.save()
    crear_inscripcion(reunion)

    assert "El cupo estaba completo" in texto_de(enviar())
    assert Inscripcion.objects.last().estado == "en_espera"


# --- Lo mal escrito ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("datos", "reparo"),
    [
        ({"nombre": ""}, "Escriba su nombre."),
        ({"nombre": "\u200b\x00"}, "Escriba su nombre."),
        ({"nombre": "Ana" * 100}, "120"),
        ({"nombre": "Gane en www.premios.example"}, "Escriba aquí solo el nombre, sin direcciones ni enlaces."),
        ({"organizacion": "http://premios.example"}, "Escriba aquí solo el nombre, sin direcciones ni enlaces."),
        ({"correo": "ana"}, "Revise el correo: debe parecerse a nombre@ejemplo.org."),
        ({"correo": "ana@example.org\r\nBcc: otra@example.org"}, "Revise el correo: debe parecerse a nombre@ejemplo.org."),
        ({"correo": ""}, "Escriba su correo: allí llega su código."),
        ({"telefono": "llámeme"}, "Escriba el teléfono con números: 300 123 4567."),
        ({"mayor_de_edad": ""}, "No pedimos datos de menores de edad."),
        ({"consiente": ""}, "Para inscribirse marque que autoriza el uso de sus datos."),
        ({"genero": "Mujer"}, "Para responder las preguntas aparte, marque que autoriza contarlas"),
        ({"genero": "Inventado", "consiente_aparte": "on"}, "Inventado"),
        ({"grupo": "999999"}, "opción"),
        ({"apellido_dos": "robot"}, "Deje en blanco el último campo"),
        ({"espera": 1}, "Fue muy rápido: espere unos segundos y vuelva a enviar."),
        ({"espera": 25 * 60 * 60}, "La página llevaba mucho abierta. Vuelva a enviar."),
        ({"envio": "inventada"}, "La página llevaba mucho abierta. Vuelva a enviar."),
    ],
)  # fmt: skip
def test_lo_mal_escrito_se_dice_y_no_se_pierde_lo_demas(enviar, datos, reparo, revisar_html):
    respuesta = enviar(**{"organizacion": "Junta del barrio"} | datos)

    texto = texto_de(respuesta)
    assert respuesta.status_code == 400
    assert reparo in texto
    assert "Su inscripción no se ha enviado." in texto
    assert "Revise su inscripción" in texto
    if "organizacion" not in datos:
        assert 'value="Junta del barrio"' in texto
    assert not Inscripcion.objects.exists()
    revisar_html(respuesta.content.decode())


def test_html_en_el_nombre_se_ve_y_no_hace_nada(enviar, client):
    enviar(nombre="<script>alert(1)</script>")

    codigo = Inscripcion.objects.get().codigo
    pagina = client.post("/hospital/inscripcion/", {"codigo": codigo}).content.decode()
    assert "<script>alert(1)" not in pagina
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pagina


def test_la_marca_de_otro_formulario_no_vale(client, direccion, reloj):
    from cronograma.views.observaciones import marca_de_envio  # noqa: PLC0415

    envio = marca_de_envio()
    reloj(seconds=60)

    assert client.post(direccion, DATOS | {"envio": envio}).status_code == 400


def test_muchas_inscripciones_de_una_conexion_se_frenan(enviar):
    estados = [enviar(correo=f"p{n}@example.org").status_code for n in range(12)]

    assert estados == [200] * 10 + [429] * 2


# --- Cuando no se puede --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("datos", "frase"),
    [
        ({"fecha": FECHA - timedelta(days=30)}, "Esta reunión ya pasó"),
        ({"estado": "cancelado", "motivo": "Paro"}, "Esta reunión se canceló"),
        ({"inscripciones_hasta": FECHA - timedelta(days=30)}, "Las inscripciones cerraron el 2 de mayo"),
        ({"recibe_inscripciones": False}, "Para esta reunión no hace falta inscribirse."),
        ({"convocada": False}, "Las inscripciones todavía no están abiertas"),
    ],
)  # fmt: skip
def test_sin_inscripciones_abiertas_se_dice_y_no_se_guarda(client, hoy, datos, frase):
    reunion = crear_reunion(entidad=crear_entidad(slug="hospital"), **datos)
    direccion = f"/hospital/reuniones/{reunion.pk}/inscripcion/"
    envio = formulario_de_inscripcion.FormularioDeInscripcion.marca(AHORA - timedelta(minutes=5))

    vista, enviada = client.get(direccion), client.post(direccion, DATOS | {"envio": envio})

    assert (vista.status_code, enviada.status_code) == (200, 409)
    assert frase in texto_de(vista)
    assert frase in texto_de(enviada)
    assert "<form" not in vista.content.decode().partition("<main")[2]
    assert not Inscripcion.objects.exists()


def test_la_reunion_que_no_es_publica_o_es_de_otra_entidad_no_esta(client, hoy, reunion):
    crear_entidad(slug="alcaldia")
    sin_publicar = crear_reunion(publicada=False)
    ajena = sin_publicar.actividad.estrategia.entidad.slug

    for direccion in (
        f"/alcaldia/reuniones/{reunion.pk}/inscripcion/",
        f"/{ajena}/reuniones/{sin_publicar.pk}/inscripcion/",
        "/hospital/reuniones/999999/inscripcion/",
    ):
        assert client.get(direccion).status_code == 404


@pytest.mark.parametrize(
    ("datos", "dicho"),
    [
        ({}, "Inscribirme"),
        ({"cupo": 1}, "Entre a la lista de espera"),
        ({"inscripciones_hasta": FECHA - timedelta(days=30)}, "Las inscripciones cerraron el 2 de mayo de 2026."),
        ({"recibe_inscripciones": False}, "Para esta reunión no hace falta inscribirse."),
    ],
)  # fmt: skip
def test_la_pagina_de_la_reunion_invita_a_inscribirse(client, hoy, datos, dicho):
    reunion = crear_reunion(entidad=crear_entidad(slug="hospital"), **datos)
    if reunion.cupo:
        crear_inscripcion(reunion)

    assert dicho in texto_de(client.get(f"/hospital/reuniones/{reunion.pk}/"))


# --- Con el código -------------------------------------------------------------------------


@pytest.fixture
def ana(reunion):
    return crear_inscripcion(reunion, nombre=PERSONALES[0], correo=PERSONALES[1])


def preguntar(client, codigo, **datos):
    return client.post("/hospital/inscripcion/", {"codigo": codigo} | datos)


def test_con_el_codigo_se_ve_todo_lo_que_se_guarda(client, ana, revisar_html):
    respuesta = preguntar(client, ana.codigo.lower())

    texto = texto_de(respuesta)
    for dicho in (
        "Tiene un puesto.",
        *PERSONALES[:2],
        "Organizar la reunión.",
        "Entidad de prueba",
    ):
        if dicho != "Entidad de prueba":
            assert dicho in texto
    assert "28 de noviembre de 2026" in texto
    revisar_html(respuesta.content.decode())


def test_codigo_equivocado_ajeno_o_viejo_responde_igual(client, ana):
    ajena = crear_inscripcion(crear_reunion())
    codigos = (ajena.codigo, "AAAA-BBBB-CCCC-DDDD", "nada", "")
    verbos = ({}, {"verbo": "cancelar"}, {"verbo": "retirar"})

    paginas = {sin_csrf(preguntar(client, uno, **como)) for uno in codigos for como in verbos}

    assert len(paginas) == 1
    assert "Con ese código no podemos mostrarle nada. Revíselo." in paginas.pop()
    ajena.refresh_from_db()
    assert ajena.estado == "inscrita"


def test_cancelar_con_el_codigo(client, ana):
    respuesta = preguntar(client, ana.codigo, verbo="cancelar")

    ana.refresh_from_db()
    assert ana.estado == "cancelada"
    assert "Canceló su inscripción." in texto_de(respuesta)
    assert "Cancelar mi inscripción" not in texto_de(respuesta)


def test_retirar_la_autorizacion_borra_en_el_momento(client, ana):
    respuesta = preguntar(client, ana.codigo, verbo="retirar")

    assert "Se borraron sus datos" in texto_de(respuesta)
    assert not Inscripcion.objects.exists()
    assert "no podemos mostrarle nada" in texto_de(preguntar(client, ana.codigo))


def test_ver_la_pagina_no_cambia_nada_aunque_traiga_el_verbo(client, ana):
    client.get("/hospital/inscripcion/", {"codigo": ana.codigo, "verbo": "retirar"})

    ana.refresh_from_db()
    assert ana.estado == "inscrita"


def test_adivinar_codigos_se_frena(client, reunion):
    estados = [preguntar(client, f"x{n}").status_code for n in range(22)]

    assert estados == [200] * 20 + [429] * 2


def test_nada_de_esto_se_guarda_en_el_navegador_ni_en_el_camino(client, ana, direccion):
    for respuesta in (client.get(direccion), preguntar(client, ana.codigo)):
        assert "no-store" in respuesta["Cache-Control"]


# --- Lo personal ---------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_los_datos_de_la_persona_no_salen_en_ninguna_parte(client, enviar, reunion, caplog):
    caplog.set_level(logging.DEBUG)
    enviar()
    guardada = Inscripcion.objects.get()
    inscripciones.anotar_llegada(guardada, ahora=AHORA)
    suya = f"/hospital/reuniones/{reunion.pk}/"
    direcciones = (
        "/",
        "/hospital/",
        "/hospital/convocatorias/",
        suya,
        f"{suya}calendario.ics",
        f"{suya}inscripcion/",
        "/hospital/inscripcion/",
        "/hospital/cronograma/2026/",
        "/hospital/cronograma/2026/cronograma.ics",
        "/hospital/cronograma/2026/cronograma.csv",
        "/hospital/cronograma/2026/cronograma.json",
        "/hospital/novedades.atom",
        "/datos/v1/actividades.json",
        "/sitemap.xml",
    )

    publicado = [client.get(una) for una in direcciones]

    # Con una sola entidad, la portada lleva a ella.
    assert {una.status_code for una in publicado} == {200, 302}
    # El aviso consta en el registro por su número, y el correo solo en la bandeja y a su destino.
    rastros = "\n".join([*(una.content.decode() for una in publicado), caplog.text])
    assert [dato for dato in (*PERSONALES, guardada.codigo) if dato in rastros] == []
    assert str(guardada) == f"Inscripción {guardada.pk}"
    assert [correo.to for correo in mail.outbox] == [[PERSONALES[1]]]
    assert PERSONALES[1] not in str(Aviso.objects.get())
