"""Lectura de .ods (LibreOffice) desde su XML: en este formato el texto que se ve está escrito.

Se conserva además el valor de las fechas. Filas y columnas repetidas se cuentan, pero las
vacías del final de la hoja (un millón, a veces) no se recorren.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from .libro import Area, CeldaLeida, Hoja, HojaIlegible, Libro, letra
from .seguridad import CON_ENTIDADES, DANADO, exigir_celdas, exigir_filas, leer_parte

OFICINA = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLA = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXTO = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
ESTILO = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
OCULTO = {"collapse", "filter"}
MAXIMO_REPETIDO = 1000


def leer_ods(nombre: str, paquete: zipfile.ZipFile) -> Libro:
    """El libro con el texto que muestra cada celda."""
    try:
        raiz = fromstring(leer_parte(paquete, "content.xml"))
    except DefusedXmlException as error:
        raise HojaIlegible(CON_ENTIDADES) from error
    except ParseError as error:
        raise HojaIlegible(DANADO) from error
    ocultas = _estilos_ocultos(raiz)
    libro = Libro(nombre, "ods")
    for tabla in raiz.iter(f"{TABLA}table"):
        hoja = _hoja(tabla)
        hoja.oculta = tabla.get(f"{TABLA}style-name") in ocultas
        exigir_filas(len({fila for fila, _ in hoja.celdas}), hoja.nombre)
        libro.hojas.append(hoja)
    exigir_celdas(sum(len(hoja.celdas) for hoja in libro.hojas))
    libro.avisos = list(_avisos(libro))
    return libro


def _estilos_ocultos(raiz: Element) -> set[str]:
    return {
        estilo.get(f"{ESTILO}name", "")
        for estilo in raiz.iter(f"{ESTILO}style")
        for propiedades in estilo.iter(f"{ESTILO}table-properties")
        if propiedades.get(f"{TABLA}display") == "false"
    }


def _hoja(tabla: Element) -> Hoja:
    hoja = Hoja(tabla.get(f"{TABLA}name", "Hoja"))
    columna = 1
    for una in tabla.iter(f"{TABLA}table-column"):
        veces = int(una.get(f"{TABLA}number-columns-repeated", "1"))
        if una.get(f"{TABLA}visibility") in OCULTO:
            hoja.columnas_ocultas.update(range(columna, columna + min(veces, MAXIMO_REPETIDO)))
        columna += veces
    numero = 1
    for fila in tabla.iter(f"{TABLA}table-row"):
        veces = int(fila.get(f"{TABLA}number-rows-repeated", "1"))
        celdas = list(_celdas(fila, numero, hoja))
        for repetida in range(min(veces, MAXIMO_REPETIDO) if celdas else 0):
            for celda in celdas:
                hoja.poner(_en_fila(celda, numero + repetida))
        if fila.get(f"{TABLA}visibility") in OCULTO and celdas:
            hoja.filas_ocultas.add(numero)
        numero += veces
    return hoja.preparar()


def _celdas(fila: Element, numero: int, hoja: Hoja) -> Iterator[CeldaLeida]:
    columna = 1
    for celda in fila:
        if celda.tag not in (f"{TABLA}table-cell", f"{TABLA}covered-table-cell"):
            continue
        veces = int(celda.get(f"{TABLA}number-columns-repeated", "1"))
        texto = _texto(celda)
        if texto and celda.tag == f"{TABLA}table-cell":
            for repetida in range(min(veces, MAXIMO_REPETIDO)):
                yield _leida(celda, numero, columna + repetida, texto)
        ancho = int(celda.get(f"{TABLA}number-columns-spanned", "1"))
        alto = int(celda.get(f"{TABLA}number-rows-spanned", "1"))
        if ancho > 1 or alto > 1:
            hoja.areas.append(Area(numero, columna, numero + alto - 1, columna + ancho - 1))
        columna += veces


def _texto(celda: Element) -> str:
    """Los párrafos de la celda, uno por renglón; los comentarios no se ven en ella."""
    return "\n".join(_parrafo(parrafo) for parrafo in celda.findall(f"{TEXTO}p")).strip("\n")


def _parrafo(nodo: Element) -> str:
    partes = [nodo.text or ""]
    for hijo in nodo:
        if hijo.tag == f"{TEXTO}s":
            partes.append(" " * int(hijo.get(f"{TEXTO}c", "1")))
        elif hijo.tag == f"{TEXTO}line-break":
            partes.append("\n")
        elif hijo.tag == f"{TEXTO}tab":
            partes.append("\t")
        else:
            partes.append(_parrafo(hijo))
        partes.append(hijo.tail or "")
    return "".join(partes)


def _leida(celda: Element, fila: int, columna: int, texto: str) -> CeldaLeida:
    formula = celda.get(f"{TABLA}formula", "")
    valor: object = texto
    if fecha := celda.get(f"{OFICINA}date-value"):
        valor = _fecha(fecha)
    return CeldaLeida(fila, columna, texto, valor, "General", formula)


def _fecha(iso: str) -> date | str:
    try:
        return datetime.fromisoformat(iso) if "T" in iso else date.fromisoformat(iso)
    except ValueError:
        return iso


def _en_fila(celda: CeldaLeida, fila: int) -> CeldaLeida:
    return CeldaLeida(fila, celda.columna, celda.texto, celda.valor, celda.formato, celda.formula)


def _avisos(libro: Libro) -> Iterator[str]:
    for hoja in libro.hojas:
        if hoja.oculta and hoja.celdas:
            yield f"La hoja «{hoja.nombre}» está oculta y también se leyó."
        if hoja.filas_ocultas:
            filas = ", ".join(str(fila) for fila in sorted(hoja.filas_ocultas)[:8])
            yield f"Hoja «{hoja.nombre}»: hay filas ocultas que también se leyeron ({filas})."
        usadas = {columna for _, columna in hoja.celdas} & hoja.columnas_ocultas
        if usadas:
            letras = ", ".join(letra(columna) for columna in sorted(usadas)[:8])
            yield f"Hoja «{hoja.nombre}»: hay columnas ocultas que también se leyeron ({letras})."
