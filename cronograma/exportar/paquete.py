"""Paquete: cambiar unas celdas de un .xlsx sin tocar un byte de lo demás.

Un .xlsx es un zip de partes XML. Abrirlo y guardarlo con una biblioteca perdería cuadros de
texto, controles y valores calculados; aquí se reescriben solo las celdas pedidas dentro del
XML de su hoja, por posición, y las otras partes se copian como están. Las celdas con fórmula
no se tocan: se devuelven en una lista. Rechaza con una frase lo que no es un .xlsx legible.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from .hoja_xml import NoSePuedeEscribir, reescribir_hoja

LIBRO, RELACIONES, TIPOS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
TIPO_DE_HOJA = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
RELACION_DE_HOJA = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
ESPACIO = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ESPACIO_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAQUETE = "http://schemas.openxmlformats.org/package/2006"
ATRIBUTO = r"""\b{nombre}\s*=\s*(?:"([^"]*)"|'([^']*)')"""
ANCHOS = (
    '<cols><col min="1" max="2" width="16" customWidth="1"/>'
    '<col min="3" max="5" width="48" customWidth="1"/></cols>'
)
MAXIMO_DESCOMPRIMIDO = 300 * 1024 * 1024
# Lo que XML 1.0 no admite dentro de un texto.
VEDADAS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Cambios = Mapping[str, Mapping[tuple[int, int], str]]


class Reescrito(NamedTuple):
    """El archivo nuevo y las celdas que no se tocaron por tener fórmula: hoja y coordenada."""

    contenido: bytes
    con_formula: list[tuple[str, tuple[int, int]]]


def reescribir(
    original: bytes, cambios: Cambios, hoja_nueva: tuple[str, Sequence[Sequence[str]]] | None = None
) -> Reescrito:
    """Una copia del libro con esas celdas cambiadas y, si se pide, una hoja más.

    Args:
        original: el .xlsx de la entidad.
        cambios: por nombre de hoja, el texto de cada celda (fila y columna desde 1).
        hoja_nueva: nombre y filas de una hoja que se añade al final.

    Raises:
        NoSePuedeEscribir: si el archivo no es un .xlsx o no tiene una de esas hojas.
    """
    partes = _partes(original)
    con_formula = []
    for nombre, celdas in cambios.items():
        ruta = ruta_de_hoja(partes, nombre)
        partes[ruta], rechazadas = reescribir_hoja(partes[ruta], celdas)
        con_formula += [(nombre, celda) for celda in rechazadas]
    if hoja_nueva is not None:
        _agregar_hoja(partes, *hoja_nueva)
    return Reescrito(_empacar(original, partes), con_formula)


def _partes(original: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(original)) as libro:
            if sum(parte.file_size for parte in libro.infolist()) > MAXIMO_DESCOMPRIMIDO:
                raise NoSePuedeEscribir("El archivo original es demasiado grande para llenarlo.")
            partes = {parte.filename: libro.read(parte) for parte in libro.infolist()}
    except (zipfile.BadZipFile, RuntimeError) as error:
        raise NoSePuedeEscribir(
            "El archivo original no es un libro .xlsx que se pueda abrir."
        ) from error
    if not {LIBRO, RELACIONES, TIPOS} <= partes.keys():
        raise NoSePuedeEscribir("El archivo original no es un libro .xlsx que se pueda abrir.")
    return partes


def ruta_de_hoja(partes: Mapping[str, bytes], nombre: str) -> str:
    """La parte del zip donde está la hoja con ese nombre."""
    for etiqueta in _etiquetas(partes[LIBRO], "sheet"):
        if _desescapar(_atributo(etiqueta, "name")) == nombre:
            destino = _destino(partes, _atributo(etiqueta, r"\w+:id"))
            if destino in partes:
                return destino
    raise NoSePuedeEscribir(f"El archivo original no tiene la hoja «{nombre}».")


def nombres_de_hojas(original: bytes) -> list[str]:
    """Las hojas del libro, en su orden."""
    partes = _partes(original)
    return [_desescapar(_atributo(una, "name")) for una in _etiquetas(partes[LIBRO], "sheet")]


def _destino(partes: Mapping[str, bytes], identificador: str) -> str:
    for etiqueta in _etiquetas(partes[RELACIONES], "Relationship"):
        if _atributo(etiqueta, "Id") == identificador:
            destino = _atributo(etiqueta, "Target")
            return destino.lstrip("/") if destino.startswith("/") else f"xl/{destino}"
    return ""


