"""Las lecciones aprendidas, escritas cuando se aprenden."""

from django.contrib import admin
from django.utils import timezone

from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.administracion import AdminDeEntidad, FormularioDeEntidad
from seguimiento import lecciones
from seguimiento.admin.prometido import resumen
from seguimiento.models import Leccion

AJENA = "Escoja una actividad de su dependencia: usted escribe solo por ella."


class FormularioDeLeccion(FormularioDeEntidad):
    """Qué se aprendió, y dónde."""

    usuario = None  # lo pone la pantalla

    class Meta:
        model = Leccion
        fields = ("estrategia", "actividad", "encuentro", "texto")

    def clean(self):
        datos = super().clean()
        encuentro, estrategia = datos.get("encuentro"), datos.get("estrategia")
        actividad = encuentro.actividad if encuentro else datos.get("actividad")
        if actividad and estrategia and actividad.estrategia_id != estrategia.pk:
            self.add_error("encuentro" if encuentro else "actividad", "Es de otra estrategia.")
        if not self.errors and not self._es_suya(actividad):
            self.add_error("actividad", AJENA)
        return datos

    def _es_suya(self, actividad) -> bool:
        hoy = timezone.localdate()
        if acceso.puede_por_otro_cargo(self.usuario, Verbo.AGREGAR, Leccion, hoy=hoy):
            return True
        suyas = acceso.dependencias_de(self.usuario, hoy=hoy)
        return (
            actividad is not None
            and actividad.responsabilidades.filter(dependencia__in=suyas).exists()
        )


@admin.register(Leccion)
class LeccionAdmin(AdminDeEntidad):
    form = FormularioDeLeccion
    cuelga_de = "estrategia"
    list_display = ("que", "donde", "en", "estrategia")
    list_filter = ("estrategia",)
    list_select_related = ("estrategia", "actividad", "encuentro__actividad")
    date_hierarchy = "en"
    search_fields = ("texto", "actividad__nombre")
    ordering = ("-en", "-pk")
    autocomplete_fields = ("estrategia", "actividad", "encuentro")
    fields = ("estrategia", "actividad", "encuentro", "texto")

    def get_form(self, request, obj=None, change=False, **kwargs):
        formulario = super().get_form(request, obj, change=change, **kwargs)
        formulario.usuario = request.user  # La clase se hace para cada petición.
        return formulario

    def save_form(self, request, form, change):
        fila = super().save_form(request, form, change)
        if change:
            return fila
        return lecciones.anotar(por=request.user, ahora=timezone.now(), **form.cleaned_data)

    def save_model(self, request, obj, form, change):
        if change:
            obj.save()

    @admin.display(description="qué se aprendió")
    def que(self, leccion):
        return resumen(leccion.texto)

    @admin.display(description="dónde")
    def donde(self, leccion):
        return str(leccion.encuentro or leccion.actividad or "Toda la estrategia")
