"""Las páginas públicas en un navegador de verdad: accesibles, sin ratón, sin guiones y angostas."""

import gzip
from itertools import product

import pytest
from playwright.sync_api import expect

from cronograma import formulario_ciudadano
from tests.factories.sitio import CON_ERROR, LISTA, PAGINAS, crear_sitio

# Los atributos que la barra de accesibilidad pone en la página.
TEMAS = ({"tema": "claro"}, {"tema": "oscuro"}, {"tema": "claro", "contraste": "alto"})
ANCHOS = (360, 1280)
PONER_TEMA = "tema => Object.assign(document.documentElement.dataset, tema)"
OBSERVACION_CON_REPAROS = "borrador con reparos"
CODIGO_AJENO = "seguimiento de un código ajeno"
RECIBIDA = "observación recibida"
# A estas se llega escribiendo en un formulario.
FORMULARIOS = (OBSERVACION_CON_REPAROS, CODIGO_AJENO, RECIBIDA)
TODAS = (*PAGINAS, *FORMULARIOS)


@pytest.fixture(autouse=True)
def datos(transactional_db, monkeypatch):
    monkeypatch.setattr(formulario_ciudadano, "SEGUNDOS_MINIMOS", 0)
    crear_sitio()


def abrir(page, nombre):
    """Abre una de las páginas de la lista, o una dirección."""
    if nombre in FORMULARIOS:
        return llenar(page, nombre)
    ir(page, PAGINAS.get(nombre, nombre))
    if nombre in CON_ERROR:
        olvidar_el_error_esperado(page)
    return None


def ir(page, direccion):
    page.goto(direccion)
    page.wait_for_load_state("networkidle")


def llenar(page, nombre):
    if nombre == CODIGO_AJENO:
        ir(page, PAGINAS["seguimiento"])
        page.fill("#codigo", "AAAA-BBBB-CCCC-DDDD")
        page.locator("main form button").click()
        return
    ir(page, PAGINAS["borrador"])
    page.fill("#id_texto", "Que sea un sábado")
    if nombre == OBSERVACION_CON_REPAROS:
        # Deja su nombre sin autorizar que se use, y un correo que no lo es.
        page.fill("#id_nombre", "Ana")
        page.fill("#id_correo", "ana")
    page.get_by_role("button", name="Enviar la observación").click()
    page.wait_for_selector(
        "[role=alert]" if nombre == OBSERVACION_CON_REPAROS else ".codigo-de-seguimiento"
    )
    olvidar_el_error_esperado(page)


def olvidar_el_error_esperado(page):
    # El navegador anota en su consola que la página respondió 400 o 404: es lo esperado.
    page.quejas[:] = [q for q in page.quejas if "Failed to load resource" not in q]


@pytest.mark.parametrize("nombre", TODAS)
def test_pagina_accesible_en_cada_tema_y_ancho(page, revisar_accesibilidad, nombre):
    page.set_viewport_size({"width": ANCHOS[0], "height": 800})
    abrir(page, nombre)

    for tema, ancho in product(TEMAS, ANCHOS):
        page.set_viewport_size({"width": ancho, "height": 800})
        page.evaluate(PONER_TEMA, tema)
        revisar_accesibilidad(page)
        # Para medir, axe pone estilos en línea que la política de seguridad rechaza.
        page.quejas[:] = [q for q in page.quejas if "inline style" not in q]


@pytest.mark.parametrize("nombre", TODAS)
def test_pagina_cabe_angosta_con_letra_grande_y_ampliada_al_doble(page, nombre):
    page.set_viewport_size({"width": 1280, "height": 800})
    abrir(page, nombre)
    antes, guardadas = palabras(page, "main"), palabras(page, "#filtros")

    # Ampliar al 200 % una ventana de 1280 deja 640 puntos, y se ve como en un teléfono ancho.
    page.set_viewport_size({"width": 640, "height": 400})
    assert sobra(page) == 0
    # Los filtros se guardan tras su botón; los meses van con una letra donde no caben tres.
    meses = set("ene feb mar abr may jun jul ago sep oct nov dic".split())
    assert antes - palabras(page, "main") - guardadas - meses == set()
    assert not guardadas or page.get_by_role("link", name="Filtrar").is_visible()

    page.set_viewport_size({"width": 320, "height": 700})
    assert sobra(page) == 0
    page.evaluate(PONER_TEMA, {"letra": "3"})
    assert sobra(page) == 0


