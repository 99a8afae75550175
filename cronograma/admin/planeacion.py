"""Planear entre todos, en la administración: pedir, proponer, aceptar y las sesiones de trabajo.

Planeación y la dependencia usan la misma pantalla de la solicitud; cada una ve los botones de
lo que puede hacer. Lo que se puede lo decide `acceso`; lo que falta, `planeacion`.
"""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cronograma import planeacion
from cronograma.exportar.propuestas import formato_de, hoja_para
from cronograma.importar.propuestas import leer_propuestas
from cronograma.models import (
    Asistente,
    PropuestaDeActividad,
    SesionDeTrabajo,
    SolicitudDeActividades,
)
from cronograma.propuesta_en_formulario import FormularioDePropuesta
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.administracion import AdminDeEntidad, EnLinea, puede
from estrategia.encargo import nombre_con_encargo
from estrategia.models import Dependencia, Estrategia

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class AsistentesEnLinea(EnLinea):
    model = Asistente
    fields = ("nombre", "cargo", "dependencia")


@admin.register(SesionDeTrabajo)
class SesionDeTrabajoAdmin(AdminDeEntidad):
    cuelga_de = "estrategia"
    list_display = ("fecha", "tema", "lugar", "estrategia")
    list_display_links = ("fecha", "tema")
    list_filter = ("estrategia",)
    list_select_related = ("estrategia",)
    date_hierarchy = "fecha"
    search_fields = ("tema", "lugar", "acta")
    autocomplete_fields = ("estrategia",)
    fields = ("estrategia", ("fecha", "lugar"), "tema", "acta", "acta_archivo")
    inlines = (AsistentesEnLinea,)


