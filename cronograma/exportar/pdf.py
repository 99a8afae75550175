"""El PDF oficial: el documento en su formato, accesible (PDF/UA-1) y listo para imprimir.

Dos pasos: `html` arma la página, que se puede ver y probar sin más; `pdf` la imprime con
WeasyPrint, que necesita Pango en el sistema y por eso se importa al usarla.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from typing import NamedTuple

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cronograma.documento import Calidad, Documento, Firmante
from cronograma.fila import Fila
from cronograma.formatos import Clase, Columna, Formato, casillas
from estrategia.catalogos import PapelFirma

from .anchos import MENUDA, Letra, anchos_de_papel, cortes, letra_para, medir
from .disposicion import CENTRADAS, COLUMNAS_DE_OFICIO, con_extras, texto_de, tramos
from .etiquetas_pdf import reparar_etiquetas

FALTA_PANGO = (
    "No se puede hacer el PDF porque falta Pango en este equipo. En Debian: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2. "
    "Mientras tanto, descargue el Excel."
)
SIN_VERSION = "En preparación"
NOMBRE_DE_PAPEL = dict(PapelFirma.choices)
# Quién firma, en orden. Una línea basta para quien elaboró o consolidó.
LINEAS_DE_FIRMA = (
    (PapelFirma.ELABORO, PapelFirma.CONSOLIDO),
    (PapelFirma.REVISO,),
    (PapelFirma.APROBO,),
)


class Papel(NamedTuple):
    """Un papel apaisado, en milímetros."""

    ancho: int
    alto: int

    @property
    def util(self) -> int:
        """El ancho que queda entre los márgenes."""
        return self.ancho - 2 * MARGEN


ALTO_DE_FILA = 125  # milímetros de página que siempre quedan bajo los títulos
MARGEN = 12  # el de static/css/pdf.css
A4 = Papel(297, 210)
OFICIO = Papel(330, 216)  # el colombiano


class FaltaPango(Exception):
    """Este equipo no tiene con qué hacer un PDF."""


@dataclass(frozen=True, kw_only=True)
class Titulo:
    """Un título de columna con su identificador, que las celdas de datos nombran."""

    id: str
    texto: str
    ancho: int = 1
    alto: int = 1
    encima: str = ""
    gira: bool = False


@dataclass(frozen=True, kw_only=True)
class Dato:
    """Una celda de datos y los títulos que la explican."""

    texto: SafeString
    titulos: str
    clase: str = ""
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """Una fila de la tabla. Si es más alta que la página, no se le pide ir entera."""

    datos: list[Dato]
    es_alto: bool


def pdf(documento: Documento, formato: Formato) -> bytes:
    """El PDF del documento.

    Raises:
        FaltaPango: si el sistema no tiene las bibliotecas que WeasyPrint necesita.
    """
    return imprimir(html(documento, formato))


def imprimir(pagina: str, imagenes: Mapping[str, bytes] | None = None) -> bytes:
    """Imprime cualquier página del sistema como PDF/UA-1, con sus tablas bien explicadas.

    Args:
        imagenes: las que no son archivos del proyecto (un logo, un QR), por su nombre; la página
            las nombra «imagen:logo.png».

    Raises:
        FaltaPango: si el sistema no tiene las bibliotecas que WeasyPrint necesita.
    """
    try:
        from weasyprint import HTML  # noqa: PLC0415 -- tarda dos segundos y necesita Pango
    except OSError as error:
        raise FaltaPango(FALTA_PANGO) from error
    return HTML(string=pagina, url_fetcher=_solo_lo_propio(imagenes or {})).write_pdf(
        pdf_variant="pdf/ua-1", finisher=reparar_etiquetas
    )


def _solo_lo_propio(imagenes: Mapping[str, bytes]):
    """Quien entrega a WeasyPrint los estáticos del proyecto (`static:css/pdf.css`) y esas imágenes.

    Nada más: un texto de la entidad no puede hacer que el servidor lea su disco o la red.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 -- como arriba

    class SoloLoPropio(URLFetcher):
        def fetch(self, url, headers=None):
            esquema, _, nombre = url.partition(":")
            tipo = {"Content-Type": guess_type(nombre)[0] or "application/octet-stream"}
            if esquema == "imagen" and nombre in imagenes:
                return URLFetcherResponse(url, imagenes[nombre], tipo)
            ruta = finders.find(nombre) if esquema == "static" else None
            if ruta is None:
                raise ValueError(f"Un PDF solo usa archivos del proyecto; no se busca «{url}».")
            return URLFetcherResponse(url, Path(ruta).read_bytes(), tipo)

    return SoloLoPropio()


def html(documento: Documento, formato: Formato) -> str:
    """La página que se imprime."""
    columnas = con_extras(documento, formato)
    papel = OFICIO if len(columnas) >= COLUMNAS_DE_OFICIO else A4
    medidas = medir(documento, columnas, texto_de)
    letra = letra_para(medidas, papel.util)
    giradas = {
        lugar
        for lugar, columna in enumerate(columnas)
        if letra is MENUDA and columna.grupo and columna.clase is Clase.MARCA
    }
    anchos = anchos_de_papel(medidas, papel.util, letra, giradas)
    superiores, inferiores = titulos(columnas, giradas)
    return render_to_string(
        "pdf/formato.html",
        {
            "documento": documento,
            "formato": formato,
            "titulos": casillas.titulos(formato, documento) or [documento.nombre],
            "casillas": list(casillas_con_valor(documento, formato)),
            "calidad": calidad(documento.calidad),
            "papel": papel,
            "letra": letra.nombre,
            "anchos": anchos,
            "superiores": superiores,
            "inferiores": inferiores,
            "filas": [
                Renglon(
                    datos=datos(documento, columnas, fila, paso),
                    es_alto=es_alto(documento, columnas, fila, anchos, letra),
                )
                for paso, fila in filas(documento, formato)
            ],
            "firmas": list(firmas(documento)),
            "estado": estado(documento),
            "sin_version": SIN_VERSION,
        },
    )


