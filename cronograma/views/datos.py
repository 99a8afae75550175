"""Datos abiertos: la página, el diccionario, el catálogo y las direcciones `/datos/v1/`."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cronograma import datos as abiertos
from cronograma import openapi
from cronograma.campos import CAMPOS
from cronograma.datos import Conjunto, Direcciones, Seleccion
from cronograma.exportar.conjunto import TIPOS, en_csv, en_json
from cronograma.sin_cambios import con_huella
from estrategia.catalogos import TipoEstrategia
from estrategia.publico import entidad_publica

from .respuestas import direccion_completa, para_otros_sitios

PARAMETROS = Seleccion._fields
PRIMERA, ULTIMA = 2000, 2099


class Ininteligible(Exception):
    """Un parámetro que no existe o no se entiende; el texto dice cuál y cómo se escribe."""


@require_safe
def datos(request: HttpRequest, entidad: str = "") -> HttpResponse:
    """Qué datos hay, en qué archivos y con qué licencia."""
    suya = entidad_publica(entidad) if entidad else None
    todos = abiertos.conjuntos(Seleccion(entidad))
    ruta = "cronograma:catalogo_de_entidad" if suya else "cronograma:catalogo"
    contexto = {
        "entidad": suya,
        "conjuntos": [(uno, archivos_de(uno)) for uno in todos],
        "cambio": abiertos.ultimo_cambio(todos),
        "licencia": abiertos.LICENCIA,
        "direccion_de_la_licencia": abiertos.DIRECCION_DE_LA_LICENCIA,
        "frecuencia": abiertos.FRECUENCIA,
        "catalogo": reverse(ruta, args=[entidad] if suya else []),
    }
    plantilla = "cronograma/datos_de_entidad.html" if suya else "cronograma/datos.html"
    return render(request, plantilla, contexto)


@require_safe
def diccionario(request: HttpRequest) -> HttpResponse:
    """Qué significa cada campo, de qué tipo es y qué valores puede tomar."""
    return render(request, "cronograma/diccionario.html", {"campos": CAMPOS})


def archivos_de(conjunto: Conjunto) -> dict[str, str]:
    """La dirección de cada archivo de un conjunto, por su extensión."""
    quien = (conjunto.entidad.slug, conjunto.vigencia)
    propio = f"?entidad={quien[0]}&vigencia={quien[1]}&tipo={conjunto.tipo.value}"
    return {
        como: reverse("cronograma:actividades", args=[como]) + propio
        if como in abiertos.CON_LOS_CAMPOS
        else reverse("cronograma:descarga", args=[*quien, como])
        + f"?estrategia_de={conjunto.tipo.value}"
        for como in abiertos.TIPOS_DE_ARCHIVO
    }


@para_otros_sitios
@require_safe
def catalogo(request: HttpRequest, entidad: str = "") -> HttpResponse:
    """El catálogo DCAT que recogen los portales de datos abiertos, de una entidad o de todas."""
    if entidad:
        entidad_publica(entidad)
    pagina = reverse(
        "cronograma:datos_de_entidad" if entidad else "cronograma:datos",
        args=[entidad] if entidad else [],
    )
    completa = request.build_absolute_uri
    direcciones = Direcciones(
        pagina=completa(pagina),
        diccionario=completa(reverse("cronograma:diccionario")),
        descripcion=completa(reverse("cronograma:openapi")),
        del_conjunto=lambda uno, como: completa(archivos_de(uno)[como]),
    )
    contenido = abiertos.catalogo(abiertos.conjuntos(Seleccion(entidad)), direcciones)
    return _json(contenido, content_type="application/ld+json")


@para_otros_sitios
@require_safe
def descripcion(request: HttpRequest) -> HttpResponse:
    """La descripción OpenAPI de `/datos/v1/`."""
    return _json(openapi.descripcion(request.build_absolute_uri("/").rstrip("/")))


@para_otros_sitios
@require_safe
def conjuntos(request: HttpRequest) -> HttpResponse:
    """Los conjuntos publicados, con sus archivos y cuándo cambiaron."""

    def hacer(todos: list[Conjunto]) -> HttpResponse:
        return _json(
            _comunes(todos)
            | {
                "frecuencia": abiertos.FRECUENCIA,
                "conjuntos": [_describir(request, uno) for uno in todos],
            }
        )

    return _seleccionados(request, hacer)


@para_otros_sitios
@require_safe
def actividades(request: HttpRequest, como: str) -> HttpResponse:
    """Las actividades publicadas, en CSV o en JSON, con los campos del diccionario."""

    def hacer(todos: list[Conjunto]) -> HttpResponse:
        publicadas = abiertos.publicadas_de(leer_seleccion(request).versiones())
        registros = abiertos.registros_de(publicadas, direccion_completa(request))
        if como == "csv":
            respuesta = HttpResponse(en_csv(registros), content_type=TIPOS[como])
            respuesta["Content-Disposition"] = 'attachment; filename="actividades.csv"'
            return respuesta
        return HttpResponse(en_json(registros, **_comunes(todos)), content_type=TIPOS[como])

    return _seleccionados(request, hacer)


def leer_seleccion(request: HttpRequest) -> Seleccion:
    """Lo que piden los parámetros de la dirección.

    Raises:
        Ininteligible: si alguno sobra o no se entiende.
    """
    for nombre in request.GET:
        if nombre not in PARAMETROS:
            raise Ininteligible(f"No hay un parámetro «{nombre}»; sí {', '.join(PARAMETROS)}.")
    tipo = request.GET.get("tipo", "")
    if tipo and tipo not in TipoEstrategia.values:
        raise Ininteligible(f"No hay un tipo «{tipo}»; sí {', '.join(TipoEstrategia.values)}.")
    return Seleccion(request.GET.get("entidad", ""), _anio(request.GET.get("vigencia", "")), tipo)


def _anio(texto: str) -> int | None:
    if not texto:
        return None
    if texto.isdecimal() and len(texto) == len(str(ULTIMA)) and PRIMERA <= int(texto) <= ULTIMA:
        return int(texto)
    raise Ininteligible(f"La vigencia «{texto}» no es un año: escriba cuatro cifras, como 2026.")


def _seleccionados(
    request: HttpRequest, hacer: Callable[[list[Conjunto]], HttpResponse]
) -> HttpResponse:
    """La respuesta con lo pedido, 304 si no ha cambiado, o 400 si no se entiende qué se pide."""
    try:
        todos = abiertos.conjuntos(leer_seleccion(request))
    except Ininteligible as error:
        return _json({"error": str(error)}, status=HTTPStatus.BAD_REQUEST)
    claves = [(uno.identificador, uno.entidad.nombre, uno.version, uno.cambio) for uno in todos]
    partes = [request.get_host(), request.get_full_path(), *claves]
    return con_huella(request, partes, abiertos.ultimo_cambio(todos), lambda: hacer(todos))


def _comunes(todos: list[Conjunto]) -> dict:
    cambio = abiertos.ultimo_cambio(todos)
    return {"licencia": abiertos.DIRECCION_DE_LA_LICENCIA, "cambio": cambio and _iso(cambio)}


def _describir(request: HttpRequest, uno: Conjunto) -> dict:
    return {
        "id": uno.identificador,
        "entidad": uno.entidad.slug,
        "entidad_nombre": uno.entidad.nombre,
        "vigencia": uno.vigencia,
        "tipo": uno.tipo.value,
        "nombre": uno.nombre,
        "version": uno.version,
        "actividades": uno.filas,
        "cambio": _iso(uno.cambio),
        "archivos": {
            como: request.build_absolute_uri(ruta) for como, ruta in archivos_de(uno).items()
        },
    }


def _iso(momento) -> str:
    return timezone.localtime(momento).isoformat(timespec="seconds")


def _json(contenido: dict, **opciones) -> JsonResponse:
    return JsonResponse(
        contenido, json_dumps_params={"ensure_ascii": False, "indent": 1}, **opciones
    )
