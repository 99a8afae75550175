"""Datos abiertos: qué conjuntos hay, cómo se describen y qué significa cada campo.

Ley 1712 de 2014, art. 11, literal k. Entra una entidad o ninguna (todas); salen los conjuntos
publicados, y el catálogo DCAT que leen los portales de datos.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count

from cronograma.formatos import TABLA
from cronograma.models import Version
from estrategia.catalogos import TipoEstrategia

LICENCIA = "Creative Commons Atribución 4.0 Internacional (CC BY 4.0)"
DIRECCION_DE_LA_LICENCIA = "https://creativecommons.org/licenses/by/4.0/deed.es"
FRECUENCIA = "Cada vez que la entidad publica una versión"
# Extensión → tipo de contenido, en el orden en que se ofrecen.
TIPOS_DE_ARCHIVO = {
    "csv": "text/csv",
    "json": "application/json",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Qué significa cada campo del JSON; la columna del CSV que le corresponde sale de TABLA.
DICCIONARIO = {
    "codigo": "Identifica la actividad entre versiones; no cambia.",
    "vigencia": "Año del cronograma.",
    "numero": "Número que la actividad lleva en el documento.",
    "orden": "Lugar en el documento.",
    "nombre": "Nombre de la actividad o del espacio de participación.",
    "bloque": "Tabla o parte del documento en que está.",
    "momento": "Momento según el formato de Función Pública: interna o participativa.",
    "elemento": "Elemento de la rendición de cuentas: informacion, dialogo o responsabilidad.",
    "es_participacion": "Si pertenece a la participación ciudadana en la gestión.",
    "es_rendicion": "Si pertenece a la rendición de cuentas.",
    "fases": "Fases o etapas del ciclo, con su código y su nombre.",
    "grupos": "Grupos de valor a los que invita.",
    "instancias": "Instancias de participación legalmente constituidas a las que invita.",
    "dependencias": "Áreas que responden; una sola lidera.",
    "accion_gestion": "Acción de gestión institucional en que interviene la ciudadanía.",
    "instrumento": "Instrumento de planeación asociado.",
    "metas": "Metas y actividades de la gestión en que interviene.",
    "metas_institucionales": "Metas del plan de la entidad a las que aporta, con código y nombre.",
    "objetivo": "Para qué se hace.",
    "tipo_espacio": "Clase de espacio de diálogo: foro, mesa, audiencia…",
    "presencial": "Si se asiste en persona.",
    "virtual": "Si se asiste a distancia.",
    "alcance": "Hasta dónde puede decidir el ciudadano, como lo dice el documento.",
    "alcance_en_palabras": "Lo mismo, en palabras corrientes.",
    "metodologia": "Cómo se hará.",
    "resultado": "Resultado esperado.",
    "fecha_programada": "Cuándo, como lo escribió la entidad.",
    "programacion": "Cuándo, como se entendió: tipo, inicio y fin (ISO 8601), meses, periodicidad, veces.",
    "es_gradual": "Si el avance esperado crece con el tiempo.",
    "producto": "Meta o producto que debe quedar.",
    "presupuesto": "Presupuesto y recursos.",
    "correo": "Correo institucional de contacto.",
    "lugar": "Dónde se hace.",
    "enlace": "Dirección para asistir a distancia.",
    "observaciones": "Observaciones del documento.",
    "seccion": "Sección del menú Participa que puso la entidad.",
    "celdas": "No se publica: sirve para volver a escribir la hoja de la entidad.",
    "extras": "Columnas propias de la hoja de la entidad.",
}


class Conjunto(NamedTuple):
    """Los datos de una estrategia publicada."""

    entidad: Any
    vigencia: int
    tipo: TipoEstrategia
    nombre: str
    version: int
    filas: int
    cambio: datetime


class Campo(NamedTuple):
    """Una línea del diccionario de datos."""

    nombre: str
    columna: str
    significado: str


def conjuntos(entidad=None) -> list[Conjunto]:
    """Los conjuntos en vigor de una entidad, o de todas; una consulta."""
    versiones = (
        Version.objects.en_vigor()
        .filter(estrategia__entidad__activa=True)
        .select_related("estrategia__entidad")
        .annotate(cuantas=Count("filas"))
        .order_by("estrategia__entidad__nombre", "-estrategia__vigencia", "estrategia__tipo")
    )
    if entidad is not None:
        versiones = versiones.de_entidad(entidad)
    return [
        Conjunto(
            version.estrategia.entidad,
            version.estrategia.vigencia,
            TipoEstrategia(version.estrategia.tipo),
            version.estrategia.nombre,
            version.numero,
            version.cuantas,
            version.publicada_en,
        )
        for version in versiones
    ]


def diccionario() -> list[Campo]:
    """Cada campo publicado con su columna en el CSV y lo que significa."""
    columnas = {columna.campo: columna.titulo for columna in TABLA.columnas}
    return [
        Campo(campo, columnas.get(campo, ""), significado)
        for campo, significado in DICCIONARIO.items()
        if campo != "celdas"
    ]


def catalogo(
    todos: list[Conjunto], *, inicio: str, direccion_de: Callable[[Conjunto, str], str]
) -> dict[str, Any]:
    """El catálogo DCAT en JSON-LD.

    Args:
        inicio: dirección de la página de datos.
        direccion_de: la dirección completa del archivo de un conjunto, por su extensión.
    """
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
        },
        "@type": "dcat:Catalog",
        "@id": inicio,
        "dct:title": "Cronogramas de participación ciudadana y rendición de cuentas",
        "dct:language": "es",
        "dct:license": DIRECCION_DE_LA_LICENCIA,
        "dcat:dataset": [_conjunto(uno, direccion_de) for uno in todos],
    }


def _conjunto(uno: Conjunto, direccion_de: Callable[[Conjunto, str], str]) -> dict[str, Any]:
    return {
        "@type": "dcat:Dataset",
        "dct:identifier": f"{uno.entidad.slug}-{uno.vigencia}-{uno.tipo.value}",
        "dct:title": f"{uno.nombre} · {uno.entidad.nombre}, {uno.vigencia}",
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": uno.entidad.nombre},
        "dct:modified": uno.cambio.isoformat(),
        "dct:accrualPeriodicity": FRECUENCIA,
        "dct:license": DIRECCION_DE_LA_LICENCIA,
        "dcat:version": str(uno.version),
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:mediaType": tipo,
                "dcat:downloadURL": direccion_de(uno, como),
            }
            for como, tipo in TIPOS_DE_ARCHIVO.items()
        ],
    }
