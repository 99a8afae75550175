"""Apertura: si una reunión recibe inscripciones hoy y, si no, por qué y desde cuándo.

Entra un encuentro y el momento; sale su `Apertura`, con una frase para la persona. Cuántos puestos
quedan se dice en palabras: el número exacto delataría, al cambiar, si un correo ya estaba inscrito.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone

from cronograma.models import ActividadPublicada, Convocatoria, Encuentro
from cronograma.models.encuentro import POR_OCURRIR, EstadoEncuentro
from cronograma.periodos import NOMBRES_DE_MES

POCOS = 5


class EstadoDeApertura(StrEnum):
    """En qué están las inscripciones de un encuentro."""

    NO_RECIBE = "no_recibe"  # la entrada es libre, o aquí no se inscribe nadie
    POR_ABRIR = "por_abrir"  # aún no se ha publicado la convocatoria
    ABIERTA = "abierta"
    CERRADA = "cerrada"
    YA_PASO = "ya_paso"
    NO_SE_HARA = "no_se_hara"  # se aplazó o se canceló


class Puestos(StrEnum):
    """Cuántos puestos quedan, en palabras."""

    SIN_LIMITE = "No hay límite de puestos."
    HAY = "Hay puestos."
    POCOS = "Quedan pocos puestos."
    NINGUNO = "No quedan puestos: quien se inscriba entra a la lista de espera."


@dataclass(frozen=True, kw_only=True)
class Apertura:
    """Si se reciben inscripciones, qué se le dice a la persona y cuántos puestos quedan."""

    estado: EstadoDeApertura
    frase: str
    puestos: Puestos = Puestos.SIN_LIMITE

    @property
    def esta_abierta(self) -> bool:
        """¿Se puede inscribir alguien ahora?"""
        return self.estado is EstadoDeApertura.ABIERTA

    @property
    def esta_llena(self) -> bool:
        """¿Solo queda la lista de espera?"""
        return self.esta_abierta and self.puestos is Puestos.NINGUNO


def apertura_de(encuentro: Encuentro, *, ahora: datetime, hoy: date) -> Apertura:
    """Las inscripciones de un encuentro en este momento."""
    estado, frase = _estado_y_frase(encuentro, ahora, hoy)
    puestos = Puestos.SIN_LIMITE
    if estado is EstadoDeApertura.ABIERTA:
        puestos = puestos_de(encuentro)
    return Apertura(estado=estado, frase=frase, puestos=puestos)


def puestos_de(encuentro: Encuentro) -> Puestos:
    """Los puestos que quedan, en palabras. Quien espera va primero que quien llega."""
    if encuentro.cupo is None:
        return Puestos.SIN_LIMITE
    libres = encuentro.cupo - encuentro.inscripciones.con_cupo().count()
    if libres <= 0 or encuentro.inscripciones.en_espera().exists():
        return Puestos.NINGUNO
    return Puestos.POCOS if libres < POCOS else Puestos.HAY


def ya_comenzo(encuentro: Encuentro, *, ahora: datetime, hoy: date) -> bool:
    """¿Pasó el día, o la hora en que empezaba?"""
    if encuentro.fecha != hoy or encuentro.hora_inicio is None:
        return encuentro.fecha < hoy
    return timezone.localtime(ahora).time() >= encuentro.hora_inicio


def _estado_y_frase(
    encuentro: Encuentro, ahora: datetime, hoy: date
) -> tuple[EstadoDeApertura, str]:
    if encuentro.estado not in POR_OCURRIR:
        return _si_no_ocurre(encuentro)
    if ya_comenzo(encuentro, ahora=ahora, hoy=hoy):
        return EstadoDeApertura.YA_PASO, "Esta reunión ya pasó: no recibe inscripciones."
    if not encuentro.recibe_inscripciones:
        return EstadoDeApertura.NO_RECIBE, "Para esta reunión no hace falta inscribirse."
    hasta = encuentro.inscripciones_hasta
    if hasta and hoy > hasta:
        return EstadoDeApertura.CERRADA, f"Las inscripciones cerraron el {_dia(hasta)}."
    if not _se_anuncio(encuentro):
        return (
            EstadoDeApertura.POR_ABRIR,
            "Las inscripciones todavía no están abiertas: abren cuando se publique la convocatoria.",
        )
    cierre = f" hasta el {_dia(hasta)}" if hasta else ""
    return EstadoDeApertura.ABIERTA, f"Puede inscribirse{cierre}."


def _si_no_ocurre(encuentro: Encuentro) -> tuple[EstadoDeApertura, str]:
    if encuentro.estado == EstadoEncuentro.REALIZADO:
        return EstadoDeApertura.YA_PASO, "Esta reunión ya se hizo: no recibe inscripciones."
    paso = "se aplazó" if encuentro.estado == EstadoEncuentro.APLAZADO else "se canceló"
    return EstadoDeApertura.NO_SE_HARA, f"Esta reunión {paso}: no recibe inscripciones."


def _se_anuncio(encuentro: Encuentro) -> bool:
    """Está en el cronograma en vigor y su convocatoria se publicó."""
    convocada = Convocatoria.objects.filter(encuentro=encuentro, publicada_en__isnull=False)
    publica = ActividadPublicada.objects.publicas().filter(actividad=encuentro.actividad_id)
    return convocada.exists() and publica.exists()


def _dia(dia: date) -> str:
    return f"{dia.day} de {NOMBRES_DE_MES[dia.month - 1]} de {dia.year}"
