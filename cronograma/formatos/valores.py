"""Qué valor lleva cada columna de una fila, y con qué texto se escribe.

Regla del escritor: la celda de la entidad, tal cual, mientras la actividad siga
significando lo que de ella se entendió; si cambió, el texto canónico.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from cronograma.fila import Fila
from cronograma.periodos import Periodo
from cronograma.programacion import escribir, esta_programada
from estrategia.catalogos import Elemento, Momento

from .base import Clase, Columna

MARCA = "X"
FECHA_ISO = "iso"  # detalle de una columna de fecha para datos abiertos
OPCIONES = {"momento": Momento, "elemento": Elemento}


def valor(columna: Columna, fila: Fila) -> Any:
    """El valor de la columna en la fila, en forma canónica de JSON (listas, ISO, None)."""
    return _VALORES[columna.clase](columna, fila)


def texto(columna: Columna, fila: Fila) -> str:
    """El texto canónico de la columna: el que se vuelve a leer con el mismo significado."""
    return _TEXTOS[columna.clase](columna, fila)


def celda(columna: Columna, fila: Fila) -> str:
    """Lo que se escribe en la hoja, según la regla del escritor."""
    leida = fila.celdas.get(columna.clave)
    if leida is not None and leida.valor == valor(columna, fila):
        return leida.texto
    return texto(columna, fila)


def celdas_leidas(
    columnas: Iterable[Columna], fila: Fila, textos: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Las celdas que se guardan con la actividad: el texto leído y lo que de él se entendió.

    Args:
        columnas: las del formato en que venía la hoja.
        fila: la actividad ya guardada con los valores entendidos.
        textos: lo que decía cada celda, por la clave de su columna; también las vacías,
            porque un grupo pudo entenderse de la columna vecina. La columna que la hoja no
            traía no va.
    """
    return {
        columna.clave: {"texto": textos[columna.clave], "valor": valor(columna, fila)}
        for columna in columnas
        if columna.clave in textos
    }


def _de_campo(columna: Columna, fila: Fila) -> Any:
    return getattr(fila, columna.campo)


def _numerado(columna: Columna, fila: Fila) -> list[str]:
    return [fila.numero, fila.nombre]


def _marca(columna: Columna, fila: Fila) -> bool:
    if columna.detalle:
        return columna.detalle in {nombrado.codigo for nombrado in getattr(fila, columna.campo)}
    return bool(getattr(fila, columna.campo))


def _lista(columna: Columna, fila: Fila) -> list[str]:
    return [getattr(uno, "nombre", uno) for uno in getattr(fila, columna.campo)]


def _responsables(columna: Columna, fila: Fila) -> list[str]:
    # La líder va primero: al leerse de nuevo, la primera es la que lidera.
    en_orden = sorted(fila.dependencias, key=lambda una: not una.es_lider)
    return [dependencia.nombre for dependencia in en_orden]


def _cuando(columna: Columna, fila: Fila) -> str:
    # Lo que la entidad escribió se imprime siempre, aunque su significado se haya fijado a mano.
    return fila.fecha_programada or escribir(fila.programacion)


def _inicio(columna: Columna, fila: Fila) -> str | None:
    return fila.programacion.inicio.isoformat() if fila.programacion.inicio else None


def _fin(columna: Columna, fila: Fila) -> str | None:
    return fila.programacion.fin.isoformat() if fila.programacion.fin else None


def _periodo(columna: Columna, fila: Fila) -> bool:
    return esta_programada(fila.programacion, Periodo.de_codigo(columna.detalle, fila.vigencia))


def _ajeno(columna: Columna, fila: Fila) -> None:
    """El avance no es de la planeación: quien lo tiene lo escribe encima al exportar."""


_VALORES: dict[Clase, Callable[[Columna, Fila], Any]] = {
    Clase.TEXTO: _de_campo,
    Clase.OPCION: _de_campo,
    Clase.NUMERADO: _numerado,
    Clase.MARCA: _marca,
    Clase.LISTA: _lista,
    Clase.RESPONSABLES: _responsables,
    Clase.CUANDO: _cuando,
    Clase.INICIO: _inicio,
    Clase.FIN: _fin,
    Clase.PERIODO: _periodo,
    Clase.AVANCE: _ajeno,
    Clase.OBSERVACION: _ajeno,
}


def _texto_opcion(columna: Columna, fila: Fila) -> str:
    codigo = getattr(fila, columna.campo)
    return OPCIONES[columna.campo](codigo).label if codigo else ""


def _texto_numerado(columna: Columna, fila: Fila) -> str:
    return f"{fila.numero}. {fila.nombre}" if fila.numero else fila.nombre


def _texto_marca(columna: Columna, fila: Fila) -> str:
    return MARCA if valor(columna, fila) else ""


def _texto_lista(columna: Columna, fila: Fila) -> str:
    return "; ".join(valor(columna, fila))


def _texto_inicio(columna: Columna, fila: Fila) -> str:
    return _texto_dia(columna, fila.programacion.inicio)


def _texto_fin(columna: Columna, fila: Fila) -> str:
    return _texto_dia(columna, fila.programacion.fin)


def _texto_dia(columna: Columna, dia: date | None) -> str:
    if dia is None:
        return ""
    return dia.isoformat() if columna.detalle == FECHA_ISO else f"{dia:%d/%m/%Y}"


def _texto_directo(columna: Columna, fila: Fila) -> str:
    return str(getattr(fila, columna.campo))


def _sin_texto(columna: Columna, fila: Fila) -> str:
    return ""


_TEXTOS: dict[Clase, Callable[[Columna, Fila], str]] = {
    Clase.TEXTO: _texto_directo,
    Clase.OPCION: _texto_opcion,
    Clase.NUMERADO: _texto_numerado,
    Clase.MARCA: _texto_marca,
    Clase.LISTA: _texto_lista,
    Clase.RESPONSABLES: _texto_lista,
    Clase.CUANDO: _cuando,
    Clase.INICIO: _texto_inicio,
    Clase.FIN: _texto_fin,
    Clase.PERIODO: _texto_marca,
    Clase.AVANCE: _sin_texto,
    Clase.OBSERVACION: _sin_texto,
}
