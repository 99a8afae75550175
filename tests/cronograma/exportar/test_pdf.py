"""El PDF, paso por paso: el HTML como se ve en la plantilla y el archivo como se lee impreso."""

import dataclasses
import io
import subprocess
from collections import Counter
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pikepdf
import pytest

from cronograma.documento import Calidad, Cambio, Firmante
from cronograma.exportar.pdf import html, imprimir, pdf
from cronograma.formatos import FORMATOS

pytestmark = pytest.mark.pdf

PREVIA = "Publicación previa: Plan 2023. La aprobación no consta en el sistema."


@pytest.fixture(scope="module")
def impresos(leer_documento):
    """Los cuatro PDF, hechos una sola vez."""
    return {
        nombre: pdf(leer_documento(nombre), FORMATOS[nombre])
        for nombre in ("cronograma", "estrategia", "plan", "rendicion")
    }


@pytest.fixture(params=["cronograma", "estrategia", "plan", "rendicion"])
def impreso(request, impresos):
    return request.param, impresos[request.param]


def texto_de(contenido, *opciones):
    """Lo que se lee en el PDF, con los blancos y los cambios de renglón reducidos a uno."""
    orden = ["pdftotext", *opciones, "-", "-"]
    salida = subprocess.run(orden, input=contenido, capture_output=True, check=True).stdout.decode()
    return " ".join(salida.split())


def hijos(etiqueta):
    contenido = etiqueta.get("/K", [])
    return list(contenido) if isinstance(contenido, pikepdf.Array) else [contenido]


def de_tipo(etiqueta, *tipos):
    """Las etiquetas de esos tipos, de afuera hacia adentro."""
    for hijo in hijos(etiqueta):
        if isinstance(hijo, pikepdf.Dictionary) and "/S" in hijo:
            if str(hijo.S) in tipos:
                yield hijo
            else:
                yield from de_tipo(hijo, *tipos)


def atributo(celda, nombre, defecto=None):
    return celda.get("/A", {}).get(nombre, defecto)


def cuadricula(tabla):
    """Cada celda de la tabla y las posiciones (fila, columna) que ocupa."""
    ocupadas, celdas = set(), []
    for fila, renglon in enumerate(de_tipo(tabla, "/TR")):
        columna = 0
        for celda in de_tipo(renglon, "/TH", "/TD"):
            while (fila, columna) in ocupadas:
                columna += 1
            alto, ancho = int(atributo(celda, "/RowSpan", 1)), int(atributo(celda, "/ColSpan", 1))
            sitio = {(fila + f, columna + c) for f in range(alto) for c in range(ancho)}
            assert not sitio & ocupadas
            ocupadas |= sitio
            celdas.append((celda, sitio))
            columna += ancho
    return celdas


def titulos_que_corresponden(celda, sitio, celdas):
    """Los títulos de columna que están encima y los de fila que están a su izquierda."""
    filas, columnas = ({lugar[eje] for lugar in sitio} for eje in (0, 1))
    esperados = []
    for otra, lugares in celdas:
        if str(otra.S) != "/TH" or otra == celda:
            continue
        alcance = str(atributo(otra, "/Scope"))
        encima = any(c in columnas and f < min(filas) for f, c in lugares)
        al_lado = any(f in filas for f, _ in lugares)
        if (alcance == "/Column" and encima) or (alcance == "/Row" and al_lado):
            esperados.append(str(otra.ID))
    return esperados


def test_cada_celda_nombra_exactamente_los_titulos_que_le_corresponden(impreso):
    _, contenido = impreso
    with pikepdf.open(io.BytesIO(contenido)) as archivo:
        tablas = list(de_tipo(archivo.Root.StructTreeRoot, "/Table"))
        assert tablas
        for tabla in tablas:
            celdas = cuadricula(tabla)
            datos = [(celda, sitio) for celda, sitio in celdas if str(celda.S) == "/TD"]
            for celda, sitio in datos:
                nombrados = [str(uno) for uno in atributo(celda, "/Headers")]
                assert Counter(nombrados) == Counter(titulos_que_corresponden(celda, sitio, celdas))


def test_los_identificadores_no_se_repiten_y_cada_titulo_dice_su_alcance(impreso):
    _, contenido = impreso
    with pikepdf.open(io.BytesIO(contenido)) as archivo:
        titulos = list(de_tipo(archivo.Root.StructTreeRoot, "/TH"))
        nombres = Counter(str(titulo.ID) for titulo in titulos)

        assert set(nombres.values()) == {1}
        assert {str(atributo(titulo, "/Scope")) for titulo in titulos} <= {"/Column", "/Row"}


