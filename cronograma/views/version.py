"""La página de una versión publicada y sus archivos, que no cambian nunca."""

from http import HTTPStatus

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

from cronograma.exportar.salidas import SALIDAS
from cronograma.historial import VersionContada, historial_de
from cronograma.models import ArchivoDeVersion
from cronograma.sin_cambios import enlace_al_cronograma
from estrategia.models import Estrategia
from estrategia.publico import Enlace, NoEncontrada, entidad_publica

# El contenido de una dirección no cambia: quien lo tiene no necesita volver a pedirlo.
PARA_SIEMPRE = "public, max-age=31536000, immutable"


@require_safe
def version(
    request: HttpRequest, entidad: str, vigencia: int, tipo: str, numero: int
) -> HttpResponse:
    """Una versión: su lista, sus archivos con huella, y si otra ya la reemplazó."""
    estrategia = estrategia_publica(entidad, vigencia, tipo)
    historial = historial_de(estrategia)
    contada = contada_o_no_encontrada(estrategia, historial, numero)
    suya = contada.version
    archivos = list(suya.archivos.select_related("version__estrategia__entidad"))
    contexto = contexto_de(estrategia) | {
        "contada": contada,
        "version": suya,
        "en_vigor": en_vigor(historial),
        "archivos": archivos,
        "falta_el_pdf": not any(uno.como == "pdf" for uno in archivos),
        "filas": filas_de(contada),
    }
    return render(request, "cronograma/version/version.html", contexto)


@require_safe
def archivo(
    request: HttpRequest, entidad: str, vigencia: int, tipo: str, numero: int, archivo: str
) -> HttpResponse:
    """Un archivo de una versión, byte por byte como se escribió al publicarla."""
    estrategia = estrategia_publica(entidad, vigencia, tipo)
    contada = contada_o_no_encontrada(estrategia, historial_de(estrategia), numero)
    escrito = contada.version.archivos.filter(nombre=archivo).first()
    if escrito is None:
        raise NoEncontrada(
            f"La versión {numero} no tiene un archivo que se llame «{archivo}».",
            [Enlace(f"Vea los archivos de la versión {numero}", direccion_de(estrategia, numero))],
        )
    if contada.version.esta_retirada:
        contexto = contexto_de(estrategia) | {"version": contada.version, "archivo": escrito}
        return render(request, "cronograma/version/retirada.html", contexto, status=HTTPStatus.GONE)
    return _contenido(request, escrito)


def _contenido(request: HttpRequest, escrito: ArchivoDeVersion) -> HttpResponse:
    etag = f'"{escrito.sha256}"'
    segundos = int(escrito.version.publicada_en.timestamp())
    respuesta = get_conditional_response(request, etag=etag, last_modified=segundos)
    if respuesta is None:
        respuesta = FileResponse(
            escrito.archivo.open("rb"), content_type=SALIDAS[escrito.como].tipo
        )
        respuesta.headers["Content-Length"] = escrito.tamano
        # Un PDF se mira en el navegador; los demás se guardan.
        respuesta.headers["Content-Disposition"] = content_disposition_header(
            escrito.como != "pdf", nombre_para_guardar(escrito)
        )
    respuesta.headers["ETag"] = etag
    respuesta.headers["Last-Modified"] = http_date(segundos)
    respuesta.headers["Cache-Control"] = PARA_SIEMPRE
    return respuesta


def nombre_para_guardar(escrito: ArchivoDeVersion) -> str:
    """Cómo se llama el archivo en el equipo de quien lo baja: dice de quién y qué versión."""
    estrategia = escrito.version.estrategia
    cual = f"{estrategia.entidad.slug}-{estrategia.vigencia}-version-{escrito.version.numero}"
    return f"{cual}-{escrito.nombre}"


def estrategia_publica(entidad: str, vigencia: int, tipo: str) -> Estrategia:
    """La estrategia de esa dirección, si alguna vez publicó una versión o un borrador.

    Raises:
        NoEncontrada: si no la hay o todavía nada suyo es público.
    """
    suya = entidad_publica(entidad)
    estrategia = suya.estrategias.filter(vigencia=vigencia, tipo=tipo).first()
    if estrategia is None or not estrategia.versiones.exclude(publicada_en=None).exists():
        raise NoEncontrada(
            f"{suya.nombre} no ha publicado aquí esa estrategia de {vigencia}.",
            [Enlace(f"Vaya al inicio de {suya.nombre}", suya.get_absolute_url())],
        )
    estrategia.entidad = suya
    return estrategia


def contada_o_no_encontrada(
    estrategia: Estrategia, historial: list[VersionContada], numero: int
) -> VersionContada:
    """La versión con ese número.

    Raises:
        NoEncontrada: si no se ha publicado; la frase dice cuántas hay.
    """
    for contada in historial:
        if contada.version.numero == numero:
            return contada
    hay = f"La última es la {historial[0].version.numero}." if historial else "Todavía no hay."
    raise NoEncontrada(
        f"No hay una versión {numero} publicada. {hay}",
        [enlace_al_cronograma(estrategia.entidad, estrategia.vigencia)],
    )


def contexto_de(estrategia: Estrategia) -> dict:
    """Lo que toda página de una estrategia necesita."""
    return {
        "entidad": estrategia.entidad,
        "vigencia": estrategia.vigencia,
        "tipo": estrategia.tipo,
        "estrategia": estrategia,
        "con_enlaces": True,
    }


def en_vigor(historial: list[VersionContada]) -> VersionContada | None:
    """La que rige: la última, salvo que se haya retirado."""
    return historial[0] if historial and not historial[0].version.esta_retirada else None


def filas_de(contada: VersionContada) -> list:
    """Las actividades como se publicaron; de una versión retirada, ninguna."""
    if contada.version.esta_retirada:
        return []
    return [una.fila for una in contada.version.filas.order_by("orden", "pk")]


def direccion_de(estrategia: Estrategia, numero: int) -> str:
    """La página de una versión."""
    argumentos = [estrategia.entidad.slug, estrategia.vigencia, estrategia.tipo, numero]
    return reverse("cronograma:version", args=argumentos)
