"""Lo público: versiones numeradas y las filas que cada una congela."""

from django.db import models
from django.db.models import Max, OuterRef, Q, Subquery

from cronograma.fila import ESQUEMA, Fila
from estrategia.models import Estrategia, Usuario

from .actividad import TIPOS_PROGRAMACION, Actividad


class EstadoVersion(models.TextChoices):
    """Vida de una versión. Las que no están publicadas no las ve el público."""

    FORMULACION = "formulacion", "En formulación"
    PUBLICADA = "publicada", "Publicada"


class VersionQuerySet(models.QuerySet):
    """Vocabulario de las versiones."""

    def publicadas(self):
        """Las que el público puede ver, vigentes o reemplazadas."""
        return self.filter(estado=EstadoVersion.PUBLICADA)

    def en_vigor(self):
        """La última publicada de cada estrategia."""
        ultima = (
            Version.objects.publicadas()
            .filter(estrategia=OuterRef("estrategia"))
            .values("estrategia")
            .annotate(ultimo=Max("numero"))
            .values("ultimo")
        )
        return self.publicadas().filter(numero=Subquery(ultima))

    def de_entidad(self, entidad):
        """Las de las estrategias de una entidad."""
        return self.filter(estrategia__entidad=entidad)


class Version(models.Model):
    """Versión de una estrategia. Publicada es inmutable: motivo, quién, cuándo y filas.

    `es_previa`: la entidad ya había publicado el documento por otro medio y aquí se
    registra; la aprobación del Comité no consta en el sistema, y se dice.
    """

    estrategia = models.ForeignKey(
        Estrategia, models.PROTECT, related_name="versiones", verbose_name="estrategia"
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
    publicada_en = models.DateTimeField("publicada", null=True, blank=True)
    publicada_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="versiones_publicadas",
        verbose_name="publicada por",
        null=True,
        blank=True,
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versión"
        verbose_name_plural = "versiones"
        ordering = ["estrategia", "-numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["estrategia", "numero"],
                name="version_numero_unico_por_estrategia",
                violation_error_message="Ya existe una versión con ese número.",
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
        ]

    def __str__(self) -> str:
        return f"{self.estrategia} · versión {self.numero}"


class ActividadPublicadaQuerySet(models.QuerySet):
    """Vocabulario de las filas congeladas."""

    def publicas(self):
        """La única puerta de las páginas sin sesión: filas de versiones en vigor."""
        return self.filter(version__in=Version.objects.en_vigor())

    def de(self, entidad, vigencia):
        """Las de una entidad y un año."""
        return self.filter(
            version__estrategia__entidad=entidad, version__estrategia__vigencia=vigencia
        )

    def con_etiqueta(self, dimension: str, codigo: str):
        """Las que llevan una etiqueta («fase», «ejecucion»)."""
        return self.filter(
            pk__in=Etiqueta.objects.filter(dimension=dimension, codigo=codigo).values("publicada")
        )


class ActividadPublicada(models.Model):
    """Fila congelada: `datos` guarda todos los textos y nombres como estaban al publicar.

    Las demás columnas solo filtran y ordenan; se pueden reconstruir desde `datos`.
    """

    version = models.ForeignKey(
        Version, models.PROTECT, related_name="filas", verbose_name="versión"
    )
    actividad = models.ForeignKey(
        Actividad, models.PROTECT, related_name="publicadas", verbose_name="actividad"
    )
    codigo = models.SlugField("código", max_length=30)
    orden = models.PositiveIntegerField("orden")
    esquema = models.PositiveSmallIntegerField("esquema", default=ESQUEMA)
    datos = models.JSONField("datos congelados")
    tipo_programacion = models.CharField("tipo de fecha", max_length=15, choices=TIPOS_PROGRAMACION)
    inicio = models.DateField("inicio", null=True)
    fin = models.DateField("fin", null=True)
    busqueda = models.TextField("texto de búsqueda, sin acentos")

    objects = ActividadPublicadaQuerySet.as_manager()

    class Meta:
        verbose_name = "actividad publicada"
        verbose_name_plural = "actividades publicadas"
        ordering = ["version", "orden", "pk"]
        indexes = [models.Index(fields=["version", "inicio"], name="publicada_por_inicio")]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "codigo"],
                name="publicada_codigo_unico_por_version",
                violation_error_message="La versión ya tiene una actividad con ese código.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} · {self.fila.nombre[:80]}"

    @property
    def fila(self) -> Fila:
        """La actividad como valor, idéntica a la que se congeló."""
        return Fila.desde_dict(self.datos)


class Etiqueta(models.Model):
    """Índice de filtros: en qué valores de cada dimensión aparece una fila congelada."""

    publicada = models.ForeignKey(
        ActividadPublicada, models.CASCADE, related_name="etiquetas", verbose_name="actividad"
    )
    dimension = models.CharField("dimensión", max_length=20)
    codigo = models.CharField("código", max_length=120)
    nombre = models.CharField("nombre", max_length=300)

    class Meta:
        verbose_name = "etiqueta"
        verbose_name_plural = "etiquetas"
        ordering = ["dimension", "nombre"]
        indexes = [models.Index(fields=["dimension", "codigo"], name="etiqueta_por_valor")]
        constraints = [
            models.UniqueConstraint(
                fields=["publicada", "dimension", "codigo"],
                name="etiqueta_unica",
                violation_error_message="La actividad ya tiene esa etiqueta.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.nombre}"
