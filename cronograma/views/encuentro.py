"""La página de un encuentro, su calendario, su QR, sus documentos y su invitación."""

from dataclasses import replace

import segno
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from cronograma.bloques import pintar
from cronograma.encuentros.a_la_vista import anuncio_o_no_encontrado
from cronograma.encuentros.publico import Anuncio
from cronograma.exportar.enlazados import como_guion, evento_de_encuentro
from cronograma.exportar.ics import calendario_de_encuentro
from cronograma.exportar.invitacion import invitacion
from cronograma.exportar.pdf import FaltaPango
from cronograma.inscripciones import apertura_de
from cronograma.models.convocatoria import ClaseDeMaterial
from cronograma.sin_cambios import si_cambio, valores_de
from estrategia.contenido import extension_de, mime_de
from estrategia.publico import Enlace, NoEncontrada, entidad_publica

from .respuestas import para_otros_sitios

CALENDARIO = "text/calendar; charset=utf-8"
SIN_CONVOCATORIA = "Esta reunión o evento todavía no tiene convocatoria publicada."
# Lo que el navegador puede mostrar sin riesgo; lo demás se guarda.
SE_MIRAN = {"pdf", "png", "jpg"}


@require_safe
def encuentro(request: HttpRequest, entidad: str, pk: int) -> HttpResponse:
    """Un encuentro: para qué, quiénes, cuándo, dónde, qué leer antes y cómo inscribirse."""
    suya = entidad_publica(entidad)
    anuncio = anuncio_o_no_encontrado(suya, pk, ahora=timezone.now())
    hoy = timezone.localdate()
    contexto = de_la_pagina(request, suya, anuncio)
    bloques = pintar("encuentro", anuncio.encuentro, hoy, request)
    ultimo = max(bloques.cambio or anuncio.cambio, anuncio.cambio)
    bloques = replace(bloques, cambio=ultimo)
    inscripcion = render_to_string("cronograma/encuentro/_inscripcion.html", contexto, request)

    def pagina() -> HttpResponse:
        datos = como_guion([evento_de_encuentro(anuncio, contexto["direccion"])])
        propios = {"bloques": bloques, "inscripcion": inscripcion, "datos_enlazados": datos}
        return render(request, "cronograma/encuentro/encuentro.html", contexto | propios)

    ademas = [valores_de(anuncio.encuentro), inscripcion, *de_que_depende(anuncio)]
    return si_cambio(request, suya, [anuncio.publicada.version], pagina, bloques, ademas)


def de_la_pagina(request: HttpRequest, entidad, anuncio: Anuncio) -> dict:
    """Lo que la página muestra además del anuncio mismo."""
    ahora = timezone.now()
    hoy = timezone.localdate(ahora)
    direccion = reverse("cronograma:encuentro", args=[entidad.slug, anuncio.encuentro.pk])
    return {
        "entidad": entidad,
        "anuncio": anuncio,
        "encuentro": anuncio.encuentro,
        "fila": anuncio.fila,
        "estrategia": anuncio.publicada.version.estrategia,
        "direccion": request.build_absolute_uri(direccion),
        "apertura": apertura_de(anuncio.encuentro, ahora=ahora, hoy=hoy),
        "hoy": hoy,
    }


def de_que_depende(anuncio: Anuncio) -> list:
    """Los valores de lo que cuelga del encuentro."""
    suyos = [*anuncio.materiales, *anuncio.cambios]
    suyos += [anuncio.convocatoria] if anuncio.convocatoria else []
    return [*(valores_de(uno) for uno in suyos), anuncio.invitados]


@para_otros_sitios
@require_safe
def ics(request: HttpRequest, entidad: str, pk: int) -> HttpResponse:
    """El encuentro para el calendario de cada persona."""
    suya = entidad_publica(entidad)
    anuncio = anuncio_o_no_encontrado(suya, pk, ahora=timezone.now())
    direccion = reverse("cronograma:encuentro", args=[entidad, pk])

    def archivo() -> HttpResponse:
        contenido = calendario_de_encuentro(
            anuncio, dominio=request.get_host(), direccion=request.build_absolute_uri(direccion)
        )
        respuesta = HttpResponse(contenido, content_type=CALENDARIO)
        respuesta["Content-Disposition"] = f'inline; filename="reunion-{pk}.ics"'
        return respuesta

    version = anuncio.publicada.version
    return si_cambio(request, suya, [version], archivo, ademas=[valores_de(anuncio.encuentro)])


