"""Plazos de un corte: su último día y hasta cuándo se reporta. Son datos; aquí, los de fábrica."""

from datetime import date

from estrategia.dias_habiles import Plazo, sumar_dias_habiles
from estrategia.models import Entidad

DIAS_PARA_REPORTAR = 10
NOTA_DEL_PLAZO = (
    "Los diez días hábiles, como los cortes de abril, agosto y diciembre, venían de las reglas del"
    " antiguo plan anticorrupción (PAAC), derogadas por el Decreto 1122 de 2024. Son una costumbre y no"
    " una obligación: cambie las fechas si su entidad fijó otras."
)


def reporta_hasta(entidad: Entidad, fecha: date) -> Plazo:
    """Cuándo vence el reporte de un corte de ese día, y qué días no se contaron.

    Diez días hábiles después, sin festivos ni los días en que la entidad no atiende.
    """
    return sumar_dias_habiles(fecha, DIAS_PARA_REPORTAR, dias_propios(entidad))


def dias_propios(entidad: Entidad) -> dict[date, str]:
    """Los días en que la entidad no atiende, con su motivo."""
    return dict(entidad.dias_no_habiles.values_list("dia", "motivo"))
