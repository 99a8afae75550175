"""El archivo de la entidad, lleno: fechas, avances y observaciones en una copia de su .xlsx.

Entra el documento de hoy y el lote con que se importó la hoja; sale el mismo archivo con
solo esas celdas cambiadas (`paquete`). Lo que no tiene dónde escribirse (actividades nuevas
o retiradas, valores sin columna, celdas con fórmula) va a una hoja nueva, y se dice.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cronograma.documento import Documento
from cronograma.fila import Fila
from cronograma.formatos import FORMATOS, TABLA, Clase, Columna, Formato
from cronograma.importar.columnas import CLASES, ColumnaLeida, clase_en
from cronograma.models import Importacion
from cronograma.models.importacion import EstadoImportacion

from .disposicion import texto_de
from .hoja_xml import NoSePuedeEscribir, Sitio, referencia, sitio_de
from .paquete import reescribir

CONOCIDOS = (*FORMATOS.values(), TABLA)
HOJA_DE_NOVEDADES = "Novedades Participa"
TITULOS_DE_NOVEDADES = ["Qué", "Código", "Actividad", "Columna", "Valor"]
EXTENSIONES = (".xlsx", ".xlsm")
SIN_ORIGINAL = (
    "La estrategia no se importó de un archivo .xlsx, así que no hay original que llenar. "
    "Descargue el Excel oficial con «--como xlsx»."
)


@dataclass(frozen=True, kw_only=True)
class Lugar:
    """Dónde está una actividad en el original: su hoja y, por columna, la celda y qué decía."""

    codigo: str
    nombre: str
    hoja: str
    celdas: Mapping[Columna, tuple[Sitio, str]] = field(default_factory=dict)

    @property
    def claves(self) -> set[str]:
        """Las de las columnas que la hoja trae."""
        return {columna.clave for columna in self.celdas}


class Novedad(NamedTuple):
    """Algo que no cabe en el original."""

    que: str
    codigo: str
    actividad: str
    columna: str = ""
    valor: str = ""


class Llenado(NamedTuple):
    """El archivo lleno y lo que no cupo en sus celdas."""

    contenido: bytes
    novedades: list[Novedad]


def llenar(documento: Documento, original: bytes, lugares: Iterable[Lugar]) -> Llenado:
    """Una copia del original con lo que ha cambiado desde que se importó.

    Raises:
        NoSePuedeEscribir: si el archivo no es un .xlsx o ya no tiene la hoja.
    """
    lugares = list(lugares)
    filas = {fila.codigo: fila for fila in documento.filas}
    escritas = [una for lugar in lugares for una in _cambios(documento, filas, lugar)]
    cambios, novedades = _en_celdas(escritas)
    novedades += _sin_lugar(documento, filas, lugares)
    intento = reescribir(original, cambios)
    novedades += _con_formula(escritas, intento.con_formula)
    if not novedades:
        return Llenado(intento.contenido, [])
    hoja = (HOJA_DE_NOVEDADES, [TITULOS_DE_NOVEDADES, *novedades])
    return Llenado(reescribir(original, cambios, hoja).contenido, novedades)


class _Escrita(NamedTuple):
    """Un texto que quiere ir a una celda."""

    hoja: str
    sitio: Sitio
    texto: str
    fila: Fila
    columna: str


def _cambios(documento: Documento, filas: Mapping[str, Fila], lugar: Lugar) -> Iterator[_Escrita]:
    """Las celdas del lugar que ya no dicen lo que la actividad dice hoy."""
    fila = filas.get(lugar.codigo)
    if fila is None:
        return
    for columna, (sitio, decia) in lugar.celdas.items():
        texto = texto_de(documento, columna, fila)
        if texto.strip() != decia.strip():
            yield _Escrita(lugar.hoja, sitio, texto, fila, _rotulo(columna))


def _rotulo(columna: Columna) -> str:
    return " · ".join(filter(None, (columna.grupo, columna.titulo or columna.campo)))


def _rotulo_oficial(clave: str) -> str:
    """Cómo titula esa columna el primer formato que la tiene."""
    columnas = (columna for formato in CONOCIDOS for columna in formato.columnas)
    return next((_rotulo(columna) for columna in columnas if columna.clave == clave), clave)


def _en_celdas(escritas: list[_Escrita]) -> tuple[dict[str, dict[Sitio, str]], list[Novedad]]:
    """Las escritas por hoja; dos actividades que piden textos distintos para una celda no caben."""
    pedidos = Counter((una.hoja, una.sitio, una.texto) for una in escritas)
    repetidos = Counter((hoja, sitio) for hoja, sitio, _ in pedidos)
    cambios: dict[str, dict[Sitio, str]] = {}
    novedades = []
    for una in escritas:
        if repetidos[una.hoja, una.sitio] > 1:
            novedades.append(_novedad("Celda compartida con otra actividad", una))
        else:
            cambios.setdefault(una.hoja, {})[una.sitio] = una.texto
    return cambios, novedades


def _con_formula(escritas: list[_Escrita], rechazadas: list[tuple[str, Sitio]]) -> list[Novedad]:
    return [
        _novedad(f"Celda con fórmula: {una.hoja}!{referencia(*una.sitio)}", una)
        for una in escritas
        if (una.hoja, una.sitio) in rechazadas
    ]


def _novedad(que: str, una: _Escrita) -> Novedad:
    return Novedad(que, una.fila.codigo, una.fila.nombre, una.columna, una.texto)


def _sin_lugar(
    documento: Documento, filas: Mapping[str, Fila], lugares: list[Lugar]
) -> Iterator[Novedad]:
    """Actividades y valores que el original no tiene dónde llevar."""
    con_lugar = {lugar.codigo: lugar for lugar in lugares}
    for lugar in lugares:
        if lugar.codigo not in filas:
            yield Novedad("Actividad retirada", lugar.codigo, lugar.nombre)
    for fila in documento.filas:
        lugar = con_lugar.get(fila.codigo)
        if lugar is None:
            yield Novedad("Actividad nueva", fila.codigo, fila.nombre, "", fila.fecha_programada)
        else:
            yield from _sin_columna(documento, fila, lugar)


def _sin_columna(documento: Documento, fila: Fila, lugar: Lugar) -> Iterator[Novedad]:
    valores = dict(documento.avances.get(fila.codigo, {}))
    valores.setdefault("observaciones", fila.observaciones)
    for clave, texto in valores.items():
        if texto and clave not in lugar.claves:
            rotulo = _rotulo_oficial(clave)
            yield Novedad("Valor sin columna", fila.codigo, fila.nombre, rotulo, texto)


def original_de(estrategia) -> tuple[bytes, list[Lugar]]:
    """El último .xlsx que se importó para la estrategia y dónde quedó cada actividad.

    Raises:
        NoSePuedeEscribir: si la estrategia no viene de un .xlsx.
    """
    lote = (
        Importacion.objects.filter(estrategia=estrategia, estado=EstadoImportacion.CONFIRMADA)
        .order_by("-confirmada_en", "-pk")
        .first()
    )
    if lote is None or not lote.archivo or not lote.nombre_archivo.lower().endswith(EXTENSIONES):
        raise NoSePuedeEscribir(SIN_ORIGINAL)
    with lote.archivo.open("rb") as archivo:
        return archivo.read(), list(lugares_de(lote))


def lugares_de(lote: Importacion) -> Iterator[Lugar]:
    """Dónde está cada actividad del lote."""
    formato = next((uno for uno in CONOCIDOS if uno.nombre == lote.formato), None)
    filas = lote.filas.exclude(actividad=None).exclude(hoja="").select_related("actividad")
    for fila in filas:
        reconocidas = fila.valores.get("celdas", {})
        yield Lugar(
            codigo=fila.actividad.codigo,
            nombre=fila.actividad.nombre,
            hoja=fila.hoja,
            celdas={
                columna_leida(clave, formato, reconocidas): (
                    sitio_de(celda["celda"]),
                    celda["texto"],
                )
                for clave, celda in fila.celdas.items()
            },
        )


def columna_leida(clave: str, formato: Formato | None, reconocidas: Container[str]) -> Columna:
    """La columna con que se leyó esa celda; la que nadie reconoció es propia de la hoja."""
    if clave not in reconocidas:
        return Columna(campo="extras", titulo=clave, detalle=clave)
    campo, _, detalle = clave.partition(":")
    clase = CLASES.get(campo, Clase.TEXTO)
    return clase_en(formato, ColumnaLeida(0, "", "", campo, detalle, clase=clase))
