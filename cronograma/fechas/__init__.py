"""Fechas: los talleres de `cronograma.programacion`, que es la única puerta.

Del texto al significado: `lexico` (palabras) → `gramatica` (piezas) → `frases` y `cadencias` →
`significado`. De vuelta: `redaccion`. Lo que se espera de cada programación: `esperado`.
"""
