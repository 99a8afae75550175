"""Ninguna entidad puede tomar por nombre corto una dirección que usa el sitio."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import get_resolver

from estrategia.direcciones import RESERVADAS
from estrategia.models import Entidad
from tests.factories import crear_entidad

LA_USA_EL_SITIO = (
    "Esa dirección corta la usa el sitio: escriba otra, por ejemplo con el nombre del municipio."
)


def primeras_partes(patrones, antes=""):
    """La primera parte de cada dirección del sitio; vacía en la portada."""
    for patron in patrones:
        ruta = antes + str(patron.pattern)
        if "/" not in ruta and hasattr(patron, "url_patterns"):
            yield from primeras_partes(patron.url_patterns, ruta)
        else:
            yield ruta.partition("/")[0]


def test_toda_direccion_del_sitio_empieza_por_una_reservada_o_por_una_entidad():
    de_archivos = {settings.STATIC_URL, settings.MEDIA_URL}
    partes = {*primeras_partes(get_resolver().url_patterns)}
    partes |= {direccion.strip("/") for direccion in de_archivos}

    propias = {parte for parte in partes if parte and not re.match("<slug:", parte)}
    assert {"admin", "datos", "static", "archivos", "robots.txt"} <= propias
    assert propias <= RESERVADAS


@pytest.mark.django_db
@pytest.mark.parametrize("slug", sorted(RESERVADAS))
def test_una_entidad_no_toma_una_direccion_del_sitio(slug):
    entidad = Entidad(nombre="Alcaldía", slug=slug)

    with pytest.raises(ValidationError) as error:
        entidad.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        entidad.save()

    assert LA_USA_EL_SITIO in error.value.message_dict["slug"]


@pytest.mark.django_db
def test_un_nombre_que_solo_empieza_igual_si_se_puede():
    crear_entidad(nombre="Alcaldía de Datos", slug="datos-del-valle").full_clean()
