"""El informe como página: el cuerpo que se ve en pantalla y se imprime, y la página suelta.

Entra un `Escrito`; sale HTML. Aquí cada tabla recibe los identificadores con que sus celdas nombran los
títulos que las explican, y cada gráfica su SVG. El cuerpo no lleva estilos: los pone quien lo muestra.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cronograma.exportar.anchos import Letra, Medida, anchos_de_papel, medida
from cronograma.exportar.pdf import con_cortes
from seguimiento.informes.escrito import Bloque, Columna, Escrito, Seccion, Tabla

from .grafica_svg import svg

COLUMNAS_DE_OFICIO = 14
LETRAS_DE_UN_RENGLON = 34
FILAS_DE_TABLA_CORTA, LETRAS_DE_TABLA_CORTA = 12, 1500
# Las letras de static/css/pdf-informe.css: lo que ocupan y lo que la celda deja a los lados.
DE_INFORME, DE_OFICIO = Letra("informe", 1.46, 2.9), Letra("oficio", 1.3, 2.1)
# Lo que cada papel deja entre sus márgenes (static/css/pdf-informe.css).
MILIMETROS = {"vertical": 178.0, "ancha": 273.0, "oficio": 306.0}
HOJAS_DE_ESTILO = ("css/tokens.css", "css/informe.css")


@dataclass(frozen=True, kw_only=True)
class Titulo:
    """Un título de columna con su identificador; `encima` es el del título combinado."""

    id: str
    texto: str
    ancho: int = 1
    alto: int = 1
    encima: str = ""
    clase: str = ""


@dataclass(frozen=True, kw_only=True)
class Celda:
    """Una celda y los títulos que la explican. La que tiene `id` encabeza su fila."""

    texto: SafeString
    titulos: str
    clase: str = ""
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class TablaPuesta:
    """Una tabla lista para imprimirse."""

    id: str
    tabla: Tabla
    superiores: list[Titulo]
    inferiores: list[Titulo]
    filas: list[list[Celda]]
    anchos: list[float]
    grafica: SafeString | str
    titulo: str
    titulada_por: str
    es_corta: bool
    es: str = "tabla"


@dataclass(frozen=True, kw_only=True)
class SeccionPuesta:
    """Una sección con sus bloques listos; `id` es su sitio en la página."""

    id: str
    seccion: Seccion
    bloques: list[Bloque | TablaPuesta]
    papel: str
    abre_pagina: bool


def cuerpo(escrito: Escrito) -> str:
    """El informe como trozo de página, sin la cabecera ni el pie del sitio."""
    return render_to_string("seguimiento/informe/_informe.html", contexto(escrito))


def html(escrito: Escrito) -> bytes:
    """El informe como archivo HTML que se abre solo, con sus estilos dentro."""
    estilos = "\n".join(_leer(nombre) for nombre in HOJAS_DE_ESTILO)
    datos = contexto(escrito) | {"estilos": mark_safe(estilos)}  # noqa: S308 -- hojas del proyecto
    return render_to_string("seguimiento/informe/suelto.html", datos).encode()


def _leer(nombre: str) -> str:
    ruta = finders.find(nombre)
    # La letra propia se pediría a un servidor que un archivo suelto no tiene: vale la del equipo.
    return "".join(
        trozo if lugar == 0 else trozo.partition("}")[2]
        for lugar, trozo in enumerate(
            Path(str(ruta)).read_text(encoding="utf-8").split("@font-face")
        )
    )


def contexto(escrito: Escrito) -> dict:
    """Lo que toman las plantillas."""
    return {
        "escrito": escrito,
        "portada": escrito.portada,
        "secciones": secciones(escrito),
    }


def secciones(escrito: Escrito) -> list[SeccionPuesta]:
    """Las secciones con sus tablas numeradas."""
    tablas = count(1)
    return [
        SeccionPuesta(
            id=f"s{lugar}",
            seccion=una,
            bloques=[_puesto(bloque, una, f"s{lugar}", tablas) for bloque in una.bloques],
            papel=papel_de(una),
            abre_pagina=una.abre_pagina,
        )
        for lugar, una in enumerate(escrito.secciones, start=1)
    ]


def papel_de(seccion: Seccion) -> str:
    """En qué página se imprime: la vertical, la apaisada o la de oficio si la tabla es muy ancha."""
    if not seccion.va_apaisada:
        return "vertical"
    columnas = [len(una.columnas) for una in seccion.bloques if isinstance(una, Tabla)]
    return "oficio" if max(columnas) >= COLUMNAS_DE_OFICIO else "ancha"


def _puesto(
    bloque: Bloque, seccion: Seccion, lugar: str, tablas: Iterator[int]
) -> Bloque | TablaPuesta:
    if not isinstance(bloque, Tabla):
        return bloque
    nombre = f"t{next(tablas)}"
    superiores, inferiores = titulos(bloque.columnas, nombre)
    dibujo = bloque.dibujo
    repite = bloque.titulo == seccion.titulo  # el título de la sección ya es el de la tabla
    return TablaPuesta(
        id=nombre,
        tabla=bloque,
        superiores=superiores,
        inferiores=inferiores,
        filas=[
            _fila(bloque, textos, nombre, paso)
            for paso, textos in enumerate(bloque.textos, start=1)
        ],
        anchos=anchos(bloque, MILIMETROS[papel_de(seccion)]),
        grafica=svg(dibujo, identificador=f"g-{nombre}") if dibujo else "",
        titulo="" if repite else bloque.titulo,
        titulada_por=f"{lugar}-titulo" if repite else f"{nombre}-titulo",
        es_corta=es_corta(bloque),
    )


def titulos(columnas: Sequence[Columna], tabla: str) -> tuple[list[Titulo], list[Titulo]]:
    """Las dos filas de títulos; la segunda está vacía si ninguna columna tiene título encima."""
    dos_filas = any(columna.grupo for columna in columnas)
    superiores, inferiores, lugar = [], [], 0
    for grupo, juntas in groupby(columnas, key=lambda columna: columna.grupo):
        suyas = list(juntas)
        encima = f"{tabla}-g{lugar}"
        if grupo:
            superiores.append(Titulo(id=encima, texto=grupo, ancho=len(suyas)))
        for columna in suyas:
            titulo = Titulo(
                id=f"{tabla}-c{lugar}",
                texto=columna.titulo,
                alto=1 if grupo else 1 + dos_filas,
                encima=encima if grupo else "",
                clase="cifra" if columna.es_cifra else "",
            )
            (inferiores if grupo else superiores).append(titulo)
            lugar += 1
    return superiores, inferiores


def _fila(tabla: Tabla, textos: Sequence[str], nombre: str, paso: int) -> list[Celda]:
    encabeza = f"{nombre}-f{paso}"
    celdas, grupo = [], ""
    for lugar, (columna, texto) in enumerate(zip(tabla.columnas, textos, strict=True)):
        if columna.grupo and (not lugar or tabla.columnas[lugar - 1].grupo != columna.grupo):
            grupo = f"{nombre}-g{lugar}"
        es_nombre = lugar == tabla.encabeza
        encima = [grupo] if columna.grupo else []
        de_fila = [] if es_nombre else [encabeza]
        celdas.append(
            Celda(
                texto=con_cortes(texto),
                titulos=" ".join([*encima, f"{nombre}-c{lugar}", *de_fila]),
                clase="cifra" if columna.es_cifra else "",
                id=encabeza if es_nombre else "",
            )
        )
    return celdas


def anchos(tabla: Tabla, milimetros: float) -> list[float]:
    """El ancho de cada columna en el papel: la palabra más larga no se parte."""
    letra = DE_OFICIO if milimetros == MILIMETROS["oficio"] else DE_INFORME
    return anchos_de_papel(medidas_de(tabla), milimetros, letra)


def es_corta(tabla: Tabla) -> bool:
    """¿Cabe en una página? Entonces no se parte entre dos."""
    letras = sum(len(texto) for fila in tabla.textos for texto in fila)
    return len(tabla.filas) <= FILAS_DE_TABLA_CORTA and letras <= LETRAS_DE_TABLA_CORTA


def medidas_de(tabla: Tabla) -> list[Medida]:
    """Lo que pide cada columna, por su título y por lo que contiene."""
    columnas = zip(*tabla.textos, strict=True) if tabla.filas else [()] * len(tabla.columnas)
    return [
        _medida(columna, textos) for columna, textos in zip(tabla.columnas, columnas, strict=True)
    ]


def _medida(columna: Columna, textos: Sequence[str]) -> Medida:
    """Una cifra no pide más que su ancho; un texto corto, caber en un renglón."""
    una = medida(columna.titulo, textos)
    if columna.es_cifra:
        return Medida(una.minimo, una.minimo)
    largo = max(map(len, textos), default=0)
    return Medida(una.minimo, max(una.comodo, min(largo, LETRAS_DE_UN_RENGLON)))
