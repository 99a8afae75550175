"""Una reunión, de la convocatoria a lo que se prometió en ella, con un navegador y el reloj de la entidad."""

import re
from datetime import date, datetime, time

import icalendar
import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from cronograma import formulario_ciudadano
from cronograma.models import Aporte, Encuentro, Inscripcion
from seguimiento.models import Compromiso, Reporte
from tests.factories import crear_entidad, crear_usuario
from tests.factories.inscripciones import crear_reunion
from tests.factories.valoraciones import crear_valoracion

CONVOCATORIA, CAMBIO = date(2026, 5, 15), date(2026, 5, 20)
ANTES, REUNION = date(2026, 5, 28), date(2026, 6, 3)
# De la reunión al 25 de junio van catorce días hábiles: en medio hay dos lunes festivos.
DIA_CATORCE = date(2026, 6, 25)
MOTIVO = "El auditorio está en obra."


@pytest.fixture
def reloj(monkeypatch):
    def poner(dia, hora=time(14)):
        momento = datetime.combine(dia, hora, tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: momento)

    monkeypatch.setattr(formulario_ciudadano, "SEGUNDOS_MINIMOS", 0)
    cache.clear()
    poner(CONVOCATORIA)
    return poner


@pytest.fixture
def entidad():
    return crear_entidad(nombre="Hospital", slug="hospital", correo="datos@hospital.example")


@pytest.fixture
def reunion(entidad):
    return crear_reunion(entidad=entidad, fecha=ANTES, hora_inicio=time(9), lugar="Auditorio")


@pytest.fixture
def personas(reunion, entidad):
    """Quienes intervienen, cada una con su cargo."""
    dependencia = reunion.actividad.responsabilidades.get().dependencia
    return {
        "planeacion": crear_usuario(rol="planeacion", entidad=entidad),
        "dependencia": crear_usuario(rol="dependencia", dependencia=dependencia),
        "control": crear_usuario(rol="control", entidad=entidad),
    }


def test_de_la_convocatoria_al_compromiso(
    page, entrar, reloj, reunion, personas, revisar_accesibilidad
):
    en_telefono(page)
    codigo = se_inscribe(page, reunion)
    primero = evento_de(mail.outbox[-1])
    assert codigo in mail.outbox[-1].body

    reloj(CAMBIO)
    entrar(personas["planeacion"])
    planeacion_la_mueve(page, reunion)
    planeacion_deja_salir_los_avisos(page)
    call_command("avisos")
    segundo = evento_de(mail.outbox[-1])
    assert MOTIVO in mail.outbox[-1].body
    assert mail.outbox[-1].to == ["beatriz@example.org"]
    assert segundo["UID"] == primero["UID"]
    assert segundo["SEQUENCE"] > primero["SEQUENCE"]
    assert segundo.decoded("DTSTART").date() == REUNION

    page.goto(f"/hospital/reuniones/{reunion.pk}/")
    expect(page.locator("del, s").first).to_contain_text("28 de mayo")
    expect(page.get_by_text(MOTIVO).first).to_be_visible()

    reloj(REUNION)
    entrar(personas["planeacion"])
    llega_y_se_realiza(page, reunion)
    pregunta(page, reunion)
    for _ in range(4):
        crear_valoracion(reunion, notas=(5, 4, 4))
    opina(page, reunion, revisar_accesibilidad)

    entrar(personas["dependencia"])
    reporta(page, reunion)
    entrar(personas["planeacion"])
    recibe(page, reunion)
    se_compromete(page, reunion)
    entrar(personas["dependencia"])
    dice_que_cumplio(page)
    entrar(personas["control"])
    otra_persona_lo_cierra(page)

    reloj(DIA_CATORCE)
    entrar(personas["planeacion"])
    responde(page)

    page.goto(f"/hospital/reuniones/{reunion.pk}/")
    expect(page.get_by_text("El 12 de julio.")).to_be_visible()
    expect(page.get_by_text("Publicar las actas")).to_be_visible()
    expect(page.get_by_text("Cumplido", exact=False).first).to_be_visible()
    expect(page.get_by_text("5 personas", exact=False).first).to_be_visible()
    revisar_accesibilidad(page)
    assert "Beatriz" not in page.content()


def enviar(page, **cual):
    """Pulsa el botón y espera la respuesta: lo que sigue mira lo guardado."""
    with page.expect_navigation():
        page.get_by_role("button", **cual).click()


def seguir(page, **cual):
    with page.expect_navigation():
        page.get_by_role("link", **cual).click()


def en_telefono(page):
    page.set_viewport_size({"width": 360, "height": 800})


def evento_de(correo):
    (calendario,) = [
        contenido for _, contenido, tipo in correo.attachments if tipo.startswith("text/calendar")
    ]
    (evento,) = icalendar.Calendar.from_ical(calendario).walk("VEVENT")
    return evento


def se_inscribe(page, reunion):
    page.goto(f"/hospital/reuniones/{reunion.pk}/")
    seguir(page, name="Inscribirme")
    page.get_by_label("Su nombre").fill("Beatriz Díaz")
    page.get_by_label("Su correo").fill("beatriz@example.org")
    page.get_by_label("Tengo 18 años o más.").check()
    page.get_by_label("Autorizo que usen los datos").check()
    enviar(page, name="Inscribirme")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recibimos su inscripción")
    return Inscripcion.objects.get(correo="beatriz@example.org").codigo


