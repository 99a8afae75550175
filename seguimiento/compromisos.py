"""Compromisos: lo que la entidad promete a la ciudadanía, y quién comprueba que lo cumplió.

Registrar le da un número en su estrategia; desde entonces es público. Lo demás son los pasos de
`cumplimiento`. Quién puede: planeación registra; la dependencia que responde dice que cumplió, o
planeación en su nombre; planeación o control interno lo verifican, y nunca la misma persona.
Ley 1757 de 2015, art. 104 g; ITA 6.2.2-d y 6.2.5.
"""

from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from cronograma.models import Encuentro
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.models import Dependencia, Estrategia
from seguimiento import cumplimiento
from seguimiento.cumplimiento import (
    decir_cumplido,
    declarar_incumplido,
    devolver,
    exigir,
    texto_limpio,
    texto_para_publicar,
    verificar,
)
from seguimiento.hechos import CompromisoEvaluado
from seguimiento.models import Compromiso
from seguimiento.models.compromiso import Pendiente
from seguimiento.plazos_de_compromisos import esta_vencido, estado_el

__all__ = [
    "decir_cumplido",
    "declarar_incumplido",
    "devolver",
    "verificar",
]


def pendientes_para_registrar(
    estrategia: Estrategia, dependencia: Dependencia, encuentro: Encuentro | None
) -> list[str]:
    """Qué impide registrar un compromiso con esa dependencia y ese encuentro."""
    faltan = []
    if dependencia.entidad_id != estrategia.entidad_id:
        faltan.append(f"«{dependencia}» es de otra entidad.")
    if encuentro is not None and encuentro.actividad.estrategia_id != estrategia.pk:
        faltan.append("La reunión es de otra estrategia.")
    return faltan


@transaction.atomic
def registrar(
    estrategia: Estrategia,
    *,
    texto: str,
    dependencia: Dependencia,
    hasta: date,
    por,
    ahora: datetime,
    encuentro: Encuentro | None = None,
    responsable: str = "",
) -> Compromiso:
    """Escribe lo prometido y le da su número. Desde ese momento lo ve el público.

    Args:
        responsable: el cargo de quien responde, nunca su nombre.

    Raises:
        ValidationError: si falta el texto, trae datos de personas o algo es de otra entidad.
    """
    exigir(pendientes_para_registrar(estrategia, dependencia, encuentro))
    prometido = texto_para_publicar(texto, "texto", "Escriba a qué se comprometió la entidad.")
    compromiso = Compromiso(
        estrategia=estrategia,
        encuentro=encuentro,
        texto=prometido,
        dependencia=dependencia,
        responsable=texto_limpio(responsable),
        hasta=hasta,
        creado_en=ahora,
    )
    return cumplimiento.guardar(cumplimiento.numerar(compromiso), por=por)


def continuar(anterior: Estrategia, nueva: Estrategia, *, por, ahora: datetime) -> list[Compromiso]:
    """Pasa los compromisos abiertos a la estrategia de otro año; cada uno, una sola vez.

    Raises:
        ValidationError: si la otra estrategia no es posterior o es de otra entidad.
    """
    return cumplimiento.continuar(
        Compromiso, anterior, nueva, campos=("texto",), por=por, ahora=ahora
    )


# --- Quién puede ------------------------------------------------------------------------------


def puede_decir_cumplido(usuario, fila: Pendiente, *, hoy: date) -> bool:
    """La dependencia que responde; o quien puede reportar por otro cargo, en su nombre."""
    if not acceso.puede(usuario, Verbo.REPORTAR, fila, hoy=hoy):
        return False
    return acceso.puede_por_otro_cargo(
        usuario, Verbo.REPORTAR, fila, hoy=hoy
    ) or acceso.responde_por(usuario, fila.dependencia, hoy=hoy)


def puede_verificar(usuario, fila: Pendiente, *, hoy: date) -> bool:
    """Planeación o control interno en los compromisos; solo control interno en las acciones."""
    return acceso.puede(usuario, Verbo.VERIFICAR, fila, hoy=hoy)


# --- Lo que cambió a la vista de todos --------------------------------------------------------


class PlazoAnterior(NamedTuple):
    """Hasta cuándo era antes, y por qué se cambió."""

    hasta: date
    porque: str


def plazos_anteriores(compromiso: Compromiso) -> list[PlazoAnterior]:
    """Los plazos que tuvo antes del que tiene, del primero al último; una consulta."""
    anotados = compromiso.history.order_by("history_id").values_list(
        "hasta", "history_change_reason"
    )
    pares = pairwise(anotados)
    return [
        PlazoAnterior(antes, porque or "")
        for (antes, _), (ahora, porque) in pares
        if antes != ahora
    ]


# --- Para la evaluación -----------------------------------------------------------------------


def estado_actual(estrategia: Estrategia, *, hasta: date) -> tuple[CompromisoEvaluado, ...]:
    """Los compromisos como estaban al terminar el día `hasta`; una consulta.

    Los registrados después no entran. Contenido mínimo 5 de la evaluación (MURC).
    """
    suyos = estrategia.compromisos.select_related("dependencia", "encuentro__actividad")
    return tuple(
        _evaluado(uno, hasta)
        for uno in suyos.order_by("numero")
        if timezone.localdate(uno.creado_en) <= hasta
    )


def _evaluado(uno: Compromiso, dia: date) -> CompromisoEvaluado:
    estado = estado_en(uno, dia)
    return CompromisoEvaluado(
        numero=uno.numero,
        texto=uno.texto,
        dependencia=str(uno.dependencia),
        responsable=uno.responsable,
        hasta=uno.hasta,
        estado=str(estado),
        esta_vencido=esta_vencido(estado, hasta=uno.hasta, dia=dia),
        espacio=str(uno.encuentro) if uno.encuentro else "",
        como_se_cumplio=uno.como_se_cumplio if estado in {"cerrado", "por_verificar"} else "",
    )


def estado_en(fila: Pendiente, dia: date) -> str:
    """El estado que tenía al terminar ese día."""
    return str(
        estado_el(
            fila.estado, cumplido=_dia(fila.cumplido_en), cerrado=_dia(fila.cerrado_en), dia=dia
        )
    )


def _dia(momento: datetime | None) -> date | None:
    return timezone.localdate(momento) if momento else None
