"""La revisión con un navegador: nada se sale, nada falla a quien usa ayudas, y el control corre."""

import pytest
from django.urls import reverse

from cronograma.cobertura import ejecutar_control
from cronograma.models import ControlDeCobertura
from cronograma.problemas import aceptar_problema
from estrategia.models import Fase
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_caracterizacion,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)

ANCHOS = [1280, 360]


@pytest.fixture
def planeacion(entrar):
    usuario = crear_usuario(rol="planeacion")
    entrar(usuario)
    return usuario


@pytest.fixture
def revision(planeacion):
    """Cada tono de la matriz, los dos ciclos, un grupo por confirmar y uno aceptado."""
    entidad = planeacion.entidad
    estrategia = crear_estrategia(entidad=entidad, tipo="combinada", formato="estrategia")
    crear_caracterizacion(entidad=entidad)
    crear_grupo(entidad=entidad, nombre="Sin nadie", caracterizado=True)
    crear_grupo(entidad=entidad, nombre="Proveedores")
    for cuantas in (1, 2, 3, 5):
        grupo = crear_grupo(entidad=entidad, nombre=f"Invitados {cuantas}", caracterizado=True)
        for _ in range(cuantas):
            crear_actividad(
                estrategia=estrategia,
                grupos=[grupo],
                fases=Fase.objects.filter(codigo__in=["diagnostico", "diseno"]),
            )
    for vez in range(2):
        ejecutar_control(estrategia, por=planeacion, ahora=AHORA, razon=f"Falta {vez}")
    actividad = estrategia.actividades.first()
    aceptar_problema(
        estrategia,
        codigo="sin_responsable",
        actividad=actividad.codigo,
        razon="Se define en junio",
        por=planeacion,
        ahora=AHORA,
        hoy=AHORA.date(),
    )
    return reverse("admin:estrategia_estrategia_revision", args=[estrategia.pk])


@pytest.mark.parametrize("ancho", ANCHOS)
@pytest.mark.parametrize("tema", ["claro", "oscuro"])
def test_la_revision_no_se_sale_ni_falla_a_quien_usa_ayudas(
    page, revision, revisar_accesibilidad, ancho, tema
):
    page.set_viewport_size({"width": ancho, "height": 800})
    page.goto(revision)
    page.evaluate("tema => { document.documentElement.dataset.tema = tema }", tema)
    for plegado in page.locator(".revision details").all():
        plegado.evaluate("este => { este.open = true }")

    assert page.evaluate("document.documentElement.scrollWidth") <= ancho
    assert page.quejas == []
    revisar_accesibilidad(page, dentro_de="#content-main")
    # Para medir, axe pone estilos en línea que la política de seguridad rechaza.
    page.quejas.clear()


def test_el_control_se_ejecuta_con_el_teclado(page, revision):
    page.goto(revision)

    page.locator("#id_razon").focus()
    page.keyboard.type("Se invitan en agosto")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")

    assert ControlDeCobertura.objects.first().razon == "Se invitan en agosto"
