"""Las reglas que se revisan, en el orden en que se cuentan: de lo que bloquea a lo que advierte.

Otra regla es una función en su sala, un `Codigo`, una línea aquí y otra en
`docs/problemas.md`. Sala pura.
"""

from collections.abc import Callable, Iterable

from cronograma.plan import Plan

from . import de_datos, de_fecha, de_frecuencia, de_identidad, de_norma, de_participacion
from .valores import Codigo, Problema

REGLAS: dict[Codigo, Callable[[Plan], Iterable[Problema]]] = {
    Codigo.FIN_ANTES_DE_INICIO: de_fecha.fin_antes_de_inicio,
    Codigo.CODIGO_REPETIDO: de_identidad.codigo_repetido,
    Codigo.SIN_NOMBRE: de_identidad.sin_nombre,
    Codigo.SIN_RESPONSABLE: de_participacion.sin_responsable,
    Codigo.FECHA_NO_ENTENDIDA: de_fecha.fecha_no_entendida,
    Codigo.FUERA_DE_LA_VIGENCIA: de_fecha.fuera_de_la_vigencia,
    Codigo.DATO_PERSONAL: de_datos.dato_personal,
    Codigo.EN_PARTE_FUERA_DE_LA_VIGENCIA: de_fecha.en_parte_fuera_de_la_vigencia,
    Codigo.SIN_GRUPO: de_participacion.sin_grupo,
    Codigo.FASE_SIN_ACTIVIDAD: de_participacion.fase_sin_actividad,
    Codigo.SIN_ESPACIO_PRESENCIAL: de_norma.sin_espacio_presencial,
    Codigo.INSTANCIA_SIN_SESION: de_norma.instancia_sin_sesion,
    Codigo.MODALIDAD_CONTRA_MARCAS: de_participacion.modalidad_contra_marcas,
    Codigo.FRECUENCIA_CONTRA_FECHA: de_frecuencia.frecuencia_contra_fecha,
    Codigo.ACTIVIDAD_REPETIDA: de_identidad.actividad_repetida,
    Codigo.PUBLICACION_TARDIA: de_norma.publicacion_tardia,
}


def revisar_plan(plan: Plan) -> list[Problema]:
    """Todos los problemas del plan, por regla y en el orden de sus actividades.

    Un plan sin actividades no tiene problemas que mirar: lo que le falta es empezar.
    """
    if not plan.filas:
        return []
    return [problema for regla in REGLAS.values() for problema in regla(plan)]
