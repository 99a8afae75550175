"""Lo que las plantillas preguntan de las inscripciones de una reunión."""

from django import template
from django.utils import timezone

from cronograma import inscripciones
from cronograma.inscripciones import Apertura
from cronograma.models import Encuentro

register = template.Library()


@register.simple_tag
def apertura_de(encuentro: Encuentro) -> Apertura:
    """Si recibe inscripciones ahora y cuántos puestos quedan, en palabras."""
    return inscripciones.apertura_de(encuentro, ahora=timezone.now(), hoy=timezone.localdate())
