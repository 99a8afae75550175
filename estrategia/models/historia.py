"""Qué filas guardan historia: cada cambio con quién lo hizo, cuándo, y cómo quedó la fila.

La guarda django-simple-history en una tabla gemela. Aquí solo se dice de qué filas y qué
campos no entran: lo que se calcula y lo que ya guarda la importación. De las personas se
guarda el cargo con que actúan (`Asignacion`), no su cuenta.
"""

from django.db import models
from simple_history import register
from simple_history.models import HistoricalRecords

from .entidad import Dependencia, Entidad
from .estrategia import Estrategia, Firma
from .ita import CumplimientoITA
from .meta import MetaInstitucional
from .participantes import GrupoDeValor, InstanciaParticipacion
from .personas import Asignacion
from .procedimiento import Paso, PasoQueNoAplica, Procedimiento


class RelacionDeHistoria(models.Model):
    """Una relación de varios a varios como estaba al anotar su fila."""

    history_object = None  # Así se reconoce, como las demás tablas de historia.

    class Meta:
        abstract = True


class Historia(HistoricalRecords):
    """Los ajustes comunes: nombres en español y razón sin límite de largo."""

    def __init__(self, **ajustes):
        super().__init__(
            m2m_bases=(RelacionDeHistoria,),
            history_change_reason_field=models.TextField("razón", null=True),
            **ajustes,
        )


def guardar_historia(modelo: type[models.Model], **ajustes) -> None:
    """Desde aquí cada cambio de una fila de ese modelo queda anotado.

    Args:
        ajustes: `m2m_fields`, las relaciones que también se anotan; `excluded_fields`, los
            campos que no.
    """
    opciones = modelo._meta  # noqa: SLF001 -- Django lo documenta como público
    register(
        modelo,
        records_class=Historia,
        verbose_name=f"historia de {opciones.verbose_name}",
        verbose_name_plural=f"historia de {opciones.verbose_name_plural}",
        **ajustes,
    )


for _modelo in (
    Entidad,
    Asignacion,
    CumplimientoITA,
    Firma,
    MetaInstitucional,
    Procedimiento,
    Paso,
    PasoQueNoAplica,
):
    guardar_historia(_modelo)
for _modelo in (Dependencia, GrupoDeValor, InstanciaParticipacion):
    guardar_historia(_modelo, excluded_fields=["clave"])
guardar_historia(Estrategia, m2m_fields=["apoyo"], excluded_fields=["encabezado"])
