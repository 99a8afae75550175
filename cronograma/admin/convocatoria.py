"""La convocatoria y los documentos de un encuentro: prepararlos, revisarlos y publicarlos.

Aquí también se decide si el encuentro recibe inscripciones. Publicar lo hace quien puede
publicar; corregir el texto de una publicada no cambia la fecha en que se convocó.
"""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone

from cronograma.encuentros import convocatorias
from cronograma.encuentros.materiales import PIEZAS, revisar_archivo
from cronograma.encuentros.publico import anuncio_para_preparar
from cronograma.exportar.invitacion import FORMAS, TIPOS, invitacion
from cronograma.exportar.pdf import FaltaPango
from cronograma.models import Convocatoria, Encuentro, Material
from cronograma.models.convocatoria import Canal, Servicio
from estrategia.acceso import Verbo
from estrategia.administracion import AdminDeEntidad, FormularioDeEntidad, es_llave, puede


class FormularioDeConvocatoria(FormularioDeEntidad):
    """El llamado, y cómo se inscribe la gente."""

    servicios = forms.MultipleChoiceField(
        label="Servicios",
        choices=Servicio.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    canales = forms.MultipleChoiceField(
        label="Canales por los que se convoca",
        choices=Canal.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    recibe_inscripciones = forms.BooleanField(label="Recibe inscripciones", required=False)
    cupo = forms.IntegerField(
        label="Cupo", required=False, min_value=1, help_text="Vacío si no hay límite."
    )
    inscripciones_hasta = forms.DateField(
        label="Inscripciones hasta",
        required=False,
        widget=AdminDateWidget,
        help_text="Vacío: hasta el mismo día.",
    )

    class Meta:
        model = Convocatoria
        fields = (
            "encuentro", "objetivo", "grupos", "invitados", "metodologia", "servicios",
            "otros_servicios", "canales", "pieza", "texto_alternativo",
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        encuentro = self._encuentro()
        if encuentro is None:
            return
        for campo in ("recibe_inscripciones", "cupo", "inscripciones_hasta"):
            self.initial.setdefault(campo, getattr(encuentro, campo))
        if self.instance.pk is None:
            self.initial.setdefault("grupos", list(encuentro.actividad.grupos.all()))
            self.initial.setdefault("objetivo", encuentro.actividad.objetivo)
            self.initial.setdefault("metodologia", encuentro.actividad.metodologia)

    def _encuentro(self) -> Encuentro | None:
        if self.instance.encuentro_id:
            return self.instance.encuentro
        elegido = str(self.data.get("encuentro") or self.initial.get("encuentro") or "")
        campo = self.fields.get("encuentro")
        return campo.queryset.filter(pk=elegido).first() if campo and es_llave(elegido) else None

    def clean_pieza(self):
        pieza = self.cleaned_data.get("pieza")
        if isinstance(pieza, UploadedFile):
            revisar_archivo(pieza, clases=PIEZAS)
        return pieza

    def clean(self):
        datos = super().clean()
        encuentro = datos.get("encuentro") or self._encuentro()
        if encuentro is not None:
            reparos = convocatorias.reparos_de_inscripcion(encuentro, **self.inscripcion(datos))
            for campo, reparo in reparos.items():
                self.add_error(campo, reparo)
        return datos

    @staticmethod
    def inscripcion(datos: dict) -> dict:
        """Cómo se inscribe la gente, para el verbo."""
        return {
            "recibe": bool(datos.get("recibe_inscripciones")),
            "cupo": datos.get("cupo"),
            "hasta": datos.get("inscripciones_hasta"),
        }


@admin.register(Convocatoria)
class ConvocatoriaAdmin(AdminDeEntidad):
    form = FormularioDeConvocatoria
    cuelga_de = "encuentro"
    change_form_template = "admin/cronograma/convocatoria/change_form.html"
    list_display = ("encuentro", "publicada_en", "publicada_por")
    list_filter = (("publicada_en", admin.EmptyFieldListFilter),)
    list_select_related = ("encuentro__actividad__estrategia", "publicada_por")
    search_fields = ("objetivo", "encuentro__nombre", "encuentro__actividad__nombre")
    autocomplete_fields = ("encuentro", "grupos")
    fieldsets = (
        (None, {"fields": ("encuentro", "objetivo", "grupos", "invitados", "metodologia")}),
        ("Para que nadie falte", {"fields": ("servicios", "otros_servicios")}),
        (
            "Inscripción",
            {"fields": ("recibe_inscripciones", ("cupo", "inscripciones_hasta"))},
        ),
        ("Canales", {"fields": ("canales",)}),
        ("Pieza propia", {"fields": ("pieza", "texto_alternativo")}),
    )

    def get_urls(self):
        publicar = self.admin_site.admin_view(self.publicar)
        invitar = self.admin_site.admin_view(self.invitacion)
        return [
            path("<int:pk>/publicar/", publicar, name="cronograma_convocatoria_publicar"),
            path(
                "<int:pk>/invitacion-<slug:forma>.<slug:como>",
                invitar,
                name="cronograma_convocatoria_invitacion",
            ),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request, obj=None):
        """La que ya se publicó queda."""
        publicada = obj is not None and obj.publicada_en is not None
        return not publicada and super().has_delete_permission(request, obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        convocatoria = self.get_object(request, object_id)
        propio = {"revision": revision_de(request, convocatoria) if convocatoria else None}
        return super().change_view(request, object_id, form_url, propio | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {"revision": None} | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        convocatorias.fijar_inscripcion(
            obj.encuentro, por=request.user, **form.inscripcion(form.cleaned_data)
        )
        convocatorias.tocar(obj.encuentro, timezone.now())

    def publicar(self, request, pk: int):
        """La pone a la vista; solo por POST."""
        convocatoria = self._suya(request, pk)
        if request.method != "POST" or not puede(request, Verbo.PUBLICAR, convocatoria):
            raise PermissionDenied
        try:
            convocatorias.publicar(convocatoria, por=request.user, ahora=timezone.now())
        except ValidationError as error:
            for frase in error.messages:
                messages.error(request, frase)
        else:
            self.log_change(request, convocatoria, "Publicó la convocatoria.")
            messages.success(request, "La convocatoria ya es pública.")
        destino = reverse("admin:cronograma_convocatoria_change", args=[pk])
        return HttpResponseRedirect(destino)

    def invitacion(self, request, pk: int, forma: str, como: str):
        """La invitación como quedaría, también antes de publicar."""
        convocatoria = self._suya(request, pk)
        if forma not in FORMAS or como not in TIPOS:
            raise Http404
        encuentro = convocatoria.encuentro
        slug = encuentro.actividad.estrategia.entidad.slug
        direccion = reverse("cronograma:encuentro", args=[slug, encuentro.pk])
        try:
            return invitacion(
                anuncio_para_preparar(convocatoria),
                request.build_absolute_uri(direccion),
                forma=forma,
                como=como,
            )
        except FaltaPango as error:
            return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")

    def _suya(self, request, pk: int) -> Convocatoria:
        suyas = self.get_queryset(request).select_related(
            "encuentro__actividad__estrategia__entidad"
        )
        convocatoria = suyas.filter(pk=pk).first()
        if convocatoria is None or not self.has_view_permission(request, convocatoria):
            raise Http404
        return convocatoria


def revision_de(request, convocatoria: Convocatoria) -> dict:
    """Lo que la pantalla dice de ella: qué falta, qué conviene y con cuánta anticipación va."""
    hoy = timezone.localdate()
    return {
        "reparos": convocatorias.reparos_para_publicar(convocatoria, hoy=hoy)
        if not convocatoria.publicada_en
        else [],
        "consejos": convocatorias.consejos(convocatoria, hoy=hoy),
        "anticipacion": convocatorias.anticipacion(convocatoria, hoy=hoy),
        "publica": puede(request, Verbo.PUBLICAR, convocatoria),
        "invitaciones": [
            ("Cartel A4, PDF", "a4", "pdf"),
            ("Cartel A4, imagen", "a4", "png"),
            ("Cuadrada, PDF", "cuadrada", "pdf"),
            ("Cuadrada, imagen", "cuadrada", "png"),
        ],
    }


class FormularioDeMaterial(FormularioDeEntidad):
    """Un documento público de un encuentro."""

    class Meta:
        model = Material
        fields = ("encuentro", "clase", "titulo", "archivo", "enlace", "publico_en")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "publico_en" in self.fields:
            self.initial.setdefault("publico_en", timezone.now())
            # Son dos casillas y el título nombra a las dos: cada una dice cuál es.
            partes = getattr(self.fields["publico_en"].widget, "widgets", ())
            for parte, nombre in zip(partes, ("el día", "la hora"), strict=False):
                parte.attrs["aria-label"] = f"Público desde: {nombre}"

    def clean_archivo(self):
        archivo = self.cleaned_data.get("archivo")
        if isinstance(archivo, UploadedFile):
            revisar_archivo(archivo)
        return archivo


@admin.register(Material)
class MaterialAdmin(AdminDeEntidad):
    form = FormularioDeMaterial
    cuelga_de = "encuentro"
    list_display = ("titulo", "clase", "encuentro", "publico_en")
    list_filter = ("clase",)
    list_select_related = ("encuentro__actividad",)
    search_fields = ("titulo", "encuentro__nombre", "encuentro__actividad__nombre")
    autocomplete_fields = ("encuentro",)
    fieldsets = (
        (None, {"fields": ("encuentro", "clase", "titulo", "archivo", "enlace", "publico_en")}),
    )

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        convocatorias.tocar(obj.encuentro, timezone.now())

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        convocatorias.tocar(obj.encuentro, timezone.now())
