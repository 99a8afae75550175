"""Los pasos: de qué estado a cuál lleva cada verbo, y lo que todo verbo hace al darlo."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError

from cronograma.models import Transicion, Version
from cronograma.models.version import EstadoVersion


class Paso(NamedTuple):
    """De qué estados parte un verbo y a cuáles puede llevar."""

    desde: frozenset[EstadoVersion]
    hasta: frozenset[EstadoVersion]


def _paso(desde: Iterable[EstadoVersion], *hasta: EstadoVersion) -> Paso:
    return Paso(frozenset(desde), frozenset(hasta))


_E = EstadoVersion
# Desde dónde se puede salir al público; que haya acta o razón lo mira `publicar`.
PUBLICABLES = (_E.FORMULACION, _E.APROBADA, _E.AJUSTE)
PASOS: dict[str, Paso] = {
    "presentar_al_comite": _paso({_E.FORMULACION, _E.AJUSTE}, _E.PRESENTADA),
    "aprobar": _paso({_E.PRESENTADA}, _E.APROBADA),
    # Una entidad puede recibir observaciones también antes de ir al Comité.
    "divulgar": _paso({_E.FORMULACION, _E.APROBADA}, _E.DIVULGACION),
    "abrir_ajuste": _paso({_E.DIVULGACION}, _E.AJUSTE),
    "cerrar_sin_ajustes": _paso({_E.DIVULGACION}, _E.APROBADA, _E.FORMULACION),
    "devolver": _paso({_E.PRESENTADA, _E.APROBADA, _E.DIVULGACION}, _E.FORMULACION),
    # No cambia el estado: avisa a comunicaciones de que puede publicar.
    "solicitar_publicacion": _paso(PUBLICABLES, *PUBLICABLES),
    "publicar": _paso(PUBLICABLES, _E.PUBLICADA),
}


def pendientes_para(verbo: str, version: Version) -> list[str]:
    """Lo que el estado de la versión no deja hacer; vacío si el paso se puede dar."""
    if version.estado in PASOS[verbo].desde:
        return []
    return [f"La versión está «{version.get_estado_display()}» y ese paso no sale de ahí."]


def tomar(version: Version) -> Version:
    """La versión bajo llave: dos personas no pueden dar el mismo paso a la vez."""
    return Version.objects.select_for_update(of=("self",)).get(pk=version.pk)


def pasar(version: Version, verbo: str, hasta: EstadoVersion, *, por, ahora, razon="") -> Version:
    """Lleva la versión a otro estado y deja escrito el paso."""
    de, version.estado = version.estado, hasta
    version.full_clean()
    version.save()
    anotar(version, verbo, de=de, por=por, ahora=ahora, razon=razon)
    return version


def anotar(version: Version, verbo: str, *, de: str, por, ahora: datetime, razon: str = "") -> None:
    """Deja escrito quién dio el paso, cuándo y por qué."""
    Transicion.objects.create(
        version=version, verbo=verbo, de=de, a=version.estado, por=por, en=ahora, razon=razon
    )


def exigir(faltan: list[str]) -> None:
    """Si algo falta, lo dice.

    Raises:
        ValidationError: con la lista.
    """
    if faltan:
        raise ValidationError(faltan)


def sin_razon(razon: str) -> list[str]:
    """Lo que falta cuando un paso pide razón y no la trae."""
    return [] if razon.strip() else ["Escribir la razón."]
