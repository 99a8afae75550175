"""Pantallas de administración de `estrategia`: la entidad, su gente y sus catálogos.

La pantalla de la estrategia está en `cronograma.admin`, que conoce sus actividades.
"""

from . import aviso, catalogos, entidad, metas, personas, procedimiento

__all__ = ["aviso", "catalogos", "entidad", "metas", "personas", "procedimiento"]