def sobra(page):
    """Cuántos puntos hay que desplazarse a los lados para leer la página."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def palabras(page, donde):
    return {palabra for texto in page.locator(donde).all_inner_texts() for palabra in texto.split()}


# Lo que se ve enfocado: dónde está en el documento, y si el navegador le dibuja un borde.
ENFOCADO = """() => {
  const uno = document.activeElement, todos = [...document.querySelectorAll('*')];
  const estilo = getComputedStyle(uno), caja = uno.getBoundingClientRect();
  return [todos.indexOf(uno), uno.tagName !== 'BODY' && caja.width > 0
    && (estilo.outlineStyle !== 'none' || estilo.boxShadow !== 'none')];
}"""


@pytest.mark.parametrize("nombre", TODAS)
def test_el_foco_recorre_la_pagina_en_su_orden_y_siempre_se_ve(page, nombre):
    abrir(page, nombre)
    # Desde el comienzo, también si la dirección lleva a media página («#opinar»).
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    paradas = []
    for _ in range(120):
        page.keyboard.press("Tab")
        lugar, se_ve = page.evaluate(ENFOCADO)
        if paradas and lugar <= paradas[-1]:
            break
        assert se_ve, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        paradas.append(lugar)

    assert len(paradas) == page.evaluate(
        "[...document.querySelectorAll('a[href], button, input, select, textarea, summary,"
        ' [tabindex="0"]\')].filter(uno => uno.checkVisibility({visibilityProperty: true})'
        " && !uno.disabled && uno.tabIndex >= 0"
        # En un grupo de botones de opción el foco para una vez, en el escogido.
        " && (uno.type !== 'radio' || uno.checked)).length"
    )


@pytest.mark.parametrize("ancho", [360, 1280])
def test_la_linea_del_anio_sigue_siendo_una_tabla_para_un_lector(page, ancho):
    page.set_viewport_size({"width": ancho, "height": 800})

    abrir(page, "anio")

    tabla = page.get_by_role("table", name="En qué meses de 2026 se hace cada actividad")
    assert tabla.get_by_role("row").count() == 5
    assert tabla.get_by_role("rowheader").count() == 4
    # El título de la columna de nombres también, o cada casilla quedaría bajo otro mes.
    assert tabla.get_by_role("columnheader").count() == 13
    assert tabla.get_by_role("row").nth(2).get_by_role("cell").all_inner_texts() == [
        *[""] * 5,
        "con día fijo",
        *[""] * 6,
    ]


@pytest.mark.parametrize("nombre", TODAS)
def test_primera_pagina_liviana_y_sin_saltos(page, nombre):
    pesos = []
    page.on("response", lambda respuesta: pesos.append(lo_que_viaja(respuesta)))
    page.add_init_script(
        "window.salto = 0; new PerformanceObserver(lista => lista.getEntries().forEach("
        "e => { if (!e.hadRecentInput) window.salto += e.value }"
        ")).observe({type: 'layout-shift', buffered: true})"
    )

    abrir(page, nombre)

    assert sum(pesos) < 100_000
    assert page.evaluate("window.salto") < 0.02


def lo_que_viaja(respuesta):
    """Los bytes de una respuesta como viajan en producción: el texto, comprimido."""
    es_texto = "font" not in respuesta.headers["content-type"]
    return len(gzip.compress(respuesta.body())) if es_texto else len(respuesta.body())


def test_recorrido_solo_con_teclado(page):
    abrir(page, "/hospital/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Saltar al contenido principal"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenido-principal"

    llegar(page, "Vea las 4 actividades")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LISTA}")

    llegar(page, "Suscribirse al calendario")
    enlace = page.evaluate("document.activeElement.href")
    assert enlace.startswith("webcal://")
    assert enlace.endswith(f"{LISTA}cronograma.ics")


def llegar(page, texto, pasos=80):
    for _ in range(pasos):
        page.keyboard.press("Tab")
        if texto in page.evaluate("document.activeElement.textContent"):
            assert se_ve_el_foco(page)
            return
    pytest.fail(f"Con Tab no se llega a «{texto}»")


def se_ve_el_foco(page):
    return page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_filtrar_refresca_sin_recargar_y_lo_anuncia(page, revisar_accesibilidad):
    abrir(page, LISTA)
    page.evaluate("window.misma = true")

    page.locator("#estrategia-rendicion").check()

    expect(page.locator("#voz")).to_have_text("Queda 1 de 4 actividades")
    assert page.url.endswith("?estrategia=rendicion")
    assert page.evaluate("window.misma") is True
    assert page.evaluate("document.activeElement.id") == "estrategia-rendicion"
    revisar_accesibilidad(page)

    page.get_by_role("link", name="Quitar el filtro Para qué: Rendición de cuentas").click()
    page.wait_for_url(f"**{LISTA}")
    expect(page.locator(".renglon")).to_have_count(4)

    page.go_back()
    expect(page.locator(".renglon")).to_have_count(1)


def test_en_el_telefono_los_filtros_se_abren_y_se_cierran(page, revisar_accesibilidad):
    page.set_viewport_size({"width": 360, "height": 740})
    abrir(page, LISTA)
    assert not page.locator("#filtros").is_visible()

    page.get_by_role("link", name="Filtrar").click()
    assert page.locator("#filtros").is_visible()
    revisar_accesibilidad(page)
    page.locator("#estrategia-rendicion").check()
    page.get_by_role("button", name="Ver resultados").click()

    expect(page.locator("#filtros")).to_be_hidden()
    expect(page.locator(".renglon")).to_have_count(1)


def test_la_barra_de_accesibilidad_se_recuerda(page):
    abrir(page, "/hospital/")
    page.get_by_role("button", name="Contraste alto").click()
    page.get_by_role("button", name="Aumentar letra").click()

    abrir(page, LISTA)

    raiz = page.locator("html")
    assert (raiz.get_attribute("data-contraste"), raiz.get_attribute("data-letra")) == ("alto", "1")
    assert page.get_by_role("button", name="Contraste alto").get_attribute("aria-pressed") == "true"
    assert page.context.cookies() == []


def test_el_mismo_recorrido_sin_javascript(chromium, live_server):
    contexto = chromium.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = contexto.new_page()
    page.goto("/hospital/")
    assert not page.locator(".accesibilidad").is_visible()
    page.get_by_role("link", name="Vea las 4 actividades").click()

    page.get_by_role("link", name="Filtrar").click()
    page.locator("#estrategia-rendicion").check()
    page.get_by_role("button", name="Ver resultados").click()
    assert page.locator("#cuantas").inner_text().strip() == "Queda 1 de 4 actividades"

    page.get_by_role("link", name="Audiencia pública").click()
    assert page.locator("h1").inner_text() == "Audiencia pública"
    contexto.close()
