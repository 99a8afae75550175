"""Cada página es HTML bien formado: lo dice el mismo lector que usan los navegadores."""

import html5lib
import pytest
from django.template.loader import render_to_string

from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    publicar,
)

LISTA = "/hospital/cronograma/2026/"
PAGINAS = [
    "/",
    "/hospital/",
    "/hospital/datos/",
    "/datos/",
    "/datos/diccionario/",
    "/hospital/transparencia/",
    LISTA,
    f"{LISTA}?q=audiencia&periodo=T2",
    f"{LISTA}?q=nada",
    f"{LISTA}?fase=xx",
    f"{LISTA}mes/2026-06/",
    f"{LISTA}anio/",
    f"{LISTA}incrustar/",
    f"{LISTA}combinada/01/",
    f"{LISTA}combinada/02/",
    f"{LISTA}cronograma.xlsx",
    "/no-existe/",
]


@pytest.fixture
def datos(hoy):
    entidad = crear_entidad(nombre="Hospital «A & B»", slug="hospital", color_acento="#0943B5")
    for tipo in ("combinada", "rendicion"):
        estrategia = crear_estrategia(entidad=entidad, tipo=tipo, nombre=f"Estrategia {tipo}")
        primera = crear_actividad(
            estrategia=estrategia,
            codigo="01",
            nombre='Audiencia <b>"pública"</b> & más',
            fecha_programada="1 de junio de 2026",
            presencial=True,
            correo="a@b.gov.co",
            grupos=[crear_grupo(entidad=entidad)],
            dependencias=[crear_dependencia(entidad=entidad)],
        )
        crear_encuentro(actividad=primera)
        crear_actividad(estrategia=estrategia, codigo="02", fecha_programada="Según solicitud")
        publicar(estrategia)
    otra = crear_estrategia()
    crear_actividad(estrategia=otra)
    publicar(otra)


def errores(html):
    lector = html5lib.HTMLParser(strict=False)
    lector.parse(html)
    return [(linea, html5lib.constants.E[codigo] % datos) for linea, codigo, datos in lector.errors]


@pytest.mark.django_db
@pytest.mark.parametrize("direccion", PAGINAS)
def test_pagina_bien_formada(client, datos, direccion):
    html = client.get(direccion).content.decode()

    assert errores(html) == []
    assert html.count("<h1") == 1
    assert html.count("<title>") == 1


@pytest.mark.parametrize("plantilla", ["400.html", "403.html", "500.html"])
def test_pagina_de_error_se_puede_mostrar_sin_contexto(plantilla):
    html = render_to_string(plantilla)

    assert errores(html) == []
    assert "/static/css/base.css" in html


# Las reglas del validador del W3C que html5lib no mira y que aquí ya se rompieron una vez.
ROLES_DE_TABLA = {"table", "rowgroup", "row", "cell", "columnheader", "rowheader"}


@pytest.mark.django_db
@pytest.mark.parametrize("direccion", PAGINAS)
def test_pagina_cumple_las_reglas_que_el_lector_no_mira(client, datos, direccion):
    pagina = html5lib.parse(client.get(direccion).content.decode(), namespaceHTMLElements=False)

    sobrantes = [e.tag for e in pagina.iter() if e.get("role") in ROLES_DE_TABLA]
    ajenos = [e.tag for e in pagina.iterfind(".//dl/div/*") if e.tag not in {"dt", "dd"}]
    claves = [e.get("id") for e in pagina.iter() if e.get("id")]
    nombradas = " ".join(
        e.get(de, "")
        for e in pagina.iter()
        for de in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
    )
    assert (sobrantes, ajenos) == ([], [])
    assert len(claves) == len(set(claves))
    assert set(nombradas.split()) <= set(claves)


@pytest.mark.django_db
def test_ninguna_pagina_trae_estilos_ni_guiones_escritos_dentro(client, datos):
    for direccion in PAGINAS:
        html = client.get(direccion).content.decode()
        assert " style=" not in html, direccion
        assert "<style" not in html, direccion
        assert " onclick=" not in html, direccion
