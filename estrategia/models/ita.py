"""La lista de chequeo del menú Participa: qué pide cada edición y cómo lo cumple la entidad.

La Procuraduría mide con el ITA lo que pide la Ley 1712 de 2014, y los códigos cambian de una
edición a otra: por eso los ítems son datos. Lo que el sistema sabe de cada ítem (su dirección,
cuándo cambió) se calcula; aquí se guarda solo lo que dice la entidad.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from .entidad import Entidad

SIN_RAZON = "Escriba la razón jurídica por la que no aplica: la norma y lo que dice."
RAZON_DE_MAS = "La razón jurídica va solo en lo que no aplica: bórrela o cambie el estado."


class ItemITA(models.Model):
    """Algo que el índice pide publicar, con el código de su edición."""

    edicion = models.CharField("edición", max_length=40)
    codigo = models.CharField("código", max_length=20)
    grupo = models.CharField("sección del menú", max_length=120)
    texto = models.CharField("qué pide", max_length=250)
    evidencia = models.SlugField(
        "cómo se busca",
        max_length=40,
        blank=True,
        help_text="El nombre de una búsqueda del sistema (docs/transparencia.md); vacío si la "
        "entidad da la dirección.",
    )
    orden = models.PositiveSmallIntegerField("orden", default=0)
    activo = models.BooleanField("se muestra", default=True)

    class Meta:
        verbose_name = "ítem del ITA"
        verbose_name_plural = "ítems del ITA"
        ordering = ["edicion", "orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edicion", "codigo"],
                name="ita_codigo_unico_por_edicion",
                violation_error_message="Esa edición ya tiene un ítem con ese código.",
            ),
            models.CheckConstraint(
                name="ita_item_completo",
                condition=~Q(edicion="") & ~Q(codigo="") & ~Q(grupo="") & ~Q(texto=""),
                violation_error_message="Escriba la edición, el código, la sección y qué pide.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.texto}"


class EstadoITA(models.TextChoices):
    """Lo que la entidad dice de un ítem."""

    CUMPLE = "cumple", "Cumple"
    NO_CUMPLE = "no_cumple", "No cumple"
    NO_APLICA = "no_aplica", "No aplica"


class CumplimientoITA(models.Model):
    """Lo que la entidad dice de un ítem; manda sobre lo que el sistema encuentra."""

    entidad = models.ForeignKey(
        Entidad, models.PROTECT, related_name="cumplimientos_ita", verbose_name="entidad"
    )
    item = models.ForeignKey(
        ItemITA, models.PROTECT, related_name="cumplimientos", verbose_name="ítem"
    )
    estado = models.CharField("estado", max_length=10, choices=EstadoITA.choices)
    razon_juridica = models.TextField(
        "razón jurídica", blank=True, help_text="Obligatoria si no aplica; el público la lee."
    )
    direccion = models.URLField(
        "dirección",
        blank=True,
        help_text="Dónde está publicado, si no es en este sitio o no en la página propuesta.",
    )
    actualizado_en = models.DateTimeField("actualizado", auto_now=True)

    class Meta:
        verbose_name = "cumplimiento del ITA"
        verbose_name_plural = "cumplimiento del ITA"
        ordering = ["entidad", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["entidad", "item"],
                name="ita_un_cumplimiento_por_item",
                violation_error_message="La entidad ya dijo cómo cumple ese ítem.",
            ),
            models.CheckConstraint(
                name="ita_no_aplica_con_razon",
                condition=~Q(estado="no_aplica") | ~Q(razon_juridica=""),
                violation_error_message=SIN_RAZON,
            ),
            models.CheckConstraint(
                name="ita_razon_solo_si_no_aplica",
                condition=Q(estado="no_aplica") | Q(razon_juridica=""),
                violation_error_message=RAZON_DE_MAS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_estado_display().lower()}"

    def clean(self) -> None:
        super().clean()
        self.razon_juridica = self.razon_juridica.strip()
        if self.estado == EstadoITA.NO_APLICA and not self.razon_juridica:
            raise ValidationError({"razon_juridica": SIN_RAZON})
        if self.estado and self.estado != EstadoITA.NO_APLICA and self.razon_juridica:
            raise ValidationError({"razon_juridica": RAZON_DE_MAS})
        # Sin dirección ni búsqueda propia, «cumple» no le dice al público dónde mirar.
        sin_donde = not self.direccion and self.item_id and not self.item.evidencia
        if self.estado == EstadoITA.CUMPLE and sin_donde:
            raise ValidationError({"direccion": "Escriba la dirección donde está publicado."})
