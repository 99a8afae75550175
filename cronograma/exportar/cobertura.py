"""El registro del control de cobertura como archivo: PDF accesible y libro de Excel.

Los dos salen del mismo `Registro` que muestra la pantalla. Sin control ejecutado, el archivo
dice que es como está la estrategia en ese momento y que no es un control.
"""

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.timezone import localtime

from cronograma.registro_de_cobertura import Registro

from .disposicion import Disposicion, Estilo, Puesta
from .hoja import Propiedades, libro
from .pdf import A4, imprimir

TITULO = "Control de cobertura de los grupos de valor"
NO_EJECUTADO = "Sin ejecutar: así está la estrategia"
PRIMERA_DE_TITULOS, ULTIMA_DE_TITULOS = 5, 6  # sobre ellos, lo que dice el control
ANTES = ("Situación", "Grupo de valor", "Actividades")
DESPUES = "Cuáles"
SIN_GRUPO = "No invitan a un grupo"
ANCHO_DE_NUMERO, ANCHO_DE_CUALES = 14, 70
ANCHOS_DE_ANTES = (24, 40, 13)
PUNTOS_POR_LINEA, ALTO_MAXIMO = 13, 400


def cobertura_en_pdf(registro: Registro, *, ahora: datetime) -> bytes:
    """El registro en papel A4 apaisado.

    Raises:
        FaltaPango: si el equipo no tiene con qué hacerlo.
    """
    return imprimir(html(registro, ahora=ahora))


def html(registro: Registro, *, ahora: datetime) -> str:
    """La página que se imprime."""
    return render_to_string(
        "pdf/cobertura.html",
        {
            "titulo": TITULO,
            "registro": registro,
            "estado": estado_de(registro, ahora),
            "papel": A4,
        },
    )


def cobertura_en_excel(registro: Registro, *, ahora: datetime) -> bytes:
    """El registro en un libro de Excel: una fila por grupo, con los títulos fijos."""
    cuerpo = list(_renglones(registro))
    puestas = (*_arriba(registro, ahora), *_titulos(registro), *_cuerpo(cuerpo))
    ancho = len(ANTES) + len(registro.columnas)
    plano = Disposicion(
        hoja="Cobertura",
        puestas=puestas,
        anchos=(*ANCHOS_DE_ANTES, *[ANCHO_DE_NUMERO] * (ancho - len(ANTES)), ANCHO_DE_CUALES),
        altos=_altos(cuerpo),
        primera_de_titulos=PRIMERA_DE_TITULOS,
        ultima_de_titulos=ULTIMA_DE_TITULOS,
        ultima_fila=ULTIMA_DE_TITULOS + len(cuerpo),
        es_una_sola_tabla=True,
    )
    matriz = registro.matriz
    nombre = f"{TITULO} · {matriz.estrategia} · {matriz.vigencia}"
    return libro(plano, Propiedades(titulo=nombre, autor=matriz.entidad))


def estado_de(registro: Registro, ahora: datetime) -> str:
    """Qué es este archivo: un control ejecutado, o la estrategia como está."""
    hecho = registro.ejecucion
    if hecho is None:
        return f"{NO_EJECUTADO} el {localtime(ahora):%d/%m/%Y, %H:%M}"
    resultado = "conforme" if hecho.conforme else "no conforme"
    return f"Ejecutado el {localtime(hecho.cuando):%d/%m/%Y, %H:%M} por {hecho.quien}: {resultado}"


def _arriba(registro: Registro, ahora: datetime) -> Iterator[Puesta]:
    matriz, hecho = registro.matriz, registro.ejecucion
    razon = f" Razón para seguir: {hecho.razon}" if hecho and hecho.razon else ""
    textos = (
        f"{TITULO} · {matriz.entidad} · {matriz.estrategia}, vigencia {matriz.vigencia}",
        f"{estado_de(registro, ahora)}.{razon}",
        matriz.conclusion,
        f"Caracterización: {matriz.caracterizacion or 'no se ha registrado'}",
    )
    for fila, texto in enumerate(textos, start=1):
        # Se desborda a la derecha: combinar aquí estorba al filtrar.
        yield Puesta(fila, 1, texto, Estilo.SUELTA, fila, 1)


def _titulos(registro: Registro) -> Iterator[Puesta]:
    arriba, abajo, estilo = PRIMERA_DE_TITULOS, ULTIMA_DE_TITULOS, Estilo.ENCABEZADO
    for columna, texto in enumerate(ANTES, start=1):
        yield Puesta(arriba, columna, texto, estilo, abajo, columna)
    primera = len(ANTES) + 1
    for tramo in registro.tramos:
        yield Puesta(arriba, primera, tramo.nombre, estilo, arriba, primera + tramo.cuantas - 1)
        primera += tramo.cuantas
    for columna, una in enumerate(registro.columnas, start=len(ANTES) + 1):
        yield Puesta(abajo, columna, una.nombre, estilo, abajo, columna)
    yield Puesta(arriba, primera, DESPUES, estilo, abajo, primera)


def _renglones(registro: Registro) -> Iterator[tuple[str, ...]]:
    for tabla in registro.tablas:
        for renglon in tabla.renglones:
            numeros = (casilla.texto for casilla in (renglon.total, *renglon.casillas))
            yield (tabla.titulo, renglon.grupo, *numeros, "\n".join(renglon.actividades))
    if registro.sin_grupo:
        vacias = [""] * len(registro.columnas)
        cuantas = str(len(registro.sin_grupo))
        yield (SIN_GRUPO, "", cuantas, *vacias, "\n".join(registro.sin_grupo))


def _cuerpo(renglones: list[tuple[str, ...]]) -> Iterator[Puesta]:
    for fila, textos in enumerate(renglones, start=ULTIMA_DE_TITULOS + 1):
        for columna, texto in enumerate(textos, start=1):
            es_numero = len(ANTES) <= columna < len(textos)
            estilo = Estilo.CENTRADO if es_numero else Estilo.TEXTO
            yield Puesta(fila, columna, texto, estilo, fila, columna)


def _altos(renglones: list[tuple[str, ...]]) -> dict[int, float]:
    altos: dict[int, float] = {ULTIMA_DE_TITULOS: 3.4 * PUNTOS_POR_LINEA}
    for fila, textos in enumerate(renglones, start=ULTIMA_DE_TITULOS + 1):
        lineas = sum(1 + len(linea) // ANCHO_DE_CUALES for linea in textos[-1].split("\n"))
        altos[fila] = min(ALTO_MAXIMO, PUNTOS_POR_LINEA * (max(2, lineas) + 0.4))
    return altos
