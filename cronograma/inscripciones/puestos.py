"""Los puestos: cuántos hay, quién espera y a quién le toca el que se libera."""

from datetime import date, datetime

from django.db import transaction

from cronograma.models import Encuentro, Inscripcion
from cronograma.models.encuentro import POR_OCURRIR
from cronograma.models.inscripcion import EstadoDeInscripcion

from .apertura import ya_comenzo


def bloqueado(encuentro: Encuentro) -> Encuentro:
    """El encuentro como está ahora, sin que nadie más cuente sus puestos hasta terminar."""
    filas = Encuentro.objects.select_related("actividad__estrategia__entidad")
    return filas.select_for_update(of=("self",)).get(pk=encuentro.pk)


def puesto_en_la_espera(inscripcion: Inscripcion) -> int | None:
    """Su lugar en la lista de espera, desde 1; None si no espera."""
    en_orden = inscripcion.encuentro.inscripciones.en_espera().values_list("pk", flat=True)
    lugares = {pk: lugar for lugar, pk in enumerate(en_orden, start=1)}
    return lugares.get(inscripcion.pk)


@transaction.atomic
def dar_puestos(encuentro: Encuentro, *, cartas, ahora: datetime, hoy: date) -> int:
    """Pasa de la lista de espera a quienes ya caben, por orden de llegada, y les avisa.

    Devuelve cuántas personas entraron. De una reunión que no se hará o ya comenzó, ninguna.
    """
    encuentro = bloqueado(encuentro)
    if encuentro.estado not in POR_OCURRIR or ya_comenzo(encuentro, ahora=ahora, hoy=hoy):
        return 0
    en_espera = encuentro.inscripciones.en_espera()
    if encuentro.cupo is not None:
        libres = max(0, encuentro.cupo - encuentro.inscripciones.con_cupo().count())
        en_espera = en_espera[:libres]
    entran = list(en_espera)
    for inscripcion in entran:
        inscripcion.estado = EstadoDeInscripcion.INSCRITA
        inscripcion.save(update_fields=["estado"])
        cartas.puesto(inscripcion, ahora=ahora)
    return len(entran)
