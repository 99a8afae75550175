"""El informe como documento de texto (.docx), para que la oficina lo edite antes de firmarlo.

Entra un `Escrito`; sale el documento: títulos con estilo, tablas de verdad con su fila de títulos
repetida, español de Colombia, páginas apaisadas para las tablas anchas y gráficas de Office con su
texto alternativo y sus datos dentro. El mismo informe da siempre los mismos bytes.
"""

import io
from datetime import datetime, time

from docx import Document
from docx.document import Document as Documento
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from cronograma.exportar.anchos import anchos_de_papel
from seguimiento.informes.escrito import (
    Bloque,
    Cifras,
    Escrito,
    Firmas,
    Lista,
    Parrafo,
    Seccion,
    Tabla,
    Tono,
)

from .empaque import con_fecha_fija
from .informe_html import DE_INFORME, medidas_de
from .texto_graficas import poner_grafica

MARCA = RGBColor(0x09, 0x43, 0xB5)
ROJO = RGBColor(0xA8, 0x05, 0x21)
PANEL = "E5ECF8"
LETRA = "Calibri"
TITULO_DE_TABLA, NOTA, CELDA, ENCABEZADO = "Título de tabla", "Nota", "Celda", "Encabezado de tabla"
MARGEN = Mm(18)
ANCHO, LARGO = Mm(210), Mm(297)
UTIL = {"vertical": 174.0, "apaisada": 261.0}


def docx(escrito: Escrito) -> bytes:
    """El documento de texto."""
    documento = Document()
    _preparar(documento, escrito)
    _portada(documento, escrito)
    apaisada = False
    for seccion in escrito.secciones:
        apaisada = _poner_pagina(documento, seccion, estaba_apaisada=apaisada)
        documento.add_heading(seccion.titulo, level=seccion.nivel - 1)
        for bloque in seccion.bloques:
            _poner(documento, escrito, bloque, "apaisada" if apaisada else "vertical")
    salida = io.BytesIO()
    documento.save(salida)
    return con_fecha_fija(salida.getvalue(), escrito.fecha)


# --- La hoja y los estilos -------------------------------------------------------------------


def _preparar(documento: Documento, escrito: Escrito) -> None:
    _propiedades(documento, escrito)
    _estilos(documento)
    pagina = documento.sections[0]
    pagina.page_width, pagina.page_height = ANCHO, LARGO
    pagina.left_margin = pagina.right_margin = pagina.top_margin = pagina.bottom_margin = MARGEN
    pagina.different_first_page_header_footer = True
    pagina.header.paragraphs[
        0
    ].text = f"{escrito.portada.entidad} · {escrito.nombre}, {escrito.portada.periodo}"
    pie = pagina.footer.paragraphs[0]
    pie.add_run(f"{escrito.portada.estado} · página ")
    _campo(pie, "PAGE")
    pie.add_run(" de ")
    _campo(pie, "NUMPAGES")


def _propiedades(documento: Documento, escrito: Escrito) -> None:
    suyas, portada = documento.core_properties, escrito.portada
    suyas.title = f"{escrito.nombre} · {portada.periodo}"
    suyas.author, suyas.subject = portada.entidad, portada.bajada
    suyas.comments, suyas.keywords, suyas.last_modified_by = portada.estado, "", portada.entidad
    suyas.identifier, suyas.language = escrito.huella, "es-CO"
    if escrito.fecha:
        suyas.created = suyas.modified = datetime.combine(escrito.fecha, time())


def _estilos(documento: Documento) -> None:
    estilos = documento.styles
    normal = estilos["Normal"]
    normal.font.name, normal.font.size = LETRA, Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    _idioma(normal.element)
    for nombre, puntos in (("Title", 26), ("Heading 1", 15), ("Heading 2", 12)):
        uno = estilos[nombre]
        uno.font.name, uno.font.size, uno.font.color.rgb, uno.font.bold = (
            LETRA,
            Pt(puntos),
            MARCA,
            True,
        )
        _sin_letra_del_tema(uno.element)
    for nombre, puntos, fuerte in (
        (TITULO_DE_TABLA, 10.5, True),
        (NOTA, 9, False),
        (CELDA, 8.5, False),
        (ENCABEZADO, 8.5, True),
    ):
        uno = estilos.add_style(nombre, 1)
        uno.base_style = normal
        uno.font.size, uno.font.bold = Pt(puntos), fuerte
        uno.paragraph_format.space_after = Pt(0 if nombre in {CELDA, ENCABEZADO} else 4)
    estilos[TITULO_DE_TABLA].paragraph_format.keep_with_next = True


def _idioma(estilo) -> None:
    propiedades = estilo.get_or_add_rPr()
    idioma = OxmlElement("w:lang")
    for atributo in ("w:val", "w:eastAsia", "w:bidi"):
        idioma.set(qn(atributo), "es-CO")
    propiedades.append(idioma)


def _sin_letra_del_tema(estilo) -> None:
    """Los títulos de fábrica piden la letra del tema, que manda sobre la del estilo."""
    letras = estilo.get_or_add_rPr().find(qn("w:rFonts"))
    for atributo in [uno for uno in letras.attrib if uno.endswith("Theme")]:
        del letras.attrib[atributo]


def _campo(parrafo: Paragraph, instruccion: str) -> None:
    campo = OxmlElement("w:fldSimple")
    campo.set(qn("w:instr"), instruccion)
    campo.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
    parrafo._p.append(campo)  # noqa: SLF001 -- python-docx no sabe de campos


