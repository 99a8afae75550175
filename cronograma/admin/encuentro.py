"""Los encuentros: la agenda con día y hora de cada actividad."""

from django.contrib import admin

from cronograma.models import Encuentro
from estrategia.administracion import AdminDeEntidad


@admin.register(Encuentro)
class EncuentroAdmin(AdminDeEntidad):
    cuelga_de = "actividad"
    list_display = ("fecha", "hora_inicio", "actividad", "lugar", "estado")
    list_display_links = ("fecha", "actividad")
    list_filter = ("estado", "actividad__estrategia")
    list_select_related = ("actividad__estrategia",)
    date_hierarchy = "fecha"
    search_fields = ("nombre", "lugar", "actividad__nombre", "actividad__codigo")
    autocomplete_fields = ("actividad",)
    readonly_fields = ("actualizado_en",)
    fieldsets = (
        (None, {"fields": ("actividad", "nombre")}),
        ("Cuándo", {"fields": (("fecha", "hora_inicio", "hora_fin"),)}),
        ("Dónde", {"fields": (("lugar", "enlace"),)}),
        ("Estado", {"fields": ("estado", "motivo", "actualizado_en")}),
    )
