"""Historial: qué cambió en cada versión publicada y por qué, como lo lee cualquiera.

Entra una estrategia; salen sus versiones, de la última a la primera, para la página «Cambios»
y su canal Atom. De una versión retirada no muestra ningún valor, tampoco donde la siguiente
dice «antes»: ahí podría estar el dato por el que se retiró.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cronograma.cambios import CampoCambiado, ClaseDeCambio
from cronograma.models import ActividadPublicada, CambioPublicado, Version
from cronograma.observaciones import NotaDeObservaciones, notas_de
from estrategia.models import Estrategia

RESERVADO = "(valor de una versión retirada)"
QUE_PASO = {
    ClaseDeCambio.NUEVA: "Nueva",
    ClaseDeCambio.RETIRADA: "Retirada",
    ClaseDeCambio.CAMBIADA: "Cambió",
}


@dataclass(frozen=True, kw_only=True)
class CambioContado:
    """Lo que le pasó a una actividad, en palabras."""

    clase: ClaseDeCambio
    codigo: str
    nombre: str
    campos: tuple[CampoCambiado, ...]
    porque: str

    @property
    def que_paso(self) -> str:
        """«Nueva», «Retirada» o «Cambió»."""
        return QUE_PASO[self.clase]

    @property
    def tiene_pagina(self) -> bool:
        """¿Se puede leer la actividad? La que solo estaba en una versión retirada, no."""
        return self.nombre != RESERVADO


@dataclass(frozen=True, kw_only=True)
class VersionContada:
    """Una versión publicada con su historia.

    `reemplaza` y `reemplazo` son los números de la anterior y de la siguiente, si las hay.
    """

    version: Version
    cambios: tuple[CambioContado, ...]
    nota: NotaDeObservaciones
    reemplaza: int | None
    reemplazo: int | None


def historial_de(estrategia: Estrategia) -> list[VersionContada]:
    """Las versiones publicadas, la última primero; el número de consultas es fijo."""
    versiones = list(
        estrategia.versiones.publicadas()
        .prefetch_related("cambios")
        .select_related("estrategia__entidad")
        .order_by("numero")
    )
    notas = notas_de(versiones)
    anteriores = [None, *versiones]
    siguientes = [*versiones[1:], None]
    contadas = [
        VersionContada(
            version=una,
            cambios=tuple(_cambios(una, anterior)),
            nota=notas[una.pk],
            reemplaza=anterior.numero if anterior else None,
            reemplazo=siguiente.numero if siguiente else None,
        )
        for anterior, una, siguiente in zip(anteriores, versiones, siguientes, strict=False)
    ]
    return contadas[::-1]


def _cambios(version: Version, anterior: Version | None) -> Iterable[CambioContado]:
    if version.esta_retirada:
        return ()
    reserva = anterior is not None and anterior.esta_retirada
    return (_contado(cambio, reserva=reserva) for cambio in version.cambios.all())


def _contado(cambio: CambioPublicado, *, reserva: bool) -> CambioContado:
    clase = ClaseDeCambio(cambio.clase)
    campos = (CampoCambiado(**campo) for campo in cambio.campos)
    return CambioContado(
        clase=clase,
        codigo=cambio.codigo,
        # El nombre de una retirada es el que tenía en la versión anterior.
        nombre=RESERVADO if reserva and clase is ClaseDeCambio.RETIRADA else cambio.nombre,
        campos=tuple(una._replace(antes=RESERVADO) if reserva else una for una in campos),
        porque=cambio.porque,
    )


@dataclass(frozen=True, kw_only=True)
class Retiro:
    """La versión en que una actividad dejó de estar, y por qué."""

    version: Version
    porque: str


def retiro_de(estrategia: Estrategia, codigo: str) -> tuple[ActividadPublicada, Retiro] | None:
    """La última fila pública de una actividad que ya no está en vigor, y su retiro.

    None si la actividad nunca fue pública, o si todas sus versiones se retiraron.
    """
    ultima = (
        ActividadPublicada.objects.filter(
            version__in=estrategia.versiones.publicadas().filter(retirada_en=None), codigo=codigo
        )
        .select_related("version__estrategia")
        .order_by("-version__numero")
        .first()
    )
    cambio = (
        CambioPublicado.objects.filter(
            version__in=estrategia.versiones.publicadas(),
            codigo=codigo,
            clase=ClaseDeCambio.RETIRADA.value,
        )
        .select_related("version")
        .order_by("-version__numero")
        .first()
    )
    if ultima is None or cambio is None or cambio.version.numero <= ultima.version.numero:
        return None
    return ultima, Retiro(version=cambio.version, porque=cambio.porque)
