"""La memoria pública de una reunión. ITA 6.2.5-G."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from estrategia.publico import Enlace, NoEncontrada, entidad_publica
from seguimiento import memoria as uso
from seguimiento.models import Reporte
from seguimiento.publicado import a_la_vista, compromisos_de
from seguimiento.reportes import CONTENIDOS, encabezado


@require_safe
def memorias(request: HttpRequest, entidad: str) -> HttpResponse:
    """Las memorias de todas las reuniones que la entidad ha publicado."""
    suya = entidad_publica(entidad)
    ahora = timezone.now()
    contexto = {
        "entidad": suya,
        # Una memoria también puede ser un archivo: ese se abre desde la página de su reunión.
        "memorias": uso.memorias_de(suya).filter(publico_en__lte=ahora),
    }
    return render(request, "seguimiento/publico/memorias.html", contexto)


@require_safe
def memoria(request: HttpRequest, entidad: str, encuentro: int) -> HttpResponse:
    """Lo que pasó en la reunión, si la entidad publicó su memoria."""
    suya = entidad_publica(entidad)
    reporte = (
        Reporte.objects.filter(encuentro=encuentro, encuentro__actividad__estrategia__entidad=suya)
        .select_related("encuentro__actividad__estrategia__entidad")
        .first()
    )
    publicada = uso.publicada(reporte) if reporte else None
    if publicada is None:
        raise NoEncontrada(
            f"{suya.nombre} no ha publicado la memoria de esa reunión.",
            [Enlace(f"Vaya al inicio de {suya.nombre}", suya.get_absolute_url())],
        )
    prometido = compromisos_de(suya).filter(encuentro=encuentro, viene_de=None)
    contexto = {
        "entidad": suya,
        "encuentro": reporte.encuentro,
        "publicada": publicada,
        "contenidos": [(encabezado(uno), getattr(reporte, uno)) for uno in CONTENIDOS],
        "asistencia": uso.asistencia_publica(reporte),
        "total": uso.total_publico(reporte),
        "compromisos": a_la_vista(prometido, hoy=timezone.localdate()),
    }
    return render(request, "seguimiento/publico/memoria.html", contexto)
