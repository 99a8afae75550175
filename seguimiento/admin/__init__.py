"""Pantallas de administración de `seguimiento`: reportar, revisar, verificar y cumplir lo prometido."""

from . import (
    compromisos,
    informes,
    lecciones,
    mejora,
    pesos,
    portada_de_compromisos,
    portada_de_cortes,
    reportes,
    valoraciones,
    verificacion,
)

__all__ = [
    "compromisos",
    "informes",
    "lecciones",
    "mejora",
    "pesos",
    "portada_de_compromisos",
    "portada_de_cortes",
    "reportes",
    "valoraciones",
    "verificacion",
]
