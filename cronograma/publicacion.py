"""Publicación: congelar una estrategia en una versión numerada, y leerla como documento.

Entra una estrategia con sus filas de trabajo; sale una versión con filas inmutables. Las
páginas públicas y los archivos leen solo de aquí. No decide quién puede publicar
(`acceso`) ni si está aprobada (`aprobacion`).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.timezone import localdate

from cronograma.documento import Calidad, Cambio, Documento, Firmante
from cronograma.fila import ESQUEMA, Celda, Fila
from cronograma.models import (
    Actividad,
    ActividadPublicada,
    Etiqueta,
    FormatoEntidad,
    Version,
)
from cronograma.models.version import ClaseVersion
from cronograma.periodos import ClasePeriodo, periodos_de
from cronograma.programacion import Tipo, esta_programada
from cronograma.secciones import seccion_de
from estrategia.catalogos import Elemento, Modalidad, Momento, TipoEstrategia
from estrategia.models import Estrategia
from estrategia.texto import sin_acentos

CAMPOS_DE_CASILLA = (
    "nombre politica objetivo_estrategico objetivo_dependencia iniciativa objetivos marco_legal"
    " responsables version_documento"
).split()
# Los periodos por los que el público filtra, y los dos modos de no tener ninguno.
CLASES_DE_FILTRO = (ClasePeriodo.TRIMESTRE, ClasePeriodo.CUATRIMESTRE, ClasePeriodo.MES)
SIN_PERIODO = {Tipo.POR_DEMANDA: "Por solicitud", Tipo.INDETERMINADA: "Por definir"}


class Marca(NamedTuple):
    """Una etiqueta antes de guardarse."""

    dimension: str
    codigo: str
    nombre: str


@transaction.atomic
def congelar(version: Version) -> Version:
    """Guarda la versión, ya con su estado público, y congela las filas vigentes de su estrategia.

    Raises:
        ValidationError: si no hay actividades o a la versión le falta algo que la base exige.
    """
    actividades = list(version.estrategia.actividades.vigentes().completas())
    if not actividades:
        raise ValidationError("No se puede publicar una estrategia sin actividades.")
    version.cabecera = cabecera(version.estrategia)
    version.full_clean()
    version.save()
    ActividadPublicada.objects.bulk_create(
        fila_congelada(version, actividad) for actividad in actividades
    )
    if version.clase == ClaseVersion.PLAN:
        reindexar(version)
    return version


def siguiente_numero(estrategia: Estrategia, clase: ClaseVersion = ClaseVersion.PLAN) -> int:
    """Número de la versión que sigue, empezando en 1."""
    versiones = estrategia.versiones.filter(clase=clase)
    return (versiones.aggregate(ultimo=Max("numero"))["ultimo"] or 0) + 1


def fila_congelada(version: Version, actividad: Actividad) -> ActividadPublicada:
    """La actividad como fila de la versión, todavía sin guardar."""
    fila = actividad.fila()
    return ActividadPublicada(
        version=version,
        actividad=actividad,
        codigo=fila.codigo,
        orden=fila.orden,
        esquema=ESQUEMA,
        datos=fila.como_dict(),
        tipo_programacion=fila.programacion.tipo.value,
        inicio=fila.programacion.inicio,
        fin=fila.programacion.fin,
        busqueda=texto_de_busqueda(fila),
    )


def texto_de_busqueda(fila: Fila) -> str:
    """Todo lo que una persona puede buscar en la actividad, en minúsculas y sin acentos."""
    partes = [
        fila.numero, fila.nombre, fila.objetivo, fila.metas, fila.producto, fila.tipo_espacio,
        fila.accion_gestion, fila.metodologia, fila.fecha_programada,
        *fila.grupos, *fila.instancias,
        *(f"{una.sigla} {una.nombre}" for una in fila.dependencias),
    ]  # fmt: skip
    return sin_acentos(" ".join(parte for parte in partes if parte))


def reindexar(version: Version) -> None:
    """Rehace las etiquetas de filtro de la versión a partir de sus filas congeladas."""
    Etiqueta.objects.filter(publicada__version__estrategia=version.estrategia).delete()
    Etiqueta.objects.bulk_create(
        Etiqueta(publicada=publicada, **marca._asdict())
        for publicada in version.filas.all()
        for marca in marcas(publicada.fila)
    )


def marcas(fila: Fila) -> Iterator[Marca]:
    """Los valores por los que se puede filtrar una fila, sin repetir."""
    vistas: set[tuple[str, str]] = set()
    for marca in _todas_las_marcas(fila):
        if marca[:2] not in vistas:
            vistas.add(marca[:2])
            yield marca


def _todas_las_marcas(fila: Fila) -> Iterator[Marca]:
    yield from _marcas_de_opciones(fila)
    yield from (Marca("fase", fase.codigo, fase.nombre) for fase in fila.fases)
    yield from (Marca("grupo", codigo_de(nombre), nombre) for nombre in fila.grupos)
    yield from (Marca("instancia", codigo_de(nombre), nombre) for nombre in fila.instancias)
    for una in fila.dependencias:
        yield Marca("dependencia", codigo_de(una.nombre), una.nombre)
    yield from _marcas_de_periodo(fila)


def _marcas_de_opciones(fila: Fila) -> Iterator[Marca]:
    if fila.es_participacion:
        yield _marca_de("estrategia", TipoEstrategia.PARTICIPACION)
    if fila.es_rendicion:
        yield _marca_de("estrategia", TipoEstrategia.RENDICION)
    if modalidad := Modalidad.de_marcas(presencial=fila.presencial, virtual=fila.virtual):
        yield _marca_de("modalidad", modalidad)
    if fila.momento:
        yield _marca_de("momento", Momento(fila.momento))
    if fila.elemento:
        yield _marca_de("elemento", Elemento(fila.elemento))
    yield _marca_de("seccion", seccion_de(fila))


def _marca_de(dimension: str, opcion) -> Marca:
    return Marca(dimension, opcion.value, opcion.label)


def _marcas_de_periodo(fila: Fila) -> Iterator[Marca]:
    if fila.programacion.tipo in SIN_PERIODO:
        tipo = fila.programacion.tipo
        codigo = "por_demanda" if tipo is Tipo.POR_DEMANDA else "por_definir"
        yield Marca("periodo", codigo, SIN_PERIODO[tipo])
    for clase in CLASES_DE_FILTRO:
        for periodo in periodos_de(fila.vigencia, clase):
            if esta_programada(fila.programacion, periodo):
                yield Marca("periodo", periodo.codigo, periodo.nombre)


def codigo_de(nombre: str) -> str:
    """Código ASCII de un nombre, para la dirección: «Atención» → «atencion»."""
    return slugify(nombre)[:120]


def cabecera(estrategia: Estrategia) -> dict[str, Any]:
    """El encabezado de la estrategia como valor de JSON, con los nombres como están ahora."""
    return {
        "entidad": estrategia.entidad.nombre,
        "vigencia": estrategia.vigencia,
        "tipo": estrategia.tipo,
        "formato": estrategia.formato,
        "casillas": {campo: getattr(estrategia, campo) for campo in CAMPOS_DE_CASILLA}
        | {"fecha_documento": _iso(estrategia.fecha_documento)},
        "celdas": estrategia.encabezado,
        "firmas": [
            [firma.papel, firma.nombre, firma.cargo, _iso(firma.fecha)]
            for firma in estrategia.firmas.all()
        ],
        "calidad": datos_de_calidad(estrategia),
    }


def datos_de_calidad(estrategia: Estrategia) -> list[str | None]:
    """Código, versión, fecha y proceso del formato, si la entidad los registró."""
    suyo = FormatoEntidad.objects.filter(
        entidad=estrategia.entidad_id, formato=estrategia.formato
    ).first()
    return (
        [suyo.codigo, suyo.version, _iso(suyo.fecha), suyo.proceso] if suyo else ["", "", None, ""]
    )


def _iso(dia: date | None) -> str | None:
    return dia.isoformat() if dia else None


def _dia(texto: str | None) -> date | None:
    return date.fromisoformat(texto) if texto else None


def documento_de(
    version: Version, publicadas: Iterable[ActividadPublicada] | None = None
) -> Documento:
    """El documento de una versión publicada, con todas sus filas o solo las que se pasan."""
    filas = version.filas.order_by("orden", "pk") if publicadas is None else publicadas
    return _documento(
        version.cabecera,
        tuple(publicada.fila for publicada in filas),
        cambios=control_de_cambios(version.estrategia, hasta=version.numero),
        version=str(version.numero),
        publicada_en=version.publicada_en,
        procedencia=procedencia(version),
    )


def documento_de_trabajo(estrategia: Estrategia) -> Documento:
    """El documento como está hoy en preparación; no es público."""
    actividades = estrategia.actividades.vigentes().completas()
    filas = tuple(actividad.fila() for actividad in actividades)
    return _documento(cabecera(estrategia), filas, cambios=control_de_cambios(estrategia))


def _documento(encabezado: dict, filas: tuple[Fila, ...], **datos) -> Documento:
    casillas = encabezado["casillas"]
    return Documento(
        entidad=encabezado["entidad"],
        vigencia=encabezado["vigencia"],
        tipo=encabezado["tipo"],
        formato=encabezado["formato"],
        nombre=casillas["nombre"],
        casillas=casillas | {"fecha_documento": _dia(casillas["fecha_documento"])},
        celdas={clave: Celda(**celda) for clave, celda in encabezado["celdas"].items()},
        filas=filas,
        firmas=tuple(
            Firmante(papel, nombre, cargo, _dia(fecha))
            for papel, nombre, cargo, fecha in encabezado["firmas"]
        ),
        calidad=_calidad(*encabezado["calidad"]),
        **datos,
    )


def _calidad(codigo: str, version: str, fecha: str | None, proceso: str) -> Calidad:
    return Calidad(codigo, version, _dia(fecha), proceso)


def control_de_cambios(estrategia: Estrategia, *, hasta: int | None = None) -> tuple[Cambio, ...]:
    """Las versiones publicadas, de la primera a `hasta` (o la última), con fecha y motivo."""
    versiones = estrategia.versiones.publicadas().order_by("numero")
    if hasta is not None:
        versiones = versiones.filter(numero__lte=hasta)
    return tuple(
        Cambio(str(una.numero), una.fecha_documento or localdate(una.publicada_en), una.motivo)
        for una in versiones
    )


def procedencia(version: Version) -> str:
    """La frase que dice de dónde sale una versión registrada como publicación previa."""
    if not version.es_previa:
        return ""
    partes = [f"Publicación previa: {version.documento_fuente}"]
    if version.etiqueta:
        partes.append(f"versión {version.etiqueta}")
    if version.fecha_documento:
        partes.append(f"del {version.fecha_documento:%d/%m/%Y}")
    return f"{', '.join(partes)}. La aprobación no consta en el sistema."
