"""Cómo se escriben en la hoja de control interno un acumulado y lo que se halló."""

from decimal import Decimal

from django import template

from seguimiento.avance import Cifra, Linea, como_porcentaje, parte
from seguimiento.evaluacion import Evaluacion

register = template.Library()


@register.filter
def acumulado(porcentaje: Decimal | None) -> str:
    """«83,3 %»; si nadie dio la cifra, una raya."""
    return "—" if porcentaje is None else como_porcentaje(parte(porcentaje))


@register.filter
def dice(linea: Linea, cifra: str) -> str:
    """Lo alcanzado según quien lo dice, también por solicitudes; una raya si no lo dijo."""
    alcanzado = linea.alcanzado(Cifra(cifra))
    return "—" if alcanzado is None else como_porcentaje(alcanzado)


@register.filter
def palabra(evaluacion: Evaluacion, cumplimiento) -> str:
    """La palabra del semáforo de la entidad para un cumplimiento."""
    return evaluacion.luz_de(cumplimiento).palabra
