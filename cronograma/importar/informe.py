"""El informe de una lectura: para programas (JSON), para personas (texto) y en su hoja (XLSX).

El XLSX es la hoja de la oficina con un comentario en cada celda dudosa.
"""

import io
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_from_string

from cronograma.formatos import FORMATOS
from cronograma.models import Actividad
from cronograma.models.importacion import Accion

from .duda import Duda, Gravedad
from .libro import Libro, columna_de

if TYPE_CHECKING:
    from .analisis import Analisis

COLORES = {Gravedad.ERROR: "FFF4B6B6", Gravedad.DUDA: "FFFFE8A3", Gravedad.NOTA: "FFD6E6FA"}
ROTULOS = {Gravedad.ERROR: "ERROR", Gravedad.DUDA: "DUDA", Gravedad.NOTA: "NOTA"}
SIN_SITIO = "Dudas sin celda"
OTROS_NOMBRES = {
    "inicio": "fecha inicial", "fin": "fecha final", "fases": "fase o etapa", "periodo": "periodo",
    "modalidad": "modalidad", "entidad": "entidad", "consolido": "consolidó", "reviso": "revisó",
    "elaboro": "elaboró", "aprobo": "aprobó", "avance": "avance", "": "hoja",
}  # fmt: skip


def informe(analisis: "Analisis") -> dict[str, Any]:
    """Lo que la importación haría, con las claves que otros programas esperan."""
    dudas = analisis.todas_las_dudas
    return {
        "formato": analisis.leido.nombre_del_formato,
        "hojas": [leida.hoja.nombre for leida in analisis.leido.hojas if leida.filas],
        "filas": len(analisis.filas),
        "nuevas": analisis.cuantas(Accion.NUEVA),
        "cambiadas": analisis.cuantas(Accion.CAMBIADA),
        "iguales": analisis.cuantas(Accion.IGUAL),
        "ausentes": len(analisis.ausentes),
        "errores": [una.como_dict() for una in dudas if una.gravedad is Gravedad.ERROR],
        "dudas": [una.como_dict() for una in dudas if una.gravedad is not Gravedad.ERROR],
        "columnas_sin_ubicar": analisis.leido.columnas_sin_ubicar,
        "vigencia": analisis.vigencia,
        "entidad": analisis.entidad.slug if analisis.entidad else "",
        "avisos": analisis.leido.avisos,
        "fuera_de_tabla": analisis.leido.fuera,
        "nombres_nuevos": analisis.nuevos,
        "por_confirmar": sum(1 for una in analisis.filas if una.por_confirmar),
    }


PARA_PROGRAMAS = (
    "formato hojas filas nuevas cambiadas iguales ausentes errores dudas columnas_sin_ubicar vigencia entidad"
).split()


def para_programas(datos: dict[str, Any]) -> dict[str, Any]:
    """Solo las claves acordadas, en su orden."""
    return {clave: datos[clave] for clave in PARA_PROGRAMAS}


# --- Para personas --------------------------------------------------------------------------


def en_palabras(datos: dict[str, Any], *, ausentes: Iterable[str] = ()) -> Iterator[str]:
    """Las líneas del informe que se lee en la consola."""
    formato = FORMATOS.get(datos["formato"])
    nombre = formato.descripcion if formato else "otra tabla de actividades"
    yield f"{nombre} · vigencia {datos['vigencia']} · hojas: {', '.join(datos['hojas'])}"
    yield (
        f"{datos['filas']} actividades leídas: {datos['nuevas']} nuevas, {datos['cambiadas']} cambiadas,"
        f" {datos['iguales']} iguales."
    )
    ausentes = list(ausentes)
    if ausentes:
        yield f"{len(ausentes)} ya no están en la hoja y se conservan:"
        yield from (f"  - {una}" for una in ausentes)
    for rotulo, nombres in datos["nombres_nuevos"].items():
        if nombres:
            yield f"Nuevos en {rotulo}: {'; '.join(nombres)}."
    if datos["columnas_sin_ubicar"]:
        yield f"Columnas que se conservan con su título: {'; '.join(datos['columnas_sin_ubicar'])}."
    yield from datos["avisos"]
    yield from _lista("Errores (la fila no entra)", datos["errores"])
    yield from _lista("Dudas", [d for d in datos["dudas"] if d["gravedad"] == Gravedad.DUDA])
    yield from _lista("Notas", [d for d in datos["dudas"] if d["gravedad"] == Gravedad.NOTA])


