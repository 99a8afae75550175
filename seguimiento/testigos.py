"""Lo que se reportó de una actividad, dicho a quien quiera deshacer lo que la trajo."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from seguimiento.models import Avance


def tiene_reportes(actividades: Iterable[int], desde: datetime) -> dict[int, str]:
    """De esas actividades, las que tienen algún reporte, con el motivo para no tocarlas.

    Cuenta también lo reportado antes de la importación que se quiere deshacer: el reporte se midió
    contra la actividad como está.
    """
    dichos = Avance.objects.filter(actividad__in=list(actividades)).filter(
        Q(guardado_en__isnull=False) | Q(linea__isnull=False) | Q(evidencias__isnull=False)
    )
    return dict.fromkeys(dichos.values_list("actividad", flat=True), "ya tiene avance reportado")