def planeacion_la_mueve(page, reunion):
    page.goto(f"/admin/cronograma/encuentro/{reunion.pk}/change/")
    seguir(page, name="Mover")
    page.get_by_label("Fecha:").fill("03/06/2026")
    enviar(page, name="Mover")
    # Ya está anunciado: sin decir por qué no se mueve.
    assert Encuentro.objects.get(pk=reunion.pk).fecha == ANTES
    page.get_by_label("Motivo:").fill(MOTIVO)
    enviar(page, name="Mover")
    assert Encuentro.objects.get(pk=reunion.pk).fecha == REUNION
    page.quejas[:] = [una for una in page.quejas if "400 (Bad Request)" not in una]


def planeacion_deja_salir_los_avisos(page):
    page.goto("/admin/estrategia/aviso/?estado__exact=por_revisar")
    if page.locator("input.action-select").count() == 0:
        call_command("avisos")
        page.reload()
    for casilla in page.locator("input.action-select").all():
        casilla.check()
    page.locator("select[name=action]").select_option("liberar")
    enviar(page, name="Ir")


def llega_y_se_realiza(page, reunion):
    page.goto(f"/admin/cronograma/encuentro/{reunion.pk}/asistencia/")
    enviar(page, name=re.compile("Llegó.*Beatriz"))
    assert Inscripcion.objects.get(encuentro=reunion).llego_en is not None
    page.goto(f"/admin/cronograma/encuentro/{reunion.pk}/paso/realizar/")
    enviar(page, name=re.compile("realizado"))
    assert Encuentro.objects.get(pk=reunion.pk).estado == "realizado"


def pregunta(page, reunion):
    page.goto(f"/hospital/reuniones/{reunion.pk}/")
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("[Pp]regunt")).last.click()
    page.get_by_role("radio", name=re.compile("[Pp]regunta")).check()
    page.get_by_label("Escríbalo aquí").fill("¿Cuándo abre el laboratorio?")
    enviar(page, name="Enviar")
    expect(page.get_by_text("26 de junio de 2026").first).to_be_visible()


def opina(page, reunion, revisar_accesibilidad):
    page.goto(f"/hospital/reuniones/{reunion.pk}/valoracion/")
    revisar_accesibilidad(page)
    for campo in ("claridad", "escucha", "utilidad"):
        page.locator(f"input[name={campo}][value='5']").check()
    enviar(page, name=re.compile("Enviar"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("racias")


def reporta(page, reunion):
    page.goto("/admin/seguimiento/reporte/faltan/")
    with page.expect_navigation():
        page.locator(f"a[href*='/reunion/{reunion.pk}/']").click()
    enviar(page, name="Empezar el formato")
    for contenido in page.locator("textarea").all():
        contenido.fill("Sin novedad.")
    enviar(page, name="Guardar y revisar")
    enviar(page, name="Entregar a planeación")
    assert Reporte.objects.get().estado == "entregado"


def recibe(page, reunion):
    page.goto(f"/admin/seguimiento/reporte/{Reporte.objects.get().pk}/change/")
    enviar(page, name="Recibir")
    assert Reporte.objects.get().estado == "recibido"


def se_compromete(page, reunion):
    page.goto(f"/admin/cronograma/encuentro/{reunion.pk}/change/")
    seguir(page, name="Registrar un compromiso")
    page.get_by_label("A qué se comprometió la entidad:").fill("Publicar las actas")
    page.get_by_label("Hasta cuándo:").fill("30/06/2026")
    dependencia = reunion.actividad.responsabilidades.get().dependencia
    page.evaluate(
        "([pk, nombre]) => { const campo = document.querySelector('#id_dependencia');"
        " campo.append(new Option(nombre, pk, true, true)); }",
        [dependencia.pk, str(dependencia)],
    )
    enviar(page, name="Grabar", exact=True)
    assert Compromiso.objects.get().texto == "Publicar las actas"


def dice_que_cumplio(page):
    page.goto(f"/admin/seguimiento/compromiso/{Compromiso.objects.get().pk}/paso/cumplido/")
    page.get_by_label("Cómo se cumplió:").fill("Las actas están en la página web.")
    enviar(page, name="Decir que se cumplió")
    assert Compromiso.objects.get().estado == "por_verificar"


def otra_persona_lo_cierra(page):
    page.goto(f"/admin/seguimiento/compromiso/{Compromiso.objects.get().pk}/change/")
    seguir(page, name="Verificar y cerrar")
    enviar(page, name="Está cumplido: cerrar")
    assert Compromiso.objects.get().estado == "cerrado"


def responde(page):
    aporte = Aporte.objects.get()
    page.goto(f"/admin/cronograma/aporte/{aporte.pk}/change/")
    page.get_by_label("Respuesta:").fill("El 12 de julio.")
    enviar(page, name="Responder")
    aporte.refresh_from_db()
    assert aporte.publico
    assert timezone.localdate(aporte.respondido_en) == DIA_CATORCE
