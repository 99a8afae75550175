"""La puerta de una reunión: quién se inscribió, quién llegó y la lista para firmar.

Pensada para un teléfono y de pie. Los nombres los ve solo quien lleva la lista; al buscar, lo
escrito va en el cuerpo y no en la dirección, que queda anotada.
"""

import secrets
from datetime import date
from typing import NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cronograma import inscripciones
from cronograma.codigos import codigo_escrito
from cronograma.exportar import asistencia as papel
from cronograma.exportar.cartas import CartasDeInscripcion
from cronograma.exportar.pdf import FaltaPango
from cronograma.inscripciones.apertura import ya_comenzo
from cronograma.models import Encuentro, Inscripcion
from cronograma.models.inscripcion import EstadoDeInscripcion
from estrategia import acceso
from estrategia.texto import sin_acentos

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Persona(NamedTuple):
    """Una persona en la puerta."""

    inscripcion: Inscripcion
    espera: bool


class ConAsistencia:
    """Lo que la pantalla de un encuentro gana: la puerta y las listas."""

    def get_urls(self):
        propias = [
            path(
                f"<int:pk>/asistencia{final}",
                self.admin_site.admin_view(vista),
                name=f"cronograma_encuentro_asistencia{nombre}",
            )
            for final, vista, nombre in (
                ("/", puerta, ""),
                (".pdf", lista_en_pdf, "_pdf"),
                (".xlsx", lista_en_excel, "_xlsx"),
            )
        ]
        return propias + super().get_urls()


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def puerta(request: HttpRequest, pk: int) -> HttpResponse:
    """Quién falta por llegar y quién llegó; anotarlo, deshacerlo o anotar a quien no se inscribió."""
    encuentro = encuentro_o_nada(request, pk)
    if request.method == "POST" and request.POST.get("verbo") != "buscar":
        return _actuar(request, encuentro)
    buscado = request.POST.get("buscado", "").strip()
    personas = buscar(encuentro, buscado)
    vivas = encuentro.inscripciones.vivas()
    contexto = admin.site.each_context(request) | {
        "title": "Llegada",
        "encuentro": encuentro,
        "reunion": papel.nombre_de(encuentro),
        "buscado": buscado,
        "por_llegar": [una for una in personas if not una.inscripcion.llego_en],
        "llegaron": [una for una in personas if una.inscripcion.llego_en],
        "cuantas": vivas.con_cupo().count(),
        "cuantas_llegaron": vivas.exclude(llego_en=None).count(),
        "esperan": vivas.en_espera().count(),
        "se_puede_dar": not ya_comenzo(encuentro, ahora=timezone.now(), hoy=_hoy()),
        "aparte": inscripciones.cuentas_diferenciales(encuentro),
        "consentimiento": inscripciones.CONSENTIMIENTO,
        "envio": secrets.token_hex(16),
    }
    return TemplateResponse(request, "admin/cronograma/asistencia/puerta.html", contexto)


def encuentro_o_nada(request: HttpRequest, pk: int) -> Encuentro:
    """El encuentro, si la persona lleva su lista.

    Raises:
        Http404: si es de otra entidad.
        PermissionDenied: si es de la suya y no responde por él.
    """
    todos = Encuentro.objects.select_related("actividad__estrategia__entidad")
    encuentro = acceso.limitar(todos, request.user).filter(pk=pk).first()
    if encuentro is None:
        raise Http404("No hay una reunión suya en esta dirección.")
    if not inscripciones.puede_llevar_la_lista(request.user, encuentro, hoy=_hoy()):
        raise PermissionDenied
    return encuentro


def buscar(encuentro: Encuentro, buscado: str) -> list[Persona]:
    """Quienes no cancelaron, por nombre; con algo buscado, los que lo tienen o ese código."""
    todas = sorted(encuentro.inscripciones.vivas(), key=lambda una: sin_acentos(una.nombre))
    codigo, palabras = codigo_escrito(buscado), sin_acentos(buscado).split()
    return [
        Persona(una, una.estado == EstadoDeInscripcion.EN_ESPERA)
        for una in todas
        if una.codigo == codigo or all(cada in sin_acentos(una.nombre) for cada in palabras)
    ]


def _hoy() -> date:
    return timezone.localdate()


def _actuar(request: HttpRequest, encuentro: Encuentro) -> HttpResponse:
    verbos = {
        "llego": _llego,
        "deshacer": _deshacer,
        "anotar": _anotar,
        "dar_puestos": _dar_puestos,
    }
    verbo = verbos.get(request.POST.get("verbo", ""))
    if verbo is None:
        raise Http404
    try:
        # Sin el nombre de nadie: el mensaje puede viajar en una galleta.
        messages.success(request, verbo(request, encuentro))
    except ValidationError as error:
        for frase in error.messages:
            messages.error(request, frase)
    return redirect("admin:cronograma_encuentro_asistencia", pk=encuentro.pk)


def _llego(request: HttpRequest, encuentro: Encuentro) -> str:
    inscripciones.anotar_llegada(_suya(request, encuentro), ahora=timezone.now())
    return "Llegada anotada."


def _deshacer(request: HttpRequest, encuentro: Encuentro) -> str:
    inscripciones.deshacer_llegada(_suya(request, encuentro))
    return "Se deshizo."


def _anotar(request: HttpRequest, encuentro: Encuentro) -> str:
    inscripciones.anotar_sin_inscripcion(
        encuentro,
        nombre=request.POST.get("nombre", ""),
        organizacion=request.POST.get("organizacion", ""),
        consiente=request.POST.get("consiente") == "on",
        envio=request.POST.get("envio", ""),
        ahora=timezone.now(),
    )
    return "Anotada una persona que llegó sin inscribirse."


def _dar_puestos(request: HttpRequest, encuentro: Encuentro) -> str:
    cuantas = inscripciones.dar_puestos(
        encuentro, cartas=CartasDeInscripcion(), ahora=timezone.now(), hoy=_hoy()
    )
    return f"Entraron de la lista de espera: {cuantas}." if cuantas else "No hay puestos que dar."


def _suya(request: HttpRequest, encuentro: Encuentro) -> Inscripcion:
    pk = request.POST.get("inscripcion", "")
    suya = encuentro.inscripciones.filter(pk=pk).first() if pk.isdecimal() else None
    if suya is None:
        raise ValidationError("Esa persona ya no está en la lista.")
    return suya


@never_cache
@require_safe
def lista_en_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """La lista para firmar."""
    encuentro = encuentro_o_nada(request, pk)
    try:
        contenido = papel.asistencia_en_pdf(encuentro, ahora=timezone.now())
    except FaltaPango as error:
        messages.error(request, str(error))
        return redirect("admin:cronograma_encuentro_asistencia", pk=pk)
    return _archivo(contenido, f"asistencia-{pk}.pdf", "application/pdf")


@never_cache
@require_safe
def lista_en_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """La misma lista en una hoja."""
    encuentro = encuentro_o_nada(request, pk)
    contenido = papel.asistencia_en_excel(encuentro, ahora=timezone.now())
    return _archivo(contenido, f"asistencia-{pk}.xlsx", XLSX)


def _archivo(contenido: bytes, nombre: str, tipo: str) -> HttpResponse:
    disposicion = {"Content-Disposition": f'attachment; filename="{nombre}"'}
    return HttpResponse(contenido, content_type=tipo, headers=disposicion)
