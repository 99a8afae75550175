"""Las metas institucionales: lo que la entidad se propuso y a lo que apuntan las actividades."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from estrategia.catalogos import ODS

from .entidad import Entidad


def validar_ods(valor) -> None:
    """Una lista de objetivos de la Agenda 2030, cada uno una vez y en orden."""
    if not isinstance(valor, list) or any(uno not in ODS.values for uno in valor):
        raise ValidationError("Los ODS son números del 1 al 17.")
    if valor != sorted(set(valor)):
        raise ValidationError("Escriba cada ODS una sola vez, de menor a mayor.")


class MetaInstitucional(models.Model):
    """Meta de un instrumento de planeación, con los ODS y los derechos a los que aporta.

    El Manual Único pide asociar las metas con derechos y ODS antes de rendir cuentas de
    ellas. Se reconoce por su código en la entidad, también al importar la tabla.
    """

    entidad = models.ForeignKey(
        Entidad, models.PROTECT, related_name="metas", verbose_name="entidad"
    )
    codigo = models.CharField("código", max_length=40)
    texto = models.TextField("meta")
    instrumento = models.CharField(
        "instrumento de planeación",
        max_length=200,
        blank=True,
        help_text="Plan de Acción, plan de desarrollo, plan estratégico, proyecto de inversión…",
    )
    ods = models.JSONField(
        "ODS", default=list, blank=True, validators=[validar_ods], help_text="Números del 1 al 17."
    )
    derechos = models.TextField("derechos que garantiza", blank=True)
    activa = models.BooleanField("activa", default=True)

    class Meta:
        verbose_name = "meta institucional"
        verbose_name_plural = "metas institucionales"
        ordering = ["codigo", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("codigo"),
                "entidad",
                name="meta_codigo_unico_por_entidad",
                violation_error_message="La entidad ya tiene una meta con ese código.",
            ),
            models.CheckConstraint(
                name="meta_con_codigo_y_texto",
                condition=~Q(codigo="") & ~Q(texto=""),
                violation_error_message="Escriba el código y el texto de la meta.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} · {self.texto[:80]}"

    @property
    def nombres_de_ods(self) -> list[str]:
        """Los ODS como los lee una persona: «16. Paz, justicia e instituciones sólidas»."""
        return [f"{uno}. {ODS(uno).label}" for uno in self.ods]
