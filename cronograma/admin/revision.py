"""La revisión de una estrategia en el admin: el control de cobertura y sus problemas.

Lo que impide presentarla o publicarla se corrige en su pantalla, o se acepta aquí con una
razón. Las reglas viven en `problemas` y `cobertura`; quién puede, en `acceso`: quien prepara
la estrategia ejecuta y acepta, quien la ve mira y descarga.
"""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from cronograma.admin.formularios import texto_corto
from cronograma.admin.problemas import por_gravedad
from cronograma.cobertura import (
    cobertura,
    ejecutar_control,
    lo_que_falta,
    resultado_de,
    sigue_valiendo,
    ultimo_control,
)
from cronograma.exportar.cobertura import cobertura_en_excel, cobertura_en_pdf
from cronograma.exportar.pdf import FaltaPango
from cronograma.models import ControlDeCobertura
from cronograma.problemas import Codigo, aceptar_problema, revisar
from cronograma.registro_de_cobertura import Ejecucion, registro
from estrategia.acceso import Verbo
from estrategia.administracion import puede
from estrategia.encargo import nombre_con_encargo
from estrategia.models import Estrategia, GrupoDeValor

SALIDAS = {
    "pdf": (cobertura_en_pdf, "application/pdf"),
    "xlsx": (
        cobertura_en_excel,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


class DeAceptacion(forms.Form):
    """Por qué un problema está bien así. `visto` es la frase que se leyó."""

    codigo = forms.ChoiceField(choices=[(uno.value, uno.value) for uno in Codigo])
    actividad = forms.CharField(required=False)
    visto = forms.CharField(required=False)
    razon = texto_corto("Razón para dejarlo así")


class DeControl(forms.Form):
    """La ejecución del punto de control cuando algo falta."""

    razon = texto_corto(
        "Por qué se sigue así",
        "Sin una razón, el control queda ejecutado y la estrategia no se puede presentar.",
        required=False,
    )


class ConRevision:
    """La página «Revisión» de una estrategia, y el registro del control en archivo."""

    def get_urls(self):
        propias = [
            path(f"<int:pk>/revision/{final}", self.admin_site.admin_view(vista), name=nombre)
            for final, vista, nombre in (
                ("", self.revision, "estrategia_estrategia_revision"),
                ("cobertura.<slug:como>", self.archivo, "estrategia_estrategia_cobertura"),
                (
                    "control-<int:control>.<slug:como>",
                    self.archivo,
                    "estrategia_estrategia_control",
                ),
            )
        ]
        return [*propias, *super().get_urls()]

    def revision(self, request, pk: int):
        """Muestra lo que hay que mirar; por POST, ejecuta el control o acepta un problema."""
        estrategia = self._estrategia_o_404(request, pk)
        prepara = puede(request, Verbo.PREPARAR, estrategia)
        if request.method == "POST":
            if not prepara:
                raise PermissionDenied
            self._anotar_revision(request, estrategia)
            return HttpResponseRedirect(direccion_de_la_revision(pk))
        problemas = revisar(estrategia, hoy=timezone.localdate())
        return TemplateResponse(
            request,
            "admin/cronograma/revision/revision.html",
            self.admin_site.each_context(request)
            | {
                "title": "Revisión",
                "opts": self.opts,
                "estrategia": estrategia,
                "puede_preparar": prepara,
                "puede_confirmar": puede(request, Verbo.CAMBIAR, GrupoDeValor),
            }
            | de_cobertura(estrategia)
            | por_gravedad(estrategia, problemas),
        )

    def archivo(self, request, pk: int, como: str, control: int | None = None):
        """Un control ejecutado, o la matriz como está hoy, en PDF o en Excel."""
        estrategia = self._estrategia_o_404(request, pk)
        if como not in SALIDAS:
            raise Http404
        hecho = _control_o_404(estrategia, control) if control is not None else None
        contenido = registro_del_control(hecho) if hecho else registro(cobertura(estrategia))
        escribir, tipo = SALIDAS[como]
        try:
            archivo = escribir(contenido, ahora=timezone.now())
        except FaltaPango as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(direccion_de_la_revision(pk))
        disposicion = content_disposition_header(como != "pdf", nombre_de(estrategia, hecho, como))
        return HttpResponse(
            archivo, content_type=tipo, headers={"Content-Disposition": disposicion}
        )

    def _anotar_revision(self, request, estrategia: Estrategia) -> None:
        try:
            hecho = _anotar(estrategia, request)
        except ValidationError as error:
            for mensaje in error.messages:
                messages.error(request, mensaje)
        else:
            self.log_change(request, estrategia, hecho)
            messages.success(request, hecho)


def de_cobertura(estrategia: Estrategia) -> dict:
    """Lo que la parte de cobertura muestra. Las consultas no dependen de cuántos grupos haya."""
    actual, ultimo = cobertura(estrategia), ultimo_control(estrategia)
    entidad = estrategia.entidad
    claves = dict(entidad.grupos.filter(activo=True).values_list("nombre", "pk"))
    return {
        "registro": registro(actual),
        "caracterizacion": entidad.caracterizaciones.order_by("-fecha", "-pk").first(),
        "por_confirmar": [(fila, claves.get(fila.grupo)) for fila in actual.por_confirmar],
        "faltan": lo_que_falta(actual, ultimo),
        "control": ultimo,
        "ejecucion": ejecucion_de(ultimo) if ultimo else None,
        "conclusion_del_control": resultado_de(ultimo).conclusion if ultimo else "",
        "al_dia": sigue_valiendo(ultimo, actual),
        "anteriores": _anteriores(estrategia, ultimo),
        "formulario": None if actual.es_conforme else DeControl(),
    }


def registro_del_control(control: ControlDeCobertura):
    """El registro de un control como quedó congelado."""
    return registro(resultado_de(control), ejecucion_de(control))


def ejecucion_de(control: ControlDeCobertura) -> Ejecucion:
    """Quién lo ejecutó, con su encargo de ese día si lo tenía."""
    dia = timezone.localdate(control.ejecutado_en)
    return Ejecucion(
        quien=nombre_con_encargo(control.ejecutado_por, dia),
        cuando=control.ejecutado_en,
        conforme=control.conforme,
        razon=control.razon,
    )


def nombre_de(estrategia: Estrategia, control: ControlDeCobertura | None, como: str) -> str:
    """Cómo se llama el archivo que se baja."""
    cual = f"-control-{timezone.localdate(control.ejecutado_en):%Y%m%d}" if control else ""
    return f"cobertura-{estrategia.entidad.slug}-{estrategia.vigencia}{cual}.{como}"


def _control_o_404(estrategia: Estrategia, pk: int) -> ControlDeCobertura:
    controles = estrategia.controles_de_cobertura.select_related("ejecutado_por")
    control = controles.filter(pk=pk).first()
    if control is None:
        raise Http404
    return control


def _anteriores(estrategia: Estrategia, ultimo: ControlDeCobertura | None):
    if ultimo is None:
        return []
    controles = estrategia.controles_de_cobertura.select_related("ejecutado_por")
    return list(controles.exclude(pk=ultimo.pk).order_by("-ejecutado_en", "-pk"))


def _anotar(estrategia: Estrategia, request) -> str:
    ahora = timezone.now()
    quien = {"por": request.user, "ahora": ahora}
    if "control" in request.POST:
        control = ejecutar_control(estrategia, razon=request.POST.get("razon", ""), **quien)
        conclusion = "conforme" if control.conforme else "no conforme"
        return f"Quedó ejecutado el control de cobertura: {conclusion}."
    formulario = DeAceptacion(request.POST)
    if not formulario.is_valid():
        raise ValidationError("Escriba por qué se acepta el problema.")
    datos = formulario.cleaned_data
    aceptar_problema(
        estrategia,
        codigo=datos["codigo"],
        actividad=datos["actividad"] or None,
        razon=datos["razon"],
        visto=datos["visto"],
        hoy=timezone.localdate(ahora),
        **quien,
    )
    return "Quedó escrito por qué el problema está bien así."


def direccion_de_la_revision(estrategia: int) -> str:
    """La página de la revisión."""
    return reverse("admin:estrategia_estrategia_revision", args=[estrategia])
