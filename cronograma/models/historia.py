"""De las actividades y los encuentros también queda historia (`estrategia.models.historia`).

Lo que decía la hoja (`celdas`) lo guarda la importación, y el significado de la fecha sale
de su texto: ninguno de los dos se repite en cada cambio.
"""

from estrategia.models.historia import guardar_historia

from .actividad import Actividad, Responsabilidad
from .encuentro import Encuentro

guardar_historia(
    Actividad,
    m2m_fields=["fases", "grupos", "instancias", "metas_institucionales"],
    excluded_fields=["celdas", "significado", "fecha_leida"],
)
guardar_historia(Responsabilidad)
guardar_historia(Encuentro, excluded_fields=["secuencia", "actualizado_en"])
