"""El procedimiento con que la entidad formula, ejecuta y evalúa: sus pasos como datos."""

from django.db import models
from django.db.models import Q

from estrategia.catalogos import EtapaProcedimiento

from .entidad import Entidad
from .estrategia import Estrategia
from .personas import Usuario


class Procedimiento(models.Model):
    """Procedimiento documentado de una entidad: objetivo, alcance, definiciones y pasos."""

    entidad = models.OneToOneField(
        Entidad, models.PROTECT, related_name="procedimiento", verbose_name="entidad"
    )
    nombre = models.CharField("nombre", max_length=250)
    objetivo = models.TextField("objetivo")
    alcance = models.TextField("alcance", blank=True)
    notas = models.TextField("notas", blank=True)

    class Meta:
        verbose_name = "procedimiento"
        verbose_name_plural = "procedimientos"
        ordering = ["entidad__nombre"]

    def __str__(self) -> str:
        return self.nombre


class Definicion(models.Model):
    """Término que el procedimiento define."""

    procedimiento = models.ForeignKey(
        Procedimiento, models.CASCADE, related_name="definiciones", verbose_name="procedimiento"
    )
    termino = models.CharField("término", max_length=120)
    texto = models.TextField("definición")
    orden = models.PositiveSmallIntegerField("orden", default=0)

    class Meta:
        verbose_name = "definición"
        verbose_name_plural = "definiciones"
        ordering = ["orden", "pk"]

    def __str__(self) -> str:
        return self.termino


class Paso(models.Model):
    """Un paso del procedimiento, o una decisión («¿requiere ajustes?») entre pasos.

    `es_control` señala los puntos de control («P.C.») del documento.
    """

    procedimiento = models.ForeignKey(
        Procedimiento, models.CASCADE, related_name="pasos", verbose_name="procedimiento"
    )
    etapa = models.CharField("etapa", max_length=12, choices=EtapaProcedimiento.choices)
    orden = models.PositiveSmallIntegerField("orden")
    numero = models.PositiveSmallIntegerField(
        "número", null=True, blank=True, help_text="Vacío en las decisiones."
    )
    nombre = models.TextField("nombre de la actividad")
    descripcion = models.TextField("descripción", blank=True)
    responsable = models.TextField("responsable", blank=True)
    registro = models.TextField("documentos y registros relacionados", blank=True)
    es_control = models.BooleanField("punto de control", default=False)
    comprobacion = models.SlugField(
        "cómo se comprueba",
        max_length=40,
        blank=True,
        help_text="El nombre de una comprobación del sistema (docs/procedimiento.md).",
    )

    class Meta:
        verbose_name = "paso del procedimiento"
        verbose_name_plural = "pasos del procedimiento"
        ordering = ["procedimiento", "orden"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedimiento", "orden"],
                name="paso_orden_unico",
                violation_error_message="Ya hay un paso en ese lugar del procedimiento.",
            ),
            models.CheckConstraint(
                name="paso_decision_sin_registro",
                condition=Q(numero__isnull=False)
                | Q(responsable="", registro="", es_control=False),
                violation_error_message="Una decisión no lleva responsable ni registro.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.nombre}" if self.numero else self.nombre

    @property
    def es_decision(self) -> bool:
        """¿Es una pregunta que decide por dónde seguir?"""
        return self.numero is None


class PasoQueNoAplica(models.Model):
    """Por qué un paso del procedimiento no aplica a una estrategia.

    Es lo único que se guarda del estado de un paso: si está hecho o pendiente se calcula.
    """

    estrategia = models.ForeignKey(
        Estrategia,
        models.CASCADE,
        related_name="pasos_que_no_aplican",
        verbose_name="estrategia",
    )
    paso = models.ForeignKey(Paso, models.CASCADE, related_name="no_aplica_en", verbose_name="paso")
    razon = models.TextField("por qué no aplica")
    por = models.ForeignKey(Usuario, models.PROTECT, related_name="+", verbose_name="por")
    en = models.DateTimeField("cuándo")

    class Meta:
        verbose_name = "paso que no aplica"
        verbose_name_plural = "pasos que no aplican"
        ordering = ["estrategia", "paso"]
        constraints = [
            models.UniqueConstraint(
                fields=["estrategia", "paso"],
                name="paso_no_aplica_una_vez",
                violation_error_message="Ya se dijo por qué ese paso no aplica.",
            ),
            models.CheckConstraint(
                name="paso_no_aplica_con_razon",
                condition=~Q(razon=""),
                violation_error_message="Escriba por qué el paso no aplica.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paso}: no aplica"
