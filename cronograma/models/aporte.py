"""Lo que una persona de la ciudadanía escribe a la entidad, y lo que la entidad responde."""

from django.db import models
from django.db.models import Q

from estrategia.models import Dependencia, Estrategia, Usuario

from .actividad import Actividad
from .encuentro import Encuentro
from .version import Version


class UsoDeAporte(models.TextChoices):
    """Para qué escribió la persona."""

    OBSERVACION = "observacion", "Observación al borrador"
    PREGUNTA = "pregunta", "Pregunta"
    PROPUESTA = "propuesta", "Propuesta de tema"
    COMENTARIO = "comentario", "Comentario"


class DecisionDeAporte(models.TextChoices):
    """Qué hizo la entidad con lo que la persona propuso."""

    INCORPORADA = "incorporada", "Incorporada"
    PARCIALMENTE = "parcialmente", "Incorporada parcialmente"
    NO = "no", "No incorporada"


# Los que la entidad acoge o no, y debe decirlo: en los demás no hay nada que decidir.
CON_DECISION = {UsoDeAporte.OBSERVACION, UsoDeAporte.PROPUESTA}


CON_PORQUE = {DecisionDeAporte.PARCIALMENTE, DecisionDeAporte.NO}

SIN_RESPUESTA = Q(
    respuesta="", respondido_en=None, respondido_por=None, decision="", porque="", publico=False
)
CON_RESPUESTA = (
    Q(respondido_en__isnull=False, respondido_por__isnull=False)
    # Un comentario no pide respuesta: atenderlo es decidir si se publica.
    & (~Q(respuesta="") | Q(uso=UsoDeAporte.COMENTARIO))
    & (
        (Q(uso__in=sorted(CON_DECISION)) & ~Q(decision=""))
        | (~Q(uso__in=sorted(CON_DECISION)) & Q(decision=""))
    )
    & (~Q(decision__in=sorted(CON_PORQUE)) | ~Q(porque=""))
)
# Lo que se redactó y espera a quien aprueba: hay texto, no hay respuesta todavía.
REDACTADA = Q(respondido_en=None, respondido_por=None, publico=False) & ~Q(respuesta="")
SIN_DATOS = Q(nombre="", correo="")
CON_CONSENTIMIENTO = (
    Q(consentimiento_en__isnull=False)
    & ~Q(consentimiento_version="")
    & ~Q(consentimiento_finalidad="")
)
SIN_CONSENTIMIENTO = Q(
    consentimiento_en=None, consentimiento_version="", consentimiento_finalidad=""
)


class AporteQuerySet(models.QuerySet):
    """Vocabulario de los aportes."""

    def de_entidad(self, entidad):
        """Los que recibió una entidad."""
        return self.filter(estrategia__entidad=entidad)

    def de_estrategia(self, estrategia):
        """Los que se hicieron sobre una estrategia, a cualquiera de sus borradores o encuentros."""
        return self.filter(estrategia=estrategia)

    def observaciones(self):
        """Las que se hacen a un borrador en divulgación."""
        return self.filter(uso=UsoDeAporte.OBSERVACION)

    def sin_responder(self):
        """Las que todavía esperan a la entidad: ni respondidas ni pasadas al canal de PQRSD."""
        return self.filter(respondido_en=None, trasladado_en=None)

    def publicados(self):
        """Los que cualquiera puede leer, con su respuesta."""
        return self.filter(publico=True, respondido_en__isnull=False)

    def sin_recoger(self):
        """Las que ninguna versión publicada ha recogido en su nota."""
        return self.filter(version_que_recoge=None)


