"""Comprobaciones: lo que el sistema puede decir por sí solo de un paso del procedimiento.

Cada una mira los datos de una estrategia y responde si el paso está hecho, desde cuándo y
por qué. El procedimiento de la entidad señala por su nombre cuál mira cada paso; aquí no se
sabe qué pasos hay ni en qué orden. Nada se guarda: si el dato cambia, la respuesta cambia.
"""

from .ejecucion import (
    cronograma_con_fechas,
    encuentros_convocados,
    encuentros_realizados,
    informacion_preparada,
)
from .evaluacion import (
    lecciones_documentadas,
    resultados_evaluados,
    resultados_publicados,
    seguimiento_decidido,
    seguimiento_hecho,
)
from .formulacion import (
    ajustada,
    ajustes_decididos,
    aprobada_por_comite,
    areas_consultadas,
    cobertura_verificada,
    divulgada,
    espacios_definidos,
    objetivos_definidos,
    publicada,
)
from .respuesta import Comprobacion, Estado, Respuesta

__all__ = ["COMPROBACIONES", "Comprobacion", "Estado", "Respuesta"]

COMPROBACIONES: dict[str, Comprobacion] = {
    "objetivos_definidos": Comprobacion("La estrategia tiene objetivos", objetivos_definidos),
    "areas_consultadas": Comprobacion(
        "Las dependencias dijeron sus actividades", areas_consultadas
    ),
    "espacios_definidos": Comprobacion(
        "Cada actividad dice su espacio o su medio", espacios_definidos
    ),
    "cobertura_verificada": Comprobacion(
        "El control de grupos de valor está al día", cobertura_verificada
    ),
    "aprobada_por_comite": Comprobacion("Consta el acta del Comité", aprobada_por_comite),
    "divulgada": Comprobacion("Se divulgó un borrador", divulgada),
    "ajustes_decididos": Comprobacion("Se decidió si requiere ajustes", ajustes_decididos),
    "ajustada": Comprobacion("Se ajustó, si lo requería", ajustada),
    "publicada": Comprobacion("Hay una versión publicada", publicada),
    "cronograma_con_fechas": Comprobacion(
        "Cada actividad tiene una fecha que se entiende", cronograma_con_fechas
    ),
    "informacion_preparada": Comprobacion(
        "Cada encuentro tiene su información previa", informacion_preparada
    ),
    "encuentros_convocados": Comprobacion("Los encuentros se convocaron", encuentros_convocados),
    "encuentros_realizados": Comprobacion(
        "Los encuentros se hicieron y se reportaron", encuentros_realizados
    ),
    "seguimiento_decidido": Comprobacion("Se decidió hacer seguimiento", seguimiento_decidido),
    "seguimiento_hecho": Comprobacion("Los cortes se cerraron", seguimiento_hecho),
    "resultados_publicados": Comprobacion(
        "Hay un informe que cualquiera puede descargar", resultados_publicados
    ),
    "resultados_evaluados": Comprobacion("Se evaluó la estrategia", resultados_evaluados),
    "lecciones_documentadas": Comprobacion(
        "Se escribieron las lecciones aprendidas", lecciones_documentadas
    ),
}
