"""El informe: lo que se evaluó, congelado y firmado. Y lo que control interno halló y verificó."""

from django.db import models
from django.db.models import Q

from cronograma.models import Version
from estrategia.models import Estrategia, Usuario

from .avance import CERO, CIEN, Avance


class TipoDeInforme(models.TextChoices):
    """Quién evalúa y qué. La orden `informe` los llama por su valor."""

    SEGUIMIENTO = "seguimiento", "Seguimiento del periodo"
    ESTRATEGIA = "estrategia", "Evaluación de la estrategia"
    CONTROL = "control", "Evaluación de control interno"


class EstadoDeInforme(models.TextChoices):
    """En qué va un informe."""

    BORRADOR = "borrador", "Borrador"
    EMITIDO = "emitido", "Emitido"
    FIRMADO = "firmado", "Firmado"


class InformeQuerySet(models.QuerySet):
    """Vocabulario de los informes."""

    def emitidos(self):
        """Los congelados: los únicos que el público puede descargar."""
        return self.exclude(estado=EstadoDeInforme.BORRADOR)


class Informe(models.Model):
    """Informe de una estrategia en un periodo («T1», «C2», «anual»).

    En borrador se calcula cada vez; al emitir se congelan `hechos` (la evaluación entera) con la
    versión del plan, la huella, quién y cuándo. Después solo se le agregan adendas con fecha.
    """

    estrategia = models.ForeignKey(
        Estrategia, models.PROTECT, related_name="informes", verbose_name="estrategia"
    )
    periodo = models.CharField("periodo", max_length=8)
    tipo = models.CharField("tipo", max_length=12, choices=TipoDeInforme.choices)
    estado = models.CharField(
        "estado", max_length=10, choices=EstadoDeInforme.choices, default=EstadoDeInforme.BORRADOR
    )
    textos = models.JSONField(
        "lo que escribe quien evalúa",
        default=dict,
        blank=True,
        help_text="Por sección: objetivo, alcance, conclusiones, recomendaciones…",
    )
    hechos = models.JSONField("hechos congelados", null=True, blank=True, editable=False)
    version_plan = models.ForeignKey(
        Version,
        models.PROTECT,
        related_name="informes",
        verbose_name="versión evaluada",
        null=True,
        blank=True,
        editable=False,
    )
    sha256 = models.CharField("huella SHA-256", max_length=64, blank=True, editable=False)
    creado_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="lo empezó"
    )
    creado_en = models.DateTimeField("empezado")
    emitido_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="emitió", null=True, blank=True
    )
    emitido_en = models.DateTimeField("emitido", null=True, blank=True)
    consecutivo = models.CharField("consecutivo", max_length=60, blank=True)
    firmantes = models.JSONField("quién firma", default=list, blank=True)
    firmado_archivo = models.FileField("PDF firmado", upload_to="informes/%Y/", blank=True)
    firmado_sha256 = models.CharField("huella del firmado", max_length=64, blank=True)
    firmado_en = models.DateTimeField("firmado cargado", null=True, blank=True)
    firmado_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="cargó", null=True, blank=True
    )

    objects = InformeQuerySet.as_manager()

    class Meta:
        verbose_name = "informe"
        verbose_name_plural = "informes"
        ordering = ["estrategia", "periodo", "tipo"]
        constraints = [
            models.UniqueConstraint(
                fields=["estrategia", "periodo", "tipo"],
                name="informe_unico_por_periodo_y_tipo",
                violation_error_message="Ya hay un informe de ese tipo en ese periodo.",
            ),
            models.CheckConstraint(
                name="informe_emitido_completo",
                condition=Q(estado="borrador", hechos=None, sha256="", emitido_en=None)
                | (
                    ~Q(estado="borrador")
                    & Q(hechos__isnull=False, emitido_en__isnull=False, emitido_por__isnull=False)
                    & Q(sha256__regex=r"^[0-9a-f]{64}$")
                ),
                violation_error_message="Un informe emitido dice qué, quién, cuándo y con qué huella.",
            ),
            models.CheckConstraint(
                name="informe_firmado_completo",
                condition=~Q(estado="firmado")
                | (
                    ~Q(firmado_archivo="")
                    & Q(firmado_sha256__regex=r"^[0-9a-f]{64}$")
                    & Q(firmado_en__isnull=False, firmado_por__isnull=False)
                    & ~Q(consecutivo="")
                ),
                violation_error_message="Suba el PDF firmado y escriba su consecutivo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} {self.periodo} {self.estrategia.vigencia}"


class Adenda(models.Model):
    """Una corrección a un informe ya emitido: se agrega con fecha, no se reescribe."""

    informe = models.ForeignKey(
        Informe, models.PROTECT, related_name="adendas", verbose_name="informe"
    )
    texto = models.TextField("corrección")
    por = models.ForeignKey(Usuario, models.PROTECT, related_name="+", verbose_name="por")
    en = models.DateTimeField("cuándo")

    class Meta:
        verbose_name = "adenda"
        verbose_name_plural = "adendas"
        ordering = ["en", "pk"]
        constraints = [
            models.CheckConstraint(
                name="adenda_con_texto",
                condition=~Q(texto=""),
                violation_error_message="Escriba qué se corrige.",
            ),
        ]

    def __str__(self) -> str:
        return f"Adenda {self.pk} de {self.informe}"


class Hallazgo(models.Model):
    """Lo que control interno encontró, frente a qué criterio, y qué recomienda."""

    informe = models.ForeignKey(
        Informe, models.PROTECT, related_name="hallazgos", verbose_name="informe"
    )
    numero = models.PositiveSmallIntegerField("número")
    texto = models.TextField("hallazgo")
    criterio = models.TextField("criterio", blank=True)
    recomendacion = models.TextField("recomendación", blank=True)

    class Meta:
        verbose_name = "hallazgo"
        verbose_name_plural = "hallazgos"
        ordering = ["informe", "numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["informe", "numero"],
                name="hallazgo_numero_unico",
                violation_error_message="El informe ya tiene un hallazgo con ese número.",
            ),
            models.CheckConstraint(
                name="hallazgo_con_texto",
                condition=~Q(texto=""),
                violation_error_message="Escriba el hallazgo.",
            ),
        ]

    def __str__(self) -> str:
        return f"Hallazgo {self.numero} de {self.informe}"


class Verificacion(models.Model):
    """La cifra propia de control interno sobre una línea. Nunca cambia lo reportado."""

    avance = models.OneToOneField(
        Avance, models.PROTECT, related_name="verificacion", verbose_name="avance"
    )
    porcentaje = models.DecimalField(
        "avance verificado (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    hay_evidencia = models.BooleanField("¿encontró evidencia?", null=True, blank=True)
    observacion = models.TextField("observación", blank=True)
    por = models.ForeignKey(Usuario, models.PROTECT, related_name="+", verbose_name="verificó")
    en = models.DateTimeField("cuándo")

    class Meta:
        verbose_name = "verificación"
        verbose_name_plural = "verificaciones"
        ordering = ["avance"]
        constraints = [
            models.CheckConstraint(
                name="verificacion_de_cero_a_cien",
                condition=Q(porcentaje=None) | Q(porcentaje__range=(CERO, CIEN)),
                violation_error_message="El avance va de 0 a 100 %.",
            ),
            models.CheckConstraint(
                name="verificacion_dice_algo",
                condition=Q(porcentaje__isnull=False)
                | Q(hay_evidencia__isnull=False)
                | ~Q(observacion=""),
                violation_error_message="Escriba la cifra, si encontró evidencia o una observación.",
            ),
        ]

    def __str__(self) -> str:
        return f"Verificación de {self.avance}"
