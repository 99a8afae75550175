"""Empezar un plan sin copiar a mano: el del año pasado, o las actividades que la norma espera."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cronograma.nueva_vigencia import Copia, copiar_a_vigencia
from cronograma.plantillas import insertar_plantilla, plantillas
from estrategia.acceso import Verbo
from estrategia.administracion import puede
from estrategia.models import Estrategia


class FormularioDeVigencia(forms.Form):
    """El año al que se copia."""

    vigencia = forms.IntegerField(label="Vigencia nueva", min_value=2000, max_value=2100)


class ConPreparacion(admin.ModelAdmin):
    """Añade a la pantalla de la estrategia copiarla a otro año e insertarle plantillas."""

    def get_urls(self):
        propias = [
            path(
                "<int:pk>/nueva-vigencia/",
                self.admin_site.admin_view(self.nueva_vigencia),
                name="estrategia_estrategia_nueva_vigencia",
            ),
            path(
                "<int:pk>/plantillas/",
                self.admin_site.admin_view(self.insertar_plantillas),
                name="estrategia_estrategia_plantillas",
            ),
        ]
        return [*propias, *super().get_urls()]

    @admin.action(description="Copiar a otra vigencia", permissions=["add"])
    def copiar_a_otra_vigencia(self, request, consulta):
        """Lleva a la página que pide el año."""
        if len(consulta) != 1:
            messages.error(request, "Elija una sola estrategia: cada una se copia aparte.")
            return None
        return HttpResponseRedirect(
            reverse("admin:estrategia_estrategia_nueva_vigencia", args=[consulta[0].pk])
        )

    def nueva_vigencia(self, request, pk: int) -> HttpResponse:
        """Pide el año y, al copiar, muestra lo que hay que volver a mirar."""
        estrategia = self._suya(request, pk, Verbo.AGREGAR)
        formulario = FormularioDeVigencia(
            request.POST or None, initial={"vigencia": estrategia.vigencia + 1}
        )
        copia = None
        if request.method == "POST" and formulario.is_valid():
            copia = self._copiar(request, estrategia, formulario)
        return self._pagina(
            request,
            "nueva_vigencia",
            "Copiar a otra vigencia",
            estrategia=estrategia,
            formulario=formulario,
            copia=copia,
        )

    def _copiar(self, request, estrategia, formulario) -> Copia | None:
        vigencia = formulario.cleaned_data["vigencia"]
        try:
            copia = copiar_a_vigencia(estrategia, vigencia, por=request.user, ahora=timezone.now())
        except ValidationError as error:
            for frase in error.messages:
                formulario.add_error("vigencia", frase)
            return None
        self.log_addition(request, copia.estrategia, f"Copiada de {estrategia}.")
        return copia

    def insertar_plantillas(self, request, pk: int) -> HttpResponse:
        """Muestra las plantillas; al elegir una, agrega lo que falte."""
        estrategia = self._suya(request, pk, Verbo.CAMBIAR)
        if request.method == "POST":
            self._insertar(request, estrategia)
            return HttpResponseRedirect(request.path)
        return self._pagina(
            request,
            "plantillas",
            "Insertar actividades de plantilla",
            estrategia=estrategia,
            plantillas=plantillas(),
        )

    def _insertar(self, request, estrategia) -> None:
        nombre = request.POST.get("plantilla", "")
        try:
            agregadas = insertar_plantilla(
                estrategia, nombre, por=request.user, ahora=timezone.now()
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return
        if agregadas:
            frase = f"Actividades agregadas: {len(agregadas)}. Póngales fecha y responsable."
        else:
            frase = "La estrategia ya las tenía todas."
        messages.success(request, frase)

    def _suya(self, request, pk: int, verbo: Verbo) -> Estrategia:
        estrategia = self.get_object(request, pk)
        if estrategia is None:
            raise Http404
        if not puede(request, verbo, estrategia):
            raise PermissionDenied
        return estrategia

    def _pagina(self, request, nombre: str, titulo: str, **contexto) -> HttpResponse:
        comun = self.admin_site.each_context(request) | {"title": titulo, "opts": self.opts}
        return TemplateResponse(request, f"admin/cronograma/{nombre}.html", comun | contexto)
