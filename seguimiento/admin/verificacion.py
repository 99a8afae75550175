"""Control interno verifica las líneas de un corte, una por una o por una muestra.

Quien solo puede ver mira la misma hoja sin el formulario. Lo que se escribe aquí es la cifra de
control: ni el avance ni el plan se tocan. Quién puede lo decide `acceso`; las reglas, `verificacion`.
"""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cronograma.models import Actividad
from cronograma.periodos import Periodo
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.administracion import AdminDeEntidad, puede
from seguimiento import verificacion as uso
from seguimiento.avance import Cifra, como_porcentaje, parte
from seguimiento.evaluacion import Evaluacion, evaluar_corte
from seguimiento.models import Avance, Corte, Evidencia, Verificacion
from seguimiento.muestra import muestra

TAMANO_DE_MUESTRA = 10
HALLO = {"si": True, "no": False, "": None}


class DeVerificacion(forms.Form):
    """Lo que control interno encontró en una línea."""

    porcentaje = forms.DecimalField(
        label="Avance verificado (%)",
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text="El acumulado que usted comprobó, de 0 a 100. En blanco si no da una cifra.",
    )
    hay_evidencia = forms.ChoiceField(
        label="¿Encontró evidencia?",
        required=False,
        choices=[("si", "Sí"), ("no", "No"), ("", "No la busqué")],
        widget=forms.RadioSelect,
    )
    observacion = forms.CharField(
        label="Observación",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Obligatoria si su cifra es distinta de la aceptada o no encontró evidencia.",
    )

    def clean_hay_evidencia(self) -> bool | None:
        return HALLO[self.cleaned_data["hay_evidencia"]]