def test_la_tabla_que_cruza_paginas_es_una_sola_en_el_arbol(impresos, leer_documento):
    for nombre, contenido in impresos.items():
        formato, documento = FORMATOS[nombre], leer_documento(nombre)
        with pikepdf.open(io.BytesIO(contenido)) as archivo:
            tablas = list(de_tipo(archivo.Root.StructTreeRoot, "/Table"))
            anchas = [t for t in tablas if len(list(de_tipo(t, "/THead")))]
            renglones = list(de_tipo(anchas[0], "/TR"))

        assert len(anchas) == 3  # actividades, firmas y control de cambios
        assert len(renglones) == 1 + formato.tiene_grupos + len(documento.filas)


def test_lo_que_no_esta_en_el_arbol_es_adorno(impreso):
    """Ningún contenido marcado con número queda huérfano, y ninguno se numera dos veces."""
    _, contenido = impreso
    with pikepdf.open(io.BytesIO(contenido)) as archivo:
        en_arbol = Counter(marcas(archivo.Root.StructTreeRoot))
        en_paginas = Counter(
            (pagina.objgen, int(operandos[1].MCID))
            for pagina in archivo.pages
            for operandos, operador in pikepdf.parse_content_stream(pagina)
            if str(operador) == "BDC" and "/MCID" in operandos[1]
        )

    assert en_arbol == en_paginas
    assert set(en_arbol.values()) == {1}


def marcas(etiqueta, pagina=None):
    pagina = etiqueta.get("/Pg", pagina)
    for hijo in hijos(etiqueta):
        if isinstance(hijo, pikepdf.Dictionary):
            if "/S" in hijo:
                yield from marcas(hijo, pagina)
        else:
            yield pagina.objgen, int(hijo)


def test_el_archivo_cumple_pdf_ua(impreso, tmp_path):
    import page  # noqa: PLC0415 -- solo esta prueba la usa

    nombre, contenido = impreso
    archivo = tmp_path / f"{nombre}.pdf"
    archivo.write_bytes(contenido)

    informe = page.validate_pdf(str(archivo), profile=page.ValidationProfile.PDF_UA_1)

    assert "0 failed" in str(informe), str(informe)


def test_el_archivo_dice_su_idioma_y_su_titulo(impreso, leer_documento):
    nombre, contenido = impreso
    documento = leer_documento(nombre)
    with pikepdf.open(io.BytesIO(contenido)) as archivo:
        assert str(archivo.Root.Lang) == "es-CO"
        assert str(archivo.docinfo.Title).startswith(f"{documento.nombre} · {documento.entidad}")
        assert archivo.Root.ViewerPreferences.DisplayDocTitle


def test_las_paginas_son_apaisadas_y_llevan_su_numero(impreso):
    _, contenido = impreso
    with pikepdf.open(io.BytesIO(contenido)) as archivo:
        total = len(archivo.pages)
        for numero, pagina in enumerate(archivo.pages, start=1):
            _, _, ancho, alto = map(float, pagina.mediabox)
            assert ancho > alto
            texto = texto_de(contenido, "-f", str(numero), "-l", str(numero))
            assert f"página {numero} de {total}" in texto


@pytest.mark.parametrize(
    ("nombre", "paginas"), [("cronograma", 4), ("estrategia", 3), ("plan", 2), ("rendicion", 5)]
)
def test_cuantas_paginas_ocupa_cada_documento(impresos, nombre, paginas):
    with pikepdf.open(io.BytesIO(impresos[nombre])) as archivo:
        assert len(archivo.pages) == paginas


def test_todo_lo_que_dice_el_documento_se_lee_en_el_papel(impreso, leer_documento):
    nombre, contenido = impreso
    documento, formato = leer_documento(nombre), FORMATOS[nombre]

    impreso = Counter(texto_de(contenido, "-raw").split())

    pedidas = Counter(
        palabra
        for fila in documento.filas
        for clave in ("nombre", "producto", "objetivo", "metodologia")
        if clave in fila.celdas
        for palabra in fila.celdas[clave].texto.split()
        if len(palabra) < 20 and "-" not in palabra and "/" not in palabra
    )
    assert pedidas - impreso == Counter()
    for columna in formato.columnas:
        assert all(palabra in impreso for palabra in columna.titulo.split())


def test_los_titulos_se_repiten_en_cada_pagina_con_filas(impresos):
    for pagina in ("1", "2", "3"):
        texto = texto_de(impresos["rendicion"], "-f", pagina, "-l", pagina)
        assert "META/PRODUCTO" in texto


def test_el_elemento_combinado_se_imprime_en_cada_fila(leer_documento):
    pagina = html(leer_documento("rendicion"), FORMATOS["rendicion"])

    veces = Counter(texto for _, texto in celdas_de(pagina) if texto.isupper())
    assert (veces["INFORMACIÓN"], veces["DIÁLOGO"], veces["RESPONSABILIDAD"]) == (10, 9, 10)


