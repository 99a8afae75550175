"""La actividad: lista, filtros y formulario en el orden de la hoja de la oficina."""

from django.contrib import admin
from django.db.models import Max
from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm

from cronograma.admin import entendido, hoja
from cronograma.admin.edicion import BajoLlave
from cronograma.admin.fechas_de_actividad import ConFechas
from cronograma.admin.retiro import ConRetiroDeActividad
from cronograma.forms import FormularioDeActividad
from cronograma.models import Actividad, Responsabilidad
from cronograma.programacion import eco
from cronograma.resources import ActividadResource
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.administracion import AdminDeEntidad, EnLinea, es_llave, puede
from estrategia.catalogos import Modalidad
from estrategia.models import Estrategia

MARCAS_DE_MODALIDAD = {
    Modalidad.MIXTA: {"presencial": True, "virtual": True},
    Modalidad.PRESENCIAL: {"presencial": True, "virtual": False},
    Modalidad.VIRTUAL: {"presencial": False, "virtual": True},
    "sin": {"presencial": False, "virtual": False},
}


class FiltroDeModalidad(admin.SimpleListFilter):
    title = "modalidad"
    parameter_name = "modalidad"

    def lookups(self, request, model_admin):
        return [*Modalidad.choices, ("sin", "Sin definir")]

    def queryset(self, request, consulta):
        return consulta.filter(**MARCAS_DE_MODALIDAD.get(self.value(), {}))


class FiltroDeRetiro(admin.SimpleListFilter):
    title = "retiro"
    parameter_name = "retirada"

    def lookups(self, request, model_admin):
        return [("no", "Vigentes"), ("si", "Retiradas")]

    def queryset(self, request, consulta):
        if self.value() in {"si", "no"}:
            return consulta.filter(retirada_en__isnull=self.value() == "no")
        return consulta


class ResponsabilidadesEnLinea(EnLinea):
    model = Responsabilidad
    fields = ("dependencia", "es_lider", "orden")
    autocomplete_fields = ("dependencia",)
    verbose_name = "dependencia responsable"
    verbose_name_plural = "dependencias responsables"


