"""La descarga de un documento por la web: el archivo con su nombre, su tipo y su fecha."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header, http_date

from cronograma.documento import Documento
from cronograma.formatos import Formato

from .salidas import SALIDAS


def descargar(
    documento: Documento, formato: Formato, como: str, *, nombre_archivo: str
) -> HttpResponse:
    """La respuesta con el archivo.

    Args:
        como: xlsx, pdf, ods, csv o json.
        nombre_archivo: sin extensión; la pone la salida.

    Raises:
        KeyError: si esa salida no existe.
        FaltaPango: si se pide PDF y el sistema no puede hacerlo.
    """
    salida = SALIDAS[como]
    response = HttpResponse(salida.hacer(documento, formato), content_type=salida.tipo)
    # Un PDF se mira en el navegador; los demás se guardan.
    response["Content-Disposition"] = content_disposition_header(
        como != "pdf", f"{nombre_archivo}.{como}"
    )
    if documento.publicada_en:
        response["Last-Modified"] = http_date(documento.publicada_en.timestamp())
    return response
