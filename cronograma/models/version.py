"""La versión de una estrategia: sus estados, su aprobación y quién dio cada paso."""

from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery

from estrategia.models import Estrategia, Usuario


class ClaseVersion(models.TextChoices):
    """Para qué se congela: para regir, o para que la ciudadanía opine sobre un texto fijo."""

    PLAN = "plan", "Plan"
    CONSULTA = "consulta", "Borrador para observaciones"


class EstadoVersion(models.TextChoices):
    """Vida de una versión, de la formulación al público (`aprobacion` tiene los pasos)."""

    FORMULACION = "formulacion", "En formulación"
    PRESENTADA = "presentada", "Presentada al Comité"
    APROBADA = "aprobada", "Aprobada por el Comité"
    DIVULGACION = "divulgacion", "En divulgación"
    AJUSTE = "ajuste", "En ajuste"
    PUBLICADA = "publicada", "Publicada"


EN_PREPARACION = frozenset(set(EstadoVersion) - {EstadoVersion.PUBLICADA})

SIN_APROBACION = Q(
    aprobada_en=None, aprobada_por=None, acta="", acta_fecha=None, acta_organo=""
) & Q(acta_enlace="", acta_archivo="")
CON_APROBACION = (
    Q(aprobada_en__isnull=False, aprobada_por__isnull=False, acta_fecha__isnull=False)
    & ~Q(acta="")
    & ~Q(acta_organo="")
    & (~Q(acta_enlace="") | ~Q(acta_archivo=""))
)


class VersionQuerySet(models.QuerySet):
    """Vocabulario de las versiones."""

    def publicadas(self):
        """Las que el público puede ver como plan, vigentes o reemplazadas."""
        return self.filter(clase=ClaseVersion.PLAN, estado=EstadoVersion.PUBLICADA)

    def en_vigor(self):
        """La última publicada de cada estrategia, salvo que se haya retirado.

        Si se retiró, no rige ninguna: la anterior ya se había reemplazado y no revive sola.
        """
        return self.ultimas().filter(retirada_en=None)

    def ultimas(self):
        """La última publicada de cada estrategia, aunque se haya retirado."""
        ultima = (
            Version.objects.publicadas()
            .filter(estrategia=OuterRef("estrategia"))
            .values("estrategia")
            .annotate(ultimo=Max("numero"))
            .values("ultimo")
        )
        return self.publicadas().filter(numero=Subquery(ultima))

    def en_preparacion(self):
        """Las que todavía no son públicas; a lo sumo una por estrategia."""
        return self.filter(clase=ClaseVersion.PLAN, estado__in=EN_PREPARACION)

    def de_entidad(self, entidad):
        """Las de las estrategias de una entidad."""
        return self.filter(estrategia__entidad=entidad)


