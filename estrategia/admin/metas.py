"""Las metas institucionales: se escriben aquí o llegan en una tabla de Excel o CSV."""

from django import forms
from django.contrib import admin
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm

from estrategia.administracion import AdminDeEntidad, FormularioDeEntidad
from estrategia.catalogos import ODS
from estrategia.models import MetaInstitucional
from estrategia.resources import MetaResource

OPCIONES_DE_ODS = [(uno.value, f"{uno.value}. {uno.label}") for uno in ODS]


class FormularioDeMeta(FormularioDeEntidad):
    ods = forms.TypedMultipleChoiceField(
        label="ODS",
        choices=OPCIONES_DE_ODS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Los objetivos de desarrollo sostenible a los que aporta la meta.",
    )

    class Meta:
        model = MetaInstitucional
        fields = "__all__"


@admin.register(MetaInstitucional)
class MetaInstitucionalAdmin(AdminDeEntidad, ImportExportModelAdmin):
    form = FormularioDeMeta
    resource_classes = (MetaResource,)
    formats = (XLSX, CSV)
    export_form_class = ExportForm
    import_export_change_list_template = "admin/import_export/change_list_import_export.html"
    skip_admin_log = False
    list_display = ("codigo", "texto", "instrumento", "numeros_de_ods", "activa", "entidad")
    list_display_links = ("codigo", "texto")
    list_filter = ("activa", "instrumento", "entidad")
    list_select_related = ("entidad",)
    search_fields = ("codigo", "texto", "instrumento", "derechos")
    autocomplete_fields = ("entidad",)
    fields = ("entidad", "codigo", "texto", "instrumento", "ods", "derechos", "activa")

    class Media:
        css = {"all": ("css/planear.css",)}

    def get_import_resource_kwargs(self, request, **kwargs):
        return {"usuario": request.user}

    def get_export_resource_kwargs(self, request, **kwargs):
        return {"usuario": request.user}

    @admin.display(description="ODS")
    def numeros_de_ods(self, meta):
        return ", ".join(map(str, meta.ods))
