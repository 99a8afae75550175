"""Salir: cancelar la inscripción o retirar la autorización, con solo el código.

Cancelar libera el puesto y deja constancia hasta que termine el tiempo de guardarla. Retirar la
autorización borra los datos de la persona y los correos que se le prepararon (Ley 1581 de 2012,
art. 8 e). En los dos casos entra la primera persona que espera.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cronograma.codigos import codigo_escrito
from cronograma.models import Inscripcion
from cronograma.models.inscripcion import EstadoDeInscripcion
from estrategia import avisos
from estrategia.models import Entidad

from .apertura import ya_comenzo
from .puestos import bloqueado, dar_puestos


def por_codigo(entidad: Entidad, codigo: str) -> Inscripcion | None:
    """La inscripción de esa entidad con ese código, escrito con o sin guiones ni mayúsculas."""
    buscado = codigo_escrito(codigo)
    if buscado is None:
        return None
    suyas = Inscripcion.objects.filter(encuentro__actividad__estrategia__entidad=entidad)
    relacionadas = suyas.select_related("encuentro__actividad__estrategia__entidad", "grupo")
    return relacionadas.filter(codigo=buscado).first()


def objeto_de(inscripcion: Inscripcion) -> str:
    """Con qué nombre habla un aviso de esta inscripción."""
    return f"cronograma.Inscripcion:{inscripcion.pk}"


@transaction.atomic
def cancelar(inscripcion: Inscripcion, *, cartas, ahora: datetime, hoy: date) -> Inscripcion:
    """Cancela y da el puesto a quien espera. Cancelar dos veces es cancelar una.

    Raises:
        ValidationError: si la reunión ya comenzó.
    """
    encuentro = bloqueado(inscripcion.encuentro)
    inscripcion = Inscripcion.objects.select_related("encuentro").get(pk=inscripcion.pk)
    if inscripcion.estado == EstadoDeInscripcion.CANCELADA:
        return inscripcion
    if ya_comenzo(encuentro, ahora=ahora, hoy=hoy):
        raise ValidationError("La reunión ya comenzó: no hace falta cancelar.")
    inscripcion.estado, inscripcion.cancelada_en = EstadoDeInscripcion.CANCELADA, ahora
    inscripcion.save(update_fields=["estado", "cancelada_en"])
    cartas.cancelacion(inscripcion, ahora=ahora)
    dar_puestos(encuentro, cartas=cartas, ahora=ahora, hoy=hoy)
    return inscripcion


@transaction.atomic
def retirar(inscripcion: Inscripcion, *, cartas, ahora: datetime, hoy: date) -> None:
    """Borra los datos de la persona y los correos que se le prepararon; libera su puesto."""
    encuentro = bloqueado(inscripcion.encuentro)
    entidad = encuentro.actividad.estrategia.entidad
    avisos.olvidar(inscripcion.correo, entidad, objetos=[objeto_de(inscripcion)])
    Inscripcion.objects.filter(pk=inscripcion.pk).delete()
    dar_puestos(encuentro, cartas=cartas, ahora=ahora, hoy=hoy)
