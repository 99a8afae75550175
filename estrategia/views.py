"""Páginas de la entidad: su procedimiento y sus instancias de participación."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from estrategia.catalogos import EtapaProcedimiento
from estrategia.models import Paso, Procedimiento
from estrategia.publico import Enlace, NoEncontrada, entidad_publica


@require_safe
def procedimiento(request: HttpRequest, entidad: str) -> HttpResponse:
    """El procedimiento de la entidad, con sus pasos por etapa."""
    suya = entidad_publica(entidad)
    suyo = Procedimiento.objects.filter(entidad=suya).first()
    if suyo is None:
        raise NoEncontrada(
            f"{suya.nombre} no ha publicado aquí su procedimiento.",
            [Enlace(f"Vaya al inicio de {suya.nombre}", suya.get_absolute_url())],
        )
    contexto = {
        "entidad": suya,
        "procedimiento": suyo,
        "definiciones": suyo.definiciones.order_by("orden", "pk"),
        "etapas": etapas(suyo),
    }
    return render(request, "estrategia/procedimiento.html", contexto)


@require_safe
def instancias(request: HttpRequest, entidad: str) -> HttpResponse:
    """Las instancias de participación de la entidad: qué son y qué norma las creó (ITA 6.1.2)."""
    suya = entidad_publica(entidad)
    todas = list(suya.instancias.order_by("nombre"))
    if not todas:
        raise NoEncontrada(
            f"{suya.nombre} no ha publicado aquí sus instancias de participación.",
            [Enlace(f"Vaya al inicio de {suya.nombre}", suya.get_absolute_url())],
        )
    por_titulo = {
        "Instancias activas": [una for una in todas if una.activa],
        "Instancias que ya no están activas": [una for una in todas if not una.activa],
    }
    grupos = [(titulo, suyas) for titulo, suyas in por_titulo.items() if suyas]
    return render(request, "estrategia/instancias.html", {"entidad": suya, "grupos": grupos})


def etapas(procedimiento: Procedimiento) -> list[tuple[EtapaProcedimiento, list[Paso]]]:
    """Los pasos de cada etapa, en su orden."""
    pasos = procedimiento.pasos.order_by("orden")
    return [
        (EtapaProcedimiento(etapa), list(suyos))
        for etapa, suyos in groupby(pasos, key=lambda paso: paso.etapa)
    ]
