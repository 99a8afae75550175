"""La página pública «¿Se está cumpliendo?»: el avance aceptado en los cortes cerrados de un año."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cronograma.bloques import Pintados
from cronograma.publico import vigencias_de
from cronograma.sin_cambios import si_cambio, versiones_o_no_encontrada
from estrategia.models import Entidad
from estrategia.publico import Enlace, NoEncontrada, entidad_publica
from seguimiento.avance_publico import AvancePublico, avances_de


@require_safe
def avance(request: HttpRequest, entidad: str, vigencia: int) -> HttpResponse:
    """El avance de cada estrategia del año; `?corte=T2` muestra un corte anterior."""
    una = entidad_publica(entidad)
    versiones = versiones_o_no_encontrada(una, vigencia)
    periodo = request.GET.get("corte", "")
    avances = avances_de(una, vigencia, hoy=timezone.localdate(), periodo=periodo)
    _exigir_corte(una, vigencia, periodo, avances)
    contexto = {
        "entidad": una,
        "vigencia": vigencia,
        "vigencias": vigencias_de(una),
        "avances": avances,
        "actualizado": max((uno.cambio for uno in avances if uno.cambio), default=None),
    }
    return si_cambio(
        request,
        una,
        versiones,
        lambda: render(request, "seguimiento/publico/avance.html", contexto),
        _como_bloques(avances),
    )


def _exigir_corte(entidad: Entidad, vigencia: int, periodo: str, avances: list) -> None:
    cerrados = {uno.periodo for avance in avances for uno in avance.cerrados}
    if periodo and periodo not in cerrados:
        direccion = reverse("seguimiento:avance", args=[entidad.slug, vigencia])
        raise NoEncontrada(
            f"No hay un corte cerrado «{periodo}» en {vigencia}.",
            [Enlace("Vea el último corte cerrado", direccion)],
        )


def _como_bloques(avances: list[AvancePublico]) -> Pintados:
    """De qué depende la página, además de lo que depende toda página de la entidad."""
    partes = tuple(
        repr((uno.lineas, [(i.pk, i.estado, i.firmado_en) for i in uno.informes], uno.cierra))
        for uno in avances
    )
    return Pintados(
        html=partes, cambio=max((uno.cambio for uno in avances if uno.cambio), default=None)
    )