def _lista(titulo: str, dudas: list[dict[str, Any]]) -> Iterator[str]:
    if dudas:
        yield f"{titulo} ({len(dudas)}):"
    for una in dudas:
        texto = " ".join(una["texto"].split())
        cita = f"«{texto[:60]}{'…' if len(texto) > 60 else ''}» " if texto else ""
        yield f"  {una['celda'] or una['hoja']} ({nombre_de(una['campo'])}) {cita}{una['mensaje']}"


def nombre_de(campo: str) -> str:
    """El nombre con que una persona conoce el campo."""
    if campo in OTROS_NOMBRES:
        return OTROS_NOMBRES[campo]
    try:
        return str(Actividad._meta.get_field(campo).verbose_name)  # noqa: SLF001 -- API de Django
    except FieldDoesNotExist:
        return campo.replace("_", " ")


# --- En su hoja -----------------------------------------------------------------------------


def hoja_comentada(libro: Libro, original: bytes, dudas: Iterable[Duda]) -> bytes:
    """La hoja de la oficina con un comentario en cada celda dudosa, como XLSX."""
    salida = _copia(libro, original)
    por_celda: dict[tuple[str, str], list[Duda]] = defaultdict(list)
    sueltas = []
    for una in dudas:
        if una.celda and una.hoja in salida.sheetnames:
            por_celda[una.hoja, una.celda].append(una)
        else:
            sueltas.append(una)
    for (hoja, celda), suyas in por_celda.items():
        _comentar(salida[hoja], celda, suyas)
    if sueltas:
        hoja = salida.create_sheet(SIN_SITIO)
        for una in sueltas:
            hoja.append([ROTULOS[una.gravedad], una.texto, una.mensaje])
    contenido = io.BytesIO()
    salida.save(contenido)
    return contenido.getvalue()


def _copia(libro: Libro, original: bytes) -> Workbook:
    if libro.clase == "xlsx":
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return load_workbook(io.BytesIO(original))
        # Lo que openpyxl no abre se vuelve a escribir desde lo leído.
        except Exception:
            return _desde_lo_leido(libro)
    return _desde_lo_leido(libro)


def _desde_lo_leido(libro: Libro) -> Workbook:
    nuevo = Workbook()
    nuevo.remove(nuevo.active)
    for hoja in libro.hojas:
        destino = nuevo.create_sheet(hoja.nombre[:31])
        for celda in hoja.celdas.values():
            escrita = destino.cell(celda.fila, celda.columna)
            escrita.value = celda.texto
            escrita.data_type = "s"
        for area in hoja.areas:
            destino.merge_cells(
                start_row=area.fila,
                start_column=area.columna,
                end_row=area.ultima_fila,
                end_column=area.ultima_columna,
            )
    return nuevo


def _comentar(hoja, celda: str, dudas: list[Duda]) -> None:
    destino = hoja[celda]
    if isinstance(destino, MergedCell):
        destino = _primera_de_la_combinada(hoja, celda)
    texto = "\n\n".join(f"{ROTULOS[una.gravedad]}: {una.mensaje}" for una in dudas)
    destino.comment = Comment(
        texto, "Participa", width=380, height=60 + 22 * (len(texto) // 45 + 1)
    )
    grave = min(dudas, key=lambda una: list(COLORES).index(una.gravedad)).gravedad
    destino.fill = PatternFill("solid", fgColor=COLORES[grave])


def _primera_de_la_combinada(hoja, celda: str):
    letras, fila = coordinate_from_string(celda)
    columna = columna_de(letras)
    for area in hoja.merged_cells.ranges:
        if area.min_row <= fila <= area.max_row and area.min_col <= columna <= area.max_col:
            return hoja.cell(area.min_row, area.min_col)
    return hoja.cell(1, 1)
