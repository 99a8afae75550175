"""El procedimiento de la entidad, con sus definiciones y sus pasos en orden."""

from django import forms
from django.contrib import admin
from django.db import models

from estrategia.administracion import AdminDeEntidad, EnLinea
from estrategia.models import Definicion, Paso, Procedimiento

TEXTO_CORTO = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 30})}}


class DefinicionesEnLinea(EnLinea):
    model = Definicion
    fields = ("orden", "termino", "texto")
    formfield_overrides = TEXTO_CORTO


class PasosEnLinea(EnLinea):
    model = Paso
    fields = (
        "orden",
        "etapa",
        "numero",
        "nombre",
        "descripcion",
        "responsable",
        "registro",
        "es_control",
        "comprobacion",
    )
    formfield_overrides = TEXTO_CORTO


@admin.register(Procedimiento)
class ProcedimientoAdmin(AdminDeEntidad):
    list_display = ("nombre", "entidad")
    list_filter = ("entidad",)
    list_select_related = ("entidad",)
    search_fields = ("nombre", "objetivo")
    autocomplete_fields = ("entidad",)
    fields = ("entidad", "nombre", "objetivo", "alcance", "notas")
    inlines = (DefinicionesEnLinea, PasosEnLinea)
