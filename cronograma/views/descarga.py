"""Los archivos del cronograma: lo mismo que se está viendo, con los mismos filtros."""

from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cronograma.agenda import Renglon
from cronograma.datos import CON_LOS_CAMPOS, DIRECCION_DE_LA_LICENCIA, registros_de
from cronograma.documento import Documento
from cronograma.exportar.conjunto import TIPOS, en_csv, en_json
from cronograma.exportar.ics import calendario
from cronograma.exportar.pdf import FaltaPango
from cronograma.exportar.respuesta import descargar
from cronograma.filters import FiltroDeActividades
from cronograma.formatos import FORMATOS, Formato
from cronograma.models import ActividadPublicada, Version
from cronograma.publicacion import documento_de
from cronograma.publico import publicadas_de, renglones_de
from cronograma.sin_cambios import si_cambio, versiones_o_no_encontrada
from estrategia.publico import Enlace, NoEncontrada, entidad_publica

from .detalle import publicada_o_no_encontrada
from .lista import filtro_invalido
from .respuestas import direccion_completa, para_otros_sitios

FORMATO_HABITUAL = "cronograma"
CALENDARIO = "text/calendar; charset=utf-8"


@para_otros_sitios
@require_safe
def descarga(request: HttpRequest, entidad: str, vigencia: int, como: str) -> HttpResponse:
    """El cronograma como archivo. Con varias estrategias en el año, `estrategia_de` dice cuál."""
    suya = entidad_publica(entidad)
    versiones = versiones_o_no_encontrada(suya, vigencia)
    contexto = {"entidad": suya, "vigencia": vigencia, "versiones": versiones, "como": como}
    filtro = FiltroDeActividades(request.GET, publicadas_de(suya, vigencia))
    if filtro.reparos:
        return filtro_invalido(request, filtro, contexto)
    version = version_pedida(request, versiones)
    if version is None:
        return _escoger(request, contexto)
    return si_cambio(request, suya, [version], lambda: _archivo(request, contexto, filtro, version))


def version_pedida(request: HttpRequest, versiones: list[Version]) -> Version | None:
    """La versión de la estrategia que dice la dirección, o la única que hay.

    Raises:
        NoEncontrada: si la entidad no publicó ese año una estrategia de ese tipo.
    """
    tipo = request.GET.get("estrategia_de", "")
    if not tipo:
        return versiones[0] if len(versiones) == 1 else None
    for version in versiones:
        if version.estrategia.tipo == tipo:
            return version
    raise NoEncontrada(
        f"Este año no hay publicada una estrategia «{tipo}».",
        [
            Enlace(
                f"Use «{version.estrategia.nombre}»", f"?estrategia_de={version.estrategia.tipo}"
            )
            for version in versiones
        ],
    )


def _archivo(
    request: HttpRequest, contexto: dict, filtro: FiltroDeActividades, version: Version
) -> HttpResponse:
    como = contexto["como"]
    nombre = f"cronograma-{contexto['entidad'].slug}-{contexto['vigencia']}"
    publicadas = filtro.qs.filter(version=version)
    documento = documento_de(version, publicadas)
    if filtro.esta_puesto:
        nombre = f"{nombre}-seleccion"
        documento = como_seleccion(documento, filtro)
    formato = _formato(request)
    if como in CON_LOS_CAMPOS:
        return _con_los_campos(request, documento, publicadas, f"{nombre}.{como}")
    try:
        respuesta = descargar(documento, formato, como, nombre_archivo=nombre)
    except FaltaPango:
        return render(
            request, "cronograma/sin_pdf.html", contexto, status=HTTPStatus.SERVICE_UNAVAILABLE
        )
    return respuesta


def _con_los_campos(
    request: HttpRequest,
    documento: Documento,
    publicadas: Iterable[ActividadPublicada],
    nombre: str,
) -> HttpResponse:
    """Lo que se ve, con los campos del diccionario de datos abiertos."""
    registros = registros_de(publicadas, direccion_completa(request))
    como = nombre.rpartition(".")[2]
    comunes = {"licencia": DIRECCION_DE_LA_LICENCIA, "procedencia": documento.procedencia}
    contenido = en_csv(registros) if como == "csv" else en_json(registros, **comunes)
    respuesta = HttpResponse(contenido, content_type=TIPOS[como])
    respuesta["Content-Disposition"] = content_disposition_header(True, nombre)
    return respuesta