class Aporte(models.Model):
    """Un texto de la ciudadanía sobre una versión, con su respuesta.

    El nombre y el correo son optativos y nunca salen en una página, un archivo, un registro o una
    dirección (Ley 1581 de 2012): si los da, consta a qué consintió. El texto solo es público si
    quien responde lo decide. `codigo` es lo único que la persona necesita para saber en qué va.
    """

    uso = models.CharField(
        "uso", max_length=15, choices=UsoDeAporte.choices, default=UsoDeAporte.OBSERVACION
    )
    estrategia = models.ForeignKey(
        Estrategia, models.PROTECT, related_name="aportes", verbose_name="estrategia"
    )
    version = models.ForeignKey(
        Version,
        models.PROTECT,
        related_name="aportes",
        verbose_name="versión",
        null=True,
        blank=True,
        help_text="El borrador sobre el que se opina; vacía en los demás aportes.",
    )
    encuentro = models.ForeignKey(
        Encuentro,
        models.PROTECT,
        related_name="aportes",
        verbose_name="encuentro",
        null=True,
        blank=True,
    )
    actividad = models.ForeignKey(
        Actividad,
        models.PROTECT,
        related_name="aportes",
        verbose_name="actividad",
        null=True,
        blank=True,
        help_text="Vacía si habla de toda la estrategia.",
    )
    texto = models.TextField("texto")
    texto_publico = models.TextField(
        "texto que se publica",
        blank=True,
        help_text="Solo si el original dice datos de una persona: el mismo texto, sin ellos.",
    )
    nombre = models.CharField("nombre", max_length=120, blank=True)
    correo = models.EmailField("correo", blank=True)
    codigo = models.CharField("código de seguimiento", max_length=32, unique=True, editable=False)
    envio = models.CharField("envío", max_length=64, unique=True, editable=False)
    consentimiento_version = models.CharField("texto del consentimiento", max_length=20, blank=True)
    consentimiento_finalidad = models.TextField("finalidad", blank=True)
    consentimiento_en = models.DateTimeField("consintió", null=True, blank=True)
    recibido_en = models.DateTimeField("recibido")
    dependencia = models.ForeignKey(
        Dependencia,
        models.PROTECT,
        related_name="aportes",
        verbose_name="dependencia que responde",
        null=True,
        blank=True,
    )
    trasladado_en = models.DateTimeField("trasladado a PQRSD", null=True, blank=True)
    radicado = models.CharField("número en PQRSD", max_length=60, blank=True)
    respuesta = models.TextField("respuesta", blank=True)
    redactado_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="+",
        verbose_name="redactado por",
        null=True,
        blank=True,
    )
    respondido_por = models.ForeignKey(
        Usuario,
        models.PROTECT,
        related_name="aportes_respondidos",
        verbose_name="respondido por",
        null=True,
        blank=True,
    )
    respondido_en = models.DateTimeField("respondido", null=True, blank=True)
    decision = models.CharField(
        "decisión", max_length=15, choices=DecisionDeAporte.choices, blank=True
    )
    porque = models.TextField("por qué", blank=True)
    publico = models.BooleanField("se publica", default=False)
    version_que_recoge = models.ForeignKey(
        Version,
        models.PROTECT,
        related_name="aportes_recogidos",
        verbose_name="versión que lo recoge",
        null=True,
        blank=True,
        editable=False,
    )

    objects = AporteQuerySet.as_manager()

    class Meta:
        verbose_name = "aporte de la ciudadanía"
        verbose_name_plural = "aportes de la ciudadanía"
        ordering = ["recibido_en", "pk"]
        constraints = [
            models.CheckConstraint(
                name="aporte_sobre_un_borrador_si_es_observacion",
                condition=Q(uso="observacion", version__isnull=False)
                | (~Q(uso="observacion") & Q(version=None)),
                violation_error_message="Una observación se hace a un borrador; lo demás, no.",
            ),
            models.CheckConstraint(
                name="aporte_comentario_de_un_encuentro",
                condition=~Q(uso="comentario") | Q(encuentro__isnull=False),
                violation_error_message="Un comentario es sobre una reunión o evento.",
            ),
            models.CheckConstraint(
                name="aporte_trasladado_con_radicado",
                condition=Q(trasladado_en=None, radicado="")
                | (Q(trasladado_en__isnull=False) & ~Q(radicado="")),
                violation_error_message="Al trasladarlo a PQRSD registre el número que le dieron.",
            ),
            models.CheckConstraint(
                name="aporte_con_texto",
                condition=~Q(texto=""),
                violation_error_message="Escriba su observación.",
            ),
            models.CheckConstraint(
                name="aporte_respuesta_completa",
                condition=SIN_RESPUESTA | CON_RESPUESTA | REDACTADA,
                violation_error_message=(
                    "Registre juntas la respuesta y la decisión; si no se incorporó, o solo en "
                    "parte, diga por qué."
                ),
            ),
            models.CheckConstraint(
                name="aporte_datos_con_consentimiento",
                condition=(SIN_DATOS & SIN_CONSENTIMIENTO) | CON_CONSENTIMIENTO,
                violation_error_message=(
                    "Para dejar su nombre o su correo debe autorizar que la entidad los use."
                ),
            ),
        ]

    def __str__(self) -> str:
        # Sin el texto ni la persona: esta frase sale en listas, mensajes y registros.
        return f"{self.get_uso_display()} {self.pk}"
