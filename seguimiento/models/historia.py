"""De lo que se reporta, se verifica y se promete también queda historia."""

from estrategia.models.historia import guardar_historia

from .avance import Avance, Peso
from .compromiso import AccionDeMejora, Compromiso
from .encuentros import Reporte
from .informe import Hallazgo, Informe, Verificacion

guardar_historia(Avance, excluded_fields=["linea"])
guardar_historia(Informe, excluded_fields=["hechos"])
guardar_historia(Reporte, excluded_fields=["prellenado"])
for _modelo in (Peso, AccionDeMejora, Compromiso, Hallazgo, Verificacion):
    guardar_historia(_modelo)
