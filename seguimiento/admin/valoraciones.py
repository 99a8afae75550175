"""Los comentarios de quienes opinaron de una reunión: leerlos, publicarlos o reservarlos."""

from django import forms
from django.contrib import admin
from django.urls import reverse

from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.administracion import AdminDeEntidad, FormularioDeEntidad
from estrategia.inicio import Pendiente, pendientes
from seguimiento.models import Valoracion
from seguimiento.valoraciones import PALABRAS, moderar

LARGO_EN_LA_LISTA = 120


@pendientes
def por_moderar(usuario, *, hoy):
    """Los comentarios que nadie ha leído, para quien puede publicarlos."""
    if not acceso.puede(usuario, Verbo.CAMBIAR, Valoracion, hoy=hoy):
        return
    suyas = acceso.limitar(Valoracion.objects.all(), usuario)
    yield Pendiente(
        suyas.filter(comentario_publico=None).exclude(comentario="").count(),
        "comentario por leer",
        "comentarios por leer",
        "Lo que opinaron de una reunión: se publica cuando alguien lo lee.",
        f"{reverse('admin:seguimiento_valoracion_changelist')}?moderado=no",
    )


class FiltroDeModeracion(admin.SimpleListFilter):
    title = "comentario"
    parameter_name = "moderado"

    def lookups(self, request, model_admin):
        return [("no", "Por leer"), ("publico", "Publicados"), ("reservado", "Reservados")]

    def queryset(self, request, consulta):
        valores = {"no": None, "publico": True, "reservado": False}
        if self.value() in valores:
            return consulta.filter(comentario_publico=valores[self.value()])
        return consulta


class FormularioDeComentario(FormularioDeEntidad):
    """Qué se hace con un comentario."""

    comentario_publico = forms.TypedChoiceField(
        label="Este comentario",
        choices=[("", "Escoja"), ("si", "Se publica"), ("no", "Se reserva")],
        coerce=lambda valor: valor == "si",
        help_text="No publique uno que nombre a alguien o dé un teléfono: resérvelo.",
    )

    class Meta:
        model = Valoracion
        fields = ("comentario_publico",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dicho = {True: "si", False: "no"}.get(self.instance.comentario_publico, "")
        self.initial["comentario_publico"] = dicho


@admin.register(Valoracion)
class ValoracionAdmin(AdminDeEntidad):
    form = FormularioDeComentario
    cuelga_de = "encuentro"
    list_display = ("resumen", "encuentro", "dia", "que_se_hizo")
    list_display_links = ("resumen",)
    list_filter = (FiltroDeModeracion, "encuentro__actividad__estrategia")
    list_select_related = ("encuentro__actividad",)
    search_fields = ("comentario", "encuentro__nombre", "encuentro__actividad__nombre")
    ordering = ("-creada_en", "-pk")
    readonly_fields = ("encuentro", "comentario", "respuestas", "dia")
    fields = ("encuentro", "comentario", "respuestas", "dia", "comentario_publico")
    actions = ("publicar", "reservar")

    def get_queryset(self, request):
        """Solo las que dicen algo: las demás no piden nada y ya cuentan en los resultados."""
        return super().get_queryset(request).exclude(comentario="")

    def save_model(self, request, obj, form, change):
        moderar(obj, publicar=form.cleaned_data["comentario_publico"])

    @admin.action(description="Publicar los comentarios escogidos", permissions=["change"])
    def publicar(self, request, consulta):
        self._moderar(request, consulta, publicar=True)

    @admin.action(description="Reservar los comentarios escogidos", permissions=["change"])
    def reservar(self, request, consulta):
        self._moderar(request, consulta, publicar=False)

    def _moderar(self, request, consulta, *, publicar: bool) -> None:
        escogidas = list(consulta)
        for una in escogidas:
            moderar(una, publicar=publicar)
        que = "publicaron" if publicar else "reservaron"
        self.message_user(request, f"Se {que} {len(escogidas)}.")

    @admin.display(description="comentario")
    def resumen(self, valoracion):
        texto = valoracion.comentario
        return texto if len(texto) <= LARGO_EN_LA_LISTA else f"{texto[:LARGO_EN_LA_LISTA]}…"

    @admin.display(description="respuestas")
    def respuestas(self, valoracion):
        dichas = (valoracion.claridad, valoracion.escucha, valoracion.utilidad)
        nombres = ("clara", "lo escucharon", "útil")
        return ", ".join(
            f"{nombre}: {PALABRAS[valor].lower()}"
            for nombre, valor in zip(nombres, dichas, strict=True)
        )

    # El día y no la hora: con la hora se sabría quién salió de la sala a esa hora.
    @admin.display(description="día", ordering="creada_en")
    def dia(self, valoracion):
        return f"{valoracion.creada_en:%d/%m/%Y}"

    @admin.display(description="qué se hizo")
    def que_se_hizo(self, valoracion):
        nombres = {None: "Por leer", True: "Publicado", False: "Reservado"}
        return nombres[valoracion.comentario_publico]
