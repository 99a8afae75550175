"""Tablas: qué tablas de actividades hay en una hoja, una debajo de otra o una al lado de otra.

Cada encabezado abre una tabla, o continúa la que ya se vio si es el mismo repetido en otra
página. La que no es un plan (un procedimiento, una lista sin responsables ni fechas) se deja
fuera y se dice por qué. Qué es cada fila lo decide `recorrido`.
"""

import re
from collections.abc import Callable, Iterator

from rapidfuzz import fuzz

from .columnas import ColumnaLeida, reconocer, ubicar
from .duda import Duda
from .encabezados import Encabezado, encabezados
from .hoja_leida import DICEN_EL_PLAN, HojaLeida, Tabla
from .libro import CeldaLeida, Hoja, coordenada
from .recorrido import Recorrido
from .titulos import llano

DICEN_CUANDO_O_QUE = DICEN_EL_PLAN - {"dependencias", "objetivo", "metodologia"}
DE_PROCEDIMIENTO = re.compile(
    r"documentos? y registros?|registros? relacionad|punto de control|^registros?$|flujograma"
)

Corrector = Callable[[list[ColumnaLeida]], list[ColumnaLeida]]


def leer_hoja(hoja: Hoja, corregir=None) -> HojaLeida:
    """Las tablas de actividades de una hoja.

    Args:
        corregir: función que recibe las columnas propuestas y las devuelve con el mapa que una
            persona corrigió; sin ella vale lo propuesto.
    """
    leida = HojaLeida(hoja)
    hallados = [parte for uno in encabezados(hoja) for parte in _lado_a_lado(hoja, uno)]
    if not hallados:
        leida.fuera = [celda for celdas in hoja.por_filas().values() for celda in celdas]
        return leida
    for encabezado, hasta in _con_limites(hoja, hallados):
        rango = range(encabezado.ultima + 1, hasta)
        ajenas = frozenset(
            una.columna
            for otro in hallados
            if otro is not encabezado and not _se_pisan(otro, encabezado)
            for una in otro.tituladas
        )
        tabla = _tabla(leida, encabezado, rango, ajenas, corregir)
        if tabla is None:
            continue
        Recorrido(leida, tabla, encabezado, rango, ajenas).recorrer()
    leida.fuera += _antes_de(hoja, min(uno.primera for uno in hallados))
    return leida


def _con_limites(hoja: Hoja, hallados: list[Encabezado]) -> Iterator[tuple[Encabezado, int]]:
    """Cada encabezado con la fila en que empieza el siguiente que le quita el sitio."""
    for uno in hallados:
        siguientes = [
            otro.primera for otro in hallados if otro.primera > uno.ultima and _se_pisan(uno, otro)
        ]
        yield uno, min(siguientes, default=hoja.ultima_fila + 1)


def _se_pisan(uno: Encabezado, otro: Encabezado) -> bool:
    suyas = {una.columna for una in uno.tituladas}
    return bool(suyas & {una.columna for una in otro.tituladas})


def _antes_de(hoja: Hoja, fila: int) -> list[CeldaLeida]:
    return [
        celda
        for clave, celda in sorted(hoja.celdas.items())
        if clave[0] < fila and celda.texto.strip()
    ]


# --- Dos tablas en las mismas filas ---------------------------------------------------------


def _lado_a_lado(hoja: Hoja, encabezado: Encabezado) -> list[Encabezado]:
    """Parte el encabezado si son dos tablas puestas una al lado de la otra.

    Dos grupos de columnas de las mismas actividades (el plan y su seguimiento) no se parten:
    se parte solo si el segundo trae otras actividades.
    """
    nombres = [una for una in encabezado.tituladas if (d := una.destino) and d.campo == "nombre"]
    for una in nombres[1:]:
        inicio = _comienzo_del_segundo(encabezado, nombres[0].columna, una.columna)
        if inicio and not _son_las_mismas(hoja, encabezado, nombres[0].columna, una.columna):
            izquierda = [t for t in encabezado.tituladas if t.columna < inicio and t.titulo]
            derecha = [t for t in encabezado.tituladas if t.columna >= inicio and t.titulo]
            if len(izquierda) < 2 or len(derecha) < 2:
                continue
            otro = Encabezado(encabezado.primera, encabezado.ultima, derecha)
            return [
                Encabezado(encabezado.primera, encabezado.ultima, izquierda, encabezado.valores),
                *_lado_a_lado(hoja, otro),
            ]
    return [encabezado]


