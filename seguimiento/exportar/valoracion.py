"""El cartel con el código QR que lleva a opinar de una reunión: media hoja, para poner en la mesa.

También se proyecta: letra grande y una sola cosa que hacer.
"""

import io

import segno
from django.template.loader import render_to_string

from cronograma.encuentros.publico import Anuncio
from cronograma.exportar.pdf import imprimir
from seguimiento.valoraciones import ultimo_dia

ANCHO, ALTO = 148, 210  # A5, en milímetros


def cartel_en_pdf(anuncio: Anuncio, *, direccion: str) -> bytes:
    """El cartel.

    Raises:
        FaltaPango: si el equipo no tiene con qué hacerlo.
    """
    return imprimir(html(anuncio, direccion), {"qr.svg": _qr(direccion)})


def html(anuncio: Anuncio, direccion: str) -> str:
    """La página que se imprime."""
    contexto = {
        "anuncio": anuncio,
        "encuentro": anuncio.encuentro,
        "entidad": anuncio.publicada.version.estrategia.entidad,
        "direccion": direccion.partition("://")[2],
        "hasta": ultimo_dia(anuncio.encuentro),
        "ancho": ANCHO,
        "alto": ALTO,
    }
    return render_to_string("pdf/valoracion.html", contexto)


def _qr(direccion: str) -> bytes:
    salida = io.BytesIO()
    dibujo = segno.make(direccion, micro=False, error="m")
    dibujo.save(salida, kind="svg", scale=4, border=0, light=None, dark="#1f2430")
    return salida.getvalue()
