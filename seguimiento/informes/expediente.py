"""El expediente de un informe emitido: todo lo que hace falta para comprobarlo, en un ZIP.

Entra el informe y quién lo pide; salen las piezas en orden: los archivos del informe, sus hechos, el PDF
firmado, las evidencias de las líneas y un manifiesto con la huella de cada una. El mismo informe da
siempre los mismos bytes. Las evidencias solo van para quien puede ver cada una.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from django.utils.text import slugify

from seguimiento.evidencia import visibles
from seguimiento.models import Evidencia, Informe

from .hechos import Hechos, en_bytes

Pieza = tuple[str, bytes]
MANIFIESTO = "MANIFIESTO.csv"
TITULOS = ("archivo", "sha256", "bytes", "qué es")
LEEME = (
    "Expediente de un informe emitido.\n\n"
    "MANIFIESTO.csv dice la huella SHA-256 de cada archivo. La huella que el informe lleva impresa es "
    "la de datos/hechos.json: de ese archivo salen todas las cifras. Las evidencias que son direcciones "
    "de internet están en datos/evidencias.csv, con las que este expediente no trae porque quien lo "
    "pidió no puede verlas.\n"
)


def piezas_de(
    informe: Informe, archivos: Mapping[str, bytes], usuario, *, hoy: date
) -> list[Pieza]:
    """Las piezas del expediente con su manifiesto al final.

    Args:
        archivos: los del informe, por su nombre.

    Raises:
        ValueError: si el informe no se ha emitido.
    """
    if not informe.hechos:
        raise ValueError("El expediente es de un informe emitido.")
    hechos = Hechos.desde_dict(informe.hechos)
    evidencias = _evidencias_de(hechos, usuario, hoy=hoy)
    piezas = [("LEEME.txt", LEEME.encode())]
    piezas += [(f"informe/{nombre}", archivos[nombre]) for nombre in sorted(archivos)]
    if informe.firmado_archivo:
        piezas.append(("informe/firmado.pdf", _leer(informe.firmado_archivo)))
    piezas.append(("datos/hechos.json", en_bytes(informe.hechos)))
    piezas.append(("datos/evidencias.csv", _lista(hechos, evidencias)))
    piezas += _respaldos(evidencias)
    return [*piezas, (MANIFIESTO, _manifiesto(piezas))]


def _evidencias_de(hechos: Hechos, usuario, *, hoy: date) -> dict[int, Evidencia]:
    """Las de las líneas congeladas que la persona puede ver; también las que después se retiraron."""
    claves = [
        uno.clave for linea in hechos.evaluacion.lineas for uno in linea.soportes if uno.clave
    ]
    return visibles(Evidencia.objects.all(), usuario, hoy=hoy).in_bulk(claves)


def _respaldos(evidencias: Mapping[int, Evidencia]) -> Iterator[Pieza]:
    for clave, una in sorted(evidencias.items()):
        if una.archivo:
            extension = PurePosixPath(una.nombre_original).suffix.lower()
            yield (
                f"evidencias/{clave:05d}-{slugify(una.titulo)[:60]}{extension}",
                _leer(una.archivo),
            )


def _leer(archivo) -> bytes:
    with archivo.open("rb") as abierto:
        return abierto.read()


def _lista(hechos: Hechos, evidencias: Mapping[int, Evidencia]) -> bytes:
    """Cada evidencia con su actividad, esté o no en el paquete."""
    filas = []
    for linea in hechos.evaluacion.lineas:
        for uno in linea.soportes:
            se_ve = uno.clave in evidencias
            donde = uno.referencia if se_ve or uno.es_publica else "reservada"
            filas.append((linea.linea.codigo, linea.linea.nombre, uno.titulo, donde, uno.huella))
    return _csv(("actividad", "nombre", "evidencia", "dónde está", "sha256"), filas)


def _manifiesto(piezas: list[Pieza]) -> bytes:
    filas = [
        (nombre, hashlib.sha256(contenido).hexdigest(), str(len(contenido)), _que_es(nombre))
        for nombre, contenido in piezas
    ]
    return _csv(TITULOS, filas)


def _que_es(nombre: str) -> str:
    carpetas = {
        "informe": "el informe",
        "datos": "los datos de que salió",
        "evidencias": "evidencia de una actividad",
    }
    return carpetas.get(nombre.partition("/")[0], "cómo leer este expediente")


def _csv(titulos: tuple[str, ...], filas: list[tuple[str, ...]]) -> bytes:
    salida = io.StringIO()
    escritor = csv.writer(salida)
    escritor.writerow(titulos)
    escritor.writerows(tuple(map(_sin_formula, fila)) for fila in filas)
    return b"\xef\xbb\xbf" + salida.getvalue().encode()


def _sin_formula(texto: str) -> str:
    """Un texto que una hoja de cálculo no ejecuta al abrir el archivo."""
    return f"'{texto}" if texto.startswith(("=", "+", "-", "@", "\t", "\r")) else texto
