"""Preguntas y respuestas: leer las publicadas, preguntar y saber en qué va lo que uno escribió."""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cronograma.aportes import publicos
from cronograma.aportes.asuntos import asuntos_de
from cronograma.aportes.consulta import CLASES, ESTADOS, consultar
from cronograma.aportes.estado import EstadoDeAporte, estado_de
from cronograma.aportes.formulario import FormularioDeAporte
from cronograma.aportes.recepcion import por_codigo, recibir
from cronograma.aportes.reloj import plazo_de
from cronograma.aportes.usos import USOS, decision_de
from cronograma.consentimiento import DERECHOS, responsable_de
from cronograma.exportar import preguntas as exportar
from cronograma.frenos import se_pasa
from cronograma.models.aporte import UsoDeAporte
from cronograma.plazos import DIAS_DE_RESPUESTA
from cronograma.publico import vigencias_de
from estrategia.publico import Enlace, NoEncontrada, entidad_publica

from .respuestas import para_otros_sitios

# Una oficina entera puede salir a la red por una sola dirección.
VECES, CADA_SEGUNDOS = 10, 10 * 60
POR_PAGINA = 20
PRIVADO = sensitive_post_parameters()


@require_safe
def lista(request: HttpRequest, entidad: str) -> HttpResponse:
    """Lo que la gente preguntó y propuso y lo que la entidad respondió."""
    suya = entidad_publica(entidad)
    hoy = timezone.localdate()
    publicados = publicos.de_la_entidad(suya, hoy=hoy)
    consulta = consultar(publicados, request.GET.dict())
    contexto = {
        "entidad": suya,
        "consulta": consulta,
        "clases": CLASES,
        "estados": ESTADOS,
        "total": len(publicados),
        "pagina": Paginator(consulta.quedan, POR_PAGINA).get_page(request.GET.get("pagina")),
        "sin_responder": publicos.sin_responder_de(suya),
        "se_puede_preguntar": bool(vigencias_de(suya)),
    }
    estado = HTTPStatus.BAD_REQUEST if consulta.reparos else HTTPStatus.OK
    return render(request, "cronograma/preguntas/lista.html", contexto, status=estado)


@para_otros_sitios
@require_safe
def datos(request: HttpRequest, entidad: str, como: str) -> HttpResponse:
    """Lo publicado, en CSV o en JSON; sin ningún dato de quien escribió."""
    suya = entidad_publica(entidad)
    publicados = publicos.de_la_entidad(suya, hoy=timezone.localdate())
    pagina = request.build_absolute_uri(reverse("cronograma:preguntas", args=[entidad]))
    archivo = exportar.en_csv if como == "csv" else exportar.en_json
    respuesta = HttpResponse(archivo(publicados, suya, pagina), content_type=exportar.TIPOS[como])
    respuesta["Content-Disposition"] = f'attachment; filename="preguntas-{suya.slug}.{como}"'
    return respuesta


@PRIVADO
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nueva(request: HttpRequest, entidad: str) -> HttpResponse:
    """El formulario; al enviarlo, el código y la fecha en que se responde."""
    suya = entidad_publica(entidad)
    enviado = request.method == "POST"
    pedido = (request.POST if enviado else request.GET).get("sobre", "")
    asuntos = asuntos_de(suya, hoy=timezone.localdate(), pedido=pedido)
    if not asuntos:
        raise NoEncontrada(
            f"{suya.nombre} todavía no ha publicado un plan sobre el que se pueda preguntar.",
            [Enlace(f"Vaya al inicio de {suya.nombre}", suya.get_absolute_url())],
        )
    if enviado:
        return _recibir(request, suya, asuntos)
    inicial = _inicial(request, asuntos)
    formulario = FormularioDeAporte(asuntos, initial=inicial, ahora=timezone.now())
    return _formulario(request, suya, formulario)


def _inicial(request: HttpRequest, asuntos) -> dict:
    """Lo que la dirección ya dice; lo que no existe se deja sin escoger."""
    claves = {uno.clave for uno in asuntos}
    pedido, uso = request.GET.get("sobre", ""), request.GET.get("uso", "")
    return {
        "envio": FormularioDeAporte.marca(timezone.now()),
        "sobre": pedido if pedido in claves else asuntos[0].clave,
        "uso": uso if uso in UsoDeAporte.values else UsoDeAporte.PREGUNTA,
    }


def _recibir(request: HttpRequest, suya, asuntos) -> HttpResponse:
    formulario = FormularioDeAporte(asuntos, request.POST, ahora=timezone.now())
    if not formulario.is_valid():
        return _formulario(request, suya, formulario, HTTPStatus.BAD_REQUEST)
    if se_pasa(request, f"aporte-{suya.pk}", veces=VECES, segundos=CADA_SEGUNDOS):
        formulario.add_error(
            None, "Desde su conexión llegaron muchos mensajes. Espere diez minutos."
        )
        return _formulario(request, suya, formulario, HTTPStatus.TOO_MANY_REQUESTS)
    try:
        aporte = recibir(ahora=timezone.now(), **formulario.como_argumentos())
    except ValidationError as error:
        formulario.add_error(None, error.messages)
        return _formulario(request, suya, formulario, HTTPStatus.BAD_REQUEST)
    return render(request, "cronograma/preguntas/recibida.html", _de(aporte, suya))


def _formulario(
    request: HttpRequest, suya, formulario: FormularioDeAporte, estado=HTTPStatus.OK
) -> HttpResponse:
    formulario.renovar_si_vencio()
    contexto = {
        "entidad": suya,
        "formulario": formulario,
        "dias": DIAS_DE_RESPUESTA,
        "responsable": responsable_de(suya),
        "derechos": DERECHOS,
    }
    return render(request, "cronograma/preguntas/nueva.html", contexto, status=estado)


@PRIVADO
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seguimiento(request: HttpRequest, entidad: str) -> HttpResponse:
    """En qué va lo que uno escribió. El código va en el cuerpo: una dirección queda anotada."""
    suya = entidad_publica(entidad)
    contexto = {"entidad": suya, "aporte": None, "reparo": ""}
    estado = HTTPStatus.OK
    if request.method == "POST":
        if se_pasa(request, "seguimiento-aporte", veces=2 * VECES, segundos=CADA_SEGUNDOS):
            estado = HTTPStatus.TOO_MANY_REQUESTS
            contexto["reparo"] = "Hubo muchas consultas desde su conexión. Espere diez minutos."
        elif aporte := por_codigo(suya, request.POST.get("codigo", "")):
            contexto |= _de(aporte, suya)
        else:
            contexto["reparo"] = "Con ese código no podemos mostrarle nada. Revíselo."
    return render(request, "cronograma/preguntas/seguimiento.html", contexto, status=estado)


def _de(aporte, suya) -> dict:
    """Lo que ve quien lo escribió: nunca un borrador de respuesta ni en manos de quién está."""
    return {
        "entidad": suya,
        "aporte": aporte,
        "uso": USOS[aporte.uso],
        "decision": decision_de(aporte),
        "plazo": plazo_de(aporte, hoy=timezone.localdate()),
        "trasladado": estado_de(aporte) is EstadoDeAporte.TRASLADADO,
    }
