"""Lo prometido y lo aprendido: compromisos, acciones de mejora, lecciones."""

from django.db import models
from django.db.models import F, Q

from cronograma.models import Actividad, Encuentro
from estrategia.models import Dependencia, Estrategia, Usuario

from .informe import Hallazgo


class EstadoDeCompromiso(models.TextChoices):
    """En qué va lo prometido. «Vencido» no se escribe: sale de la fecha."""

    ABIERTO = "abierto", "En curso"
    POR_VERIFICAR = "por_verificar", "Cumplido, por verificar"
    CERRADO = "cerrado", "Cumplido y verificado"
    INCUMPLIDO = "incumplido", "No se cumplió"


class Pendiente(models.Model):
    """Lo común de un compromiso y una acción: un número, quién responde, hasta cuándo, en qué va.

    Lo cierra otra persona, no la que dice que lo cumplió.
    """

    numero = models.PositiveIntegerField("número", editable=False)
    dependencia = models.ForeignKey(
        Dependencia, models.PROTECT, related_name="%(class)ss", verbose_name="dependencia"
    )
    responsable = models.CharField("cargo de quien responde", max_length=160, blank=True)
    hasta = models.DateField("hasta cuándo")
    estado = models.CharField(
        "estado",
        max_length=14,
        choices=EstadoDeCompromiso.choices,
        default=EstadoDeCompromiso.ABIERTO,
    )
    creado_en = models.DateTimeField("registrado")
    cumplido_en = models.DateTimeField("dice que cumplió", null=True, blank=True)
    cumplido_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="lo dice", null=True, blank=True
    )
    como_se_cumplio = models.TextField("cómo se cumplió", blank=True)
    cerrado_en = models.DateTimeField("verificado", null=True, blank=True)
    cerrado_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="verificó", null=True, blank=True
    )
    nota_de_cierre = models.TextField("nota de quien verificó", blank=True)
    viene_de = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="continua_en",
        verbose_name="viene del año anterior",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_lo_cierra_otra_persona",
                condition=Q(cerrado_por=None)
                | Q(cumplido_por=None)
                | ~Q(cerrado_por=F("cumplido_por")),
                violation_error_message="Quien dice que lo cumplió no puede ser quien lo verifica.",
            ),
            models.CheckConstraint(
                name="%(class)s_cumplido_completo",
                condition=~Q(estado__in=["por_verificar", "cerrado"])
                | (
                    Q(cumplido_en__isnull=False, cumplido_por__isnull=False)
                    & ~Q(como_se_cumplio="")
                ),
                violation_error_message="Diga cómo se cumplió.",
            ),
            models.CheckConstraint(
                name="%(class)s_cerrado_completo",
                condition=Q(
                    estado__in=["cerrado", "incumplido"],
                    cerrado_en__isnull=False,
                    cerrado_por__isnull=False,
                )
                | (
                    Q(estado__in=["abierto", "por_verificar"])
                    & Q(cerrado_en=None, cerrado_por=None)
                ),
                violation_error_message="Cerrarlo dice quién lo verificó y cuándo.",
            ),
        ]


class Compromiso(Pendiente):
    """Lo que la entidad prometió a la ciudadanía en un encuentro. Ley 1757 de 2015, art. 104 g."""

    estrategia = models.ForeignKey(
        Estrategia, models.PROTECT, related_name="compromisos", verbose_name="estrategia"
    )
    encuentro = models.ForeignKey(
        Encuentro,
        models.PROTECT,
        related_name="compromisos",
        verbose_name="encuentro en que se adquirió",
        null=True,
        blank=True,
    )
    texto = models.TextField("a qué se comprometió la entidad")

    class Meta(Pendiente.Meta):
        verbose_name = "compromiso"
        verbose_name_plural = "compromisos"
        ordering = ["estrategia", "numero"]
        constraints = [
            *Pendiente.Meta.constraints,
            models.UniqueConstraint(
                fields=["estrategia", "numero"],
                name="compromiso_numero_unico",
                violation_error_message="La estrategia ya tiene un compromiso con ese número.",
            ),
            models.CheckConstraint(
                name="compromiso_con_texto",
                condition=~Q(texto=""),
                violation_error_message="Escriba a qué se comprometió la entidad.",
            ),
        ]

    def __str__(self) -> str:
        return f"Compromiso {self.numero} de {self.estrategia.vigencia}"


class OrigenDeAccion(models.TextChoices):
    """De dónde salió una acción de mejora."""

    HALLAZGO = "hallazgo", "Hallazgo de control interno"
    ORGANO_DE_CONTROL = "organo_de_control", "Recomendación de un órgano de control"
    ENCUENTRO = "encuentro", "Reunión o evento"
    VALORACION = "valoracion", "Valoración de la ciudadanía"


