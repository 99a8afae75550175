"""Inscripciones: anotarse a una reunión, esperar un puesto, cancelar, retirar la autorización.

Lo que se promete a la persona está en `docs/inscripcion.md`; qué datos se guardan y hasta cuándo,
en `docs/datos-personales.md`.
"""

from .apertura import Apertura, EstadoDeApertura, Puestos, apertura_de
from .consentir import CONSENTIMIENTO, CONSENTIMIENTO_APARTE, se_guardan_hasta
from .diferencial import RESPUESTAS, cuentas_diferenciales
from .entrada import Cartas, Persona, inscribir
from .llegada import anotar_llegada, anotar_sin_inscripcion, deshacer_llegada
from .puestos import dar_puestos, puesto_en_la_espera
from .quien import puede_llevar_la_lista
from .salida import cancelar, por_codigo, retirar

__all__ = [
    "CONSENTIMIENTO",
    "CONSENTIMIENTO_APARTE",
    "RESPUESTAS",
    "Apertura",
    "Cartas",
    "EstadoDeApertura",
    "Persona",
    "Puestos",
    "anotar_llegada",
    "anotar_sin_inscripcion",
    "apertura_de",
    "cancelar",
    "cuentas_diferenciales",
    "dar_puestos",
    "deshacer_llegada",
    "inscribir",
    "por_codigo",
    "puede_llevar_la_lista",
    "puesto_en_la_espera",
    "retirar",
    "se_guardan_hasta",
]
