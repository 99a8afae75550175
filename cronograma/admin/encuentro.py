"""Los encuentros: la agenda con día y hora de cada actividad.

Lo que el público ve (fecha, hora, lugar, estado) cambia solo con los pasos, que dejan constancia.
"""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from cronograma.admin.asistencia import ConAsistencia
from cronograma.admin.formularios_de_encuentro import FormularioDeEncuentro
from cronograma.admin.pasos_de_encuentro import ConPasos, botones_de
from cronograma.encuentros import verbos
from cronograma.encuentros.convocatorias import anticipacion
from cronograma.encuentros.esperados import ocasion_de
from cronograma.enlaces import enlaces_de
from cronograma.models import Convocatoria, Encuentro, Material
from estrategia.acceso import Verbo
from estrategia.administracion import AdminDeEntidad, puede

NO_SE_BORRA = (
    "El encuentro ya se anunció o tiene constancias: no se borra. Cancélelo y diga por qué."
)


@admin.register(Encuentro)
class EncuentroAdmin(ConPasos, ConAsistencia, AdminDeEntidad):
    form = FormularioDeEncuentro
    cuelga_de = "actividad"
    change_form_template = "admin/cronograma/encuentro/change_form.html"
    list_display = ("fecha", "hora_inicio", "actividad", "territorio", "lugar", "estado")
    list_display_links = ("fecha", "actividad")
    list_filter = ("estado", "actividad__estrategia")
    list_select_related = ("actividad__estrategia",)
    date_hierarchy = "fecha"
    search_fields = ("nombre", "lugar", "territorio", "actividad__nombre", "actividad__codigo")
    autocomplete_fields = ("actividad",)
    fieldsets_nuevo = (
        (None, {"fields": ("actividad", "ocasion", "territorio", "nombre")}),
        ("Cuándo", {"fields": (("fecha", "hora_inicio", "hora_fin"),)}),
        ("Dónde", {"fields": (("lugar", "enlace"),)}),
    )
    fieldsets = (
        (None, {"fields": ("actividad", "que_ocasion", "territorio", "nombre")}),
        ("Cuándo", {"fields": (("fecha", "hora_inicio", "hora_fin"), "estado", "motivo")}),
        ("Dónde", {"fields": (("lugar", "enlace"),)}),
        ("Inscripción", {"fields": ("inscripcion",)}),
    )
    DE_LOS_PASOS = (
        "que_ocasion", "territorio", "fecha", "hora_inicio", "hora_fin", "estado", "motivo",
        "lugar", "enlace", "inscripcion",
    )  # fmt: skip

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets_nuevo if obj is None else super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """Al crear se escribe todo; después, lo anunciado cambia con los pasos."""
        return super().get_readonly_fields(request, obj) + (self.DE_LOS_PASOS if obj else ())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        encuentro = self.get_object(request, object_id)
        propio = {"tablero": None}
        if encuentro:
            enlaces = enlaces_de("encuentro", encuentro, request.user, hoy=timezone.localdate())
            propio = {"tablero": tablero_de(request, encuentro), "enlaces": enlaces}
        return super().change_view(request, object_id, form_url, propio | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {"tablero": None} | (extra_context or {}))

    def delete_view(self, request, object_id, extra_context=None):
        """Lo que alguien pudo ver no desaparece."""
        encuentro = self.get_object(request, object_id)
        if encuentro and self.has_delete_permission(request, encuentro) and no_se_borra(encuentro):
            messages.error(request, NO_SE_BORRA)
            destino = reverse("admin:cronograma_encuentro_change", args=[encuentro.pk])
            return HttpResponseRedirect(destino)
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        """Al borrar varios, los anunciados se nombran entre lo que no se puede borrar."""
        borrar, cuantas, sin_permiso, protegidas = super().get_deleted_objects(objs, request)
        frases = [f"{uno}: {NO_SE_BORRA}" for uno in objs if no_se_borra(uno)]
        return borrar, cuantas, sin_permiso, [*frases, *protegidas] if frases else protegidas

    @admin.display(description="ocasión prevista")
    def que_ocasion(self, encuentro):
        prevista = ocasion_de(encuentro.actividad.programacion, encuentro.ocasion)
        return prevista.nombre if prevista else "De más: no es ninguna de las previstas"

    @admin.display(description="inscripción")
    def inscripcion(self, encuentro):
        if not encuentro.recibe_inscripciones:
            return "No recibe inscripciones. Se decide en su convocatoria."
        cupo = f"cupo de {encuentro.cupo}" if encuentro.cupo else "sin límite de cupo"
        hasta = encuentro.inscripciones_hasta
        cierre = f", hasta el {hasta:%d/%m/%Y}" if hasta else ""
        return format_html("Recibe inscripciones: {}{}.", cupo, cierre)


def no_se_borra(encuentro: Encuentro) -> bool:
    """¿Pudo verlo alguien, o quedó constancia de algo que le pasó?"""
    return (
        verbos.esta_anunciado(encuentro)
        or encuentro.cambios.exists()
        or Convocatoria.objects.filter(encuentro=encuentro).exclude(publicada_en=None).exists()
    )


def tablero_de(request, encuentro: Encuentro) -> dict:
    """Lo que la pantalla del encuentro muestra además de sus datos."""
    convocatoria = Convocatoria.objects.filter(encuentro=encuentro).first()
    hoy = timezone.localdate()
    return {
        "botones": botones_de(request, encuentro),
        "anunciado": verbos.esta_anunciado(encuentro),
        "cambios": list(encuentro.cambios.select_related("hecho_por")),
        "convocatoria": convocatoria,
        "anticipacion": anticipacion(convocatoria, hoy=hoy) if convocatoria else None,
        "convoca": puede(request, Verbo.AGREGAR, Convocatoria),
        "materiales": list(encuentro.materiales.all()),
        "agrega_material": puede(request, Verbo.AGREGAR, Material),
    }
