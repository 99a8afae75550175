"""Enviar el reporte de una dependencia: lo que está listo sale de una vez, con su recibo.

Lo que está en blanco no se envía y queda dicho por su nombre: contará como sin reporte. El recibo
guarda lo enviado tal cual, quién, cuándo y la huella de ese contenido.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from estrategia.encargo import nombre_con_encargo
from estrategia.historia import a_nombre_de
from estrategia.models import Dependencia
from seguimiento.models import Avance, Corte, EstadoDeAvance, Recibo

from .escrito import como_se_escribe
from .guardar import tomar
from .renglones import Renglon, renglones_de


def por_enviar(renglones: Iterable[Renglon]) -> list[Renglon]:
    """Los que la dependencia lidera, tienen cifra y están guardados sin enviar."""
    return [
        uno
        for uno in renglones
        if uno.es_lider
        and uno.estado_del_reporte is EstadoDeAvance.GUARDADO
        and uno.escrito.tiene_cifra
    ]


def en_blanco(renglones: Iterable[Renglon]) -> list[Renglon]:
    """Los que se le piden y no dicen cifra."""
    return [
        uno
        for uno in renglones
        if uno.es_lider and uno.linea.se_pregunta and not uno.escrito.tiene_cifra
    ]


def pendientes_para_enviar(renglones: Iterable[Renglon]) -> list[tuple[Renglon | None, str]]:
    """Lo que impide enviar: de qué línea y qué hacer."""
    listos = por_enviar(renglones)
    if not listos:
        return [(None, "Escriba al menos una cifra y guárdela: no hay nada nuevo que enviar.")]
    return [(uno, falta.frase) for uno in listos for falta in uno.faltas]


@transaction.atomic
def enviar(corte: Corte, dependencia: Dependencia, *, por, ahora: datetime, hoy: date) -> Recibo:
    """Envía lo que la dependencia tiene listo y da su recibo.

    Raises:
        ValidationError: con lo que le falta a cada línea.
    """
    corte = tomar(corte)
    renglones = renglones_de(corte, hoy=hoy, dependencia=dependencia)
    faltan = pendientes_para_enviar(renglones)
    if faltan:
        raise ValidationError([_frase(uno, frase) for uno, frase in faltan])
    listos = por_enviar(renglones)
    for uno in listos:
        _marcar(uno.avance, por, ahora)
    contenido = contenido_de(corte, dependencia, listos, en_blanco(renglones), por, ahora, hoy=hoy)
    return Recibo.objects.create(
        corte=corte,
        dependencia=dependencia,
        numero=(corte.recibos.aggregate(ultimo=Max("numero"))["ultimo"] or 0) + 1,
        por=por,
        en=ahora,
        contenido=contenido,
        sha256=huella_de(contenido),
    )


def _frase(renglon: Renglon | None, frase: str) -> str:
    return frase if renglon is None else f"{renglon.linea.numero or renglon.linea.codigo}: {frase}"


def _marcar(avance: Avance, por, ahora: datetime) -> None:
    avance.estado = EstadoDeAvance.ENVIADO
    avance.enviado_en, avance.enviado_por = ahora, por
    avance.revisado_en = avance.revisado_por = None
    avance.full_clean(exclude=["corte", "actividad"])
    a_nombre_de(por, avance).save()


def contenido_de(
    corte: Corte,
    dependencia: Dependencia,
    enviados: Iterable[Renglon],
    sin_cifra: Iterable[Renglon],
    por,
    ahora: datetime,
    *,
    hoy: date,
) -> dict[str, Any]:
    """Lo enviado como un valor que no cambia, con los nombres como están en este momento."""
    return {
        "entidad": corte.estrategia.entidad.nombre,
        "estrategia": corte.estrategia.nombre,
        "periodo": corte.periodo,
        "vigencia": corte.estrategia.vigencia,
        "hasta": corte.fecha.isoformat(),
        "dependencia": dependencia.nombre,
        "por": nombre_con_encargo(por, hoy),
        "en": localtime(ahora).isoformat(timespec="seconds"),
        "fuera_de_plazo": hoy > corte.reporta_hasta,
        "lineas": [_como_dato(uno) for uno in enviados],
        "sin_cifra": [
            {"numero": uno.linea.numero or uno.linea.codigo, "nombre": uno.linea.nombre}
            for uno in sin_cifra
        ],
    }


def _como_dato(renglon: Renglon) -> dict[str, Any]:
    escrito = renglon.escrito
    return {
        "numero": renglon.linea.numero or renglon.linea.codigo,
        "codigo": renglon.linea.codigo,
        "nombre": renglon.linea.nombre,
        "estado": renglon.linea.estado.nombre,
        "porcentaje": None if escrito.porcentaje is None else como_se_escribe(escrito.porcentaje),
        "observacion": escrito.observacion,
        "por_que_cero": escrito.por_que_cero if escrito.porcentaje == 0 else "",
        "por_que_baja": escrito.por_que_baja,
        "solicitudes_recibidas": escrito.solicitudes_recibidas,
        "solicitudes_atendidas": escrito.solicitudes_atendidas,
        "asistentes": escrito.asistentes,
        "evidencias": [
            {"titulo": una.titulo, "huella": una.sha256, "enlace": una.enlace}
            for una in renglon.evidencias
        ],
    }


def huella_de(contenido: dict[str, Any]) -> str:
    """El SHA-256 del contenido, escrito siempre igual: quien tenga el recibo lo puede comprobar."""
    texto = json.dumps(contenido, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(texto.encode()).hexdigest()
