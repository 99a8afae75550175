"""Lo que se anuncia antes de un encuentro: la convocatoria, la información previa y la memoria."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q

from estrategia.models import GrupoDeValor, Usuario

from .encuentro import Encuentro


class Servicio(models.TextChoices):
    """Lo que la entidad ofrece para que nadie deje de ir."""

    LENGUA_DE_SENAS = "lengua_de_senas", "Intérprete de lengua de señas"
    ACCESO_FISICO = "acceso_fisico", "Acceso sin escalones"
    CUIDADO_INFANTIL = "cuidado_infantil", "Cuidado de niñas y niños"
    TRANSPORTE = "transporte", "Apoyo de transporte"
    SUBTITULOS = "subtitulos", "Subtítulos en vivo"
    LENGUA_NATIVA = "lengua_nativa", "Traducción a lengua nativa"


class Canal(models.TextChoices):
    """Por dónde se convocó. Ley 1757 de 2015, art. 104 h: por todos los canales disponibles."""

    SITIO_WEB = "sitio_web", "Página web"
    CORREO = "correo", "Correo electrónico"
    REDES = "redes", "Redes sociales"
    RADIO = "radio", "Radio"
    TELEVISION = "television", "Televisión"
    PRENSA = "prensa", "Prensa"
    CARTELERA = "cartelera", "Cartelera o afiche"
    PERIFONEO = "perifoneo", "Perifoneo"
    TELEFONO = "telefono", "Llamada o mensaje de texto"
    ORGANIZACIONES = "organizaciones", "Organizaciones sociales y juntas de acción comunal"


class Convocatoria(models.Model):
    """El llamado a un encuentro. Sin `publicada_en` es un borrador que el público no ve.

    Ley 489 de 1998, art. 33 (metodología) y Ley 1757 de 2015, art. 104 h (anticipación y canales).
    """

    encuentro = models.OneToOneField(
        Encuentro, models.CASCADE, related_name="convocatoria", verbose_name="encuentro"
    )
    objetivo = models.TextField("para qué se convoca")
    grupos = models.ManyToManyField(
        GrupoDeValor, related_name="convocatorias", verbose_name="a quiénes", blank=True
    )
    invitados = models.TextField("otros invitados", blank=True)
    metodologia = models.TextField("cómo será", blank=True)
    servicios = models.JSONField("servicios", default=list, blank=True)
    otros_servicios = models.CharField("otros servicios", max_length=250, blank=True)
    canales = models.JSONField("canales por los que se convocó", default=list, blank=True)
    pieza = models.FileField(
        "pieza gráfica propia",
        upload_to="convocatorias/%Y/",
        blank=True,
        validators=[
            FileExtensionValidator(
                ["png", "jpg", "jpeg", "pdf"], "Suba la pieza en PNG, JPG o PDF."
            )
        ],
    )
    texto_alternativo = models.TextField("lo que dice la pieza", blank=True)
    publicada_en = models.DateTimeField("publicada", null=True, blank=True, editable=False)
    publicada_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="+",
        verbose_name="publicada por",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = "convocatoria"
        verbose_name_plural = "convocatorias"
        ordering = ["encuentro"]
        constraints = [
            models.CheckConstraint(
                name="convocatoria_con_objetivo",
                condition=~Q(objetivo=""),
                violation_error_message="Diga para qué se convoca.",
            ),
            models.CheckConstraint(
                name="convocatoria_pieza_con_texto",
                condition=Q(pieza="") | ~Q(texto_alternativo=""),
                violation_error_message=(
                    "Escriba lo que dice la pieza: quien no la ve también está invitado."
                ),
            ),
            models.CheckConstraint(
                name="convocatoria_publicada_completa",
                condition=Q(publicada_en=None, publicada_por=None)
                | Q(publicada_en__isnull=False, publicada_por__isnull=False),
                violation_error_message="Una convocatoria publicada dice quién y cuándo.",
            ),
        ]

    def __str__(self) -> str:
        return f"Convocatoria: {self.encuentro}"


class ClaseDeMaterial(models.TextChoices):
    """Qué es un documento de un encuentro. Los de antes son los del procedimiento (ejecución 3)."""

    METAS = "metas", "Avance de las metas"
    GESTION = "gestion", "Gestión y presupuesto"
    CONTRATACION = "contratacion", "Contratación"
    DERECHOS = "derechos", "Garantía de derechos"
    MEJORAS = "mejoras", "Acciones de mejora"
    PAZ = "paz", "Compromisos del Acuerdo de Paz"
    RUTA = "ruta", "Dónde consultar más"
    REGLAS = "reglas", "Reglas de juego"
    MEMORIA = "memoria", "Memoria de la reunión"


CLASES_PREVIAS = frozenset(set(ClaseDeMaterial) - {ClaseDeMaterial.MEMORIA})


class Material(models.Model):
    """Un documento público de un encuentro: la información previa, o la memoria de lo ocurrido.

    Es un archivo o una dirección, nunca los dos ni ninguno.
    """

    encuentro = models.ForeignKey(
        Encuentro, models.CASCADE, related_name="materiales", verbose_name="encuentro"
    )
    clase = models.CharField("qué es", max_length=12, choices=ClaseDeMaterial.choices)
    titulo = models.CharField("título", max_length=200)
    archivo = models.FileField(
        "archivo",
        upload_to="materiales/%Y/",
        blank=True,
        validators=[
            FileExtensionValidator(
                ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "png", "jpg", "jpeg"],
                "Suba el documento en PDF, de oficina (Word, Excel, ODF) o como imagen.",
            )
        ],
    )
    enlace = models.URLField("dirección", blank=True)
    publico_en = models.DateTimeField("público desde")

    class Meta:
        verbose_name = "documento de un encuentro"
        verbose_name_plural = "documentos de encuentros"
        ordering = ["encuentro", "clase", "pk"]
        constraints = [
            models.CheckConstraint(
                name="material_archivo_o_enlace",
                condition=(Q(archivo="") & ~Q(enlace="")) | (~Q(archivo="") & Q(enlace="")),
                violation_error_message="Suba un archivo o escriba una dirección, uno de los dos.",
            ),
        ]

    def __str__(self) -> str:
        return self.titulo
