"""Con quién se participa: la caracterización, los grupos de valor y las instancias constituidas."""

from django.db import models
from django.db.models import Q

from .entidad import Entidad
from .nombre import DeCatalogo, nombre_unico


class Caracterizacion(models.Model):
    """El documento en que la entidad describe a sus grupos de valor.

    Sin él no se puede verificar que el plan los contemple a todos. Rige la más reciente.
    """

    entidad = models.ForeignKey(
        Entidad, models.PROTECT, related_name="caracterizaciones", verbose_name="entidad"
    )
    fecha = models.DateField("fecha")
    documento = models.CharField(
        "documento", max_length=250, help_text="Cómo se llama: «Caracterización de usuarios 2026»."
    )
    archivo = models.FileField("archivo", upload_to="caracterizaciones/%Y/", blank=True)
    enlace = models.URLField("enlace", blank=True)

    class Meta:
        verbose_name = "caracterización"
        verbose_name_plural = "caracterizaciones"
        ordering = ["-fecha", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="caracterizacion_con_documento",
                condition=~Q(documento=""),
                violation_error_message="Escriba cómo se llama el documento de caracterización.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.documento} ({self.fecha:%d/%m/%Y})"


class GrupoDeValor(DeCatalogo):
    """Grupo de ciudadanos al que se dirige una actividad.

    `caracterizado` separa los grupos de la caracterización de la entidad de los que solo
    se vieron escritos en una hoja y esperan que planeación los confirme.
    """

    entidad = models.ForeignKey(
        Entidad, models.PROTECT, related_name="grupos", verbose_name="entidad"
    )
    descripcion = models.TextField("descripción", blank=True)
    caracterizado = models.BooleanField(
        "está en la caracterización",
        default=False,
        help_text="Márquelo cuando el grupo conste en la caracterización de la entidad.",
    )
    activo = models.BooleanField("activo", default=True)

    class Meta:
        verbose_name = "grupo de valor"
        verbose_name_plural = "grupos de valor"
        ordering = ["nombre"]
        constraints = [
            nombre_unico("grupo", "La entidad ya tiene un grupo de valor con ese nombre."),
        ]


class InstanciaParticipacion(DeCatalogo):
    """Instancia de participación formalmente constituida: tiene norma que la crea.

    «Ciudadanía en general» no es una instancia, es un grupo de valor.
    """

    entidad = models.ForeignKey(
        Entidad, models.PROTECT, related_name="instancias", verbose_name="entidad"
    )
    tipo = models.CharField("tipo", max_length=120, blank=True)
    norma = models.CharField("norma que la crea", max_length=200, blank=True)
    activa = models.BooleanField("activa", default=True)

    class Meta:
        verbose_name = "instancia de participación"
        verbose_name_plural = "instancias de participación"
        ordering = ["nombre"]
        constraints = [
            nombre_unico("instancia", "La entidad ya tiene una instancia con ese nombre."),
        ]
