"""Lo que alguien opinó de una reunión."""

from itertools import count

from seguimiento.models import Valoracion

from . import AHORA

_serie = count(1)


def crear_valoracion(encuentro, notas=(4, 4, 4), **datos) -> Valoracion:
    """Una opinión desde un aparato nuevo."""
    preguntas = ("claridad", "escucha", "utilidad")
    habitual = dict(zip(preguntas, notas, strict=True)) | {
        "dispositivo": f"{next(_serie):064d}",
        "creada_en": AHORA,
    }
    return Valoracion.objects.create(encuentro=encuentro, **habitual | datos)
