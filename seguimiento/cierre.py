"""Cerrar el año de una estrategia: cuando ya se evaluó y no queda nada abierto.

Entra la estrategia; sale cerrada, con quién y cuándo. Desde entonces sus cortes no se abren ni se
reabren. Lo que falta lo dice `pendientes_para_cerrar`.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cronograma.periodos import CODIGO_ANUAL
from estrategia.historia import a_nombre_de
from estrategia.models import Estrategia
from seguimiento.models import TipoDeInforme


def pendientes_para_cerrar(estrategia: Estrategia) -> list[str]:
    """Qué falta para cerrar el año."""
    if estrategia.cerrada_en:
        return [f"El año {estrategia.vigencia} ya está cerrado."]
    faltan = []
    abiertos = list(estrategia.cortes.abiertos().values_list("periodo", flat=True))
    if abiertos:
        faltan.append(f"Cerrar los cortes que siguen abiertos: {', '.join(abiertos)}.")
    evaluada = estrategia.informes.emitidos().filter(
        tipo=TipoDeInforme.ESTRATEGIA, periodo=CODIGO_ANUAL
    )
    if not evaluada.exists():
        faltan.append("Emitir la evaluación anual de la estrategia.")
    return faltan


@transaction.atomic
def cerrar_estrategia(estrategia: Estrategia, *, por, ahora: datetime) -> Estrategia:
    """Cierra el año de la estrategia. Lo publicado y lo evaluado quedan como están.

    Los compromisos y las acciones de mejora que sigan abiertos no lo impiden: pasan al año nuevo.

    Raises:
        ValidationError: con la lista de lo que falta.
    """
    estrategia = Estrategia.objects.select_for_update(of=("self",)).get(pk=estrategia.pk)
    if faltan := pendientes_para_cerrar(estrategia):
        raise ValidationError(faltan)
    estrategia.cerrada_en, estrategia.cerrada_por = ahora, por
    a_nombre_de(por, estrategia).save(update_fields=["cerrada_en", "cerrada_por"])
    return estrategia
