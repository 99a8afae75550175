"""La revisión de una estrategia en el admin: sus problemas y el control de cobertura.

Lo que impide presentarla o publicarla se corrige en su pantalla, o se acepta aquí con una
razón. Las reglas viven en `problemas` y `cobertura`.
"""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cronograma.admin.formularios import texto_corto
from cronograma.cobertura import cobertura, ejecutar_control, faltan_por_cobertura
from cronograma.problemas import Codigo, aceptar_problema, revisar
from estrategia.acceso import Verbo
from estrategia.administracion import puede
from estrategia.models import Estrategia


class DeAceptacion(forms.Form):
    """Por qué un problema está bien así."""

    codigo = forms.ChoiceField(choices=[(uno.value, uno.value) for uno in Codigo])
    actividad = forms.CharField(required=False)
    razon = texto_corto("Razón para dejarlo así")


class DeControl(forms.Form):
    """La ejecución del punto de control."""

    razon = texto_corto(
        "Razón para seguir así", "Solo si falta un grupo o no se puede verificar.", required=False
    )


class ConRevision:
    """La página «Revisión» de una estrategia."""

    def get_urls(self):
        pagina = self.admin_site.admin_view(self.revision)
        propia = path("<int:pk>/revision/", pagina, name="estrategia_estrategia_revision")
        return [propia, *super().get_urls()]

    def revision(self, request, pk: int):
        """Muestra lo que hay que mirar; por POST, ejecuta el control o acepta un problema."""
        estrategia = self._estrategia_o_404(request, pk)
        if request.method == "POST":
            if not puede(request, Verbo.PREPARAR, estrategia):
                raise PermissionDenied
            self._anotar_revision(request, estrategia)
            return HttpResponseRedirect(direccion_de_la_revision(pk))
        return TemplateResponse(
            request,
            "admin/cronograma/flujo/revision.html",
            self.admin_site.each_context(request)
            | {
                "title": "Revisión",
                "opts": self.opts,
                "estrategia": estrategia,
                "problemas": revisar(estrategia, hoy=timezone.localdate()),
                "cobertura": cobertura(estrategia),
                "faltan": faltan_por_cobertura(estrategia),
                "control": DeControl(),
                "puede_preparar": puede(request, Verbo.PREPARAR, estrategia),
            },
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
        hoy=timezone.localdate(ahora),
        **quien,
    )
    return "Quedó escrito por qué el problema está bien así."


def direccion_de_la_revision(estrategia: int) -> str:
    """La página de la revisión."""
    return reverse("admin:estrategia_estrategia_revision", args=[estrategia])
