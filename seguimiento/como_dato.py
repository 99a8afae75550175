"""Un valor congelado como dato de JSON, y de vuelta, sin perder nada.

Entra una dataclass y salen diccionarios, listas, textos, números y nulos; con su tipo se vuelve a
armar igual. Las fracciones van como «5/6» y los decimales como texto: en un informe firmado un
número no puede cambiar por pasar por el archivo. Rechaza con TypeError lo que no sabe guardar.
Sala pura.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

TAL_CUAL = (str, int, bool, NoneType)


def en_dato(valor: Any) -> Any:
    """El valor como lo escribe JSON; las claves, en el orden en que se declararon."""
    if is_dataclass(valor) and not isinstance(valor, type):
        return {campo.name: en_dato(getattr(valor, campo.name)) for campo in fields(valor)}
    if isinstance(valor, Enum):
        return valor.value
    if isinstance(valor, tuple):
        return [en_dato(uno) for uno in valor]
    if isinstance(valor, date):  # también datetime
        return valor.isoformat()
    if isinstance(valor, (Fraction, Decimal)):
        return str(valor)
    if isinstance(valor, TAL_CUAL):
        return valor
    raise TypeError(f"No se sabe guardar {type(valor).__name__}: {valor!r}.")


def desde_dato(tipo: Any, dato: Any) -> Any:
    """El valor de ese tipo que se guardó con `en_dato`. Los campos que falten valen su defecto.

    Raises:
        TypeError: si el dato trae un campo que el tipo no tiene.
    """
    if get_origin(tipo) is UnionType:
        opciones = [una for una in get_args(tipo) if una is not NoneType]
        return None if dato is None else desde_dato(opciones[0], dato)
    if get_origin(tipo) is tuple:
        return tuple(desde_dato(get_args(tipo)[0], uno) for uno in dato)
    if is_dataclass(tipo) or hasattr(tipo, "_fields"):
        return _armar(tipo, dato)
    return _DE_TEXTO.get(tipo, tipo)(dato)


def _armar(tipo: Any, dato: Any) -> Any:
    tipos = _tipos_de(tipo)
    if not isinstance(dato, Mapping):  # una NamedTuple se guarda como lista
        return tipo(
            *(desde_dato(uno, parte) for uno, parte in zip(tipos.values(), dato, strict=True))
        )
    if sobran := set(dato) - set(tipos):
        raise TypeError(f"{tipo.__name__} no conoce: {', '.join(sorted(sobran))}.")
    return tipo(**{nombre: desde_dato(tipos[nombre], parte) for nombre, parte in dato.items()})


@cache
def _tipos_de(tipo: Any) -> dict[str, Any]:
    return get_type_hints(tipo)


_DE_TEXTO: dict[Any, Callable[[Any], Any]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}
