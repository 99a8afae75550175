"""Mi reporte con un navegador: se guarda solo, nada se sale y nada falla a quien usa ayudas."""

import pytest
from django.urls import reverse
from django.utils import timezone

from seguimiento import evidencia
from seguimiento.models import Avance
from tests.factories import (
    archivos,
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
    publicar,
)
from tests.factories.cortes import AHORA, abrir_corte, reportar

ANCHOS = [1280, 360]


@pytest.fixture
def corte():
    hoy = timezone.localdate()
    entidad = crear_entidad()
    lider = crear_dependencia(entidad=entidad, nombre="Oficina de Atención al Ciudadano")
    estrategia = crear_estrategia(entidad=entidad, vigencia=hoy.year - 1)
    for cuando in ("30/03", "marzo", "30/08", "Según solicitud", "cuando se pueda", "Mensual"):
        crear_actividad(
            estrategia=estrategia,
            nombre="Mesa de trabajo con las asociaciones de usuarios y el comité de ética hospitalaria",
            objetivo="Oír a la gente",
            fecha_programada=cuando,
            dependencias=[lider],
        )
    publicar(estrategia)
    return abrir_corte(estrategia, hoy=hoy)


@pytest.fixture
def lider(corte):
    return corte.estrategia.entidad.dependencias.get()


@pytest.fixture
def persona(lider):
    return crear_usuario(rol="dependencia", dependencia=lider)


@pytest.fixture
def mi_reporte(corte, lider):
    return reverse("seguimiento:reporte", args=[corte.pk, lider.pk])


def primera(corte):
    return corte.estrategia.actividades.order_by("orden").first()


def test_cada_linea_se_guarda_sola_y_dice_la_hora(page, corte, persona, entrar, mi_reporte):
    entrar(persona)
    page.goto(mi_reporte)
    linea = page.locator(f"#linea-{primera(corte).pk}")

    linea.get_by_label("Avance acumulado").fill("0")
    linea.get_by_text("Guardado a las").wait_for()

    assert Avance.objects.get().porcentaje == 0
    assert "Escriba por qué va en 0 %." in linea.inner_text()
    linea.get_by_label("Si va en 0 %, por qué").fill("No hubo contrato")
    page.get_by_text("1 de 4 listas").wait_for()
    # El botón sigue sirviendo después de guardar solo, sin chocar consigo mismo.
    linea.get_by_role("button", name="Guardar Mesa").click()
    page.get_by_text("Guardado.").wait_for()


def test_si_otra_persona_guardo_se_dice_y_el_boton_decide(page, corte, persona, entrar, mi_reporte):
    entrar(persona)
    page.goto(mi_reporte)
    linea = page.locator(f"#linea-{primera(corte).pk}")
    reportar(corte, primera(corte), 40)

    linea.get_by_label("Avance acumulado").fill("55")
    linea.get_by_text("guardó esta línea").wait_for()
    assert Avance.objects.get().porcentaje == 40
    # El navegador anota en su consola la respuesta que dice que no se guardó.
    page.quejas.clear()
    linea.get_by_role("button", name="Guardar Mesa").click()
    page.get_by_text("Guardado.").wait_for()

    assert Avance.objects.get().porcentaje == 55


def test_sin_guion_los_botones_guardan(
    chromium, live_server, corte, persona, entrar, contexto, mi_reporte
):
    entrar(persona)
    sin_guion = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=contexto.storage_state()
    )
    page = sin_guion.new_page()
    page.goto(mi_reporte)
    linea = page.locator(f"#linea-{primera(corte).pk}")

    linea.get_by_label("Avance acumulado").fill("33,3")
    page.get_by_role("button", name="Guardar todo").click()
    page.get_by_text("Guardado.").wait_for()
    sin_guion.close()

    assert str(Avance.objects.get().porcentaje) == "33.30"


@pytest.mark.parametrize("ancho", ANCHOS)
def test_ninguna_pantalla_se_sale_de_ancho_ni_falla_a_quien_usa_ayudas(
    page, corte, persona, lider, entrar, mi_reporte, ancho, revisar_accesibilidad
):
    avance = reportar(corte, primera(corte), 0)
    evidencia.adjuntar(
        avance, titulo="Acta de la mesa", por=persona, ahora=AHORA, archivo=archivos.subido()
    )
    page.set_viewport_size({"width": ancho, "height": 800})
    planeacion = crear_usuario(rol="planeacion", entidad=lider.entidad)
    pantallas = {
        mi_reporte: persona,
        reverse("seguimiento:mis_reportes"): persona,
        reverse("seguimiento:reporte_linea", args=[corte.pk, lider.pk, primera(corte).pk]): persona,
        reverse("seguimiento:reporte_revisar", args=[corte.pk, lider.pk]): persona,
        reverse("seguimiento:corte", args=[corte.pk]): planeacion,
        reverse("seguimiento:cortes", args=[corte.estrategia_id]): planeacion,
    }

    for direccion, quien in pantallas.items():
        entrar(quien)
        page.goto(direccion)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= ancho, direccion
        assert page.quejas == [], direccion
        revisar_accesibilidad(page, dentro_de="#content")
        # Para medir, axe pone estilos en línea que la política de seguridad rechaza.
        page.quejas.clear()
