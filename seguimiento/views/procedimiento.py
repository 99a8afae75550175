"""El procedimiento de una estrategia, paso por paso: pantalla de la oficina y PDF del auditor."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.models import Estrategia, Paso, PasoQueNoAplica, Procedimiento
from seguimiento import procedimiento as uso
from seguimiento.comprobaciones import Estado
from seguimiento.exportar import procedimiento as papel


def _estrategia(request: HttpRequest, pk: int) -> Estrategia:
    """La estrategia, si la persona la alcanza y puede verla hoy."""
    alcanzables = acceso.limitar(Estrategia.objects.select_related("entidad"), request.user)
    estrategia = get_object_or_404(alcanzables, pk=pk)
    if not _puede(request, Verbo.VER, estrategia):
        raise PermissionDenied
    return estrategia


def _puede(request: HttpRequest, verbo: Verbo, cosa) -> bool:
    return acceso.puede(request.user, verbo, cosa, hoy=timezone.localdate())


@require_http_methods(["GET", "HEAD", "POST"])
def procedimiento(request: HttpRequest, pk: int) -> HttpResponse:
    """Los pasos con su estado; con permiso, decir que uno no aplica o copiar la plantilla."""
    estrategia = _estrategia(request, pk)
    if request.method == "POST":
        return _actuar(request, estrategia)
    revisados = uso.revisar(estrategia)
    contexto = admin.site.each_context(request) | {
        "title": "Procedimiento",
        "estrategia": estrategia,
        "procedimiento": Procedimiento.objects.filter(entidad=estrategia.entidad).first(),
        "etapas": uso.por_etapas(revisados),
        "hechos": sum(uno.estado is Estado.HECHO for uno in revisados),
        "total": sum(uno.estado is not Estado.NO_APLICA for uno in revisados),
        "puede_decir": _puede(request, Verbo.AGREGAR, PasoQueNoAplica),
        "puede_copiar": _puede(request, Verbo.AGREGAR, Procedimiento),
    }
    return TemplateResponse(request, "admin/seguimiento/procedimiento.html", contexto)


def _actuar(request: HttpRequest, estrategia: Estrategia) -> HttpResponse:
    verbos = {
        "copiar": (Procedimiento, _copiar),
        "no_aplica": (PasoQueNoAplica, _no_aplica),
        "aplica": (PasoQueNoAplica, _aplica),
    }
    modelo, actuar = verbos.get(request.POST.get("verbo", ""), (None, None))
    if modelo is None:
        raise Http404
    if not _puede(request, Verbo.AGREGAR, modelo):
        raise PermissionDenied
    try:
        messages.success(request, actuar(request, estrategia))
    except ValidationError as error:
        for frase in error.messages:
            messages.error(request, frase)
    return redirect("seguimiento:procedimiento", pk=estrategia.pk)


def _copiar(request: HttpRequest, estrategia: Estrategia) -> str:
    uso.copiar_plantilla(estrategia.entidad, por=request.user, ahora=timezone.now())
    return "Se copió la plantilla. Cambie los pasos que en su entidad sean distintos."


def _no_aplica(request: HttpRequest, estrategia: Estrategia) -> str:
    razon = request.POST.get("razon", "")
    paso = _paso(request, estrategia)
    uso.declarar_que_no_aplica(
        paso, estrategia=estrategia, por=request.user, ahora=timezone.now(), razon=razon
    )
    return f"Quedó dicho por qué no aplica: {paso}"


def _aplica(request: HttpRequest, estrategia: Estrategia) -> str:
    paso = _paso(request, estrategia)
    uso.declarar_que_aplica(paso, estrategia=estrategia, por=request.user)
    return f"El paso vuelve a contar: {paso}"


def _paso(request: HttpRequest, estrategia: Estrategia) -> Paso:
    pk = request.POST.get("paso", "")
    pasos = Paso.objects.filter(procedimiento__entidad=estrategia.entidad)
    return get_object_or_404(pasos, pk=pk if pk.isdecimal() else None)


@require_safe
def procedimiento_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """El mismo estado en un PDF accesible, con la fecha en que se miró."""
    estrategia = _estrategia(request, pk)
    if not Procedimiento.objects.filter(entidad=estrategia.entidad).exists():
        raise Http404
    try:
        contenido = papel.pdf(estrategia, uso.revisar(estrategia), ahora=timezone.now())
    except papel.FaltaPango as error:
        messages.error(request, str(error))
        return redirect("seguimiento:procedimiento", pk=pk)
    nombre = f"procedimiento-{estrategia.entidad.slug}-{estrategia.vigencia}.pdf"
    disposicion = {"Content-Disposition": f'inline; filename="{nombre}"'}
    return HttpResponse(contenido, content_type="application/pdf", headers=disposicion)
