"""Preguntas y respuestas por HTTP: leer, preguntar, saber en qué va, y que nada personal se escape."""

import csv
import io
import json
import logging
import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from cronograma.aportes import tramite
from cronograma.aportes.formulario import FormularioDeAporte
from cronograma.models import Aporte
from estrategia.models import DiaNoHabilPropio
from tests.factories import AHORA, crear_aporte, crear_encuentro, crear_entidad, crear_usuario
from tests.factories.aportes import crear_pregunta, crear_publicada, crear_respondida

pytestmark = pytest.mark.django_db

LISTA = "/hospital/preguntas/"
NUEVA, SEGUIMIENTO = f"{LISTA}nueva/", f"{LISTA}seguimiento/"
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
def estrategia():
    return crear_publicada(entidad=crear_entidad(slug="hospital"))


@pytest.fixture
def quien(estrategia):
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad)


@pytest.fixture
def encuentro(estrategia):
    return crear_encuentro(actividad=estrategia.actividades.get(), nombre="Audiencia de junio")


@pytest.fixture
def escribir(client, estrategia, reloj):
    """`escribir(texto=…)`: abre la página, espera un minuto y envía el formulario."""

    def enviar(*, espera=60, **datos):
        pagina = client.get(NUEVA).content.decode()
        (envio,) = re.findall(r'name="envio" value="([^"]+)"', pagina)
        reloj(seconds=espera)
        habitual = {
            "uso": "pregunta",
            "sobre": f"plan-{estrategia.pk}",
            "texto": "¿Habrá transporte?",
            "envio": envio,
        }
        return client.post(NUEVA, habitual | datos)

    return enviar


def texto_de(response):
    return " ".join(response.content.decode().split())


# --- Leer ----------------------------------------------------------------------------------


def test_lista_dice_lo_respondido_si_fue_a_tiempo_y_cuantas_faltan(
    client, estrategia, quien, hoy, revisar_html
):
    actividad = estrategia.actividades.get()
    crear_respondida(por=quien, estrategia=estrategia, actividad=actividad)
    crear_respondida(
        por=quien,
        estrategia=estrategia,
        uso="propuesta",
        texto="Hablen del puente",
        decision="no",
        porque="Es de la Nación",
        recibido=date(2026, 3, 20),
    )
    crear_pregunta(estrategia=estrategia, texto="Todavía nadie lee esto")

    respuesta = client.get(LISTA)
    texto = texto_de(respuesta)

    for dicho in (
        "¿Habrá transporte?",
        "Sí, desde la plaza",
        "Audiencia pública",
        "Respondida a tiempo",
        "Hablen del puente",
        "No acogida",
        "Es de la Nación",
        "Respondida tarde, 21 días hábiles después del plazo",
        "1 espera respuesta.",
    ):
        assert dicho in texto
    assert "Todavía nadie lee esto" not in texto
    revisar_html(respuesta.content.decode())


def test_lista_filtra_por_la_direccion_y_dice_lo_que_no_entiende(client, estrategia, quien, hoy):
    crear_respondida(por=quien, estrategia=estrategia)
    crear_respondida(por=quien, estrategia=estrategia, texto="Otra cosa")

    assert "1 de 2" in texto_de(client.get(LISTA, {"q": "TRANSPORTE"}))
    malo = client.get(LISTA, {"anio": "1999"})
    assert malo.status_code == 400
    assert "No hay preguntas publicadas del año «1999»." in texto_de(malo)


@pytest.mark.parametrize("pagina", ["2", "99", "x", ""])
def test_lista_se_parte_en_paginas(client, estrategia, quien, hoy, pagina, revisar_html):
    for numero in range(23):
        crear_respondida(por=quien, estrategia=estrategia, texto=f"Pregunta {numero}")

    respuesta = client.get(LISTA, {"pagina": pagina})

    cuantas = respuesta.content.decode().count('class="pregunta"')
    assert cuantas == (3 if pagina in {"2", "99"} else 20)
    revisar_html(respuesta.content.decode())


def test_lista_de_una_entidad_sin_nada_publicado(client, hoy, revisar_html):
    crear_entidad(slug="nueva")

    respuesta = client.get("/nueva/preguntas/")

    assert "Todavía no hay preguntas respondidas" in texto_de(respuesta)
    assert "Pregunte o proponga" not in texto_de(respuesta)
    assert client.get("/nueva/preguntas/nueva/").status_code == 404
    assert client.get("/no-existe/preguntas/").status_code == 404
    revisar_html(respuesta.content.decode())


