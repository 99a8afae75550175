"""Quién ve los nombres de una reunión: planeación y las dependencias que responden por ella."""

from datetime import date

from cronograma.models import Encuentro, Inscripcion
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.catalogos import Rol


def puede_llevar_la_lista(usuario, encuentro: Encuentro, *, hoy: date) -> bool:
    """¿Puede ver la lista, imprimirla y anotar quién llegó?"""
    if not acceso.puede(usuario, Verbo.CAMBIAR, Inscripcion(encuentro=encuentro), hoy=hoy):
        return False
    if acceso.administra(usuario) or Rol.PLANEACION in acceso.roles_de(usuario, hoy):
        return True
    suyas = encuentro.actividad.dependencias.all()
    return any(acceso.responde_por(usuario, una, hoy=hoy) for una in suyas)
