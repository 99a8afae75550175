"""Los pasos de un encuentro en el admin: sus botones, y una página por paso que pide el motivo."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from cronograma.admin.formularios import SinDatos
from cronograma.admin.formularios_de_encuentro import CAMPOS_DE_LUGAR, DeMotivo, DeTraslado
from cronograma.encuentros import verbos
from cronograma.models import Encuentro
from estrategia.acceso import Verbo
from estrategia.administracion import puede


@dataclass(frozen=True, kw_only=True)
class PasoDePantalla:
    """Un verbo como lo ve quien lo da."""

    verbo: str
    explicacion: str
    hecho: str
    formulario: type[forms.Form] = SinDatos

    @property
    def titulo(self) -> str:
        return verbos.PASOS[self.verbo].nombre


PASOS = (
    PasoDePantalla(
        verbo="confirmar",
        explicacion="La fecha ya es segura: el público deja de verla como provisional.",
        hecho="La fecha quedó confirmada.",
    ),
    PasoDePantalla(
        verbo="mover",
        explicacion=(
            "Cambia el día, la hora o el lugar. La página muestra tachada la fecha de antes y el "
            "motivo; los calendarios suscritos se actualizan solos."
        ),
        hecho="Quedó movido.",
        formulario=DeTraslado,
    ),
    PasoDePantalla(
        verbo="realizar",
        explicacion="Ya se hizo. Después podrá reportarlo y publicar su memoria.",
        hecho="Quedó como realizado.",
    ),
    PasoDePantalla(
        verbo="aplazar",
        explicacion="No será ese día y todavía no se sabe cuál. Cuando se sepa, muévalo.",
        hecho="Quedó aplazado.",
        formulario=DeMotivo,
    ),
    PasoDePantalla(
        verbo="cancelar",
        explicacion="No se hará. No se borra: queda a la vista con el motivo.",
        hecho="Quedó cancelado.",
        formulario=DeMotivo,
    ),
    PasoDePantalla(
        verbo="reabrir",
        explicacion="Deshace el último paso si se dio por error.",
        hecho="Quedó abierto de nuevo.",
        formulario=DeMotivo,
    ),
)
POR_VERBO = {paso.verbo: paso for paso in PASOS}


def botones_de(request, encuentro: Encuentro) -> list[dict]:
    """Los pasos que salen de su estado y esa persona puede dar."""
    if not puede(request, Verbo.CAMBIAR, encuentro):
        return []
    posibles = verbos.pasos_posibles(encuentro.estado)
    return [
        {"paso": paso, "direccion": direccion_del_paso(encuentro, paso.verbo)}
        for paso in PASOS
        if paso.verbo in posibles
    ]


def direccion_del_paso(encuentro: Encuentro, verbo: str) -> str:
    """La página de un paso."""
    return reverse("admin:cronograma_encuentro_paso", args=[encuentro.pk, verbo])


class ConPasos:
    """Lo que la pantalla de un encuentro gana: los pasos."""

    def get_urls(self):
        pagina = self.admin_site.admin_view(self.dar_paso)
        nombre = "cronograma_encuentro_paso"
        return [path("<int:pk>/paso/<slug:verbo>/", pagina, name=nombre), *super().get_urls()]

    def dar_paso(self, request, pk: int, verbo: str):
        """La página de un paso: qué hace, qué pide, y darlo."""
        encuentro = self.get_queryset(request).filter(pk=pk).first()
        paso = POR_VERBO.get(verbo)
        if encuentro is None or paso is None:
            raise Http404
        if not puede(request, Verbo.CAMBIAR, encuentro):
            raise PermissionDenied
        volver = reverse("admin:cronograma_encuentro_change", args=[pk])
        if verbo not in verbos.pasos_posibles(encuentro.estado):
            estado = encuentro.get_estado_display().lower()
            messages.error(request, verbos.NO_SALE_DE_AHI.format(paso=verbo, estado=estado))
            return HttpResponseRedirect(volver)
        enviado = request.POST if request.method == "POST" else None
        formulario = paso.formulario(enviado, initial=iniciales(paso, encuentro))
        listo = request.method == "POST" and formulario.is_valid()
        if listo and self._dar_paso(request, paso, encuentro, formulario):
            return HttpResponseRedirect(volver)
        return self._pagina_del_paso(request, paso, encuentro, formulario, volver)

    def _pagina_del_paso(self, request, paso, encuentro, formulario, volver):
        contexto = {
            "title": paso.titulo,
            "opts": self.opts,
            "paso": paso,
            "encuentro": encuentro,
            "formulario": formulario,
            "anunciado": verbos.esta_anunciado(encuentro),
            "volver": volver,
            "media": self.media + formulario.media,
        }
        return TemplateResponse(
            request,
            "admin/cronograma/encuentro/paso.html",
            self.admin_site.each_context(request) | contexto,
        )

    def _dar_paso(self, request, paso: PasoDePantalla, encuentro, formulario) -> bool:
        datos = {"por": request.user, "ahora": timezone.now()} | formulario.cleaned_data
        try:
            getattr(verbos, paso.verbo)(encuentro, **datos)
        except ValidationError as error:
            decir_en(formulario, error)
            return False
        motivo = formulario.cleaned_data.get("motivo")
        self.log_change(request, encuentro, f"{paso.titulo}: {motivo}" if motivo else paso.titulo)
        messages.success(request, paso.hecho)
        return True


def iniciales(paso: PasoDePantalla, encuentro: Encuentro) -> dict:
    """Al mover, lo que hoy dice."""
    if paso.verbo != "mover":
        return {}
    return {campo: getattr(encuentro, campo) for campo in ("fecha", *CAMPOS_DE_LUGAR)}


def decir_en(formulario: forms.Form, error: ValidationError) -> None:
    """Pone cada reparo en su campo, o arriba si el formulario no lo tiene."""
    if not hasattr(error, "error_dict"):
        formulario.add_error(None, error)
        return
    for campo, frases in error.message_dict.items():
        formulario.add_error(campo if campo in formulario.fields else None, frases)