@admin.register(Actividad)
class ActividadAdmin(
    ConFechas, ConRetiroDeActividad, BajoLlave, AdminDeEntidad, ImportExportModelAdmin
):
    form = FormularioDeActividad
    resource_classes = (ActividadResource,)
    formats = (XLSX, CSV)
    export_form_class = ExportForm
    import_export_change_list_template = "admin/cronograma/actividad/lista.html"
    skip_admin_log = False
    cuelga_de = "estrategia"
    list_display = (
        "rotulo",
        "nombre",
        "cuando",
        "responsables",
        "como",
        "entidad",
    )
    list_display_links = ("rotulo", "nombre")
    list_filter = (
        ("fecha_por_revisar", admin.BooleanFieldListFilter),
        "estrategia",
        "fases",
        "grupos",
        FiltroDeModalidad,
        "dependencias",
        FiltroDeRetiro,
        "estrategia__entidad",
    )
    list_select_related = ("estrategia__entidad",)
    search_fields = (
        "codigo",
        "numero",
        "nombre",
        "objetivo",
        "producto",
        "fecha_programada",
        "dependencias__nombre",
        "dependencias__sigla",
    )
    ordering = ("-estrategia__vigencia", "estrategia", "orden", "pk")
    # Alcance y resultado van en listas cortas: el resultado se ofrece según el alcance.
    autocomplete_fields = (
        "estrategia",
        "grupos",
        "instancias",
        "metas_institucionales",
    )
    inlines = (ResponsabilidadesEnLinea,)
    readonly_fields = ("entendido", "celdas_de_la_hoja", "columnas_propias", "retiro")
    secciones_plegables = (
        "Formato de estrategia de participación",
        "Rendición de cuentas",
        "Otros datos",
        "En la hoja de la entidad",
    )
    contenido_de = {"celdas_de_la_hoja": "celdas", "columnas_propias": "extras"}
    # El orden del cronograma de 13 columnas y, después, lo que agregan los otros formatos.
    fieldsets = (
        (None, {"fields": ("estrategia", ("numero", "codigo"), "nombre")}),
        ("Estrategia a la que pertenece", {"fields": (("es_participacion", "es_rendicion"),)}),
        ("A quién va dirigida", {"fields": ("instancias", "grupos")}),
        (
            "Qué se busca",
            {"fields": ("metas", "metas_institucionales", "objetivo", "tipo_espacio")},
        ),
        ("Modalidad del espacio", {"fields": (("presencial", "virtual"),)}),
        (
            "Cuándo",
            {
                "fields": ("fecha_programada", "entendido", "fecha_fijada", "es_gradual"),
                # Después de esta sección va la tabla de dependencias (change_form.html).
                "classes": ("con-responsables",),
            },
        ),
        ("Contacto y lugar", {"fields": ("correo", ("lugar", "enlace"))}),
        (
            "Formato de estrategia de participación",
            {
                "fields": (
                    "momento",
                    "accion_gestion",
                    "instrumento",
                    "fases",
                    "alcance",
                    "metodologia",
                    "resultado",
                )
            },
        ),
        ("Rendición de cuentas", {"fields": ("elemento", "producto")}),
        (
            "Otros datos",
            {"fields": ("presupuesto", "observaciones", ("seccion", "seccion_confirmada"))},
        ),
        (
            "En la hoja de la entidad",
            {"fields": (("orden", "bloque"), "celdas_de_la_hoja", "columnas_propias")},
        ),
        ("Retiro", {"fields": ("retiro",)}),
    )

    class Media:
        js = ("js/entendi.js",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("responsabilidades__dependencia")

    def get_import_resource_kwargs(self, request, **kwargs):
        return {"usuario": request.user}

    def get_export_resource_kwargs(self, request, **kwargs):
        return {"usuario": request.user}

    def get_urls(self):
        leer = path(
            "entendido/",
            self.admin_site.admin_view(self.ver_entendido),
            name="cronograma_actividad_entendido",
        )
        return [leer, *super().get_urls()]

    def ver_entendido(self, request):
        """Lo que se entiende de la fecha que se está escribiendo, como JSON."""
        if not puede(request, Verbo.VER, Actividad):
            raise Http404
        estrategias = acceso.limitar(Estrategia.objects.all(), request.user)
        pk = request.GET.get("estrategia", "")
        estrategia = estrategias.filter(pk=pk).first() if es_llave(pk) else None
        if estrategia is None:
            return JsonResponse({"error": "Elija primero la estrategia: de ella sale el año."})
        texto, fijada = request.GET.get("texto", ""), request.GET.get("fijada", "")
        return JsonResponse(entendido.leer(texto, fijada, estrategia.vigencia))

    def get_form(self, request, obj=None, change=False, **kwargs):
        formulario = super().get_form(request, obj, change=change, **kwargs)
        if "fecha_programada" in formulario.base_fields:
            atributos = formulario.base_fields["fecha_programada"].widget.attrs
            atributos["data-entendido"] = reverse("admin:cronograma_actividad_entendido")
            atributos["data-estrategia"] = obj.estrategia_id if obj else ""
        return formulario

    def get_fieldsets(self, request, obj=None):
        """El retiro se dice solo cuando lo hubo."""
        secciones = super().get_fieldsets(request, obj)
        hubo = obj is not None and obj.retirada_en is not None
        return [una for una in secciones if hubo or una[0] != "Retiro"]

    def get_changeform_initial_data(self, request):
        """Con una sola estrategia del último año, ya viene elegida."""
        propias = acceso.limitar(Estrategia.objects.order_by("-vigencia"), request.user)[:2]
        unica = {"estrategia": propias[0].pk} if len(propias) == 1 else {}
        return unica | super().get_changeform_initial_data(request)

    def save_model(self, request, obj, form, change):
        if not change and not obj.orden:
            ultimo = obj.estrategia.actividades.aggregate(ultimo=Max("orden"))["ultimo"]
            obj.orden = (ultimo or 0) + 1
        super().save_model(request, obj, form, change)

    @admin.display(description="n.º", ordering="orden")
    def rotulo(self, actividad):
        return actividad.numero or actividad.codigo

    @admin.display(description="cuándo", ordering="inicio")
    def cuando(self, actividad):
        frase = eco(actividad.programacion, actividad.estrategia.vigencia)
        aviso = "⚠ Por revisar. " if actividad.fecha_por_revisar else ""
        return format_html(
            '{}<span class="debajo">{}{}</span>',
            actividad.fecha_programada or hoja.VACIA,
            aviso,
            frase.capitalize(),
        )

    @admin.display(description="responden")
    def responsables(self, actividad):
        responden = [una.dependencia for una in actividad.responsabilidades.all()]
        return ", ".join(una.sigla or una.nombre for una in responden)

    @admin.display(description="modalidad")
    def como(self, actividad):
        return actividad.modalidad.label if actividad.modalidad else "Sin definir"

    @admin.display(description="entidad", ordering="estrategia__entidad")
    def entidad(self, actividad):
        return actividad.estrategia.entidad.nombre_corto

    @admin.display(description="entendí")
    def entendido(self, actividad):
        return entendido.casilla(actividad)

    @admin.display(description="celdas de la hoja")
    def celdas_de_la_hoja(self, actividad):
        return hoja.tabla_de_actividad(actividad)

    @admin.display(description="columnas propias de la hoja")
    def columnas_propias(self, actividad):
        return hoja.tabla_de_extras(actividad.extras)

    @admin.display(description="retirada")
    def retiro(self, actividad):
        if actividad.retirada_en is None:
            return hoja.VACIA
        cuando = f"{actividad.retirada_en:%d/%m/%Y}"
        return f"{cuando}, por {actividad.retirada_por}: {actividad.retirada_motivo}"
