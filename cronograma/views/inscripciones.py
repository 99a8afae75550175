"""Inscribirse a una reunión, sin sesión y sin que nadie sepa por esta página quién más va."""

from datetime import date, datetime
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cronograma.consentimiento import DERECHOS, responsable_de
from cronograma.encuentros.a_la_vista import anuncio_o_no_encontrado
from cronograma.encuentros.publico import Anuncio
from cronograma.exportar.cartas import CartasDeInscripcion
from cronograma.frenos import se_pasa
from cronograma.inscripciones import (
    CONSENTIMIENTO,
    CONSENTIMIENTO_APARTE,
    apertura_de,
    inscribir,
    se_guardan_hasta,
)
from estrategia.publico import entidad_publica

from .formulario_de_inscripcion import FormularioDeInscripcion

# Una oficina entera puede salir a la red por una sola dirección.
VECES, CADA_SEGUNDOS = 10, 10 * 60
MUCHAS = "Desde su conexión llegaron muchas inscripciones. Espere diez minutos."


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inscribirse(request: HttpRequest, entidad: str, pk: int) -> HttpResponse:
    """El formulario y su acuse. La respuesta es la misma si el correo ya estaba inscrito."""
    ahora, hoy = timezone.now(), timezone.localdate()
    anuncio = anuncio_o_no_encontrado(entidad_publica(entidad), pk, ahora=ahora)
    if request.method == "POST":
        return _recibir(request, anuncio, ahora, hoy)
    inicial = {"envio": FormularioDeInscripcion.marca(ahora)}
    formulario = FormularioDeInscripcion(anuncio, initial=inicial, ahora=ahora)
    return _pagina(request, anuncio, formulario, HTTPStatus.OK)


def _recibir(request: HttpRequest, anuncio: Anuncio, ahora: datetime, hoy: date) -> HttpResponse:
    formulario = FormularioDeInscripcion(anuncio, request.POST, ahora=ahora)
    # Como estaba antes: después, el último puesto delataría si la persona era nueva.
    apertura = apertura_de(anuncio.encuentro, ahora=ahora, hoy=hoy)
    if not apertura.esta_abierta:
        return _pagina(request, anuncio, formulario, HTTPStatus.CONFLICT)
    if not formulario.is_valid():
        return _otra_vez(request, anuncio, formulario, HTTPStatus.BAD_REQUEST)
    if se_pasa(request, f"inscripcion-{anuncio.encuentro.pk}", veces=VECES, segundos=CADA_SEGUNDOS):
        formulario.add_error(None, MUCHAS)
        return _otra_vez(request, anuncio, formulario, HTTPStatus.TOO_MANY_REQUESTS)
    datos = formulario.cleaned_data
    try:
        inscribir(
            anuncio.encuentro,
            formulario.persona(),
            consiente=datos["consiente"],
            mayor_de_edad=datos["mayor_de_edad"],
            envio=datos["envio"],
            cartas=CartasDeInscripcion(),
            ahora=ahora,
            hoy=hoy,
        )
    except ValidationError as error:
        formulario.add_error(None, error.messages)
        return _otra_vez(request, anuncio, formulario, HTTPStatus.BAD_REQUEST)
    contexto = contexto_de(anuncio) | {"apertura": apertura, "correo": datos["correo"]}
    return render(request, "cronograma/inscripcion/recibida.html", contexto)


def _otra_vez(request: HttpRequest, anuncio, formulario, estado) -> HttpResponse:
    """El formulario con lo que la persona escribió; la marca se renueva si venció."""
    formulario.renovar_si_vencio()
    return _pagina(request, anuncio, formulario, estado)


def _pagina(request: HttpRequest, anuncio: Anuncio, formulario, estado) -> HttpResponse:
    apertura = apertura_de(anuncio.encuentro, ahora=formulario.ahora, hoy=timezone.localdate())
    entidad = anuncio.encuentro.actividad.estrategia.entidad
    contexto = contexto_de(anuncio) | {
        "apertura": apertura,
        "formulario": formulario,
        "responsable": responsable_de(entidad),
        "finalidad": CONSENTIMIENTO.finalidad,
        "finalidad_aparte": CONSENTIMIENTO_APARTE.finalidad,
        "derechos": DERECHOS,
        "hasta": se_guardan_hasta(anuncio.encuentro, entidad),
    }
    return render(request, "cronograma/inscripcion/formulario.html", contexto, status=estado)


def contexto_de(anuncio: Anuncio) -> dict:
    """Lo que toda página de una reunión lleva."""
    return {
        "anuncio": anuncio,
        "encuentro": anuncio.encuentro,
        "entidad": anuncio.encuentro.actividad.estrategia.entidad,
        "vigencia": anuncio.encuentro.actividad.estrategia.vigencia,
    }
