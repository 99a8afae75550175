"""Lo que opinaron, como lo lee cualquiera en la página de la reunión.

Se registra al arrancar (`cronograma.bloques`). Con pocas respuestas se dice que faltan, y nada más.
"""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from django.urls import reverse

from cronograma.bloques import Bloque
from cronograma.models import Encuentro
from seguimiento.valoraciones import (
    PALABRAS,
    PREGUNTAS,
    Resultado,
    resultados,
    se_valora_el,
    ultimo_dia,
)

CIEN = 100


class Barra(NamedTuple):
    """Cuántos dijeron una cosa: la palabra, cuántos y qué parte de todos."""

    palabra: str
    cuantas: int
    por_ciento: int


class Pregunta(NamedTuple):
    """Una pregunta con su media en palabras y sus barras, de «Mucho» a «Nada»."""

    texto: str
    media: str
    barras: list[Barra]


def de_un_encuentro(encuentro: Encuentro, hoy: date) -> list[Bloque]:
    """La invitación a opinar, mientras se pueda, y lo que opinaron."""
    invita = se_valora_el(encuentro, hoy)
    suyo = resultados(encuentro)
    if not invita and not suyo.n:
        return []
    entidad = encuentro.actividad.estrategia.entidad
    contexto = {
        "invita": invita,
        "hasta": ultimo_dia(encuentro),
        "valorar": reverse("seguimiento:valorar", args=[entidad.slug, encuentro.pk]),
        **como_contexto(suyo),
    }
    return [
        Bloque(
            titulo="Qué opinaron quienes fueron",
            plantilla="seguimiento/valoracion/_bloque.html",
            contexto=contexto,
            ancla="valoracion",
            cambio=suyo.ultima,
            orden=40,
        )
    ]


def como_contexto(resultado: Resultado) -> dict:
    """Lo publicable de un resultado; con pocas respuestas, solo que son pocas."""
    se_publica = resultado.se_puede_publicar
    return {
        "se_publica": se_publica,
        "n": resultado.n if se_publica else 0,
        "preguntas": preguntas_de(resultado) if se_publica else [],
        "comentarios": resultado.comentarios if se_publica else (),
    }


def preguntas_de(resultado: Resultado) -> list[Pregunta]:
    """Cada pregunta con lo que respondieron."""
    return [
        Pregunta(
            texto,
            media_escrita(resultado.medias[pregunta]),
            [
                Barra(palabra, cuantas, round(CIEN * cuantas / resultado.n))
                for (_, palabra), cuantas in zip(
                    reversed(PALABRAS.items()),
                    reversed(resultado.distribucion[pregunta]),
                    strict=True,
                )
            ],
        )
        for pregunta, texto in PREGUNTAS.items()
    ]


def media_escrita(media: Fraction | None) -> str:
    """«4,2»: una cifra decimal, con coma y el medio hacia arriba; «» si no hay."""
    if media is None:
        return ""
    decimas = int(media * 10 + Fraction(1, 2))
    return f"{decimas // 10},{decimas % 10}"