class AccionDeMejora(Pendiente):
    """Lo que la entidad hará para corregir. Eficacia (se hizo) y efectividad (sirvió) las juzga control."""

    estrategia = models.ForeignKey(
        Estrategia, models.PROTECT, related_name="acciones", verbose_name="estrategia"
    )
    origen = models.CharField("origen", max_length=18, choices=OrigenDeAccion.choices)
    hallazgo = models.ForeignKey(
        Hallazgo,
        models.PROTECT,
        related_name="acciones",
        verbose_name="hallazgo",
        null=True,
        blank=True,
    )
    encuentro = models.ForeignKey(
        Encuentro,
        models.PROTECT,
        related_name="acciones",
        verbose_name="encuentro",
        null=True,
        blank=True,
    )
    que_se_encontro = models.TextField("qué se encontró")
    accion = models.TextField("qué se hará")
    es_eficaz = models.BooleanField("¿se hizo como se dijo?", null=True, blank=True)
    es_efectiva = models.BooleanField("¿sirvió para corregir?", null=True, blank=True)
    juicio = models.TextField("en qué se basa el juicio", blank=True)
    juzgada_en = models.DateTimeField("juzgada", null=True, blank=True)
    juzgada_por = models.ForeignKey(
        Usuario, models.PROTECT, related_name="+", verbose_name="juzgó", null=True, blank=True
    )

    class Meta(Pendiente.Meta):
        verbose_name = "acción de mejora"
        verbose_name_plural = "acciones de mejora"
        ordering = ["estrategia", "numero"]
        constraints = [
            *Pendiente.Meta.constraints,
            models.UniqueConstraint(
                fields=["estrategia", "numero"],
                name="accion_numero_unico",
                violation_error_message="La estrategia ya tiene una acción con ese número.",
            ),
            models.CheckConstraint(
                name="accion_con_texto",
                condition=~Q(accion="") & ~Q(que_se_encontro=""),
                violation_error_message="Diga qué se encontró y qué se hará.",
            ),
            models.CheckConstraint(
                name="accion_con_su_origen",
                condition=(~Q(origen="hallazgo") | Q(hallazgo__isnull=False))
                & (~Q(origen__in=["encuentro", "valoracion"]) | Q(encuentro__isnull=False)),
                violation_error_message="Señale el hallazgo o la reunión de donde salió la acción.",
            ),
            models.CheckConstraint(
                name="accion_juzgada_completa",
                condition=Q(es_eficaz=None, es_efectiva=None, juzgada_en=None, juzgada_por=None)
                | (
                    Q(es_eficaz__isnull=False, juzgada_en__isnull=False, juzgada_por__isnull=False)
                    & ~Q(juicio="")
                ),
                violation_error_message="El juicio dice quién, cuándo y en qué se basa.",
            ),
        ]

    def __str__(self) -> str:
        return f"Acción de mejora {self.numero} de {self.estrategia.vigencia}"


class SeguimientoDeAccion(models.Model):
    """Cómo iba una acción de mejora en un corte."""

    accion = models.ForeignKey(
        AccionDeMejora, models.CASCADE, related_name="seguimientos", verbose_name="acción"
    )
    corte = models.ForeignKey(
        "seguimiento.Corte", models.PROTECT, related_name="+", verbose_name="corte"
    )
    nota = models.TextField("cómo va")
    por = models.ForeignKey(Usuario, models.PROTECT, related_name="+", verbose_name="por")
    en = models.DateTimeField("cuándo")

    class Meta:
        verbose_name = "seguimiento de una acción"
        verbose_name_plural = "seguimientos de acciones"
        ordering = ["accion", "en", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["accion", "corte"],
                name="seguimiento_uno_por_corte",
                violation_error_message="La acción ya tiene su seguimiento en ese corte.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accion} · {self.corte}"


class Leccion(models.Model):
    """Lo que se aprendió, escrito cuando se aprende; el informe anual las reúne."""

    estrategia = models.ForeignKey(
        Estrategia, models.PROTECT, related_name="lecciones", verbose_name="estrategia"
    )
    actividad = models.ForeignKey(
        Actividad,
        models.PROTECT,
        related_name="lecciones",
        verbose_name="actividad",
        null=True,
        blank=True,
    )
    encuentro = models.ForeignKey(
        Encuentro,
        models.PROTECT,
        related_name="lecciones",
        verbose_name="encuentro",
        null=True,
        blank=True,
    )
    texto = models.TextField("qué se aprendió")
    por = models.ForeignKey(Usuario, models.PROTECT, related_name="+", verbose_name="por")
    en = models.DateTimeField("cuándo")

    class Meta:
        verbose_name = "lección aprendida"
        verbose_name_plural = "lecciones aprendidas"
        ordering = ["estrategia", "en", "pk"]
        constraints = [
            models.CheckConstraint(
                name="leccion_con_texto",
                condition=~Q(texto=""),
                violation_error_message="Escriba qué se aprendió.",
            ),
        ]

    def __str__(self) -> str:
        return f"Lección {self.pk} de {self.estrategia.vigencia}"
