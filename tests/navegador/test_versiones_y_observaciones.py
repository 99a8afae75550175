"""Las versiones y el borrador con un navegador: accesibles, con teclado y en pantalla angosta."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cronograma import aprobacion, formulario_ciudadano
from cronograma.models import Aporte, CambioPublicado
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_aporte,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
    publicar,
)

SITIO = "/hospital/cronograma/2026/combinada/"
ANCHOS = [1280, 360]


@pytest.fixture
def planeacion():
    return crear_usuario(
        rol="planeacion", entidad=crear_entidad(nombre="Hospital", slug="hospital")
    )


@pytest.fixture
def estrategia(planeacion):
    """Dos versiones publicadas, con un cambio, una actividad retirada y un borrador abierto."""
    estrategia = crear_estrategia(entidad=planeacion.entidad, nombre="Cronograma")
    dependencia = crear_dependencia(entidad=planeacion.entidad)
    for codigo in ("01", "02"):
        crear_actividad(
            estrategia=estrategia,
            codigo=codigo,
            nombre=f"Actividad {codigo}",
            fecha_programada="junio",
            dependencias=[dependencia],
        )
    publicar(estrategia, por=planeacion)
    retirada = estrategia.actividades.get(codigo="02")
    aprobacion.retirar(retirada, por=planeacion, ahora=AHORA, motivo="Se unió a la 01")
    segunda = publicar(estrategia, por=planeacion, motivo="Ajuste")
    CambioPublicado.objects.bulk_create(
        [
            CambioPublicado(
                version=segunda,
                codigo="01",
                nombre="Actividad 01",
                clase="cambiada",
                campos=[{"campo": "Lugar", "antes": "", "ahora": "Auditorio"}],
                porque="Hay más sillas",
            ),
            CambioPublicado(
                version=segunda,
                codigo="02",
                nombre="Actividad 02",
                clase="retirada",
                porque="Se unió",
            ),
        ]
    )
    version = aprobacion.abrir_version(estrategia, por=planeacion, ahora=AHORA)
    hoy = timezone.localdate()
    borrador = aprobacion.divulgar(
        version, por=planeacion, ahora=AHORA, desde=hoy, hasta=hoy + timedelta(days=5)
    )
    crear_aporte(
        version=borrador,
        respuesta="Se cambió",
        decision="incorporada",
        publico=True,
        respondido_por=planeacion,
        respondido_en=AHORA,
        version_que_recoge=segunda,
    )
    return estrategia


def desborda(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("ancho", ANCHOS)
@pytest.mark.parametrize(
    "pagina", ["version/1/", "version/2/", "cambios/", "02/", "borrador/", "borrador/respuesta/"]
)
def test_paginas_sin_faltas_de_accesibilidad_ni_desborde(
    page, estrategia, revisar_accesibilidad, pagina, ancho
):
    page.set_viewport_size({"width": ancho, "height": 800})
    page.goto(SITIO + pagina)

    revisar_accesibilidad(page)
    assert not desborda(page)


@pytest.mark.parametrize("ancho", ANCHOS)
def test_pasos_del_admin_sin_faltas_de_accesibilidad(
    page, estrategia, planeacion, entrar, revisar_accesibilidad, ancho
):
    page.set_viewport_size({"width": ancho, "height": 800})
    entrar(planeacion)
    argumentos = [estrategia.pk]
    for direccion, dentro_de in (
        (reverse("admin:estrategia_estrategia_change", args=argumentos), "#flujo"),
        (reverse("admin:estrategia_estrategia_revision", args=argumentos), "#content-main"),
        *(
            (
                reverse("admin:estrategia_estrategia_paso", args=[*argumentos, verbo]),
                "#content-main",
            )
            for verbo in ("divulgar", "devolver", "aprobar")
        ),
    ):
        page.goto(direccion)
        assert page.quejas == [], direccion
        assert not desborda(page), direccion
        revisar_accesibilidad(page, dentro_de=dentro_de)
        # Para medir, axe pone estilos en línea que la política de seguridad rechaza.
        page.quejas.clear()


def test_observacion_se_envia_solo_con_el_teclado(
    page, estrategia, revisar_accesibilidad, monkeypatch
):
    monkeypatch.setattr(formulario_ciudadano, "SEGUNDOS_MINIMOS", 0)
    page.goto(f"{SITIO}borrador/")

    page.locator("#id_actividad").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("Que sea un sábado")
    page.keyboard.press("Tab")
    page.keyboard.type("Ana")
    for _ in range(2):  # correo y autorización; al campo trampa no se llega
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Enviar la observación"
    page.keyboard.press("Enter")

    # Dejó el nombre sin autorizar: se dice, y nada de lo escrito se pierde.
    page.wait_for_selector("[role=alert]")
    # El navegador anota en su consola todo formulario que vuelve con reparos.
    assert [queja for queja in page.quejas if "400 (Bad Request)" not in queja] == []
    page.quejas.clear()
    revisar_accesibilidad(page)
    assert page.input_value("#id_texto") == "Que sea un sábado"
    page.check("#id_consiente")
    page.get_by_role("button", name="Enviar la observación").press("Enter")

    page.wait_for_selector(".codigo-de-seguimiento")
    revisar_accesibilidad(page)
    codigo = page.inner_text(".codigo-de-seguimiento")
    assert Aporte.objects.get(codigo=codigo).texto == "Que sea un sábado"

    page.goto(f"{SITIO}borrador/respuesta/")
    page.fill("#codigo", codigo)
    page.keyboard.press("Enter")
    page.wait_for_selector("blockquote")
    assert "Sin responder todavía" in page.inner_text("main")
    revisar_accesibilidad(page)
