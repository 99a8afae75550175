"""Inscribir a una persona: con cupo o en la lista de espera, una vez por correo y nunca de más.

Todo ocurre con el encuentro bloqueado, de modo que dos personas que llegan a la vez no toman el
mismo puesto. Quien ya estaba no lo descubre un extraño: a la persona se le responde lo mismo y a
su correo se le reenvía lo suyo.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import transaction

from cronograma.codigos import huella_de_envio, nuevo_codigo
from cronograma.models import Encuentro, Inscripcion
from cronograma.models.inscripcion import EstadoDeInscripcion
from estrategia.models import GrupoDeValor
from estrategia.texto import sin_controles

from .apertura import Puestos, apertura_de, puestos_de
from .consentir import SOLO_ADULTOS, constancia
from .diferencial import guardar_aparte
from .puestos import bloqueado, dar_puestos

SIN_CONSENTIR = "Para inscribirse marque que autoriza el uso de sus datos."


class Cartas(Protocol):
    """Quien escribe los correos. Los deja preparados en la transacción y salen al confirmarla."""

    def acuse(self, inscripcion: Inscripcion, *, ahora: datetime) -> None:
        """El código, el estado y el archivo de calendario."""

    def reenvio(self, inscripcion: Inscripcion, *, ahora: datetime) -> None:
        """Lo mismo a quien ya estaba; a lo sumo una vez al día."""

    def puesto(self, inscripcion: Inscripcion, *, ahora: datetime) -> None:
        """Se liberó un puesto y es suyo."""

    def cancelacion(self, inscripcion: Inscripcion, *, ahora: datetime) -> None:
        """Consta que canceló."""


@dataclass(frozen=True, kw_only=True)
class Persona:
    """Lo que una persona escribe al inscribirse."""

    nombre: str
    correo: str
    telefono: str = ""
    organizacion: str = ""
    grupo: GrupoDeValor | None = None
    apoyos: str = ""
    aparte: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def inscribir(
    encuentro: Encuentro,
    persona: Persona,
    *,
    consiente: bool,
    mayor_de_edad: bool,
    envio: str,
    cartas: Cartas,
    ahora: datetime,
    hoy: date,
) -> Inscripcion:
    """Inscribe a la persona, o le reenvía lo suyo si ya lo estaba.

    Args:
        envio: lo que identifica el formulario; enviado dos veces vale una.
        consiente: si aceptó `CONSENTIMIENTO`; sin eso no se guarda nada.

    Raises:
        ValidationError: si no se reciben inscripciones, falta consentir o algo está mal escrito.
    """
    encuentro = bloqueado(encuentro)
    huella = huella_de_envio(envio, str(encuentro.pk))
    if repetida := Inscripcion.objects.filter(envio=huella).first():
        return repetida
    _revisar(encuentro, consiente, mayor_de_edad, ahora, hoy)
    anterior = encuentro.inscripciones.vivas().filter(correo__iexact=persona.correo.strip()).first()
    if anterior:
        cartas.reenvio(anterior, ahora=ahora)
        return anterior
    # Si el cupo creció, primero entran quienes esperan.
    dar_puestos(encuentro, cartas=cartas, ahora=ahora, hoy=hoy)
    nueva = _nueva(encuentro, persona, huella, ahora)
    nueva.full_clean(exclude=["envio", "codigo"])
    nueva.save()
    guardar_aparte(encuentro, persona.aparte)
    cartas.acuse(nueva, ahora=ahora)
    return nueva


def _revisar(encuentro, consiente: bool, mayor_de_edad: bool, ahora: datetime, hoy: date) -> None:
    apertura = apertura_de(encuentro, ahora=ahora, hoy=hoy)
    if not apertura.esta_abierta:
        raise ValidationError(apertura.frase)
    if not mayor_de_edad:
        raise ValidationError(SOLO_ADULTOS)
    if not consiente:
        raise ValidationError(SIN_CONSENTIR)


def _nueva(encuentro: Encuentro, persona: Persona, huella: str, ahora: datetime) -> Inscripcion:
    llena = puestos_de(encuentro) is Puestos.NINGUNO
    return Inscripcion(
        encuentro=encuentro,
        nombre=en_una_linea(persona.nombre),
        correo=persona.correo.strip(),
        telefono=en_una_linea(persona.telefono),
        organizacion=en_una_linea(persona.organizacion),
        grupo=persona.grupo,
        apoyos=en_una_linea(persona.apoyos),
        estado=EstadoDeInscripcion.EN_ESPERA if llena else EstadoDeInscripcion.INSCRITA,
        codigo=nuevo_codigo(),
        envio=huella,
        creada_en=ahora,
        **constancia(encuentro, ahora),
    )


def en_una_linea(texto: str) -> str:
    """El texto sin caracteres que no se ven y en un solo renglón."""
    return " ".join(sin_controles(texto).split())