class Version(models.Model):
    """Versión de una estrategia. Publicada es inmutable: motivo, quién, cuándo y filas.

    Hay dos entradas al público: la aprobación del Comité con su acta, o el registro de lo
    que la entidad ya había publicado por otro medio (`es_previa`), que dice que la
    aprobación no consta. Una versión posterior puede no necesitar acta, con su razón.
    """

    estrategia = models.ForeignKey(
        Estrategia, models.PROTECT, related_name="versiones", verbose_name="estrategia"
    )
    clase = models.CharField(
        "clase", max_length=10, choices=ClaseVersion.choices, default=ClaseVersion.PLAN
    )
    numero = models.PositiveIntegerField("número")
    estado = models.CharField(
        "estado",
        max_length=15,
        choices=EstadoVersion.choices,
        default=EstadoVersion.FORMULACION,
    )
    motivo = models.TextField("motivo", blank=True)
    es_previa = models.BooleanField("publicación previa", default=False)
    documento_fuente = models.CharField("documento fuente", max_length=250, blank=True)
    etiqueta = models.CharField("versión que el documento dice de sí", max_length=40, blank=True)
    fecha_documento = models.DateField("fecha del documento", null=True, blank=True)
    cabecera = models.JSONField("encabezado congelado", default=dict, editable=False)
    aprobada_en = models.DateTimeField("aprobación registrada", null=True, blank=True)
    aprobada_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="versiones_aprobadas",
        verbose_name="aprobación registrada por",
        null=True,
        blank=True,
    )
    acta = models.CharField("acta", max_length=120, blank=True)
    acta_fecha = models.DateField("fecha del acta", null=True, blank=True)
    acta_organo = models.CharField("órgano que aprueba", max_length=200, blank=True)
    acta_enlace = models.URLField("enlace al acta", blank=True)
    acta_archivo = models.FileField("archivo del acta", upload_to="actas/%Y/", blank=True)
    razon_sin_aprobacion = models.TextField("por qué no requiere nueva aprobación", blank=True)
    divulgada_desde = models.DateField("observaciones desde", null=True, blank=True)
    divulgada_hasta = models.DateField("observaciones hasta", null=True, blank=True)
    requiere_ajustes = models.BooleanField("¿requiere ajustes?", null=True, blank=True)
    razon_ajustes = models.TextField("por qué requiere o no ajustes", blank=True)
    publicada_en = models.DateTimeField("publicada", null=True, blank=True)
    publicada_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="versiones_publicadas",
        verbose_name="publicada por",
        null=True,
        blank=True,
    )
    retirada_en = models.DateTimeField("retirada", null=True, blank=True, editable=False)
    retirada_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="versiones_retiradas",
        verbose_name="retirada por",
        null=True,
        blank=True,
        editable=False,
    )
    retirada_motivo = models.TextField("motivo del retiro", blank=True, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versión"
        verbose_name_plural = "versiones"
        ordering = ["estrategia", "-numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["estrategia", "clase", "numero"],
                name="version_numero_unico_por_estrategia",
                violation_error_message="Ya existe una versión con ese número.",
            ),
            models.UniqueConstraint(
                fields=["estrategia"],
                condition=Q(clase=ClaseVersion.PLAN, estado__in=sorted(EN_PREPARACION)),
                name="version_una_sola_en_preparacion",
                violation_error_message="La estrategia ya tiene una versión en preparación.",
            ),
            models.CheckConstraint(
                name="version_publicada_con_quien_cuando_y_por_que",
                condition=~Q(estado=EstadoVersion.PUBLICADA)
                | Q(publicada_en__isnull=False, publicada_por__isnull=False) & ~Q(motivo=""),
                violation_error_message="Una versión publicada dice quién, cuándo y por qué.",
            ),
            models.CheckConstraint(
                name="version_previa_con_documento",
                condition=Q(es_previa=False) | ~Q(documento_fuente=""),
                violation_error_message="Indique el documento que la entidad ya había publicado.",
            ),
            models.CheckConstraint(
                name="version_aprobacion_completa",
                condition=SIN_APROBACION | CON_APROBACION,
                violation_error_message=(
                    "Registre juntos el acta, su fecha, el órgano y el archivo o enlace."
                ),
            ),
            models.CheckConstraint(
                name="version_aprobada_con_acta",
                condition=~Q(estado=EstadoVersion.APROBADA) | CON_APROBACION,
                violation_error_message="Una versión aprobada lleva el acta del Comité.",
            ),
            models.CheckConstraint(
                name="version_publicada_con_aprobacion_o_razon",
                condition=~Q(estado=EstadoVersion.PUBLICADA, clase=ClaseVersion.PLAN)
                | Q(es_previa=True)
                | CON_APROBACION
                | ~Q(razon_sin_aprobacion=""),
                violation_error_message=(
                    "Para publicar hace falta el acta del Comité, o la razón por la que esta "
                    "versión no requiere nueva aprobación."
                ),
            ),
            models.CheckConstraint(
                name="version_divulgada_entre_dos_fechas",
                condition=Q(divulgada_desde=None, divulgada_hasta=None)
                | Q(
                    divulgada_desde__isnull=False,
                    divulgada_hasta__isnull=False,
                    divulgada_hasta__gte=F("divulgada_desde"),
                ),
                violation_error_message="Las observaciones se reciben entre dos fechas en orden.",
            ),
            models.CheckConstraint(
                name="version_ajustes_con_razon",
                condition=Q(requiere_ajustes=None, razon_ajustes="")
                | Q(requiere_ajustes__isnull=False) & ~Q(razon_ajustes=""),
                violation_error_message="Diga por qué la estrategia requiere o no ajustes.",
            ),
            models.CheckConstraint(
                name="version_retiro_completo",
                condition=Q(retirada_en=None, retirada_por=None, retirada_motivo="")
                | Q(
                    retirada_en__isnull=False,
                    retirada_por__isnull=False,
                    estado=EstadoVersion.PUBLICADA,
                )
                & ~Q(retirada_motivo=""),
                violation_error_message=(
                    "Se retira una versión publicada, y consta quién la retira, cuándo y por qué."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.estrategia} · versión {self.numero}"

    @property
    def tiene_acta(self) -> bool:
        """¿Consta la aprobación del Comité?"""
        return bool(self.acta)

    @property
    def esta_retirada(self) -> bool:
        """¿Se retiró, y ni sus filas ni sus archivos se muestran?"""
        return self.retirada_en is not None


class Transicion(models.Model):
    """Un paso dado por una versión: quién, cuándo, de qué estado a cuál y por qué."""

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="transiciones", verbose_name="versión"
    )
    verbo = models.CharField("paso", max_length=30)
    de = models.CharField("de", max_length=15, choices=EstadoVersion.choices, blank=True)
    a = models.CharField("a", max_length=15, choices=EstadoVersion.choices)
    por = models.ForeignKey(Usuario, models.PROTECT, related_name="+", verbose_name="por")
    en = models.DateTimeField("cuándo")
    razon = models.TextField("razón", blank=True)

    class Meta:
        verbose_name = "paso de una versión"
        verbose_name_plural = "pasos de una versión"
        ordering = ["en", "pk"]

    def __str__(self) -> str:
        return f"{self.verbo}: {self.get_a_display()}"
