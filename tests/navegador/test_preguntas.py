"""Preguntar y responder con un navegador: de la pregunta a la respuesta publicada, y sin barreras."""

from datetime import date, datetime, time

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from cronograma import formulario_ciudadano
from cronograma.models import Aporte
from tests.factories import crear_dependencia, crear_encuentro, crear_entidad, crear_usuario
from tests.factories.aportes import crear_pregunta, crear_publicada

ANCHOS = [360, 1280]
LISTA = "/hospital/preguntas/"
NUEVA = f"{LISTA}nueva/"


@pytest.fixture(autouse=True)
def sin_esperas(transactional_db, monkeypatch):
    monkeypatch.setattr(formulario_ciudadano, "SEGUNDOS_MINIMOS", 0)
    cache.clear()


@pytest.fixture
def estrategia():
    entidad = crear_entidad(nombre="Hospital de Prueba", slug="hospital", sigla="HDP")
    estrategia = crear_publicada(entidad=entidad, nombre="Cronograma de participación")
    crear_encuentro(actividad=estrategia.actividades.get(), fecha=date(2026, 6, 1))
    return estrategia


@pytest.fixture
def planeacion(estrategia):
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad)


def olvidar_el_error_esperado(page):
    page.quejas[:] = [q for q in page.quejas if "Failed to load resource" not in q]


@pytest.fixture
def reloj(monkeypatch):
    """`reloj(dia)`: para el servidor es el mediodía de ese día en Colombia."""

    def poner(dia):
        momento = timezone.make_aware(datetime.combine(dia, time(12)))
        monkeypatch.setattr(timezone, "now", lambda: momento)

    return poner


@pytest.mark.parametrize("ancho", ANCHOS)
def test_formulario_con_reparos_es_accesible_y_cabe(page, estrategia, revisar_accesibilidad, ancho):
    page.set_viewport_size({"width": ancho, "height": 800})
    page.goto(NUEVA)
    revisar_accesibilidad(page)
    page.get_by_label("Comentar una reunión o evento").check()
    page.get_by_label("Su nombre").fill("Ana")
    page.get_by_label("Su correo").fill("ana")

    page.get_by_role("button", name="Enviar").click()
    page.wait_for_selector("[role=alert]")
    olvidar_el_error_esperado(page)

    expect(page.get_by_label("Comentar una reunión o evento")).to_be_checked()
    assert page.locator("#id_sobre").get_attribute("aria-describedby") == "error-sobre"
    revisar_accesibilidad(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= ancho
    page.get_by_role("link", name="Escriba su pregunta, su propuesta o su comentario.").click()
    assert page.evaluate("document.activeElement.id") == "id_texto"


def test_sin_escoger_que_hacer_el_reparo_lleva_al_primer_boton(page, estrategia):
    page.goto(NUEVA)
    page.evaluate("document.querySelector('[name=uso]:checked').checked = false")
    page.get_by_label("Escríbalo aquí").fill("Hola")
    page.get_by_role("button", name="Enviar").click()
    page.wait_for_selector("[role=alert]")
    olvidar_el_error_esperado(page)

    page.get_by_role("link", name="Diga qué quiere hacer").click()

    assert page.evaluate("document.activeElement.id") == "id_uso_0"


def test_preguntar_solo_con_teclado(page, estrategia):
    page.goto(NUEVA)
    page.get_by_label("Hacer una pregunta").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Hablen del puente")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Enviar":
            break
    page.keyboard.press("Enter")

    page.wait_for_selector(".codigo-de-seguimiento")
    aporte = Aporte.objects.get()
    assert (aporte.uso, aporte.texto) == ("propuesta", "Hablen del puente")


def test_de_la_pregunta_en_el_telefono_a_la_respuesta_el_dia_14(
    page, contexto, entrar, estrategia, planeacion, reloj, revisar_accesibilidad
):
    page.set_viewport_size({"width": 360, "height": 740})
    reloj(date(2022, 6, 1))
    page.goto(f"{NUEVA}")
    page.get_by_label("¿De qué quiere hablar?").select_option(label="01/06/2026: Audiencia pública")
    page.get_by_label("Escríbalo aquí").fill("¿Habrá transporte desde la vereda?")
    page.get_by_role("button", name="Enviar").click()
    page.wait_for_selector(".codigo-de-seguimiento")
    codigo = page.locator(".codigo-de-seguimiento").inner_text().strip()
    expect(page.get_by_text("a más tardar el 23 de junio de 2022")).to_be_visible()
    page.get_by_text("Cómo se cuenta este plazo").click()
    expect(page.get_by_text("el lunes 20 de junio de 2022 (Corpus Christi)")).to_be_visible()
    revisar_accesibilidad(page)

    # El día hábil 14, desde la oficina.
    reloj(date(2022, 6, 22))
    entrar(planeacion)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(reverse("admin:cronograma_aporte_changelist"))
    expect(page.locator(".plazo-por_vencer")).to_contain_text("Por vencer")
    revisar_accesibilidad(page, "#result_list")
    page.get_by_role("link", name="¿Habrá transporte").click()
    page.locator("#id_respuesta").fill("Sí, a las 7 desde la plaza.")
    page.get_by_role("button", name="Responder").click()
    page.wait_for_url("**/aporte/")

    page.goto(f"{LISTA}seguimiento/")
    page.fill("#codigo", codigo)
    page.get_by_role("button", name="Consultar").click()
    expect(page.get_by_text("Sí, a las 7 desde la plaza.")).to_be_visible()
    expect(page.get_by_text("Respondida a tiempo, en 14 días hábiles")).to_be_visible()
    assert codigo not in page.url
    revisar_accesibilidad(page)
    page.goto(LISTA)
    expect(page.get_by_text("Sí, a las 7 desde la plaza.")).to_be_visible()


@pytest.mark.parametrize("verbo", ["asignar", "trasladar"])
def test_los_pasos_de_la_oficina_son_accesibles_tambien_con_reparos(
    page, entrar, estrategia, planeacion, revisar_accesibilidad, verbo
):
    crear_dependencia(entidad=estrategia.entidad)
    pregunta = crear_pregunta(estrategia=estrategia)
    entrar(planeacion)
    page.goto(reverse("admin:cronograma_aporte_change", args=[pregunta.pk]))
    revisar_accesibilidad(page, "#content")

    page.goto(reverse("admin:cronograma_aporte_paso", args=[pregunta.pk, verbo]))
    page.evaluate("document.querySelector('#content form').noValidate = true")
    page.locator("#content input[type=submit]").click()

    expect(page.locator(".errornote")).to_be_visible()
    revisar_accesibilidad(page, "#content")
    # Para medir, axe pone estilos en línea que la política de seguridad rechaza.
    page.quejas[:] = [q for q in page.quejas if "inline style" not in q]
