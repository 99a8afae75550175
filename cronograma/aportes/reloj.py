"""El reloj de cada aporte: su plazo, con los días propios de la entidad de hoy.

Entra un aporte; sale su `PlazoDeRespuesta`, o nada si no se debe responder con plazo. Quien cuenta
varios de una entidad pide `propios_de` una vez y la pasa.
"""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from cronograma.aportes.usos import USOS
from cronograma.models import Aporte
from cronograma.plazos import PlazoDeRespuesta, plazo_de_respuesta
from estrategia.models import Entidad


def propios_de(entidad: Entidad) -> dict[date, str]:
    """Los días en que la entidad no atiende, con su motivo."""
    return {uno.dia: uno.motivo for uno in entidad.dias_no_habiles.all()}


def plazo_de(
    aporte: Aporte, *, hoy: date, propios: Mapping[date, str] | None = None
) -> PlazoDeRespuesta | None:
    """El plazo de un aporte; None si no tiene, o si ya pasó al canal de PQRSD.

    Args:
        propios: los de su entidad; sin ellos se consultan.
    """
    uso = USOS[aporte.uso]
    if uso.dias is None or aporte.trasladado_en:
        return None
    if propios is None:
        propios = propios_de(aporte.estrategia.entidad)
    return plazo_de_respuesta(
        dia_de(aporte.recibido_en),
        respondido=aporte.respondido_en and dia_de(aporte.respondido_en),
        hoy=hoy,
        propios=propios,
        dias=uso.dias,
    )


def dia_de(momento) -> date:
    """El día en Colombia: lo que llega a las 11 de la noche es de ese día, no del siguiente."""
    return timezone.localtime(momento).date()
