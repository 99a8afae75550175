"""La puerta privada de una evidencia: el archivo, para quien puede verlo; para los demás no existe."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from seguimiento import evidencia as uso
from seguimiento.models import Evidencia

EN_CAJA = "default-src 'none'; sandbox"


@require_safe
def evidencia(request: HttpRequest, pk: int) -> FileResponse:
    """El archivo, siempre como descarga: el navegador no lo abre dentro del sitio ni adivina su tipo."""
    hallada = get_object_or_404(Evidencia.objects.exclude(archivo=""), pk=pk)
    if not uso.puede_ver(request.user, hallada, hoy=timezone.localdate()):
        raise Http404("No hay una evidencia suya en esa dirección.")
    respuesta = FileResponse(
        hallada.archivo.open("rb"),
        as_attachment=True,
        filename=hallada.nombre_original,
        content_type=hallada.tipo,
    )
    respuesta.headers["X-Content-Type-Options"] = "nosniff"
    respuesta.headers["Content-Security-Policy"] = EN_CAJA
    return respuesta
