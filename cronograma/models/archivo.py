"""Los archivos de una versión: se escriben una vez, y su huella prueba que no cambiaron."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from .version import Version


class ArchivoDeVersion(models.Model):
    """Un archivo escrito al publicar. `sha256` y `tamano` (en bytes) son los de ese día.

    El almacén lo guarda con su huella por nombre (`docs/decisiones/0006`); al público se le
    muestra `nombre`, que no cambia nunca.
    """

    version = models.ForeignKey(
        Version, models.PROTECT, related_name="archivos", verbose_name="versión"
    )
    nombre = models.CharField("nombre público", max_length=80)
    formato = models.SlugField("formato oficial")
    como = models.CharField("tipo de archivo", max_length=5)
    archivo = models.FileField("archivo", max_length=200)
    sha256 = models.CharField("huella SHA-256", max_length=64)
    tamano = models.PositiveBigIntegerField("tamaño en bytes")
    creado_en = models.DateTimeField("escrito")

    class Meta:
        verbose_name = "archivo de una versión"
        verbose_name_plural = "archivos de una versión"
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "nombre"],
                name="archivo_unico_por_version",
                violation_error_message="La versión ya tiene ese archivo, y no se escribe dos veces.",
            ),
            models.CheckConstraint(
                name="archivo_con_huella",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$") & ~Q(archivo=""),
                violation_error_message="El archivo se guarda con su huella SHA-256.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.nombre}"

    def get_absolute_url(self) -> str:
        """La dirección pública, que es la misma para siempre."""
        estrategia = self.version.estrategia
        return reverse(
            "cronograma:archivo",
            args=[
                estrategia.entidad.slug,
                estrategia.vigencia,
                estrategia.tipo,
                self.version.numero,
                self.nombre,
            ],
        )
