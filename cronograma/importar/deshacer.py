"""Deshacer una importación: devolver lo que había y dejar en paz lo que después cambió.

Queda fuera, por su nombre, lo que desde entonces se editó, se publicó, se llevó a la agenda o
se reportó.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from cronograma.models import Actividad, ActividadPublicada, Encuentro, FilaImportada, Importacion
from cronograma.models.importacion import Accion, EstadoImportacion

from . import guardar
from .valores import de_actividad, diferencias

TANDA = 500
# Quien sabe si una actividad tiene reportes está en una app de arriba y se anota aquí: recibe
# los ids y el momento, y devuelve {id: motivo} de las que no se deben tocar.
Testigo = Callable[[Iterable[int], datetime], dict[int, str]]
testigos: list[Testigo] = []


@dataclass
class Deshecha:
    """Lo que se devolvió a como estaba y lo que se dejó, con su porqué."""

    borradas: list[str]
    restauradas: list[str]
    dejadas: list[tuple[str, str]]


def que_se_desharia(importacion: Importacion) -> Deshecha:
    """Lo que `deshacer` haría, sin hacerlo."""
    return _repartir(importacion)[0]


@transaction.atomic
def deshacer(importacion: Importacion, *, por=None, ahora: datetime) -> Deshecha:
    """Devuelve las actividades a como estaban antes de esta importación.

    Deja fuera, y los nombra, las que desde entonces se editaron, se publicaron o se reportaron.

    Raises:
        ValidationError: si la importación no está confirmada.
    """
    lote = Importacion.objects.select_for_update(of=("self",)).get(pk=importacion.pk)
    if lote.estado != EstadoImportacion.CONFIRMADA:
        raise ValidationError("Solo se deshace una importación confirmada.")
    resultado, nuevas, cambiadas = _repartir(lote)
    for fila in nuevas:
        try:
            with transaction.atomic():
                fila.actividad.delete()
        except ProtectedError:
            resultado.borradas.remove(_rotulo(fila))
            resultado.dejadas.append((_rotulo(fila), "otra parte del sistema ya la usa"))
    _restaurar(lote, cambiadas)
    lote.estado = EstadoImportacion.DESHECHA
    lote.informe = lote.informe | {
        "deshecha": {
            "por": str(por) if por else "",
            "cuando": ahora.isoformat(),
            "borradas": resultado.borradas,
            "restauradas": resultado.restauradas,
            "dejadas": [list(par) for par in resultado.dejadas],
        }
    }
    lote.save()
    importacion.refresh_from_db()
    return resultado


def _repartir(lote: Importacion) -> tuple[Deshecha, list[FilaImportada], list[FilaImportada]]:
    filas = list(lote.filas.exclude(despues=None).exclude(actividad=None))
    actuales = {
        una.pk: una
        for una in Actividad.objects.filter(pk__in=[f.actividad_id for f in filas]).completas()
    }
    motivos = _motivos(lote, list(actuales))
    resultado = Deshecha([], [], [])
    nuevas, cambiadas = [], []
    for fila in filas:
        fila.actividad = actuales[fila.actividad_id]
        motivo = motivos.get(fila.actividad_id, "")
        if not motivo and _se_edito(fila):
            motivo = "se editó después de importarla"
        if motivo:
            resultado.dejadas.append((_rotulo(fila), motivo))
        elif fila.accion == Accion.NUEVA:
            resultado.borradas.append(_rotulo(fila))
            nuevas.append(fila)
        else:
            resultado.restauradas.append(_rotulo(fila))
            cambiadas.append(fila)
    return resultado, nuevas, cambiadas


def _se_edito(fila: FilaImportada) -> bool:
    """¿La actividad ya no es como quedó al importarla?"""
    actual = de_actividad(fila.actividad)
    return bool(diferencias(fila.despues, actual) or diferencias(actual, fila.despues))


def _motivos(lote: Importacion, ids: list[int]) -> dict[int, str]:
    """Por qué no se deben tocar algunas actividades."""
    motivos: dict[int, str] = {}
    for testigo in testigos:
        motivos |= testigo(ids, lote.confirmada_en)
    con_encuentros = Encuentro.objects.filter(
        actividad__in=ids, actualizado_en__gte=lote.confirmada_en
    )
    motivos |= dict.fromkeys(
        con_encuentros.values_list("actividad", flat=True), "tiene encuentros en la agenda"
    )
    publicadas = ActividadPublicada.objects.filter(
        actividad__in=ids, version__publicada_en__gte=lote.confirmada_en
    )
    return motivos | dict.fromkeys(
        publicadas.values_list("actividad", flat=True), "se publicó después de importarla"
    )


def _restaurar(lote: Importacion, filas: list[FilaImportada]) -> None:
    """Pone en cada actividad lo que tenía antes."""
    nombres = guardar.Nombres(lote.entidad)
    antes = [(fila.actividad, dict(fila.antes)) for fila in filas]
    nombres.completar([valores for _, valores in antes])
    for actividad, valores in antes:
        actividad.estrategia = lote.estrategia
        actividad.extras = {}
        valores.setdefault("celdas", {})
    guardar.cambiar([(actividad, valores, []) for actividad, valores in antes], nombres)
    for actividad, valores in antes:
        actividad.celdas = valores["celdas"]
    Actividad.objects.bulk_update(
        [actividad for actividad, _ in antes], ["celdas"], batch_size=TANDA
    )


def _rotulo(fila: FilaImportada) -> str:
    return f"{fila.actividad.codigo} · {fila.actividad.nombre[:80]}"
