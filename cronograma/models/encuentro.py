"""El encuentro: una ocasión con fecha de una actividad. Es la agenda viva."""

from django.db import models
from django.db.models import F, Q

from estrategia.models import Usuario

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
    ocasion = models.PositiveSmallIntegerField(
        "ocasión prevista",
        null=True,
        blank=True,
        help_text="Cuál de las que espera la fecha programada cumple: la 3.ª de 12. Vacía si es de más.",
    )
    territorio = models.CharField(
        "territorio",
        max_length=120,
        blank=True,
        help_text="Si la misma actividad se hace en varios lugares: «Regional Huila».",
    )
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
    cupo = models.PositiveIntegerField(
        "cupo", null=True, blank=True, help_text="Vacío si no hay límite."
    )
    recibe_inscripciones = models.BooleanField("recibe inscripciones", default=False)
    inscripciones_hasta = models.DateField("inscripciones hasta", null=True, blank=True)
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
            models.UniqueConstraint(
                fields=["actividad", "ocasion", "territorio"],
                name="encuentro_ocasion_unica_por_territorio",
                condition=Q(ocasion__isnull=False) & ~Q(estado="cancelado"),
                violation_error_message="Esa ocasión ya tiene fecha en ese territorio.",
            ),
            models.CheckConstraint(
                name="encuentro_cupo_positivo",
                condition=Q(cupo=None) | Q(cupo__gt=0),
                violation_error_message="El cupo es al menos de una persona; vacío si no hay límite.",
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


class CambioDeEncuentro(models.Model):
    """Lo que cambió de un encuentro que ya se había anunciado, y por qué. No se edita.

    Con él la página muestra tachada la fecha de antes, y el seguimiento cuenta lo reprogramado.
    """

    encuentro = models.ForeignKey(
        Encuentro, models.CASCADE, related_name="cambios", verbose_name="encuentro"
    )
    estado_antes = models.CharField("estado antes", max_length=12, choices=EstadoEncuentro.choices)
    estado = models.CharField("estado", max_length=12, choices=EstadoEncuentro.choices)
    fecha_antes = models.DateField("fecha antes")
    fecha = models.DateField("fecha")
    hora_antes = models.TimeField("hora antes", null=True, blank=True)
    hora = models.TimeField("hora", null=True, blank=True)
    lugar_antes = models.CharField("lugar antes", max_length=250, blank=True)
    lugar = models.CharField("lugar", max_length=250, blank=True)
    motivo = models.TextField("motivo público", blank=True)
    hecho_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="por", null=True, blank=True
    )
    hecho_en = models.DateTimeField("cuándo")

    class Meta:
        verbose_name = "cambio de un encuentro"
        verbose_name_plural = "cambios de encuentros"
        ordering = ["hecho_en", "pk"]
        constraints = [
            models.CheckConstraint(
                name="cambio_de_fecha_con_motivo",
                condition=Q(fecha=F("fecha_antes")) | ~Q(motivo=""),
                violation_error_message="Diga en público por qué cambia la fecha.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_estado_antes_display()} → {self.get_estado_display()}"
