"""Procedimiento: en qué va cada paso del procedimiento de la entidad para una estrategia.

Los pasos y las decisiones son datos de la entidad (`estrategia.models.Procedimiento`); lo que
se puede comprobar solo está en `comprobaciones`. Un paso está hecho, pendiente o no aplica, y
siempre dice por qué. No decide quién puede decir que un paso no aplica (`acceso`).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from estrategia.catalogos import EtapaProcedimiento
from estrategia.encargo import nombre_con_encargo
from estrategia.historia import a_nombre_de, anotar
from estrategia.models import (
    Definicion,
    Entidad,
    Estrategia,
    Paso,
    PasoQueNoAplica,
    Procedimiento,
)
from seguimiento.comprobaciones import COMPROBACIONES, Estado

PLANTILLA = Path(settings.BASE_DIR) / "fixtures" / "004_procedimiento.json"
NOMBRE_DE_PLANTILLA = "Procedimiento de participación ciudadana y rendición de cuentas"
SIN_COMPROBACION = "El sistema no lo puede comprobar: debe constar en «{registro}»."
SIN_REGISTRO = "El sistema no lo puede comprobar por sí solo."


@dataclass(frozen=True, kw_only=True)
class PasoRevisado:
    """Un paso con su estado.

    `segun` es quien lo dice: la comprobación, la persona que dijo que no aplica, o nadie.
    """

    paso: Paso
    estado: Estado
    desde: date | None
    porque: str
    segun: str
    dicho_a_mano: bool = False


def revisar(estrategia: Estrategia) -> list[PasoRevisado]:
    """Cada paso del procedimiento de la entidad, en su orden; vacío si no tiene procedimiento."""
    pasos = Paso.objects.filter(procedimiento__entidad=estrategia.entidad_id).order_by("orden")
    no_aplican = {
        uno.paso_id: uno
        for uno in estrategia.pasos_que_no_aplican.select_related("por").prefetch_related(
            "por__asignaciones"
        )
    }
    # Dos pasos pueden señalar lo mismo: se responde una vez.
    respuestas = {
        nombre: COMPROBACIONES[nombre].responder(estrategia)
        for nombre in {paso.comprobacion for paso in pasos} & COMPROBACIONES.keys()
    }
    return [_revisado(paso, no_aplican.get(paso.pk), respuestas) for paso in pasos]


def _revisado(paso: Paso, no_aplica: PasoQueNoAplica | None, respuestas) -> PasoRevisado:
    if no_aplica:
        dia = timezone.localdate(no_aplica.en)
        return PasoRevisado(
            paso=paso,
            estado=Estado.NO_APLICA,
            desde=dia,
            porque=no_aplica.razon,
            segun=nombre_con_encargo(no_aplica.por, dia),
            dicho_a_mano=True,
        )
    if paso.comprobacion in respuestas:
        return PasoRevisado(
            paso=paso,
            segun=COMPROBACIONES[paso.comprobacion].titulo,
            **respuestas[paso.comprobacion]._asdict(),
        )
    return PasoRevisado(
        paso=paso, estado=Estado.PENDIENTE, desde=None, porque=_por_que_no_se_sabe(paso), segun=""
    )


def _por_que_no_se_sabe(paso: Paso) -> str:
    if paso.comprobacion:
        return f"El paso señala la comprobación «{paso.comprobacion}», que no existe."
    return SIN_COMPROBACION.format(registro=paso.registro) if paso.registro else SIN_REGISTRO


def por_etapas(
    revisados: Iterable[PasoRevisado],
) -> list[tuple[EtapaProcedimiento, list[PasoRevisado]]]:
    """Los pasos revisados, etapa por etapa."""
    return [
        (EtapaProcedimiento(etapa), list(suyos))
        for etapa, suyos in groupby(revisados, key=lambda uno: uno.paso.etapa)
    ]


def pendientes_para_no_aplicar(paso: Paso, estrategia: Estrategia, *, razon: str) -> list[str]:
    """Qué falta para decir que un paso no aplica."""
    faltan = []
    if paso.procedimiento.entidad_id != estrategia.entidad_id:
        faltan.append("Elegir un paso del procedimiento de la misma entidad.")
    if not razon.strip():
        faltan.append("Escribir por qué el paso no aplica.")
    return faltan


@transaction.atomic
def declarar_que_no_aplica(
    paso: Paso, *, estrategia: Estrategia, por, ahora: datetime, razon: str
) -> PasoQueNoAplica:
    """Deja dicho por qué el paso no aplica a esta estrategia.

    Raises:
        ValidationError: con la lista de lo que falta, o si ya estaba dicho.
    """
    if faltan := pendientes_para_no_aplicar(paso, estrategia, razon=razon):
        raise ValidationError(faltan)
    dicho = PasoQueNoAplica(
        estrategia=estrategia, paso=paso, razon=razon.strip(), por=por, en=ahora
    )
    dicho.full_clean()
    dicho.save()
    return dicho


@transaction.atomic
def declarar_que_aplica(paso: Paso, *, estrategia: Estrategia, por) -> None:
    """Quita lo dicho: el paso vuelve a valer lo que diga su comprobación."""
    for dicho in estrategia.pasos_que_no_aplican.filter(paso=paso):
        a_nombre_de(por, dicho).delete()


def pendientes_para_copiar_plantilla(entidad: Entidad) -> list[str]:
    """Qué impide copiar la plantilla del procedimiento."""
    if Procedimiento.objects.filter(entidad=entidad).exists():
        return ["La entidad ya tiene su procedimiento: cámbielo paso por paso."]
    return []


@transaction.atomic
def copiar_plantilla(entidad: Entidad, *, por, ahora: datetime) -> Procedimiento:
    """Da a la entidad un procedimiento para empezar, con sus pasos y comprobaciones.

    Es el procedimiento de ejemplo, sin las notas de la entidad que lo escribió.

    Raises:
        ValidationError: si la entidad ya tiene uno.
    """
    if faltan := pendientes_para_copiar_plantilla(entidad):
        raise ValidationError(faltan)
    datos = json.loads(PLANTILLA.read_text(encoding="utf-8"))["procedimiento"]
    procedimiento = Procedimiento(
        entidad=entidad,
        nombre=NOMBRE_DE_PLANTILLA,
        objetivo=datos["objetivo"],
        alcance=datos["alcance"],
    )
    a_nombre_de(por, procedimiento).save()
    for modelo, filas in ((Definicion, datos["definiciones"]), (Paso, datos["pasos"])):
        modelo.objects.bulk_create(
            modelo(procedimiento=procedimiento, orden=orden, **fila)
            for orden, fila in enumerate(filas, start=1)
        )
    razon = "Copiado de la plantilla"
    anotar(procedimiento.pasos.all(), por=por, ahora=ahora, razon=razon, nuevas=True)
    return procedimiento