def _comienzo_del_segundo(encabezado: Encabezado, primera: int, segunda: int) -> int:
    vacias = [
        t.columna for t in encabezado.tituladas if primera < t.columna < segunda and not t.titulo
    ]
    titulos = {
        llano(t.titulo): t.columna for t in encabezado.tituladas if t.titulo and t.columna < segunda
    }
    if vacias:
        return max(vacias) + 1
    repetidos = [
        t.columna
        for t in encabezado.tituladas
        if t.titulo and t.columna > primera and titulos.get(llano(t.titulo), t.columna) < t.columna
    ]
    return min(repetidos) if len(repetidos) >= 2 else 0


def _son_las_mismas(hoja: Hoja, encabezado: Encabezado, una: int, otra: int) -> bool:
    pares = [
        (hoja.texto(fila, una), hoja.texto(fila, otra))
        for fila in range(encabezado.ultima + 1, min(hoja.ultima_fila, encabezado.ultima + 60) + 1)
    ]
    ambos = [(izq, der) for izq, der in pares if izq and der]
    iguales = sum(1 for izq, der in ambos if fuzz.ratio(llano(izq), llano(der)) >= 85)
    return bool(ambos) and iguales >= 0.6 * len(ambos)


# --- Una tabla ------------------------------------------------------------------------------


def _tabla(
    leida: HojaLeida, encabezado: Encabezado, rango: range, ajenas: frozenset[int], corregir
) -> Tabla | None:
    """La tabla del encabezado: la anterior si es el mismo repetido, o una nueva si sirve."""
    for otra in leida.tablas:
        if encabezado.huella == otra.huella:
            otra.filas_de_titulos.append((encabezado.primera, encabezado.ultima))
            return otra
        if encabezado.principal and set(encabezado.principal) == set(otra.principal):
            otra.filas_de_titulos.append((encabezado.primera, encabezado.ultima))
            leida.dudas.append(_subtitulos_corridos(leida.hoja, encabezado))
            return otra
    columnas = ubicar(leida.hoja, encabezado, rango, ajenas)
    if corregir:
        columnas = corregir(columnas)
    if reparo := _por_que_no(columnas):
        if reparo not in leida.reparos:
            leida.reparos.append(reparo)
        return None
    tabla = Tabla(
        leida.hoja.nombre,
        columnas,
        reconocer(columnas),
        [(encabezado.primera, encabezado.ultima)],
        huella=encabezado.huella,
        principal=encabezado.principal,
    ).indexar()
    leida.tablas.append(tabla)
    return tabla


def _subtitulos_corridos(hoja: Hoja, encabezado: Encabezado) -> Duda:
    primera = encabezado.tituladas[0]
    return Duda(
        hoja.nombre,
        coordenada(encabezado.ultima, primera.columna),
        "",
        "",
        "Los títulos se repiten con los subtítulos corridos o duplicados: las filas que siguen se leyeron"
        " con las columnas del primer encabezado. Revise que las marcas estén bajo su periodo.",
    )


def _por_que_no(columnas: list[ColumnaLeida]) -> str:
    """Por qué la tabla no es un plan de actividades; vacío si lo es."""
    campos = {una.campo for una in columnas if una.campo}
    if "nombre" not in campos:
        return "tiene títulos conocidos, pero ninguna columna dice la actividad"
    titulos = " | ".join(llano(una.rotulo) for una in columnas)
    if DE_PROCEDIMIENTO.search(titulos) and not campos & DICEN_CUANDO_O_QUE:
        return (
            "es un procedimiento (pasos, responsables y registros), no un cronograma: ninguna columna dice"
            " cuándo se hace cada actividad ni qué meta o producto entrega"
        )
    if not campos & DICEN_EL_PLAN:
        return (
            "tiene actividades, pero ninguna columna dice quién responde, cuándo se hacen, a quién van"
            " dirigidas ni qué entregan"
        )
    return ""
