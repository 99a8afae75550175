"""Mi inscripción: verla, cancelarla o retirar la autorización, con el código que llegó al correo.

El código va siempre en el cuerpo: una dirección queda anotada en muchos sitios. Uno equivocado o
de otra entidad responde igual que uno que no existe.
"""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cronograma.consentimiento import responsable_de
from cronograma.exportar.cartas import CartasDeInscripcion
from cronograma.frenos import se_pasa
from cronograma.inscripciones import cancelar, por_codigo, puesto_en_la_espera, retirar
from cronograma.inscripciones.apertura import ya_comenzo
from cronograma.models import Inscripcion
from cronograma.models.inscripcion import EstadoDeInscripcion
from estrategia.publico import entidad_publica

VECES, CADA_SEGUNDOS = 20, 10 * 60
NO_ES = "Con ese código no podemos mostrarle nada. Revíselo."
MUCHAS = "Hubo muchas consultas desde su conexión. Espere diez minutos."
CANCELADA = "Canceló su inscripción. Gracias por avisar: otra persona puede usar su puesto."
PLANTILLA = "cronograma/inscripcion/mi_inscripcion.html"


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mi_inscripcion(request: HttpRequest, entidad: str) -> HttpResponse:
    """Pide el código y, con él, muestra lo que se guarda y deja cancelar o retirarse."""
    suya = entidad_publica(entidad)
    contexto = {"entidad": suya, "inscripcion": None, "reparo": "", "hecho": ""}
    if request.method != "POST":
        return render(request, PLANTILLA, contexto)
    if se_pasa(request, "mi-inscripcion", veces=VECES, segundos=CADA_SEGUNDOS):
        return render(
            request, PLANTILLA, contexto | {"reparo": MUCHAS}, status=HTTPStatus.TOO_MANY_REQUESTS
        )
    inscripcion = por_codigo(suya, request.POST.get("codigo", ""))
    if inscripcion is None:
        return render(request, PLANTILLA, contexto | {"reparo": NO_ES})
    return _actuar(request, inscripcion, contexto)


def _actuar(request: HttpRequest, inscripcion: Inscripcion, contexto: dict) -> HttpResponse:
    quien = {"cartas": CartasDeInscripcion(), "ahora": timezone.now(), "hoy": timezone.localdate()}
    verbo = request.POST.get("verbo", "")
    if verbo == "retirar":
        retirar(inscripcion, **quien)
        return render(request, "cronograma/inscripcion/retirada.html", contexto)
    if verbo == "cancelar":
        try:
            inscripcion = cancelar(inscripcion, **quien)
            contexto["hecho"] = CANCELADA
        except ValidationError as error:
            contexto["reparo"] = error.messages[0]
    return render(request, PLANTILLA, contexto | de_la_inscripcion(inscripcion))


def de_la_inscripcion(inscripcion: Inscripcion) -> dict:
    """Lo que la persona ve de lo suyo: la reunión, cómo va y cada dato que se guarda."""
    encuentro = inscripcion.encuentro
    comenzo = ya_comenzo(encuentro, ahora=timezone.now(), hoy=timezone.localdate())
    cancelada = inscripcion.estado == EstadoDeInscripcion.CANCELADA
    return {
        "inscripcion": inscripcion,
        "encuentro": encuentro,
        "reunion": encuentro.nombre or encuentro.actividad.nombre,
        "puesto": puesto_en_la_espera(inscripcion),
        "cancelada": cancelada,
        "puede_cancelar": not cancelada and not comenzo,
        "responsable": responsable_de(encuentro.actividad.estrategia.entidad),
        "datos": [
            (que, cual)
            for que, cual in (
                ("Nombre", inscripcion.nombre),
                ("Correo", inscripcion.correo),
                ("Teléfono", inscripcion.telefono),
                ("Organización", inscripcion.organizacion),
                ("Grupo", str(inscripcion.grupo or "")),
                ("Qué necesita para participar", inscripcion.apoyos),
            )
            if cual
        ],
    }
