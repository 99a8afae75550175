"""El archivo del Plan de Acción o del PTEP de una estrategia publicada."""

from pathlib import Path

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from cronograma.documentos_marco import CAMPOS, archivo_de
from cronograma.sin_cambios import versiones_o_no_encontrada
from estrategia.publico import NoEncontrada, entidad_publica


@require_safe
def documento_marco(
    request: HttpRequest, entidad: str, vigencia: int, tipo: str, cual: str
) -> FileResponse:
    """El archivo, si su estrategia está publicada. El PDF se mira; los demás se guardan."""
    versiones = versiones_o_no_encontrada(entidad_publica(entidad), vigencia)
    de_ese_tipo = [una.estrategia for una in versiones if una.estrategia.tipo == tipo]
    archivo = archivo_de(de_ese_tipo[0], cual) if de_ese_tipo and cual in CAMPOS else None
    if not archivo:
        raise NoEncontrada("La entidad no ha subido ese documento.")
    extension = Path(archivo.name).suffix
    return FileResponse(
        archivo.open(), as_attachment=extension != ".pdf", filename=f"{cual}-{vigencia}{extension}"
    )
