"""Fuentes: quién manda qué correos, y si lo que uno dice todavía se debe.

`estrategia` no conoce encuentros ni cortes: cada app, al arrancar, registra aquí lo suyo.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from estrategia.models import Aviso, Entidad


@dataclass(frozen=True, kw_only=True)
class Correo:
    """Un correo que se debe, antes de guardarlo como `Aviso`.

    `clave` lo hace único para siempre: quién, qué y cuál vez. `objeto` es la fila de que habla.
    Con `revisar` espera en la bandeja a que una persona lo deje salir.
    """

    entidad: Entidad
    clave: str
    destinatario: str
    asunto: str
    cuerpo: str
    clase: str
    objeto: str = ""
    calendario: str = ""
    revisar: bool = False


# Del momento, los correos que se deben. Los que ya se prepararon se reconocen por su clave.
Preparar = Callable[[datetime], Iterable[Correo]]
# De un aviso y el momento, por qué ya no se debe; «» si se debe.
Vigente = Callable[[Aviso, datetime], str]


class Fuente(NamedTuple):
    """Una clase de correos: cómo se preparan los que se deben y cómo se sabe si aún se deben."""

    clase: str
    preparar: Preparar | None
    vigente: Vigente | None


_fuentes: dict[str, Fuente] = {}


def registrar_fuente(
    clase: str, *, preparar: Preparar | None = None, vigente: Vigente | None = None
) -> None:
    """Apunta una clase de correos. Se llama desde `AppConfig.ready`.

    Args:
        preparar: los que la orden `avisos` debe preparar; ninguno si se preparan al actuar.
        vigente: se pregunta justo antes de entregar cada uno.
    """
    _fuentes[clase] = Fuente(clase, preparar, vigente)


def clases() -> list[str]:
    """Las clases de correos que alguien registró."""
    return list(_fuentes)


def correos_que_se_deben(ahora: datetime) -> list[Correo]:
    """Los de todas las fuentes, también los que ya se prepararon."""
    return [
        correo
        for fuente in _fuentes.values()
        if fuente.preparar
        for correo in fuente.preparar(ahora)
    ]


def por_que_no_se_debe(aviso: Aviso, ahora: datetime) -> str:
    """La razón por la que el aviso ya no debe salir; «» si debe salir."""
    if not aviso.destinatario:
        return "Ya no se guardan los datos de la persona."
    if not aviso.entidad.activa:
        return "La entidad ya no está activa."
    fuente = _fuentes.get(aviso.clase)
    return fuente.vigente(aviso, ahora) if fuente and fuente.vigente else ""
