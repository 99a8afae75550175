"""Cómo se nombra a quien actúa: con «por encargo» si hace las veces del titular ese día.

El procedimiento nombra cargos «o quien haga sus veces»; el encargo es una asignación con
fechas. Entra la persona y el día en que actuó; sale su nombre como debe leerse.
"""

from datetime import date

from estrategia.models import Usuario

POR_ENCARGO = "por encargo"


def actua_por_encargo(usuario: Usuario, dia: date) -> bool:
    """¿Todo lo que la persona ejercía ese día era por encargo?"""
    # Se filtra en memoria: quien muestra muchas filas trae las asignaciones de antemano.
    vigentes = [
        una
        for una in usuario.asignaciones.all()
        if (una.desde is None or una.desde <= dia) and (una.hasta is None or dia <= una.hasta)
    ]
    return bool(vigentes) and all(una.por_encargo for una in vigentes)


def nombre_con_encargo(usuario: Usuario | None, dia: date) -> str:
    """«Ana Pérez», o «Ana Pérez (por encargo)»."""
    if usuario is None:
        return ""
    return f"{usuario} ({POR_ENCARGO})" if actua_por_encargo(usuario, dia) else str(usuario)
