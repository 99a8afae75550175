"""La estrategia: su encabezado, quién la firma y lo que se puede hacer con ella.

Vive en esta app, y no en la de su modelo, porque ofrece lo que solo aquí se conoce: los
formatos, las actividades y la publicación.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, OuterRef, Q, Subquery
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from cronograma.admin.agenda_fechada import ConAgenda
from cronograma.admin.flujo import ConFlujo
from cronograma.admin.historia import ConHistoriaDescargable
from cronograma.admin.hoja import tabla_de_celdas
from cronograma.admin.planeacion import ConPlaneacion
from cronograma.admin.preparar import ConPreparacion
from cronograma.aprobacion import registrar_publicacion_previa
from cronograma.exportar.archivos import NoSePudo, con_archivos
from cronograma.forms import FormularioDeEstrategia, FormularioDePublicacionPrevia
from cronograma.models import Actividad, Version
from estrategia.acceso import Verbo
from estrategia.administracion import AdminDeEntidad, EnLinea, puede
from estrategia.models import Estrategia, Firma


class FirmasEnLinea(EnLinea):
    model = Firma
    fields = ("papel", "nombre", "cargo", "fecha", "orden")


class FiltroDePublicacion(admin.SimpleListFilter):
    title = "publicación"
    parameter_name = "publicada"

    def lookups(self, request, model_admin):
        return [("si", "Publicada"), ("no", "Sin publicar")]

    def queryset(self, request, consulta):
        match self.value():
            case "si":
                return consulta.filter(version_en_vigor__isnull=False)
            case "no":
                return consulta.filter(version_en_vigor=None)
        return consulta


@admin.register(Estrategia)
class EstrategiaAdmin(
    ConAgenda, ConFlujo, ConPlaneacion, ConPreparacion, ConHistoriaDescargable, AdminDeEntidad
):
    form = FormularioDeEstrategia
    list_display = ("nombre", "vigencia", "tipo", "cuantas", "publicacion", "entidad")
    list_filter = ("vigencia", "tipo", FiltroDePublicacion, "entidad")
    list_select_related = ("entidad",)
    ordering = ("-vigencia", "entidad__nombre", "tipo")
    search_fields = ("nombre", "politica", "objetivos")
    autocomplete_fields = ("entidad", "lider", "apoyo")
    inlines = (FirmasEnLinea,)
    actions = ("registrar_previa", "copiar_a_otra_vigencia")
    readonly_fields = ("casillas",)
    secciones_plegables = ("Encabezado de la hoja",)
    contenido_de = {"casillas": "encabezado"}
    fieldsets = (
        (None, {"fields": ("entidad", ("vigencia", "tipo"), "nombre")}),
        (
            "Formulación",
            {
                "fields": (
                    "politica",
                    "objetivo_estrategico",
                    "objetivo_dependencia",
                    "iniciativa",
                    "objetivos",
                    "marco_legal",
                )
            },
        ),
        ("Dependencias responsables", {"fields": ("responsables", "lider", "apoyo")}),
        ("Documento", {"fields": ("formato", ("version_documento", "fecha_documento"))}),
        (
            "Planes a los que pertenece",
            {
                "fields": (
                    ("plan_accion_enlace", "plan_accion_archivo"),
                    "programa",
                    ("programa_enlace", "programa_archivo"),
                )
            },
        ),
        ("Seguimiento", {"fields": ("seguimiento_por",)}),
        ("Encabezado de la hoja", {"fields": ("casillas",)}),
    )

    def get_queryset(self, request):
        en_vigor = Version.objects.en_vigor().filter(estrategia=OuterRef("pk")).values("numero")
        return (
            super()
            .get_queryset(request)
            .annotate(
                version_en_vigor=Subquery(en_vigor),
                actividades_vigentes=Count(
                    "actividades", filter=Q(actividades__retirada_en=None), distinct=True
                ),
            )
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        propio = {
            "puede_preparar": self.has_preparar_permission(request),
            "puede_importar": puede(request, Verbo.IMPORTAR, Actividad),
        }
        return super().change_view(request, object_id, form_url, propio | (extra_context or {}))

    @admin.display(description="actividades", ordering="actividades_vigentes")
    def cuantas(self, estrategia):
        direccion = reverse("admin:cronograma_actividad_changelist")
        return format_html(
            '<a href="{}?estrategia__id__exact={}">{}</a>',
            direccion,
            estrategia.pk,
            estrategia.actividades_vigentes,
        )

    @admin.display(description="publicación", ordering="version_en_vigor")
    def publicacion(self, estrategia):
        if estrategia.version_en_vigor is None:
            return "Sin publicar"
        return f"Versión {estrategia.version_en_vigor}"

    @admin.display(description="lo que decía la hoja")
    def casillas(self, estrategia):
        return tabla_de_celdas(estrategia.encabezado)

    @admin.action(description="Registrar publicación previa", permissions=["preparar"])
    def registrar_previa(self, request, consulta):
        """Pide los datos del documento ya publicado y, con ellos, publica la versión."""
        if len(consulta) != 1:
            messages.error(request, "Elija una sola estrategia: cada documento se registra aparte.")
            return None
        estrategia = consulta[0]
        if not puede(request, Verbo.PREPARAR, estrategia):
            raise PermissionDenied
        formulario = self._formulario_de_previa(request, estrategia)
        if formulario.is_valid() and self._registrar(request, estrategia, formulario):
            return None
        return TemplateResponse(
            request,
            "admin/cronograma/publicacion_previa.html",
            self.admin_site.each_context(request)
            | {
                "title": "Registrar publicación previa",
                "opts": self.opts,
                "estrategia": estrategia,
                "formulario": formulario,
                "media": self.media + formulario.media,
            },
        )

    def _formulario_de_previa(self, request, estrategia) -> FormularioDePublicacionPrevia:
        if "confirmar" in request.POST:
            return FormularioDePublicacionPrevia(request.POST)
        propios = {
            "etiqueta": estrategia.version_documento,
            "fecha": estrategia.fecha_documento,
        }
        return FormularioDePublicacionPrevia(initial=propios)

    def _registrar(self, request, estrategia, formulario) -> bool:
        datos = {"por": request.user, "ahora": timezone.now(), **formulario.cleaned_data}
        try:
            version = con_archivos(lambda: registrar_publicacion_previa(estrategia, **datos))
        except (ValidationError, NoSePudo) as error:
            for mensaje in getattr(error, "messages", [str(error)]):
                messages.error(request, mensaje)
            return False
        self.log_change(request, estrategia, f"Registró la publicación previa: {version}.")
        messages.success(request, f"Quedó publicada la versión {version.numero}.")
        return True
