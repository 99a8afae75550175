"""Opciones: los valores cerrados (momento, elemento, fases) que una celda nombra con palabras."""

import re

from cronograma.celdas import juntar_letras
from estrategia.catalogos import FASES
from estrategia.texto import sin_acentos


def opcion_de(texto: str, opciones) -> str:
    """El código de la opción que el texto nombra; vacío si ninguna."""
    buscado = re.sub(r"[^a-z]", "", sin_acentos(juntar_letras(texto)))
    for opcion in opciones:
        if buscado and buscado == re.sub(r"[^a-z]", "", sin_acentos(str(opcion.label))):
            return opcion.value
    return ""


def son_fases(texto: str) -> bool:
    """¿Nombra solo fases del catálogo, con su nombre oficial? Entonces no dice nada más."""
    oficiales = {sin_acentos(fase.nombre) for fase in FASES}
    partes = [parte.strip() for parte in re.split(r"[;\n]", sin_acentos(texto))]
    return all(parte in oficiales for parte in partes if parte)


def fases_de(texto: str) -> list[str]:
    """Las fases o etapas que nombra un texto; sin otra señal, las del ciclo de la gestión."""
    llano = sin_acentos(texto)
    partes = [parte.strip() for parte in re.split(r"[;,\n]", llano)]
    exactas = [fase.codigo for fase in FASES if sin_acentos(fase.nombre) in partes]
    if exactas or not llano:
        return exactas
    ciclo = "murc" if re.search(r"aprestamiento|diseno|preparacion", llano) else "mipg"
    return [
        fase.codigo
        for fase in FASES
        if fase.ciclo == ciclo and sin_acentos(fase.nombre).split()[0] in llano
    ]
