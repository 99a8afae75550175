"""La administración con un navegador: lo entendido mientras se escribe, y páginas que todos pueden usar."""

import pytest
from django.urls import reverse

from cronograma.importar import lote
from cronograma.importar.lectura import leer
from cronograma.programacion import eco, interpretar
from tests.conftest import RAIZ
from tests.factories import crear_actividad, crear_dependencia, crear_estrategia, crear_usuario

HOSPITAL = RAIZ / "fixtures" / "hojas" / "000_cronograma_huhmp_2022.xlsx"
ANCHOS = [1280, 360]


@pytest.fixture
def estrategia():
    return crear_estrategia(vigencia=2022)


@pytest.fixture
def planeacion(estrategia, entrar):
    usuario = crear_usuario(rol="planeacion", entidad=estrategia.entidad)
    entrar(usuario)
    return usuario


@pytest.fixture
def actividad(estrategia):
    return crear_actividad(
        estrategia=estrategia,
        fecha_programada="ene-22",
        dependencias=[crear_dependencia(entidad=estrategia.entidad)],
    )


def formulario(actividad):
    return reverse("admin:cronograma_actividad_change", args=[actividad.pk])


def lo_entendido(texto):
    return eco(interpretar(texto, 2022), 2022)


def test_al_escribir_la_fecha_se_ve_lo_que_se_entiende(page, planeacion, actividad):
    page.goto(formulario(actividad))
    entendido = page.locator("#entendido")
    assert lo_entendido("ene-22") in entendido.inner_text()

    page.fill("#id_fecha_programada", "1er Cuatrimestre")
    page.wait_for_function(
        "texto => document.querySelector('#entendido').innerText.includes(texto)",
        arg=lo_entendido("1er Cuatrimestre"),
    )

    page.fill("#id_fecha_programada", "cuando salga el sol")
    page.wait_for_selector("#entendido[data-revisar=si]")


def test_al_agregar_se_lee_con_el_anio_de_la_unica_estrategia(page, planeacion, estrategia):
    page.goto(reverse("admin:cronograma_actividad_add"))

    page.fill("#id_fecha_programada", "marzo")

    page.wait_for_function(
        "texto => document.querySelector('#entendido').innerText.includes(texto)",
        arg=lo_entendido("marzo"),
    )


def test_el_recuadro_avisa_a_quien_no_ve_la_pantalla(page, planeacion, actividad):
    page.goto(formulario(actividad))

    assert page.get_attribute("#entendido", "aria-live") == "polite"


def direcciones(actividad, importacion):
    return {
        "portada": reverse("admin:index"),
        "lista": reverse("admin:cronograma_actividad_changelist"),
        "formulario": formulario(actividad),
        "estrategia": reverse("admin:estrategia_estrategia_change", args=[actividad.estrategia_id]),
        "cargar": reverse("admin:cronograma_importacion_cargar"),
        "previa": reverse("admin:cronograma_importacion_change", args=[importacion.pk]),
    }


@pytest.mark.parametrize("ancho", ANCHOS)
def test_ninguna_pantalla_se_sale_de_ancho_ni_falla_a_quien_usa_ayudas(
    page, planeacion, actividad, ancho, revisar_accesibilidad
):
    contenido = HOSPITAL.read_bytes()
    importacion = lote.preparar(
        leer(contenido, HOSPITAL.name),
        entidad=planeacion.entidad,
        estrategia=actividad.estrategia,
        vigencia=2022,
        archivo=contenido,
    )
    page.set_viewport_size({"width": ancho, "height": 800})

    for direccion in direcciones(actividad, importacion).values():
        page.goto(direccion)
        assert page.evaluate("document.documentElement.scrollWidth") <= ancho, direccion
        assert page.quejas == [], direccion
        revisar_accesibilidad(page, dentro_de="#content")
        # Para medir, axe pone estilos en línea que la política de seguridad rechaza.
        page.quejas.clear()
