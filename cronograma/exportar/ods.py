"""La hoja oficial en ODS, el formato abierto de hoja de cálculo (OpenDocument 1.3).

Entra la misma disposición que escribe el Excel; sale el archivo, hecho de su XML. Toda
celda es texto (`office:value-type="string"`), así que nada se vuelve fórmula.
"""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

from cronograma.documento import Documento
from cronograma.formatos import Formato

from .disposicion import Disposicion, Estilo, Puesta, disponer
from .excel import propiedades_de
from .hoja import Propiedades

TIPO = "application/vnd.oasis.opendocument.spreadsheet"
ESPACIOS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
# Lo que XML 1.0 no admite dentro de un texto.
VEDADAS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MM_POR_LETRA = 1.9
TINTA, MARCA, PANEL, LINEA = "#1f2430", "#0943b5", "#e5ecf8", "0.4pt solid #c9cfdb"
# Estilo → (propiedades de celda, de párrafo y de letra).
ASPECTO = {
    Estilo.TITULO: ({}, {"text-align": "center"}, {"font-weight": "bold", "font-size": "13pt"}),
    Estilo.ENCABEZADO: (
        {"border": LINEA, "background-color": PANEL},
        {"text-align": "center"},
        {"font-weight": "bold", "font-size": "9pt"},
    ),
    Estilo.ETIQUETA: ({}, {}, {"font-weight": "bold"}),
    Estilo.CASILLA: ({}, {}, {}),
    Estilo.SUELTA: ({"wrap-option": "no-wrap"}, {}, {}),
    Estilo.TEXTO: ({"border": LINEA}, {}, {}),
    Estilo.CENTRADO: ({"border": LINEA}, {"text-align": "center"}, {}),
    Estilo.LATERAL: ({"border": LINEA}, {"text-align": "center"}, {"font-weight": "bold"}),
}
AL_MEDIO = {Estilo.TITULO, Estilo.ENCABEZADO, Estilo.LATERAL}


def ods(documento: Documento, formato: Formato) -> bytes:
    """El libro .ods del documento, con las mismas celdas que el Excel."""
    disposicion = disponer(documento, formato)
    partes = {
        "content.xml": _contenido(disposicion),
        "styles.xml": _pagina(disposicion),
        "meta.xml": _meta(propiedades_de(documento, formato)),
    }
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as libro:
        # El tipo va primero y sin comprimir: así lo reconoce quien abre el archivo.
        libro.writestr("mimetype", TIPO, zipfile.ZIP_STORED)
        for nombre, raiz in partes.items():
            libro.writestr(nombre, _xml(raiz))
        libro.writestr("META-INF/manifest.xml", _xml(_manifiesto(partes)))
    return salida.getvalue()


def _xml(raiz: ET.Element) -> bytes:
    return ET.tostring(raiz, encoding="UTF-8", xml_declaration=True)


def _nombre(corto: str) -> str:
    prefijo, nombre = corto.split(":")
    return f"{{{ESPACIOS[prefijo]}}}{nombre}"


def _nodo(padre: ET.Element | None, corto: str, texto: str = "", **atributos: str) -> ET.Element:
    """Un elemento; los atributos se escriben `table__name` por `table:name`."""
    propios = {
        _nombre(clave.replace("__", ":").replace("_", "-")): valor
        for clave, valor in atributos.items()
    }
    nodo = ET.Element(_nombre(corto), propios)
    nodo.text = VEDADAS.sub("", texto) or None
    if padre is not None:
        padre.append(nodo)
    return nodo


def _contenido(disposicion: Disposicion) -> ET.Element:
    raiz = _nodo(None, "office:document-content", office__version="1.3")
    estilos = _nodo(raiz, "office:automatic-styles")
    _estilos_de_celda(estilos)
    cuerpo = _nodo(_nodo(raiz, "office:body"), "office:spreadsheet")
    derecha = len(disposicion.anchos)
    tabla = _nodo(
        cuerpo,
        "table:table",
        table__name=disposicion.hoja,
        table__style_name="tabla",
        table__print_ranges=(
            f"$'{disposicion.hoja}'.$A$1:.${_letra(derecha)}${disposicion.ultima_fila}"
        ),
    )
    for columna, ancho in enumerate(disposicion.anchos):
        medida = _nodo(
            estilos, "style:style", style__name=f"co{columna}", style__family="table-column"
        )
        _nodo(
            medida,
            "style:table-column-properties",
            style__column_width=f"{ancho * MM_POR_LETRA:.1f}mm",
        )
        _nodo(tabla, "table:table-column", table__style_name=f"co{columna}")
    _filas(tabla, estilos, disposicion)
    return raiz


def _estilos_de_celda(estilos: ET.Element) -> None:
    tabla = _nodo(
        estilos,
        "style:style",
        style__name="tabla",
        style__family="table",
        style__master_page_name="Pagina",
    )
    _nodo(tabla, "style:table-properties", table__display="true")
    for estilo, (celda, parrafo, letra) in ASPECTO.items():
        nodo = _nodo(estilos, "style:style", style__name=estilo.value, style__family="table-cell")
        medio = "middle" if estilo in AL_MEDIO else "top"
        _nodo(
            nodo,
            "style:table-cell-properties",
            style__vertical_align=medio,
            **_fo({"wrap-option": "wrap", "padding": "0.8mm"} | celda),
        )
        _nodo(nodo, "style:paragraph-properties", **_fo(parrafo))
        color = MARCA if estilo is Estilo.TITULO else TINTA
        _nodo(nodo, "style:text-properties", **_fo({"color": color, "font-size": "10pt"} | letra))


