"""A quién se le escribe en la entidad: a quien responde por una dependencia, o a planeación."""

from datetime import date

from estrategia.catalogos import Rol
from estrategia.models import Asignacion, Dependencia, Entidad, Usuario


def personas_de(dependencia: Dependencia | None, entidad: Entidad, *, hoy: date) -> list[Usuario]:
    """Quienes hoy reportan por esa dependencia y tienen correo; si no hay, planeación."""
    suyas = _con_cargo(entidad, Rol.DEPENDENCIA, hoy, dependencia) if dependencia else []
    return suyas or planeacion_de(entidad, hoy=hoy)


def planeacion_de(entidad: Entidad, *, hoy: date) -> list[Usuario]:
    """Quienes hoy tienen el cargo de planeación y correo."""
    return _con_cargo(entidad, Rol.PLANEACION, hoy)


def _con_cargo(
    entidad: Entidad, rol: Rol, hoy: date, dependencia: Dependencia | None = None
) -> list[Usuario]:
    cargos = Asignacion.objects.vigentes(hoy).filter(rol=rol)
    if dependencia:
        cargos = cargos.filter(dependencia=dependencia)
    activas = Usuario.objects.filter(entidad=entidad, is_active=True).exclude(email="")
    return list(activas.filter(asignaciones__in=cargos).distinct().order_by("pk"))
