"""La bandeja de salida: mirar los correos antes de que salgan y decidir sobre los dudosos."""

from collections.abc import Iterator
from datetime import date

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from estrategia import acceso, avisos
from estrategia.acceso import Verbo
from estrategia.administracion import AdminDeEntidad, FormularioDeEntidad
from estrategia.inicio import Lista, Pendiente, pendientes
from estrategia.models import Aviso, EstadoDeAviso

E = EstadoDeAviso
LIBERAR, DESCARTAR, REENVIAR, DAR_POR_ENVIADO = "liberar", "descartar", "reenviar", "llego"
NOMBRES = {
    LIBERAR: "Dejarlo salir",
    DESCARTAR: "No enviarlo",
    REENVIAR: "Enviarlo otra vez",
    DAR_POR_ENVIADO: "Sí llegó: darlo por enviado",
}
# Qué se puede decidir en cada estado; en los demás solo se mira.
DECISIONES = {
    E.POR_REVISAR: (LIBERAR, DESCARTAR),
    E.POR_ENVIAR: (DESCARTAR,),
    E.FALLIDO: (REENVIAR, DESCARTAR),
    E.DUDOSO: (DAR_POR_ENVIADO, REENVIAR),
}
SIN_MOTIVO = "Diga por qué no se envía."


class DeDecision(FormularioDeEntidad):
    """Lo que se decide de un aviso."""

    decision = forms.ChoiceField(label="Qué hacer", widget=forms.RadioSelect)
    motivo = forms.CharField(
        label="Por qué no se envía",
        max_length=200,
        required=False,
        help_text="Solo si no lo envía.",
        widget=AdminTextInputWidget,
    )

    class Meta:
        model = Aviso
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        posibles = DECISIONES.get(E(self.instance.estado), ()) if self.instance.pk else ()
        if "decision" in self.fields:  # Quien solo mira no tiene estos campos.
            self.fields["decision"].choices = [(una, NOMBRES[una]) for una in posibles]

    def clean(self):
        datos = super().clean()
        if datos.get("decision") == DESCARTAR and not datos.get("motivo", "").strip():
            self.add_error("motivo", SIN_MOTIVO)
        return datos


class ConMotivo(ActionForm):
    """El motivo, para descartar varios a la vez."""

    motivo = forms.CharField(label="Motivo (para no enviarlos)", required=False, max_length=200)


