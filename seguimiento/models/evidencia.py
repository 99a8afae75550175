"""La evidencia: el archivo o la dirección que respalda lo que se dice. Reservada por defecto."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from estrategia.models import Entidad, Usuario

from .avance import Avance
from .compromiso import AccionDeMejora, Compromiso
from .encuentros import Reporte

RESPALDA = ("avance", "reporte", "compromiso", "accion")


def _solo(una: str) -> Q:
    return Q(**{f"{otra}__isnull": otra != una for otra in RESPALDA})


class SaludDeEnlace(models.TextChoices):
    """Si la dirección respondió la última vez que se probó."""

    SIN_PROBAR = "sin_probar", "Sin probar"
    RESPONDE = "responde", "Responde"
    NO_RESPONDE = "no_responde", "No responde"


class EvidenciaQuerySet(models.QuerySet):
    """Vocabulario de las evidencias."""

    def en_uso(self):
        """Las que respaldan algo: las retiradas quedan solo como rastro."""
        return self.filter(retirada_en=None)


class Evidencia(models.Model):
    """Archivo o dirección, con su huella, y los datos que pide la gestión documental.

    `tipo` es el que dice el contenido, no el nombre. Una lista de asistencia nunca es pública.
    Ley 1712 de 2014, arts. 12, 13, 15 y 17.
    """

    entidad = models.ForeignKey(
        Entidad, models.PROTECT, related_name="evidencias", verbose_name="entidad"
    )
    avance = models.ForeignKey(
        Avance, models.PROTECT, related_name="evidencias", null=True, blank=True
    )
    reporte = models.ForeignKey(
        Reporte, models.PROTECT, related_name="evidencias", null=True, blank=True
    )
    compromiso = models.ForeignKey(
        Compromiso, models.PROTECT, related_name="evidencias", null=True, blank=True
    )
    accion = models.ForeignKey(
        AccionDeMejora, models.PROTECT, related_name="evidencias", null=True, blank=True
    )
    titulo = models.CharField("título", max_length=200)
    archivo = models.FileField("archivo", upload_to="evidencias/%Y/%m/", max_length=200, blank=True)
    nombre_original = models.CharField("nombre del archivo", max_length=200, blank=True)
    tipo = models.CharField("tipo", max_length=100, blank=True, editable=False)
    tamano = models.PositiveBigIntegerField("tamaño en bytes", null=True, editable=False)
    sha256 = models.CharField("huella SHA-256", max_length=64, blank=True, editable=False)
    enlace = models.URLField("dirección", blank=True, max_length=500)
    salud = models.CharField(
        "salud de la dirección",
        max_length=12,
        choices=SaludDeEnlace.choices,
        default=SaludDeEnlace.SIN_PROBAR,
    )
    probado_en = models.DateTimeField("probada", null=True, blank=True)
    es_lista_de_asistencia = models.BooleanField("es una lista de asistencia", default=False)
    es_publica = models.BooleanField("se puede publicar", default=False)
    serie = models.CharField("serie documental", max_length=120, blank=True)
    subserie = models.CharField("subserie", max_length=120, blank=True)
    conservar_anios = models.PositiveSmallIntegerField(
        "años que se conserva", null=True, blank=True
    )
    subida_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="la subió"
    )
    subida_en = models.DateTimeField("subida")
    retirada_en = models.DateTimeField("retirada", null=True, blank=True)
    retirada_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="la retiró", null=True, blank=True
    )
    razon_de_retiro = models.TextField("por qué se retiró", blank=True)

    objects = EvidenciaQuerySet.as_manager()

    class Meta:
        verbose_name = "evidencia"
        verbose_name_plural = "evidencias"
        ordering = ["subida_en", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidencia_respalda_una_cosa",
                condition=reduce(or_, map(_solo, RESPALDA)),
                violation_error_message="Una evidencia respalda una sola cosa.",
            ),
            models.CheckConstraint(
                name="evidencia_archivo_o_enlace",
                condition=(
                    Q(enlace="", tamano__isnull=False)
                    & ~Q(archivo="")
                    & Q(sha256__regex=r"^[0-9a-f]{64}$")
                )
                | (Q(archivo="", tamano=None, sha256="") & ~Q(enlace="")),
                violation_error_message="Suba un archivo o escriba una dirección, uno de los dos.",
            ),
            models.CheckConstraint(
                name="evidencia_lista_de_asistencia_reservada",
                condition=Q(es_lista_de_asistencia=False) | Q(es_publica=False),
                violation_error_message="Una lista de asistencia nunca es pública.",
            ),
            models.CheckConstraint(
                name="evidencia_con_titulo",
                condition=~Q(titulo=""),
                violation_error_message="Póngale un título a la evidencia.",
            ),
            models.CheckConstraint(
                name="evidencia_retirada_con_su_porque",
                condition=Q(retirada_en=None, retirada_por=None, razon_de_retiro="")
                | (
                    Q(retirada_en__isnull=False, retirada_por__isnull=False, es_publica=False)
                    & ~Q(razon_de_retiro="")
                ),
                violation_error_message="Retirar una evidencia dice quién, cuándo y por qué.",
            ),
        ]

    def __str__(self) -> str:
        # El título de una lista puede nombrar a alguien, y esta frase sale en mensajes y registros.
        return f"Lista de asistencia {self.pk}" if self.es_lista_de_asistencia else self.titulo
