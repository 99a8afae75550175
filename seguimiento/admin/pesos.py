"""Cuánto pesa cada actividad en el cumplimiento; la que no está aquí pesa 1."""

from django.contrib import admin

from estrategia.administracion import AdminDeEntidad
from seguimiento.models import Peso


@admin.register(Peso)
class PesoAdmin(AdminDeEntidad):
    cuelga_de = "actividad"
    list_display = ("actividad", "valor")
    list_filter = ("actividad__estrategia",)
    list_select_related = ("actividad__estrategia",)
    search_fields = ("actividad__nombre", "actividad__codigo")
    autocomplete_fields = ("actividad",)
    fields = ("actividad", "valor")
