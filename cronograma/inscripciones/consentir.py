"""A qué consiente quien se inscribe, y hasta cuándo se guardan sus datos. Ley 1581 de 2012.

Lo sensible lleva su propia autorización, es optativo y se guarda sin saber de quién es (arts. 5
y 6). Cada texto nuevo lleva otra versión; los que alguien aceptó no se cambian.
"""

from datetime import date, datetime, timedelta
from typing import Any

from cronograma.consentimiento import Consentimiento, responsable_de
from cronograma.models import Encuentro
from estrategia.models import Entidad

CONSENTIMIENTO = Consentimiento(
    version="inscripcion-2026-1",
    finalidad=(
        "Guardar su puesto en esta reunión, avisarle si cambia o se cancela, atender lo que "
        "necesita para participar y llevar la lista de quienes asisten."
    ),
    texto=(
        "Autorizo que usen los datos que escribo aquí para inscribirme en esta reunión, avisarme "
        "si cambia y llevar la lista de asistencia. Puedo retirar esta autorización cuando quiera."
    ),
)
CONSENTIMIENTO_APARTE = Consentimiento(
    version="aparte-2026-1",
    finalidad="Contar, sin saber quién es quién, a cuántas personas de cada población se llega.",
    texto=(
        "Autorizo que cuenten estas respuestas. Sé que son optativas, que se guardan sin mi nombre "
        "y que por eso después no se pueden corregir ni borrar una por una."
    ),
)
SOLO_ADULTOS = (
    "No pedimos datos de menores de edad. Si tiene menos de 18 años, venga con una persona adulta: "
    "no necesita inscribirse."
)


def se_guardan_hasta(encuentro: Encuentro, entidad: Entidad) -> date:
    """El último día en que se guardan los datos: los de la entidad después de la reunión."""
    return encuentro.fecha + timedelta(days=entidad.conservacion_dias)


def constancia(encuentro: Encuentro, ahora: datetime) -> dict[str, Any]:
    """Lo que se guarda de la autorización: cuál fue, para qué, ante quién y hasta cuándo. Art. 9."""
    entidad = encuentro.actividad.estrategia.entidad
    return {
        "consentimiento_version": CONSENTIMIENTO.version,
        "consentimiento_finalidad": CONSENTIMIENTO.finalidad,
        "consentimiento_responsable": responsable_de(entidad).en_una_linea,
        "consentimiento_hasta": se_guardan_hasta(encuentro, entidad),
        "consentimiento_en": ahora,
    }
