"""Los documentos públicos de un encuentro: qué archivos se reciben y cuáles puede ver cualquiera.

Ejecución 3 del procedimiento: la información previa se publica antes del encuentro, por clases.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError

from cronograma.models import Material
from cronograma.models.convocatoria import CLASES_PREVIAS, ClaseDeMaterial
from estrategia.contenido import DOCUMENTOS, reparo_de

PIEZAS = ("pdf", "png", "jpg")
# Las que informan de la gestión; las otras dos previas dicen dónde consultar y cómo será.
INFORMATIVAS = (
    ClaseDeMaterial.METAS,
    ClaseDeMaterial.GESTION,
    ClaseDeMaterial.CONTRATACION,
    ClaseDeMaterial.DERECHOS,
    ClaseDeMaterial.MEJORAS,
    ClaseDeMaterial.PAZ,
)
APARTE = (ClaseDeMaterial.RUTA, ClaseDeMaterial.REGLAS)


def revisar_archivo(archivo, *, clases: Iterable[str] = DOCUMENTOS) -> None:
    """Mira por dentro un archivo que se está subiendo.

    Raises:
        ValidationError: si no es de las clases que se reciben, pesa de más o no es lo que dice.
    """
    tope = settings.PARTICIPA_MATERIAL_MB
    reparo = reparo_de(archivo, archivo.name, clases=tuple(clases), tope=tope)
    if reparo:
        raise ValidationError(reparo)


def publicos_de(encuentro, ahora: datetime) -> list[Material]:
    """Los que cualquiera puede abrir ya, en el orden de sus clases."""
    orden = list(ClaseDeMaterial)
    visibles = encuentro.materiales.filter(publico_en__lte=ahora)
    return sorted(visibles, key=lambda uno: (orden.index(ClaseDeMaterial(uno.clase)), uno.pk))


def previos(materiales: Iterable[Material]) -> list[Material]:
    """Lo que se lee antes de ir."""
    return [uno for uno in materiales if uno.clase in CLASES_PREVIAS]


def memorias(materiales: Iterable[Material]) -> list[Material]:
    """Lo que queda después."""
    return [uno for uno in materiales if uno.clase == ClaseDeMaterial.MEMORIA]


def que_falta(materiales: Iterable[Material]) -> list[ClaseDeMaterial]:
    """Las clases previas de las que no hay ningún documento."""
    hay = {uno.clase for uno in materiales}
    return [clase for clase in (*INFORMATIVAS, *APARTE) if clase not in hay]
