"""Las páginas públicas en un navegador de verdad: accesibles, sin ratón, sin guiones y angostas."""

from datetime import date, time

import pytest
from playwright.sync_api import expect

from estrategia.models import Definicion, Paso, Procedimiento
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
FICHA = "/hospital/cronograma/2026/combinada/01/"
PAGINAS = {
    "inicio": "/",
    "entidad": "/hospital/",
    "lista": LISTA,
    "lista filtrada": f"{LISTA}?estrategia=participacion&q=encuentro",
    "lista vacia": f"{LISTA}?q=marciano",
    "filtro invalido": f"{LISTA}?fase=xx",
    "mes": f"{LISTA}mes/2026-06/",
    "anio": f"{LISTA}anio/",
    "ficha": FICHA,
    "incrustada": f"{LISTA}incrustar/",
    "datos": "/datos/",
    "datos de una entidad": "/hospital/datos/",
    "diccionario": "/datos/diccionario/",
    "transparencia": "/hospital/transparencia/",
    "procedimiento": "/hospital/procedimiento/",
    "no existe": "/no-hay-nada/",
}
RESPONDEN_CON_ERROR = {"filtro invalido", "no existe"}


@pytest.fixture(autouse=True)
def datos(transactional_db):
    entidad = crear_entidad(
        nombre="Hospital Universitario de Prueba", slug="hospital", sigla="HUP", municipio="Neiva"
    )
    estrategia = crear_estrategia(entidad=entidad, nombre="Cronograma de participación")
    comun = {
        "estrategia": estrategia,
        "es_participacion": True,
        "correo": "participacionciudadana.consulta@hospital-de-prueba.gov.co",
        "dependencias": [crear_dependencia(entidad=entidad, nombre="Atención", sigla="SIAU")],
        "grupos": [crear_grupo(entidad=entidad, nombre="Asociación de usuarios")],
    }
    mensual = crear_actividad(
        **comun,
        codigo="01",
        nombre="Encuentros mensuales",
        fecha_programada="Mensual",
        virtual=True,
    )
    crear_encuentro(actividad=mensual, fecha=date(2026, 6, 9), hora_inicio=time(9))
    crear_encuentro(
        actividad=mensual, fecha=date(2026, 6, 20), estado="cancelado", motivo="Paro nacional"
    )
    crear_actividad(
        **comun,
        codigo="02",
        nombre="Audiencia pública",
        es_rendicion=True,
        presencial=True,
        fecha_programada="1 de junio de 2026",
    )
    crear_actividad(**comun, codigo="03", nombre="Consulta", fecha_programada="1er Cuatrimestre")
    crear_actividad(**comun, codigo="04", nombre="Mesa", fecha_programada="Según solicitud")
    publicar(estrategia)
    otra = crear_estrategia()
    crear_actividad(estrategia=otra)
    publicar(otra)
    crear_procedimiento(entidad)


def crear_procedimiento(entidad):
    procedimiento = Procedimiento.objects.create(
        entidad=entidad, nombre="Procedimiento", objetivo="Participar", alcance="Todo"
    )
    Definicion.objects.create(
        procedimiento=procedimiento, termino="Participar", texto="Tomar parte"
    )
    for orden, numero in enumerate((1, None, 2)):
        Paso.objects.create(
            procedimiento=procedimiento,
            etapa="formulacion",
            orden=orden,
            numero=numero,
            nombre=f"Paso {orden}",
            responsable="Planeación" if numero else "",
        )


def abrir(page, direccion, *, con_error=False):
    page.goto(direccion)
    page.wait_for_load_state("networkidle")
    if con_error:
        # El navegador anota en su consola que la página respondió 400 o 404: es lo esperado.
        page.quejas[:] = [q for q in page.quejas if "Failed to load resource" not in q]


