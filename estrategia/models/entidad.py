"""La entidad pública y sus dependencias. De una `Entidad` cuelga todo lo demás."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from estrategia.colores import se_lee_sobre_blanco
from estrategia.direcciones import DIRECCION_RESERVADA, RESERVADAS

from .nombre import DeCatalogo, nombre_unico

COLOR_QUE_NO_SE_LEE = (
    "Ese color es muy claro para leerse sobre blanco: escoja uno más oscuro (contraste de 4,5)."
)
color_hexadecimal = RegexValidator(
    r"^#[0-9A-Fa-f]{6}$", "Escriba el color como #RRGGBB, por ejemplo #0943B5."
)


class Entidad(models.Model):
    """Una entidad pública que planea y publica sus actividades.

    Los datos de contacto son los que el pie de una sede electrónica debe mostrar
    (Resolución MinTIC 1519 de 2020); en blanco no se muestran.
    """

    nombre = models.CharField("nombre", max_length=200)
    slug = models.SlugField(
        "dirección corta", unique=True, help_text="Va en la dirección pública: /hospital-huila/."
    )
    sigla = models.CharField("sigla", max_length=40, blank=True)
    nit = models.CharField("NIT", max_length=20, blank=True)
    municipio = models.CharField("municipio", max_length=80, blank=True)
    departamento = models.CharField("departamento", max_length=80, blank=True)
    codigo_divipola = models.CharField("código DIVIPOLA", max_length=5, blank=True)
    direccion = models.CharField("dirección", max_length=160, blank=True)
    horario = models.CharField("horario de atención", max_length=160, blank=True)
    telefono = models.CharField("teléfono", max_length=60, blank=True)
    linea_anticorrupcion = models.CharField("línea anticorrupción", max_length=60, blank=True)
    correo = models.EmailField("correo de contacto", blank=True)
    correo_notificaciones = models.EmailField("correo de notificaciones judiciales", blank=True)
    sitio_web = models.URLField("sitio web", blank=True)
    enlace_pqrsd = models.URLField("enlace de PQRSD", blank=True)
    logo = models.ImageField("logo", upload_to="logos/", blank=True)
    color_acento = models.CharField(
        "color de acento", max_length=7, blank=True, validators=[color_hexadecimal]
    )
    procedencia = models.TextField(
        "procedencia de los datos",
        blank=True,
        help_text="De qué documento salen los datos de ejemplo y qué no consta en él.",
    )
    activa = models.BooleanField("activa", default=True)

    class Meta:
        verbose_name = "entidad"
        verbose_name_plural = "entidades"
        ordering = ["nombre"]
        constraints = [
            models.CheckConstraint(
                name="entidad_con_nombre",
                condition=~Q(nombre=""),
                violation_error_message="Escriba el nombre de la entidad.",
            ),
            models.CheckConstraint(
                name="entidad_con_direccion_libre",
                condition=~Q(slug__in=sorted(RESERVADAS)),
                violation_error_message=DIRECCION_RESERVADA,
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("cronograma:entidad", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.slug in RESERVADAS:
            raise ValidationError({"slug": DIRECCION_RESERVADA})
        # Lo que no está escrito como #RRGGBB ya lo rechazó el campo.
        es_color = color_hexadecimal.regex.fullmatch(self.color_acento)
        if es_color and not se_lee_sobre_blanco(self.color_acento):
            raise ValidationError({"color_acento": COLOR_QUE_NO_SE_LEE})

    @property
    def nombre_corto(self) -> str:
        """Sigla si la entidad la usa; si no, el nombre completo."""
        return self.sigla or self.nombre


class Dependencia(DeCatalogo):
    """Área que responde por actividades: «SIAU», «Oficina Asesora de Planeación (OAPLA)»."""

    entidad = models.ForeignKey(
        Entidad, models.PROTECT, related_name="dependencias", verbose_name="entidad"
    )
    sigla = models.CharField("sigla", max_length=40, blank=True)
    correo = models.EmailField("correo", blank=True)
    activa = models.BooleanField("activa", default=True)

    class Meta:
        verbose_name = "dependencia"
        verbose_name_plural = "dependencias"
        ordering = ["nombre"]
        constraints = [
            nombre_unico("dependencia", "La entidad ya tiene una dependencia con ese nombre."),
            models.UniqueConstraint(
                Lower("sigla"),
                "entidad",
                name="dependencia_sigla_unica_por_entidad",
                condition=~Q(sigla=""),
                violation_error_message="La entidad ya tiene una dependencia con esa sigla.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sigla} · {self.nombre}" if self.sigla else self.nombre
