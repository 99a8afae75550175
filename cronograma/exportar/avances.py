"""Quién sabe de avances: el seguimiento se apunta aquí y las salidas le preguntan.

`cronograma` no conoce a `seguimiento`; este, al arrancar, registra una función que dice qué
va en las columnas de avance y observaciones de una estrategia.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from cronograma.documento import Documento
from cronograma.formatos import Formato

# De la estrategia y el formato, por código de actividad y clave de columna, el texto.
Fuente = Callable[[Any, Formato], Mapping[str, Mapping[str, str]]]
_fuentes: list[Fuente] = []


def registrar(fuente: Fuente) -> None:
    """Apunta una fuente de avances. Se llama desde `AppConfig.ready`."""
    if fuente not in _fuentes:
        _fuentes.append(fuente)


def con_avances(documento: Documento, estrategia: Any, formato: Formato) -> Documento:
    """El documento con lo reportado; sin fuentes, con lo que trajo la hoja."""
    juntos: dict[str, dict[str, str]] = {}
    for fuente in _fuentes:
        for codigo, textos in fuente(estrategia, formato).items():
            juntos.setdefault(codigo, {}).update(textos)
    return dataclasses.replace(documento, avances=juntos) if juntos else documento