@pytest.mark.parametrize("cuantas", [1, 3])
def test_lista_hace_siempre_las_mismas_consultas(
    client, estrategia, quien, hoy, cuantas, django_assert_num_queries
):
    actividad = estrategia.actividades.get()
    for _ in range(cuantas):
        crear_respondida(por=quien, estrategia=estrategia, actividad=actividad)

    with django_assert_num_queries(9):
        client.get(LISTA)


def test_datos_abiertos_llevan_lo_publicado_y_no_se_calculan(client, estrategia, quien, hoy):
    crear_respondida(por=quien, estrategia=estrategia, texto="=SUMA(A1)", recibido=date(2026, 5, 4))

    en_csv = client.get(f"{LISTA}preguntas.csv")
    en_json = client.get(f"{LISTA}preguntas.json")

    (fila,) = csv.DictReader(io.StringIO(en_csv.content.decode("utf-8-sig")))
    (registro,) = json.loads(en_json.content)["preguntas"]
    assert fila == registro | {"texto": "'=SUMA(A1)"}
    assert registro | {"direccion": ""} == {
        "entidad": "hospital",
        "clase": "pregunta",
        "actividad": "",
        "texto": "=SUMA(A1)",
        "recibido": "2026-05-04",
        "respondido": "2026-05-15",
        "vence": "2026-05-26",
        "estado": "a_tiempo",
        "decision": "",
        "porque": "",
        "respuesta": "Sí, desde la plaza",
        "dependencia": "",
        "direccion": "",
    }
    assert en_json["Access-Control-Allow-Origin"] == "*"


def test_la_pagina_de_la_actividad_muestra_sus_respuestas_y_cambia_con_ellas(
    client, estrategia, quien, hoy, revisar_html
):
    ficha = "/hospital/cronograma/2026/combinada/01/"
    antes = client.get(ficha)
    assert "Pregunte sobre esta actividad" in texto_de(antes)

    crear_respondida(por=quien, estrategia=estrategia, actividad=estrategia.actividades.get())

    despues = client.get(ficha, headers={"If-None-Match": antes["ETag"]})
    assert despues.status_code == 200
    assert "Sí, desde la plaza" in texto_de(despues)
    revisar_html(despues.content.decode())


def test_el_inicio_de_la_entidad_invita_a_preguntar(client, estrategia, hoy):
    texto = texto_de(client.get("/hospital/"))

    assert f'href="{NUEVA}"' in texto
    assert f'href="{LISTA}"' in texto


# --- Preguntar -----------------------------------------------------------------------------


def test_preguntar_da_el_codigo_y_la_fecha_con_los_dias_que_no_cuentan(
    escribir, estrategia, revisar_html
):
    DiaNoHabilPropio.objects.create(
        entidad=estrategia.entidad, dia=date(2026, 5, 20), motivo="Fiestas patronales"
    )

    respuesta = escribir()
    texto = texto_de(respuesta)

    aporte = Aporte.objects.get()
    assert CODIGO.findall(texto) == [aporte.codigo]
    # Del viernes 15 de mayo: sin la Ascensión (18), las fiestas (20) y Corpus (8 de junio).
    for dicho in (
        "Le responderemos a más tardar el 10 de junio de 2026</strong> (15 días hábiles)",
        "el lunes 18 de mayo de 2026 (Ascensión del Señor)",
        "el miércoles 20 de mayo de 2026 (Fiestas patronales)",
        "ni el lunes 8 de junio de 2026 (Corpus Christi)",
        "Contando todos los días habría sido el 30 de mayo de 2026",
    ):
        assert dicho in texto
    assert "no-store" in respuesta["Cache-Control"]
    revisar_html(respuesta.content.decode())


def test_formulario_viene_con_lo_que_la_direccion_pide(client, estrategia, encuentro, hoy):
    texto = texto_de(client.get(NUEVA, {"sobre": f"encuentro-{encuentro.pk}", "uso": "comentario"}))

    assert f'value="encuentro-{encuentro.pk}" selected' in texto
    assert re.search(r'value="comentario"[^>]* checked', texto)


