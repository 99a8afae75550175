"""El Plan de Acción y el PTEP de los que la estrategia hace parte."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from cronograma.documentos_marco import DocumentoMarco, documentos_marco
from tests.factories import crear_actividad, crear_entidad, crear_estrategia, publicar

pytestmark = pytest.mark.django_db

BASE = "/hospital/cronograma/2022/combinada/documento"


@pytest.fixture
def estrategia():
    entidad = crear_entidad(slug="hospital")
    return crear_estrategia(entidad=entidad, vigencia=2022)


def guardar(estrategia, **campos):
    for campo, valor in campos.items():
        setattr(estrategia, campo, valor)
    estrategia.save()


def test_sin_documentos_no_se_dice_nada(estrategia):
    assert documentos_marco(estrategia) == []


def test_la_direccion_manda_sobre_el_archivo_y_el_paac_conserva_su_nombre(estrategia):
    guardar(
        estrategia,
        plan_accion_enlace="https://entidad.gov.co/plan",
        plan_accion_archivo=ContentFile(b"%PDF", "plan.pdf"),
        programa="paac",
        programa_archivo=ContentFile(b"%PDF", "paac.pdf"),
    )

    assert documentos_marco(estrategia) == [
        DocumentoMarco("Plan de Acción", "https://entidad.gov.co/plan"),
        DocumentoMarco(
            "Plan Anticorrupción y de Atención al Ciudadano (PAAC)",
            f"{BASE}/programa-de-transparencia",
        ),
    ]


def test_el_publico_ve_el_documento_y_abre_el_archivo(client, estrategia):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)
    guardar(estrategia, programa_archivo=ContentFile(b"%PDF-1.7 hola", "otro nombre.pdf"))

    pagina = client.get("/hospital/cronograma/2022/").content.decode()
    archivo = client.get(f"{BASE}/programa-de-transparencia")

    assert f'href="{BASE}/programa-de-transparencia"' in pagina
    assert "Programa de Transparencia y Ética Pública (PTEP)" in pagina
    assert b"".join(archivo.streaming_content) == b"%PDF-1.7 hola"
    assert archivo["Content-Disposition"] == (
        'inline; filename="programa-de-transparencia-2022.pdf"'
    )


@pytest.mark.parametrize(
    "direccion",
    [
        f"{BASE}/plan-de-accion",
        f"{BASE}/otra-cosa",
        "/hospital/cronograma/2022/rendicion/documento/programa-de-transparencia",
    ],
)
def test_lo_que_no_se_subio_no_existe(client, estrategia, direccion):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)
    guardar(estrategia, programa_archivo=ContentFile(b"%PDF", "ptep.pdf"))

    assert client.get(direccion).status_code == 404


def test_el_archivo_de_una_estrategia_sin_publicar_no_se_entrega(client, estrategia):
    guardar(estrategia, programa_archivo=ContentFile(b"%PDF", "ptep.pdf"))

    assert client.get(f"{BASE}/programa-de-transparencia").status_code == 404


def test_una_pagina_web_no_es_un_documento(estrategia):
    estrategia.plan_accion_archivo = ContentFile(b"<script>", "plan.html")

    with pytest.raises(ValidationError, match="PDF, Word, Excel"):
        estrategia.full_clean()
