"""Las salidas de un informe: página, PDF, Excel y documento de texto, todas del mismo valor.

Entra un informe leído; salen los bytes del archivo y su tipo. El documento de texto es para las dos
evaluaciones, que la oficina edita antes de firmar; el seguimiento lleva en el Excel la hoja oficial.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from cronograma.exportar.disposicion import disponer
from seguimiento.informes.expediente import piezas_de
from seguimiento.informes.lectura import Leido, leer
from seguimiento.models import Informe

from .empaque import empacar
from .hoja import excel
from .informe_html import html
from .informe_pdf import FaltaPango, pdf
from .texto import docx

__all__ = [
    "SALIDAS",
    "FaltaPango",
    "NoHayEseFormato",
    "expediente",
    "hacer",
    "nombre_de",
    "salidas_de",
]

SIN_DOCUMENTO_DE_TEXTO = "seguimiento"


class NoHayEseFormato(LookupError):
    """Ese informe no sale en ese formato; el texto dice en cuáles sí."""


class Salida(NamedTuple):
    """Una manera de llevarse un informe. El nombre es también la extensión."""

    nombre: str
    titulo: str
    tipo: str
    escribir: Callable[[Leido], bytes]


def hacer(leido: Leido, como: str) -> bytes:
    """El archivo del informe.

    Raises:
        NoHayEseFormato: si ese informe no sale así.
        FaltaPango: si se pide PDF y el equipo no puede hacerlo.
    """
    hay = salidas_de(leido.hechos.tipo)
    if como not in hay:
        raise NoHayEseFormato(f"Ese informe no sale en «{como}»: elija {', '.join(hay)}.")
    return SALIDAS[como].escribir(leido)


def salidas_de(tipo: str) -> list[str]:
    """En qué sale un tipo de informe."""
    return [como for como in SALIDAS if como != "docx" or tipo != SIN_DOCUMENTO_DE_TEXTO]


def _excel(leido: Leido) -> bytes:
    oficial = leido.oficial
    return excel(leido.escrito, disponer(oficial.documento, oficial.formato) if oficial else None)


SALIDAS: dict[str, Salida] = {
    salida.nombre: salida
    for salida in (
        Salida("pdf", "PDF", "application/pdf", lambda leido: pdf(leido.escrito)),
        Salida(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _excel,
        ),
        Salida(
            "docx",
            "Documento de texto",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            lambda leido: docx(leido.escrito),
        ),
        Salida("html", "Página", "text/html; charset=utf-8", lambda leido: html(leido.escrito)),
    )
}


def nombre_de(informe: Informe) -> str:
    """El nombre estable de sus archivos, sin extensión: «informe-control-2026-T1»."""
    return f"informe-{informe.tipo}-{informe.estrategia.vigencia}-{informe.periodo}"


def expediente(informe: Informe, usuario, *, hoy: date) -> bytes:
    """El ZIP con el informe en todos sus formatos, sus hechos, sus evidencias y el manifiesto.

    Sin Pango en el equipo va sin el PDF: lo demás no lo espera.

    Raises:
        ValueError: si el informe no se ha emitido.
    """
    leido = leer(informe, hoy=hoy)
    archivos = {}
    for como in salidas_de(informe.tipo):
        with suppress(FaltaPango):
            archivos[f"{nombre_de(informe)}.{como}"] = hacer(leido, como)
    return empacar(piezas_de(informe, archivos, usuario, hoy=hoy))
