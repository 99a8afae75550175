"""Lo que todavía espera a la entidad, con su reloj: para la bandeja y la portada.

Entra una consulta de aportes, ya recortada a lo que la persona alcanza; salen los que tienen plazo
y no se han respondido. Tres consultas, sean cuantos sean.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import QuerySet

from cronograma.aportes.reloj import plazo_de, propios_de
from cronograma.aportes.usos import CON_RELOJ
from cronograma.models import Aporte
from cronograma.plazos import EstadoDelPlazo, PlazoDeRespuesta

DOMINGO = 6


def con_reloj(aportes: QuerySet, *, hoy: date) -> list[tuple[Aporte, PlazoDeRespuesta]]:
    """Los que esperan respuesta con plazo, del que vence primero al que vence último."""
    esperan = (
        aportes.filter(uso__in=CON_RELOJ)
        .sin_responder()
        .select_related("estrategia__entidad")
        .prefetch_related("estrategia__entidad__dias_no_habiles")
        .only("uso", "recibido_en", "respondido_en", "trasladado_en", "estrategia__entidad")
    )
    propios: dict[int, dict[date, str]] = {}
    contados = []
    for uno in esperan:
        entidad = uno.estrategia.entidad
        if entidad.pk not in propios:
            propios[entidad.pk] = propios_de(entidad)
        contados.append((uno, plazo_de(uno, hoy=hoy, propios=propios[entidad.pk])))
    return sorted(contados, key=lambda par: (par[1].vence, par[0].pk))


def vence_esta_semana(plazo: PlazoDeRespuesta, *, hoy: date) -> bool:
    """¿Vence de hoy al domingo?"""
    return hoy <= plazo.vence <= hoy + timedelta(days=DOMINGO - hoy.weekday())


# Cómo se escoge en la bandeja: palabra de la dirección → qué plazos entran.
Condicion = Callable[[PlazoDeRespuesta, date], bool]
CORTES: dict[str, tuple[str, Condicion]] = {
    "vencido": ("Vencidas", lambda plazo, hoy: plazo.estado == EstadoDelPlazo.VENCIDO),
    "por_vencer": ("Por vencer", lambda plazo, hoy: plazo.estado == EstadoDelPlazo.POR_VENCER),
    "semana": ("Vencen esta semana", lambda plazo, hoy: vence_esta_semana(plazo, hoy=hoy)),
    "a_tiempo": ("A tiempo", lambda plazo, hoy: plazo.estado == EstadoDelPlazo.A_TIEMPO),
}


def llaves(aportes: QuerySet, corte: str, *, hoy: date) -> list[int]:
    """Las llaves de los que caen en un corte de la bandeja."""
    _, entra = CORTES[corte]
    return [uno.pk for uno, plazo in con_reloj(aportes, hoy=hoy) if entra(plazo, hoy)]
