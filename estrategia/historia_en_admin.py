"""La historia en la administración: se anota al guardar y se lee en «Historia».

Todo lo que el formulario cambia, también sus relaciones, es una sola anotación. Los modelos
sin historia conservan la página de Django.
"""

from django.contrib import admin
from django.core.paginator import Paginator

from estrategia import historia

POR_PAGINA = 50


class ConHistoria(admin.ModelAdmin):
    """Pantalla que anota quién cambió qué, y lo muestra con el antes y el después."""

    def save_model(self, request, obj, form, change):
        if not historia.tiene_historia(self.model):
            super().save_model(request, obj, form, change)
            return
        if change:
            historia.anotar_como_estaba(obj)
        with historia.sin_anotar(obj):
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        if not historia.tiene_historia(self.model):
            super().save_related(request, form, formsets, change)
            return
        with historia.sin_anotar(form.instance):
            super().save_related(request, form, formsets, change)
        if form.has_changed() or not change:
            historia.anotar([form.instance], por=request.user, nuevas=not change)

    def history_view(self, request, object_id, extra_context=None):
        if not historia.tiene_historia(self.model):
            return super().history_view(request, object_id, extra_context)
        self.object_history_template = "admin/historia.html"
        fila = self.get_object(request, object_id)
        anotado = (
            historia.historia_de(fila) if fila and self.has_view_permission(request, fila) else []
        )
        pagina = Paginator(anotado, POR_PAGINA).get_page(request.GET.get("p"))
        propio = {
            "title": f"Historia: {fila}",
            "pagina": pagina,
            "descargas": self.descargas_de_historia(fila) if fila else (),
        }
        return super().history_view(request, object_id, propio | (extra_context or {}))

    def descargas_de_historia(self, fila) -> tuple[tuple[str, str], ...]:
        """Nombre y dirección de los archivos en que se puede llevar la historia."""
        return ()
