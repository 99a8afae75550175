"""Consentimiento: a qué dice que sí quien deja sus datos, y quién responde por ellos.

Entra una entidad; salen los textos que la persona lee antes de enviar. Ley 1581 de 2012: el
consentimiento es previo, expreso e informado (arts. 4 c y 9), dice para qué, quién responde, qué
derechos hay y que lo sensible es optativo (art. 12), y queda constancia consultable (art. 9).
"""

from dataclasses import dataclass
from typing import NamedTuple

from estrategia.models import Entidad

LARGO_DEL_RESPONSABLE = 300  # lo que cabe en la constancia


class Consentimiento(NamedTuple):
    """A qué se consiente al dejar nombre o correo. Ley 1581 de 2012, art. 9.

    Cada texto nuevo lleva otra versión; las que alguien aceptó no se cambian.
    """

    version: str
    finalidad: str
    texto: str


# Ley 1581 de 2012, art. 8.
DERECHOS = (
    "Conocer, actualizar y corregir sus datos.",
    "Pedir prueba de esta autorización.",
    "Saber para qué se han usado.",
    "Retirar la autorización y pedir que los borren, cuando quiera.",
    "Quejarse ante la Superintendencia de Industria y Comercio.",
)


@dataclass(frozen=True, kw_only=True)
class Responsable:
    """Quién responde por los datos y cómo se le escribe. Ley 1581 de 2012, art. 12 d."""

    nombre: str
    direccion: str = ""
    telefono: str = ""
    correo: str = ""

    @property
    def contacto(self) -> list[tuple[str, str]]:
        """Los datos que la entidad registró: qué es y cuál es."""
        pares = (
            ("Dirección", self.direccion),
            ("Teléfono", self.telefono),
            ("Correo", self.correo),
        )
        return [(que, cual) for que, cual in pares if cual]

    @property
    def en_una_linea(self) -> str:
        """Como queda en la constancia de cada persona."""
        return " · ".join([self.nombre, *(cual for _, cual in self.contacto)])[
            :LARGO_DEL_RESPONSABLE
        ]


def responsable_de(entidad: Entidad) -> Responsable:
    """El responsable del tratamiento: el que la entidad nombró o, si no, ella misma."""
    lugares = (entidad.direccion, entidad.municipio, entidad.departamento)
    return Responsable(
        nombre=entidad.responsable_datos or entidad.nombre,
        direccion=", ".join(lugar for lugar in lugares if lugar),
        telefono=entidad.telefono,
        correo=entidad.correo,
    )
