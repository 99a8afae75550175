"""La página de datos abiertos y su catálogo, de una entidad o de todas."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cronograma import datos as abiertos
from cronograma.datos import Conjunto
from estrategia.publico import entidad_publica


@require_safe
def datos(request: HttpRequest, entidad: str = "") -> HttpResponse:
    """Qué datos hay, en qué archivos, con qué licencia y qué significa cada campo."""
    suya = entidad_publica(entidad) if entidad else None
    contexto = {
        "entidad": suya,
        "conjuntos": abiertos.conjuntos(suya),
        "diccionario": abiertos.diccionario(),
        "archivos": list(abiertos.TIPOS_DE_ARCHIVO),
        "licencia": abiertos.LICENCIA,
        "direccion_de_la_licencia": abiertos.DIRECCION_DE_LA_LICENCIA,
        "frecuencia": abiertos.FRECUENCIA,
        "catalogo": reverse("cronograma:catalogo"),
    }
    plantilla = "cronograma/datos_de_entidad.html" if suya else "cronograma/datos.html"
    return render(request, plantilla, contexto)


@require_safe
def catalogo(request: HttpRequest) -> HttpResponse:
    """El catálogo DCAT que recogen los portales de datos abiertos."""

    def direccion_de(uno: Conjunto, como: str) -> str:
        ruta = reverse("cronograma:descarga", args=[uno.entidad.slug, uno.vigencia, como])
        return request.build_absolute_uri(f"{ruta}?estrategia_de={uno.tipo.value}")

    inicio = request.build_absolute_uri(reverse("cronograma:datos"))
    respuesta = JsonResponse(
        abiertos.catalogo(abiertos.conjuntos(), inicio=inicio, direccion_de=direccion_de),
        content_type="application/ld+json",
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    respuesta["Access-Control-Allow-Origin"] = "*"
    return respuesta
