"""Planear entre todos: lo que planeación pide, lo que cada dependencia propone, y las sesiones.

Nada de lo propuesto es de la estrategia hasta que planeación lo acepta, línea por línea.
"""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q

from estrategia.models import Dependencia, Estrategia, Usuario

from .actividad import Actividad

es_acta = FileExtensionValidator(
    ["pdf", "docx", "odt", "jpg", "jpeg", "png"], "Suba el acta en PDF, Word, ODT o imagen."
)


class SolicitudDeActividades(models.Model):
    """Planeación pide a una dependencia sus actividades, hasta un día."""

    estrategia = models.ForeignKey(
        Estrategia, models.PROTECT, related_name="solicitudes", verbose_name="estrategia"
    )
    dependencia = models.ForeignKey(
        Dependencia, models.PROTECT, related_name="solicitudes", verbose_name="dependencia"
    )
    hasta = models.DateField("hasta cuándo")
    mensaje = models.TextField("mensaje", blank=True)
    pedida_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="pedida por"
    )
    pedida_en = models.DateTimeField("pedida")
    respondida_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="+",
        verbose_name="respondida por",
        null=True,
        blank=True,
    )
    respondida_en = models.DateTimeField("respondida", null=True, blank=True)
    respuesta = models.TextField("nota de la respuesta", blank=True)

    class Meta:
        verbose_name = "solicitud de actividades"
        verbose_name_plural = "solicitudes de actividades"
        ordering = ["estrategia", "dependencia__nombre"]
        constraints = [
            models.UniqueConstraint(
                fields=["estrategia", "dependencia"],
                name="solicitud_una_por_dependencia",
                violation_error_message="A esa dependencia ya se le pidieron sus actividades.",
            ),
            models.CheckConstraint(
                name="solicitud_respondida_completa",
                condition=Q(respondida_por=None, respondida_en=None, respuesta="")
                | Q(respondida_por__isnull=False, respondida_en__isnull=False),
                violation_error_message="Una respuesta dice quién y cuándo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dependencia}: actividades de {self.estrategia.vigencia}"


class EstadoDePropuesta(models.TextChoices):
    """Lo que planeación ha dicho de una propuesta."""

    PROPUESTA = "propuesta", "Por revisar"
    ACEPTADA = "aceptada", "Aceptada"
    DEVUELTA = "devuelta", "Devuelta"


class PropuestaDeActividad(models.Model):
    """Una actividad que propone una dependencia. `datos` son sus valores, por campo."""

    solicitud = models.ForeignKey(
        SolicitudDeActividades,
        models.PROTECT,
        related_name="propuestas",
        verbose_name="solicitud",
    )
    datos = models.JSONField("valores propuestos", default=dict)
    estado = models.CharField(
        "estado",
        max_length=10,
        choices=EstadoDePropuesta.choices,
        default=EstadoDePropuesta.PROPUESTA,
    )
    nota = models.TextField("nota de planeación", blank=True)
    propuesta_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="propuesta por"
    )
    propuesta_en = models.DateTimeField("propuesta")
    revisada_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="+",
        verbose_name="revisada por",
        null=True,
        blank=True,
    )
    revisada_en = models.DateTimeField("revisada", null=True, blank=True)
    actividad = models.OneToOneField(
        Actividad,
        models.SET_NULL,
        related_name="propuesta",
        verbose_name="actividad",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "propuesta de actividad"
        verbose_name_plural = "propuestas de actividades"
        ordering = ["solicitud", "pk"]
        constraints = [
            models.CheckConstraint(
                name="propuesta_devuelta_con_nota",
                condition=~Q(estado="devuelta") | ~Q(nota=""),
                violation_error_message="Diga a la dependencia qué debe cambiar.",
            ),
            models.CheckConstraint(
                name="propuesta_revisada_con_quien_y_cuando",
                condition=Q(estado="propuesta")
                | Q(revisada_por__isnull=False, revisada_en__isnull=False),
                violation_error_message="Una propuesta revisada dice quién y cuándo.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.datos.get("nombre", ""))[:80]


class SesionDeTrabajo(models.Model):
    """Reunión en que se identifican las actividades: su acta y quién asistió.

    La lista de asistencia son datos personales: nunca es pública (Ley 1581 de 2012).
    """

    estrategia = models.ForeignKey(
        Estrategia, models.PROTECT, related_name="sesiones", verbose_name="estrategia"
    )
    fecha = models.DateField("fecha")
    tema = models.CharField("tema", max_length=250)
    lugar = models.CharField("lugar", max_length=250, blank=True)
    acta = models.TextField("acta", blank=True, help_text="Lo que se trató y lo que se decidió.")
    acta_archivo = models.FileField(
        "archivo del acta", upload_to="sesiones/%Y/", blank=True, validators=[es_acta]
    )

    class Meta:
        verbose_name = "sesión de trabajo"
        verbose_name_plural = "sesiones de trabajo"
        ordering = ["-fecha", "-pk"]

    def __str__(self) -> str:
        return f"{self.tema} ({self.fecha:%d/%m/%Y})"


class Asistente(models.Model):
    """Una persona de la lista de asistencia de una sesión."""

    sesion = models.ForeignKey(
        SesionDeTrabajo, models.CASCADE, related_name="asistentes", verbose_name="sesión"
    )
    nombre = models.CharField("nombre", max_length=160)
    cargo = models.CharField("cargo", max_length=160, blank=True)
    dependencia = models.ForeignKey(
        Dependencia,
        models.PROTECT,
        related_name="asistentes",
        verbose_name="dependencia",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = "asistente"
        verbose_name_plural = "lista de asistencia"
        ordering = ["nombre", "pk"]

    def __str__(self) -> str:
        # Sin la persona: esta frase sale en listas, mensajes y registros.
        return f"Asistente {self.pk}"
