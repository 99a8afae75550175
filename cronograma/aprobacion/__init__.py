"""Aprobación: los pasos de una versión entre la formulación y el público.

Cada verbo es un paso del procedimiento; lo que falta para darlo lo dice su lista
`pendientes_para_…`, que sirve al botón, al mensaje, a la comprobación y a la prueba. Cada
paso deja escrito quién lo dio, cuándo y por qué. `docs/estados.md` es la tabla de `PASOS`,
y una prueba las compara. No decide quién puede dar un paso (`acceso`) ni escribe archivos
(`exportar.archivos`).

Salas: `pasos` (la tabla y lo que todo paso hace), `preparacion` (de la formulación a la
consulta), `entrada_en_vigor` (publicar), `previa` (registrar lo ya publicado) y `retiro`.
"""

from .entrada_en_vigor import (
    MOTIVO_PRIMERA,
    cambios_por_publicar,
    pendientes_antes_de_publicar,
    pendientes_para_publicar,
    porques_de_retiro,
    publicar,
)
from .pasos import PASOS, pendientes_para
from .preparacion import (
    abrir_ajuste,
    abrir_version,
    aprobar,
    cerrar_sin_ajustes,
    devolver,
    divulgar,
    pendientes_para_divulgar,
    pendientes_para_presentar,
    pendientes_para_solicitar_publicacion,
    presentar_al_comite,
    se_solicito_publicacion,
    solicitar_publicacion,
)
from .previa import (
    MOTIVO_PREVIA,
    pendientes_para_registrar_previa,
    registrar_publicacion_previa,
)
from .retiro import (
    NO_SE_BORRA,
    pendientes_para_retirar,
    pendientes_para_retirar_version,
    retirar,
    retirar_version,
    ya_se_publico,
)

__all__ = [
    "MOTIVO_PREVIA",
    "MOTIVO_PRIMERA",
    "NO_SE_BORRA",
    "PASOS",
    "abrir_ajuste",
    "abrir_version",
    "aprobar",
    "cambios_por_publicar",
    "cerrar_sin_ajustes",
    "devolver",
    "divulgar",
    "pendientes_antes_de_publicar",
    "pendientes_para",
    "pendientes_para_divulgar",
    "pendientes_para_presentar",
    "pendientes_para_publicar",
    "pendientes_para_registrar_previa",
    "pendientes_para_retirar",
    "pendientes_para_retirar_version",
    "pendientes_para_solicitar_publicacion",
    "porques_de_retiro",
    "presentar_al_comite",
    "publicar",
    "registrar_publicacion_previa",
    "retirar",
    "retirar_version",
    "se_solicito_publicacion",
    "solicitar_publicacion",
    "ya_se_publico",
]
