"""Lo que una persona escribe de una línea, y qué le falta para poder enviarse.

Un valor, sin guardar nada. En blanco es que no se dice; 0 % se escribe, y dice por qué. Sala pura.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any, NamedTuple

from seguimiento.avance import EstadoDeLinea, Linea


class Falta(NamedTuple):
    """Qué le falta a una línea, y en qué campo se arregla."""

    campo: str
    frase: str


@dataclass(frozen=True, kw_only=True)
class Escrito:
    """Lo que dice una línea de un reporte. `porcentaje` es acumulado desde el comienzo del año."""

    porcentaje: Decimal | None = None
    observacion: str = ""
    por_que_cero: str = ""
    por_que_baja: str = ""
    solicitudes_recibidas: int | None = None
    solicitudes_atendidas: int | None = None
    asistentes: int | None = None
    es_anticipado: bool = False

    @property
    def tiene_cifra(self) -> bool:
        """¿Dice cuánto? Un cero escrito sí dice; el blanco no."""
        return self.porcentaje is not None or self.solicitudes_recibidas is not None

    @property
    def esta_en_blanco(self) -> bool:
        """¿No dice nada?"""
        return self == Escrito()

    @property
    def huella(self) -> str:
        """Cambia cuando cambia lo escrito: dice si otra persona lo tocó."""
        texto = json.dumps(asdict(self), default=_como_texto, sort_keys=True)
        return hashlib.sha256(texto.encode()).hexdigest()[:20]

    @classmethod
    def de(cls, avance: Any) -> "Escrito":
        """Lo escrito en un avance guardado; en blanco si no hay."""
        return cls() if avance is None else cls(**{c: getattr(avance, c) for c in CAMPOS})


CAMPOS = tuple(campo.name for campo in fields(Escrito))


def _como_texto(valor: Decimal) -> str:
    # 40 y 40,00 son lo mismo: la base de datos devuelve el segundo.
    return f"{valor:.2f}"


def faltas(escrito: Escrito, linea: Linea) -> tuple[Falta, ...]:
    """Lo que impide enviar la línea; ninguna si está en blanco, que es no decir nada."""
    return tuple(_faltas(escrito, linea)) if escrito.tiene_cifra else ()


def _faltas(escrito: Escrito, linea: Linea) -> Iterator[Falta]:
    dicho, anterior = escrito.porcentaje, linea.anterior
    if dicho == 0 and not escrito.por_que_cero:
        yield Falta("por_que_cero", "Escriba por qué va en 0 %.")
    if dicho is not None and anterior is not None and dicho < anterior and not escrito.por_que_baja:
        yield Falta(
            "por_que_baja",
            f"Bajó de {como_se_escribe(anterior)} % a {como_se_escribe(dicho)} %: escriba por qué, o"
            " corrija la cifra, que es acumulada desde el comienzo del año.",
        )
    if linea.estado is EstadoDeLinea.POR_DEMANDA and escrito.solicitudes_recibidas is None:
        yield Falta(
            "solicitudes_recibidas", "Escriba cuántas solicitudes se recibieron; 0 si ninguna."
        )


def reparos(escrito: Escrito, linea: Linea, *, evidencias: int) -> tuple[Falta, ...]:
    """Lo que conviene mirar antes de enviar, y no lo impide."""
    if escrito.porcentaje == 100 and not evidencias:
        return (Falta("evidencias", "Va en 100 % y no tiene ninguna evidencia."),)
    if escrito.porcentaje == 0 and evidencias:
        return (Falta("evidencias", "Va en 0 % y tiene evidencias."),)
    return ()


def como_se_escribe(porcentaje: Decimal) -> str:
    """«40», «33,3»: sin ceros de sobra y con coma."""
    return f"{porcentaje:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def leer_porcentaje(texto: str) -> Decimal | None:
    """El porcentaje que alguien escribió: «40», «33,3», «33.3 %». Vacío no es cero.

    Raises:
        ValueError: con la frase que dice cómo escribirlo.
    """
    limpio = texto.strip().rstrip("%").strip().replace(",", ".")
    if not limpio:
        return None
    partes = limpio.split(".")
    if len(partes) > 2 or not all(parte.isascii() and parte.isdecimal() for parte in partes):
        raise ValueError("Escriba el avance como un número de 0 a 100: «40» o «33,3».")
    if len(partes) == 2 and len(partes[1]) > 2:
        raise ValueError("Escriba a lo sumo dos decimales: «33,33».")
    if len(partes[0]) > 3 or not 0 <= (dicho := Decimal(limpio)) <= 100:
        raise ValueError("El avance va de 0 a 100 %.")
    return dicho


def leer_cuantos(texto: str, que: str) -> int | None:
    """Un número de cosas o de personas. Vacío no es cero.

    Raises:
        ValueError: con la frase que dice cómo escribirlo.
    """
    limpio = texto.strip()
    if not limpio:
        return None
    if not (limpio.isascii() and limpio.isdecimal()) or len(limpio) > 7:
        raise ValueError(f"Escriba {que} con un número sin puntos: «120».")
    return int(limpio)