@require_safe
def qr(request: HttpRequest, entidad: str, pk: int) -> HttpResponse:
    """El código QR de la página del encuentro."""
    anuncio_o_no_encontrado(entidad_publica(entidad), pk, ahora=timezone.now())
    direccion = reverse("cronograma:encuentro", args=[entidad, pk])
    dibujo = segno.make(request.build_absolute_uri(direccion), micro=False)
    respuesta = HttpResponse(content_type="image/svg+xml")
    dibujo.save(respuesta, kind="svg", scale=4, border=2, light="#fff", xmldecl=False)
    return respuesta


@require_safe
def material(request: HttpRequest, entidad: str, pk: int, material: int) -> HttpResponse:
    """Un documento del encuentro, si ya es público."""
    anuncio = anuncio_o_no_encontrado(entidad_publica(entidad), pk, ahora=timezone.now())
    suyo = next((uno for uno in anuncio.materiales if uno.pk == material), None)
    if suyo is None or not suyo.archivo:
        raise NoEncontrada("Ese documento no está publicado.", _a_la_pagina(entidad, pk))
    clase = ClaseDeMaterial(suyo.clase).value
    return entregar(suyo.archivo, f"{clase}-{slugify(suyo.titulo)[:60] or suyo.pk}")


@require_safe
def pieza(request: HttpRequest, entidad: str, pk: int) -> HttpResponse:
    """La pieza que hizo la entidad para convocar."""
    anuncio = anuncio_o_no_encontrado(entidad_publica(entidad), pk, ahora=timezone.now())
    if not anuncio.convocatoria or not anuncio.convocatoria.pieza:
        raise NoEncontrada(SIN_CONVOCATORIA, _a_la_pagina(entidad, pk))
    return entregar(anuncio.convocatoria.pieza, f"convocatoria-{pk}")


@require_safe
def invitacion_publica(
    request: HttpRequest, entidad: str, pk: int, forma: str, como: str
) -> HttpResponse:
    """La invitación lista para imprimir o publicar, de una convocatoria publicada."""
    suya = entidad_publica(entidad)
    anuncio = anuncio_o_no_encontrado(suya, pk, ahora=timezone.now())
    if anuncio.convocatoria is None:
        raise NoEncontrada(SIN_CONVOCATORIA, _a_la_pagina(entidad, pk))
    contexto = de_la_pagina(request, suya, anuncio)
    try:
        return invitacion(anuncio, contexto["direccion"], forma=forma, como=como)
    except FaltaPango:
        return render(request, "cronograma/sin_pdf.html", contexto, status=503)


def entregar(archivo, nombre: str) -> FileResponse:
    """Un archivo subido, con su tipo verdadero y sin que el navegador adivine otro.

    Raises:
        NoEncontrada: si el archivo ya no está en el disco.
    """
    extension = extension_de(archivo.name)
    try:
        abierto = archivo.open("rb")
    except FileNotFoundError as error:
        raise NoEncontrada("El archivo se perdió: pídalo a la entidad.") from error
    respuesta = FileResponse(abierto, content_type=mime_de(archivo.name))
    se_guarda = extension not in SE_MIRAN
    respuesta["Content-Disposition"] = content_disposition_header(
        se_guarda, f"{nombre}.{extension}"
    )
    respuesta["X-Content-Type-Options"] = "nosniff"
    return respuesta


def _a_la_pagina(entidad: str, pk: int) -> list[Enlace]:
    direccion = reverse("cronograma:encuentro", args=[entidad, pk])
    return [Enlace("Vaya a la página de la reunión o evento", direccion)]
