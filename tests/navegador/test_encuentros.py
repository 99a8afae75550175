"""Las pantallas de los encuentros con un navegador: caben en un teléfono y las usa cualquiera."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from tests.factories import crear_actividad, crear_encuentro, crear_estrategia, crear_usuario
from tests.factories.convocatorias import crear_convocatoria, crear_material

ANCHOS = [1280, 360]


@pytest.fixture(autouse=True)
def sin_tipos_de_antes(transactional_db):
    """Cada prueba con navegador vacía la base: los tipos que Django recuerda ya tienen otra llave."""
    ContentType.objects.clear_cache()


@pytest.fixture
def planeacion(entrar):
    usuario = crear_usuario(rol="planeacion")
    entrar(usuario)
    return usuario


@pytest.fixture
def encuentro(planeacion):
    actividad = crear_actividad(
        estrategia=crear_estrategia(entidad=planeacion.entidad),
        nombre="Encuentros mensuales con la asociación de usuarios",
        fecha_programada="Mensual",
    )
    return crear_encuentro(actividad=actividad, ocasion=6, fecha=date(2026, 6, 9))


def direcciones(encuentro):
    convocatoria = crear_convocatoria(encuentro=encuentro, publicada=False)
    material = crear_material(encuentro=encuentro)
    estrategia = encuentro.actividad.estrategia_id
    de_cronograma = {
        "actividad_fechas": [encuentro.actividad_id],
        "encuentro_changelist": [],
        "encuentro_add": [],
        "encuentro_change": [encuentro.pk],
        "convocatoria_change": [convocatoria.pk],
        "material_change": [material.pk],
    }
    return [
        *(
            reverse(f"admin:cronograma_{nombre}", args=args)
            for nombre, args in de_cronograma.items()
        ),
        reverse("admin:cronograma_encuentro_paso", args=[encuentro.pk, "mover"]),
        reverse("admin:estrategia_estrategia_agenda", args=[estrategia]),
    ]


@pytest.mark.parametrize("ancho", ANCHOS)
def test_las_pantallas_de_los_encuentros_caben_y_las_usa_cualquiera(
    page, encuentro, ancho, revisar_accesibilidad
):
    page.set_viewport_size({"width": ancho, "height": 800})

    for direccion in direcciones(encuentro):
        page.goto(direccion)
        assert page.evaluate("document.documentElement.scrollWidth") <= ancho, direccion
        assert page.quejas == [], direccion
        revisar_accesibilidad(page, dentro_de="#content")
        # Para medir, axe pone estilos en línea que la política de seguridad rechaza.
        page.quejas.clear()


def test_poner_las_fechas_del_anio_y_mover_una(page, encuentro):
    page.goto(reverse("admin:cronograma_actividad_fechas", args=[encuentro.actividad_id]))
    page.fill("#id_fecha_1", "20/01/2026")
    page.get_by_role("button", name="Poner estas fechas").click()
    page.get_by_text("Quedó 1 fecha puesta.").wait_for()

    page.goto(reverse("admin:cronograma_encuentro_change", args=[encuentro.pk]))
    page.get_by_role("link", name="Mover", exact=True).click()
    page.fill("#id_fecha", "16/06/2026")
    page.get_by_role("button", name="Mover").click()
    page.get_by_text("Quedó movido.").wait_for()

    encuentro.refresh_from_db()
    assert encuentro.fecha == date(2026, 6, 16)