class FormularioDeSolicitud(forms.Form):
    """A quién se piden actividades y hasta cuándo."""

    dependencias = forms.ModelMultipleChoiceField(
        Dependencia.objects.none(),
        label="Dependencias",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hasta = forms.DateField(label="Hasta cuándo", widget=AdminDateWidget)
    mensaje = forms.CharField(
        label="Mensaje", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, estrategia: Estrategia, **kwargs):
        super().__init__(*args, **kwargs)
        pedidas = estrategia.solicitudes.values("dependencia")
        faltan = estrategia.entidad.dependencias.filter(activa=True).exclude(pk__in=pedidas)
        self.fields["dependencias"].queryset = faltan


class ConPlaneacion(admin.ModelAdmin):
    """Añade a la pantalla de la estrategia la planeación conjunta."""

    def get_urls(self):
        def ruta(final: str, vista, nombre: str):
            return path(
                f"<int:pk>/planeacion/{final}",
                self.admin_site.admin_view(vista),
                name=f"estrategia_estrategia_{nombre}",
            )

        return [
            ruta("", self.planeacion, "planeacion"),
            ruta("<int:solicitud>/", self.solicitud, "solicitud"),
            ruta("<int:solicitud>/hoja-<str:cual>.xlsx", self.hoja, "solicitud_hoja"),
            ruta("<int:solicitud>/propuesta/", self.propuesta, "propuesta_nueva"),
            ruta("<int:solicitud>/propuesta/<int:propuesta>/", self.propuesta, "propuesta"),
            *super().get_urls(),
        ]

    # --- La estrategia: a quién se pidió y cómo va ---

    def planeacion(self, request, pk: int) -> HttpResponse:
        """Las solicitudes de la estrategia; planeación puede pedir más."""
        estrategia = self._visible(request, pk)
        pide = puede(request, Verbo.AGREGAR, SolicitudDeActividades)
        if request.method == "POST" and not pide:
            raise PermissionDenied
        formulario = FormularioDeSolicitud(request.POST or None, estrategia=estrategia)
        if formulario.is_valid() and self._solicitar(request, estrategia, formulario):
            return HttpResponseRedirect(request.path)
        solicitudes = estrategia.solicitudes.select_related("dependencia").prefetch_related(
            "propuestas"
        )
        return self._pagina(
            request,
            "planeacion",
            "Planear entre todos",
            estrategia=estrategia,
            formulario=formulario if pide else None,
            solicitudes=[(una, cuentas(una)) for una in solicitudes],
            sesiones=estrategia.sesiones.all(),
        )

    def _solicitar(self, request, estrategia, formulario) -> bool:
        datos = formulario.cleaned_data
        try:
            pedidas = planeacion.solicitar_actividades(
                estrategia,
                list(datos["dependencias"]),
                hasta=datos["hasta"],
                mensaje=datos["mensaje"],
                por=request.user,
                ahora=timezone.now(),
                hoy=timezone.localdate(),
            )
        except ValidationError as error:
            formulario.add_error(None, error)
            return False
        messages.success(request, f"Solicitudes enviadas: {len(pedidas)}.")
        return True

    # --- La solicitud: lo propuesto y lo que se dice de ello ---

    def solicitud(self, request, pk: int, solicitud: int) -> HttpResponse:
        """Las propuestas de una dependencia, línea por línea."""
        suya = self._solicitud(request, pk, solicitud)
        if request.method == "POST":
            self._actuar(request, suya)
            return HttpResponseRedirect(request.path)
        propuestas = suya.propuestas.select_related("propuesta_por", "revisada_por")
        propuestas = propuestas.prefetch_related("propuesta_por__asignaciones")
        return self._pagina(
            request,
            "solicitud",
            f"Actividades de {suya.dependencia}",
            estrategia=suya.estrategia,
            solicitud=suya,
            propuestas=[(una, _quien(una)) for una in propuestas],
            responde=self._responde(request, suya),
            revisa=puede(request, Verbo.CAMBIAR, SolicitudDeActividades),
        )

    def _actuar(self, request, solicitud) -> None:
        verbo = request.POST.get("verbo", "")
        de_planeacion = {"aceptar": self._aceptar, "devolver": self._devolver}
        de_dependencia = {
            "responder": self._responder,
            "cargar": self._cargar,
            "quitar": self._quitar,
        }
        if verbo in de_planeacion:
            permitido, actuar = (
                puede(request, Verbo.CAMBIAR, SolicitudDeActividades),
                de_planeacion[verbo],
            )
        elif verbo in de_dependencia:
            permitido, actuar = self._responde(request, solicitud), de_dependencia[verbo]
        else:
            raise Http404
        if not permitido:
            raise PermissionDenied
        try:
            messages.success(request, actuar(request, solicitud))
        except ValidationError as error:
            for frase in error.messages:
                messages.error(request, frase)

    def _aceptar(self, request, solicitud) -> str:
        actividad = planeacion.aceptar(
            self._propuesta(request, solicitud), por=request.user, ahora=timezone.now()
        )
        return f"Quedó en la estrategia: {actividad}."

    def _devolver(self, request, solicitud) -> str:
        devuelta = planeacion.devolver_propuesta(
            self._propuesta(request, solicitud),
            por=request.user,
            ahora=timezone.now(),
            nota=request.POST.get("nota", ""),
        )
        return f"Se devolvió a la dependencia: {devuelta}."

    def _responder(self, request, solicitud) -> str:
        nota = request.POST.get("nota", "")
        planeacion.responder(solicitud, por=request.user, ahora=timezone.now(), nota=nota)
        return "Se avisó a planeación que la dependencia terminó."

    def _cargar(self, request, solicitud) -> str:
        archivo = request.FILES.get("hoja")
        if archivo is None:
            raise ValidationError("Elija la hoja que va a cargar.")
        leidas = leer_propuestas(archivo.read(), archivo.name, solicitud)
        creadas = planeacion.proponer(
            solicitud, leidas.filas, por=request.user, ahora=timezone.now()
        )
        for duda in leidas.dudas:
            messages.warning(request, duda)
        return f"Actividades propuestas: {len(creadas)}."

    def _quitar(self, request, solicitud) -> str:
        planeacion.quitar(self._propuesta(request, solicitud))
        return "Se quitó la propuesta."

    def _propuesta(self, request, solicitud) -> PropuestaDeActividad:
        pk = request.POST.get("propuesta", "")
        return get_object_or_404(solicitud.propuestas, pk=pk if pk.isdecimal() else None)

    def hoja(self, request, pk: int, solicitud: int, cual: str) -> HttpResponse:
        """La hoja que la dependencia llena, con lo suyo del año anterior."""
        suya = self._solicitud(request, pk, solicitud)
        if cual not in {"tabla", "entidad"}:
            raise Http404
        contenido = hoja_para(suya, formato_de(suya, cual))
        nombre = f"actividades-{suya.estrategia.vigencia}-{suya.dependencia_id}.xlsx"
        disposicion = {"Content-Disposition": f'attachment; filename="{nombre}"'}
        return HttpResponse(contenido, content_type=EXCEL, headers=disposicion)

    # --- La propuesta: el formulario de la dependencia ---

    def propuesta(self, request, pk: int, solicitud: int, propuesta: int = 0) -> HttpResponse:
        """Escribir una propuesta nueva o corregir la que se devolvió."""
        suya = self._solicitud(request, pk, solicitud)
        if not self._responde(request, suya):
            raise PermissionDenied
        actual = get_object_or_404(suya.propuestas, pk=propuesta) if propuesta else None
        formulario = FormularioDePropuesta(
            request.POST or None, solicitud=suya, datos=actual and actual.datos
        )
        if formulario.is_valid() and self._guardar(request, suya, actual, formulario):
            return HttpResponseRedirect(self._direccion(suya))
        return self._pagina(
            request,
            "propuesta",
            "Corregir la actividad" if actual else "Proponer una actividad",
            estrategia=suya.estrategia,
            solicitud=suya,
            propuesta=actual,
            formulario=formulario,
        )

    def _guardar(self, request, solicitud, actual, formulario) -> bool:
        datos, quien = formulario.valores(), {"por": request.user, "ahora": timezone.now()}
        try:
            if actual:
                planeacion.corregir(actual, datos, **quien)
            else:
                planeacion.proponer(solicitud, [datos], **quien)
        except ValidationError as error:
            formulario.add_error(None, error)
            return False
        messages.success(request, "Quedó propuesta: planeación la revisará.")
        return True

    # --- Lo común ---

    def _visible(self, request, pk: int) -> Estrategia:
        estrategia = self.get_object(request, pk)
        if estrategia is None:
            raise Http404
        if not self.has_view_permission(request, estrategia):
            raise PermissionDenied
        return estrategia

    def _solicitud(self, request, pk: int, solicitud: int) -> SolicitudDeActividades:
        estrategia = self._visible(request, pk)
        return get_object_or_404(
            estrategia.solicitudes.select_related("dependencia", "estrategia__entidad"),
            pk=solicitud,
        )

    def _responde(self, request, solicitud) -> bool:
        """¿Puede proponer por la dependencia? Quien habla por ella, y planeación en su nombre."""
        hoy = timezone.localdate()
        return puede(request, Verbo.CAMBIAR, SolicitudDeActividades) or acceso.responde_por(
            request.user, solicitud.dependencia, hoy=hoy
        )

    def _direccion(self, solicitud) -> str:
        suya = [solicitud.estrategia_id, solicitud.pk]
        return reverse("admin:estrategia_estrategia_solicitud", args=suya)

    def _pagina(self, request, nombre: str, titulo: str, **contexto) -> HttpResponse:
        comun = self.admin_site.each_context(request) | {"title": titulo, "opts": self.opts}
        return TemplateResponse(request, f"admin/cronograma/{nombre}.html", comun | contexto)


def cuentas(solicitud: SolicitudDeActividades) -> dict[str, int]:
    """Cuántas propuestas hay en cada estado; las propuestas ya vienen leídas."""
    estados = [una.estado for una in solicitud.propuestas.all()]
    return {estado: estados.count(estado) for estado in ("propuesta", "aceptada", "devuelta")}


def _quien(propuesta: PropuestaDeActividad) -> str:
    dia = timezone.localdate(propuesta.propuesta_en)
    return nombre_con_encargo(propuesta.propuesta_por, dia)
