"""Archivos: lo que sube una entidad se entrega solo a quien puede ver la fila a la que pertenece.

Entra la dirección del archivo y quién lo pide; sale el archivo, o nada. Un archivo que ninguna
fila nombra no existe para nadie. Lo público (el logo, los archivos de una versión) tiene sus
propias páginas.
"""

from collections.abc import Callable, Iterator
from datetime import date

from django.apps import apps
from django.db.models import FileField, Model
from django.db.models.fields.files import FieldFile

from estrategia import acceso
from estrategia.acceso import Verbo

# De algunas filas no basta verlas por el rol: la app que las conoce dice a quién se entregan.
Reserva = Callable[..., bool]
_reservas: dict[str, Reserva] = {}


def reservar(etiqueta: str, puede_ver: Reserva) -> None:
    """Desde aquí los archivos de ese modelo se entregan solo si `puede_ver(usuario, fila, hoy=)`.

    Se llama desde `AppConfig.ready`.
    """
    _reservas[etiqueta] = puede_ver


def archivo_de(ruta: str, usuario, *, hoy: date) -> FieldFile | None:
    """El archivo guardado con esa ruta, si la persona puede ver la fila que lo tiene."""
    if "\x00" in ruta:  # PostgreSQL no admite ese signo ni para buscarlo.
        return None
    for modelo, campo in campos_de_archivo():
        if not acceso.puede(usuario, Verbo.VER, modelo, hoy=hoy):
            continue
        fila = acceso.limitar(modelo.objects.filter(**{campo: ruta}), usuario).first()
        if fila is not None and _puede_recibir(usuario, fila, hoy=hoy):
            return getattr(fila, campo)
    return None


def _puede_recibir(usuario, fila: Model, *, hoy: date) -> bool:
    reserva = _reservas.get(acceso.etiqueta_de(fila))
    return acceso.puede(usuario, Verbo.VER, fila, hoy=hoy) and (
        reserva is None or reserva(usuario, fila, hoy=hoy)
    )


def campos_de_archivo() -> Iterator[tuple[type[Model], str]]:
    """Los modelos que guardan archivos, y en qué campo."""
    for etiqueta in acceso.RUTAS:
        modelo = apps.get_model(etiqueta)
        for campo in modelo._meta.get_fields():  # noqa: SLF001 -- Django lo documenta como público
            if isinstance(campo, FileField):
                yield modelo, campo.name
