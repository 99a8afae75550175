"""Cada página es HTML bien formado: lo dice el mismo lector que usan los navegadores."""

import html5lib
import pytest
from django.template.loader import render_to_string

from tests.factories.sitio import CON_ERROR, LISTA, PAGINAS, crear_sitio

TODAS = {
    **PAGINAS,
    "lista con dos filtros": f"{LISTA}?q=audiencia&periodo=T2",
    "ficha de lo que se pide": f"{LISTA}combinada/04/",
}


@pytest.fixture
def datos(hoy):
    crear_sitio()


def errores(html):
    lector = html5lib.HTMLParser(strict=False)
    lector.parse(html)
    return [(linea, html5lib.constants.E[codigo] % datos) for linea, codigo, datos in lector.errors]


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", TODAS)
def test_pagina_bien_formada(client, datos, nombre):
    response = client.get(TODAS[nombre])
    html = response.content.decode()

    assert response.status_code == CON_ERROR.get(nombre, 200)
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
@pytest.mark.parametrize("nombre", TODAS)
def test_pagina_cumple_las_reglas_que_el_lector_no_mira(client, datos, nombre):
    pagina = html5lib.parse(client.get(TODAS[nombre]).content.decode(), namespaceHTMLElements=False)

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
@pytest.mark.parametrize(
    ("direccion", "enviado"),
    [
        (PAGINAS["borrador"], {"texto": "", "nombre": "Ana", "correo": "ana"}),
        (PAGINAS["seguimiento"], {"codigo": "AAAA-BBBB-CCCC-DDDD"}),
    ],
)
def test_formulario_con_reparos_bien_formado(client, datos, direccion, enviado):
    html = client.post(direccion, enviado).content.decode()

    assert errores(html) == []


@pytest.mark.django_db
def test_ninguna_pagina_trae_estilos_ni_guiones_escritos_dentro(client, datos):
    for direccion in TODAS.values():
        html = client.get(direccion).content.decode()
        assert " style=" not in html, direccion
        assert "<style" not in html, direccion
        assert " onclick=" not in html, direccion
