"""Los documentos de los que una estrategia hace parte, para las páginas públicas."""

from django import template

from cronograma import documentos_marco as marco

register = template.Library()


@register.simple_tag
def documentos_marco(estrategia) -> list[marco.DocumentoMarco]:
    """El Plan de Acción y el programa de transparencia que la entidad registró."""
    return marco.documentos_marco(estrategia)
