"""Catálogos que son filas: fases (de la norma) y alcances y resultados (editables)."""

from django.db import models
from django.db.models import Q

from estrategia.catalogos import Ciclo

from .entidad import Entidad


class Fase(models.Model):
    """Fase del ciclo de la gestión (MIPG) o etapa del Manual Único: dato de referencia."""

    ciclo = models.CharField("ciclo", max_length=4, choices=Ciclo.choices)
    codigo = models.SlugField("código", unique=True)
    nombre = models.CharField("nombre", max_length=80)
    orden = models.PositiveSmallIntegerField("orden")

    class Meta:
        verbose_name = "fase"
        verbose_name_plural = "fases"
        ordering = ["orden"]

    def __str__(self) -> str:
        return self.nombre


class DelCatalogoQuerySet(models.QuerySet):
    """Filas oficiales (sin entidad) y propias de una entidad."""

    def de_entidad(self, entidad):
        """Lo que la entidad puede elegir: lo oficial y lo suyo."""
        return self.filter(Q(entidad=None) | Q(entidad=entidad))


def texto_unico(nombre: str, mensaje: str) -> list[models.UniqueConstraint]:
    """El texto no se repite entre los valores oficiales ni entre los de una entidad.

    Son dos restricciones porque para la base de datos dos entidades vacías no son iguales.
    """
    return [
        models.UniqueConstraint(
            fields=["texto"],
            condition=Q(entidad=None),
            name=f"{nombre}_oficial_unico",
            violation_error_message=mensaje,
        ),
        models.UniqueConstraint(
            fields=["entidad", "texto"],
            name=f"{nombre}_unico_por_entidad",
            violation_error_message=mensaje,
        ),
    ]


class Alcance(models.Model):
    """Hasta dónde puede decidir el ciudadano. Sin entidad es un valor oficial."""

    entidad = models.ForeignKey(
        Entidad,
        models.PROTECT,
        related_name="alcances",
        verbose_name="entidad",
        null=True,
        blank=True,
        help_text="Vacío: valor atestiguado en el formato de Función Pública.",
    )
    texto = models.CharField("texto", max_length=200)
    en_palabras = models.CharField(
        "en palabras sencillas", max_length=200, blank=True, help_text="Lo que lee el ciudadano."
    )
    orden = models.PositiveSmallIntegerField("orden", default=0)

    objects = DelCatalogoQuerySet.as_manager()

    class Meta:
        verbose_name = "alcance de la participación"
        verbose_name_plural = "alcances de la participación"
        ordering = ["orden", "texto"]
        constraints = [
            *texto_unico("alcance", "Ese alcance ya existe."),
        ]

    def __str__(self) -> str:
        return self.texto

    @property
    def es_oficial(self) -> bool:
        """¿Es un valor del formato oficial, y no uno que la entidad agregó?"""
        return self.entidad_id is None


class ResultadoEsperado(models.Model):
    """Resultado que se ofrece según el alcance elegido (formato de Función Pública)."""

    entidad = models.ForeignKey(
        Entidad,
        models.PROTECT,
        related_name="resultados_esperados",
        verbose_name="entidad",
        null=True,
        blank=True,
    )
    alcance = models.ForeignKey(
        Alcance,
        models.PROTECT,
        related_name="resultados",
        verbose_name="alcance",
        null=True,
        blank=True,
    )
    texto = models.CharField("texto", max_length=300)

    objects = DelCatalogoQuerySet.as_manager()

    class Meta:
        verbose_name = "resultado esperado"
        verbose_name_plural = "resultados esperados"
        ordering = ["texto"]
        constraints = [
            *texto_unico("resultado", "Ese resultado esperado ya existe."),
        ]

    def __str__(self) -> str:
        return self.texto
