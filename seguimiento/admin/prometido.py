"""Lo que comparten las pantallas de compromisos y de acciones: pasos, columnas y filtros."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html

from seguimiento import cumplimiento
from seguimiento.admin.pasos import (
    ConPasos,
    DeEvidencia,
    DeEvidenciaObligatoria,
    Paso,
    adjuntar,
    puede_adjuntar,
)
from seguimiento.compromisos import puede_decir_cumplido, puede_verificar
from seguimiento.exportar.prometido import renglones
from seguimiento.exportar.tablas import EXCEL, Columna, en_excel
from seguimiento.models.compromiso import Pendiente
from seguimiento.plazos_de_compromisos import DIAS_DE_AVISO, Situacion, situacion
from seguimiento.publicado import a_la_vista, completos

LARGO_EN_LA_LISTA = 90


def cuadro(etiqueta: str, ayuda: str = "", **opciones) -> forms.CharField:
    """Un texto de varios renglones."""
    return forms.CharField(
        label=etiqueta,
        help_text=ayuda,
        widget=AdminTextareaWidget(attrs={"rows": 4}),
        **opciones,
    )


class DeCumplimiento(DeEvidencia):
    """Cómo se cumplió, y con qué se respalda."""

    como = cuadro(
        "Cómo se cumplió", "Lo lee el público cuando se verifique. Sin datos de personas."
    )
    field_order = ("como", "titulo", "archivo", "enlace", "es_lista_de_asistencia")


class DeNota(forms.Form):
    nota = cuadro("Nota", "Qué comprobó.", required=False)


class DeNotaExigida(forms.Form):
    nota = cuadro("Qué falta", "Lo lee la dependencia.")


class DePorque(forms.Form):
    nota = cuadro("Por qué no se cumplió", "Lo lee el público. Sin datos de personas.")


def decir_cumplido(fila: Pendiente, *, por, ahora, como: str, **de_evidencia) -> None:
    """El paso con su evidencia: las dos cosas, o ninguna."""
    cumplimiento.decir_cumplido(fila, por=por, ahora=ahora, como=como)
    adjuntar(fila, por=por, ahora=ahora, **de_evidencia)


def esta_abierto(fila: Pendiente, *, por) -> list[str]:
    """A lo cerrado no se le agregan evidencias."""
    return [] if fila.estado in cumplimiento.SIN_CERRAR else ["Ya está cerrado."]


PASOS = (
    Paso(
        verbo="cumplido",
        titulo="Decir que se cumplió",
        explicacion="Otra persona lo verificará antes de darlo por cumplido.",
        boton="Decir que se cumplió",
        hecho="Quedó dicho: falta que otra persona lo verifique.",
        formulario=DeCumplimiento,
        dar=decir_cumplido,
        puede=puede_decir_cumplido,
        pendientes=lambda fila, por: cumplimiento.pendientes_para_decir_cumplido(fila),
    ),
    Paso(
        verbo="verificar",
        titulo="Verificar y cerrar",
        explicacion="Mire lo que se dice y sus evidencias. Al verificarlo queda cerrado y es público.",
        boton="Está cumplido: cerrar",
        hecho="Quedó verificado y cerrado.",
        formulario=DeNota,
        dar=cumplimiento.verificar,
        puede=puede_verificar,
        pendientes=cumplimiento.pendientes_para_verificar,
    ),
    Paso(
        verbo="devolver",
        titulo="Devolver",
        explicacion="Vuelve a quedar abierto y la dependencia lee qué falta.",
        boton="Devolver con esta nota",
        hecho="Volvió a quedar abierto.",
        formulario=DeNotaExigida,
        dar=cumplimiento.devolver,
        puede=puede_verificar,
        pendientes=cumplimiento.pendientes_para_verificar,
    ),
    Paso(
        verbo="incumplido",
        titulo="Declarar que no se cumplió",
        explicacion="Se cierra como incumplido y el público lee por qué.",
        boton="Declarar que no se cumplió",
        hecho="Quedó cerrado: no se cumplió.",
        formulario=DePorque,
        dar=cumplimiento.declarar_incumplido,
        puede=puede_verificar,
        pendientes=cumplimiento.pendientes_para_declarar_incumplido,
    ),
    Paso(
        verbo="evidencia",
        titulo="Adjuntar evidencia",
        explicacion="Es reservada: la ven su dependencia, planeación y control interno.",
        boton="Adjuntar",
        hecho="Quedó adjunta.",
        formulario=DeEvidenciaObligatoria,
        dar=adjuntar,
        puede=puede_adjuntar,
        pendientes=esta_abierto,
    ),
)


class FiltroDeSituacion(admin.SimpleListFilter):
    """El semáforo de hoy, como filtro."""

    title = "en qué va"
    parameter_name = "situacion"

    def lookups(self, request, model_admin):
        return [(una.value, una.palabra) for una in Situacion]

    def queryset(self, request, consulta):
        if self.value() not in set(Situacion):
            return consulta
        return consulta.filter(condicion_de(Situacion(self.value()), timezone.localdate()))


def condicion_de(una: Situacion, hoy) -> Q:
    """Lo que cumple en la base de datos una fila que hoy está en esa situación."""
    if una is Situacion.CONTINUA:
        return Q(continua_en__isnull=False)
    aviso = hoy + timedelta(days=DIAS_DE_AVISO)
    propias = {
        Situacion.VENCIDO: Q(estado="abierto", hasta__lt=hoy),
        Situacion.POR_VENCER: Q(estado="abierto", hasta__range=(hoy, aviso)),
        Situacion.EN_PLAZO: Q(estado="abierto", hasta__gt=aviso),
        Situacion.POR_VERIFICAR: Q(estado="por_verificar"),
        Situacion.CUMPLIDO: Q(estado="cerrado"),
        Situacion.INCUMPLIDO: Q(estado="incumplido"),
    }
    return propias[una] & Q(continua_en=None)


class PrometidoAdmin(ConPasos):
    """Base de las dos pantallas."""

    cuelga_de = "estrategia"
    change_form_template = "admin/seguimiento/prometido/change_form.html"
    change_list_template = "admin/seguimiento/prometido/change_list.html"
    list_filter = (FiltroDeSituacion, "dependencia", "estrategia")
    list_select_related = ("dependencia", "estrategia", "continua_en")
    date_hierarchy = "hasta"
    ordering = ("-estrategia__vigencia", "numero")
    autocomplete_fields = ("estrategia", "dependencia", "encuentro")

    columnas_de_excel: tuple[Columna, ...] = ()

    class Media:
        css = {"all": ("css/planear.css", "css/prometido-admin.css")}

    def get_urls(self):
        excel = path("excel/", self.admin_site.admin_view(self.excel), name=self._nombre("excel"))
        return [excel, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        filtros = request.GET.urlencode()
        propio = {"excel": f"{self.direccion('excel')}?{filtros}"}
        return super().changelist_view(request, propio | (extra_context or {}))

    def excel(self, request) -> HttpResponse:
        """Los que la lista muestra con sus filtros, en un libro de Excel."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        visibles = self.get_changelist_instance(request).get_queryset(request)
        titulo = str(self.opts.verbose_name_plural).capitalize()
        filas = completos(self.model.objects.filter(pk__in=[una.pk for una in visibles]))
        contenido = en_excel(
            self.columnas_de_excel,
            renglones(a_la_vista(filas, hoy=timezone.localdate())),
            hoja=titulo,
            titulo=titulo,
            autor=str(request.user.entidad or "Participa"),
        )
        nombre = titulo.lower().replace(" ", "-")
        disposicion = {"Content-Disposition": f'attachment; filename="{nombre}.xlsx"'}
        return HttpResponse(contenido, content_type=EXCEL, headers=disposicion)

    def has_change_permission(self, request, obj=None):
        """Lo cerrado, y lo que pasó a otro año, ya no se corrige."""
        if obj is not None and (obj.estado not in cumplimiento.SIN_CERRAR or _continua(obj)):
            return False
        return super().has_change_permission(request, obj)

    def panel_de(self, request, fila):
        return super().panel_de(request, fila) | {"situacion": situacion_de(fila)}

    @admin.display(description="n.º", ordering="numero")
    def cual(self, fila):
        return f"{fila.numero} de {fila.estrategia.vigencia}"

    @admin.display(description="hasta", ordering="hasta")
    def plazo(self, fila):
        return f"{fila.hasta:%d/%m/%Y}"

    @admin.display(description="en qué va", ordering="estado")
    def semaforo(self, fila):
        una = situacion_de(fila)
        return format_html(
            '<span class="semaforo semaforo-{}"><span aria-hidden="true">{}</span> {}</span>',
            una.color,
            una.signo,
            una.palabra,
        )


def situacion_de(fila: Pendiente) -> Situacion:
    """El semáforo de la fila hoy."""
    return situacion(
        fila.estado, hasta=fila.hasta, hoy=timezone.localdate(), continua=_continua(fila)
    )


def _continua(fila: Pendiente) -> bool:
    return getattr(fila, "continua_en", None) is not None


def resumen(texto: str) -> str:
    """El comienzo de un texto largo."""
    return texto if len(texto) <= LARGO_EN_LA_LISTA else f"{texto[:LARGO_EN_LA_LISTA]}…"
