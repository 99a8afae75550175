"""Los hechos de un informe: todo aquello de que depende lo que dice, como un valor que se congela.

Entra lo que hay en el momento de emitir; sale un valor que va a JSON y vuelve igual, con su huella.
De aquí, y de nada más, se escribe el informe: por eso uno emitido dice siempre lo mismo, cambie lo que
cambie después. Sala pura.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from seguimiento.como_dato import desde_dato, en_dato
from seguimiento.evaluacion.valores import Evaluacion, Punto

ESQUEMA = 1  # Sube cuando cambia el significado de un hecho guardado.
Avances = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Hallado:
    """Un hallazgo de control interno."""

    numero: int
    texto: str
    criterio: str = ""
    recomendacion: str = ""


@dataclass(frozen=True, kw_only=True)
class Cuadro:
    """La matriz en su formato oficial: títulos y celdas como texto. `formato` es el nombre del suyo
    y `encabeza`, la columna de la actividad."""

    formato: str
    encabeza: int
    titulos: tuple[str, ...]
    grupos: tuple[str, ...]
    filas: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Hechos:
    """Lo que un informe sabe.

    `autor` es quien lo emitió, con su nombre de ese día, y `semilla`, el texto con que se repite la
    muestra de control interno. `lecturas` son los otros periodos del año, en el informe anual;
    `avances`, lo que va en las columnas de avance del formato oficial, por código de actividad.
    """

    tipo: str
    evaluacion: Evaluacion
    textos: Mapping[str, str] = field(default_factory=dict)
    hallazgos: tuple[Hallado, ...] = ()
    lecturas: tuple[Punto, ...] = ()
    cuadro: Cuadro | None = None
    avances: Avances = field(default_factory=dict)
    autor: str = ""
    semilla: str = ""

    def como_dict(self) -> dict[str, Any]:
        """Los hechos listos para JSON."""
        return {
            "esquema": ESQUEMA,
            "tipo": self.tipo,
            "evaluacion": self.evaluacion.como_dict(),
            "textos": dict(self.textos),
            "hallazgos": en_dato(self.hallazgos),
            "lecturas": en_dato(self.lecturas),
            "cuadro": en_dato(self.cuadro),
            "autor": self.autor,
            "semilla": self.semilla,
            "avances": {codigo: dict(textos) for codigo, textos in self.avances.items()},
        }

    @classmethod
    def desde_dict(cls, datos: Mapping[str, Any]) -> Self:
        """Los hechos que se guardaron.

        Raises:
            TypeError: si traen algo que este esquema no conoce.
        """
        return cls(
            tipo=datos["tipo"],
            evaluacion=Evaluacion.desde_dict(datos["evaluacion"]),
            textos=datos["textos"],
            hallazgos=desde_dato(tuple[Hallado, ...], datos["hallazgos"]),
            lecturas=desde_dato(tuple[Punto, ...], datos["lecturas"]),
            cuadro=desde_dato(Cuadro | None, datos["cuadro"]),
            avances=datos["avances"],
            autor=datos["autor"],
            semilla=datos["semilla"],
        )


def huella_de(datos: Mapping[str, Any]) -> str:
    """SHA-256 de los hechos escritos en JSON con las claves en orden: la misma en cualquier equipo."""
    return hashlib.sha256(en_bytes(datos)).hexdigest()


def en_bytes(datos: Mapping[str, Any]) -> bytes:
    """Los hechos como el archivo del que se calcula la huella."""
    return json.dumps(datos, ensure_ascii=False, sort_keys=True, indent=1).encode()
