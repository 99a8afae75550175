"""La llegada: quién vino. La anota la oficina, en la puerta y con el teléfono en la mano."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cronograma.codigos import huella_de_envio, nuevo_codigo
from cronograma.models import Encuentro, Inscripcion
from cronograma.models.inscripcion import EstadoDeInscripcion

from .consentir import constancia
from .entrada import SIN_CONSENTIR, en_una_linea
from .puestos import bloqueado


def anotar_llegada(inscripcion: Inscripcion, *, ahora: datetime) -> None:
    """Llegó; si esperaba puesto, igual vino. Anotarlo dos veces conserva la primera hora.

    Raises:
        ValidationError: si había cancelado.
    """
    if inscripcion.estado == EstadoDeInscripcion.CANCELADA:
        raise ValidationError("Esa persona canceló: si vino, anótela como llegada sin inscribirse.")
    Inscripcion.objects.filter(pk=inscripcion.pk, llego_en=None).update(llego_en=ahora)


def deshacer_llegada(inscripcion: Inscripcion) -> None:
    """No había llegado: fue un error. A quien no estaba inscrito se le borra."""
    if inscripcion.sin_inscripcion_previa:
        inscripcion.delete()
    else:
        Inscripcion.objects.filter(pk=inscripcion.pk).update(llego_en=None)


@transaction.atomic
def anotar_sin_inscripcion(
    encuentro: Encuentro,
    *,
    nombre: str,
    organizacion: str = "",
    consiente: bool,
    envio: str,
    ahora: datetime,
) -> Inscripcion:
    """Llegó sin inscribirse: se le lee para qué es la lista y, si acepta, se anota su nombre.

    Raises:
        ValidationError: si no se le preguntó, o falta el nombre.
    """
    encuentro = bloqueado(encuentro)
    huella = huella_de_envio(envio, nombre, str(encuentro.pk))
    if repetida := Inscripcion.objects.filter(envio=huella).first():
        return repetida
    if not consiente:
        raise ValidationError(SIN_CONSENTIR)
    nueva = Inscripcion(
        encuentro=encuentro,
        nombre=en_una_linea(nombre),
        organizacion=en_una_linea(organizacion),
        codigo=nuevo_codigo(),
        envio=huella,
        sin_inscripcion_previa=True,
        creada_en=ahora,
        llego_en=ahora,
        **constancia(encuentro, ahora),
    )
    nueva.full_clean(exclude=["envio", "codigo"])
    nueva.save()
    return nueva
