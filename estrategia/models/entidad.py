"""La entidad pública y sus dependencias. De una `Entidad` cuelga todo lo demás."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
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
    responsable_datos = models.CharField(
        "responsable del tratamiento de datos",
        max_length=200,
        blank=True,
        help_text="Quién responde por los datos de las personas; en blanco, la entidad.",
    )
    conservacion_dias = models.PositiveSmallIntegerField(
        "días que se guardan los datos de quien se inscribe",
        default=180,
        help_text="Contados desde que ocurre la reunión o se responde el aporte; después se borran.",
    )
    dias_de_convocatoria = models.PositiveSmallIntegerField(
        "días mínimos de convocatoria",
        default=10,
        help_text="Con menos días entre convocar y reunirse, se advierte.",
    )
    semaforo_medio = models.PositiveSmallIntegerField("el semáforo deja el rojo desde", default=60)
    semaforo_alto = models.PositiveSmallIntegerField("el semáforo es verde desde", default=80)
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
            models.CheckConstraint(
                name="entidad_semaforo_en_orden",
                condition=Q(semaforo_medio__gt=0, semaforo_medio__lt=F("semaforo_alto"))
                & Q(semaforo_alto__lte=100),
                violation_error_message=(
                    "Los límites del semáforo van en orden: 0 < amarillo < verde ≤ 100."
                ),
            ),
            models.CheckConstraint(
                name="entidad_conserva_datos_un_tiempo",
                condition=Q(conservacion_dias__range=(1, 3650)),
                violation_error_message="Los datos se guardan entre 1 y 3.650 días.",
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
    quien_responde = models.ForeignKey(
        "estrategia.Usuario",
        models.SET_NULL,
        related_name="+",
        verbose_name="responde a la ciudadanía",
        null=True,
        blank=True,
        help_text="En blanco, cualquiera de la dependencia.",
    )
    quien_aprueba = models.ForeignKey(
        "estrategia.Usuario",
        models.SET_NULL,
        related_name="+",
        verbose_name="aprueba las respuestas",
        null=True,
        blank=True,
        help_text="En blanco, la respuesta sale sin otra aprobación.",
    )
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


class DiaNoHabilPropio(models.Model):
    """Un día en que la entidad no atiende aunque no sea festivo: fiesta local, duelo, cierre.

    Cuenta como no hábil en todos sus plazos; agregarlo los vuelve a contar.
    """

    entidad = models.ForeignKey(
        Entidad, models.CASCADE, related_name="dias_no_habiles", verbose_name="entidad"
    )
    dia = models.DateField("día")
    motivo = models.CharField("motivo", max_length=120)

    class Meta:
        verbose_name = "día no hábil de la entidad"
        verbose_name_plural = "días no hábiles de la entidad"
        ordering = ["-dia"]
        constraints = [
            models.UniqueConstraint(
                fields=["entidad", "dia"],
                name="dia_no_habil_unico_por_entidad",
                violation_error_message="Ese día ya está en la lista.",
            ),
            models.CheckConstraint(
                name="dia_no_habil_con_motivo",
                condition=~Q(motivo=""),
                violation_error_message="Diga por qué la entidad no atiende ese día.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dia:%d/%m/%Y}: {self.motivo}"
