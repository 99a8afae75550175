"""Lo que una versión congela: sus filas, su índice de filtros y lo que cambió."""

from django.db import models

from cronograma.fila import ESQUEMA, Fila

from .actividad import TIPOS_PROGRAMACION, Actividad
from .version import Version


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


class CambioPublicado(models.Model):
    """Lo que una versión cambió en una actividad, y por qué; lo lee el público en «Cambios»."""

    version = models.ForeignKey(
        Version, models.CASCADE, related_name="cambios", verbose_name="versión"
    )
    codigo = models.SlugField("código de la actividad", max_length=30)
    nombre = models.TextField("actividad")
    clase = models.CharField("qué pasó", max_length=10)
    campos = models.JSONField("campos cambiados", default=list)
    porque = models.TextField("por qué", blank=True)
    orden = models.PositiveIntegerField("orden", default=0)

    class Meta:
        verbose_name = "cambio publicado"
        verbose_name_plural = "cambios publicados"
        ordering = ["version", "orden"]

    def __str__(self) -> str:
        return f"{self.codigo}: {self.clase}"