def test_lo_ajeno_o_sin_publicar_no_se_ofrece_ni_se_recibe(client, escribir, encuentro):
    ajena = crear_publicada()
    suyo = crear_encuentro(actividad=ajena.actividades.get())

    for clave in (f"encuentro-{suyo.pk}", f"plan-{ajena.pk}", "encuentro-99999", "marciano"):
        assert clave not in texto_de(client.get(NUEVA, {"sobre": clave}))
        respuesta = escribir(sobre=clave)
        assert respuesta.status_code == 400
        assert "Eso no está publicado" in texto_de(respuesta)
    assert not Aporte.objects.exists()


def test_comentar_una_reunion_no_promete_respuesta(escribir, encuentro):
    texto = texto_de(escribir(uso="comentario", sobre=f"encuentro-{encuentro.pk}"))

    assert Aporte.objects.get().encuentro == encuentro
    assert "no está obligada a responderlo" in texto
    assert "Le responderemos" not in texto


@pytest.mark.parametrize(
    ("datos", "reparo"),
    [
        ({"texto": "  "}, "Escriba su pregunta, su propuesta o su comentario."),
        ({"texto": "\x00\x01"}, "Escriba su pregunta, su propuesta o su comentario."),
        ({"texto": "a" * 5001}, "tiene 5001 caracteres y caben 5000"),
        ({"uso": ""}, "Diga qué quiere hacer"),
        ({"uso": "observacion"}, "Diga qué quiere hacer"),
        ({"uso": "comentario"}, "Un comentario es sobre una reunión o evento"),
        ({"correo": "nada"}, "Revise el correo"),
        ({"correo": "a@b.co\nBcc: otro@b.co"}, "Revise el correo"),
        ({"nombre": "Ana"}, "marque que autoriza usarlos; o bórrelos."),
        ({"nombre": "Gane en www.premios.com", "consiente": "on"}, "solo el nombre"),
        ({"apellido_dos": "x"}, "Deje en blanco el último campo"),
        ({"espera": 1}, "Fue muy rápido"),
        ({"envio": "inventado"}, "La página llevaba mucho abierta."),
    ],
)
def test_un_reparo_se_dice_y_lo_escrito_se_conserva(escribir, datos, reparo, revisar_html):
    respuesta = escribir(**datos)

    assert respuesta.status_code == 400
    assert reparo in texto_de(respuesta)
    assert not Aporte.objects.exists()
    if "texto" not in datos:
        assert "¿Habrá transporte?</textarea>" in respuesta.content.decode()
    revisar_html(respuesta.content.decode())


def test_enviar_dos_veces_lo_mismo_guarda_una(client, estrategia, reloj):
    envio = FormularioDeAporte.marca(timezone.now())
    reloj(seconds=5)
    datos = {"uso": "pregunta", "sobre": f"plan-{estrategia.pk}", "texto": "Sí", "envio": envio}

    codigos = {CODIGO.findall(client.post(NUEVA, datos).content.decode())[0] for _ in "ab"}

    assert len(codigos) == 1
    assert Aporte.objects.count() == 1


def test_muchos_mensajes_de_una_direccion_se_frenan_y_lo_dice(escribir):
    respuestas = [escribir(texto=f"Pregunta {n}") for n in range(12)]

    assert [una.status_code for una in respuestas] == [200] * 10 + [429] * 2
    assert "Espere diez minutos" in texto_de(respuestas[-1])


# --- En qué va -----------------------------------------------------------------------------


def test_html_y_enlaces_de_lo_escrito_quedan_inertes(escribir, client, quien):
    escribir(texto="<script>alert(1)</script> javascript:x http://malo.example")
    aporte = Aporte.objects.get()
    tramite.responder(aporte, por=quien, ahora=AHORA, respuesta="<b>Sí</b>", publico=True)

    for pagina in (client.post(SEGUIMIENTO, {"codigo": aporte.codigo}), client.get(LISTA)):
        html = pagina.content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "&lt;b&gt;Sí&lt;/b&gt;" in html
        assert 'href="http://malo' not in html


def test_seguimiento_no_muestra_lo_que_todavia_no_es_respuesta(client, estrategia, quien, hoy):
    pregunta = crear_pregunta(estrategia=estrategia)
    tramite.redactar(pregunta, por=quien, ahora=AHORA, respuesta="Un borrador")

    texto = texto_de(client.post(SEGUIMIENTO, {"codigo": pregunta.codigo}))

    assert "Sin responder todavía" in texto
    assert "Faltan 15 días hábiles. Vence el 9 de junio de 2026." in texto
    assert "Un borrador" not in texto


