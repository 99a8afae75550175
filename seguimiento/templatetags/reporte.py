"""Cómo se escriben las cifras de un reporte: en blanco, 0 % y «no se sabe» son tres cosas."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from fractions import Fraction

from django import template

from seguimiento.avance import ESPACIO_FIJO, como_porcentaje
from seguimiento.mi_reporte.escrito import como_se_escribe
from seguimiento.models import Evidencia

register = template.Library()


@register.filter
def cifra(porcentaje: Decimal | None, sin_dato: str = "En blanco") -> str:
    """«33,3 %», o cómo se llama lo que falta."""
    if porcentaje is None:
        return sin_dato
    return f"{como_se_escribe(porcentaje)}{ESPACIO_FIJO}%"


@register.filter
def parte(valor: Fraction | None, sin_dato: str = "") -> str:
    """Lo esperado, de 0 a 1, escrito como porcentaje."""
    return sin_dato if valor is None else como_porcentaje(valor)


@register.filter
def solo(evidencias: Iterable[Evidencia], visibles: Collection[int]) -> list[Evidencia]:
    """Las que esa persona puede ver."""
    return [una for una in evidencias if una.pk in visibles]
