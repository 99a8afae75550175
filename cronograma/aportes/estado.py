"""En qué va un aporte dentro de la entidad. Se calcula de lo que consta; no se guarda."""

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextChoices

from cronograma.aportes.tramite import requiere_aprobacion
from cronograma.models import Aporte, MovimientoDeAporte
from cronograma.models.aporte import UsoDeAporte
from cronograma.models.movimiento_de_aporte import QueSeHizo


class EstadoDeAporte(TextChoices):
    """Dónde está."""

    SIN_ASIGNAR = "sin_asignar", "Sin asignar"
    POR_RESPONDER = "por_responder", "Por responder"
    POR_APROBAR = "por_aprobar", "Por aprobar"
    DEVUELTO = "devuelto", "Devuelta para corregir"
    POR_REVISAR = "por_revisar", "Por revisar"
    RESPONDIDO = "respondido", "Respondida"
    REVISADO = "revisado", "Revisado"
    TRASLADADO = "trasladado", "Trasladada a PQRSD"


def con_ultimo_paso(aportes: QuerySet) -> QuerySet:
    """La consulta con el último paso de cada aporte, para saber si se devolvió."""
    pasos = MovimientoDeAporte.objects.filter(aporte=OuterRef("pk")).order_by("-en", "-pk")
    return aportes.annotate(ultimo_paso=Subquery(pasos.values("que")[:1]))


_ABIERTO = Q(respondido_en=None, trasladado_en=None)
_COMENTARIO = Q(uso=UsoDeAporte.COMENTARIO)
_REDACTADO = Q(redactado_por__isnull=False, dependencia__quien_aprueba__isnull=False)
_DEVUELTO = Q(ultimo_paso=QueSeHizo.DEVOLVER)
_REPARTIDO = Q(dependencia__isnull=False) | Q(uso=UsoDeAporte.OBSERVACION)
_RESPONDIDO = Q(respondido_en__isnull=False, trasladado_en=None)
# Lo mismo que dice `estado_de`, para la base de datos; pide `con_ultimo_paso`.
CONDICIONES: dict[str, Q] = {
    EstadoDeAporte.SIN_ASIGNAR: _ABIERTO & ~_COMENTARIO & ~_REPARTIDO,
    EstadoDeAporte.POR_RESPONDER: _ABIERTO & ~_COMENTARIO & _REPARTIDO & ~_REDACTADO,
    EstadoDeAporte.POR_APROBAR: _ABIERTO & ~_COMENTARIO & _REDACTADO & ~_DEVUELTO,
    EstadoDeAporte.DEVUELTO: _ABIERTO & ~_COMENTARIO & _REDACTADO & _DEVUELTO,
    EstadoDeAporte.POR_REVISAR: _ABIERTO & _COMENTARIO,
    EstadoDeAporte.RESPONDIDO: _RESPONDIDO & ~_COMENTARIO,
    EstadoDeAporte.REVISADO: _RESPONDIDO & _COMENTARIO,
    EstadoDeAporte.TRASLADADO: Q(trasladado_en__isnull=False),
}


def en_estado(aportes: QuerySet, estado: str) -> QuerySet:
    """Los aportes que van en ese estado."""
    return con_ultimo_paso(aportes).filter(CONDICIONES[estado])


def estado_de(aporte: Aporte) -> EstadoDeAporte:
    """En qué va; sin `con_ultimo_paso` hace una consulta si está redactado."""
    es_comentario = aporte.uso == UsoDeAporte.COMENTARIO
    if aporte.trasladado_en:
        return EstadoDeAporte.TRASLADADO
    if aporte.respondido_en:
        return EstadoDeAporte.REVISADO if es_comentario else EstadoDeAporte.RESPONDIDO
    if es_comentario:
        return EstadoDeAporte.POR_REVISAR
    if aporte.redactado_por_id and requiere_aprobacion(aporte):
        devuelto = _ultimo_paso(aporte) == QueSeHizo.DEVOLVER
        return EstadoDeAporte.DEVUELTO if devuelto else EstadoDeAporte.POR_APROBAR
    if aporte.dependencia_id or aporte.uso == UsoDeAporte.OBSERVACION:
        return EstadoDeAporte.POR_RESPONDER
    return EstadoDeAporte.SIN_ASIGNAR


def _ultimo_paso(aporte: Aporte) -> str:
    if hasattr(aporte, "ultimo_paso"):
        return aporte.ultimo_paso
    ultimo = aporte.movimientos.order_by("-en", "-pk").first()
    return ultimo.que if ultimo else ""
