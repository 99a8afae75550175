"""El recibo de un reporte en papel: PDF/UA-1 en A4."""

from django.template.loader import render_to_string

from cronograma.exportar.pdf import imprimir
from seguimiento.models import Recibo


def pdf(recibo: Recibo) -> bytes:
    """El PDF.

    Raises:
        FaltaPango: si el equipo no tiene con qué hacerlo.
    """
    return imprimir(html(recibo))


def html(recibo: Recibo) -> str:
    """La página que se imprime."""
    return render_to_string("pdf/recibo.html", {"recibo": recibo, "enviado": recibo.contenido})
