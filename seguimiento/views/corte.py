"""Un corte, para planeación: quién ha reportado, aceptar o devolver, cambiar plazos, cerrar y reabrir."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from estrategia.acceso import Verbo
from seguimiento import cortes, salud
from seguimiento import evidencia as evidencias
from seguimiento.mi_reporte import revisar
from seguimiento.mi_reporte.renglones import renglones_de
from seguimiento.mi_reporte.tablero import tablero
from seguimiento.models import Avance, Corte, EstadoDeAvance, Evidencia

from .alcance import corte_visible, pagina, puede
from .cortes import Plazos
from .mi_reporte import en_secciones


@require_http_methods(["GET", "HEAD", "POST"])
def corte(request: HttpRequest, pk: int) -> HttpResponse:
    """El tablero del corte y sus líneas; quien no revisa, las mira."""
    suyo = corte_visible(request, pk)
    if request.method == "POST":
        return _actuar(request, suyo)
    hoy = timezone.localdate()
    renglones = renglones_de(suyo, hoy=hoy)
    visibles = evidencias.visibles(
        Evidencia.objects.filter(avance__corte=suyo), request.user, hoy=hoy
    )
    return pagina(
        request,
        "corte/corte",
        f"Corte del {suyo.nombre}",
        corte=suyo,
        estrategia=suyo.estrategia,
        version=cortes.version_de(suyo, hoy=hoy),
        tablero=tablero(renglones),
        secciones=en_secciones(renglones),
        por_revisar=sum(uno.estado_del_reporte == EstadoDeAvance.ENVIADO for uno in renglones),
        visibles=set(visibles.values_list("pk", flat=True)),
        movimientos=suyo.movimientos.select_related("por"),
        recibos=suyo.recibos.select_related("dependencia", "por"),
        revisa=suyo.esta_abierto and puede(request, Verbo.REVISAR, Avance),
        administra=puede(request, Verbo.CAMBIAR, suyo),
        reabre=not suyo.esta_abierto and puede(request, Verbo.REABRIR, suyo),
        faltan_para_cerrar=cortes.pendientes_para_cerrar(suyo, hoy=hoy),
        vencido=hoy > suyo.reporta_hasta,
        nota=cortes.NOTA_DEL_PLAZO,
    )


def _actuar(request: HttpRequest, corte: Corte) -> HttpResponse:
    verbos = {
        "aceptar": (Verbo.REVISAR, Avance, _aceptar),
        "devolver": (Verbo.REVISAR, Avance, _devolver),
        "plazos": (Verbo.CAMBIAR, corte, _plazos),
        "cerrar": (Verbo.CAMBIAR, corte, _cerrar),
        "reabrir": (Verbo.REABRIR, corte, _reabrir),
    }
    if request.POST.get("verbo") not in verbos:
        raise Http404
    verbo, cosa, actuar = verbos[request.POST["verbo"]]
    if not puede(request, verbo, cosa):
        raise PermissionDenied
    try:
        messages.success(request, actuar(request, corte))
    except ValidationError as error:
        for frase in error.messages:
            messages.error(request, frase)
    return redirect("seguimiento:corte", pk=corte.pk)


def _llaves(request: HttpRequest, campo: str) -> list[int]:
    return [int(una) for una in request.POST.getlist(campo) if una.isdecimal() and len(una) < 19]


def _aceptar(request: HttpRequest, corte: Corte) -> str:
    aceptadas = revisar.aceptar(
        corte, _llaves(request, "avance"), por=request.user, ahora=timezone.now()
    )
    return "Se aceptó 1 línea." if len(aceptadas) == 1 else f"Se aceptaron {len(aceptadas)} líneas."


def _devolver(request: HttpRequest, corte: Corte) -> str:
    devuelta = revisar.devolver(
        corte,
        next(iter(_llaves(request, "avance")), 0),
        nota=request.POST.get("nota", ""),
        por=request.user,
        ahora=timezone.now(),
    )
    return f"Se devolvió a su dependencia: {devuelta.actividad}."


def _plazos(request: HttpRequest, corte: Corte) -> str:
    plazos = Plazos(request.POST)
    if not plazos.is_valid() or not all(plazos.cleaned_data.values()):
        raise ValidationError("Escriba las dos fechas: el último día que cuenta y hasta cuándo.")
    cambiado = cortes.cambiar_plazos(corte, **plazos.cleaned_data)
    return f"Se reporta hasta el {cambiado.reporta_hasta:%d/%m/%Y}."


def _cerrar(request: HttpRequest, corte: Corte) -> str:
    ahora = timezone.now()
    # Antes de cerrar: probar tarda, y al cerrar se tiene el turno de la base.
    probados = salud.probar_las_del_corte(corte, ahora=ahora)
    cerrado = cortes.cerrar(corte, por=request.user, ahora=ahora, hoy=timezone.localdate())
    enlaces = f" Direcciones probadas: {probados}." if probados else ""
    return f"Se cerró el corte del {cerrado.nombre}: sus líneas quedan como se midieron.{enlaces}"


def _reabrir(request: HttpRequest, corte: Corte) -> str:
    reabierto = cortes.reabrir(
        corte, por=request.user, ahora=timezone.now(), razon=request.POST.get("razon", "")
    )
    return f"Se reabrió el corte del {reabierto.nombre}: vuelve a recibir reportes."
