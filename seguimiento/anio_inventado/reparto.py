"""Dónde ocurre el año inventado, quién hace cada cosa, y qué es una escena."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.utils import timezone

from cronograma.models import Actividad, Encuentro, Version
from estrategia.catalogos import Rol
from estrategia.models import Dependencia, Entidad, Estrategia, Usuario

# Publica y escribe los archivos de la versión, que es cosa de las salidas.
ConArchivos = Callable[[Callable[[], Version]], Version]


class Escena(NamedTuple):
    """Algo que pasa un día; `hacer` recibe el momento."""

    dia: date
    hacer: Callable[[datetime], object]


@dataclass(frozen=True)
class Reparto:
    """La entidad, sus personas y lo que va quedando escrito, por el nombre que le da el guion."""

    entidad: Entidad
    estrategia: Estrategia
    personas: Mapping[Rol, Usuario]
    actividades: Mapping[str, Actividad]
    con_archivos: ConArchivos
    reuniones: dict[str, Encuentro] = field(default_factory=dict)

    @property
    def planeacion(self) -> Usuario:
        """Quien planea, revisa y evalúa la estrategia."""
        return self.personas[Rol.PLANEACION]

    @property
    def reporta(self) -> Usuario:
        """Quien habla por las dependencias."""
        return self.personas[Rol.DEPENDENCIA]

    @property
    def control(self) -> Usuario:
        """Quien verifica aparte."""
        return self.personas[Rol.CONTROL]

    def dependencia(self, nombre: str) -> Dependencia:
        """La dependencia de ese nombre."""
        return self.entidad.dependencias.get(nombre=nombre)


Guion = Callable[[Reparto, Mapping[str, Any]], Iterator[Escena]]


def dia(texto: str) -> date:
    """«2025-03-31»."""
    return date.fromisoformat(texto)


def a_media_manana(cuando: date) -> datetime:
    """Las diez de la mañana de ese día en Colombia."""
    return timezone.make_aware(datetime.combine(cuando, time(10)))
