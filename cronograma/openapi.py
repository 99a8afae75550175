"""La descripción OpenAPI 3.1 de las direcciones de datos, hecha de los campos declarados.

Entra el nombre del sitio; sale el documento. Lo que esta descripción promete en `/datos/v1/`
no cambia: un campo puede sumarse, pero quitarlo o darle otro sentido es una versión nueva.
"""

from typing import Any

from cronograma.campos import CAMPOS, Campo, TipoDeCampo
from cronograma.datos import DIRECCION_DE_LA_LICENCIA, LICENCIA
from estrategia.catalogos import TipoEstrategia

VERSION = "1.0.0"
ESQUEMAS: dict[TipoDeCampo, dict[str, Any]] = {
    TipoDeCampo.TEXTO: {"type": "string"},
    TipoDeCampo.NUMERO: {"type": "integer"},
    TipoDeCampo.SI_NO: {"type": "boolean"},
    TipoDeCampo.FECHA: {"type": "string", "format": "date"},
    TipoDeCampo.INSTANTE: {"type": "string", "format": "date-time"},
    TipoDeCampo.LISTA: {"type": "array", "items": {"type": "string"}},
}
FILTROS = [
    {
        "name": "entidad",
        "in": "query",
        "description": "Nombre corto de una entidad; sin él, todas.",
        "schema": {"type": "string"},
    },
    {
        "name": "vigencia",
        "in": "query",
        "description": "Año del cronograma; sin él, todos.",
        "schema": {"type": "integer", "minimum": 2000, "maximum": 2099},
    },
    {
        "name": "tipo",
        "in": "query",
        "description": "Qué planea la estrategia; sin él, todas.",
        "schema": {"type": "string", "enum": list(TipoEstrategia.values)},
    },
]
FALLA = {
    "description": "Un parámetro que no existe o que no se entiende.",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["error"],
                "properties": {"error": {"type": "string"}},
            }
        }
    },
}


def descripcion(servidor: str) -> dict[str, Any]:
    """El documento OpenAPI; `servidor` es la dirección del sitio, sin barra final."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Datos abiertos de Participa",
            "version": VERSION,
            "summary": "Actividades de participación ciudadana y rendición de cuentas.",
            "description": "Solo lo publicado y en vigor. Sin clave, sin datos personales y "
            "abierto a cualquier sitio (CORS). Responde 304 a quien ya tiene lo último.",
            "license": {"name": LICENCIA, "url": DIRECCION_DE_LA_LICENCIA},
        },
        "servers": [{"url": servidor}],
        "paths": {
            "/datos/v1/actividades.json": _consulta("actividadesEnJson", _json("Actividades")),
            "/datos/v1/actividades.csv": _consulta("actividadesEnCsv", _csv()),
            "/datos/v1/conjuntos.json": _consulta("conjuntos", _json("Conjuntos")),
        },
        "components": {"schemas": _componentes()},
    }


def _consulta(nombre: str, contenido: dict[str, Any]) -> dict[str, Any]:
    respuestas = {
        "200": {"description": "Lo publicado.", "content": contenido},
        "304": {"description": "No ha cambiado (If-None-Match o If-Modified-Since)."},
        "400": FALLA,
    }
    resumen = {
        "actividadesEnJson": "Las actividades, en JSON",
        "actividadesEnCsv": "Las actividades, en CSV",
        "conjuntos": "Qué conjuntos hay y cuándo cambiaron",
    }[nombre]
    return {
        "get": {
            "operationId": nombre,
            "summary": resumen,
            "parameters": FILTROS,
            "responses": respuestas,
        }
    }


def _json(componente: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{componente}"}}}


def _csv() -> dict[str, Any]:
    nombres = ", ".join(campo.nombre for campo in CAMPOS)
    return {
        "text/csv": {
            "schema": {
                "type": "string",
                "description": "UTF-8 con marca, separado por comas. La primera fila son los "
                f"nombres de los campos: {nombres}. Las listas van separadas por punto y coma.",
            }
        }
    }


def _componentes() -> dict[str, Any]:
    actividad = {
        "type": "object",
        "required": [campo.nombre for campo in CAMPOS],
        "properties": {campo.nombre: esquema_de(campo) for campo in CAMPOS},
    }
    return {
        "Actividad": actividad,
        "Actividades": _objeto(
            licencia={"type": "string"},
            cambio={"type": ["string", "null"], "format": "date-time"},
            actividades={"type": "array", "items": {"$ref": "#/components/schemas/Actividad"}},
        ),
        "Conjunto": _objeto(
            id={"type": "string"},
            entidad={"type": "string"},
            entidad_nombre={"type": "string"},
            vigencia={"type": "integer"},
            tipo={"type": "string", "enum": list(TipoEstrategia.values)},
            nombre={"type": "string"},
            version={"type": "integer"},
            actividades={"type": "integer"},
            cambio={"type": "string", "format": "date-time"},
            archivos={"type": "object", "additionalProperties": {"type": "string"}},
        ),
        "Conjuntos": _objeto(
            licencia={"type": "string"},
            frecuencia={"type": "string"},
            cambio={"type": ["string", "null"], "format": "date-time"},
            conjuntos={"type": "array", "items": {"$ref": "#/components/schemas/Conjunto"}},
        ),
    }


def _objeto(**propiedades: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(propiedades), "properties": propiedades}


def esquema_de(campo: Campo) -> dict[str, Any]:
    """El esquema de un campo; admite `null` si el documento puede no decirlo."""
    esquema = ESQUEMAS[campo.tipo] | {"description": campo.significado}
    opciones = list(campo.opciones)
    if not campo.siempre and campo.tipo is not TipoDeCampo.LISTA:
        esquema["type"] = [esquema["type"], "null"]
        opciones = [*opciones, None] if opciones else []
    return esquema | ({"enum": opciones} if opciones else {})
