"""Días hábiles: los festivos de Colombia por regla, y la cuenta de plazos en días hábiles.

Entran fechas; salen fechas, con los días que no se contaron y por qué, para que un plazo
se pueda mostrar y discutir. Los festivos son los de la Ley 51 de 1983; sábados y domingos no
son hábiles. Los días en que una entidad no atiende son dato suyo y entran como `propios`:
una colección de fechas o un diccionario de fecha a motivo. Sala pura: no mira el reloj ni
la base. Rechaza los años anteriores a la ley y los plazos de menos de un día.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

Propios = Collection[date]

UN_DIA = timedelta(days=1)
SABADO, DOMINGO = 5, 6
FIN_DE_SEMANA = {SABADO: "sábado", DOMINGO: "domingo"}
MOTIVO_PROPIO = "día no hábil de la entidad"
PRIMER_ANIO = 1984  # La Ley 51 rige desde el 22 de diciembre de 1983.

# Ley 51 de 1983, art. 1: los que se celebran el día en que caen…
FIJOS = {
    (1, 1): "Año Nuevo",
    (5, 1): "Día del Trabajo",
    (7, 20): "Día de la Independencia",
    (8, 7): "Batalla de Boyacá",
    (12, 8): "Inmaculada Concepción",
    (12, 25): "Navidad",
}
# …y los que el artículo 2 pasa al lunes siguiente si no caen en lunes.
TRASLADABLES = {
    (1, 6): "Reyes Magos",
    (3, 19): "San José",
    (6, 29): "San Pedro y San Pablo",
    (8, 15): "Asunción de la Virgen",
    (10, 12): "Día de la Raza",
    (11, 1): "Todos los Santos",
    (11, 11): "Independencia de Cartagena",
}
# Días contados desde el domingo de Pascua; los tres últimos ya en su lunes.
DESDE_PASCUA = {
    -3: "Jueves Santo",
    -2: "Viernes Santo",
    43: "Ascensión del Señor",
    64: "Corpus Christi",
    71: "Sagrado Corazón de Jesús",
}


class DiaNoHabil(NamedTuple):
    """Un día que el plazo no contó, y por qué: «sábado», «San José»…"""

    dia: date
    motivo: str


class Plazo(NamedTuple):
    """Cuándo vence un plazo y qué días se saltó la cuenta."""

    vence: date
    saltados: tuple[DiaNoHabil, ...]


def festivos(anio: int) -> Mapping[date, str]:
    """Los festivos del año con su nombre, en orden de fecha.

    Son 18, o menos si dos caen el mismo lunes; entonces ese día lleva los dos nombres.

    Raises:
        ValueError: si el año es anterior a la Ley 51 de 1983.
    """
    if anio < PRIMER_ANIO:
        raise ValueError(
            f"No hay festivos para {anio}: la Ley 51 de 1983 los fija desde {PRIMER_ANIO}."
        )
    return _festivos(anio)


def motivo_no_habil(dia: date, propios: Propios = ()) -> str:
    """Por qué el día no es hábil, o «» si lo es. El festivo se nombra antes que el domingo."""
    if nombre := festivos(dia.year).get(dia):
        return nombre
    if dia in propios:
        return (propios[dia] if isinstance(propios, Mapping) else "") or MOTIVO_PROPIO
    return FIN_DE_SEMANA.get(dia.weekday(), "")


def es_habil(dia: date, propios: Propios = ()) -> bool:
    """¿Se trabaja ese día? No en sábado, domingo, festivo ni día propio de la entidad."""
    return not motivo_no_habil(dia, propios)


def sumar_dias_habiles(desde: date, dias: int, propios: Propios = ()) -> Plazo:
    """El día en que vence un plazo de `dias` hábiles, contado desde el día siguiente a `desde`.

    Ley 4 de 1913, art. 62: en los plazos de días que dan las leyes se descuentan los feriados.

    Raises:
        ValueError: si el plazo es de menos de un día.
    """
    if dias < 1:
        raise ValueError(f"Un plazo de {dias} días no se puede contar: debe ser de uno o más.")
    saltados = []
    for dia in _dias_despues_de(desde):
        if motivo := motivo_no_habil(dia, propios):
            saltados.append(DiaNoHabil(dia, motivo))
            continue
        dias -= 1
        if not dias:
            return Plazo(dia, tuple(saltados))
    raise AssertionError("El calendario no se acaba.")  # pragma: no cover


def contar_dias_habiles(desde: date, hasta: date, propios: Propios = ()) -> int:
    """Cuántos días hábiles van del siguiente a `desde` hasta `hasta`, incluido; 0 si es anterior.

    Es la cuenta inversa de `sumar_dias_habiles`.
    """
    cuantos = max((hasta - desde).days, 0)
    return sum(es_habil(desde + n * UN_DIA, propios) for n in range(1, cuantos + 1))


def _dias_despues_de(dia: date) -> Iterator[date]:
    while True:
        dia += UN_DIA
        yield dia


@lru_cache
def _festivos(anio: int) -> Mapping[date, str]:
    reunidos: dict[date, str] = {}
    for dia, nombre in sorted(_celebraciones(anio)):
        reunidos[dia] = f"{reunidos[dia]}; {nombre}" if dia in reunidos else nombre
    return MappingProxyType(reunidos)


def _celebraciones(anio: int) -> Iterator[tuple[date, str]]:
    pascua = domingo_de_pascua(anio)
    yield from ((date(anio, mes, dia), nombre) for (mes, dia), nombre in FIJOS.items())
    for (mes, dia), nombre in TRASLADABLES.items():
        yield lunes_desde(date(anio, mes, dia)), nombre
    yield from ((pascua + n * UN_DIA, nombre) for n, nombre in DESDE_PASCUA.items())


def lunes_desde(dia: date) -> date:
    """El mismo día si es lunes; si no, el lunes siguiente."""
    return dia + (-dia.weekday() % 7) * UN_DIA


def domingo_de_pascua(anio: int) -> date:
    """El domingo de Pascua del calendario gregoriano (cómputo anónimo, Meeus-Jones-Butcher)."""
    a, (b, c) = anio % 19, divmod(anio, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    mes, dia = divmod(h + m - 7 * n + 114, 31)
    return date(anio, mes, dia + 1)
