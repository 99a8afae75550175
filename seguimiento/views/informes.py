"""Los informes emitidos, como los ve cualquiera: la lista, la página de cada uno y sus archivos. ITA 6.1.6.

Un borrador no existe para el público. La dirección de un informe y la de sus archivos no cambian.
"""

from http import HTTPStatus

from django.core.cache import cache
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cronograma.periodos import Periodo
from estrategia.models import Entidad
from estrategia.publico import Enlace, NoEncontrada, entidad_publica
from seguimiento.exportar.informe_html import cuerpo
from seguimiento.exportar.informes import SALIDAS, FaltaPango, hacer, nombre_de
from seguimiento.informes.lectura import leer
from seguimiento.models import Informe

# El documento de texto es para que la oficina lo edite: al público va lo que no se edita.
PUBLICAS = ("pdf", "xlsx", "html")
FIRMADO = "firmado.pdf"
UN_DIA = 24 * 60 * 60


@require_safe
def informes(request: HttpRequest, entidad: str) -> HttpResponse:
    """Todos los informes emitidos, del año más nuevo al más viejo."""
    suya = entidad_publica(entidad)
    emitidos = [(uno, _periodo(uno), _archivos(suya, uno)) for uno in emitidos_de(suya)]
    contexto = {"entidad": suya, "informes": emitidos}
    return render(request, "seguimiento/publico/informes.html", contexto)


@require_safe
def informe(request: HttpRequest, entidad: str, pk: int) -> HttpResponse:
    """Un informe emitido, como página."""
    suya = entidad_publica(entidad)
    uno = _emitido(suya, pk)
    contexto = {
        "entidad": suya,
        "informe": uno,
        "cuerpo": cuerpo(leer(uno, hoy=timezone.localdate()).escrito),
        "archivos": _archivos(suya, uno),
    }
    return render(request, "seguimiento/publico/informe.html", contexto)


@require_safe
def archivo(request: HttpRequest, entidad: str, pk: int, archivo: str) -> HttpResponse:
    """Un archivo de un informe emitido."""
    suya = entidad_publica(entidad)
    uno = _emitido(suya, pk)
    if archivo == FIRMADO and uno.firmado_archivo:
        return FileResponse(uno.firmado_archivo.open("rb"), content_type=SALIDAS["pdf"].tipo)
    como = archivo.rpartition(".")[2]
    if como not in PUBLICAS or archivo != f"{nombre_de(uno)}.{como}":
        raise NoEncontrada(
            f"Ese informe no tiene un archivo que se llame «{archivo}».",
            [
                Enlace(
                    "Vea el informe", reverse("seguimiento:informe_publico", args=[suya.slug, pk])
                )
            ],
        )
    etag = f'"{_marca(uno)}-{como}"'
    respuesta = get_conditional_response(request, etag=etag)
    if respuesta is None:
        respuesta = _escribir(request, suya, uno, como)
    respuesta.headers["ETag"] = etag
    return respuesta


def emitidos_de(entidad: Entidad) -> QuerySet[Informe]:
    """Los que el público ve."""
    return (
        Informe.objects.emitidos()
        .filter(estrategia__entidad=entidad)
        .select_related("estrategia__entidad", "version_plan")
        .order_by("-estrategia__vigencia", "-emitido_en", "-pk")
    )


def _emitido(entidad: Entidad, pk: int) -> Informe:
    uno = emitidos_de(entidad).filter(pk=pk).first()
    if uno is None:
        raise NoEncontrada(
            f"{entidad.nombre} no ha emitido ese informe.",
            [Enlace("Vea los informes", reverse("seguimiento:informes", args=[entidad.slug]))],
        )
    return uno


def _escribir(request: HttpRequest, entidad: Entidad, uno: Informe, como: str) -> HttpResponse:
    llave = f"informe-{uno.pk}-{_marca(uno)}-{como}"
    contenido = cache.get(llave)
    if contenido is None:
        try:
            contenido = hacer(leer(uno, hoy=timezone.localdate()), como)
        except FaltaPango:
            contexto = {"entidad": entidad, "vigencia": uno.estrategia.vigencia}
            estado = HTTPStatus.SERVICE_UNAVAILABLE
            return render(request, "cronograma/sin_pdf.html", contexto, status=estado)
        cache.set(llave, contenido, UN_DIA)
    respuesta = HttpResponse(contenido, content_type=SALIDAS[como].tipo)
    # Un PDF se mira en el navegador; los demás se guardan.
    respuesta["Content-Disposition"] = content_disposition_header(
        como != "pdf", f"{entidad.slug}-{nombre_de(uno)}.{como}"
    )
    return respuesta


def _marca(uno: Informe) -> str:
    """Cambia si el informe dice algo más: una adenda o su firma."""
    return f"{uno.sha256[:16]}-{uno.adendas.count()}-{uno.firmado_sha256[:8]}"


def _periodo(uno: Informe) -> str:
    return Periodo.de_codigo(uno.periodo, uno.estrategia.vigencia).nombre


def _archivos(entidad: Entidad, uno: Informe) -> list[Enlace]:
    def direccion(nombre: str) -> str:
        return reverse("seguimiento:informe_archivo", args=[entidad.slug, uno.pk, nombre])

    enlaces = [
        Enlace(SALIDAS[como].titulo, direccion(f"{nombre_de(uno)}.{como}")) for como in PUBLICAS[:2]
    ]
    return [*enlaces, Enlace("PDF firmado", direccion(FIRMADO))] if uno.firmado_archivo else enlaces
