"""Las personas que usan el sistema y el cargo con que actúan."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from estrategia.catalogos import Rol

from .entidad import Dependencia, Entidad


class Usuario(AbstractUser):
    """Persona con sesión. Sin entidad no ve nada, salvo que administre la instalación."""

    entidad = models.ForeignKey(
        Entidad,
        models.PROTECT,
        related_name="usuarios",
        verbose_name="entidad",
        null=True,
        blank=True,
        help_text="Vacío solo para quien administra toda la instalación.",
    )

    class Meta(AbstractUser.Meta):
        verbose_name = "usuario"
        verbose_name_plural = "usuarios"
        constraints = [
            models.CheckConstraint(
                name="usuario_de_una_entidad_o_administrador",
                condition=Q(entidad__isnull=False) | Q(is_superuser=True) | Q(is_staff=False),
                violation_error_message=(
                    "Indique la entidad: solo quien administra la instalación puede no tenerla."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def firma(self) -> str:
        """El nombre con que sale en un documento público; el usuario con que entra, nunca."""
        return self.get_full_name() or "Persona sin nombre registrado"


class AsignacionQuerySet(models.QuerySet):
    """Vocabulario de los cargos."""

    def vigentes(self, hoy):
        """Los cargos que se ejercen el día `hoy`; sin fecha, el límite está abierto."""
        return self.filter(
            Q(desde__isnull=True) | Q(desde__lte=hoy), Q(hasta__isnull=True) | Q(hasta__gte=hoy)
        )


class Asignacion(models.Model):
    """El rol con que una persona actúa, entre dos fechas si es por encargo.

    El procedimiento nombra cargos «o quien haga sus veces»: la delegación es otra
    asignación con fechas, no un cambio de usuario.
    """

    usuario = models.ForeignKey(
        Usuario, models.CASCADE, related_name="asignaciones", verbose_name="usuario"
    )
    rol = models.CharField("rol", max_length=20, choices=Rol.choices)
    dependencia = models.ForeignKey(
        Dependencia,
        models.PROTECT,
        related_name="asignaciones",
        verbose_name="dependencia",
        null=True,
        blank=True,
    )
    cargo = models.CharField("cargo", max_length=160, blank=True)
    por_encargo = models.BooleanField("hace las veces del titular", default=False)
    desde = models.DateField("desde", null=True, blank=True)
    hasta = models.DateField("hasta", null=True, blank=True)

    objects = AsignacionQuerySet.as_manager()

    class Meta:
        verbose_name = "asignación"
        verbose_name_plural = "asignaciones"
        ordering = ["usuario", "rol", "pk"]
        constraints = [
            models.CheckConstraint(
                name="asignacion_dependencia_segun_rol",
                condition=~Q(rol=Rol.DEPENDENCIA) | Q(dependencia__isnull=False),
                violation_error_message="Indique la dependencia por la que la persona reporta.",
            ),
            models.CheckConstraint(
                name="asignacion_fechas_en_orden",
                condition=Q(desde__isnull=True) | Q(hasta__isnull=True) | Q(hasta__gte=F("desde")),
                violation_error_message="La fecha final es anterior a la inicial.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.usuario}: {self.get_rol_display()}"
