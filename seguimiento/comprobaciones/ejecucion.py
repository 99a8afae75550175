"""Lo que se comprueba al ejecutar: fechas, información previa, convocatorias y formatos internos."""

from django.db.models import QuerySet

from cronograma.models import Encuentro
from cronograma.models.convocatoria import CLASES_PREVIAS
from cronograma.models.encuentro import EstadoEncuentro
from cronograma.programacion import Tipo
from estrategia.models import Estrategia
from seguimiento.models import EstadoDeReporte

from .respuesta import Respuesta, actividades, de_actividades, hecho, pendiente

ENTREGADOS = (EstadoDeReporte.ENTREGADO, EstadoDeReporte.RECIBIDO)
AGENDA_VACIA = "La agenda no tiene encuentros: ponga la fecha de cada uno."


def cronograma_con_fechas(estrategia: Estrategia) -> Respuesta:
    """De cada actividad se entiende cuándo es."""
    sin_fecha = [
        una
        for una in actividades(estrategia)
        if una.fecha_por_revisar or una.tipo_programacion == Tipo.INDETERMINADA
    ]
    return de_actividades(
        estrategia,
        sin_fecha,
        bien="De cada actividad se entiende cuándo es.",
        mal="Falta aclarar la fecha",
    )


def informacion_preparada(estrategia: Estrategia) -> Respuesta:
    """Cada encuentro tiene a la vista la información que se entrega antes."""
    en_pie = _en_pie(estrategia)
    if not en_pie:
        return pendiente(AGENDA_VACIA)
    sin_informacion = en_pie.exclude(materiales__clase__in=sorted(CLASES_PREVIAS)).count()
    if sin_informacion:
        return pendiente(f"Encuentros sin información previa: {sin_informacion} de {len(en_pie)}.")
    return hecho(None, f"Encuentros con su información previa publicada: {len(en_pie)}.")


def encuentros_convocados(estrategia: Estrategia) -> Respuesta:
    """Cada encuentro tiene fecha confirmada y su convocatoria se publicó."""
    en_pie = _en_pie(estrategia)
    if not en_pie:
        return pendiente(AGENDA_VACIA)
    provisionales = en_pie.filter(estado=EstadoEncuentro.PROVISIONAL).count()
    if provisionales:
        return pendiente(f"Encuentros con fecha provisional: {provisionales}.")
    sin_convocar = en_pie.filter(convocatoria__publicada_en=None).count()
    if sin_convocar:
        return pendiente(f"Encuentros sin convocatoria publicada: {sin_convocar} de {len(en_pie)}.")
    return hecho(None, f"Encuentros convocados: {len(en_pie)}.")


def encuentros_realizados(estrategia: Estrategia) -> Respuesta:
    """Todo se hizo y se reportó en el formato interno, o se canceló diciendo por qué."""
    todos = _encuentros(estrategia)
    if not todos:
        return pendiente("La agenda no tiene encuentros.")
    realizados = todos.filter(estado=EstadoEncuentro.REALIZADO)
    cancelados = todos.filter(estado=EstadoEncuentro.CANCELADO).count()
    if faltan := len(todos) - len(realizados) - cancelados:
        return pendiente(f"Encuentros por realizar: {faltan} de {len(todos)}.")
    if sin_reporte := realizados.exclude(reporte__estado__in=ENTREGADOS).count():
        return pendiente(
            f"Encuentros sin formato interno de reporte: {sin_reporte} de {len(realizados)}."
        )
    ultimo = max(uno.fecha for uno in todos)
    return hecho(ultimo, f"Encuentros reportados, o cancelados con su motivo: {len(todos)}.")


def _encuentros(estrategia: Estrategia) -> QuerySet[Encuentro]:
    return Encuentro.objects.filter(actividad__in=estrategia.actividades.vigentes())


def _en_pie(estrategia: Estrategia) -> QuerySet[Encuentro]:
    return _encuentros(estrategia).exclude(estado=EstadoEncuentro.CANCELADO)
