"""Los cortes de una estrategia: abrirlos, mirarlos y, al final, cerrar el año."""

from collections.abc import Iterator
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cronograma.periodos import ClasePeriodo, Periodo, periodos_de
from estrategia.acceso import Verbo
from estrategia.models import Estrategia
from seguimiento import cierre, cortes
from seguimiento.models import Corte

from .alcance import estrategia_visible, exigir, pagina, puede

# La clase que la entidad eligió va primero; las demás también se pueden abrir.
CLASES = (ClasePeriodo.TRIMESTRE, ClasePeriodo.CUATRIMESTRE, ClasePeriodo.ANIO)


class Plazos(forms.Form):
    """Hasta qué día cuenta un corte y hasta cuándo se reporta."""

    fecha = forms.DateField(label="Último día que cuenta", required=False)
    reporta_hasta = forms.DateField(label="Se reporta hasta", required=False)


class Oferta(NamedTuple):
    """Un periodo, con su corte si lo tiene y si no con sus días de fábrica."""

    periodo: Periodo
    corte: Corte | None
    reporta_hasta: object
    faltan: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
def de_la_estrategia(request: HttpRequest, pk: int) -> HttpResponse:
    """Los cortes del año; con permiso, abrir uno o cerrar el año."""
    estrategia = estrategia_visible(request, pk)
    exigir(request, Verbo.VER, Corte)
    if request.method == "POST":
        return _actuar(request, estrategia)
    clases = sorted(CLASES, key=lambda una: una.value != estrategia.seguimiento_por)
    return pagina(
        request,
        "corte/cortes",
        "Cortes del seguimiento",
        estrategia=estrategia,
        grupos=[(una, list(_ofertas(estrategia, una))) for una in clases],
        nota=cortes.NOTA_DEL_PLAZO,
        puede_abrir=puede(request, Verbo.AGREGAR, Corte),
        faltan_para_cerrar=cierre.pendientes_para_cerrar(estrategia),
        puede_cerrar=puede(request, Verbo.CAMBIAR, estrategia),
    )


def _ofertas(estrategia: Estrategia, clase: ClasePeriodo) -> Iterator[Oferta]:
    hoy = timezone.localdate()
    abiertos = {uno.periodo: uno for uno in estrategia.cortes.all()}
    for periodo in periodos_de(estrategia.vigencia, clase):
        corte = abiertos.get(periodo.codigo)
        vence = cortes.reporta_hasta(estrategia.entidad, periodo.fin).vence
        faltan = [] if corte else cortes.pendientes_para_abrir(estrategia, periodo, hoy=hoy)
        yield Oferta(periodo, corte, corte.reporta_hasta if corte else vence, faltan)


def _actuar(request: HttpRequest, estrategia: Estrategia) -> HttpResponse:
    verbos = {
        "abrir": (Verbo.AGREGAR, Corte, _abrir),
        "cerrar_anio": (Verbo.CAMBIAR, estrategia, _cerrar_anio),
    }
    if request.POST.get("verbo") not in verbos:
        raise Http404
    verbo, cosa, actuar = verbos[request.POST["verbo"]]
    if not puede(request, verbo, cosa):
        raise PermissionDenied
    try:
        return actuar(request, estrategia)
    except ValidationError as error:
        for frase in error.messages:
            messages.error(request, frase)
        return redirect("seguimiento:cortes", pk=estrategia.pk)


def _abrir(request: HttpRequest, estrategia: Estrategia) -> HttpResponse:
    plazos = Plazos(request.POST)
    if not plazos.is_valid():
        raise ValidationError("Escriba las fechas como día, mes y año: 30/06/2026.")
    corte = cortes.abrir(
        estrategia,
        request.POST.get("periodo", ""),
        por=request.user,
        ahora=timezone.now(),
        hoy=timezone.localdate(),
        **plazos.cleaned_data,
    )
    messages.success(request, f"Se abrió el corte del {corte.nombre}: ya recibe reportes.")
    return redirect("seguimiento:corte", pk=corte.pk)


def _cerrar_anio(request: HttpRequest, estrategia: Estrategia) -> HttpResponse:
    cierre.cerrar_estrategia(estrategia, por=request.user, ahora=timezone.now())
    messages.success(request, f"Se cerró el año {estrategia.vigencia}.")
    return redirect("seguimiento:cortes", pk=estrategia.pk)
