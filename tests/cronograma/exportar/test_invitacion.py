"""La invitación: una hoja, legible por una máquina, con su imagen del tamaño justo."""

import io
from datetime import time

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdfium2 import PdfDocument

from cronograma.encuentros.publico import anuncio_de
from cronograma.exportar import invitacion
from tests.factories import AHORA, crear_grupo
from tests.factories.convocatorias import crear_convocatoria, crear_encuentro_en_vigor

pytestmark = pytest.mark.django_db

DIRECCION = "https://participa.hospital.gov.co/hospital/reuniones/1/"
LARGO = "Explicar en qué se gastó cada peso del presupuesto de este año. " * 30


@pytest.fixture
def encuentro():
    return crear_encuentro_en_vigor(hora_inicio=time(9), lugar="Auditorio principal")


def anuncio(encuentro, **datos):
    convocatoria = crear_convocatoria(encuentro=encuentro, **datos)
    convocatoria.grupos.add(crear_grupo(nombre="Asociación de usuarios"))
    return anuncio_de(encuentro.actividad.estrategia.entidad, encuentro.pk, ahora=AHORA)


def leer(pdf):
    documento = PdfDocument(pdf)
    texto = " ".join(documento[0].get_textpage().get_text_bounded().split())
    return len(documento), documento[0].get_size(), texto


@pytest.mark.parametrize(("forma", "medida"), [("a4", (595, 842)), ("cuadrada", (540, 540))])
def test_el_pdf_es_una_hoja_y_dice_lo_que_hace_falta(forma, medida, encuentro):
    uno = anuncio(encuentro, servicios=["lengua_de_senas"])
    hojas, tamano, texto = leer(invitacion.en_pdf(uno, DIRECCION, forma))

    assert (hojas, tuple(round(lado) for lado in tamano)) == (1, medida)
    for dice in (
        "Hospital de Prueba",
        "Encuentros mensuales",
        "martes 9 junio de 2026",
        "9:00 a. m.",
        "Auditorio principal",
        "Contar en qué se gastó",
        "Asociación de usuarios",
    ):
        assert dice in texto


@pytest.mark.parametrize("forma", ["a4", "cuadrada"])
def test_por_mucho_que_diga_cabe_en_una_hoja(forma, encuentro):
    encuentro.actividad.publicadas.update(
        datos=encuentro.actividad.publicadas.get().datos | {"nombre": LARGO}
    )
    convocatoria = crear_convocatoria(
        encuentro=encuentro,
        objetivo=LARGO,
        servicios=["lengua_de_senas", "subtitulos", "transporte", "cuidado_infantil"],
    )
    for numero in range(12):
        convocatoria.grupos.add(crear_grupo(nombre=f"Un grupo de valor de nombre largo {numero}"))
    uno = anuncio_de(encuentro.actividad.estrategia.entidad, encuentro.pk, ahora=AHORA)

    hojas, _, texto = leer(invitacion.en_pdf(uno, DIRECCION, forma))

    assert hojas == 1
    assert "Apunte con la cámara" in texto


@pytest.mark.parametrize(("forma", "lados"), [("a4", (1489, 2105)), ("cuadrada", (1080, 1080))])
def test_la_imagen_es_la_misma_hoja(forma, lados, encuentro):
    pdf = invitacion.en_pdf(anuncio(encuentro), DIRECCION, forma)

    imagen = Image.open(io.BytesIO(invitacion.en_png(pdf, forma)))

    assert (imagen.format, imagen.size) == ("PNG", lados)


def test_lleva_el_color_y_el_logo_de_la_entidad(encuentro):
    entidad = encuentro.actividad.estrategia.entidad
    dibujo = io.BytesIO()
    Image.new("RGB", (300, 100), "#00ff00").save(dibujo, format="PNG")
    entidad.logo.save("logo.png", ContentFile(dibujo.getvalue()))
    entidad.color_acento = "#7a1f5c"
    entidad.save()

    uno = anuncio(encuentro)
    imagen = Image.open(
        io.BytesIO(invitacion.en_png(invitacion.en_pdf(uno, DIRECCION, "cuadrada"), "cuadrada"))
    ).convert("RGB")

    assert imagen.getpixel((5, 5)) == (0x7A, 0x1F, 0x5C)
    assert (0, 255, 0) in {color for _, color in imagen.getcolors(maxcolors=1 << 20)}


def test_un_color_claro_no_se_pone_detras_de_letras_blancas(encuentro):
    entidad = encuentro.actividad.estrategia.entidad
    entidad.color_acento = "#ffff00"

    assert invitacion.color_de(entidad) == invitacion.COLOR_DE_LA_CASA


def test_el_cancelado_no_invita(encuentro):
    encuentro.estado, encuentro.motivo = "cancelado", "Paro"
    encuentro.save()

    pagina = invitacion.html(anuncio(encuentro), DIRECCION, "a4")

    assert "Cancelado" in pagina
    assert "Le invitamos" not in pagina


def test_lo_que_escribe_la_entidad_no_se_vuelve_html(encuentro):
    pagina = invitacion.html(anuncio(encuentro, objetivo="<img src=x>"), DIRECCION, "a4")

    assert "&lt;img src=x&gt;" in pagina
