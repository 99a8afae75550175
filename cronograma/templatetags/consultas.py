"""Los borradores que hoy reciben observaciones, para anunciarlos en las páginas de la entidad."""

from django import template
from django.utils import timezone

from cronograma.observaciones import consultas_abiertas

register = template.Library()


@register.inclusion_tag("cronograma/version/_consultas.html")
def anunciar_consultas(entidad) -> dict:
    """Un aviso por cada borrador abierto; nada si no hay ninguno."""
    abiertas = consultas_abiertas(entidad, hoy=timezone.localdate())
    return {"entidad": entidad, "borradores": abiertas}
