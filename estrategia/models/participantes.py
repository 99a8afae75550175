"""Con quién se participa: los grupos de valor y las instancias formalmente constituidas."""

from django.db import models

from .entidad import Entidad
from .nombre import DeCatalogo, nombre_unico


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
