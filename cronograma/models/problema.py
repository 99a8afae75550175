"""Problemas que alguien aceptó dejar como están, con su razón."""

from django.db import models
from django.db.models import Q

from estrategia.models import Estrategia, Usuario

from .actividad import Actividad


class ProblemaAceptado(models.Model):
    """Por qué un problema que bloquea está bien así.

    Guarda la frase que se aceptó: si el dato cambia, la frase cambia y hay que volver a
    mirarlo. Sin actividad, el problema es del plan entero.
    """

    estrategia = models.ForeignKey(
        Estrategia,
        models.PROTECT,
        related_name="problemas_aceptados",
        verbose_name="estrategia",
    )
    actividad = models.ForeignKey(
        Actividad,
        models.PROTECT,
        related_name="problemas_aceptados",
        verbose_name="actividad",
        null=True,
        blank=True,
    )
    codigo = models.SlugField("problema", max_length=40)
    texto = models.TextField("lo que se aceptó")
    razon = models.TextField("razón")
    por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="problemas_aceptados",
        verbose_name="aceptado por",
    )
    en = models.DateTimeField("aceptado")

    class Meta:
        verbose_name = "problema aceptado"
        verbose_name_plural = "problemas aceptados"
        ordering = ["-en", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="problema_aceptado_con_razon",
                condition=~Q(razon="") & ~Q(texto="") & ~Q(codigo=""),
                violation_error_message="Escriba por qué se acepta el problema.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo}: {self.razon[:80]}"
