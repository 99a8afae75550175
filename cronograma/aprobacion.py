"""Aprobación: los pasos de una versión entre la formulación y el público.

Cada verbo es un paso del procedimiento; lo que falta para darlo lo dice su lista
`pendientes_para_…`, que sirve al botón, al mensaje, a la comprobación y a la prueba.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cronograma.models import Version
from cronograma.publicacion import congelar
from estrategia.models import Estrategia

MOTIVO_PREVIA = "Registro del documento que la entidad ya había publicado"


def pendientes_para_registrar_previa(estrategia: Estrategia, *, documento: str) -> list[str]:
    """Qué falta para registrar como publicado un documento que ya era público."""
    faltan = []
    if not documento.strip():
        faltan.append("Indicar el documento que la entidad ya había publicado.")
    if not estrategia.actividades.vigentes().exists():
        faltan.append("Agregar al menos una actividad.")
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
    if faltan := pendientes_para_registrar_previa(estrategia, documento=documento):
        raise ValidationError(faltan)
    return congelar(
        estrategia,
        por=por,
        motivo=motivo,
        ahora=ahora,
        es_previa=True,
        documento_fuente=documento,
        etiqueta=etiqueta,
        fecha_documento=fecha,
    )
