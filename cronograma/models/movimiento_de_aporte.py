"""Lo que se hizo con un aporte, paso por paso: quién, cuándo y por qué. No se edita ni se borra."""

from django.db import models
from django.db.models import Q

from estrategia.models import Dependencia, Usuario

from .aporte import Aporte


class QueSeHizo(models.TextChoices):
    """Los pasos de un aporte dentro de la entidad."""

    ASIGNAR = "asignar", "Se asignó"
    REDACTAR = "redactar", "Se redactó la respuesta"
    DEVOLVER = "devolver", "Se devolvió la respuesta"
    RESPONDER = "responder", "Se respondió"
    MODERAR = "moderar", "Se revisó"
    TRASLADAR = "trasladar", "Se trasladó a PQRSD"
    PUBLICAR = "publicar", "Se publicó"
    OCULTAR = "ocultar", "Se dejó de publicar"
    CORREGIR = "corregir", "Se corrigió la respuesta"


# De estos, quien lee después necesita el porqué.
CON_NOTA = {QueSeHizo.DEVOLVER, QueSeHizo.CORREGIR, QueSeHizo.OCULTAR}


class MovimientoDeAporte(models.Model):
    """Un paso. `antes` guarda lo que decía la respuesta que se corrigió."""

    aporte = models.ForeignKey(
        Aporte, models.CASCADE, related_name="movimientos", verbose_name="aporte"
    )
    que = models.CharField("qué se hizo", max_length=12, choices=QueSeHizo.choices)
    dependencia = models.ForeignKey(
        Dependencia,
        models.PROTECT,
        related_name="+",
        verbose_name="dependencia",
        null=True,
        blank=True,
    )
    nota = models.TextField("por qué", blank=True)
    antes = models.TextField("lo que decía", blank=True)
    por = models.ForeignKey(Usuario, models.PROTECT, related_name="+", verbose_name="quién")
    en = models.DateTimeField("cuándo")

    class Meta:
        verbose_name = "paso de un aporte"
        verbose_name_plural = "pasos de los aportes"
        ordering = ["en", "pk"]
        constraints = [
            models.CheckConstraint(
                name="movimiento_de_aporte_con_porque",
                condition=~Q(que__in=sorted(CON_NOTA)) | ~Q(nota=""),
                violation_error_message="Diga por qué: queda escrito con su nombre y la fecha.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_que_display()} {self.pk}"
