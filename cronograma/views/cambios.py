"""La página «Cambios» y su canal Atom: qué cambió en cada versión y por qué."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from cronograma.historial import historial_de
from estrategia.models import Estrategia
from estrategia.texto import sin_controles

from .version import contexto_de, direccion_de, en_vigor, estrategia_publica


@require_safe
def cambios(request: HttpRequest, entidad: str, vigencia: int, tipo: str) -> HttpResponse:
    """Cada versión publicada, la última primero, con lo que cambió frente a la anterior."""
    estrategia = estrategia_publica(entidad, vigencia, tipo)
    historial = historial_de(estrategia)
    contexto = contexto_de(estrategia) | {
        "historial": historial,
        "en_vigor": en_vigor(historial),
    }
    return render(request, "cronograma/version/cambios.html", contexto)


@require_safe
def atom(request: HttpRequest, entidad: str, vigencia: int, tipo: str) -> HttpResponse:
    """Lo mismo para un lector de noticias: una entrada por versión."""
    estrategia = estrategia_publica(entidad, vigencia, tipo)
    historial = historial_de(estrategia)
    return _canal(request, estrategia, historial)


def _canal(request: HttpRequest, estrategia: Estrategia, historial: list) -> HttpResponse:
    argumentos = [estrategia.entidad.slug, estrategia.vigencia, estrategia.tipo]
    canal = Atom1Feed(
        title=f"Cambios en «{estrategia.nombre}» {estrategia.vigencia}",
        link=request.build_absolute_uri(reverse("cronograma:cambios", args=argumentos)),
        feed_url=request.build_absolute_uri(reverse("cronograma:cambios_atom", args=argumentos)),
        description="Qué cambió en cada versión y por qué.",
        language="es-CO",
        author_name=estrategia.entidad.nombre,
    )
    for contada in historial:
        una = contada.version
        direccion = request.build_absolute_uri(direccion_de(estrategia, una.numero))
        contenido = render_to_string(
            "cronograma/version/_contada.html",
            contexto_de(estrategia) | {"contada": contada, "con_enlaces": False},
        )
        canal.add_item(
            title=f"Versión {una.numero} de {estrategia.nombre}",
            link=direccion,
            unique_id=direccion,
            # Un carácter de control no cabe en XML y dejaría el canal sin leerse.
            description=sin_controles(contenido),
            pubdate=una.publicada_en,
            updateddate=una.retirada_en or una.publicada_en,
        )
    return HttpResponse(
        canal.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