@admin.register(Verificacion)
class VerificacionAdmin(AdminDeEntidad):
    """La lista de lo verificado y, por cada corte, la hoja de trabajo."""

    cuelga_de = ""
    change_list_template = "admin/seguimiento/verificacion/change_list.html"
    list_display = ("actividad", "del_corte", "verificado", "hay_evidencia", "por", "en")
    list_filter = ("hay_evidencia", "avance__corte__estrategia")
    list_select_related = ("avance__actividad", "avance__corte__estrategia", "por")
    search_fields = ("avance__actividad__nombre", "avance__actividad__codigo", "observacion")
    fields = ("avance", "porcentaje", "hay_evidencia", "observacion", "por", "en")
    readonly_fields = fields
    ordering = ("-en",)

    @admin.display(description="actividad", ordering="avance__actividad__orden")
    def actividad(self, verificacion):
        return verificacion.avance.actividad

    @admin.display(description="corte", ordering="avance__corte__fecha")
    def del_corte(self, verificacion):
        return verificacion.avance.corte

    @admin.display(description="verificado", ordering="porcentaje")
    def verificado(self, verificacion):
        return (
            como_porcentaje(parte(verificacion.porcentaje))
            if verificacion.porcentaje is not None
            else "—"
        )

    def get_urls(self):
        propias = [
            path(final, self.admin_site.admin_view(vista), name=nombre)
            for final, vista, nombre in (
                ("corte/<int:corte>/", self.corte, "seguimiento_verificacion_corte"),
                (
                    "corte/<int:corte>/<int:actividad>/",
                    self.linea,
                    "seguimiento_verificacion_linea",
                ),
            )
        ]
        return [*propias, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        propio = {"cortes": _con_cuentas(acceso.limitar(Corte.objects.all(), request.user))}
        return super().changelist_view(request, propio | (extra_context or {}))

    # --- La hoja de un corte ---

    def corte(self, request, corte: int) -> HttpResponse:
        """Las líneas del corte: primero la muestra, después las demás."""
        suyo = self._corte(request, corte)
        evaluacion = evaluar_corte(suyo, hoy=timezone.localdate())
        cuantas = _tamano(request.GET.get("muestra", ""))
        elegidas = muestra(
            evaluacion.lineas,
            cuantas,
            contradicciones=evaluacion.contradicciones,
            semilla=semilla_de(suyo),
        )
        codigos = {una.linea.linea.codigo for una in elegidas}
        demas = [una for una in evaluacion.lineas if una.linea.codigo not in codigos]
        return self._pagina(
            request,
            "corte",
            suyo,
            evaluacion=evaluacion,
            medidas=evaluacion.medidas,
            luz=evaluacion.luz(Cifra.VERIFICADO),
            elegidas=_con_contradicciones(evaluacion, elegidas),
            demas=_con_contradicciones(evaluacion, [(una, "") for una in demas]),
            cuantas=cuantas,
        )

    # --- Una línea ---

    def linea(self, request, corte: int, actividad: int) -> HttpResponse:
        """Lo reportado y su respaldo, y el formulario de control interno."""
        suyo = self._corte(request, corte)
        suya = get_object_or_404(Actividad, pk=actividad, estrategia=suyo.estrategia_id)
        verifica = puede(request, Verbo.VERIFICAR, Verificacion)
        if request.method == "POST" and not verifica:
            raise PermissionDenied
        avance = _avance_de(suyo, suya)
        formulario = DeVerificacion(request.POST or None, initial=_inicial(avance))
        if formulario.is_valid() and self._verificar(request, suyo, suya, formulario):
            messages.success(request, f"Quedó verificada la actividad {suya.codigo}.")
            return HttpResponseRedirect(direccion_de_la_hoja(suyo))
        evaluada, contradicciones = self._linea_evaluada(suyo, suya)
        return self._pagina(
            request,
            "linea",
            suyo,
            actividad=suya,
            avance=avance,
            evaluada=evaluada,
            contradicciones=contradicciones,
            evidencias=_evidencias(avance),
            verificacion=getattr(avance, "verificacion", None),
            formulario=formulario if verifica else None,
        )

    def _verificar(self, request, corte: Corte, actividad: Actividad, formulario) -> bool:
        try:
            uso.verificar(
                corte,
                actividad,
                por=request.user,
                ahora=timezone.now(),
                **formulario.cleaned_data,
            )
        except ValidationError as error:
            formulario.add_error(None, error)
            return False
        return True

    def _linea_evaluada(self, corte: Corte, actividad: Actividad):
        evaluacion = evaluar_corte(corte, hoy=timezone.localdate())
        suyas = [una for una in evaluacion.lineas if una.linea.clave == actividad.pk]
        if not suyas:
            raise Http404("Esa actividad no tiene línea en este corte.")
        choques = [una for una in evaluacion.contradicciones if una.clave == actividad.pk]
        return suyas[0], choques

    def _corte(self, request, pk: int) -> Corte:
        if not puede(request, Verbo.VER, Verificacion):
            raise PermissionDenied
        cortes = Corte.objects.select_related("estrategia__entidad")
        return get_object_or_404(acceso.limitar(cortes, request.user), pk=pk)

    def _pagina(self, request, cual: str, corte: Corte, **contexto) -> HttpResponse:
        periodo = Periodo.de_codigo(corte.periodo, corte.estrategia.vigencia)
        return TemplateResponse(
            request,
            f"admin/seguimiento/verificacion/{cual}.html",
            self.admin_site.each_context(request)
            | {
                "title": f"Verificar el {periodo.nombre}",
                "opts": self.opts,
                "corte": corte,
                "estrategia": corte.estrategia,
                "periodo": periodo,
                "impiden": uso.pendientes_para_verificar(corte),
                "puede_verificar": puede(request, Verbo.VERIFICAR, Verificacion),
            }
            | contexto,
        )


def semilla_de(corte: Corte) -> str:
    """El texto con que se repite la muestra de un corte: se imprime en el informe."""
    return f"{corte.estrategia.entidad.slug} {corte.estrategia.vigencia} {corte.periodo}"


def direccion_de_la_hoja(corte: Corte) -> str:
    """La hoja de trabajo de un corte."""
    return reverse("admin:seguimiento_verificacion_corte", args=[corte.pk])


def _con_cuentas(cortes: QuerySet[Corte]) -> QuerySet[Corte]:
    return (
        cortes.select_related("estrategia__entidad")
        .annotate(verificadas=Count("avances__verificacion"))
        .order_by("-estrategia__vigencia", "estrategia", "-fecha", "periodo")
    )


def _tamano(pedido: str) -> int:
    """Cuántas líneas mirar; lo que no es un número razonable vale el tamaño de fábrica."""
    es_numero = pedido.isascii() and pedido.isdecimal() and len(pedido) < 4
    return int(pedido) if es_numero else TAMANO_DE_MUESTRA


def _con_contradicciones(evaluacion: Evaluacion, elegidas):
    """Cada línea con su porqué y las frases de lo que en ella se contradice."""
    frases: dict[str, list[str]] = {}
    for una in evaluacion.contradicciones:
        frases.setdefault(una.actividad, []).append(una.que)
    return [(una, porque, frases.get(una.linea.codigo, [])) for una, porque in elegidas]


def _avance_de(corte: Corte, actividad: Actividad) -> Avance | None:
    return corte.avances.select_related("verificacion__por").filter(actividad=actividad).first()


def _evidencias(avance: Avance | None) -> QuerySet[Evidencia]:
    return avance.evidencias.en_uso() if avance else Evidencia.objects.none()


def _inicial(avance: Avance | None) -> dict:
    verificacion = getattr(avance, "verificacion", None)
    if verificacion is None:
        return {"hay_evidencia": ""}
    palabras = {valor: clave for clave, valor in HALLO.items()}
    return {
        "porcentaje": verificacion.porcentaje,
        "hay_evidencia": palabras[verificacion.hay_evidencia],
        "observacion": verificacion.observacion,
    }
