"""Cuántas respuestas salieron a tiempo: lo que la evaluación de la estrategia cuenta.

Entran una estrategia y dos fechas; salen cuatro cuentas. Solo entra lo que tiene plazo y no se
trasladó. Ley 1757 de 2015, art. 56 f. Dos consultas, sean cuantas sean.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from cronograma.aportes.reloj import plazo_de, propios_de
from cronograma.aportes.usos import CON_RELOJ
from cronograma.models import Aporte
from cronograma.plazos import EstadoDelPlazo
from estrategia.models import Estrategia


class Respondidas(NamedTuple):
    """Lo recibido en un periodo, según cómo se respondió."""

    en_termino: int
    fuera: int
    pendientes_vencidas: int
    pendientes_en_termino: int

    @property
    def recibidas(self) -> int:
        """Todas."""
        return sum(self)


def respondidas_a_tiempo(
    estrategia: Estrategia, desde: date, hasta: date, *, hoy: date | None = None
) -> Respondidas:
    """Las preguntas y propuestas recibidas entre esos días, con los dos incluidos.

    Args:
        hoy: el día en que se mira; sin él, `hasta`. Lo respondido después de ese día todavía está
            pendiente, para que un periodo cerrado dé siempre lo mismo.

    Raises:
        ValueError: si el periodo termina antes de empezar.
    """
    if hasta < desde:
        raise ValueError(f"El periodo termina ({hasta}) antes de empezar ({desde}).")
    hoy = hoy or hasta
    aportes = Aporte.objects.de_estrategia(estrategia).filter(
        uso__in=CON_RELOJ,
        trasladado_en=None,
        recibido_en__gte=_medianoche(desde),
        recibido_en__lt=_medianoche(hasta + timedelta(days=1)),
    )
    propios = propios_de(estrategia.entidad)
    limite = _medianoche(hoy + timedelta(days=1))
    estados = [_estado_al(limite, uno, hoy, propios) for uno in aportes.defer("texto", "respuesta")]
    return Respondidas(
        en_termino=estados.count(EstadoDelPlazo.RESPONDIDO_A_TIEMPO),
        fuera=estados.count(EstadoDelPlazo.RESPONDIDO_TARDE),
        pendientes_vencidas=estados.count(EstadoDelPlazo.VENCIDO),
        pendientes_en_termino=estados.count(EstadoDelPlazo.A_TIEMPO)
        + estados.count(EstadoDelPlazo.POR_VENCER),
    )


def _estado_al(limite: datetime, aporte: Aporte, hoy: date, propios) -> EstadoDelPlazo:
    if aporte.respondido_en and aporte.respondido_en >= limite:
        aporte.respondido_en = None  # En la memoria: ese día todavía no se había respondido.
    return plazo_de(aporte, hoy=hoy, propios=propios).estado


def _medianoche(dia: date) -> datetime:
    return timezone.make_aware(datetime.combine(dia, time()))
