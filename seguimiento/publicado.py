"""Lo prometido y lo corregido, como lo ve cualquiera: sin personas y sin lo que no se ha verificado.

Entran compromisos o acciones; salen valores para las páginas y los archivos. Es público desde que se
registra. Cómo se cumplió se dice cuando otra persona lo verificó; si no se cumplió, por qué. De las
evidencias, de quién lo dijo y de las notas internas no sale nada. ITA 6.2.2-d y 6.2.5-H.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cronograma.models import ActividadPublicada
from seguimiento.models import AccionDeMejora, Compromiso
from seguimiento.models.compromiso import EstadoDeCompromiso, Pendiente
from seguimiento.plazos_de_compromisos import Situacion, dias_tarde, situacion


@dataclass(frozen=True, kw_only=True)
class Prometido:
    """Un compromiso o una acción a la vista del público."""

    numero: int
    anio: int
    tipo: str
    texto: str
    dependencia: str
    responsable: str
    hasta: date
    desde: date
    situacion: Situacion
    dias_tarde: int
    cumplido_el: date | None
    que_se_hizo: str
    por_que_no: str
    espacio: str
    fecha_del_espacio: date | None
    viene_de: str
    continua_en: str
    direccion: str
    ancla: str
    origen: str = ""
    que_se_encontro: str = ""
    como_va: str = ""
    es_eficaz: bool | None = None
    es_efectiva: bool | None = None


RELACIONADAS = (
    "estrategia__entidad",
    "dependencia",
    "encuentro__actividad__estrategia__entidad",
    "viene_de__estrategia",
    "continua_en__estrategia",
)


def compromisos_de(entidad) -> QuerySet[Compromiso]:
    """Los compromisos de una entidad con todo lo que la página dice; una consulta."""
    return completos(Compromiso.objects.filter(estrategia__entidad=entidad))


def acciones_de(entidad) -> QuerySet[AccionDeMejora]:
    """Las acciones de mejora de una entidad, con sus seguimientos; dos consultas."""
    return completos(AccionDeMejora.objects.filter(estrategia__entidad=entidad))


def completos(consulta: QuerySet) -> QuerySet:
    """La consulta con lo que `a_la_vista` necesita, del año más nuevo al más viejo."""
    if consulta.model is AccionDeMejora:
        consulta = consulta.prefetch_related("seguimientos__corte")
    return consulta.select_related(*RELACIONADAS).order_by(
        "-estrategia__vigencia", "estrategia__tipo", "numero"
    )


def a_la_vista(filas: Iterable[Pendiente], *, hoy: date) -> list[Prometido]:
    """Los valores públicos de unas filas leídas con `compromisos_de` o `acciones_de`."""
    return [_prometido(una, hoy) for una in filas]


def direccion_de(fila: Pendiente) -> str:
    """La página de un compromiso, o el lugar de una acción en la lista."""
    estrategia = fila.estrategia
    suya = [estrategia.entidad.slug, estrategia.vigencia, estrategia.tipo, fila.numero]
    if isinstance(fila, Compromiso):
        return reverse("seguimiento:compromiso", args=suya)
    lista = reverse("seguimiento:mejoras", args=suya[:1])
    return f"{lista}?anio={estrategia.vigencia}#{ancla_de(fila)}"


def ancla_de(fila: Pendiente) -> str:
    """Cómo se llama su lugar en una lista: «compromiso-2026-combinada-3»."""
    clase = "compromiso" if isinstance(fila, Compromiso) else "mejora"
    return f"{clase}-{fila.estrategia.vigencia}-{fila.estrategia.tipo}-{fila.numero}"


def _prometido(fila: Pendiente, hoy: date) -> Prometido:
    cerrado = fila.estado == EstadoDeCompromiso.CERRADO
    dicho_el = timezone.localdate(fila.cumplido_en) if fila.cumplido_en else None
    continua = getattr(fila, "continua_en", None)
    incumplido = fila.estado == EstadoDeCompromiso.INCUMPLIDO
    tarde = dias_tarde(hasta=fila.hasta, cumplido=dicho_el, hoy=hoy)
    return Prometido(
        numero=fila.numero,
        anio=fila.estrategia.vigencia,
        tipo=fila.estrategia.tipo,
        texto=fila.texto if isinstance(fila, Compromiso) else fila.accion,
        dependencia=str(fila.dependencia),
        responsable=fila.responsable,
        hasta=fila.hasta,
        desde=timezone.localdate(fila.creado_en),
        situacion=situacion(fila.estado, hasta=fila.hasta, hoy=hoy, continua=continua is not None),
        dias_tarde=0 if incumplido or continua else tarde,
        cumplido_el=dicho_el if cerrado else None,
        que_se_hizo=fila.como_se_cumplio if cerrado else "",
        por_que_no=fila.nota_de_cierre if incumplido else "",
        espacio=_nombre_del_espacio(fila),
        fecha_del_espacio=fila.encuentro.fecha if fila.encuentro else None,
        viene_de=_otro(fila.viene_de),
        continua_en=_otro(continua),
        direccion=direccion_de(fila),
        ancla=ancla_de(fila),
        **(_de_la_accion(fila) if isinstance(fila, AccionDeMejora) else {}),
    )


def _de_la_accion(accion: AccionDeMejora) -> dict[str, Any]:
    # Lo dicho en un corte abierto todavía puede cambiar: el público lee lo de los cerrados.
    cerrados = [una for una in accion.seguimientos.all() if una.corte.cerrado_en]
    ultimo = max(cerrados, key=lambda una: una.corte.fecha, default=None)
    return {
        "origen": accion.get_origen_display(),
        "que_se_encontro": accion.que_se_encontro,
        "como_va": ultimo.nota if ultimo else "",
        "es_eficaz": accion.es_eficaz,
        "es_efectiva": accion.es_efectiva,
    }


def _nombre_del_espacio(fila: Pendiente) -> str:
    if fila.encuentro is None:
        return ""
    return fila.encuentro.nombre or fila.encuentro.actividad.nombre


def _otro(fila: Pendiente | None) -> str:
    """«3 de 2025»: el mismo, en otro año."""
    return f"{fila.numero} de {fila.estrategia.vigencia}" if fila else ""


def con_pagina(prometidos: Iterable[Prometido], filas: Iterable[Pendiente]) -> Iterator[tuple]:
    """Cada uno con la página pública de la actividad de donde salió, si la tiene; una consulta."""
    filas = list(filas)
    actividades = {una.encuentro.actividad_id for una in filas if una.encuentro}
    publicas = ActividadPublicada.objects.publicas().filter(actividad__in=actividades)
    codigos = dict(publicas.values_list("actividad", "codigo"))
    for prometido, fila in zip(prometidos, filas, strict=True):
        codigo = codigos.get(fila.encuentro.actividad_id) if fila.encuentro else None
        yield prometido, _pagina_de_la_actividad(fila, codigo) if codigo else ""


def _pagina_de_la_actividad(fila: Pendiente, codigo: str) -> str:
    de = fila.encuentro.actividad.estrategia  # La de antes, si lo prometido viene de otro año.
    return reverse("cronograma:detalle", args=[de.entidad.slug, de.vigencia, de.tipo, codigo])
