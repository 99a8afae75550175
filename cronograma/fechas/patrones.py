"""Patrones: el pequeño lenguaje en que están escritas las tablas de la gramática.

Un patrón se lee de izquierda a derecha, una ficha por palabra:

    de|del     una u otra           ( a b )?    el grupo puede faltar
    la?        puede faltar         ( a b )+    el grupo una o más veces
    de|del*    cero o más           ( a | b )   un grupo o el otro
    {mes}      lo captura           (?! a )     lo que sigue no puede ser eso
    {x:mes}    con otro nombre      (?= a )     lo que sigue tiene que ser eso
    <mes>      sin capturarlo       @anio       un trozo con nombre, definido aparte

Entra el patrón; sale una expresión regular sobre fichas separadas por espacios. Ninguna repetición va
dentro de otra sobre las mismas fichas, así que leer un texto toma un tiempo acotado.
"""

import re
from collections.abc import Mapping


def compilar(
    patron: str, palabras: Mapping[str, str], trozos: Mapping[str, str] | None = None
) -> re.Pattern[str]:
    """La expresión regular del patrón; cada ficha va seguida de un espacio."""
    for nombre, trozo in (trozos or {}).items():
        patron = re.sub(rf"@{nombre}(?!\w)", lambda _, trozo=trozo: trozo, patron)  # type: ignore[misc]
    partes = [_elemento(parte, palabras) for parte in patron.split()]
    return re.compile(_sin_nombres_repetidos("".join(partes)), re.ASCII)


def capturas(encaje: re.Match[str]) -> dict[str, str | None]:
    """Lo capturado por nombre, sin importar en qué rama del patrón."""
    todas: dict[str, str | None] = {}
    for nombre, valor in encaje.groupdict().items():
        base = nombre.partition("__")[0]
        todas[base] = todas.get(base) or valor
    return todas


def _elemento(parte: str, palabras: Mapping[str, str]) -> str:
    if parte in {"(", "(?!", "(?=", "|"}:
        return "(?:" if parte == "(" else parte
    if re.fullmatch(r"\)[?*+]?", parte):
        return parte
    cuantas = parte[-1] if len(parte) > 1 and parte[-1] in "?*+" else ""
    opciones = parte[: len(parte) - len(cuantas)].split("|")
    return f"(?:(?:{'|'.join(_opcion(una, palabras) for una in opciones)}) ){cuantas}"


def _opcion(una: str, palabras: Mapping[str, str]) -> str:
    if una.startswith("{"):
        nombre, _, palabra = una.strip("{}").partition(":")
        return f"(?P<{nombre}>{palabras[palabra or nombre]})"
    if una.startswith("<"):
        return f"(?:{palabras[una.strip('<>')]})"
    return re.escape(una.removeprefix("\\"))


def _sin_nombres_repetidos(expresion: str) -> str:
    """Una captura puede estar en dos ramas del patrón; `re` exige nombres distintos: n, n__2…"""
    vistos: dict[str, int] = {}

    def numerar(grupo: re.Match[str]) -> str:
        nombre = grupo[1]
        vistos[nombre] = vistos.get(nombre, 0) + 1
        return grupo[0] if vistos[nombre] == 1 else f"(?P<{nombre}__{vistos[nombre]}>"

    return re.sub(r"\(\?P<(\w+)>", numerar, expresion)
