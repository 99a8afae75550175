"""Los datos del sistema de calidad con que cada entidad imprime un formato."""

from django.db import models

from estrategia.models import Entidad


class FormatoEntidad(models.Model):
    """Código, versión, fecha y proceso de un formato en el sistema de calidad de la entidad."""

    entidad = models.ForeignKey(
        Entidad, models.CASCADE, related_name="formatos", verbose_name="entidad"
    )
    formato = models.SlugField("formato", help_text="cronograma, estrategia, plan, rendicion…")
    codigo = models.CharField("código", max_length=40, blank=True)
    version = models.CharField("versión", max_length=20, blank=True)
    fecha = models.DateField("fecha", null=True, blank=True)
    proceso = models.CharField("proceso", max_length=160, blank=True)

    class Meta:
        verbose_name = "formato de la entidad"
        verbose_name_plural = "formatos de la entidad"
        ordering = ["formato"]
        constraints = [
            models.UniqueConstraint(
                fields=["entidad", "formato"],
                name="formato_unico_por_entidad",
                violation_error_message="La entidad ya describió ese formato.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.formato} {self.codigo}".strip()
