"""Cuentas pequeñas: un número que señalaría a alguien no se publica.

Entran cuentas de personas; sale lo que se puede mostrar. Menos de cinco se dice «<5», también el
cero. Si al lado se publica el total, una sola casilla tapada se sabría restando: se tapa otra, la
más pequeña de las que quedan. Sala pura.
"""

from collections.abc import Mapping

MINIMO = 5
TAPADA = f"<{MINIMO}"


def cuenta_publica(cuantas: int) -> str:
    """El número, o «<5» si es menor."""
    return str(cuantas) if cuantas >= MINIMO else TAPADA


def cuentas_publicas(cuentas: Mapping[str, int]) -> dict[str, str]:
    """Las cuentas de un mismo todo, como se pueden mostrar juntas y con su total.

    >>> cuentas_publicas({"Sí": 2, "No": 40, "Prefiere no decirlo": 9})
    {'Sí': '<5', 'No': '40', 'Prefiere no decirlo': 'sin publicar'}
    """
    dichas = {nombre: cuenta_publica(cuantas) for nombre, cuantas in cuentas.items()}
    visibles = [nombre for nombre, cuantas in cuentas.items() if cuantas >= MINIMO]
    if len(cuentas) - len(visibles) == 1 and visibles:
        dichas[min(visibles, key=lambda nombre: (cuentas[nombre], nombre))] = "sin publicar"
    return dichas
