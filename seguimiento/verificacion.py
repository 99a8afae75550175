"""Verificar: lo que control interno encontró en una línea de un corte, aparte de lo reportado.

Entra la línea con la cifra propia, si halló evidencia y una observación; queda la `Verificacion`,
con su historia. Nunca toca el avance: lo que dijo la dependencia y lo que aceptó planeación siguen
como estaban. Emitido el informe de control del periodo, lo verificado ya no cambia. No decide quién
puede (`acceso`).
"""

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from cronograma.models import Actividad
from estrategia.historia import a_nombre_de
from seguimiento.models import (
    Avance,
    Corte,
    EstadoDeAvance,
    EstadoDeInforme,
    Informe,
    TipoDeInforme,
    Verificacion,
)

SIN_BASE = (
    "Puso una cifra mayor que cero y dijo que no encontró evidencia: explique en qué se basa."
)
DISTINTA = "Su cifra es distinta de la aceptada: explique por qué."


def pendientes_para_verificar(corte: Corte) -> list[str]:
    """Qué impide verificar las líneas de un corte; vacío si nada."""
    emitido = Informe.objects.filter(
        estrategia=corte.estrategia_id, periodo=corte.periodo, tipo=TipoDeInforme.CONTROL
    ).exclude(estado=EstadoDeInforme.BORRADOR)
    if emitido.exists():
        return [
            "El informe de control interno de este periodo ya se emitió y lo verificado no cambia: "
            "agregue una adenda al informe."
        ]
    return []


@transaction.atomic
def verificar(
    corte: Corte,
    actividad: Actividad,
    *,
    por,
    ahora: datetime,
    porcentaje: Decimal | None = None,
    hay_evidencia: bool | None = None,
    observacion: str = "",
) -> Verificacion:
    """Escribe lo que control interno encontró en una línea, o corrige lo que había escrito.

    Args:
        porcentaje: la cifra propia, acumulada, de 0 a 100; `None` si no da una.
        hay_evidencia: si la encontró; `None` si no la buscó.

    Raises:
        ValidationError: si el informe ya se emitió, la actividad es de otra estrategia, no se dice
            nada o una cifra necesita explicación.
    """
    if pendientes := pendientes_para_verificar(corte):
        raise ValidationError(pendientes)
    avance = _avance_de(corte, actividad)
    observacion = observacion.strip()
    _exigir_explicacion(avance, porcentaje, hay_evidencia, observacion)
    verificacion = Verificacion.objects.filter(avance=avance).first() or Verificacion(avance=avance)
    verificacion.porcentaje, verificacion.hay_evidencia = porcentaje, hay_evidencia
    verificacion.observacion = observacion
    verificacion.por, verificacion.en = por, ahora
    verificacion.full_clean()
    a_nombre_de(por, verificacion).save()
    return verificacion


def _avance_de(corte: Corte, actividad: Actividad) -> Avance:
    """El reporte de esa línea; si nadie la ha reportado, su fila en blanco, que no dice nada."""
    if actividad.estrategia_id != corte.estrategia_id:
        raise ValidationError("Esa actividad no es de la estrategia de este corte.")
    avance, _ = Avance.objects.select_for_update().get_or_create(
        corte=corte, actividad=actividad, defaults={"estado": EstadoDeAvance.SIN_REPORTE}
    )
    return avance


def _exigir_explicacion(
    avance: Avance, porcentaje: Decimal | None, hay_evidencia: bool | None, observacion: str
) -> None:
    if observacion or porcentaje is None:
        return
    if porcentaje and hay_evidencia is False:
        raise ValidationError({"observacion": SIN_BASE})
    if avance.porcentaje_aceptado is not None and porcentaje != avance.porcentaje_aceptado:
        raise ValidationError({"observacion": DISTINTA})