def _poner_pagina(documento: Documento, seccion: Seccion, *, estaba_apaisada: bool) -> bool:
    """Cambia de página si hace falta; devuelve si la que sigue es apaisada."""
    ahora = seccion.va_apaisada
    if ahora != estaba_apaisada:
        pagina = documento.add_section(WD_SECTION.NEW_PAGE)
        pagina.orientation = WD_ORIENT.LANDSCAPE if ahora else WD_ORIENT.PORTRAIT
        pagina.page_width, pagina.page_height = (LARGO, ANCHO) if ahora else (ANCHO, LARGO)
        pagina.different_first_page_header_footer = False
    elif seccion.abre_pagina:
        documento.add_page_break()
    return ahora


# --- Los bloques -----------------------------------------------------------------------------


def _portada(documento: Documento, escrito: Escrito) -> None:
    portada = escrito.portada
    documento.add_paragraph(portada.entidad).paragraph_format.space_before = Pt(120)
    documento.add_paragraph(portada.titulo, style="Title")
    documento.add_paragraph(portada.bajada)
    for texto in (portada.periodo, portada.estado):
        documento.add_paragraph().add_run(texto).bold = True
    for nombre, valor in portada.datos:
        parrafo = documento.add_paragraph()
        parrafo.add_run(f"{nombre}: ").bold = True
        parrafo.add_run(valor)
    for aviso in portada.avisos:
        documento.add_paragraph(aviso)


def _poner(documento: Documento, escrito: Escrito, bloque: Bloque, papel: str) -> None:
    if isinstance(bloque, Parrafo):
        _parrafo(documento, bloque)
    elif isinstance(bloque, Lista):
        for punto in bloque.puntos:
            documento.add_paragraph(punto, style="List Bullet")
    elif isinstance(bloque, Cifras):
        _cifras(documento, bloque)
    elif isinstance(bloque, Firmas):
        _firmas(documento, bloque)
    else:
        _tabla(documento, escrito, bloque, papel)


def _parrafo(documento: Documento, bloque: Parrafo) -> None:
    parrafo = documento.add_paragraph(style=NOTA if bloque.tono is Tono.NOTA else None)
    if bloque.etiqueta:
        parrafo.add_run(f"{bloque.etiqueta}: ").bold = True
    corrida = parrafo.add_run(bloque.texto)
    if bloque.tono is Tono.FALTA:
        corrida.bold, corrida.font.color.rgb = True, ROJO


def _cifras(documento: Documento, bloque: Cifras) -> None:
    for cifra in bloque.cifras:
        parrafo = documento.add_paragraph()
        parrafo.add_run(f"{cifra.rotulo}: ")
        parrafo.add_run(cifra.texto).bold = True
        partes = [parte for parte in (cifra.palabra, cifra.detalle) if parte]
        parrafo.add_run(f" ({', '.join(partes)})" if partes else "")


def _firmas(documento: Documento, bloque: Firmas) -> None:
    for firma in bloque.firmas:
        linea = documento.add_paragraph("_" * 40)
        linea.paragraph_format.space_before = Pt(48)
        documento.add_paragraph(firma.nombre or "Nombre:")
        documento.add_paragraph(firma.cargo or "Cargo:")


def _tabla(documento: Documento, escrito: Escrito, tabla: Tabla, papel: str) -> None:
    documento.add_paragraph(tabla.titulo, style=TITULO_DE_TABLA)
    if not tabla.filas:
        documento.add_paragraph(tabla.vacia)
        return
    poner_grafica(documento, escrito, tabla)
    titulos = 1 + tabla.tiene_grupos
    puesta = documento.add_table(
        titulos + len(tabla.filas), len(tabla.columnas), style="Table Grid"
    )
    puesta.autofit = False
    _describir(puesta, tabla)
    _encabezar(puesta, tabla, titulos)
    for fila, textos in zip(puesta.rows[titulos:], tabla.textos, strict=True):
        for celda, columna, texto in zip(fila.cells, tabla.columnas, textos, strict=True):
            parrafo = celda.paragraphs[0]
            parrafo.style, parrafo.text = CELDA, texto
            if columna.es_cifra:
                parrafo.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _sin_partir(fila)
    _dar_anchos(puesta, tabla, papel)
    documento.add_paragraph(tabla.nota, style=NOTA)


def _encabezar(puesta: Table, tabla: Tabla, titulos: int) -> None:
    for lugar, columna in enumerate(tabla.columnas):
        textos = [columna.grupo, columna.titulo][-titulos:]
        for fila, texto in zip(puesta.rows[:titulos], textos, strict=True):
            celda = fila.cells[lugar]
            celda.paragraphs[0].style, celda.paragraphs[0].text = ENCABEZADO, texto
            sombra = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{PANEL}"/>')
            celda._tc.get_or_add_tcPr().append(sombra)  # noqa: SLF001 -- python-docx no sombrea
    for fila in puesta.rows[:titulos]:
        marca = OxmlElement("w:tblHeader")
        fila._tr.get_or_add_trPr().append(marca)  # noqa: SLF001 -- ni marca la fila de títulos
        _sin_partir(fila)


def _sin_partir(fila) -> None:
    fila._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 -- como arriba


def _describir(puesta: Table, tabla: Tabla) -> None:
    """El título y la explicación de la tabla, para quien la escucha."""
    propiedades = puesta._tbl.tblPr  # noqa: SLF001 -- como arriba
    for etiqueta, texto in (("w:tblCaption", tabla.titulo), ("w:tblDescription", tabla.nota)):
        if texto:
            una = OxmlElement(etiqueta)
            una.set(qn("w:val"), texto)
            propiedades.append(una)


def _dar_anchos(puesta: Table, tabla: Tabla, papel: str) -> None:
    anchos = anchos_de_papel(medidas_de(tabla), UTIL[papel], DE_INFORME)
    for columna, ancho in zip(puesta.columns, anchos, strict=True):
        columna.width = Mm(ancho)
        for celda in columna.cells:
            celda.width = Mm(ancho)
