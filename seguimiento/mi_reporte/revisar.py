"""Lo que planeación hace con lo enviado: aceptarlo o devolverlo con una nota. La cifra no la toca."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from estrategia.historia import a_nombre_de
from seguimiento.models import Avance, Corte, EstadoDeAvance

from .guardar import tomar

NO_ESTA_ENVIADA = "Solo se acepta o se devuelve una línea enviada que no se haya revisado."


@transaction.atomic
def aceptar(corte: Corte, avances: Iterable[int], *, por, ahora: datetime) -> list[Avance]:
    """Acepta lo enviado tal como vino, una línea o muchas; todas o ninguna.

    Raises:
        ValidationError: si alguna no está enviada o el corte está cerrado.
    """
    pedidas = set(avances)
    enviadas = list(_enviadas(tomar(corte)).filter(pk__in=pedidas))
    if not pedidas or len(enviadas) != len(pedidas):
        raise ValidationError(NO_ESTA_ENVIADA if pedidas else "Elija al menos una línea enviada.")
    for avance in enviadas:
        avance.estado = EstadoDeAvance.ACEPTADO
        avance.porcentaje_aceptado = avance.porcentaje
        _revisar(avance, por, ahora)
    return enviadas


@transaction.atomic
def devolver(corte: Corte, avance: int, *, nota: str, por, ahora: datetime) -> Avance:
    """Devuelve una línea a su dependencia y dice qué corregir. Sirve también para una ya aceptada.

    Raises:
        ValidationError: si falta la nota, si no está enviada o si el corte está cerrado.
    """
    if not nota.strip():
        raise ValidationError({"nota": "Escriba qué debe corregir la dependencia."})
    reportadas = tomar(corte).avances.filter(
        estado__in=[EstadoDeAvance.ENVIADO, EstadoDeAvance.ACEPTADO]
    )
    devuelta = reportadas.filter(pk=avance).first()
    if devuelta is None:
        raise ValidationError(NO_ESTA_ENVIADA)
    devuelta.estado, devuelta.nota_de_revision = EstadoDeAvance.DEVUELTO, nota.strip()
    devuelta.porcentaje_aceptado = None
    _revisar(devuelta, por, ahora)
    return devuelta


def _enviadas(corte: Corte):
    return corte.avances.filter(estado=EstadoDeAvance.ENVIADO)


def _revisar(avance: Avance, por, ahora: datetime) -> None:
    avance.revisado_en, avance.revisado_por = ahora, por
    avance.full_clean(exclude=["corte", "actividad"])
    a_nombre_de(por, avance).save()
