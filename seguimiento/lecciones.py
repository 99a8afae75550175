"""Lecciones aprendidas: se escriben cuando se aprenden, desde la actividad o la reunión.

El informe de fin de año las reúne; no hay que recordarlas entonces. Procedimiento, evaluación.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from cronograma.models import Actividad, Encuentro
from estrategia.models import Estrategia
from seguimiento import hechos
from seguimiento.cumplimiento import texto_exigido
from seguimiento.models import Leccion


def anotar(
    estrategia: Estrategia,
    *,
    texto: str,
    por,
    ahora: datetime,
    actividad: Actividad | None = None,
    encuentro: Encuentro | None = None,
) -> Leccion:
    """Escribe lo aprendido; si es de una reunión, también queda con su actividad.

    Raises:
        ValidationError: si no dice nada, o la actividad o la reunión son de otra estrategia.
    """
    actividad = encuentro.actividad if encuentro else actividad
    if actividad is not None and actividad.estrategia_id != estrategia.pk:
        raise ValidationError("La actividad es de otra estrategia.")
    leccion = Leccion(
        estrategia=estrategia,
        actividad=actividad,
        encuentro=encuentro,
        texto=texto_exigido(texto, "texto", "Escriba qué se aprendió."),
        por=por,
        en=ahora,
    )
    leccion.full_clean()
    leccion.save()
    return leccion


def aprendidas(estrategia: Estrategia, *, desde: date, hasta: date) -> tuple[hechos.Leccion, ...]:
    """Lo aprendido entre dos días, incluidos; una consulta."""
    suyas = estrategia.lecciones.select_related("actividad", "encuentro__actividad")
    return tuple(
        hechos.Leccion(texto=una.texto, fecha=dia, donde=str(una.encuentro or una.actividad or ""))
        for una in suyas.order_by("en", "pk")
        if desde <= (dia := timezone.localdate(una.en)) <= hasta
    )
