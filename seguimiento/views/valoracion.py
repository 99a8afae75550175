"""Opinar de una reunión, sin sesión: se llega por un código QR o desde su página.

Para no recibir dos veces la opinión de un aparato se le deja una galleta firmada que solo viaja a
esta página y que no dice nada de la persona. Quien la borra puede opinar otra vez: es un freno
honesto, no un candado.
"""

from datetime import datetime
from http import HTTPStatus

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cronograma.codigos import huella_de_envio
from cronograma.encuentros.a_la_vista import anuncio_o_no_encontrado
from cronograma.encuentros.publico import Anuncio, anuncio_de
from cronograma.exportar.pdf import FaltaPango
from cronograma.formulario_ciudadano import FormularioCiudadano, TextoVisible
from cronograma.frenos import se_pasa
from cronograma.models import Encuentro
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.publico import entidad_publica
from seguimiento.exportar.valoracion import cartel_en_pdf
from seguimiento.valoracion_publica import como_contexto
from seguimiento.valoraciones import (
    LARGO_DEL_COMENTARIO,
    PALABRAS,
    PREGUNTAS,
    EstadoDeValoracion,
    estado_de,
    resultados,
    ultimo_dia,
    valorar,
    ya_valoro,
)

GALLETA, DIAS_DE_LA_GALLETA = "valoracion", 30
UN_DIA = 24 * 60 * 60
# Toda una reunión puede estar en la misma red y opinar a la vez.
VECES, CADA_SEGUNDOS = 120, 10 * 60
MUCHAS = "Desde esta red llegaron muchas opiniones. Espere unos minutos y vuelva a enviar."
OPCIONES = [(str(valor), palabra) for valor, palabra in reversed(PALABRAS.items())]


def pregunta(texto: str) -> forms.TypedChoiceField:
    """Una pregunta con sus cinco respuestas a la vista."""
    return forms.TypedChoiceField(
        label=texto,
        choices=OPCIONES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": f"Escoja una respuesta: {texto}"},
    )


