"""El punto de control de cobertura, como se ejecutó: quién, cuándo y con qué resultado."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from estrategia.models import Estrategia, Usuario


class ControlDeCobertura(models.Model):
    """Una ejecución del punto de control: no cambia después de guardada.

    `resultado` es la matriz completa como estaba (`cobertura.Cobertura.como_dict`). `razon`
    dice por qué se sigue adelante aunque falte un grupo o no haya caracterización.
    """

    estrategia = models.ForeignKey(
        Estrategia,
        models.PROTECT,
        related_name="controles_de_cobertura",
        verbose_name="estrategia",
    )
    ejecutado_en = models.DateTimeField("ejecutado")
    ejecutado_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="controles_de_cobertura",
        verbose_name="ejecutado por",
    )
    resultado = models.JSONField("resultado congelado")
    conforme = models.BooleanField("todos los grupos están contemplados")
    razon = models.TextField("razón para seguir", blank=True)

    class Meta:
        verbose_name = "control de cobertura"
        verbose_name_plural = "controles de cobertura"
        ordering = ["-ejecutado_en", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="control_conforme_sin_razon",
                condition=Q(conforme=False) | Q(razon=""),
                violation_error_message="La razón solo se escribe cuando algo falta.",
            ),
        ]

    def __str__(self) -> str:
        conclusion = "conforme" if self.conforme else "no conforme"
        return f"{self.estrategia} · {self.ejecutado_en:%d/%m/%Y} · {conclusion}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ValidationError("Un control ejecutado no se cambia: ejecute otro.")
        super().save(*args, **kwargs)
