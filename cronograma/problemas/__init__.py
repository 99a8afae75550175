"""Problemas: lo que en una estrategia se contradice o falta, como valores con su frase.

Entra una estrategia (o un `Plan`, si ya se tiene en memoria); sale la lista de problemas,
cada uno con su gravedad, su actividad y cómo se arregla. No corrige nada ni decide quién
puede verlo. La tabla para personas es `docs/problemas.md`, y una prueba las compara.

Salas: `valores` (qué es un problema), `de_identidad`, `de_fecha`, `de_frecuencia`,
`de_participacion`, `de_datos` y `de_norma` (una función por regla, puras), `reglas` (la lista de todas)
y `revision` (lo que lee y guarda en la base de datos).
"""

from .reglas import REGLAS, revisar_plan
from .revision import (
    aceptar_problema,
    pendientes_por_problemas,
    plan_de_trabajo,
    revisar,
    revisar_version,
)
from .valores import GRAVEDADES, Codigo, Gravedad, Problema

__all__ = [
    "GRAVEDADES",
    "REGLAS",
    "Codigo",
    "Gravedad",
    "Problema",
    "aceptar_problema",
    "pendientes_por_problemas",
    "plan_de_trabajo",
    "revisar",
    "revisar_plan",
    "revisar_version",
]
