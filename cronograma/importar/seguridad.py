"""Lo que se mira de un archivo subido antes de abrirlo: qué es, si está cifrado y si es una bomba.

Un paquete (xlsx, ods) es un zip: se suman los tamaños que declara antes de extraer nada, y se
rechaza el XML que define entidades. Cada rechazo es una frase que dice cómo seguir.
"""

import io
import zipfile

from django.conf import settings

from .libro import HojaIlegible

MEGA = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Un xlsx lleno de texto repetido se comprime 20 o 30 veces; una bomba, cientos.
VECES_DESCOMPRIMIDO = 15
RAZON_DE_BOMBA = 300
DEMASIADO_GRANDE = (
    "El archivo, descomprimido, ocupa {ocupa} MB y el límite es {limite} MB: puede estar dañado o"
    " hecho para bloquear el sistema. Copie las hojas del cronograma en un libro nuevo y súbalo."
)
CON_ENTIDADES = (
    "El archivo trae por dentro definiciones que una hoja de cálculo nunca necesita (entidades XML)"
    " y no se abrió. Ábralo en Excel o LibreOffice, guárdelo con otro nombre y súbalo de nuevo."
)
CIFRADO = (
    "El libro está protegido con contraseña: quítele la contraseña (Archivo › Información › Proteger"
    " libro) y súbalo de nuevo."
)
DANADO = "El archivo está incompleto o dañado: ábralo en su programa, guárdelo de nuevo y súbalo."


def revisar_tamano(datos: bytes) -> None:
    """Rechaza lo vacío y lo que pasa del límite de la instalación."""
    if not datos.strip(b"\x00 \r\n\t"):
        raise HojaIlegible("El archivo está vacío.")
    limite = settings.PARTICIPA_IMPORTAR_MAX_MB
    if len(datos) > limite * MEGA:
        raise HojaIlegible(
            f"El archivo pesa {len(datos) / MEGA:.0f} MB y el límite es {limite} MB: deje solo las"
            " hojas del cronograma, sin imágenes, y súbalo de nuevo."
        )


def abrir_paquete(datos: bytes) -> zipfile.ZipFile:
    """El zip de un xlsx o un ods, después de comprobar que no es una bomba."""
    try:
        paquete = zipfile.ZipFile(io.BytesIO(datos))
        partes = paquete.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise HojaIlegible(DANADO) from error
    if any(parte.flag_bits & 0x1 for parte in partes):
        raise HojaIlegible(CIFRADO)
    _rechazar_bomba(partes)
    return paquete


def _rechazar_bomba(partes: list[zipfile.ZipInfo]) -> None:
    limite = settings.PARTICIPA_IMPORTAR_MAX_MB * VECES_DESCOMPRIMIDO
    ocupa = sum(parte.file_size for parte in partes)
    comprimido = sum(parte.compress_size for parte in partes) or 1
    es_bomba = ocupa > 20 * MEGA and ocupa / comprimido > RAZON_DE_BOMBA
    if ocupa > limite * MEGA or es_bomba or len(partes) > 10_000:
        raise HojaIlegible(DEMASIADO_GRANDE.format(ocupa=ocupa // MEGA, limite=limite))


def leer_parte(paquete: zipfile.ZipFile, nombre: str) -> bytes:
    """Una parte XML del paquete, si existe y no define entidades."""
    try:
        contenido = paquete.read(nombre)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise HojaIlegible(DANADO) from error
    if b"<!ENTITY" in contenido or b"<!DOCTYPE" in contenido[:4096]:
        raise HojaIlegible(CON_ENTIDADES)
    return contenido


def exigir_filas(cuantas: int, hoja: str = "") -> None:
    """Rechaza la hoja que pasa del número de filas que la instalación admite."""
    limite = settings.PARTICIPA_IMPORTAR_MAX_FILAS
    if cuantas > limite:
        en = f" de la hoja «{hoja}»" if hoja else ""
        raise HojaIlegible(
            f"Las filas con datos{en} son {cuantas:,} y el límite es {limite:,}: parta el archivo o"
            " deje solo las filas del cronograma.".replace(",", ".")
        )


def exigir_celdas(cuantas: int) -> None:
    """Rechaza el libro que pasa del número de celdas que la instalación admite."""
    limite = settings.PARTICIPA_IMPORTAR_MAX_CELDAS
    if cuantas > limite:
        raise HojaIlegible(
            f"El libro tiene más de {limite:,} celdas".replace(",", ".")
            + ": borre las columnas y filas sobrantes, o deje solo las hojas del cronograma."
        )
