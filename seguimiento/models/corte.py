"""El corte: un día hasta el que se pregunta cuánto se avanzó."""

from django.db import models
from django.db.models import F, Q

from cronograma.models import Version
from cronograma.periodos import Periodo
from estrategia.models import Estrategia, Usuario


class EstadoDeCorte(models.TextChoices):
    """Un corte recibe reportes, o ya no."""

    ABIERTO = "abierto", "Abierto"
    CERRADO = "cerrado", "Cerrado"


class CorteQuerySet(models.QuerySet):
    """Vocabulario de los cortes."""

    def abiertos(self):
        """Los que reciben reportes."""
        return self.filter(estado=EstadoDeCorte.ABIERTO)

    def cerrados(self):
        """Los únicos que el público ve."""
        return self.filter(estado=EstadoDeCorte.CERRADO)

    def de_entidad(self, entidad):
        """Los de las estrategias de una entidad."""
        return self.filter(estrategia__entidad=entidad)


class Corte(models.Model):
    """Corte de una estrategia: `periodo` es su código («T1», «C2», «anual»), `fecha` su último día.

    El periodo es una manera de leer: puede haber cortes por trimestre y por cuatrimestre a la vez.
    `version` es la que regía ese último día; se fija al cerrar y desde entonces no cambia.
    """

    estrategia = models.ForeignKey(
        Estrategia, models.PROTECT, related_name="cortes", verbose_name="estrategia"
    )
    periodo = models.CharField("periodo", max_length=8)
    fecha = models.DateField("último día que cuenta")
    reporta_hasta = models.DateField("se reporta hasta")
    estado = models.CharField(
        "estado", max_length=8, choices=EstadoDeCorte.choices, default=EstadoDeCorte.ABIERTO
    )
    version = models.ForeignKey(
        Version,
        models.PROTECT,
        related_name="cortes",
        verbose_name="versión contra la que se midió",
        null=True,
        blank=True,
        editable=False,
    )
    cerrado_en = models.DateTimeField("cerrado", null=True, blank=True, editable=False)

    objects = CorteQuerySet.as_manager()

    class Meta:
        verbose_name = "corte"
        verbose_name_plural = "cortes"
        ordering = ["estrategia", "fecha", "periodo"]
        constraints = [
            models.UniqueConstraint(
                fields=["estrategia", "periodo"],
                name="corte_unico_por_periodo",
                violation_error_message="La estrategia ya tiene un corte de ese periodo.",
            ),
            models.CheckConstraint(
                name="corte_se_reporta_despues",
                condition=Q(reporta_hasta__gte=F("fecha")),
                violation_error_message="Se reporta cuando el periodo termina, no antes.",
            ),
            models.CheckConstraint(
                name="corte_cerrado_completo",
                condition=Q(estado="abierto", cerrado_en=None)
                | Q(estado="cerrado", cerrado_en__isnull=False),
                violation_error_message="Un corte cerrado dice cuándo se cerró.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.periodo} {self.estrategia.vigencia}"

    @property
    def nombre(self) -> str:
        """Como lo lee una persona: «1.er trimestre de 2026»."""
        return Periodo.de_codigo(self.periodo, self.estrategia.vigencia).nombre

    @property
    def esta_abierto(self) -> bool:
        """¿Recibe reportes?"""
        return self.estado == EstadoDeCorte.ABIERTO


class MovimientoDeCorte(models.Model):
    """Quién abrió, cerró o reabrió un corte, cuándo y por qué. No se edita ni se borra."""

    class Verbo(models.TextChoices):
        """Lo que se le hace a un corte."""

        ABRIR = "abrir", "Abrió"
        CERRAR = "cerrar", "Cerró"
        REABRIR = "reabrir", "Reabrió"

    corte = models.ForeignKey(
        Corte, models.PROTECT, related_name="movimientos", verbose_name="corte"
    )
    verbo = models.CharField("qué hizo", max_length=8, choices=Verbo.choices)
    por = models.ForeignKey(Usuario, models.PROTECT, related_name="+", verbose_name="quién")
    en = models.DateTimeField("cuándo")
    razon = models.TextField("razón", blank=True)

    class Meta:
        verbose_name = "movimiento de un corte"
        verbose_name_plural = "movimientos de los cortes"
        ordering = ["en", "pk"]
        constraints = [
            models.CheckConstraint(
                name="corte_se_reabre_con_razon",
                condition=~Q(verbo="reabrir") | ~Q(razon=""),
                violation_error_message="Diga por qué se reabre el corte.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verbo_display()} {self.corte}"
