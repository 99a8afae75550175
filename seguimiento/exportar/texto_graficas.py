"""Una gráfica de Office dentro de un documento de texto, con sus datos en un libro adentro.

Entran el documento y la tabla; sale el documento con la gráfica puesta al final. `python-docx` no sabe de
gráficas: aquí se agregan las dos piezas (la gráfica y su libro) y el párrafo que la muestra.
"""

from docx.document import Document as Documento
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from seguimiento.informes.escrito import Escrito, Tabla

from .hoja import libro_de_datos, nombre_de_hoja
from .hoja_graficas import Sitio, xml_de

TIPO_DE_GRAFICA = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
TIPO_DE_LIBRO = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ESPACIO = "http://schemas.openxmlformats.org/drawingml/2006/chart"
ANCHO, ALTO_DE_LINEAS, ALTO_DE_BARRA = 16.0, 7.0, 0.9
MARCO = (
    "<w:p {espacios}><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing>"
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{ancho}" cy="{alto}"/>'
    '<wp:docPr id="{numero}" name="Gráfica {numero}" descr=""/><wp:cNvGraphicFramePr/>'
    '<a:graphic><a:graphicData uri="{uri}"><c:chart xmlns:c="{uri}" r:id="{rel}"/></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def poner_grafica(documento: Documento, escrito: Escrito, tabla: Tabla) -> None:
    """Agrega la gráfica de la tabla, si la tiene."""
    dibujo = tabla.dibujo
    if dibujo is None or tabla.grafica is None:
        return
    principal = documento.part
    numero = 1 + sum(
        una.target_part.content_type == TIPO_DE_GRAFICA
        for una in principal.rels.values()
        if not una.is_external
    )
    paquete = principal.package
    sitio = Sitio(
        nombre_de_hoja(tabla), 2 + tabla.tiene_grupos, 1 + tabla.tiene_grupos + len(tabla.filas)
    )
    grafica = Part(PackURI(f"/word/charts/chart{numero}.xml"), TIPO_DE_GRAFICA, b"", paquete)
    libro = Part(
        PackURI(f"/word/embeddings/datos{numero}.xlsx"),
        TIPO_DE_LIBRO,
        libro_de_datos(tabla, escrito),
        paquete,
    )
    datos = grafica.relate_to(libro, RELATIONSHIP_TYPE.PACKAGE)
    grafica._blob = _con_datos(xml_de(dibujo, tabla.grafica, sitio), datos)  # noqa: SLF001 -- no hay otra puerta
    barras = len(dibujo.nombres)
    alto = ALTO_DE_LINEAS if len(dibujo.series) > 1 else 2.2 + ALTO_DE_BARRA * barras
    parrafo = parse_xml(
        MARCO.format(
            espacios=nsdecls("w", "wp", "a", "r"),
            ancho=Cm(ANCHO),
            alto=Cm(alto),
            numero=numero,
            uri=ESPACIO,
            rel=principal.relate_to(grafica, RELATIONSHIP_TYPE.CHART),
        )
    )
    parrafo.xpath(".//wp:docPr")[0].set("descr", dibujo.en_palabras)
    documento.element.body._insert_p(parrafo)  # noqa: SLF001 -- la pone antes del fin de la página


def _con_datos(xml: bytes, relacion: str) -> bytes:
    """La gráfica señalando el libro que lleva dentro; va antes del final, como pide el esquema."""
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    nodo = (
        f'<c:externalData xmlns:c="{ESPACIO}" xmlns:r="{r}" r:id="{relacion}">'
        '<c:autoUpdate val="0"/></c:externalData>'
    )
    inicio = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    cuerpo, cierre, _ = xml.rpartition(b"</")
    return inicio + cuerpo + nodo.encode() + cierre + _
