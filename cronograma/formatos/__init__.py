"""Los formatos oficiales, por su nombre. Otro formato es otra declaración en esta lista."""

from .base import Casilla, Clase, Columna, Formato, Repite
from .cronograma import CRONOGRAMA
from .estrategia import ESTRATEGIA
from .plan import PLAN
from .programacion import PROGRAMACION
from .rendicion import RENDICION
from .tabla import TABLA

FORMATOS: dict[str, Formato] = {
    formato.nombre: formato for formato in (CRONOGRAMA, ESTRATEGIA, PLAN, RENDICION, PROGRAMACION)
}

__all__ = ["FORMATOS", "TABLA", "Casilla", "Clase", "Columna", "Formato", "Repite"]
