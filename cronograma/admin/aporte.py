"""Lo que escribe la ciudadanía: la bandeja por vencimiento, responder y los demás pasos.

Las observaciones a un borrador se responden con `cronograma.observaciones`; las preguntas, las
propuestas y los comentarios, con `cronograma.aportes.tramite`.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, Value, When
from django.http import Http404, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cronograma.admin import pasos_de_aporte as pasos
from cronograma.admin.filtros_de_aporte import FiltroDeEstado, FiltroDePlazo
from cronograma.admin.formularios import DeRespuesta
from cronograma.admin.formularios_de_aporte import DeRespuestaDeAporte, campos_de
from cronograma.aportes import quien, tramite
from cronograma.aportes.estado import con_ultimo_paso, estado_de
from cronograma.aportes.reloj import plazo_de
from cronograma.aportes.usos import CON_RELOJ, USOS, decision_de
from cronograma.models import Aporte
from cronograma.models.aporte import UsoDeAporte
from cronograma.observaciones import pendientes_para_responder, responder
from estrategia.administracion import AdminDeEntidad

LARGO_EN_LA_LISTA = 90
CON_RELOJ_PRIMERO = Case(
    When(uso__in=CON_RELOJ, respondido_en=None, trasladado_en=None, then=Value(0)),
    When(respondido_en=None, trasladado_en=None, then=Value(1)),
    default=Value(2),
).asc()


@admin.register(Aporte)
class AporteAdmin(AdminDeEntidad):
    cuelga_de = "estrategia"
    change_form_template = "admin/cronograma/aporte/change_form.html"
    list_display = ("plazo", "resumen", "clase", "en_que_va", "responde", "recibido")
    list_display_links = ("plazo", "resumen")
    list_filter = (FiltroDePlazo, FiltroDeEstado, "uso", "dependencia", "estrategia")
    list_select_related = ("estrategia__entidad", "dependencia")
    date_hierarchy = "recibido_en"
    search_fields = ("texto", "respuesta")
    readonly_fields = (
        "clase",
        "de_que_habla",
        "texto",
        "nombre",
        "correo",
        "consintio",
        "recibido_en",
        "en_que_va",
        "dependencia",
        "quien_respondio",
    )

    # --- La bandeja ---

    def get_queryset(self, request):
        con_dias = "estrategia__entidad__dias_no_habiles"
        return con_ultimo_paso(super().get_queryset(request)).prefetch_related(con_dias)

    def get_ordering(self, request):
        # Entre los que tienen plazo, el que llegó primero vence primero.
        return (CON_RELOJ_PRIMERO, "recibido_en", "pk")

    @admin.display(description="plazo")
    def plazo(self, aporte):
        contado = plazo_de(aporte, hoy=timezone.localdate())
        return render_to_string(
            "admin/cronograma/aporte/_plazo.html", {"plazo": contado, "aporte": aporte}
        )

    @admin.display(description="lo que escribió")
    def resumen(self, aporte):
        texto = aporte.texto
        return texto if len(texto) <= LARGO_EN_LA_LISTA else f"{texto[:LARGO_EN_LA_LISTA]}…"

    @admin.display(description="responde", ordering="dependencia", empty_value="Nadie todavía")
    def responde(self, aporte):
        suya = aporte.dependencia
        return (suya.sigla or suya.nombre) if suya else None

    @admin.display(description="recibido", ordering="recibido_en")
    def recibido(self, aporte):
        return f"{timezone.localtime(aporte.recibido_en):%d/%m/%Y}"

    @admin.display(description="clase", ordering="uso")
    def clase(self, aporte):
        return USOS[aporte.uso].nombre

    @admin.display(description="en qué va")
    def en_que_va(self, aporte):
        estado = estado_de(aporte).label
        decision = decision_de(aporte) if aporte.respondido_en else ""
        return f"{estado}: {decision.lower()}" if decision else estado

    # --- La pantalla de uno ---

    def get_form(self, request, obj=None, change=False, **kwargs):
        es_observacion = obj is None or obj.uso == UsoDeAporte.OBSERVACION
        kwargs["form"] = DeRespuesta if es_observacion else DeRespuestaDeAporte
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        campos = ("respuesta", "decision", "porque", "publico")
        if obj and obj.uso != UsoDeAporte.OBSERVACION:
            campos = campos_de(obj)
        return (
            ("Lo que la persona escribió", {"fields": ("clase", "de_que_habla", "texto")}),
            (
                "Quién escribió (no se publica nunca)",
                {"fields": ("nombre", "correo", "consintio", "recibido_en")},
            ),
            (
                "Respuesta de la entidad",
                {"fields": ("en_que_va", "dependencia", *campos, "quien_respondio")},
            ),
        )

    def has_change_permission(self, request, obj=None):
        """Responder: si le toca y todavía se debe. Lo ya respondido se corrige con otro paso."""
        if not super().has_change_permission(request, obj):
            return False
        if obj is None:
            return True
        if obj.uso == UsoDeAporte.OBSERVACION:
            return not pendientes_para_responder(obj)
        le_toca = quien.puede_responder(request.user, obj, hoy=timezone.localdate())
        return le_toca and not tramite.pendientes_para_tramitar(obj)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """La pantalla; si entre tanto otra persona respondió, lo dice en vez de fallar."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            for mensaje in error.messages:
                messages.error(request, mensaje)
            return HttpResponseRedirect(request.path)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        hoy = timezone.localdate()
        context |= {
            "plazo_contado": plazo_de(obj, hoy=hoy) if obj else None,
            "pasos": pasos.posibles(request.user, obj, hoy=hoy) if obj else [],
            "movimientos": obj.movimientos.select_related("por", "dependencia") if obj else [],
            "boton": _boton(obj) if obj else "",
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        quien_y_cuando = {"por": request.user, "ahora": timezone.now()}
        if obj.uso == UsoDeAporte.OBSERVACION:
            verbo = responder
        elif obj.uso == UsoDeAporte.COMENTARIO:
            verbo = tramite.moderar
        elif tramite.requiere_aprobacion(obj):
            verbo = tramite.redactar
        else:
            verbo = tramite.responder
        verbo(obj, **quien_y_cuando, **form.cleaned_data)

    @admin.display(description="de qué habla")
    def de_que_habla(self, aporte):
        if aporte.version_id:
            return f"{aporte.estrategia} · borrador {aporte.version.numero}"
        return str(aporte.encuentro or aporte.actividad or aporte.estrategia)

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

    # --- Los demás pasos ---

    def get_urls(self):
        vista = self.admin_site.admin_view(self.dar_paso)
        ruta = path("<int:pk>/paso/<slug:verbo>/", vista, name="cronograma_aporte_paso")
        return [ruta, *super().get_urls()]

    def dar_paso(self, request, pk: int, verbo: str):
        """La página de un paso: qué pide, y darlo."""
        aporte = self.get_queryset(request).filter(pk=pk).first()
        paso = pasos.POR_VERBO.get(verbo)
        if aporte is None or paso is None:
            raise Http404
        if not paso.puede(request.user, aporte, hoy=timezone.localdate()):
            raise PermissionDenied
        formulario = paso.formulario(aporte, request.POST if request.method == "POST" else None)
        if formulario.is_valid() and self._dar(request, paso, aporte, formulario):
            return HttpResponseRedirect(reverse("admin:cronograma_aporte_change", args=[pk]))
        contexto = self.admin_site.each_context(request) | {
            "title": paso.titulo,
            "opts": self.opts,
            "aporte": aporte,
            "paso": paso,
            "formulario": formulario,
            "media": self.media + formulario.media,
        }
        return TemplateResponse(request, "admin/cronograma/aporte/paso.html", contexto)

    def _dar(self, request, paso, aporte, formulario) -> bool:
        try:
            paso.dar(aporte, formulario.cleaned_data, por=request.user, ahora=timezone.now())
        except ValidationError as error:
            formulario.add_error(None, error.messages)
            return False
        self.log_change(request, aporte, f"{paso.titulo}.")
        messages.success(request, paso.hecho)
        return True


def _boton(aporte: Aporte) -> str:
    """Lo que dice el botón principal: qué va a pasar."""
    if aporte.uso == UsoDeAporte.COMENTARIO:
        return "Guardar la revisión"
    return "Enviar a aprobación" if tramite.requiere_aprobacion(aporte) else "Responder"
