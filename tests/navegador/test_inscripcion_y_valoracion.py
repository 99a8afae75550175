"""Inscribirse, opinar y anotar llegadas con un navegador: accesible, angosto, con teclado y sin guiones."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from cronograma import formulario_ciudadano
from cronograma.models import Encuentro, Inscripcion
from seguimiento.models import Valoracion
from tests.factories import crear_entidad, crear_grupo, crear_usuario
from tests.factories.inscripciones import crear_inscripcion, crear_reunion
from tests.factories.valoraciones import crear_valoracion

ANCHOS = [1280, 360]


@pytest.fixture(autouse=True)
def sin_esperas(monkeypatch):
    cache.clear()
    monkeypatch.setattr(formulario_ciudadano, "SEGUNDOS_MINIMOS", 0)


@pytest.fixture
def entidad():
    return crear_entidad(nombre="Hospital", slug="hospital", correo="datos@hospital.example")


@pytest.fixture
def reunion(entidad):
    """Dentro de dos semanas, con cupo, un grupo invitado y alguien inscrito."""
    fecha = timezone.localdate() + timedelta(days=14)
    reunion = crear_reunion(entidad=entidad, fecha=fecha, lugar="Auditorio", cupo=3)
    reunion.convocatoria.grupos.add(crear_grupo(entidad=entidad, nombre="Veedurías"))
    crear_inscripcion(reunion, nombre="Ana Rojas", consentimiento_hasta=fecha)
    return reunion


@pytest.fixture
def de_hoy(entidad):
    return crear_reunion(entidad=entidad, fecha=timezone.localdate())


def desborda(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def ir(page, direccion, ancho=360):
    page.set_viewport_size({"width": ancho, "height": 800})
    page.goto(direccion)


def inscripcion_de(reunion):
    return f"/hospital/reuniones/{reunion.pk}/inscripcion/"


def valoracion_de(reunion):
    return f"/hospital/reuniones/{reunion.pk}/valoracion/"


def revisar_en_la_oficina(page, revisar):
    """Axe escribe estilos en la página y la CSP del admin se queja: eso no es de la página."""
    assert page.quejas == []
    revisar(page, "#content-main")
    page.quejas.clear()


def olvidar_el_400(page):
    page.quejas[:] = [una for una in page.quejas if "400 (Bad Request)" not in una]


# --- Inscribirse ---------------------------------------------------------------------------


@pytest.mark.parametrize("ancho", ANCHOS)
def test_inscribirse_de_principio_a_fin(page, reunion, revisar_accesibilidad, ancho):
    ir(page, f"/hospital/reuniones/{reunion.pk}/", ancho)
    page.get_by_role("link", name="Inscribirme").click()
    revisar_accesibilidad(page)
    assert not desborda(page)

    page.get_by_role("button", name="Inscribirme").click()
    expect(page.get_by_role("alert")).to_contain_text("Su inscripción no se ha enviado.")
    olvidar_el_400(page)
    revisar_accesibilidad(page)
    assert not desborda(page)
    page.get_by_role("link", name="Escriba su nombre.").click()
    expect(page.get_by_label("Su nombre")).to_be_focused()

    page.get_by_label("Su nombre").fill("Beatriz Díaz")
    page.get_by_label("Su correo").fill("beatriz@example.org")
    page.get_by_text("Cuatro preguntas aparte").click()
    page.get_by_label("¿Cómo se identifica?").select_option("Mujer")
    page.get_by_label("Autorizo que cuenten estas respuestas.").check()
    revisar_accesibilidad(page)
    page.get_by_label("Tengo 18 años o más.").check()
    page.get_by_label("Autorizo que usen los datos").check()
    page.get_by_role("button", name="Inscribirme").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Recibimos su inscripción")
    revisar_accesibilidad(page)
    assert not desborda(page)
    assert Inscripcion.objects.filter(correo="beatriz@example.org").count() == 1


@pytest.mark.parametrize("ancho", ANCHOS)
def test_ver_y_retirar_con_el_codigo(page, reunion, revisar_accesibilidad, ancho):
    ir(page, "/hospital/inscripcion/", ancho)
    revisar_accesibilidad(page)
    page.get_by_label("El código que llegó a su correo").fill("AAAA-BBBB-CCCC-DDDD")
    page.get_by_role("button", name="Consultar").click()
    expect(page.get_by_role("alert")).to_contain_text("no podemos mostrarle nada")
    revisar_accesibilidad(page)

    page.get_by_label("El código que llegó a su correo").fill(Inscripcion.objects.get().codigo)
    page.get_by_role("button", name="Consultar").click()
    expect(page.get_by_text("Tiene un puesto.")).to_be_visible()
    page.get_by_text("Retirar la autorización y borrar mis datos").click()
    revisar_accesibilidad(page)
    assert not desborda(page)
    page.get_by_role("button", name="Borrar mis datos").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Se borraron sus datos")
    revisar_accesibilidad(page)
    assert not Inscripcion.objects.exists()


def test_inscribirse_solo_con_el_teclado(page, reunion):
    ir(page, inscripcion_de(reunion))
    page.get_by_label("Su nombre").focus()
    page.keyboard.type("Luis Peña")
    page.keyboard.press("Tab")
    page.keyboard.type("luis@example.org")
    for _ in range(30):
        page.keyboard.press("Tab")
        cual = page.evaluate("document.activeElement.id || document.activeElement.textContent")
        # A la trampa no se llega con el teclado.
        assert cual != "id_apellido_dos"
        if cual in {"id_mayor_de_edad", "id_consiente"}:
            page.keyboard.press("Space")
        if cual.strip() == "Inscribirme":
            page.keyboard.press("Enter")
            break

    expect(page.get_by_role("heading", level=1)).to_have_text("Recibimos su inscripción")


# --- Opinar --------------------------------------------------------------------------------


@pytest.mark.parametrize("ancho", ANCHOS)
def test_opinar_de_principio_a_fin(page, de_hoy, revisar_accesibilidad, ancho):
    for _ in range(4):
        crear_valoracion(de_hoy, comentario="Bien", comentario_publico=True)
    ir(page, valoracion_de(de_hoy), ancho)
    revisar_accesibilidad(page)
    assert not desborda(page)

    page.get_by_role("button", name="Enviar mi opinión").click()
    expect(page.get_by_role("alert")).to_contain_text("Su opinión no se ha enviado.")
    olvidar_el_400(page)
    revisar_accesibilidad(page)
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("#id_claridad")).to_be_focused()

    # Con el teclado: se entra a cada pregunta y se mueve con las flechas.
    for pregunta in ("claridad", "escucha", "utilidad"):
        page.locator(f"#id_{pregunta}_0").focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Enviar mi opinión").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Gracias por su opinión")
    expect(page.get_by_text("personas respondieron")).to_be_visible()
    revisar_accesibilidad(page)
    assert not desborda(page)
    assert Valoracion.objects.order_by("-pk").first().claridad == 4

    ir(page, valoracion_de(de_hoy), ancho)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ya tenemos su opinión")
    ir(page, f"/hospital/reuniones/{de_hoy.pk}/", ancho)
    revisar_accesibilidad(page, "#valoracion")
    assert not desborda(page)


# --- Sin guiones ---------------------------------------------------------------------------


def test_todo_sirve_sin_guiones(chromium, live_server, reunion):
    hoy = timezone.localdate()
    de_hoy = Encuentro.objects.create(actividad=reunion.actividad, fecha=hoy, estado="confirmado")
    contexto = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = contexto.new_page()
    ir(page, inscripcion_de(reunion))
    page.get_by_label("Su nombre").fill("Luis Peña")
    page.get_by_label("Su correo").fill("luis@example.org")
    page.get_by_label("Tengo 18 años o más.").check()
    page.get_by_label("Autorizo que usen los datos").check()
    page.get_by_role("button", name="Inscribirme").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recibimos su inscripción")
    ir(page, valoracion_de(de_hoy))
    for pregunta in ("claridad", "escucha", "utilidad"):
        page.locator(f"#id_{pregunta}_2").check()
    page.get_by_role("button", name="Enviar mi opinión").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gracias por su opinión")
    contexto.close()


# --- La puerta -----------------------------------------------------------------------------


@pytest.mark.parametrize("ancho", ANCHOS)
def test_la_puerta_en_un_telefono(page, reunion, entidad, entrar, revisar_accesibilidad, ancho):
    entrar(crear_usuario(rol="planeacion", entidad=entidad))
    crear_inscripcion(reunion, nombre="Luis Peña", apoyos="Silla de ruedas")
    crear_inscripcion(reunion, nombre="Marta Ruiz", estado="en_espera")
    ir(page, reverse("admin:cronograma_encuentro_asistencia", args=[reunion.pk]), ancho)
    revisar_en_la_oficina(page, revisar_accesibilidad)
    assert not desborda(page)
    boton = page.get_by_role("button", name="Llegó Ana Rojas")
    assert boton.bounding_box()["height"] >= 44

    boton.click()
    expect(page.get_by_role("button", name="Deshacer Ana Rojas")).to_be_visible()
    page.get_by_label("Nombre o código").fill("pena")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Luis Peña")).to_be_visible()
    expect(page.get_by_text("Ana Rojas")).to_have_count(0)
    revisar_en_la_oficina(page, revisar_accesibilidad)

    page.get_by_text("Llegó sin inscribirse").click()
    page.get_by_label("Nombre", exact=True).fill("Rosa Gil")
    page.get_by_label("Es mayor de edad y autoriza").check()
    revisar_en_la_oficina(page, revisar_accesibilidad)
    page.get_by_role("button", name="Anotar su llegada").click()
    expect(page.get_by_role("button", name="Deshacer Rosa Gil")).to_be_visible()
    assert not desborda(page)
