"""El estado del procedimiento en papel, para el auditor: PDF/UA-1 apaisado.

Entra lo que `procedimiento.revisar` encontró; sale el PDF. Lleva la fecha y la hora en que se
miró, porque el estado se calcula y mañana puede ser otro.
"""

from collections.abc import Sequence
from datetime import datetime

from django.template.loader import render_to_string

from cronograma.exportar.pdf import A4, FaltaPango, imprimir
from estrategia.models import Estrategia
from seguimiento.comprobaciones import Estado
from seguimiento.procedimiento import PasoRevisado, por_etapas

__all__ = ["FaltaPango", "html", "pdf"]

NOMBRES = {Estado.HECHO: "Hecho", Estado.PENDIENTE: "Pendiente", Estado.NO_APLICA: "No aplica"}


def pdf(estrategia: Estrategia, revisados: Sequence[PasoRevisado], *, ahora: datetime) -> bytes:
    """El PDF.

    Raises:
        FaltaPango: si el equipo no tiene con qué hacerlo.
    """
    return imprimir(html(estrategia, revisados, ahora=ahora))


def html(estrategia: Estrategia, revisados: Sequence[PasoRevisado], *, ahora: datetime) -> str:
    """La página que se imprime."""
    etapas = [
        (etapa, [(uno, NOMBRES[uno.estado]) for uno in suyos])
        for etapa, suyos in por_etapas(revisados)
    ]
    cuentas = {NOMBRES[estado]: sum(uno.estado is estado for uno in revisados) for estado in Estado}
    contexto = {
        "estrategia": estrategia,
        "procedimiento": estrategia.entidad.procedimiento,
        "etapas": etapas,
        "cuentas": cuentas,
        "ahora": ahora,
        "papel": A4,
    }
    return render_to_string("pdf/procedimiento.html", contexto)
