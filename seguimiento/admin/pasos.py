"""Los pasos de una fila en la administración: el panel con lo que se puede hacer y una página por paso.

Cada pantalla declara sus `PASOS`; quién puede y qué falta lo dicen los verbos (`compromisos`,
`mejora`), no esta sala. Las evidencias de la fila se ven y se adjuntan aquí mismo.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from estrategia.administracion import AdminDeEntidad
from seguimiento import evidencia


@dataclass(frozen=True, kw_only=True)
class Paso:
    """Un verbo como lo ve quien lo da."""

    verbo: str
    titulo: str
    explicacion: str
    boton: str
    hecho: str
    formulario: type[forms.Form]
    dar: Callable[..., Any]  # (fila, por=…, ahora=…, **lo del formulario)
    puede: Callable[..., bool]  # (usuario, fila, hoy=…)
    pendientes: Callable[..., list[str]]  # (fila, por=…)


class DeEvidencia(forms.Form):
    """Un archivo o una dirección que respalda, con su título."""

    titulo = forms.CharField(
        label="Título de la evidencia", max_length=200, required=False, widget=AdminTextInputWidget
    )
    archivo = forms.FileField(
        label="Archivo", required=False, help_text="PDF, foto, documento de oficina o grabación."
    )
    enlace = forms.URLField(
        label="O una dirección",
        required=False,
        assume_scheme="https",
        max_length=500,
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )
    es_lista_de_asistencia = forms.BooleanField(
        label="Es una lista de asistencia (nunca será pública)", required=False
    )

    def trae_evidencia(self) -> bool:
        """¿Se puso algo?"""
        datos = self.cleaned_data
        return bool(datos.get("archivo") or datos.get("enlace"))

    def clean(self):
        datos = super().clean()
        if self.trae_evidencia() and not datos.get("titulo"):
            self.add_error("titulo", "Póngale un título a la evidencia.")
        return datos


class DeEvidenciaObligatoria(DeEvidencia):
    """Lo mismo, cuando no hay otra cosa que enviar."""

    def clean(self):
        datos = super().clean()
        if not self.trae_evidencia() and not self.errors:
            self.add_error("archivo", "Suba un archivo o escriba una dirección.")
        return datos


def adjuntar(fila: Model, *, por, ahora, **datos) -> None:
    """Adjunta lo que el formulario trae; sin archivo ni dirección, nada.

    Raises:
        ValidationError: si el archivo no se recibe.
    """
    if datos.get("archivo") or datos.get("enlace"):
        evidencia.adjuntar(
            fila,
            titulo=datos["titulo"],
            archivo=datos.get("archivo"),
            enlace=datos.get("enlace", ""),
            es_lista_de_asistencia=datos.get("es_lista_de_asistencia", False),
            por=por,
            ahora=ahora,
        )


def puede_adjuntar(usuario, fila: Model, *, hoy: date) -> bool:
    """¿Puede adjuntarle evidencias? Una dependencia, solo a lo suyo."""
    return evidencia.puede_adjuntar(usuario, fila, hoy=hoy)


def evidencias_visibles(request, fila: Model) -> list[evidencia.Evidencia]:
    """Las que respaldan la fila y esa persona puede ver."""
    suyas = fila.evidencias.filter(retirada_en=None)
    return list(evidencia.visibles(suyas, request.user, hoy=timezone.localdate()))


class ConPasos(AdminDeEntidad):
    """Pantalla con pasos: el panel arriba de la fila, y la página de cada uno."""

    pasos: tuple[Paso, ...] = ()

    def get_urls(self):
        return [
            path(
                "<int:pk>/paso/<slug:verbo>/",
                self.admin_site.admin_view(self.dar_paso),
                name=self._nombre("paso"),
            ),
            *super().get_urls(),
        ]

    def _nombre(self, que: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{que}"

    def direccion(self, que: str, *argumentos) -> str:
        """La dirección de una de sus páginas."""
        return reverse(f"admin:{self._nombre(que)}", args=argumentos)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        fila = self.get_object(request, object_id)
        propio = {"panel": self.panel_de(request, fila) if fila else None}
        return super().change_view(request, object_id, form_url, propio | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {"panel": None} | (extra_context or {}))

    def panel_de(self, request, fila: Model) -> dict:
        """Lo que el panel muestra a quien lo pide."""
        return {
            "fila": fila,
            "pasos": [
                (paso, self.direccion("paso", fila.pk, paso.verbo))
                for paso in self.pasos
                if self._se_ofrece(request, paso, fila)
            ],
            "evidencias": evidencias_visibles(request, fila),
        }

    def _se_ofrece(self, request, paso: Paso, fila: Model) -> bool:
        hoy = timezone.localdate()
        return paso.puede(request.user, fila, hoy=hoy) and not paso.pendientes(
            fila, por=request.user
        )

    def dar_paso(self, request, pk: int, verbo: str) -> HttpResponse:
        """La página de un paso: qué pide, y darlo."""
        fila = self._visible(request, pk)
        paso = next((uno for uno in self.pasos if uno.verbo == verbo), None)
        if paso is None:
            raise Http404
        if not paso.puede(request.user, fila, hoy=timezone.localdate()):
            raise PermissionDenied
        faltan = paso.pendientes(fila, por=request.user)
        formulario = self.formulario_de(request, paso, fila)
        listo = request.method == "POST" and not faltan and formulario.is_valid()
        if listo and self._dar(request, paso, fila, formulario):
            return HttpResponseRedirect(self.direccion("change", fila.pk))
        return self._pagina_del_paso(request, fila, paso, formulario, faltan)

    def formulario_de(self, request, paso: Paso, fila: Model) -> forms.Form:
        """El formulario del paso, con lo enviado o con lo que ya se sabe."""
        if request.method == "POST":
            return paso.formulario(request.POST, request.FILES)
        return paso.formulario()

    def _dar(self, request, paso: Paso, fila: Model, formulario: forms.Form) -> bool:
        try:
            with transaction.atomic():
                paso.dar(fila, por=request.user, ahora=timezone.now(), **formulario.cleaned_data)
        except ValidationError as error:
            poner_reparos(formulario, error)
            return False
        self.log_change(request, fila, f"{paso.titulo}.")
        messages.success(request, paso.hecho)
        return True

    def _pagina_del_paso(self, request, fila, paso, formulario, faltan) -> HttpResponse:
        return TemplateResponse(
            request,
            "admin/seguimiento/prometido/paso.html",
            self.admin_site.each_context(request)
            | {
                "title": paso.titulo,
                "opts": self.opts,
                "fila": fila,
                "que": self.que_dice(fila),
                "paso": paso,
                "formulario": formulario,
                "faltan": faltan,
                "evidencias": evidencias_visibles(request, fila),
                "lista": self.direccion("changelist"),
                "volver": self.direccion("change", fila.pk),
                "media": self.media + formulario.media,
            },
        )

    def que_dice(self, fila: Model) -> str:
        """El texto de la fila, para saber de cuál se habla."""
        return str(fila)

    def _visible(self, request, pk: int) -> Model:
        fila = self.get_queryset(request).filter(pk=pk).first()
        if fila is None or not self.has_view_permission(request, fila):
            raise Http404
        return fila


def poner_reparos(formulario: forms.Form, error: ValidationError) -> None:
    """Lo que el verbo no aceptó, en el campo del que habla si está a la vista."""
    por_campo = error.error_dict if hasattr(error, "error_dict") else {None: [error]}
    for campo, suyos in por_campo.items():
        formulario.add_error(campo if campo in formulario.fields else None, suyos)
