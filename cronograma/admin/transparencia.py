"""La lista de chequeo del ITA: los ítems de cada edición y lo que cada entidad dice de ellos."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from cronograma.transparencia import BUSQUEDAS, cuentas, lista_de_chequeo
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.administracion import AdminDeEntidad, es_llave, puede
from estrategia.models import CumplimientoITA, Entidad, ItemITA


@admin.register(ItemITA)
class ItemITAAdmin(AdminDeEntidad):
    cuelga_de = ""
    list_display = ("codigo", "texto", "grupo", "se_busca", "activo", "edicion")
    list_display_links = ("codigo", "texto")
    list_filter = ("edicion", "grupo", "activo")
    search_fields = ("codigo", "texto", "grupo")
    fields = (("edicion", "codigo", "orden"), "grupo", "texto", "evidencia", "activo")

    @admin.display(description="lo busca el sistema", boolean=True)
    def se_busca(self, item):
        return item.evidencia in BUSQUEDAS


@admin.register(CumplimientoITA)
class CumplimientoITAAdmin(AdminDeEntidad):
    change_list_template = "admin/cronograma/transparencia/change_list.html"
    list_display = ("item", "estado", "direccion", "actualizado_en", "entidad")
    list_filter = ("estado", "entidad")
    list_select_related = ("item", "entidad")
    search_fields = ("item__codigo", "item__texto", "razon_juridica")
    autocomplete_fields = ("entidad", "item")
    fields = ("entidad", "item", "estado", "razon_juridica", "direccion")

    def get_urls(self):
        lista = path(
            "lista/",
            self.admin_site.admin_view(self.lista),
            name="estrategia_cumplimientoita_lista",
        )
        return [lista, *super().get_urls()]

    def lista(self, request):
        """Todos los ítems de una entidad: qué se encontró, qué dijo ella y qué falta decir."""
        if not puede(request, Verbo.VER, CumplimientoITA):
            raise PermissionDenied
        entidades = acceso.limitar(Entidad.objects.order_by("nombre"), request.user)
        entidad = _elegida(entidades, request.GET.get("entidad", ""))
        grupos = lista_de_chequeo(entidad, hoy=timezone.localdate()) if entidad else []
        contexto = self.admin_site.each_context(request) | {
            "title": "Lista de chequeo del ITA",
            "opts": self.opts,
            "entidad": entidad,
            "entidades": entidades if acceso.administra(request.user) else [],
            "grupos": grupos,
            "cuentas": cuentas(grupos),
            "puede_decir": puede(request, Verbo.AGREGAR, CumplimientoITA),
        }
        return TemplateResponse(request, "admin/cronograma/transparencia/lista.html", contexto)


def _elegida(entidades, llave: str) -> Entidad | None:
    if not llave:
        return entidades.first()
    entidad = entidades.filter(pk=llave).first() if es_llave(llave) else None
    if entidad is None:
        raise Http404("No hay una entidad suya con ese número.")
    return entidad
