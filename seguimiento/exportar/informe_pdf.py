"""El informe en papel: PDF/UA-1 vertical, con las tablas anchas en páginas apaisadas.

Entra un `Escrito`; sale el PDF, hecho del mismo cuerpo que la página.
"""

from django.template.loader import render_to_string

from cronograma.exportar.pdf import FaltaPango, imprimir
from seguimiento.informes.escrito import Escrito

from .informe_html import contexto

__all__ = ["FaltaPango", "html", "pdf"]


def pdf(escrito: Escrito) -> bytes:
    """El PDF.

    Raises:
        FaltaPango: si el equipo no tiene con qué hacerlo.
    """
    return imprimir(html(escrito))


def html(escrito: Escrito) -> str:
    """La página que se imprime."""
    return render_to_string("pdf/informe.html", contexto(escrito))
