"""Los archivos de una versión: escribirlos una vez al publicar, sin dejar media publicación.

Entra un verbo que publica; sale la versión publicada con sus archivos. El orden está en
`docs/decisiones/0006-los-archivos-antes-que-la-version.md`: se ensaya, se escriben los
archivos con su huella por nombre, y un solo `commit` pone la versión en vigor con ellos.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from cronograma.documento import Documento
from cronograma.formatos import FORMATOS, TABLA, Clase, Formato
from cronograma.formatos.valores import celda
from cronograma.models import ArchivoDeVersion, Version
from cronograma.publicacion import documento_de

from .pdf import FaltaPango
from .salidas import SALIDAS

FORMATO_HABITUAL = "cronograma"
EN_FORMATO_OFICIAL = ("pdf", "xlsx")
INTENTOS = 3
# Lo que llena el seguimiento: vacío al publicar, y no dice si el formato sirve.
SE_LLENA_DESPUES = {Clase.AVANCE, Clase.OBSERVACION}


class Pieza(NamedTuple):
    """Un archivo que la versión debe tener."""

    nombre: str
    formato: Formato
    como: str


class Escrito(NamedTuple):
    """Un archivo que ya está en el almacén."""

    pieza: Pieza
    ruta: str
    sha256: str
    tamano: int


class NoSePudo(Exception):
    """La estrategia cambió cada vez que se iba a publicar; el texto lo explica."""


def piezas_de(documento: Documento, formato: str) -> Iterator[Pieza]:
    """Los archivos de un documento: cada formato que le sirve, y los datos abiertos."""
    for uno in formatos_que_sirven(documento, formato):
        for como in EN_FORMATO_OFICIAL:
            yield Pieza(f"{uno.nombre}.{como}", uno, como)
    yield Pieza("actividades.csv", TABLA, "csv")
    yield Pieza("actividades.json", FORMATOS.get(formato, FORMATOS[FORMATO_HABITUAL]), "json")


def formatos_que_sirven(documento: Documento, formato: str) -> list[Formato]:
    """El de la entidad y los que ninguna columna dejarían vacía de arriba abajo."""
    propio = FORMATOS.get(formato, FORMATOS[FORMATO_HABITUAL])
    otros = (uno for uno in FORMATOS.values() if uno is not propio)
    return [propio, *(uno for uno in otros if _sirve(documento.para(uno.nombre), uno))]


def _sirve(documento: Documento, formato: Formato) -> bool:
    columnas = (
        una
        for una in formato.columnas
        if una.clase not in SE_LLENA_DESPUES and una.campo != "observaciones"
    )
    return all(any(celda(una, fila) for fila in documento.filas) for una in columnas)


def con_archivos(publicar: Callable[[], Version]) -> Version:
    """Publica y deja los archivos de la versión; o las dos cosas, o ninguna.

    Primero ensaya: publica, lee el documento y lo deshace. Con él escribe los archivos sin
    tener a nadie esperando, y luego publica de verdad con sus huellas. Si entre tanto alguien
    cambió la estrategia, los archivos ya no dirían lo mismo, y empieza otra vez.

    Raises:
        ValidationError: lo que falte para publicar, antes de escribir ningún archivo.
        NoSePudo: si la estrategia cambió en cada intento.
    """
    for _ in range(INTENTOS):
        documento, formato = _ensayar(publicar)
        escritos = list(_escribir(documento, formato))
        with transaction.atomic():
            version = publicar()
            if documento_de(version) == documento:
                _registrar(version, escritos)
                return version
            transaction.set_rollback(True)
    raise NoSePudo("Alguien está cambiando la estrategia; espere a que termine y publique.")


def _ensayar(publicar: Callable[[], Version]) -> tuple[Documento, str]:
    with transaction.atomic():
        version = publicar()
        documento = documento_de(version)
        transaction.set_rollback(True)
    return documento, version.cabecera["formato"]


def completar(version: Version) -> list[ArchivoDeVersion]:
    """Escribe los archivos que le faltan a una versión ya publicada.

    Le faltan si se publicó sin Pango, o antes de que hubiera archivos. Salen de sus filas
    inmutables, así que dicen lo mismo que habrían dicho; los que ya están no se tocan.
    """
    if version.esta_retirada:
        return []
    hechos = set(version.archivos.values_list("nombre", flat=True))
    escritos = list(_escribir(documento_de(version), version.cabecera["formato"], menos=hechos))
    with transaction.atomic():
        return _registrar(version, escritos)


def faltan(version: Version) -> list[str]:
    """Los nombres de los archivos que la versión debería tener y no tiene."""
    hechos = set(version.archivos.values_list("nombre", flat=True))
    piezas = piezas_de(documento_de(version), version.cabecera["formato"])
    return [pieza.nombre for pieza in piezas if pieza.nombre not in hechos]


def _escribir(documento: Documento, formato: str, menos=frozenset()) -> Iterator[Escrito]:
    for pieza in piezas_de(documento, formato):
        if pieza.nombre in menos:
            continue
        try:
            contenido = SALIDAS[pieza.como].hacer(documento, pieza.formato)
        except FaltaPango:
            continue  # Los demás archivos no esperan al PDF: `completar` lo hace después.
        sha256 = hashlib.sha256(contenido).hexdigest()
        ruta = guardar(contenido, f"versiones/{sha256[:2]}/{sha256}.{pieza.como}")
        yield Escrito(pieza, ruta, sha256, len(contenido))


def guardar(contenido: bytes, ruta: str) -> str:
    """Deja el contenido en el almacén, en la ruta que su huella dice, y la devuelve.

    Lo que un proceso interrumpido dejó a medias en esa ruta se escribe de nuevo.
    """
    if default_storage.exists(ruta):
        with default_storage.open(ruta) as viejo:
            if viejo.read() == contenido:
                return ruta
        default_storage.delete(ruta)
    return default_storage.save(ruta, ContentFile(contenido))


def _registrar(version: Version, escritos: list[Escrito]) -> list[ArchivoDeVersion]:
    ahora = timezone.now()
    return ArchivoDeVersion.objects.bulk_create(
        ArchivoDeVersion(
            version=version,
            nombre=uno.pieza.nombre,
            formato=uno.pieza.formato.nombre,
            como=uno.pieza.como,
            archivo=uno.ruta,
            sha256=uno.sha256,
            tamano=uno.tamano,
            creado_en=ahora,
        )
        for uno in escritos
    )
