"""Qué dice cada casilla de un formato: título, encabezado y pie, a partir del documento.

Sigue la misma regla que las columnas (`valores`): lo que la entidad escribió, tal cual,
mientras siga significando lo mismo; si no, el texto canónico. En `documento.celdas` el
texto de una casilla con etiqueta aparte es el de la celda del valor; el de una casilla
junta («Versión: 01») es la celda entera. Los títulos van como `titulo:1`, `titulo:2`…
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cronograma.documento import Documento, Firmante
from cronograma.fila import Celda
from estrategia.catalogos import PapelFirma

from .base import Casilla, Formato

PAPELES = set(PapelFirma.values)


def titulos(formato: Formato, documento: Documento) -> list[str]:
    """Las líneas de título de la hoja."""
    return [
        _segun_la_hoja(documento, f"titulo:{numero}", titulo, titulo)
        for numero, titulo in enumerate(titulos_oficiales(formato, documento), start=1)
    ]


def titulos_oficiales(formato: Formato, documento: Documento) -> list[str]:
    """Los títulos con que el formato nace, completos para esta entidad y este año."""
    datos = {
        "vigencia": documento.vigencia,
        "entidad": documento.entidad,
        "nombre": documento.nombre,
    }
    return [titulo.format(**datos) for titulo in formato.titulos]


def valor(casilla: Casilla, documento: Documento) -> Any:
    """El valor de la casilla, en forma canónica de JSON."""
    if casilla.campo in PAPELES:
        return [[una.nombre, una.cargo] for una in _firmas(casilla, documento)]
    if casilla.campo == "version":
        return [_campo("version_documento", documento), _iso(documento, "fecha_documento")]
    if casilla.campo.startswith("fecha_"):
        return _iso(documento, casilla.campo)
    return _campo(casilla.campo, documento)


def texto(casilla: Casilla, documento: Documento) -> str:
    """El texto canónico de la celda; si la casilla es junta, con su etiqueta."""
    propio = _texto_del_valor(casilla, documento)
    return propio if casilla.aparte else f"{casilla.etiqueta} {propio}".strip()


def celda(casilla: Casilla, documento: Documento) -> str:
    """Lo que se escribe en la hoja, según la regla del escritor."""
    oficial = texto(casilla, documento)
    return _segun_la_hoja(documento, casilla.campo, valor(casilla, documento), oficial)


def celdas_leidas(
    formato: Formato, documento: Documento, textos: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Las celdas del encabezado que se guardan con la estrategia (`Estrategia.encabezado`).

    Args:
        formato: el de la hoja leída.
        documento: el de la estrategia ya guardada con los valores entendidos.
        textos: lo que decía cada celda, por campo de la casilla o «titulo:N».
    """
    valores = {una.campo: valor(una, documento) for una in (*formato.encabezado, *formato.pie)}
    for numero, titulo in enumerate(titulos_oficiales(formato, documento), start=1):
        valores[f"titulo:{numero}"] = titulo
    return {
        clave: {"texto": textos[clave], "valor": propio}
        for clave, propio in valores.items()
        if clave in textos
    }


def _segun_la_hoja(documento: Documento, clave: str, propio: Any, oficial: str) -> str:
    leida: Celda | None = documento.celdas.get(clave)
    return leida.texto if leida is not None and leida.valor == propio else oficial


def _texto_del_valor(casilla: Casilla, documento: Documento) -> str:
    if casilla.campo in PAPELES:
        firmantes = _firmas(casilla, documento)
        return "; ".join(", ".join(filter(None, (una.nombre, una.cargo))) for una in firmantes)
    if casilla.campo == "version":
        partes = [_campo("version_documento", documento), _dia(documento, "fecha_documento")]
        return ": ".join(filter(None, partes))
    if casilla.campo.startswith("fecha_"):
        return _dia(documento, casilla.campo)
    return _campo(casilla.campo, documento)


def _firmas(casilla: Casilla, documento: Documento) -> list[Firmante]:
    return [una for una in documento.firmas if una.papel == casilla.campo]


def _campo(campo: str, documento: Documento) -> str:
    if campo in {"entidad", "nombre"}:
        return str(getattr(documento, campo))
    return str(documento.casillas.get(campo) or "")


def _fecha(documento: Documento, campo: str) -> date | None:
    propia = documento.casillas.get(campo)
    return propia if isinstance(propia, date) else None


def _iso(documento: Documento, campo: str) -> str | None:
    dia = _fecha(documento, campo)
    return dia.isoformat() if dia else None


def _dia(documento: Documento, campo: str) -> str:
    dia = _fecha(documento, campo)
    return f"{dia:%d/%m/%Y}" if dia else ""