class FormularioDeValoracion(FormularioCiudadano):
    """Tres preguntas y un comentario."""

    sal = "valoracion"
    claridad = pregunta(PREGUNTAS["claridad"])
    escucha = pregunta(PREGUNTAS["escucha"])
    utilidad = pregunta(PREGUNTAS["utilidad"])
    comentario = TextoVisible(
        label="¿Algo que quiera decirnos? (si quiere)",
        max_length=LARGO_DEL_COMENTARIO,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "campo"}),
        help_text="No escriba nombres ni teléfonos. Alguien lo lee antes de publicarlo.",
        error_messages={
            "max_length": "Tiene %(show_value)s caracteres y caben %(limit_value)s: acórtelo."
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.unir_reparos()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def valoracion(request: HttpRequest, entidad: str, pk: int) -> HttpResponse:
    """El formulario, las gracias, o por qué no es tiempo de opinar."""
    ahora = timezone.now()
    anuncio = anuncio_o_no_encontrado(entidad_publica(entidad), pk, ahora=ahora)
    marca = request.get_signed_cookie(GALLETA, default="", salt=_sal(pk))
    if marca and ya_valoro(anuncio.encuentro, marca):
        return _gracias(request, anuncio, "ya_estaba")
    if request.method == "POST":
        return _recibir(request, anuncio, marca, ahora)
    inicial = {"envio": FormularioDeValoracion.marca(ahora)}
    formulario = FormularioDeValoracion(initial=inicial, ahora=ahora)
    return _pagina(request, anuncio, formulario, HTTPStatus.OK)


def _recibir(request: HttpRequest, anuncio: Anuncio, marca: str, ahora: datetime) -> HttpResponse:
    formulario = FormularioDeValoracion(request.POST, ahora=ahora)
    if estado_de(anuncio.encuentro, ahora=ahora) is not EstadoDeValoracion.ABIERTA:
        return _pagina(request, anuncio, formulario, HTTPStatus.CONFLICT)
    if not formulario.is_valid():
        return _pagina(request, anuncio, formulario, HTTPStatus.BAD_REQUEST)
    if se_pasa(request, f"valoracion-{anuncio.encuentro.pk}", veces=VECES, segundos=CADA_SEGUNDOS):
        formulario.add_error(None, MUCHAS)
        return _pagina(request, anuncio, formulario, HTTPStatus.TOO_MANY_REQUESTS)
    datos = formulario.cleaned_data
    # Sin galleta todavía, vale la marca del formulario: enviado dos veces es una opinión.
    marca = marca or huella_de_envio(datos["envio"])
    dichas = {una: datos[una] for una in (*PREGUNTAS, "comentario")}
    try:
        valorar(anuncio.encuentro, marca=marca, ahora=ahora, **dichas)
    except ValidationError as error:
        formulario.add_error(None, error.messages)
        return _pagina(request, anuncio, formulario, HTTPStatus.BAD_REQUEST)
    respuesta = _gracias(request, anuncio, "recibida")
    _dejar_galleta(request, respuesta, anuncio.encuentro.pk, marca)
    return respuesta


def _dejar_galleta(request: HttpRequest, respuesta: HttpResponse, pk: int, marca: str) -> None:
    respuesta.set_signed_cookie(
        GALLETA,
        marca,
        salt=_sal(pk),
        max_age=DIAS_DE_LA_GALLETA * UN_DIA,
        path=request.path,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _sal(pk: int) -> str:
    return f"valoracion-{pk}"


def _gracias(request: HttpRequest, anuncio: Anuncio, cual: str) -> HttpResponse:
    contexto = contexto_de(anuncio) | {"cual": cual} | como_contexto(resultados(anuncio.encuentro))
    return render(request, "seguimiento/valoracion/gracias.html", contexto)


def _pagina(request: HttpRequest, anuncio: Anuncio, formulario, estado) -> HttpResponse:
    if formulario.is_bound:
        formulario.renovar_si_vencio()
    contexto = contexto_de(anuncio) | {
        "formulario": formulario,
        "preguntas_del_formulario": [formulario[una] for una in PREGUNTAS],
        "estado": estado_de(anuncio.encuentro, ahora=formulario.ahora),
        "hasta": ultimo_dia(anuncio.encuentro),
    }
    return render(request, "seguimiento/valoracion/formulario.html", contexto, status=estado)


def contexto_de(anuncio: Anuncio) -> dict:
    """Lo que toda página de una reunión lleva."""
    return {
        "anuncio": anuncio,
        "encuentro": anuncio.encuentro,
        "entidad": anuncio.encuentro.actividad.estrategia.entidad,
    }


@require_safe
def cartel(request: HttpRequest, pk: int) -> HttpResponse:
    """El código QR para proyectar o imprimir; lo pide la oficina."""
    encuentros = Encuentro.objects.select_related("actividad__estrategia__entidad")
    encuentro = acceso.limitar(encuentros, request.user).filter(pk=pk).first()
    if encuentro is None or not acceso.puede(
        request.user, Verbo.VER, encuentro, hoy=timezone.localdate()
    ):
        raise Http404("No hay una reunión suya en esta dirección.")
    entidad = encuentro.actividad.estrategia.entidad
    anuncio = anuncio_de(entidad, pk, ahora=timezone.now())
    if anuncio is None:
        messages.error(request, "Esta reunión todavía no es pública: publique su actividad.")
        return redirect("admin:cronograma_encuentro_change", pk)
    direccion = request.build_absolute_uri(reverse("seguimiento:valorar", args=[entidad.slug, pk]))
    try:
        contenido = cartel_en_pdf(anuncio, direccion=direccion)
    except FaltaPango as error:
        messages.error(request, str(error))
        return redirect("admin:cronograma_encuentro_change", pk)
    disposicion = {"Content-Disposition": f'inline; filename="valore-la-reunion-{pk}.pdf"'}
    return HttpResponse(contenido, content_type="application/pdf", headers=disposicion)
