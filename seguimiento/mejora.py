"""Acciones de mejora: lo que la entidad hará para corregir, cómo va en cada corte y si sirvió.

Salen de un hallazgo, de un órgano de control, de una reunión o de la valoración de la gente. Las
registra planeación; la dependencia que responde dice que las cumplió; las verifica y las juzga
solo control interno: eficaz es que se hizo como se dijo, efectiva es que corrigió. ITA 6.2.5-H.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from cronograma.models import Encuentro
from estrategia.models import Dependencia, Estrategia
from seguimiento import cumplimiento
from seguimiento.compromisos import estado_en, pendientes_para_registrar
from seguimiento.cumplimiento import (
    decir_cumplido,
    declarar_incumplido,
    devolver,
    exigir,
    texto_exigido,
    texto_limpio,
    texto_para_publicar,
    verificar,
)
from seguimiento.hechos import AccionEvaluada
from seguimiento.models import AccionDeMejora, Corte, Hallazgo, SeguimientoDeAccion
from seguimiento.models.compromiso import EstadoDeCompromiso, OrigenDeAccion
from seguimiento.plazos_de_compromisos import esta_vencido

__all__ = ["decir_cumplido", "declarar_incumplido", "devolver", "verificar"]

CAMPOS_QUE_CONTINUAN = ("origen", "hallazgo", "que_se_encontro", "accion")


@transaction.atomic
def registrar(
    estrategia: Estrategia,
    *,
    origen: str,
    que_se_encontro: str,
    accion: str,
    dependencia: Dependencia,
    hasta: date,
    por,
    ahora: datetime,
    encuentro: Encuentro | None = None,
    hallazgo: Hallazgo | None = None,
    responsable: str = "",
) -> AccionDeMejora:
    """Escribe una acción y le da su número. Desde ese momento la ve el público.

    Raises:
        ValidationError: si falta el origen, un texto, trae datos de personas o algo es ajeno.
    """
    exigir(pendientes_para_registrar(estrategia, dependencia, encuentro))
    exigir(_pendientes_del_origen(estrategia, origen, encuentro, hallazgo))
    encontrado = texto_para_publicar(que_se_encontro, "que_se_encontro", "Diga qué se encontró.")
    fila = AccionDeMejora(
        estrategia=estrategia,
        origen=origen,
        encuentro=encuentro,
        hallazgo=hallazgo,
        que_se_encontro=encontrado,
        accion=texto_para_publicar(accion, "accion", "Diga qué se hará."),
        dependencia=dependencia,
        responsable=texto_limpio(responsable),
        hasta=hasta,
        creado_en=ahora,
    )
    return cumplimiento.guardar(cumplimiento.numerar(fila), por=por)


def _pendientes_del_origen(
    estrategia: Estrategia, origen: str, encuentro: Encuentro | None, hallazgo: Hallazgo | None
) -> list[str]:
    """Lo que el origen pide señalar."""
    if origen == OrigenDeAccion.HALLAZGO and hallazgo is None:
        return ["Señale el hallazgo de donde salió la acción."]
    if origen in {OrigenDeAccion.ENCUENTRO, OrigenDeAccion.VALORACION} and encuentro is None:
        return ["Señale la reunión de donde salió la acción."]
    if hallazgo is not None and hallazgo.informe.estrategia.entidad_id != estrategia.entidad_id:
        return ["El hallazgo es de otra entidad."]
    return []


@transaction.atomic
def seguir(
    accion: AccionDeMejora, corte: Corte, *, nota: str, por, ahora: datetime
) -> SeguimientoDeAccion:
    """Anota cómo va una acción en un corte; escribirlo otra vez lo reemplaza si sigue abierto.

    Raises:
        ValidationError: si el corte es de otra estrategia o está cerrado, o la nota, vacía.
    """
    if corte.estrategia_id != accion.estrategia_id:
        raise ValidationError({"corte": "El corte es de otra estrategia."})
    if corte.cerrado_en is not None:
        raise ValidationError({"corte": "El corte está cerrado: lo que se dijo en él no cambia."})
    dicho = texto_exigido(nota, "nota", "Escriba cómo va la acción.")
    seguimiento, _ = SeguimientoDeAccion.objects.update_or_create(
        accion=accion, corte=corte, defaults={"nota": dicho, "por": por, "en": ahora}
    )
    return seguimiento


def pendientes_para_juzgar(accion: AccionDeMejora) -> list[str]:
    """Qué impide que control interno la juzgue."""
    if accion.estado not in {EstadoDeCompromiso.CERRADO, EstadoDeCompromiso.INCUMPLIDO}:
        return ["Primero verifíquela, o declare que no se cumplió: se juzga lo que ya terminó."]
    return []


@transaction.atomic
def juzgar(
    accion: AccionDeMejora,
    *,
    es_eficaz: bool,
    es_efectiva: bool | None,
    juicio: str,
    por,
    ahora: datetime,
) -> AccionDeMejora:
    """Control interno dice si se hizo como se dijo y si sirvió, y en qué se basa.

    Args:
        es_efectiva: `None` si todavía no se puede saber.

    Raises:
        ValidationError: si la acción no ha terminado, falta la base o se contradice.
    """
    accion = cumplimiento.tomar(accion)
    exigir(pendientes_para_juzgar(accion))
    if es_eficaz and accion.estado == EstadoDeCompromiso.INCUMPLIDO:
        raise ValidationError({"es_eficaz": "Se declaró que no se cumplió: no puede ser eficaz."})
    base = texto_exigido(juicio, "juicio", "Diga en qué se basa el juicio.")
    accion.es_eficaz, accion.es_efectiva, accion.juicio = es_eficaz, es_efectiva, base
    accion.juzgada_por, accion.juzgada_en = por, ahora
    return cumplimiento.guardar(accion, por=por)


def continuar(
    anterior: Estrategia, nueva: Estrategia, *, por, ahora: datetime
) -> list[AccionDeMejora]:
    """Pasa las acciones abiertas a la estrategia de otro año; cada una, una sola vez.

    Raises:
        ValidationError: si la otra estrategia no es posterior o es de otra entidad.
    """
    return cumplimiento.continuar(
        AccionDeMejora, anterior, nueva, campos=CAMPOS_QUE_CONTINUAN, por=por, ahora=ahora
    )


# --- Para la evaluación -----------------------------------------------------------------------


def estado_actual(estrategia: Estrategia, *, hasta: date) -> tuple[AccionEvaluada, ...]:
    """Las acciones como estaban al terminar el día `hasta`; dos consultas.

    `como_va` es el último seguimiento de un corte que termina ese día o antes.
    """
    anotados = Prefetch(
        "seguimientos",
        SeguimientoDeAccion.objects.filter(corte__fecha__lte=hasta).order_by("corte__fecha", "en"),
    )
    suyas = estrategia.acciones.select_related("dependencia").prefetch_related(anotados)
    return tuple(
        _evaluada(una, hasta)
        for una in suyas.order_by("numero")
        if timezone.localdate(una.creado_en) <= hasta
    )


def _evaluada(una: AccionDeMejora, dia: date) -> AccionEvaluada:
    estado = estado_en(una, dia)
    seguimientos = list(una.seguimientos.all())
    juzgada = una.juzgada_en is not None and timezone.localdate(una.juzgada_en) <= dia
    return AccionEvaluada(
        numero=una.numero,
        origen=una.get_origen_display(),
        que_se_encontro=una.que_se_encontro,
        accion=una.accion,
        dependencia=str(una.dependencia),
        responsable=una.responsable,
        hasta=una.hasta,
        estado=estado,
        esta_vencida=esta_vencido(estado, hasta=una.hasta, dia=dia),
        como_va=seguimientos[-1].nota if seguimientos else "",
        es_eficaz=una.es_eficaz if juzgada else None,
        es_efectiva=una.es_efectiva if juzgada else None,
        juicio=una.juicio if juzgada else "",
    )
