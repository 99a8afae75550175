"""Filas corridas: las celdas de una fila que quedaron bajo el título de al lado.

Pasa al extraer un PDF: una celda combinada pierde sus huecos y lo que sigue se desplaza. Aquí
se nota (una fecha donde va un texto, una X donde no se marca) y se busca el acomodo en que cada
celda queda bajo un título que la admite, en el mismo orden y con los menores saltos. Lo que se
mueve siempre se dice.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from cronograma.celdas import MARCA_CON_TEXTO, juntar_letras, leer_marca
from cronograma.formatos import Clase
from estrategia.texto import sin_acentos

from .columnas import ColumnaLeida

FECHA = re.compile(
    r"^(?:\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,10})\.?[-/. ](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}|[a-z]{3}-\d{2,4})$"
)
AVANCE = re.compile(r"^(?:\d{1,3}(?:[.,]\d+)?\s*%|n/?a\.?)$")
CORREO = re.compile(r"\S+@\S+\.\w+")
ALCANCE = re.compile(r"^al? ciudadan\w+ se le")
DEPENDENCIA = re.compile(
    r"^(?:oficina|direccion|secretaria|subdireccion|subsecretaria|gerencia|subgerencia|area|coordinacion"
    r"|equipo|unidad|jefatura|jefe|lider|despacho|planeacion|control interno|talento humano)\b"
)
CON_FECHA = {Clase.CUANDO, Clase.INICIO, Clase.FIN}
CON_AVANCE = {Clase.AVANCE}
MARCAS = {Clase.MARCA, Clase.PERIODO}

CUADRA, ADMITE, CHOCA = 3.0, 0.5, -6.0
POR_CAMBIO_DE_SALTO = 0.5
POR_SALTO = 0.02


def genero(texto: str) -> str:
    """Qué clase de dato parece la celda: marca, marca_con_texto, fecha, avance, correo, alcance o texto."""
    limpio = sin_acentos(texto)
    if limpio in ("x", "xx", "✓", "✔"):
        return "marca"
    if MARCA_CON_TEXTO.match(texto):
        return "marca_con_texto"
    for nombre, forma in (
        ("fecha", FECHA),
        ("avance", AVANCE),
        ("correo", CORREO),
        ("alcance", ALCANCE),
    ):
        if forma.search(limpio):
            return nombre
    return "texto"


def admite(columna: ColumnaLeida, clase_de_dato: str, texto: str) -> float:
    """Cuánto cuadra ese dato bajo esa columna."""
    cuadran = {
        "marca": columna.clase in MARCAS,
        "marca_con_texto": columna.clase in MARCAS,
        "fecha": columna.clase in CON_FECHA,
        "avance": columna.clase in CON_AVANCE,
        "correo": columna.campo == "correo",
        "alcance": columna.campo == "alcance",
    }
    if clase_de_dato != "texto":
        if cuadran[clase_de_dato]:
            return CUADRA
        return (
            ADMITE if clase_de_dato == "marca_con_texto" and columna.clase is Clase.TEXTO else CHOCA
        )
    if columna.clase in MARCAS | CON_AVANCE or columna.campo in ("correo",):
        return CHOCA
    if columna.clase in CON_FECHA:
        return ADMITE if len(texto) < 60 else CHOCA
    if columna.clase is Clase.OPCION:
        return CUADRA if len(juntar_letras(texto)) < 40 else CHOCA
    if columna.clase is Clase.RESPONSABLES and DEPENDENCIA.match(sin_acentos(texto)):
        return 2.0
    if columna.campo == "nombre":
        return CUADRA if len(texto) > 12 else ADMITE
    return ADMITE


def esta_corrida(celdas: Mapping[int, str], columnas: Sequence[ColumnaLeida]) -> bool:
    """¿Hay una celda bajo un título que no la admite y que otro título sí admitiría?"""
    por_numero = {una.numero: una for una in columnas}
    for numero, texto in celdas.items():
        columna = por_numero.get(numero)
        if columna is None:
            continue
        clase_de_dato = genero(texto)
        if not columna.campo:
            # Una columna propia admite cualquier cosa; una sin título no tenía por qué tener nada.
            if columna.titulo or len(columnas) - 1 > columnas.index(columna) + 2:
                continue
            return True
        if clase_de_dato == "texto":
            if columna.clase is Clase.OPCION and len(juntar_letras(texto)) > 60:
                return True
            if columna.clase in MARCAS and len(texto) > 3 and leer_marca(texto).marca is None:
                return True
        elif admite(columna, clase_de_dato, texto) == CHOCA and _hay_quien_admita(
            columnas, clase_de_dato
        ):
            return True
    return False


def _hay_quien_admita(columnas: Sequence[ColumnaLeida], clase_de_dato: str) -> bool:
    return any(admite(una, clase_de_dato, "") == CUADRA for una in columnas if una.campo)


def acomodar_corrida(
    celdas: Mapping[int, str], columnas: Sequence[ColumnaLeida], llenado: Counter[int]
) -> dict[int, int] | None:
    """El acomodo de una fila corrida; None si no lo está, si no hay acomodo o si nada se mueve."""
    if len(celdas) < 3 or not esta_corrida(celdas, columnas):
        return None
    acomodo = acomodar(celdas, columnas, llenado)
    return acomodo if acomodo and any(de != a for de, a in acomodo.items()) else None


def acomodar(
    celdas: Mapping[int, str], columnas: Sequence[ColumnaLeida], llenado: Counter[int]
) -> dict[int, int] | None:
    """Adónde va cada celda (número de columna leída → número de columna que le corresponde).

    Args:
        llenado: cuántas filas buenas tienen algo en cada columna; desempata entre marcas.

    Returns:
        El acomodo, o None si ninguno deja todas las celdas en un sitio que las admita.
    """
    destinos = [una for una in columnas if (una.campo and una.titulo) or una.clase is Clase.OPCION]
    numeros = sorted(celdas)
    if len(numeros) > len(destinos):
        return None
    total = max(llenado.values(), default=1)
    mejor: list[dict[int, tuple[float, int | None]]] = []
    for indice, numero in enumerate(numeros):
        actual: dict[int, tuple[float, int | None]] = {}
        clase_de_dato = genero(celdas[numero])
        for sitio, columna in enumerate(destinos):
            puntos = admite(columna, clase_de_dato, celdas[numero])
            if puntos == CHOCA:
                continue
            puntos -= POR_SALTO * abs(columna.numero - numero)
            puntos += 0.6 * llenado[columna.numero] / total
            if clase_de_dato == "marca_con_texto" and _sigue_un_texto(destinos, sitio):
                # La marca y el texto perdieron el borde que las separaba.
                puntos += 1.0
            anterior = (
                _mejor_anterior(mejor[-1], destinos, sitio, numeros, indice)
                if indice
                else (0.0, None)
            )
            if anterior is not None:
                actual[sitio] = (puntos + anterior[0], anterior[1])
        if not actual:
            return None
        mejor.append(actual)
    return _recorrer(mejor, destinos, numeros)


def _sigue_un_texto(destinos: Sequence[ColumnaLeida], sitio: int) -> bool:
    return sitio + 1 < len(destinos) and destinos[sitio + 1].clase is Clase.TEXTO


def _mejor_anterior(previos, destinos, sitio: int, numeros: list[int], indice: int):
    salto = destinos[sitio].numero - numeros[indice]
    opciones = [
        (
            puntos
            - POR_CAMBIO_DE_SALTO * abs(salto - (destinos[otro].numero - numeros[indice - 1])),
            otro,
        )
        for otro, (puntos, _) in previos.items()
        if otro < sitio
    ]
    return max(opciones, default=None)


def _recorrer(mejor, destinos, numeros: list[int]) -> dict[int, int]:
    sitio = max(mejor[-1], key=lambda uno: mejor[-1][uno][0])
    acomodo: dict[int, int] = {}
    for indice in range(len(numeros) - 1, -1, -1):
        acomodo[numeros[indice]] = destinos[sitio].numero
        sitio = mejor[indice][sitio][1]
    return acomodo
