"""La historia de una estrategia con todas sus actividades, para llevarla en Excel o CSV."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils.text import slugify

from cronograma.exportar.historia import historia_en_csv, historia_en_excel
from cronograma.historia import historia_de_estrategia
from estrategia.historia_en_admin import ConHistoria

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ConHistoriaDescargable(ConHistoria):
    """Añade a la pantalla de la estrategia la historia como archivo."""

    def get_urls(self):
        archivo = path(
            "<int:pk>/historia.<str:como>",
            self.admin_site.admin_view(self.descargar_historia),
            name="estrategia_estrategia_historia",
        )
        return [archivo, *super().get_urls()]

    def descargas_de_historia(self, fila):
        direcciones = {
            nombre: reverse("admin:estrategia_estrategia_historia", args=[fila.pk, como])
            for nombre, como in (("Excel", "xlsx"), ("CSV", "csv"))
        }
        return tuple(direcciones.items())

    def descargar_historia(self, request, pk: int, como: str) -> HttpResponse:
        """El archivo con lo anotado de la estrategia, sus firmas y sus actividades."""
        estrategia = self.get_object(request, pk)
        if estrategia is None or como not in {"csv", "xlsx"}:
            raise Http404
        if not self.has_view_permission(request, estrategia):
            raise PermissionDenied
        anotado = historia_de_estrategia(estrategia)
        if como == "csv":
            contenido, tipo = historia_en_csv(anotado), "text/csv; charset=utf-8"
        else:
            titulo, autor = f"Historia de {estrategia}", estrategia.entidad.nombre
            contenido, tipo = historia_en_excel(anotado, titulo=titulo, autor=autor), EXCEL
        nombre = f"historia-{slugify(estrategia.entidad.nombre_corto)}-{estrategia.vigencia}.{como}"
        disposicion = {"Content-Disposition": f'attachment; filename="{nombre}"'}
        return HttpResponse(contenido, content_type=tipo, headers=disposicion)