def _etiquetas(xml: bytes, nombre: str) -> list[str]:
    return re.findall(rf"<(?:\w+:)?{nombre}\s[^>]*>", xml.decode("utf-8", "replace"))


def _atributo(etiqueta: str, nombre: str) -> str:
    hallado = re.search(ATRIBUTO.format(nombre=nombre), etiqueta)
    return (hallado[1] if hallado[1] is not None else hallado[2]) if hallado else ""


def _desescapar(texto: str) -> str:
    for entidad, letra in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        texto = texto.replace(entidad, letra)
    return texto.replace("&amp;", "&")


def _agregar_hoja(partes: dict[str, bytes], nombre: str, filas: Iterable[Sequence[str]]) -> None:
    """Añade una hoja de textos al final del libro y la anuncia donde el formato lo pide."""
    etiquetas = _etiquetas(partes[LIBRO], "sheet")
    usados = {_desescapar(_atributo(una, "name")).casefold() for una in etiquetas}
    libre = next(n for n in _numerados(nombre) if n.casefold() not in usados)
    ruta = next(r for r in _rutas() if r not in partes)
    numero = 1 + max((int(_atributo(una, "sheetId") or 0) for una in etiquetas), default=0)
    identificador = f"participa{numero}"
    partes[ruta] = _hoja_de_textos(filas)
    hoja = _elemento(
        "sheet",
        {"xmlns": ESPACIO, "xmlns:pr": ESPACIO_R}
        | {"name": libre, "sheetId": str(numero), "pr:id": identificador},
    )
    relacion = _elemento(
        "Relationship",
        {"xmlns": f"{PAQUETE}/relationships", "Id": identificador}
        | {"Type": RELACION_DE_HOJA, "Target": f"/{ruta}"},
    )
    tipo = _elemento(
        "Override",
        {"xmlns": f"{PAQUETE}/content-types", "PartName": f"/{ruta}", "ContentType": TIPO_DE_HOJA},
    )
    partes[LIBRO] = _antes_del_cierre(partes[LIBRO], "sheets", hoja)
    partes[RELACIONES] = _antes_del_cierre(partes[RELACIONES], "Relationships", relacion)
    partes[TIPOS] = _antes_del_cierre(partes[TIPOS], "Types", tipo)


def _elemento(nombre: str, atributos: Mapping[str, str]) -> str:
    escritos = "".join(f" {clave}={quoteattr(valor)}" for clave, valor in atributos.items())
    return f"<{nombre}{escritos}/>"


def _numerados(nombre: str):
    yield nombre
    yield from (f"{nombre} {numero}" for numero in range(2, 1000))


def _rutas():
    yield from (f"xl/worksheets/participa{numero}.xml" for numero in range(1, 1000))


def _antes_del_cierre(xml: bytes, nombre: str, nuevo: str) -> bytes:
    cierre = re.search(rf"</(?:\w+:)?{nombre}\s*>".encode(), xml)
    if cierre is None:
        raise NoSePuedeEscribir("El archivo original tiene una estructura que no se reconoce.")
    return xml[: cierre.start()] + nuevo.encode() + xml[cierre.start() :]


def _hoja_de_textos(filas: Iterable[Sequence[str]]) -> bytes:
    cuerpo = "".join(
        "<row>" + "".join(_celda_de_texto(texto) for texto in fila) + "</row>" for fila in filas
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{ESPACIO}">{ANCHOS}<sheetData>{cuerpo}</sheetData></worksheet>'
    ).encode()


def _celda_de_texto(texto: str) -> str:
    limpio = escape(VEDADAS.sub("", texto))
    return (
        f'<c t="inlineStr"><is><t xml:space="preserve">{limpio}</t></is></c>' if texto else "<c/>"
    )


def _empacar(original: bytes, partes: Mapping[str, bytes]) -> bytes:
    """El zip, con las partes de siempre en su orden y las nuevas al final."""
    salida = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(original)) as antes,
        zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as libro,
    ):
        viejas = {parte.filename: parte for parte in antes.infolist()}
        for nombre, contenido in partes.items():
            libro.writestr(viejas.get(nombre, nombre), contenido)
    return salida.getvalue()