class Lector(HTMLParser):
    """Lo que dice cada celda del HTML, con los títulos que nombra."""

    def __init__(self):
        super().__init__()
        self.celdas, self.abierta = [], None

    def handle_starttag(self, tag, attrs):
        if tag in {"td", "th"}:
            self.abierta = [dict(attrs).get("headers", ""), ""]

    def handle_data(self, data):
        if self.abierta:
            self.abierta[1] += data

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self.celdas.append(tuple(self.abierta))
            self.abierta = None


def celdas_de(pagina):
    lector = Lector()
    lector.feed(pagina)
    return lector.celdas


def test_la_pagina_dice_la_calidad_las_firmas_y_los_cambios(documento):
    completo = dataclasses.replace(
        documento,
        version="2",
        publicada_en=datetime(2026, 3, 5, 15, tzinfo=UTC),
        calidad=Calidad("GP-F-07", "3", date(2024, 2, 1), "Gestión de la planeación"),
        firmas=(
            Firmante("elaboro", "Ana Ejemplo", "Profesional", date(2026, 1, 20)),
            Firmante("aprobo", "Comité Institucional"),
        ),
        cambios=(
            Cambio("1", date(2026, 1, 30), "Primera publicación"),
            Cambio("2", date(2026, 3, 5), "Se aplaza la audiencia"),
        ),
    )

    pagina = html(completo, FORMATOS["cronograma"])

    textos = [texto for _, texto in celdas_de(pagina)]
    assert "Código: GP-F-07 · Versión del formato: 3 · Fecha: 01/02/2024" in pagina
    assert "<strong>Versión 2</strong>, publicada el 5 de marzo de 2026" in pagina
    firmas = textos[textos.index("Elaboró") : textos.index("Versión")]
    assert firmas == [
        *("Elaboró", "Ana Ejemplo", "Profesional", "20/01/2026", ""),
        *("Revisó", "", "", "", ""),
        *("Aprobó", "Comité Institucional", "", "", ""),
    ]
    assert textos[textos.index("Motivo del cambio") + 1 :] == [
        *("1", "30/01/2026", "Primera publicación"),
        *("2", "05/03/2026", "Se aplaza la audiencia"),
    ]


def test_una_publicacion_previa_lo_dice_sin_rodeos(documento):
    previo = dataclasses.replace(documento, version="1", procedencia=PREVIA)

    assert PREVIA in html(previo, FORMATOS["cronograma"])


def test_las_filas_de_trabajo_no_se_hacen_pasar_por_publicadas(documento):
    pagina = html(documento, FORMATOS["cronograma"])

    assert pagina.count("Documento de trabajo") == 4  # metadato, cabeza, ficha y control de cambios
    assert "publicada el" not in pagina


def test_el_texto_de_la_entidad_no_es_html_ni_lee_archivos(documento):
    fila = dataclasses.replace(
        documento.filas[0], objetivo='<img src="file:///etc/passwd"><script>x</script> a & b'
    )

    pagina = html(dataclasses.replace(documento, filas=(fila,)), FORMATOS["cronograma"])

    assert "&lt;img" in pagina
    assert "<script" not in pagina
    assert "<img" not in pagina


def test_imprimir_no_lee_el_disco_ni_la_red(tmp_path, caplog):
    secreto = tmp_path / "secreto.css"
    secreto.write_text("h1::before { content: 'leído' }", encoding="utf-8")
    pagina = (
        f'<html lang="es"><head><title>x</title><link rel="stylesheet" href="{secreto.as_uri()}">'
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css"></head><body><h1>Título</h1></body></html>'
    )

    contenido = imprimir(pagina)

    assert texto_de(contenido) == "Título"


def test_una_fila_mas_alta_que_la_pagina_sigue_siendo_una_fila(documento):
    largo = " ".join(f"palabra{numero}" for numero in range(3000))
    fila = dataclasses.replace(documento.filas[0], objetivo=largo)

    contenido = pdf(dataclasses.replace(documento, filas=(fila,)), FORMATOS["cronograma"])

    with pikepdf.open(io.BytesIO(contenido)) as archivo:
        assert len(archivo.pages) > 1
        tabla = next(de_tipo(archivo.Root.StructTreeRoot, "/Table"))
        assert len(list(de_tipo(tabla, "/TR"))) == 3
        assert len(list(de_tipo(tabla, "/TD", "/TH"))) == 10 + 6 + 13
    assert texto_de(contenido).count("palabra2999") == 1
    assert "Nombre del espacio" in texto_de(contenido, "-f", "2", "-l", "2")


@pytest.mark.parametrize("formato", list(FORMATOS.values()), ids=FORMATOS)
def test_cualquier_documento_sale_en_cualquier_formato(documento, formato):
    assert pdf(documento, formato).startswith(b"%PDF-1.7")
