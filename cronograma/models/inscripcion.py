"""Inscripciones: quién dijo que va a un encuentro, y si fue.

Son datos de personas (Ley 1581 de 2012): nunca salen en una página pública, y se borran cuando
termina el tiempo que la entidad los guarda. Lo sensible se cuenta aparte, sin saber de quién es.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from .encuentro import Encuentro


class EstadoDeInscripcion(models.TextChoices):
    """En qué va una inscripción."""

    INSCRITA = "inscrita", "Inscrita"
    EN_ESPERA = "en_espera", "En lista de espera"
    CANCELADA = "cancelada", "Cancelada"


class InscripcionQuerySet(models.QuerySet):
    """Vocabulario de las inscripciones."""

    def con_cupo(self):
        """Las que ocupan un puesto."""
        return self.filter(estado=EstadoDeInscripcion.INSCRITA)

    def en_espera(self):
        """Las que entran si alguien cancela, en orden de llegada."""
        return self.filter(estado=EstadoDeInscripcion.EN_ESPERA).order_by("creada_en", "pk")

    def vivas(self):
        """Las que no se cancelaron."""
        return self.exclude(estado=EstadoDeInscripcion.CANCELADA)


class Inscripcion(models.Model):
    """Una persona mayor de edad que se inscribe a un encuentro, con su consentimiento.

    `codigo` es lo único que necesita para consultar o cancelar. Quien llega sin inscribirse se
    anota al llegar (`sin_inscripcion_previa`), con nombre y sin correo.
    """

    encuentro = models.ForeignKey(
        Encuentro, models.PROTECT, related_name="inscripciones", verbose_name="encuentro"
    )
    nombre = models.CharField("nombre", max_length=120)
    correo = models.EmailField("correo", blank=True)
    telefono = models.CharField("teléfono", max_length=30, blank=True)
    organizacion = models.CharField("organización", max_length=160, blank=True)
    grupo = models.ForeignKey(
        "estrategia.GrupoDeValor",
        models.SET_NULL,
        related_name="+",
        verbose_name="grupo",
        null=True,
        blank=True,
    )
    apoyos = models.CharField("qué necesita para participar", max_length=250, blank=True)
    estado = models.CharField(
        "estado",
        max_length=10,
        choices=EstadoDeInscripcion.choices,
        default=EstadoDeInscripcion.INSCRITA,
    )
    codigo = models.CharField("código de seguimiento", max_length=32, unique=True, editable=False)
    envio = models.CharField("envío", max_length=64, unique=True, editable=False)
    consentimiento_version = models.CharField("texto del consentimiento", max_length=20)
    consentimiento_finalidad = models.TextField("finalidad")
    consentimiento_responsable = models.CharField("responsable de los datos", max_length=300)
    consentimiento_hasta = models.DateField("se guardan hasta")
    consentimiento_en = models.DateTimeField("consintió")
    creada_en = models.DateTimeField("se inscribió")
    cancelada_en = models.DateTimeField("canceló", null=True, blank=True)
    llego_en = models.DateTimeField("llegó", null=True, blank=True)
    sin_inscripcion_previa = models.BooleanField("llegó sin inscribirse", default=False)

    objects = InscripcionQuerySet.as_manager()

    class Meta:
        verbose_name = "inscripción"
        verbose_name_plural = "inscripciones"
        ordering = ["encuentro", "creada_en", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("correo"),
                "encuentro",
                name="inscripcion_una_por_correo",
                condition=~Q(correo="") & ~Q(estado="cancelada"),
                violation_error_message="Ese correo ya está inscrito en este encuentro.",
            ),
            models.CheckConstraint(
                name="inscripcion_con_nombre",
                condition=~Q(nombre=""),
                violation_error_message="Escriba su nombre.",
            ),
            models.CheckConstraint(
                name="inscripcion_con_correo_o_presencial",
                condition=~Q(correo="") | Q(sin_inscripcion_previa=True),
                violation_error_message="Escriba un correo: allí llega la confirmación.",
            ),
            models.CheckConstraint(
                name="inscripcion_cancelada_con_fecha",
                condition=Q(estado="cancelada", cancelada_en__isnull=False)
                | (~Q(estado="cancelada") & Q(cancelada_en=None)),
                violation_error_message="Una inscripción cancelada dice cuándo.",
            ),
            models.CheckConstraint(
                name="inscripcion_cancelo_despues_de_inscribirse",
                condition=Q(cancelada_en=None) | Q(cancelada_en__gte=F("creada_en")),
                violation_error_message="No se cancela antes de inscribirse.",
            ),
        ]

    def __str__(self) -> str:
        # Sin la persona: esta frase sale en listas, mensajes y registros.
        return f"Inscripción {self.pk}"


class DatoDiferencial(models.Model):
    """Un dato sensible dado por quien quiso darlo, sin saber de quién es.

    No apunta a la inscripción: solo se cuenta (Ley 1581 de 2012, art. 6 e).
    """

    class Pregunta(models.TextChoices):
        """Lo que se pregunta aparte."""

        DISCAPACIDAD = "discapacidad", "Discapacidad"
        ETNIA = "etnia", "Pertenencia étnica"
        GENERO = "genero", "Género"
        VICTIMA = "victima", "Víctima del conflicto"

    encuentro = models.ForeignKey(
        Encuentro, models.CASCADE, related_name="datos_diferenciales", verbose_name="encuentro"
    )
    pregunta = models.CharField("pregunta", max_length=15, choices=Pregunta.choices)
    respuesta = models.CharField("respuesta", max_length=40)

    class Meta:
        verbose_name = "dato diferencial"
        verbose_name_plural = "datos diferenciales"
        ordering = ["encuentro", "pregunta", "respuesta", "pk"]

    def __str__(self) -> str:
        return f"{self.get_pregunta_display()} {self.pk}"


class BorradoDeDatos(models.Model):
    """Constancia de que se borraron datos de personas: cuántos y de qué, nunca cuáles."""

    entidad = models.ForeignKey(
        "estrategia.Entidad", models.PROTECT, related_name="borrados", verbose_name="entidad"
    )
    borrado_en = models.DateTimeField("cuándo")
    anteriores_a = models.DateField("de lo ocurrido antes de")
    cuantos = models.JSONField("cuántos, por clase de dato", default=dict)

    class Meta:
        verbose_name = "borrado de datos personales"
        verbose_name_plural = "borrados de datos personales"
        ordering = ["-borrado_en", "-pk"]

    def __str__(self) -> str:
        return f"Borrado de {self.borrado_en:%d/%m/%Y}"
