"""Preguntas, propuestas y comentarios sobre un plan publicado."""

from datetime import datetime, time

from django.utils import timezone

from cronograma.models import Aporte

from . import AHORA, crear_actividad, crear_aporte, crear_estrategia, publicar


def crear_publicada(**datos):
    """Una estrategia en vigor con una actividad."""
    estrategia = crear_estrategia(**datos)
    crear_actividad(estrategia=estrategia, codigo="01", nombre="Audiencia pública")
    publicar(estrategia)
    return estrategia


def crear_pregunta(**datos) -> Aporte:
    """Una pregunta anónima y sin responder; `recibido` y `respondido` son días en Colombia."""
    recibido, respondido = datos.pop("recibido", None), datos.pop("respondido", None)
    if recibido:
        datos["recibido_en"] = al_mediodia(recibido)
    if respondido:
        datos = {"respuesta": "Sí, claro"} | datos | {"respondido_en": al_mediodia(respondido)}
    if "estrategia" not in datos:
        datos["estrategia"] = crear_publicada()
    return crear_aporte(**{"uso": "pregunta", "texto": "¿Habrá transporte?"} | datos)


def crear_respondida(*, por, **datos) -> Aporte:
    """Una pregunta con su respuesta publicada."""
    habitual = {
        "respuesta": "Sí, desde la plaza",
        "respondido_por": por,
        "respondido_en": AHORA,
        "publico": True,
    }
    return crear_pregunta(**habitual | datos)


def al_mediodia(dia) -> datetime:
    """El mediodía de ese día en Colombia."""
    return timezone.make_aware(datetime.combine(dia, time(12)))
