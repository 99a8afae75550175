"""La historia de una estrategia entera: su encabezado, sus firmas y todas sus actividades."""

from cronograma.models import Actividad, Encuentro, Responsabilidad
from estrategia.historia import Anotacion, anotaciones_de, historia_de, recientes
from estrategia.models import Estrategia


def historia_de_estrategia(estrategia: Estrategia) -> list[Anotacion]:
    """Todo lo anotado, también de las actividades ya borradas; lo más reciente primero."""
    anotaciones = historia_de(estrategia)
    de_actividades = Actividad.history.filter(estrategia_id=estrategia.pk)
    suyas = set(de_actividades.values_list("id", flat=True))
    anotaciones += anotaciones_de(de_actividades)
    for parte in (Responsabilidad, Encuentro):
        anotaciones += anotaciones_de(parte.history.filter(actividad_id__in=suyas))
    return recientes(anotaciones)
