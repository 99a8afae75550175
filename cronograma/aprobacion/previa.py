"""La segunda entrada al público: registrar lo que la entidad ya había publicado."""

from datetime import date, datetime

from django.db import transaction

from cronograma.models import Version
from cronograma.models.version import EstadoVersion
from cronograma.publicacion import congelar, siguiente_numero
from estrategia.models import Estrategia

from .pasos import anotar, exigir

MOTIVO_PREVIA = "Registro del documento que la entidad ya había publicado"


def pendientes_para_registrar_previa(estrategia: Estrategia, *, documento: str) -> list[str]:
    """Qué falta para registrar como publicado un documento que ya era público."""
    faltan = []
    if not documento.strip():
        faltan.append("Indicar el documento que la entidad ya había publicado.")
    if not estrategia.actividades.vigentes().exists():
        faltan.append("Agregar al menos una actividad.")
    if estrategia.versiones.en_preparacion().exists():
        faltan.append("Publicar o devolver la versión que está en preparación.")
    return faltan


@transaction.atomic
def registrar_publicacion_previa(
    estrategia: Estrategia,
    *,
    por,
    documento: str,
    ahora: datetime,
    etiqueta: str = "",
    fecha: date | None = None,
    motivo: str = MOTIVO_PREVIA,
) -> Version:
    """Publica lo que la entidad ya había publicado por otro medio.

    Es la entrada de una entidad que empieza a mitad de año. La aprobación del Comité no
    consta en el sistema, y las páginas y los informes lo dicen.

    Args:
        documento: nombre del documento fuente.
        etiqueta: la versión que el documento dice de sí.
        fecha: la fecha que el documento dice de sí.

    Raises:
        ValidationError: con la lista de lo que falta.
    """
    exigir(pendientes_para_registrar_previa(estrategia, documento=documento))
    version = congelar(
        Version(
            estrategia=estrategia,
            numero=siguiente_numero(estrategia),
            estado=EstadoVersion.PUBLICADA,
            motivo=motivo,
            es_previa=True,
            documento_fuente=documento,
            etiqueta=etiqueta,
            fecha_documento=fecha,
            publicada_por=por,
            publicada_en=ahora,
        )
    )
    anotar(version, "registrar_publicacion_previa", de="", por=por, ahora=ahora, razon=motivo)
    return version