def _fo(propiedades: dict[str, str]) -> dict[str, str]:
    return {f"fo__{clave.replace('-', '_')}": valor for clave, valor in propiedades.items()}


def _filas(tabla: ET.Element, estilos: ET.Element, disposicion: Disposicion) -> None:
    puestas = {(puesta.fila, puesta.columna): puesta for puesta in disposicion.puestas}
    cubiertas = {sitio for puesta in disposicion.puestas for sitio in _cubiertas(puesta)}
    titulos = None
    for fila in range(1, disposicion.ultima_fila + 1):
        padre = tabla
        if disposicion.primera_de_titulos <= fila <= disposicion.ultima_de_titulos:
            titulos = _nodo(tabla, "table:table-header-rows") if titulos is None else titulos
            padre = titulos
        nodo = _nodo(padre, "table:table-row", **_alto(estilos, disposicion, fila))
        for columna in range(1, len(disposicion.anchos) + 1):
            if (fila, columna) in cubiertas:
                _nodo(nodo, "table:covered-table-cell")
            else:
                _celda(nodo, puestas.get((fila, columna)))


def _cubiertas(puesta: Puesta) -> set[tuple[int, int]]:
    area = {
        (fila, columna)
        for fila in range(puesta.fila, puesta.hasta_fila + 1)
        for columna in range(puesta.columna, puesta.hasta_columna + 1)
    }
    return area - {(puesta.fila, puesta.columna)}


def _alto(estilos: ET.Element, disposicion: Disposicion, fila: int) -> dict[str, str]:
    if not (alto := disposicion.altos.get(fila)):
        return {}
    nombre = f"ro{fila}"
    nodo = _nodo(estilos, "style:style", style__name=nombre, style__family="table-row")
    _nodo(nodo, "style:table-row-properties", style__row_height=f"{alto:.1f}pt")
    return {"table__style_name": nombre}


def _celda(fila: ET.Element, puesta: Puesta | None) -> None:
    if puesta is None:
        _nodo(fila, "table:table-cell")
        return
    celda = _nodo(fila, "table:table-cell", table__style_name=puesta.estilo.value)
    if puesta.es_combinada:
        filas = puesta.hasta_fila - puesta.fila + 1
        columnas = puesta.hasta_columna - puesta.columna + 1
        celda.set(_nombre("table:number-rows-spanned"), str(filas))
        celda.set(_nombre("table:number-columns-spanned"), str(columnas))
    if puesta.texto:
        celda.set(_nombre("office:value-type"), "string")
        for linea in puesta.texto.split("\n"):
            _parrafo(celda, linea)


def _parrafo(celda: ET.Element, linea: str) -> None:
    """Un párrafo; dos blancos seguidos o en el borde se escriben aparte, o se perderían."""
    parrafo = _nodo(celda, "text:p")
    anterior = None
    for trozo in re.split(r"(^ +| {2,}| +$)", VEDADAS.sub("", linea)):
        if trozo and not trozo.strip(" "):
            anterior = _nodo(parrafo, "text:s", text__c=str(len(trozo)))
        elif anterior is None:
            parrafo.text = trozo
        else:
            anterior.tail = trozo


def _letra(columna: int) -> str:
    alta, baja = divmod(columna - 1, 26)
    return (chr(64 + alta) if alta else "") + chr(65 + baja)


def _pagina(disposicion: Disposicion) -> ET.Element:
    raiz = _nodo(None, "office:document-styles", office__version="1.3")
    automaticos = _nodo(raiz, "office:automatic-styles")
    ancho, alto = ("330mm", "216mm") if disposicion.es_ancha else ("297mm", "210mm")
    pagina = _nodo(automaticos, "style:page-layout", style__name="apaisada")
    _nodo(
        pagina,
        "style:page-layout-properties",
        style__print_orientation="landscape",
        style__scale_to_X="1",
        style__scale_to_Y="0",
        **_fo({"page-width": ancho, "page-height": alto, "margin": "10mm"}),
    )
    maestras = _nodo(raiz, "office:master-styles")
    _nodo(maestras, "style:master-page", style__name="Pagina", style__page_layout_name="apaisada")
    return raiz


def _meta(propiedades: Propiedades) -> ET.Element:
    raiz = _nodo(None, "office:document-meta", office__version="1.3")
    meta = _nodo(raiz, "office:meta")
    _nodo(meta, "dc:title", propiedades.titulo)
    _nodo(meta, "dc:subject", propiedades.asunto)
    _nodo(meta, "meta:initial-creator", propiedades.autor)
    _nodo(meta, "dc:creator", propiedades.autor)
    _nodo(meta, "dc:language", propiedades.idioma)
    return raiz


def _manifiesto(partes: dict[str, ET.Element]) -> ET.Element:
    raiz = _nodo(None, "manifest:manifest", manifest__version="1.3")
    tipos = {"/": TIPO} | dict.fromkeys(partes, "text/xml")
    for ruta, tipo in tipos.items():
        _nodo(raiz, "manifest:file-entry", manifest__full_path=ruta, manifest__media_type=tipo)
    return raiz


for _prefijo, _uri in ESPACIOS.items():
    ET.register_namespace(_prefijo, _uri)
