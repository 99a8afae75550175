"""De una fila del plan a su línea en un periodo: etiquetas, estado y lo que se esperaba.

Entra una `Fila` congelada con lo que se ha dicho de ella; sale la `Linea` que se mide. Es el único
lugar que reparte las fases entre los dos ciclos y que traduce los códigos de catálogo. Sala pura.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cronograma.fila import Fila
from cronograma.periodos import Periodo
from cronograma.programacion import limites, proporcion_esperada
from cronograma.secciones import seccion_de
from estrategia.catalogos import FASES, Ciclo, Elemento

from .avance import Linea, estado_de

_CICLOS = {fase.codigo: fase.ciclo for fase in FASES}


def linea_de(
    fila: Fila,
    periodo: Periodo,
    *,
    hasta: date,
    anterior: Decimal | None = None,
    dato_al: date | None = None,
    **dicho: Any,
) -> Linea:
    """La línea de una actividad en un periodo.

    Args:
        hasta: el último día que cuenta.
        anterior: el último acumulado antes del periodo.
        dato_al: el día a que corresponde lo dicho, si no es `hasta`: se compara con lo que se
            esperaba entonces.
        dicho: los demás campos de `Linea` (`reportado`, `aceptado`, `clave`…).
    """
    return Linea(
        **etiquetas_de(fila),
        estado=estado_de(
            fila.programacion, periodo, acumulado_antes=anterior, gradual=fila.es_gradual
        ),
        esperado=proporcion_esperada(fila.programacion, dato_al or hasta, gradual=fila.es_gradual),
        anterior=anterior,
        dato_al=dato_al,
        **dicho,
    )


def etiquetas_de(fila: Fila) -> Mapping[str, Any]:
    """Lo que la línea toma de la fila tal cual: quién es, cuándo era y sus etiquetas."""
    extremos = limites(fila.programacion)
    return {
        "codigo": fila.codigo,
        "nombre": fila.nombre,
        "numero": fila.numero,
        "orden": fila.orden,
        "fecha_programada": fila.fecha_programada,
        "vencimiento": extremos[1] if extremos else None,
        "dependencias": _dependencias(fila),
        "fases": _fases(fila, Ciclo.MIPG),
        "etapas": _fases(fila, Ciclo.MURC),
        "elementos": (Elemento(fila.elemento).label,) if fila.elemento else (),
        "grupos": fila.grupos,
        # La misma en que la ciudadanía la encuentra: la confirmada o, si no, la que se propone.
        "seccion": seccion_de(fila).label,
    }


def _dependencias(fila: Fila) -> tuple[str, ...]:
    """La líder primero; las de apoyo, en el orden del documento."""
    return tuple(una.nombre for una in sorted(fila.dependencias, key=lambda una: not una.es_lider))


def _fases(fila: Fila, ciclo: Ciclo) -> tuple[str, ...]:
    """Una fase propia de la entidad, que la norma no conoce, se cuenta con las de la gestión."""
    return tuple(
        fase.nombre for fase in fila.fases if _CICLOS.get(fase.codigo, Ciclo.MIPG) is ciclo
    )
