"""Las preguntas y propuestas publicadas, como datos abiertos: CSV y JSON con los mismos campos.

Entran aportes ya públicos: aquí no llega el nombre, el correo ni el código de nadie.
"""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from cronograma.aportes.consulta import estado_publico
from cronograma.aportes.publicos import AportePublico
from cronograma.datos import DIRECCION_DE_LA_LICENCIA

from .conjunto import TIPOS
from .datos_abiertos import BOM, sin_formula

__all__ = ["CAMPOS", "TIPOS", "en_csv", "en_json"]

CAMPOS = (
    "entidad",
    "clase",
    "actividad",
    "texto",
    "recibido",
    "respondido",
    "vence",
    "estado",
    "decision",
    "porque",
    "respuesta",
    "dependencia",
    "direccion",
)


def registro(uno: AportePublico, entidad, pagina: str) -> dict[str, str]:
    """Un aporte con los nombres de campo que no cambian."""
    valores = (
        entidad.slug,
        uno.uso.codigo.value,
        uno.asunto,
        uno.texto,
        uno.recibido.isoformat(),
        uno.respondido.isoformat(),
        uno.plazo.vence.isoformat() if uno.plazo else "",
        estado_publico(uno),
        uno.decision,
        uno.porque,
        uno.respuesta,
        uno.dependencia,
        f"{pagina}#{uno.ancla}",
    )
    return dict(zip(CAMPOS, valores, strict=True))


def en_csv(publicados: Iterable[AportePublico], entidad, pagina: str) -> bytes:
    """Una fila por aporte; ninguna celda se calcula al abrirla."""
    salida = io.StringIO(newline="")
    escritor = csv.writer(salida, lineterminator="\r\n")
    escritor.writerow(CAMPOS)
    for uno in publicados:
        fila = registro(uno, entidad, pagina).values()
        escritor.writerow([sin_formula(valor) for valor in fila])
    return (BOM + salida.getvalue()).encode()


def en_json(publicados: Iterable[AportePublico], entidad, pagina: str) -> bytes:
    """La licencia y la lista `preguntas`."""
    datos: dict[str, Any] = {
        "licencia": DIRECCION_DE_LA_LICENCIA,
        "preguntas": [registro(uno, entidad, pagina) for uno in publicados],
    }
    return json.dumps(datos, ensure_ascii=False, indent=1).encode()
