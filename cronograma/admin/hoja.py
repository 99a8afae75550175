"""Lo que decía la hoja de la entidad, junto a lo que hoy se escribiría en ella.

Entra lo guardado de la hoja; sale una tabla HTML para leer. Nada de aquí se edita.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join

from cronograma.formatos import FORMATOS, Formato
from cronograma.formatos.valores import celda, valor
from cronograma.models import Actividad

VACIA = "—"


def tabla(titulos: Iterable[str], filas: Iterable[Iterable[str]]) -> str:
    """Una tabla de lectura; la primera celda de cada fila es su título."""
    encabezado = format_html_join("", "<th scope=col>{}</th>", ((titulo,) for titulo in titulos))
    cuerpo = format_html_join("", "<tr>{}</tr>", ((_celdas(fila),) for fila in filas))
    return format_html(
        '<div class="desliza" tabindex="0"><table class="hoja"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>",
        encabezado,
        cuerpo,
    )


def _celdas(fila: Iterable[str]) -> str:
    primera, *demas = fila
    return format_html(
        '<th scope="row">{}</th>{}',
        primera,
        format_html_join("", "<td>{}</td>", ((una,) for una in demas)),
    )


def tabla_de_celdas(celdas: Mapping[str, Any]) -> str:
    """Casillas del encabezado: nombre y texto literal."""
    if not celdas:
        return VACIA
    return tabla(("Casilla", "Decía la hoja"), ((k, _texto(una)) for k, una in celdas.items()))


def tabla_de_extras(extras: Mapping[str, Any]) -> str:
    """Columnas de la hoja que ningún formato conoce; se guardan y se devuelven al exportar."""
    if not extras:
        return VACIA
    return tabla(("Columna", "Valor"), ((titulo, str(texto)) for titulo, texto in extras.items()))


def tabla_de_actividad(actividad: Actividad) -> str:
    """Cada celda leída y, si la actividad ya no significa eso, lo que se escribirá."""
    if not actividad.celdas:
        return VACIA
    formato = FORMATOS.get(actividad.estrategia.formato)
    columnas = {una.clave: una for una in formato.columnas} if formato else {}
    fila = Actividad.objects.completas().get(pk=actividad.pk).fila()
    filas = []
    for clave, leida in fila.celdas.items():
        columna = columnas.get(clave)
        cambio = columna is not None and valor(columna, fila) != leida.valor
        ahora = celda(columna, fila) or "(en blanco)" if cambio else "Igual"
        filas.append((_titulo(formato, clave), leida.texto or VACIA, ahora))
    return tabla(("Columna", "Decía la hoja", "Se escribirá"), filas)


def _titulo(formato: Formato | None, clave: str) -> str:
    if formato is None or clave not in {una.clave for una in formato.columnas}:
        return clave
    columna = formato.columna(clave)
    return " · ".join(parte for parte in (columna.grupo, columna.titulo) if parte) or clave


def _texto(casilla: Any) -> str:
    return casilla.get("texto", "") if isinstance(casilla, Mapping) else str(casilla)
