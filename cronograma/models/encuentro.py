"""El encuentro: una ocasión con fecha de una actividad. Es la agenda viva."""

from django.db import models
from django.db.models import F, Q

from .actividad import Actividad


class EstadoEncuentro(models.TextChoices):
    """Lo que se sabe de la fecha de un encuentro."""

    PROVISIONAL = "provisional", "Provisional"
    CONFIRMADO = "confirmado", "Confirmado"
    APLAZADO = "aplazado", "Aplazado"
    CANCELADO = "cancelado", "Cancelado"
    REALIZADO = "realizado", "Realizado"


# Los que una persona puede encontrar todavía en la agenda como algo que ocurrirá.
POR_OCURRIR = {EstadoEncuentro.PROVISIONAL, EstadoEncuentro.CONFIRMADO}
# Los que obligan a decir en público por qué.
CON_MOTIVO = {EstadoEncuentro.APLAZADO, EstadoEncuentro.CANCELADO}


class Encuentro(models.Model):
    """Una ocasión con fecha: la de marzo de una actividad mensual, la audiencia del 1 de junio.

    Aplazar o cancelar conserva la fecha original y exige el motivo público.
    """

    actividad = models.ForeignKey(
        Actividad, models.PROTECT, related_name="encuentros", verbose_name="actividad"
    )
    nombre = models.CharField("nombre", max_length=200, blank=True)
    fecha = models.DateField("fecha")
    hora_inicio = models.TimeField("hora de inicio", null=True, blank=True)
    hora_fin = models.TimeField("hora de terminación", null=True, blank=True)
    lugar = models.CharField("lugar", max_length=250, blank=True)
    enlace = models.URLField("enlace", blank=True)
    estado = models.CharField(
        "estado",
        max_length=12,
        choices=EstadoEncuentro.choices,
        default=EstadoEncuentro.PROVISIONAL,
    )
    motivo = models.TextField("motivo público", blank=True)
    secuencia = models.PositiveIntegerField("secuencia", default=0, editable=False)
    actualizado_en = models.DateTimeField("actualizado", auto_now=True)

    class Meta:
        verbose_name = "encuentro"
        verbose_name_plural = "encuentros"
        ordering = ["fecha", "hora_inicio", "pk"]
        constraints = [
            models.CheckConstraint(
                name="encuentro_con_motivo_si_no_ocurre",
                condition=~Q(estado__in=sorted(CON_MOTIVO)) | ~Q(motivo=""),
                violation_error_message="Diga en público por qué se aplaza o se cancela.",
            ),
            models.CheckConstraint(
                name="encuentro_horas_en_orden",
                condition=Q(hora_fin=None)
                | Q(hora_inicio__isnull=False, hora_fin__gt=F("hora_inicio")),
                violation_error_message="La hora de terminación es anterior a la de inicio.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nombre or self.actividad} ({self.fecha:%d/%m/%Y})"

    def save(self, *args, **kwargs):
        # Cada cambio sube la secuencia: así la agenda suscrita reemplaza el evento y no lo repite.
        if not self._state.adding:
            self.secuencia += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "secuencia", "actualizado_en"}
        super().save(*args, **kwargs)
