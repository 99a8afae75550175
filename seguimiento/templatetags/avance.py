"""Cómo se escriben en una página las cifras del avance: porcentajes, cortes y barras."""

from fractions import Fraction

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from seguimiento.avance import Cifra, EstadoDeLinea, Linea, como_porcentaje

register = template.Library()


@register.filter
def porcentaje(valor: Fraction | None) -> str:
    """La parte de 1 escrita: «83,3 %»; sin nada que medir, «sin medir»."""
    return como_porcentaje(valor)


@register.filter
def lleva(linea: Linea) -> str:
    """Lo aceptado de una actividad, o por qué no hay cifra."""
    if (alcanzado := linea.alcanzado(Cifra.ACEPTADO)) is not None:
        return como_porcentaje(alcanzado)
    if linea.estado is EstadoDeLinea.POR_DEMANDA:
        return "nadie lo pidió"
    return "sin reporte aceptado" if linea.se_pregunta else "no aplica"


@register.simple_tag
def barra(centesimas: int, color: str) -> SafeString:
    """Una barra de adorno: la cifra y la palabra van siempre al lado."""
    return format_html(
        '<svg class="barra" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false"><rect class="barra-fondo" width="100" height="8"></rect>'
        '<rect class="barra-llena barra-{}" width="{}" height="8"></rect></svg>',
        color,
        max(0, min(centesimas, 100)),
    )
