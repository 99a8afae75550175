"""El recibo de un reporte enviado: qué, quién, cuándo y con qué huella. En pantalla y en PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from cronograma.exportar.pdf import FaltaPango
from estrategia import acceso
from estrategia.acceso import Verbo
from seguimiento.exportar import recibo as papel
from seguimiento.mi_reporte.enviar import huella_de
from seguimiento.models import Recibo

from .alcance import exigir, pagina


@require_safe
def recibo(request: HttpRequest, pk: int) -> HttpResponse:
    """El recibo. Dice si lo guardado sigue siendo lo que se envió."""
    suyo = _visible(request, pk)
    return pagina(
        request,
        "mi_reporte/recibo",
        f"Recibo {suyo.numero}: {suyo.corte.nombre}",
        recibo=suyo,
        coincide=huella_de(suyo.contenido) == suyo.sha256,
    )


@require_safe
def recibo_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """El mismo recibo en un PDF accesible."""
    suyo = _visible(request, pk)
    try:
        contenido = papel.pdf(suyo)
    except FaltaPango as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    nombre = f"recibo-{suyo.corte.periodo}-{suyo.corte.estrategia.vigencia}-{suyo.numero}.pdf"
    disposicion = {"Content-Disposition": f'inline; filename="{nombre}"'}
    return HttpResponse(contenido, content_type="application/pdf", headers=disposicion)


def _visible(request: HttpRequest, pk: int) -> Recibo:
    alcanzables = acceso.limitar(
        Recibo.objects.select_related("corte__estrategia__entidad", "dependencia"), request.user
    )
    suyo = get_object_or_404(alcanzables, pk=pk)
    exigir(request, Verbo.VER, suyo)
    return suyo
