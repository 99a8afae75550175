"""Las acciones de mejora de una entidad: qué se encontró, qué se hará, quién y en qué va."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from estrategia.publico import entidad_publica
from seguimiento.exportar.prometido import DE_ACCIONES
from seguimiento.publicado import acciones_de

from .lista_de_prometido import Lista, archivo_de, pagina_de


@require_safe
def mejoras(request: HttpRequest, entidad: str) -> HttpResponse:
    """Las acciones por año, estado y dependencia. ITA 6.2.5-H."""
    return pagina_de(request, _lista(entidad), "seguimiento/publico/mejoras.html")


@require_safe
def datos(request: HttpRequest, entidad: str, como: str) -> HttpResponse:
    """Las mismas, con los mismos filtros, en CSV o en JSON."""
    return archivo_de(request, _lista(entidad), como, DE_ACCIONES)


def _lista(entidad: str) -> Lista:
    suya = entidad_publica(entidad)
    return Lista(entidad=suya, nombre="mejoras", filas=acciones_de(suya))
