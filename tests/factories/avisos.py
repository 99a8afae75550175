"""Fábrica de avisos."""

from itertools import count

from estrategia import avisos

from . import AHORA, crear_entidad

_serie = count(1)


def preparar_aviso(entidad=None, **datos):
    """Un aviso listo para salir; la prueba dice lo que lo distingue."""
    numero = next(_serie)
    habitual = {
        "clave": f"prueba-{numero}",
        "destinatario": f"persona{numero}@example.org",
        "asunto": "Su inscripción",
        "cuerpo": "Nos vemos el martes.\n",
        "clase": "prueba",
        "ahora": AHORA,
    }
    return avisos.preparar(entidad or crear_entidad(), **habitual | datos)