def como_seleccion(documento: Documento, filtro: FiltroDeActividades) -> Documento:
    """El documento con una frase que dice que no están todas las actividades, y cuáles sí."""
    filtros = "; ".join(f"{ficha.titulo}: {ficha.nombre}" for ficha in filtro.fichas)
    aviso = f"Este archivo trae solo una selección de las actividades ({filtros})."
    return replace(documento, procedencia=f"{documento.procedencia} {aviso}".strip())


def _formato(request: HttpRequest) -> Formato:
    nombre = request.GET.get("formato", FORMATO_HABITUAL)
    if nombre not in FORMATOS:
        raise NoEncontrada(f"No hay un formato que se llame «{nombre}»: {', '.join(FORMATOS)}.")
    return FORMATOS[nombre]


def _escoger(request: HttpRequest, contexto: dict) -> HttpResponse:
    """Hay varias estrategias en el año y la dirección no dice cuál: se pregunta."""
    opciones = [(version, _con_estrategia(request, version)) for version in contexto["versiones"]]
    return render(
        request,
        "cronograma/escoger_estrategia.html",
        contexto | {"opciones": opciones},
        status=HTTPStatus.BAD_REQUEST,
    )


def _con_estrategia(request: HttpRequest, version: Version) -> str:
    consulta = request.GET.copy()
    consulta["estrategia_de"] = version.estrategia.tipo
    return f"?{consulta.urlencode()}"


@para_otros_sitios
@require_safe
def ics(request: HttpRequest, entidad: str, vigencia: int) -> HttpResponse:
    """El calendario de lo que se ve, para descargar o suscribirse; reúne todas las estrategias."""
    suya = entidad_publica(entidad)
    versiones = versiones_o_no_encontrada(suya, vigencia)
    filtro = FiltroDeActividades(request.GET, publicadas_de(suya, vigencia))
    if filtro.reparos:
        contexto = {"entidad": suya, "vigencia": vigencia, "versiones": versiones}
        return filtro_invalido(request, filtro, contexto)
    nombre = f"Participa · {suya.nombre_corto} {vigencia}"
    return si_cambio(
        request, suya, versiones, lambda: _calendario(request, filtro.qs, versiones, nombre)
    )


@para_otros_sitios
@require_safe
def ics_de_actividad(
    request: HttpRequest, entidad: str, vigencia: int, tipo: str, codigo: str
) -> HttpResponse:
    """El calendario de una sola actividad; el de una retirada queda vacío."""
    suya = entidad_publica(entidad)
    publicada, retiro = publicada_o_no_encontrada(suya, vigencia, tipo, codigo)
    # Vacío, el calendario de quien se suscribió deja de mostrar lo que se retiró.
    publicadas = [] if retiro else [publicada]
    versiones = [publicada.version]
    nombre = publicada.fila.nombre
    return si_cambio(
        request, suya, versiones, lambda: _calendario(request, publicadas, versiones, nombre)
    )


def _calendario(
    request: HttpRequest,
    publicadas: Iterable[ActividadPublicada],
    versiones: list[Version],
    nombre: str,
) -> HttpResponse:
    estrategia = versiones[0].estrategia
    slug, vigencia = estrategia.entidad.slug, estrategia.vigencia

    def direccion_de(renglon: Renglon) -> str:
        argumentos = [slug, vigencia, renglon.tipo, renglon.fila.codigo]
        return request.build_absolute_uri(reverse("cronograma:detalle", args=argumentos))

    contenido = calendario(
        renglones_de(publicadas),
        nombre=nombre,
        dominio=request.get_host(),
        direccion_de=direccion_de,
        versiones=versiones,
    )
    respuesta = HttpResponse(contenido, content_type=CALENDARIO)
    respuesta["Content-Disposition"] = f'inline; filename="participa-{slug}-{vigencia}.ics"'
    return respuesta