def test_seguimiento_dice_la_respuesta_o_el_numero_del_traslado(client, estrategia, quien, hoy):
    una, otra = (crear_pregunta(estrategia=estrategia) for _ in "ab")
    tramite.responder(una, por=quien, ahora=AHORA, respuesta="Sí hay")
    tramite.trasladar(otra, por=quien, ahora=AHORA, radicado="PQR-77")

    assert "Sí hay" in texto_de(client.post(SEGUIMIENTO, {"codigo": una.codigo}))
    trasladada = texto_de(client.post(SEGUIMIENTO, {"codigo": otra.codigo}))
    assert "PQR-77" in trasladada
    assert "Vence el" not in trasladada


def test_codigo_equivocado_ajeno_o_de_una_observacion_responde_igual(client, estrategia, hoy):
    ajena = crear_pregunta()
    observacion = crear_aporte(version=estrategia.versiones.get(), estrategia=estrategia)

    codigos = (ajena.codigo, observacion.codigo, "AAAA-BBBB-CCCC-DDDD", "nada", "", "\x00")
    paginas = [client.post(SEGUIMIENTO, {"codigo": codigo}) for codigo in codigos]

    sin_csrf = {
        re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", pagina.content.decode())
        for pagina in paginas
    }
    assert len(sin_csrf) == 1
    assert {pagina.status_code for pagina in paginas} == {200}
    assert "Con ese código no podemos mostrarle nada" in sin_csrf.pop()


def test_adivinar_codigos_se_frena(client, estrategia, hoy):
    estados = [client.post(SEGUIMIENTO, {"codigo": f"x{n}"}).status_code for n in range(22)]

    assert estados == [200] * 20 + [429] * 2


# --- Lo personal ---------------------------------------------------------------------------


def test_los_datos_de_la_persona_no_salen_en_ninguna_parte(
    client, escribir, estrategia, encuentro, quien, caplog
):
    caplog.set_level(logging.DEBUG)
    nombre, correo, telefono = PERSONALES
    recibida = escribir(
        texto=f"¿Hay rampa? Llámenme al {telefono}",
        sobre=f"encuentro-{encuentro.pk}",
        nombre=nombre,
        correo=correo,
        consiente="on",
    )
    aporte = Aporte.objects.get()
    tramite.responder(
        aporte,
        por=quien,
        ahora=AHORA,
        respuesta="Sí hay",
        publico=True,
        texto_publico="¿Hay rampa?",
    )

    direcciones = (
        "/",
        "/hospital/",
        LISTA,
        f"{LISTA}?q={telefono}",
        f"{LISTA}preguntas.csv",
        f"{LISTA}preguntas.json",
        NUEVA,
        SEGUIMIENTO,
        "/hospital/cronograma/2026/",
        "/hospital/cronograma/2026/combinada/01/",
        "/hospital/cronograma/2026/cronograma.ics",
        "/hospital/novedades.atom",
        "/hospital/transparencia/",
        "/hospital/datos/",
        "/datos/v1/actividades.json",
        "/sitemap.xml",
    )
    publicas = {direccion: client.get(direccion).content.decode() for direccion in direcciones}

    # Lo que uno busca vuelve a su propia casilla; nadie más lo ve.
    publicas[f"{LISTA}?q={telefono}"] = (
        publicas[f"{LISTA}?q={telefono}"]
        .replace(f'value="{telefono}"', "")
        .replace(f"q={telefono}", "")
    )
    for dato in (*PERSONALES, aporte.codigo):
        assert not [d for d, pagina in publicas.items() if dato in pagina], dato
        assert dato not in caplog.text
    assert "¿Hay rampa?" in publicas[LISTA]
    # Ni la página de quien escribió repite su nombre o su correo.
    for pagina in (
        texto_de(recibida),
        texto_de(client.post(SEGUIMIENTO, {"codigo": aporte.codigo})),
    ):
        assert nombre not in pagina
        assert correo not in pagina
    assert not [uno for uno in mail.outbox if nombre in uno.body]
    assert aporte.codigo not in str(aporte)
