"""Las observaciones de la ciudadanía: leerlas y responderlas."""

from django.contrib import admin
from django.utils import timezone

from cronograma.admin.formularios import DeRespuesta
from cronograma.models import Aporte
from cronograma.observaciones import pendientes_para_responder, responder
from estrategia.administracion import AdminDeEntidad

LARGO_EN_LA_LISTA = 90


class FiltroDeRespuesta(admin.SimpleListFilter):
    title = "respuesta"
    parameter_name = "respondida"

    def lookups(self, request, model_admin):
        return [("no", "Por responder"), ("si", "Respondidas")]

    def queryset(self, request, consulta):
        if self.value() in {"si", "no"}:
            return consulta.filter(respondido_en__isnull=self.value() == "no")
        return consulta


@admin.register(Aporte)
class AporteAdmin(AdminDeEntidad):
    form = DeRespuesta
    cuelga_de = "version"
    list_display = ("resumen", "estrategia", "recibido_en", "decision")
    list_filter = (FiltroDeRespuesta, "decision", "version__estrategia")
    list_select_related = ("version__estrategia",)
    date_hierarchy = "recibido_en"
    search_fields = ("texto", "respuesta")
    ordering = ("recibido_en", "pk")
    readonly_fields = (
        "estrategia",
        "actividad",
        "texto",
        "nombre",
        "correo",
        "consintio",
        "recibido_en",
        "quien_respondio",
    )
    fieldsets = (
        ("Lo que la persona escribió", {"fields": ("estrategia", "actividad", "texto")}),
        (
            "Quién escribió (no se publica nunca)",
            {"fields": ("nombre", "correo", "consintio", "recibido_en")},
        ),
        (
            "Respuesta de la entidad",
            {"fields": ("respuesta", "decision", "porque", "publico", "quien_respondio")},
        ),
    )

    def has_change_permission(self, request, obj=None):
        """Una respuesta que una versión ya publicó no se cambia."""
        ya_publicada = obj is not None and bool(pendientes_para_responder(obj))
        return not ya_publicada and super().has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        responder(obj, por=request.user, ahora=timezone.now(), **form.cleaned_data)

    @admin.display(description="observación")
    def resumen(self, aporte):
        texto = aporte.texto
        return texto if len(texto) <= LARGO_EN_LA_LISTA else f"{texto[:LARGO_EN_LA_LISTA]}…"

    @admin.display(description="estrategia")
    def estrategia(self, aporte):
        return f"{aporte.version.estrategia} · borrador {aporte.version.numero}"

    @admin.display(description="autorizó usar sus datos")
    def consintio(self, aporte):
        if aporte.consentimiento_en is None:
            return "No dejó datos"
        cuando = timezone.localtime(aporte.consentimiento_en)
        return (
            f"El {cuando:%d/%m/%Y %H:%M}, con el texto {aporte.consentimiento_version}, para: "
            f"{aporte.consentimiento_finalidad}"
        )

    @admin.display(description="respondió")
    def quien_respondio(self, aporte):
        if aporte.respondido_en is None:
            return "Sin responder"
        return f"{aporte.respondido_por}, el {timezone.localtime(aporte.respondido_en):%d/%m/%Y}"
