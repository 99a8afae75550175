"""Inicio: el sitio del admin y su portada, que dice a cada persona qué hay por hacer.

Cada app registra aquí, con `@pendientes`, la función que cuenta lo suyo; así la portada
muestra lo de las apps de arriba sin conocerlas.
"""

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import FileResponse, Http404
from django.utils import timezone

from estrategia import acceso
from estrategia.archivos import archivo_de


class Lista(StrEnum):
    """Las tres listas de la portada. El valor es su título, y el orden, el de la urgencia."""

    VENCE = "Lo que vence o ya venció"
    DEBO = "Lo que debo"
    ESPERA = "Lo que espera por mí"


class Pendiente(NamedTuple):
    """Algo por hacer: cuántos, qué son y a dónde ir.

    «Debo» es lo que la persona tiene que hacer; «espera», lo que otros no pueden seguir sin ella.
    """

    cuantos: int
    uno: str  # «fecha por revisar»
    varios: str  # «fechas por revisar»
    explicacion: str
    enlace: str
    lista: Lista = Lista.DEBO

    @property
    def nombre(self) -> str:
        """El nombre que concuerda con la cantidad."""
        return self.uno if self.cuantos == 1 else self.varios


Contador = Callable[..., Iterator[Pendiente]]
_CONTADORES: list[Contador] = []


def pendientes(contador: Contador) -> Contador:
    """Registra una función `(usuario, *, hoy)` que da los pendientes de su app."""
    _CONTADORES.append(contador)
    return contador


def pendientes_de(usuario, *, hoy: date) -> list[Pendiente]:
    """Lo que espera a la persona, sin lo que está en cero."""
    todos = [uno for contador in _CONTADORES for uno in contador(usuario, hoy=hoy)]
    return [uno for uno in todos if uno.cuantos]


def por_listas(pendientes: list[Pendiente]) -> list[tuple[str, list[Pendiente]]]:
    """Cada lista que tiene algo, con su título."""
    repartidos = ((lista, [uno for uno in pendientes if uno.lista is lista]) for lista in Lista)
    return [(lista.value, suyos) for lista, suyos in repartidos if suyos]


class BusquedaConEntidad(AutocompleteJsonView):
    """Autocompletar que, a quien ve varias entidades, le dice de cuál es cada fila."""

    def serialize_result(self, obj, to_field_name):
        resultado = super().serialize_result(obj, to_field_name)
        entidad = acceso.entidad_de(obj)
        if acceso.administra(self.request.user) and entidad and entidad != obj:
            resultado["text"] += f" — {entidad.nombre_corto}"
        return resultado


class Sitio(AdminSite):
    """El admin de Participa: encabezado con la entidad y portada con lo pendiente."""

    site_header = "Participa"
    site_title = "Participa"
    index_title = "Por hacer"
    # El ancho es para las tablas; a las demás pantallas se llega por la portada y las migas.
    enable_nav_sidebar = False

    def each_context(self, request):
        return super().each_context(request) | {"entidad_de_quien_entra": self._entidad(request)}

    def _entidad(self, request) -> str:
        if acceso.administra(request.user):
            return "Todas las entidades"
        entidad = getattr(request.user, "entidad", None)
        return entidad.nombre if entidad else ""

    def index(self, request, extra_context=None):
        hoy = timezone.localdate()
        propio = {
            "listas": por_listas(pendientes_de(request.user, hoy=hoy)),
            "sin_cargo": not acceso.administra(request.user)
            and not acceso.roles_de(request.user, hoy),
            "hoy": hoy,
        }
        return super().index(request, propio | (extra_context or {}))

    def archivo(self, request, ruta: str):
        """Un archivo subido, para quien puede ver la fila que lo tiene."""
        hallado = archivo_de(ruta, request.user, hoy=timezone.localdate())
        if not hallado:
            raise Http404("No hay un archivo suyo en esa dirección.")
        return FileResponse(hallado.open("rb"), as_attachment=True)

    def autocomplete_view(self, request):
        return BusquedaConEntidad.as_view(admin_site=self)(request)
