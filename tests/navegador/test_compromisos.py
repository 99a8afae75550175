"""Compromisos, acciones, memoria y formato interno en un navegador: accesibles, angostos y guardados solos."""

import pytest
from django.urls import reverse

from seguimiento import compromisos, memoria
from seguimiento.models import Reporte
from tests.factories import (
    AHORA,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)
from tests.factories.prometido import (
    HASTA,
    crear_accion,
    crear_compromiso,
    crear_recibido,
    crear_reporte,
    crear_reunion,
)

ANCHOS = (1280, 360)
PALABRA_LARGA = "Desoxirribonucleótido" * 4


@pytest.fixture
def estrategia():
    entidad = crear_entidad(nombre="Hospital", slug="hospital")
    crear_grupo(entidad=entidad, nombre="Asociación de usuarios y familiares")
    return crear_estrategia(entidad=entidad, vigencia=2026)


@pytest.fixture
def planeacion(estrategia, entrar):
    usuario = crear_usuario(rol="planeacion", entidad=estrategia.entidad)
    entrar(usuario)
    return usuario


@pytest.fixture
def filas(estrategia):
    """Una fila en cada situación, y un formato en cada estado."""
    dependencia = crear_dependencia(entidad=estrategia.entidad, nombre="Planta física")
    quien, otra = (crear_usuario(entidad=estrategia.entidad) for _ in range(2))
    comun = {"dependencia": dependencia}
    reunion = crear_reunion(estrategia=estrategia, **comun)
    abierto = crear_compromiso(estrategia, encuentro=reunion, texto=PALABRA_LARGA, **comun)
    dicho, cerrado, incumplido = (
        crear_compromiso(estrategia, hasta=HASTA, **comun) for _ in range(3)
    )
    for uno in (dicho, cerrado):
        compromisos.decir_cumplido(uno, por=quien, ahora=AHORA, como="Se hizo.")
    compromisos.verificar(cerrado, por=otra, ahora=AHORA)
    compromisos.declarar_incumplido(incumplido, por=otra, ahora=AHORA, nota="No hubo con qué.")
    recibido = crear_recibido(crear_reunion(estrategia=estrategia, **comun), asistencia={None: 3})
    memoria.publicar(
        recibido, direccion=f"https://p.gov.co{memoria.ruta_de(recibido)}", ahora=AHORA
    )
    return {
        "abierto": abierto,
        "accion": crear_accion(estrategia, origen="encuentro", encuentro=reunion, **comun),
        "borrador": crear_reporte(reunion),
        "recibido": recibido,
        "reunion": reunion,
    }


def publicas(filas):
    return [
        "/hospital/compromisos/",
        "/hospital/compromisos/?estado=vencido",
        f"/hospital/compromisos/2026/combinada/{filas['abierto'].numero}/",
        "/hospital/mejoras/",
        "/hospital/memorias/",
        memoria.ruta_de(filas["recibido"]),
    ]


def de_las_oficinas(filas):
    def ruta(modelo, que, *argumentos):
        return reverse(f"admin:seguimiento_{modelo}_{que}", args=argumentos)

    abierto, accion = filas["abierto"].pk, filas["accion"].pk
    borrador, recibido = filas["borrador"].pk, filas["recibido"].pk
    return [
        ruta("compromiso", "changelist"),
        ruta("compromiso", "add"),
        ruta("compromiso", "change", abierto),
        ruta("compromiso", "paso", abierto, "cumplido"),
        ruta("acciondemejora", "change", accion),
        ruta("leccion", "add"),
        ruta("reporte", "changelist"),
        ruta("reporte", "faltan"),
        ruta("reporte", "llenar", filas["reunion"].pk),
        ruta("reporte", "revision", borrador),
        ruta("reporte", "change", recibido),
        ruta("reporte", "recibo", recibido),
    ]


def mirar(page, revisar_accesibilidad, direccion, dentro_de=None):
    page.goto(direccion)
    page.wait_for_load_state("networkidle")
    for ancho in ANCHOS:
        page.set_viewport_size({"width": ancho, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= ancho, (direccion, ancho)
        revisar_accesibilidad(page, dentro_de=dentro_de)
    olvidar_los_estilos_de_axe(page)


def olvidar_los_estilos_de_axe(page):
    # Para medir, axe pone estilos en línea que la política de seguridad rechaza.
    page.goto("about:blank")
    page.quejas[:] = [q for q in page.quejas if "inline style" not in q]


def test_las_paginas_publicas_son_accesibles_y_caben(page, filas, revisar_accesibilidad):
    for direccion in publicas(filas):
        mirar(page, revisar_accesibilidad, direccion)


def test_las_pantallas_de_las_oficinas_son_accesibles_y_caben(
    page, filas, planeacion, revisar_accesibilidad
):
    for direccion in de_las_oficinas(filas):
        mirar(page, revisar_accesibilidad, direccion, dentro_de="#content")


def test_un_paso_con_reparos_sigue_siendo_accesible_y_no_pierde_lo_escrito(
    page, filas, planeacion, revisar_accesibilidad
):
    page.goto(reverse("admin:seguimiento_compromiso_paso", args=[filas["abierto"].pk, "cumplido"]))
    page.fill("#id_como", "Se llamó al 310 555 12 34")
    page.click("input[type=submit].default")

    assert "trae lo que parece un dato personal" in page.locator(".errorlist").inner_text()
    assert page.input_value("#id_como") == "Se llamó al 310 555 12 34"
    revisar_accesibilidad(page, dentro_de="#content")
    olvidar_los_estilos_de_axe(page)


def test_el_formato_se_guarda_solo_y_dice_la_hora(page, filas, planeacion):
    page.goto(reverse("admin:seguimiento_reporte_llenar", args=[filas["reunion"].pk]))
    antes = page.locator("[data-guardado]").inner_text()

    page.fill("#id_resultado", "Se acordó abrir la sede.")
    page.wait_for_function(
        "antes => document.querySelector('[data-guardado]').innerText !== antes", arg=antes
    )

    assert page.locator("[data-guardado]").inner_text().startswith("Guardado a las ")
    assert Reporte.objects.get(pk=filas["borrador"].pk).resultado == "Se acordó abrir la sede."
