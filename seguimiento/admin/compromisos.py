"""Los compromisos con la ciudadanía: registrarlos, decir que se cumplieron y verificarlos."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.administracion import FormularioDeEntidad, puede
from estrategia.historia import anotar_como_estaba
from estrategia.models import Estrategia
from seguimiento import compromisos, continuidad
from seguimiento.admin.prometido import PASOS, PrometidoAdmin, cuadro, resumen
from seguimiento.cumplimiento import guardar, texto_para_publicar
from seguimiento.exportar.prometido import DE_COMPROMISOS
from seguimiento.models import Compromiso

CON_RAZON = ("texto", "hasta")


class FormularioDeCompromiso(FormularioDeEntidad):
    """Lo prometido. Al corregirlo, qué y por qué cambia: el público ya lo leyó."""

    razon = cuadro(
        "Por qué cambia",
        "Si cambia lo prometido o el plazo. Lo lee el público, junto al plazo anterior.",
        required=False,
    )

    class Meta:
        model = Compromiso
        fields = ("estrategia", "encuentro", "texto", "dependencia", "responsable", "hasta")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields.pop("razon", None)

    def clean(self):
        datos = super().clean()
        if datos.get("texto"):
            self._revisar("texto", datos["texto"])
        if {"estrategia", "dependencia"} <= datos.keys():
            self._revisar_relaciones(datos)
        if "razon" in self.fields and set(CON_RAZON) & set(self.changed_data):
            self._revisar("razon", datos.get("razon", ""))
        return datos

    def _revisar(self, campo: str, texto: str) -> None:
        try:
            texto_para_publicar(texto, campo, "Diga por qué cambia.")
        except ValidationError as error:
            self.add_error(None, error)

    def _revisar_relaciones(self, datos) -> None:
        de = (datos["estrategia"], datos["dependencia"])
        # El que viene de otro año conserva la reunión de entonces.
        encuentro = None if self.instance.viene_de_id else datos.get("encuentro")
        for falta in compromisos.pendientes_para_registrar(*de, encuentro):
            self.add_error(None, falta)


class FormularioDePaso(forms.Form):
    """A qué estrategia pasa lo abierto."""

    nueva = forms.ModelChoiceField(Estrategia.objects.none(), label="Estrategia del año nuevo")


@admin.register(Compromiso)
class CompromisoAdmin(PrometidoAdmin):
    form = FormularioDeCompromiso
    pasos = PASOS
    columnas_de_excel = DE_COMPROMISOS
    list_display = ("cual", "semaforo", "que", "dependencia", "plazo")
    list_display_links = ("cual", "que")
    search_fields = ("texto", "dependencia__nombre", "responsable")
    fields = ("estrategia", "encuentro", "texto", "dependencia", "responsable", "hasta", "razon")

    def get_urls(self):
        propias = [
            path(
                "pasar/<int:estrategia>/",
                self.admin_site.admin_view(self.pasar),
                name=self._nombre("pasar"),
            ),
        ]
        return [*propias, *super().get_urls()]

    def get_fields(self, request, obj=None):
        campos = super().get_fields(request, obj)
        return campos if obj and self.has_change_permission(request, obj) else campos[:-1]

    def get_readonly_fields(self, request, obj=None):
        fijos = super().get_readonly_fields(request, obj)
        # La reunión en que se prometió no cambia: de otra sería otro compromiso.
        return (*fijos, "encuentro") if obj else fijos

    def save_form(self, request, form, change):
        """El nuevo lo registra el verbo, que le da su número."""
        fila = super().save_form(request, form, change)
        if change:
            return fila
        return compromisos.registrar(por=request.user, ahora=timezone.now(), **form.cleaned_data)

    def save_model(self, request, obj, form, change):
        if change:
            anotar_como_estaba(obj)
            guardar(obj, por=request.user, razon=form.cleaned_data.get("razon", ""))

    def save_related(self, request, form, formsets, change):
        """No tiene relaciones de muchos, y lo guardado ya quedó anotado."""

    def changelist_view(self, request, extra_context=None):
        propio = {"por_pasar": self._por_pasar(request)}
        return super().changelist_view(request, propio | (extra_context or {}))

    def que_dice(self, fila):
        return fila.texto

    @admin.display(description="compromiso")
    def que(self, compromiso):
        return resumen(compromiso.texto)

    # --- Pasar lo abierto al año siguiente ---

    def _por_pasar(self, request) -> list[tuple[str, str]]:
        """Las estrategias de años terminados con algo abierto, y la página para pasarlo."""
        if not puede(request, Verbo.AGREGAR, Compromiso):
            return []
        terminadas = continuidad.estrategias_por_pasar(hoy=timezone.localdate())
        suyas = acceso.limitar(terminadas, request.user)
        return [(str(una), self.direccion("pasar", una.pk)) for una in suyas]

    def pasar(self, request, estrategia: int) -> HttpResponse:
        """Elige la estrategia del año nuevo y pasa lo abierto, una sola vez."""
        if not puede(request, Verbo.AGREGAR, Compromiso):
            return HttpResponse(status=403)
        suyas = acceso.limitar(Estrategia.objects.all(), request.user)
        anterior = get_object_or_404(suyas, pk=estrategia)
        formulario = FormularioDePaso(request.POST or None)
        formulario.fields["nueva"].queryset = continuidad.destinos(anterior)
        if formulario.is_valid() and self._pasar(request, anterior, formulario):
            return HttpResponseRedirect(self.direccion("changelist"))
        return TemplateResponse(
            request,
            "admin/seguimiento/prometido/pasar.html",
            self.admin_site.each_context(request)
            | {
                "title": f"Pasar lo abierto de {anterior.vigencia} a otro año",
                "opts": self.opts,
                "anterior": anterior,
                "abiertos": continuidad.abiertos(anterior),
                "formulario": formulario,
                "lista": self.direccion("changelist"),
            },
        )

    def _pasar(self, request, anterior: Estrategia, formulario: forms.Form) -> bool:
        nueva = formulario.cleaned_data["nueva"]
        try:
            pasados = continuidad.pasar(anterior, nueva, por=request.user, ahora=timezone.now())
        except ValidationError as error:
            formulario.add_error(None, error)
            return False
        messages.success(request, f"Pasaron a {nueva}: {pasados}.")
        return True
