"""A quién le toca: quién asigna, responde, aprueba y publica un aporte.

`acceso` ya dijo qué filas alcanza la persona; aquí se mira lo que cada dependencia decidió sobre
sus respuestas. Planeación siempre puede; quien aprueba es siempre otra persona.
"""

from datetime import date

from cronograma.aportes.usos import ABIERTOS
from cronograma.models import Aporte
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.catalogos import Rol


def puede_coordinar(usuario, aporte: Aporte, *, hoy: date) -> bool:
    """¿Asigna, traslada, publica y corrige? Planeación, y quien administra."""
    manda = acceso.administra(usuario) or Rol.PLANEACION in acceso.roles_de(usuario, hoy)
    return manda and acceso.puede(usuario, Verbo.CAMBIAR, aporte, hoy=hoy)


def puede_responder(usuario, aporte: Aporte, *, hoy: date) -> bool:
    """¿Redacta la respuesta? En una dependencia, quien ella dijo; si no dijo, cualquiera suyo."""
    if not acceso.puede(usuario, Verbo.CAMBIAR, aporte, hoy=hoy):
        return False
    if aporte.uso not in ABIERTOS or puede_coordinar(usuario, aporte, hoy=hoy):
        return True
    suya = aporte.dependencia
    return suya.quien_responde_id is None or usuario.pk in {
        suya.quien_responde_id,
        suya.quien_aprueba_id,
    }


def puede_aprobar(usuario, aporte: Aporte, *, hoy: date) -> bool:
    """¿Aprueba o devuelve lo redactado? Quien la dependencia dijo, o planeación; nunca su autor."""
    if aporte.redactado_por_id in {None, usuario.pk} or not aporte.dependencia_id:
        return False
    if puede_coordinar(usuario, aporte, hoy=hoy):
        return True
    es_quien_aprueba = aporte.dependencia.quien_aprueba_id == usuario.pk
    return es_quien_aprueba and acceso.puede(usuario, Verbo.CAMBIAR, aporte, hoy=hoy)
