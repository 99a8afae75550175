"""Lo que se reporta y se promete, desde la pantalla de una reunión o de una actividad.

Se registra al arrancar (`cronograma.enlaces`): esas pantallas no conocen el seguimiento. Cada persona
ve solo lo que puede hacer.
"""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from cronograma.models import Actividad, Encuentro
from cronograma.models.encuentro import EstadoEncuentro
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.publico import Enlace
from seguimiento import reportes
from seguimiento.models import AccionDeMejora, Compromiso, Leccion, Reporte

POR_AGREGAR = (
    (Compromiso, "Registrar un compromiso", ""),
    (AccionDeMejora, "Registrar una acción de mejora", "encuentro"),
    (Leccion, "Anotar una lección", ""),
)


def de_un_encuentro(encuentro: Encuentro, usuario, hoy: date) -> list[Enlace]:
    """Su formato interno, y lo que se promete o se aprende de la reunión."""
    return [*_del_formato(encuentro, usuario, hoy), *_por_agregar(encuentro, usuario, hoy)]


def de_una_actividad(actividad: Actividad, usuario, hoy: date) -> list[Enlace]:
    """Anotar una lección de la actividad, si puede."""
    if not acceso.puede(usuario, Verbo.AGREGAR, Leccion, hoy=hoy):
        return []
    datos = {"estrategia": actividad.estrategia_id, "actividad": actividad.pk}
    return [Enlace("Anotar una lección", _agregar(Leccion, datos))]


def _del_formato(encuentro: Encuentro, usuario, hoy: date) -> Iterator[Enlace]:
    reporte = Reporte.objects.filter(encuentro=encuentro).first()
    editable = reporte is None or reporte.estado in reportes.EDITABLES
    se_hizo = encuentro.estado == EstadoEncuentro.REALIZADO
    if se_hizo and editable and reportes.puede_reportar(usuario, encuentro, hoy=hoy):
        direccion = reverse("admin:seguimiento_reporte_llenar", args=[encuentro.pk])
        yield Enlace("Formato interno de reporte", direccion)
    elif reporte and acceso.puede(usuario, Verbo.VER, reporte, hoy=hoy):
        direccion = reverse("admin:seguimiento_reporte_change", args=[reporte.pk])
        yield Enlace(f"Formato interno: {reporte.get_estado_display().lower()}", direccion)


def _por_agregar(encuentro: Encuentro, usuario, hoy: date) -> Iterator[Enlace]:
    datos = {"estrategia": encuentro.actividad.estrategia_id, "encuentro": encuentro.pk}
    for modelo, texto, origen in POR_AGREGAR:
        if acceso.puede(usuario, Verbo.AGREGAR, modelo, hoy=hoy):
            propios = {"origen": origen} if origen else {}
            yield Enlace(texto, _agregar(modelo, datos | propios))


def _agregar(modelo, datos: dict) -> str:
    nombre = modelo._meta.model_name  # noqa: SLF001 -- Django lo documenta como público
    return f"{reverse(f'admin:seguimiento_{nombre}_add')}?{urlencode(datos)}"
