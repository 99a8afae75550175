"""Informes: lo que se evaluó, escrito para que alguien lo firme.

`escribir` hace de unos hechos y su sello el informe de su tipo, como un valor (`Escrito`) que después
imprimen la página, el PDF, el Excel y el documento de texto. Nada de aquí consulta la base de datos:
eso es de `emision` y `reunir`.
"""

from . import control, estrategia, seguimiento
from .escrito import Escrito
from .hechos import Hechos
from .sello import Sello

REDACTORES = {
    "seguimiento": seguimiento.escribir,
    "estrategia": estrategia.escribir,
    "control": control.escribir,
}


def escribir(hechos: Hechos, sello: Sello) -> Escrito:
    """El informe de esos hechos.

    Raises:
        KeyError: si el tipo de los hechos no existe.
    """
    return REDACTORES[hechos.tipo](hechos, sello)


__all__ = ["REDACTORES", "Escrito", "Hechos", "Sello", "escribir"]
