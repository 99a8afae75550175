"""La invitación lista para imprimir o publicar: A4 y cuadrada, en PDF y en imagen.

Sale de la convocatoria publicada, con los colores y el logo de la entidad y un QR que lleva a
la página del encuentro. La imagen es la misma página del PDF. Cada una se hace una vez y se
guarda en la caché mientras nada de lo que dice cambie.
"""

import hashlib
import io
from typing import NamedTuple

import segno
from django.core.cache import cache
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

from cronograma.encuentros.publico import Anuncio
from estrategia.colores import se_lee_sobre_blanco

from .pdf import imprimir

COLOR_DE_LA_CASA = "#0943B5"
TIPOS = {"pdf": "application/pdf", "png": "image/png"}
DIRECCION_SIN = ("https://", "http://")
SEGUNDOS_GUARDADA = 24 * 60 * 60


class Forma(NamedTuple):
    """Un tamaño: el papel en milímetros, cuántos puntos de imagen por punto y cuánto texto cabe."""

    ancho: float
    alto: float
    escala: float
    letras_del_porque: int
    grupos: int
    servicios: int


FORMAS = {
    "a4": Forma(210, 297, 2.5, 330, 6, 6),
    # 540 puntos de lado: la imagen queda de 1080 × 1080, la de las redes.
    "cuadrada": Forma(190.5, 190.5, 2, 130, 3, 0),
}
# Si no cabe en una hoja, se aprieta; apretada del todo, quita lo que ya está en la página.
DENSIDADES = ("holgada", "apretada", "minima")
# Un título corto va en letra grande; uno de un párrafo, en la que quepa.
TAMANOS_DE_TITULO = ((38, "grande"), (80, "mediano"), (130, "pequeno"))
LETRAS_DEL_TITULO = 170
SIN_PARTIR = "/\u2060"  # «y/o» no se parte al final de un renglón


def invitacion(anuncio: Anuncio, direccion: str, *, forma: str, como: str) -> HttpResponse:
    """La invitación como respuesta web.

    Args:
        direccion: la de la página del encuentro, completa; es la que lleva el QR.
        forma: a4 o cuadrada.
        como: pdf o png.

    Raises:
        FaltaPango: si el equipo no tiene con qué hacerla.
    """
    partes = f"{html(anuncio, direccion, forma)}|{_logo_de(anuncio)}|{como}"
    clave = f"invitacion-{hashlib.sha256(partes.encode()).hexdigest()}"
    contenido = cache.get(clave)
    if contenido is None:
        contenido = en_pdf(anuncio, direccion, forma)
        contenido = contenido if como == "pdf" else en_png(contenido, forma)
        cache.set(clave, contenido, SEGUNDOS_GUARDADA)
    respuesta = HttpResponse(contenido, content_type=TIPOS[como])
    nombre = f"invitacion-{anuncio.encuentro.pk}-{forma}.{como}"
    respuesta["Content-Disposition"] = content_disposition_header(False, nombre)
    return respuesta


def en_pdf(anuncio: Anuncio, direccion: str, forma: str) -> bytes:
    """La invitación en PDF, con sus etiquetas para un lector de pantalla.

    Raises:
        FaltaPango: si el equipo no tiene con qué hacerlo.
    """
    imagenes = {"qr.svg": _qr(direccion)}
    if logo := _logo_de(anuncio):
        with logo.open("rb") as archivo:
            imagenes[_nombre_del_logo(logo)] = archivo.read()
    for densidad in DENSIDADES:
        pdf = imprimir(html(anuncio, direccion, forma, densidad), imagenes)
        if cuantas_paginas(pdf) == 1:
            break
    return pdf


def cuantas_paginas(pdf: bytes) -> int:
    """Cuántas hojas tiene un PDF."""
    import pypdfium2  # noqa: PLC0415 -- carga PDFium entero; solo hace falta al hacer una invitación

    documento = pypdfium2.PdfDocument(pdf)
    try:
        return len(documento)
    finally:
        documento.close()


def en_png(pdf: bytes, forma: str) -> bytes:
    """La primera página de un PDF, como imagen."""
    import pypdfium2  # noqa: PLC0415 -- como arriba

    documento = pypdfium2.PdfDocument(pdf)
    try:
        imagen = documento[0].render(scale=FORMAS[forma].escala).to_pil()
    finally:
        documento.close()
    salida = io.BytesIO()
    imagen.save(salida, format="PNG", optimize=True)
    return salida.getvalue()


def html(anuncio: Anuncio, direccion: str, forma: str, densidad: str = DENSIDADES[0]) -> str:
    """La página que se imprime."""
    estrategia = anuncio.publicada.version.estrategia
    medida, logo = FORMAS[forma], _logo_de(anuncio)
    invitados = anuncio.invitados
    return render_to_string(
        "pdf/invitacion.html",
        {
            "anuncio": anuncio,
            "encuentro": anuncio.encuentro,
            "entidad": estrategia.entidad,
            "forma": forma,
            "medida": medida,
            "densidad": densidad,
            "titulo": _recortado(anuncio.titulo, LETRAS_DEL_TITULO).replace("/", SIN_PARTIR),
            "tamano": _tamano_de(anuncio.titulo),
            "para_que": _recortado(anuncio.para_que, medida.letras_del_porque),
            "invitados": invitados[: medida.grupos],
            "mas_invitados": len(invitados) > medida.grupos,
            "servicios": anuncio.servicios[: medida.servicios],
            "color": color_de(estrategia.entidad),
            "logo": f"imagen:{_nombre_del_logo(logo)}" if logo else "",
            "direccion_corta": _sin_esquema(direccion),
            "correo": anuncio.fila.correo or estrategia.entidad.correo,
        },
    )


def color_de(entidad) -> str:
    """El color de la entidad si el blanco se lee sobre él; si no, el de la casa."""
    suyo = entidad.color_acento
    return suyo if suyo and se_lee_sobre_blanco(suyo) else COLOR_DE_LA_CASA


def _qr(direccion: str) -> bytes:
    salida = io.BytesIO()
    segno.make(direccion, micro=False, error="m").save(
        salida, kind="svg", scale=4, border=0, light=None, dark="#1f2430"
    )
    return salida.getvalue()


def _logo_de(anuncio: Anuncio):
    return anuncio.publicada.version.estrategia.entidad.logo


def _nombre_del_logo(logo) -> str:
    return f"logo.{logo.name.rpartition('.')[2].lower()}"


def _tamano_de(titulo: str) -> str:
    return next((nombre for tope, nombre in TAMANOS_DE_TITULO if len(titulo) <= tope), "menudo")


def _recortado(texto: str, letras: int) -> str:
    """El texto hasta la última palabra que cabe; lo demás está en la página."""
    limpio = " ".join(texto.split())
    if len(limpio) <= letras:
        return limpio
    return f"{limpio[:letras].rpartition(' ')[0].rstrip(',;:.')}…"


def _sin_esquema(direccion: str) -> str:
    for esquema in DIRECCION_SIN:
        direccion = direccion.removeprefix(esquema)
    return direccion.rstrip("/")