def filas(documento: Documento, formato: Formato) -> Iterator[tuple[int, Fila]]:
    """Las filas en el orden de la hoja, tabla tras tabla, numeradas."""
    en_orden = (fila for tabla in formato.bloques(documento.filas) for fila in tabla)
    return enumerate(en_orden, start=1)


def titulos(
    columnas: tuple[Columna, ...], giradas: Container[int] = ()
) -> tuple[list[Titulo], list[Titulo]]:
    """Las dos filas de títulos; la segunda está vacía si ninguna columna tiene título encima."""
    dos_filas = any(columna.grupo for columna in columnas)
    superiores, inferiores, lugar = [], [], 0
    for grupo, juntas in tramos(columnas):
        encima = f"g{lugar}"
        if grupo:
            superiores.append(Titulo(id=encima, texto=grupo, ancho=len(juntas)))
        for columna in juntas:
            fila = inferiores if grupo else superiores
            fila.append(
                Titulo(
                    id=f"c{lugar}",
                    texto=columna.titulo or columna.campo.capitalize(),
                    alto=1 if grupo else 1 + dos_filas,
                    encima=encima if grupo else "",
                    gira=lugar in giradas,
                )
            )
            lugar += 1
    return superiores, inferiores


def datos(documento: Documento, columnas: tuple[Columna, ...], fila: Fila, paso: int) -> list[Dato]:
    """Las celdas de una fila. El nombre de la actividad encabeza a las demás."""
    celdas, lugar = [], 0
    encabeza = f"f{paso}"
    for grupo, juntas in tramos(columnas):
        encima = [f"g{lugar}"] if grupo else []
        for columna in juntas:
            es_nombre = columna.campo == "nombre"
            de_fila = [] if es_nombre else [encabeza]
            celdas.append(
                Dato(
                    texto=con_cortes(texto_de(documento, columna, fila)),
                    titulos=" ".join([*encima, f"c{lugar}", *de_fila]),
                    clase="marca" if columna.clase in CENTRADAS - {Clase.OPCION} else "",
                    id=encabeza if es_nombre else "",
                )
            )
            lugar += 1
    return celdas


def es_alto(
    documento: Documento,
    columnas: tuple[Columna, ...],
    fila: Fila,
    anchos: list[float],
    letra: Letra,
) -> bool:
    """¿Ocupa la fila más que lo que los títulos dejan de la página?"""
    return any(
        letra.alto(texto_de(documento, columna, fila), ancho) > ALTO_DE_FILA
        for columna, ancho in zip(columnas, anchos, strict=True)
    )


def con_cortes(texto: str) -> SafeString:
    """El texto como HTML, con sitios donde se puede partir una dirección larga."""
    lineas = (
        " ".join("<wbr>".join(map(escape, cortes(palabra))) for palabra in linea.split(" "))
        for linea in texto.split("\n")
    )
    return mark_safe("<br>".join(lineas))  # noqa: S308 -- cada trozo pasó por escape


def casillas_con_valor(documento: Documento, formato: Formato) -> Iterator[tuple[str, str]]:
    """Las casillas del encabezado que dicen algo: etiqueta y texto."""
    for casilla in formato.encabezado:
        texto = casillas.celda(casilla, documento)
        etiqueta = casilla.etiqueta.rstrip(":")
        if not casilla.aparte:
            texto = texto.removeprefix(casilla.etiqueta).strip()
        if texto:
            yield etiqueta, texto


def calidad(datos: Calidad) -> list[tuple[str, str]]:
    """Los datos del sistema de calidad que la entidad registró: nombre y valor."""
    fecha = f"{datos.fecha:%d/%m/%Y}" if datos.fecha else ""
    pares = (
        ("Código", datos.codigo),
        ("Versión del formato", datos.version),
        ("Fecha", fecha),
        ("Proceso", datos.proceso),
    )
    return [(nombre, valor) for nombre, valor in pares if valor]


def estado(documento: Documento) -> str:
    """Qué es este papel: una versión publicada o el trabajo de hoy."""
    if not documento.version:
        return "Documento de trabajo, sin publicar"
    return f"Versión {documento.version}"


def firmas(documento: Documento) -> Iterator[tuple[str, Firmante]]:
    """Las líneas de firma: quienes constan y, si falta alguien, una línea en blanco."""
    for papeles in LINEAS_DE_FIRMA:
        constan = [una for una in documento.firmas if una.papel in papeles]
        nombre = " / ".join(NOMBRE_DE_PAPEL[papel].lower() for papel in papeles).capitalize()
        if not constan:
            yield nombre, Firmante(papeles[0])
        for una in constan:
            yield NOMBRE_DE_PAPEL[una.papel], una
