"""La estrategia de una entidad para un año: su encabezado y quién la firma."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q

from estrategia.catalogos import PapelFirma, Programa, TipoEstrategia

from .entidad import Dependencia, Entidad

VIGENCIA_MINIMA, VIGENCIA_MAXIMA = 2000, 2100

# Lo que una entidad publica como documento; nada que un navegador ejecute.
es_documento = FileExtensionValidator(
    ["pdf", "docx", "xlsx", "odt", "ods"], "Suba el documento en PDF, Word, Excel, ODT u ODS."
)


class CadaCuanto(models.TextChoices):
    """Cada cuánto reportan las dependencias. Los valores son los de `periodos.ClasePeriodo`."""

    TRIMESTRE = "trimestre", "Trimestre"
    CUATRIMESTRE = "cuatrimestre", "Cuatrimestre"


class EstrategiaQuerySet(models.QuerySet):
    """Vocabulario de las estrategias."""

    def de_entidad(self, entidad):
        """Las estrategias de una entidad."""
        return self.filter(entidad=entidad)

    def de_vigencia(self, vigencia):
        """Las estrategias de un año."""
        return self.filter(vigencia=vigencia)


class Estrategia(models.Model):
    """Estrategia = entidad × vigencia × tipo, con los campos de encabezado de los formatos.

    Los campos de contenido son los del plan de participación (política, objetivos,
    iniciativa, marco legal, dependencias). Ley 1757 de 2015, art. 52: una al año.
    """

    entidad = models.ForeignKey(
        Entidad, models.PROTECT, related_name="estrategias", verbose_name="entidad"
    )
    vigencia = models.PositiveSmallIntegerField("vigencia")
    tipo = models.CharField(
        "tipo",
        max_length=20,
        choices=TipoEstrategia.choices,
        default=TipoEstrategia.COMBINADA,
    )
    nombre = models.CharField("nombre", max_length=250)
    formato = models.SlugField(
        "formato oficial",
        blank=True,
        help_text="cronograma, estrategia, plan, rendicion o programacion.",
    )
    politica = models.TextField("política de gestión y desempeño institucional", blank=True)
    objetivo_estrategico = models.TextField("objetivo estratégico", blank=True)
    objetivo_dependencia = models.TextField("objetivo de la dependencia", blank=True)
    iniciativa = models.TextField("iniciativa estratégica", blank=True)
    objetivos = models.TextField("objetivos del plan", blank=True)
    marco_legal = models.TextField("marco legal", blank=True)
    responsables = models.TextField(
        "dependencias responsables", blank=True, help_text="Como las escribe el documento."
    )
    lider = models.ForeignKey(
        Dependencia,
        models.PROTECT,
        related_name="estrategias_que_lidera",
        verbose_name="dependencia líder",
        null=True,
        blank=True,
    )
    apoyo = models.ManyToManyField(
        Dependencia,
        related_name="estrategias_que_apoya",
        verbose_name="dependencias de apoyo",
        blank=True,
    )
    version_documento = models.CharField(
        "versión del documento",
        max_length=40,
        blank=True,
        help_text="La que el documento dice de sí.",
    )
    fecha_documento = models.DateField("fecha del documento", null=True, blank=True)
    plan_accion_enlace = models.URLField("Plan de Acción: dirección", blank=True)
    plan_accion_archivo = models.FileField(
        "Plan de Acción: archivo",
        upload_to="planes/%Y/",
        blank=True,
        validators=[es_documento],
        help_text="El público verá la dirección; si no la hay, el archivo.",
    )
    programa = models.CharField(
        "programa de transparencia",
        max_length=4,
        choices=Programa.choices,
        default=Programa.PTEP,
        help_text="«PAAC» solo para los años en que todavía se llamaba así.",
    )
    programa_enlace = models.URLField("programa de transparencia: dirección", blank=True)
    programa_archivo = models.FileField(
        "programa de transparencia: archivo",
        upload_to="planes/%Y/",
        blank=True,
        validators=[es_documento],
    )
    seguimiento_por = models.CharField(
        "seguimiento por",
        max_length=12,
        choices=CadaCuanto.choices,
        default=CadaCuanto.TRIMESTRE,
        help_text="Cada cuánto se pide el avance; la otra lectura se calcula.",
    )
    cerrada_en = models.DateTimeField("cerrada", null=True, blank=True, editable=False)
    cerrada_por = models.ForeignKey(
        "estrategia.Usuario",
        models.PROTECT,
        related_name="+",
        verbose_name="cerrada por",
        null=True,
        blank=True,
        editable=False,
    )
    encabezado = models.JSONField(
        "encabezado como se leyó",
        default=dict,
        blank=True,
        help_text="Casillas del documento, con su texto literal y lo que se entendió.",
    )

    objects = EstrategiaQuerySet.as_manager()

    class Meta:
        verbose_name = "estrategia"
        verbose_name_plural = "estrategias"
        ordering = ["-vigencia", "entidad__nombre", "tipo"]
        constraints = [
            models.UniqueConstraint(
                fields=["entidad", "vigencia", "tipo"],
                name="estrategia_unica_por_entidad_vigencia_tipo",
                violation_error_message=(
                    "La entidad ya tiene una estrategia de ese tipo en esa vigencia."
                ),
            ),
            models.CheckConstraint(
                name="estrategia_vigencia_verosimil",
                condition=Q(vigencia__range=(VIGENCIA_MINIMA, VIGENCIA_MAXIMA)),
                violation_error_message="La vigencia es un año entre 2000 y 2100.",
            ),
            models.CheckConstraint(
                name="estrategia_con_nombre",
                condition=~Q(nombre=""),
                violation_error_message="Escriba el nombre de la estrategia.",
            ),
            models.CheckConstraint(
                name="estrategia_cerrada_completa",
                condition=Q(cerrada_en=None, cerrada_por=None)
                | Q(cerrada_en__isnull=False, cerrada_por__isnull=False),
                violation_error_message="Cerrar el año dice quién y cuándo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nombre} ({self.vigencia})"


class Firma(models.Model):
    """Quién elaboró, consolidó, revisó o aprobó el documento; en blanco es línea por firmar."""

    estrategia = models.ForeignKey(
        Estrategia, models.CASCADE, related_name="firmas", verbose_name="estrategia"
    )
    papel = models.CharField("papel", max_length=12, choices=PapelFirma.choices)
    nombre = models.CharField("nombre", max_length=160, blank=True)
    cargo = models.CharField("cargo", max_length=200, blank=True)
    fecha = models.DateField("fecha", null=True, blank=True)
    orden = models.PositiveSmallIntegerField("orden", default=0)

    class Meta:
        verbose_name = "firma"
        verbose_name_plural = "firmas"
        ordering = ["orden", "pk"]

    def __str__(self) -> str:
        return f"{self.get_papel_display()}: {self.nombre or 'por firmar'}"
