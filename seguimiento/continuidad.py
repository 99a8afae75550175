"""Lo abierto pasa al año siguiente: compromisos y acciones de mejora, una sola vez.

Mientras el año no termina siguen donde están, para que cuenten en su evaluación; por eso, al copiar
la estrategia antes de fin de año, solo se avisa. Terminado, pasan al copiarla o cuando planeación
lo pida.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from estrategia.models import Estrategia
from seguimiento import compromisos, mejora
from seguimiento.cumplimiento import SIN_CERRAR, abiertos_de, exigir, pendientes_para_continuar
from seguimiento.models import AccionDeMejora, Compromiso


class Abiertos(NamedTuple):
    """Cuántos compromisos y acciones de una estrategia siguen abiertos."""

    compromisos: int
    acciones: int

    def __str__(self) -> str:
        return f"compromisos abiertos, {self.compromisos}; acciones de mejora, {self.acciones}"


def abiertos(estrategia: Estrategia) -> Abiertos:
    """Lo que no se ha cerrado ni ha pasado a otro año."""
    return Abiertos(
        abiertos_de(Compromiso, estrategia).count(), abiertos_de(AccionDeMejora, estrategia).count()
    )


def estrategias_por_pasar(*, hoy: date) -> QuerySet[Estrategia]:
    """Las de años terminados que todavía tienen algo abierto."""
    modelos = (Compromiso, AccionDeMejora)
    condicion = Q.create([("pk__in", _con_abiertos(uno)) for uno in modelos], Q.OR)
    return Estrategia.objects.filter(condicion, vigencia__lt=hoy.year)


def _con_abiertos(modelo) -> QuerySet:
    abiertas = modelo.objects.filter(estado__in=SIN_CERRAR, continua_en=None)
    return abiertas.values("estrategia")


def destinos(estrategia: Estrategia) -> Iterable[Estrategia]:
    """Las estrategias a las que puede pasar: las de un año posterior, la más cercana primero."""
    posteriores = Estrategia.objects.de_entidad(estrategia.entidad_id).filter(
        vigencia__gt=estrategia.vigencia
    )
    return posteriores.order_by("vigencia", "tipo")


def pendientes_para_pasar(anterior: Estrategia, nueva: Estrategia, *, hoy: date) -> list[str]:
    """Qué impide pasar lo abierto."""
    faltan = pendientes_para_continuar(anterior, nueva)
    if not ya_termino(anterior, hoy):
        faltan.append(
            f"El año {anterior.vigencia} no ha terminado: hasta entonces se cumplen y se evalúan allí."
        )
    return faltan


@transaction.atomic
def pasar(anterior: Estrategia, nueva: Estrategia, *, por, ahora: datetime) -> Abiertos:
    """Pasa lo abierto; dice cuántos pasaron.

    Raises:
        ValidationError: si el año no ha terminado, o la otra estrategia no sirve.
    """
    exigir(pendientes_para_pasar(anterior, nueva, hoy=timezone.localdate(ahora)))
    return Abiertos(
        len(compromisos.continuar(anterior, nueva, por=por, ahora=ahora)),
        len(mejora.continuar(anterior, nueva, por=por, ahora=ahora)),
    )


def al_copiar_la_vigencia(
    anterior: Estrategia, nueva: Estrategia, *, por, ahora: datetime
) -> list[str]:
    """Lo que pasa al copiar una estrategia a otro año, en frases para quien la copia."""
    quedan = abiertos(anterior)
    if not any(quedan):
        return []
    if not ya_termino(anterior, timezone.localdate(ahora)):
        return [f"Siguen en {anterior.vigencia}: {quedan}. Páselos cuando ese año termine."]
    return [f"Pasaron de {anterior.vigencia}: {pasar(anterior, nueva, por=por, ahora=ahora)}."]


def ya_termino(estrategia: Estrategia, hoy: date) -> bool:
    """¿Se acabó el año de la estrategia?"""
    return hoy.year > estrategia.vigencia
