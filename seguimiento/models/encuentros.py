"""Lo que quedó de un encuentro: el formato interno de reporte y la valoración de quienes fueron."""

from django.db import models
from django.db.models import Q

from cronograma.models import Encuentro
from estrategia.models import GrupoDeValor, Usuario


class EstadoDeReporte(models.TextChoices):
    """En qué va el formato interno de un encuentro."""

    BORRADOR = "borrador", "En borrador"
    ENTREGADO = "entregado", "Entregado"
    RECIBIDO = "recibido", "Recibido"
    DEVUELTO = "devuelto", "Devuelto"


class Reporte(models.Model):
    """Formato interno de reporte, con los seis contenidos mínimos que fija la estrategia (MURC).

    `numero` es el del recibo: se da al entregarlo y no cambia.
    """

    encuentro = models.OneToOneField(
        Encuentro, models.PROTECT, related_name="reporte", verbose_name="encuentro"
    )
    actividades = models.TextField("Actividades realizadas", blank=True)
    grupos = models.TextField("Grupos de valor involucrados", blank=True)
    temas = models.TextField(
        "Temas y/o metas institucionales asociadas a las actividades realizadas de rendición de"
        " cuentas",
        blank=True,
    )
    observaciones = models.TextField(
        "Observaciones, propuestas y recomendaciones de los grupos de valor", blank=True
    )
    resultado = models.TextField("Resultado de la participación", blank=True)
    compromisos_adquiridos = models.TextField(
        "Compromisos adquiridos de cara a la ciudadanía", blank=True
    )
    estado = models.CharField(
        "estado", max_length=10, choices=EstadoDeReporte.choices, default=EstadoDeReporte.BORRADOR
    )
    prellenado = models.JSONField(
        "lo que puso el sistema al empezar",
        default=dict,
        blank=True,
        editable=False,
        help_text="Por campo. Mientras el texto siga igual, la pantalla avisa que nadie lo revisó.",
    )
    numero = models.PositiveIntegerField("número de recibo", null=True, blank=True, editable=False)
    sha256 = models.CharField(
        "huella SHA-256 de lo entregado", max_length=64, blank=True, editable=False
    )
    guardado_en = models.DateTimeField("guardado", null=True, blank=True)
    entregado_en = models.DateTimeField("entregado", null=True, blank=True)
    entregado_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="entregó", null=True, blank=True
    )
    revisado_en = models.DateTimeField("revisado", null=True, blank=True)
    revisado_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="revisó", null=True, blank=True
    )
    nota_de_revision = models.TextField("nota de quien revisa", blank=True)

    class Meta:
        verbose_name = "formato interno de reporte"
        verbose_name_plural = "formatos internos de reporte"
        ordering = ["-encuentro__fecha", "pk"]
        constraints = [
            models.CheckConstraint(
                name="reporte_entregado_completo",
                condition=Q(estado="borrador")
                | (
                    Q(numero__isnull=False, entregado_en__isnull=False, entregado_por__isnull=False)
                    & ~Q(actividades="")
                    & ~Q(grupos="")
                    & ~Q(temas="")
                    & ~Q(observaciones="")
                    & ~Q(resultado="")
                    & ~Q(compromisos_adquiridos="")
                ),
                violation_error_message=(
                    "Complete los seis contenidos antes de entregar; si en alguno no hubo nada, dígalo."
                ),
            ),
            models.CheckConstraint(
                name="reporte_revisado_completo",
                condition=~Q(estado__in=["recibido", "devuelto"])
                | Q(revisado_en__isnull=False, revisado_por__isnull=False),
                violation_error_message="Recibir o devolver dice quién y cuándo.",
            ),
            models.CheckConstraint(
                name="reporte_devuelto_con_nota",
                condition=~Q(estado="devuelto") | ~Q(nota_de_revision=""),
                violation_error_message="Diga qué debe corregirse.",
            ),
        ]

    def __str__(self) -> str:
        return f"Reporte: {self.encuentro}"


class AsistenciaPorGrupo(models.Model):
    """Cuántas personas de un grupo fueron. Solo cuentas: las listas son evidencia reservada."""

    reporte = models.ForeignKey(
        Reporte, models.CASCADE, related_name="asistencia", verbose_name="reporte"
    )
    grupo = models.ForeignKey(
        GrupoDeValor,
        models.PROTECT,
        related_name="+",
        verbose_name="grupo",
        null=True,
        blank=True,
        help_text="Vacío para quienes no son de ninguno.",
    )
    cuantas = models.PositiveIntegerField("cuántas personas")

    class Meta:
        verbose_name = "asistencia de un grupo"
        verbose_name_plural = "asistencia por grupo"
        ordering = ["reporte", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporte", "grupo"],
                name="asistencia_una_por_grupo",
                violation_error_message="Ese grupo ya está en la lista.",
            ),
            models.UniqueConstraint(
                fields=["reporte"],
                name="asistencia_una_sin_grupo",
                condition=Q(grupo=None),
                violation_error_message="Las personas de ningún grupo ya están en la lista.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grupo or 'Otras personas'}: {self.cuantas}"


class Valoracion(models.Model):
    """Lo que una persona opina de un encuentro, sin decir quién es. De 1 (mal) a 5 (bien).

    `dispositivo` es una huella que solo sirve para no recibir dos veces la del mismo aparato.
    """

    encuentro = models.ForeignKey(
        Encuentro, models.PROTECT, related_name="valoraciones", verbose_name="encuentro"
    )
    claridad = models.PositiveSmallIntegerField("la información fue clara")
    escucha = models.PositiveSmallIntegerField("pude opinar y me escucharon")
    utilidad = models.PositiveSmallIntegerField("fue útil participar")
    comentario = models.TextField("comentario", blank=True)
    comentario_publico = models.BooleanField("se publica el comentario", null=True, blank=True)
    dispositivo = models.CharField("aparato", max_length=64)
    creada_en = models.DateTimeField("cuándo")

    class Meta:
        verbose_name = "valoración"
        verbose_name_plural = "valoraciones"
        ordering = ["encuentro", "creada_en", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["encuentro", "dispositivo"],
                name="valoracion_una_por_aparato",
                violation_error_message="Desde este aparato ya se valoró esta reunión.",
            ),
            models.CheckConstraint(
                name="valoracion_de_uno_a_cinco",
                condition=Q(claridad__range=(1, 5), escucha__range=(1, 5), utilidad__range=(1, 5)),
                violation_error_message="Cada respuesta va de 1 a 5.",
            ),
        ]

    def __str__(self) -> str:
        return f"Valoración {self.pk}"
