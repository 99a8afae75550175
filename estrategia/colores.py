"""Colores: cuánto contrasta uno con otro, según la fórmula de WCAG 2.

Entran colores «#RRGGBB»; sale la razón de contraste, de 1 (iguales) a 21 (negro y blanco).
Sala pura.
"""

import re

BLANCO = "#FFFFFF"
CONTRASTE_MINIMO = 4.5  # WCAG 2.1, criterio 1.4.3, nivel AA
_COLOR = re.compile(r"#([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})", re.IGNORECASE)
_PESOS = (0.2126, 0.7152, 0.0722)


def contraste(uno: str, otro: str = BLANCO) -> float:
    """La razón de contraste entre dos colores; el orden no importa.

    Raises:
        ValueError: si alguno no está escrito como #RRGGBB.
    """
    claro, oscuro = sorted((_luminancia(uno), _luminancia(otro)), reverse=True)
    return (claro + 0.05) / (oscuro + 0.05)


def se_lee_sobre_blanco(color: str) -> bool:
    """¿Alcanza el contraste que exige un texto corriente sobre blanco?"""
    return contraste(color) >= CONTRASTE_MINIMO


def _luminancia(color: str) -> float:
    partes = _COLOR.fullmatch(color)
    if not partes:
        raise ValueError(f"«{color}» no es un color: escríbalo como #RRGGBB.")
    canales = (_lineal(int(parte, 16) / 255) for parte in partes.groups())
    return sum(peso * canal for peso, canal in zip(_PESOS, canales, strict=True))


def _lineal(canal: float) -> float:
    return canal / 12.92 if canal <= 0.04045 else float(((canal + 0.055) / 1.055) ** 2.4)
