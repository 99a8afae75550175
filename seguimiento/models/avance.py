"""El avance: lo que una dependencia dice que logró en una actividad hasta un corte."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from cronograma.models import Actividad, ActividadPublicada
from estrategia.models import Dependencia, Usuario

from .corte import Corte

CERO, CIEN = Decimal(0), Decimal(100)


class EstadoDeAvance(models.TextChoices):
    """En qué va el reporte de una línea."""

    SIN_REPORTE = "sin_reporte", "Sin reporte"
    GUARDADO = "guardado", "Guardado sin enviar"
    ENVIADO = "enviado", "Enviado"
    DEVUELTO = "devuelto", "Devuelto"
    ACEPTADO = "aceptado", "Aceptado"


class Avance(models.Model):
    """Actividad × corte. `porcentaje` es lo acumulado desde el comienzo del año, de 0 a 100.

    Vacío es que nadie lo dijo; cero se escribe, con su porqué; y la línea que no estaba programada
    no tiene fila mientras el corte está abierto. Al cerrar se fijan `linea` (la línea entera como se
    midió), `esperado` y `publicada`: desde entonces la línea no sigue a versiones nuevas.
    """

    corte = models.ForeignKey(Corte, models.PROTECT, related_name="avances", verbose_name="corte")
    actividad = models.ForeignKey(
        Actividad, models.PROTECT, related_name="avances", verbose_name="actividad"
    )
    estado = models.CharField(
        "estado del reporte",
        max_length=12,
        choices=EstadoDeAvance.choices,
        default=EstadoDeAvance.SIN_REPORTE,
    )
    porcentaje = models.DecimalField(
        "avance acumulado (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    observacion = models.TextField("observación", blank=True)
    por_que_cero = models.TextField("por qué 0 %", blank=True)
    por_que_baja = models.TextField("por qué baja", blank=True)
    solicitudes_recibidas = models.PositiveIntegerField(
        "solicitudes recibidas", null=True, blank=True
    )
    solicitudes_atendidas = models.PositiveIntegerField(
        "solicitudes atendidas", null=True, blank=True
    )
    asistentes = models.PositiveIntegerField("asistentes", null=True, blank=True)
    es_anticipado = models.BooleanField("reporte anticipado", default=False)
    guardado_en = models.DateTimeField("guardado", null=True, blank=True)
    guardado_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="guardó", null=True, blank=True
    )
    enviado_en = models.DateTimeField("enviado", null=True, blank=True)
    enviado_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="envió", null=True, blank=True
    )
    revisado_en = models.DateTimeField("revisado", null=True, blank=True)
    revisado_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="revisó", null=True, blank=True
    )
    nota_de_revision = models.TextField("nota de planeación", blank=True)
    porcentaje_aceptado = models.DecimalField(
        "avance aceptado (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    publicada = models.ForeignKey(
        ActividadPublicada,
        models.PROTECT,
        related_name="avances",
        verbose_name="fila contra la que se midió",
        null=True,
        blank=True,
        editable=False,
    )
    linea = models.JSONField("línea como se cerró", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "avance"
        verbose_name_plural = "avances"
        ordering = ["corte", "actividad__orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["corte", "actividad"],
                name="avance_uno_por_actividad_y_corte",
                violation_error_message="Esa actividad ya tiene su línea en este corte.",
            ),
            models.CheckConstraint(
                name="avance_de_cero_a_cien",
                condition=(Q(porcentaje=None) | Q(porcentaje__range=(CERO, CIEN)))
                & (Q(porcentaje_aceptado=None) | Q(porcentaje_aceptado__range=(CERO, CIEN))),
                violation_error_message="El avance va de 0 a 100 %.",
            ),
            models.CheckConstraint(
                name="avance_cero_con_porque",
                condition=~Q(estado__in=["enviado", "aceptado"])
                | Q(porcentaje=None)
                | ~Q(porcentaje=CERO)
                | ~Q(por_que_cero=""),
                violation_error_message="Un avance de 0 % dice por qué.",
            ),
            models.CheckConstraint(
                name="avance_enviado_dice_algo",
                condition=~Q(estado__in=["enviado", "aceptado"])
                | Q(porcentaje__isnull=False)
                | Q(solicitudes_recibidas__isnull=False),
                violation_error_message="Lo enviado trae una cifra; en blanco es sin reporte.",
            ),
            models.CheckConstraint(
                name="avance_sin_reporte_esta_en_blanco",
                condition=~Q(estado="sin_reporte")
                | Q(porcentaje=None, solicitudes_recibidas=None, enviado_en=None),
                violation_error_message="Sin reporte es que nadie dio una cifra.",
            ),
            models.CheckConstraint(
                name="avance_enviado_completo",
                condition=~Q(estado__in=["enviado", "aceptado"])
                | Q(enviado_en__isnull=False, enviado_por__isnull=False),
                violation_error_message="Un reporte enviado dice quién y cuándo.",
            ),
            models.CheckConstraint(
                name="avance_aceptado_completo",
                condition=Q(
                    estado="aceptado", revisado_en__isnull=False, revisado_por__isnull=False
                )
                | (~Q(estado="aceptado") & Q(porcentaje_aceptado=None)),
                violation_error_message="Lo aceptado dice quién y cuándo.",
            ),
            models.CheckConstraint(
                name="avance_devuelto_con_nota",
                condition=~Q(estado="devuelto") | ~Q(nota_de_revision=""),
                violation_error_message="Diga qué debe corregirse.",
            ),
            models.CheckConstraint(
                name="avance_solicitudes_en_orden",
                condition=Q(solicitudes_recibidas=None, solicitudes_atendidas=None)
                | Q(
                    solicitudes_recibidas__isnull=False,
                    solicitudes_atendidas__isnull=False,
                    solicitudes_atendidas__lte=F("solicitudes_recibidas"),
                ),
                violation_error_message=(
                    "Escriba cuántas solicitudes se recibieron y cuántas de ellas se atendieron."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actividad} · {self.corte}"


class NotaDeApoyo(models.Model):
    """Lo que agrega una dependencia de apoyo: el porcentaje lo escribe la líder."""

    avance = models.ForeignKey(Avance, models.CASCADE, related_name="notas", verbose_name="avance")
    dependencia = models.ForeignKey(
        Dependencia, models.PROTECT, related_name="+", verbose_name="dependencia"
    )
    texto = models.TextField("nota")
    por = models.ForeignKey(Usuario, models.PROTECT, related_name="+", verbose_name="por")
    en = models.DateTimeField("cuándo")

    class Meta:
        verbose_name = "nota de apoyo"
        verbose_name_plural = "notas de apoyo"
        ordering = ["en", "pk"]
        constraints = [
            models.CheckConstraint(
                name="nota_de_apoyo_con_texto",
                condition=~Q(texto=""),
                violation_error_message="Escriba la nota.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dependencia}: nota {self.pk}"


class Recibo(models.Model):
    """Constancia de un envío: qué se envió, quién y cuándo. `contenido` es lo enviado, tal cual."""

    corte = models.ForeignKey(Corte, models.PROTECT, related_name="recibos", verbose_name="corte")
    dependencia = models.ForeignKey(
        Dependencia, models.PROTECT, related_name="recibos", verbose_name="dependencia"
    )
    numero = models.PositiveIntegerField("número")
    por = models.ForeignKey(Usuario, models.PROTECT, related_name="+", verbose_name="envió")
    en = models.DateTimeField("cuándo")
    contenido = models.JSONField("contenido")
    sha256 = models.CharField("huella SHA-256", max_length=64)

    class Meta:
        verbose_name = "recibo de un reporte"
        verbose_name_plural = "recibos de reportes"
        ordering = ["corte", "numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["corte", "numero"],
                name="recibo_numero_unico_por_corte",
                violation_error_message="El corte ya tiene un recibo con ese número.",
            ),
        ]

    def __str__(self) -> str:
        return f"Recibo {self.corte}-{self.numero}"


class Peso(models.Model):
    """Cuánto pesa una actividad en el cumplimiento, si no pesan todas igual."""

    actividad = models.OneToOneField(
        Actividad, models.CASCADE, related_name="peso", verbose_name="actividad"
    )
    valor = models.DecimalField("peso", max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = "peso de una actividad"
        verbose_name_plural = "pesos de las actividades"
        ordering = ["actividad"]
        constraints = [
            models.CheckConstraint(
                name="peso_positivo",
                condition=Q(valor__gt=0),
                violation_error_message="El peso es mayor que cero.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actividad}: {self.valor}"