@admin.register(Aviso)
class AvisoAdmin(AdminDeEntidad):
    form = DeDecision
    action_form = ConMotivo
    list_display = ("asunto", "entidad", "destinatario", "en_que_va", "creado_en")
    list_filter = ("estado", "clase", "entidad")
    list_select_related = ("entidad",)
    search_fields = ("asunto", "destinatario", "clase")
    date_hierarchy = "creado_en"
    ordering = ("-creado_en", "-pk")
    actions = ("liberar", "descartar", "reenviar", "dar_por_enviado")
    readonly_fields = (
        "entidad",
        "destinatario",
        "asunto",
        "texto",
        "adjunto",
        "en_que_va",
        "creado_en",
        "entregado_en",
        "intentos",
        "detalle",
        "quien_decidio",
    )
    fieldsets = (
        ("Lo que la persona lee", {"fields": ("destinatario", "asunto", "texto", "adjunto")}),
        (
            "En qué va",
            {
                "fields": (
                    "en_que_va",
                    "creado_en",
                    "entregado_en",
                    "intentos",
                    "detalle",
                    "quien_decidio",
                )
            },
        ),
        ("Su decisión", {"fields": ("decision", "motivo")}),
    )

    def has_change_permission(self, request, obj=None):
        """Sobre lo que ya salió o ya no sale no hay nada que decidir."""
        hay_que_decidir = obj is None or E(obj.estado) in DECISIONES
        return hay_que_decidir and super().has_change_permission(request, obj)

    def get_fieldsets(self, request, obj=None):
        secciones = super().get_fieldsets(request, obj)
        return secciones if self.has_change_permission(request, obj) else secciones[:-1]

    def save_model(self, request, obj, form, change):
        self._decidir(request, [obj], form.cleaned_data["decision"], form.cleaned_data["motivo"])

    def response_change(self, request, obj):
        # El mensaje propio ya dijo qué pasó; «se cambió con éxito» confundiría.
        return self.response_post_save_change(request, obj)

    def _decidir(self, request, elegidos, decision: str, motivo: str = "") -> None:
        quien = {"por": request.user, "ahora": timezone.now()}
        try:
            match decision:
                case "liberar":
                    cuantos = avisos.liberar(elegidos, **quien)
                case "descartar":
                    cuantos = avisos.descartar(elegidos, motivo=motivo, **quien)
                case "reenviar":
                    cuantos = avisos.reenviar(elegidos, **quien)
                case _:
                    cuantos = avisos.dar_por_enviado(elegidos, **quien)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return
        self._contar(request, decision, cuantos, len(elegidos))

    def _contar(self, request, decision: str, cuantos: int, elegidos: int) -> None:
        """Cuántos cambiaron y, de los elegidos, cuántos no estaban para eso."""
        que = {
            LIBERAR: "sale en la próxima entrega",
            DESCARTAR: "no se envía",
            REENVIAR: "se envía otra vez en la próxima entrega",
            DAR_POR_ENVIADO: "queda como enviado",
        }[decision]
        if cuantos:
            correos = "1 correo" if cuantos == 1 else f"{cuantos} correos"
            self.message_user(request, f"{correos}: {que}.", messages.SUCCESS)
        if sobran := elegidos - cuantos:
            que_no = "No cambió 1 correo" if sobran == 1 else f"No cambiaron {sobran} correos"
            self.message_user(
                request,
                f"{que_no}: su estado no lo permite o alguien decidió antes.",
                messages.WARNING,
            )

    @admin.action(description="Dejarlos salir", permissions=["change"])
    def liberar(self, request, queryset):
        self._decidir(request, list(queryset), LIBERAR)

    @admin.action(description="No enviarlos (con motivo)", permissions=["change"])
    def descartar(self, request, queryset):
        self._decidir(request, list(queryset), DESCARTAR, request.POST.get("motivo", ""))

    @admin.action(
        description="Enviar otra vez los dudosos y los que fallaron", permissions=["change"]
    )
    def reenviar(self, request, queryset):
        self._decidir(request, list(queryset), REENVIAR)

    @admin.action(description="Dar por enviados los dudosos", permissions=["change"])
    def dar_por_enviado(self, request, queryset):
        self._decidir(request, list(queryset), DAR_POR_ENVIADO)

    @admin.display(description="texto")
    def texto(self, aviso):
        if not aviso.cuerpo:
            return "Se borró con los datos de la persona."
        return format_html('<pre class="carta">{}</pre>', aviso.cuerpo)

    @admin.display(description="adjunto")
    def adjunto(self, aviso):
        return "Archivo de calendario (evento.ics)" if aviso.calendario else "Ninguno"

    @admin.display(description="en qué va", ordering="estado")
    def en_que_va(self, aviso):
        return aviso.get_estado_display()

    @admin.display(description="decidió")
    def quien_decidio(self, aviso):
        if aviso.decidido_por is None:
            return "Nadie todavía"
        return f"{aviso.decidido_por}, el {timezone.localtime(aviso.decidido_en):%d/%m/%Y %H:%M}"


@pendientes
def avisos_por_decidir(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Los correos que nadie manda hasta que alguien los mire."""
    if not acceso.puede(usuario, Verbo.CAMBIAR, Aviso, hoy=hoy):
        return
    cuentas = acceso.limitar(Aviso.objects.por_decidir(), usuario).aggregate(
        revisar=Count("pk", filter=Q(estado=E.POR_REVISAR)),
        dudosos=Count("pk", filter=Q(estado=E.DUDOSO)),
    )
    lista = reverse("admin:estrategia_aviso_changelist")
    yield Pendiente(
        cuentas["revisar"],
        "correo por revisar",
        "correos por revisar",
        "Salen varios a la vez: mírelos y déjelos salir, o no los envíe.",
        f"{lista}?estado__exact={E.POR_REVISAR.value}",
        Lista.ESPERA,
    )
    yield Pendiente(
        cuentas["dudosos"],
        "correo dudoso",
        "correos dudosos",
        "No se sabe si llegaron: averigüe y diga si se dan por enviados o se envían otra vez.",
        f"{lista}?estado__exact={E.DUDOSO.value}",
        Lista.ESPERA,
    )