@pytest.mark.parametrize("nombre", PAGINAS)
@pytest.mark.parametrize("ancho", [360, 1280])
def test_pagina_accesible(page, revisar_accesibilidad, nombre, ancho):
    page.set_viewport_size({"width": ancho, "height": 800})

    abrir(page, PAGINAS[nombre], con_error=nombre in RESPONDEN_CON_ERROR)

    revisar_accesibilidad(page)


@pytest.mark.parametrize("nombre", ["entidad", "lista filtrada", "anio", "mes", "ficha"])
@pytest.mark.parametrize("tema", ["oscuro", "alto"])
def test_pagina_accesible_en_oscuro_y_en_contraste_alto(page, revisar_accesibilidad, nombre, tema):
    clave = "participa-contraste" if tema == "alto" else "participa-tema"
    page.add_init_script(f"localStorage.setItem('{clave}', '{tema}')")

    abrir(page, PAGINAS[nombre])

    revisar_accesibilidad(page)


@pytest.mark.parametrize("nombre", PAGINAS)
@pytest.mark.parametrize("letra", ["", "3"], ids=["normal", "letra-grande"])
def test_pagina_no_se_desplaza_a_los_lados(page, nombre, letra):
    page.set_viewport_size({"width": 320, "height": 700})
    page.add_init_script(f"localStorage.setItem('participa-letra', '{letra}')")

    abrir(page, PAGINAS[nombre], con_error=nombre in RESPONDEN_CON_ERROR)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("nombre", PAGINAS)
def test_pagina_ampliada_al_doble_no_se_desplaza_ni_pierde_nada(page, nombre):
    # Ampliar al 200 % una ventana de 1280 deja 640 puntos, y se ve como en un teléfono ancho.
    page.set_viewport_size({"width": 1280, "height": 800})
    abrir(page, PAGINAS[nombre], con_error=nombre in RESPONDEN_CON_ERROR)
    antes = palabras(page, "main")
    guardadas = palabras(page, "#filtros")
    page.set_viewport_size({"width": 640, "height": 400})

    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    # Los filtros se guardan tras su botón; los meses van con una letra donde no caben tres.
    meses = set("ene feb mar abr may jun jul ago sep oct nov dic".split())
    assert antes - palabras(page, "main") - guardadas - meses == set()
    assert not guardadas or page.get_by_role("link", name="Filtrar").is_visible()


def palabras(page, donde):
    return {palabra for texto in page.locator(donde).all_inner_texts() for palabra in texto.split()}


# Lo que se ve enfocado: dónde está en el documento, y si el navegador le dibuja un borde.
ENFOCADO = """() => {
  const uno = document.activeElement, todos = [...document.querySelectorAll('*')];
  const estilo = getComputedStyle(uno), caja = uno.getBoundingClientRect();
  return [todos.indexOf(uno), uno.tagName !== 'BODY' && caja.width > 0
    && (estilo.outlineStyle !== 'none' || estilo.boxShadow !== 'none')];
}"""


@pytest.mark.parametrize("nombre", PAGINAS)
def test_el_foco_recorre_la_pagina_en_su_orden_y_siempre_se_ve(page, nombre):
    abrir(page, PAGINAS[nombre], con_error=nombre in RESPONDEN_CON_ERROR)
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
        " && !uno.disabled && uno.tabIndex >= 0).length"
    )


@pytest.mark.parametrize("ancho", [360, 1280])
def test_la_linea_del_anio_sigue_siendo_una_tabla_para_un_lector(page, ancho):
    page.set_viewport_size({"width": ancho, "height": 800})

    abrir(page, PAGINAS["anio"])

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


def test_primera_pagina_liviana_y_sin_saltos(page, contexto):
    pesos = []
    page.on("response", lambda respuesta: pesos.append(len(respuesta.body())))
    page.add_init_script(
        "window.salto = 0; new PerformanceObserver(lista => lista.getEntries().forEach("
        "e => { if (!e.hadRecentInput) window.salto += e.value }"
        ")).observe({type: 'layout-shift', buffered: true})"
    )

    abrir(page, "/hospital/")

    assert sum(pesos) < 100_000
    assert page.evaluate("window.salto") < 0.02


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
