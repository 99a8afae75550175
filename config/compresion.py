"""Las páginas viajan comprimidas: una lista de quinientas actividades baja de 390 KB a 28 KB.

Comprimir junto lo secreto y lo que escribe un extraño deja adivinar lo secreto por el tamaño
(BREACH). Por eso nada hecho para una sesión se comprime, la marca de los formularios públicos
cambia en cada respuesta y Django agrega un relleno al azar. Los archivos ya publicados viajan
byte por byte; los estilos y los guiones, en producción, ya vienen comprimidos.
"""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

SE_COMPRIMEN = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/atom+xml",
    "image/svg+xml",
)


class Comprimir(GZipMiddleware):
    """Comprime lo público que es texto."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            # Quien guardó la respuesta debe saber que hay dos: con y sin comprimir.
            patch_vary_headers(response, ["Accept-Encoding"])
            return response
        return (
            super().process_response(request, response) if _puede(request, response) else response
        )


def _puede(request: HttpRequest, response: HttpResponse) -> bool:
    de_una_sesion = settings.SESSION_COOKIE_NAME in request.COOKIES
    es_estatico = request.path.startswith(settings.STATIC_URL)
    es_texto = response.get("Content-Type", "").startswith(SE_COMPRIMEN)
    return es_texto and not de_una_sesion and (es_estatico or not response.streaming)
