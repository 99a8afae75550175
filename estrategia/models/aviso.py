"""Avisos: los correos que salen de la entidad. Es una bandeja de salida que se puede mirar.

Cada aviso tiene una `clave` que lo hace único: prepararlo dos veces es prepararlo una. Se entrega
al servidor de correo a lo sumo una vez; si no se sabe qué pasó queda «dudoso» y una persona decide.
"""

from django.db import models
from django.db.models import Q

from .entidad import Entidad
from .personas import Usuario


class EstadoDeAviso(models.TextChoices):
    """En qué va un aviso."""

    POR_REVISAR = "por_revisar", "Por revisar"
    POR_ENVIAR = "por_enviar", "Por enviar"
    ENVIANDO = "enviando", "Entregándose"
    ENVIADO = "enviado", "Enviado"
    FALLIDO = "fallido", "No salió; se puede reintentar"
    DUDOSO = "dudoso", "Dudoso: no se sabe si llegó"
    DESCARTADO = "descartado", "Descartado"


# Los únicos que la entrega puede tomar: lo demás ya salió, espera a una persona o no sale.
POR_SALIR = (EstadoDeAviso.POR_ENVIAR, EstadoDeAviso.FALLIDO)


class AvisoQuerySet(models.QuerySet):
    """Vocabulario de la bandeja."""

    def por_enviar(self):
        """Los que ya se pueden entregar, en el orden en que se prepararon."""
        return self.filter(estado__in=POR_SALIR).order_by("creado_en", "pk")

    def por_decidir(self):
        """Los que esperan a una persona: los que salen en bloque y los dudosos."""
        return self.filter(estado__in=[EstadoDeAviso.POR_REVISAR, EstadoDeAviso.DUDOSO])


class Aviso(models.Model):
    """Un correo a una persona. `objeto` dice de qué fila habla, para saber si todavía se debe."""

    entidad = models.ForeignKey(
        Entidad, models.PROTECT, related_name="avisos", verbose_name="entidad"
    )
    clave = models.CharField("clave", max_length=150, unique=True, editable=False)
    clase = models.SlugField("clase", max_length=40)
    objeto = models.CharField("fila de la que habla", max_length=80, blank=True)
    destinatario = models.EmailField("destinatario", blank=True)
    asunto = models.CharField("asunto", max_length=200)
    cuerpo = models.TextField("cuerpo", blank=True)
    calendario = models.TextField("archivo de calendario (ICS)", blank=True)
    estado = models.CharField(
        "estado",
        max_length=12,
        choices=EstadoDeAviso.choices,
        default=EstadoDeAviso.POR_ENVIAR,
    )
    creado_en = models.DateTimeField("preparado")
    tomado_en = models.DateTimeField("última vez que se intentó", null=True, blank=True)
    entregado_en = models.DateTimeField("entregado al servidor", null=True, blank=True)
    intentos = models.PositiveSmallIntegerField("intentos", default=0)
    detalle = models.TextField("qué pasó", blank=True)
    decidido_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="+",
        verbose_name="decidió",
        null=True,
        blank=True,
    )
    decidido_en = models.DateTimeField("decidido", null=True, blank=True)

    objects = AvisoQuerySet.as_manager()

    class Meta:
        verbose_name = "aviso por correo"
        verbose_name_plural = "avisos por correo"
        ordering = ["-creado_en", "-pk"]
        indexes = [models.Index(fields=["estado", "creado_en"], name="aviso_por_estado")]
        constraints = [
            models.CheckConstraint(
                name="aviso_enviado_con_fecha",
                condition=~Q(estado=EstadoDeAviso.ENVIADO) | Q(entregado_en__isnull=False),
                violation_error_message="Un aviso enviado dice cuándo se entregó.",
            ),
            models.CheckConstraint(
                name="aviso_por_salir_con_destinatario",
                condition=Q(estado__in=[EstadoDeAviso.ENVIADO, EstadoDeAviso.DESCARTADO])
                | ~Q(destinatario=""),
                violation_error_message="Un aviso que va a salir dice a quién.",
            ),
            models.CheckConstraint(
                name="aviso_en_camino_dice_desde_cuando",
                condition=~Q(estado__in=[EstadoDeAviso.ENVIANDO, EstadoDeAviso.DUDOSO])
                | Q(tomado_en__isnull=False),
                violation_error_message="Un aviso que se entrega dice desde cuándo.",
            ),
            models.CheckConstraint(
                name="aviso_asunto_de_una_linea",
                condition=~Q(asunto="") & ~Q(asunto__contains="\n") & ~Q(asunto__contains="\r"),
                violation_error_message="El asunto es una sola línea.",
            ),
        ]

    def __str__(self) -> str:
        # Sin la persona ni el texto: esta frase sale en listas y registros.
        return f"{self.clase} {self.pk}"
