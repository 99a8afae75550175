"""Empaque: que un archivo comprimido (un ZIP, un libro, un documento) salga igual cada vez.

Entran los bytes de un ZIP, o sus piezas; salen los de otro con lo mismo, sin la hora en que se hizo.
Así la huella de un archivo dice lo que contiene y no cuándo se descargó.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import date

COMIENZO = (1980, 1, 1, 0, 0, 0)  # la fecha más vieja que cabe en un ZIP
PROPIEDADES = "docProps/core.xml"
Retoque = Callable[[str, bytes], bytes]
HORAS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")


def empacar(piezas: Iterable[tuple[str, bytes]]) -> bytes:
    """Un ZIP con esas piezas, en el orden en que llegan."""
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
        for nombre, contenido in piezas:
            entrada = zipfile.ZipInfo(nombre, COMIENZO)
            entrada.compress_type = zipfile.ZIP_DEFLATED
            entrada.external_attr = 0o644 << 16
            paquete.writestr(entrada, contenido)
    return salida.getvalue()


def con_fecha_fija(archivo: bytes, dia: date | None, retocar: Retoque | None = None) -> bytes:
    """El mismo archivo de Office, fechado ese día por dentro y sin hora por fuera.

    Args:
        retocar: lo que se le hace a cada pieza antes de empacarla.
    """
    hora = f"{dia or date(2000, 1, 1)}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(archivo)) as paquete:
        piezas = {una.filename: paquete.read(una) for una in paquete.infolist()}
    piezas[PROPIEDADES] = HORAS.sub(rb"\g<1>" + hora + rb"\g<3>", piezas[PROPIEDADES])
    return empacar(
        (nombre, retocar(nombre, pieza) if retocar else pieza) for nombre, pieza in piezas.items()
    )
