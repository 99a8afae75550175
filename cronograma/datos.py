"""Datos abiertos: qué conjuntos hay, sus registros y el catálogo que los describe.

Ley 1712 de 2014, art. 11, literal k. Entra una selección (entidad, vigencia, tipo) o ninguna
(todo lo publicado); salen los conjuntos, sus actividades y el catálogo DCAT que leen los
portales de datos. Qué campos hay lo declara `campos`; las direcciones, `openapi`.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count
from django.utils import timezone

from cronograma.campos import Origen, Registro
from cronograma.models import ActividadPublicada, Version
from estrategia.catalogos import TipoEstrategia

LICENCIA = "Creative Commons Atribución 4.0 Internacional (CC BY 4.0)"
DIRECCION_DE_LA_LICENCIA = "https://creativecommons.org/licenses/by/4.0/deed.es"
FRECUENCIA = "Cada vez que la entidad publica una versión"
# «Irregular» en el vocabulario de frecuencias que DCAT recomienda.
FRECUENCIA_EN_DCAT = "http://publications.europa.eu/resource/authority/frequency/IRREG"
ESPANOL = "http://publications.europa.eu/resource/authority/language/SPA"
# Extensión → tipo de contenido, en el orden en que se ofrecen.
TIPOS_DE_ARCHIVO = {
    "csv": "text/csv",
    "json": "application/json",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Los que llevan los campos del diccionario; los demás son la hoja de la entidad.
CON_LOS_CAMPOS = ("csv", "json")


class Seleccion(NamedTuple):
    """De qué se piden los datos; lo vacío no limita."""

    entidad: str = ""
    vigencia: int | None = None
    tipo: str = ""

    def versiones(self):
        """Las versiones en vigor de las entidades con páginas, en orden estable."""
        pedido = {
            "estrategia__entidad__slug": self.entidad,
            "estrategia__vigencia": self.vigencia,
            "estrategia__tipo": self.tipo,
        }
        return (
            Version.objects.en_vigor()
            .filter(estrategia__entidad__activa=True)
            .filter(**{campo: valor for campo, valor in pedido.items() if valor})
            .select_related("estrategia__entidad")
            .order_by("estrategia__entidad__nombre", "-estrategia__vigencia", "estrategia__tipo")
        )


class Conjunto(NamedTuple):
    """Los datos de una estrategia publicada."""

    entidad: Any
    vigencia: int
    tipo: TipoEstrategia
    nombre: str
    version: int
    filas: int
    cambio: datetime

    @property
    def identificador(self) -> str:
        """El mismo de siempre, aunque cambie la versión."""
        return f"{self.entidad.slug}-{self.vigencia}-{self.tipo.value}"


def conjuntos(seleccion: Seleccion | None = None) -> list[Conjunto]:
    """Los conjuntos en vigor de una selección, o todos; una consulta."""
    versiones = (seleccion or Seleccion()).versiones().annotate(cuantas=Count("filas"))
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


def ultimo_cambio(todos: Iterable[Conjunto]) -> datetime | None:
    """Cuándo cambió el más reciente; ninguno si no hay nada publicado."""
    return max((uno.cambio for uno in todos), default=None)


def publicadas_de(versiones: Iterable[Version]):
    """Las filas congeladas de esas versiones, por entidad, año y orden del documento."""
    return (
        ActividadPublicada.objects.publicas()
        .filter(version__in=versiones)
        .select_related("version__estrategia__entidad")
        .order_by(
            "version__estrategia__entidad__slug",
            "version__estrategia__vigencia",
            "version__estrategia__tipo",
            "orden",
            "pk",
        )
    )


def registros_de(
    publicadas: Iterable[ActividadPublicada], direccion_de: Callable[..., str]
) -> list[Registro]:
    """Un registro por fila congelada; una consulta.

    Args:
        direccion_de: dirección completa de la página, por entidad, vigencia, tipo y código.
    """
    registros = []
    for publicada in publicadas:
        origen, fila = origen_de(publicada.version), publicada.fila
        direccion = direccion_de(origen.entidad, fila.vigencia, origen.tipo, fila.codigo)
        registros.append(Registro(origen, fila, direccion))
    return registros


def origen_de(version: Version) -> Origen:
    """De dónde vienen las filas de una versión."""
    entidad = version.estrategia.entidad
    return Origen(
        entidad=entidad.slug,
        entidad_nombre=entidad.nombre,
        codigo_divipola=entidad.codigo_divipola,
        tipo=version.estrategia.tipo,
        version=version.numero,
        publicada_en=timezone.localtime(version.publicada_en).isoformat(timespec="seconds"),
    )


class Direcciones(NamedTuple):
    """Las direcciones completas que el catálogo nombra."""

    pagina: str
    diccionario: str
    descripcion: str
    del_conjunto: Callable[[Conjunto, str], str]


def catalogo(todos: list[Conjunto], direcciones: Direcciones) -> dict[str, Any]:
    """El catálogo DCAT 2 en JSON-LD."""
    cambio = ultimo_cambio(todos)
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        },
        "@type": "dcat:Catalog",
        "@id": direcciones.pagina,
        "dct:title": "Cronogramas de participación ciudadana y rendición de cuentas",
        "dct:description": "Qué actividades ofrecen las entidades, cuándo y para quién.",
        "dct:language": {"@id": ESPANOL},
        "dct:license": {"@id": DIRECCION_DE_LA_LICENCIA},
        **({"dct:modified": cambio.isoformat()} if cambio else {}),
        "dcat:service": {
            "@type": "dcat:DataService",
            "dct:title": "Datos abiertos de Participa, versión 1",
            "dcat:endpointDescription": {"@id": direcciones.descripcion},
        },
        "dcat:dataset": [_conjunto(uno, direcciones) for uno in todos],
    }


def _conjunto(uno: Conjunto, direcciones: Direcciones) -> dict[str, Any]:
    return {
        "@type": "dcat:Dataset",
        "dct:identifier": uno.identificador,
        "dct:title": f"{uno.nombre} · {uno.entidad.nombre}, {uno.vigencia}",
        "dct:description": f"{uno.tipo.label}: {uno.filas} actividades del año {uno.vigencia}.",
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": uno.entidad.nombre},
        "dct:modified": uno.cambio.isoformat(),
        "dct:accrualPeriodicity": {"@id": FRECUENCIA_EN_DCAT, "rdfs:label": FRECUENCIA},
        "dct:license": {"@id": DIRECCION_DE_LA_LICENCIA},
        "dct:language": {"@id": ESPANOL},
        "dcat:keyword": ["participación ciudadana", "rendición de cuentas"],
        "dcat:version": str(uno.version),
        "dcat:landingPage": {"@id": direcciones.pagina},
        "dcat:distribution": [
            _archivo(uno, como, tipo, direcciones) for como, tipo in TIPOS_DE_ARCHIVO.items()
        ],
    }


def _archivo(uno: Conjunto, como: str, tipo: str, direcciones: Direcciones) -> dict[str, Any]:
    lleva_los_campos = como in CON_LOS_CAMPOS
    return {
        "@type": "dcat:Distribution",
        "dct:title": como.upper(),
        "dcat:mediaType": tipo,
        "dcat:downloadURL": {"@id": direcciones.del_conjunto(uno, como)},
        **({"dct:conformsTo": {"@id": direcciones.diccionario}} if lleva_los_campos else {}),
    }
