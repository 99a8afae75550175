"""Los compromisos y las acciones de mejora como archivo: Excel para la oficina, CSV y JSON para todos.

Los tres salen de los mismos valores públicos (`publicado`): ninguno lleva personas ni notas internas.
"""

from collections.abc import Iterable
from typing import Any

from seguimiento.publicado import Prometido

from .tablas import Columna

COMUNES = (
    Columna("numero", "Número", 9),
    Columna("anio", "Año", 8),
    Columna("dependencia", "Dependencia", 26),
    Columna("responsable", "Cargo de quien responde", 24),
    Columna("registrado", "Registrado", 12),
    Columna("hasta", "Hasta", 12),
    Columna("estado", "En qué va", 16),
    Columna("dias_tarde", "Días tarde", 10),
    Columna("cumplido", "Se cumplió", 12),
    Columna("que_se_hizo", "Qué se hizo", 44),
    Columna("por_que_no", "Por qué no se cumplió", 36),
    Columna("reunion", "Reunión o evento", 36),
    Columna("fecha_de_la_reunion", "Fecha de la reunión", 12),
    Columna("viene_de", "Viene de", 12),
    Columna("continua_en", "Sigue como", 12),
)
DE_COMPROMISOS = (COMUNES[0], COMUNES[1], Columna("compromiso", "Compromiso", 60), *COMUNES[2:])
DE_ACCIONES = (
    COMUNES[0],
    COMUNES[1],
    Columna("origen", "Origen", 24),
    Columna("que_se_encontro", "Qué se encontró", 44),
    Columna("accion", "Qué se hará", 50),
    *COMUNES[2:],
    Columna("como_va", "Cómo va", 40),
    Columna("eficaz", "¿Se hizo como se dijo?", 14),
    Columna("efectiva", "¿Sirvió para corregir?", 14),
)


def renglones(prometidos: Iterable[Prometido]) -> list[dict[str, Any]]:
    """Un renglón por cada uno, con los nombres de las columnas."""
    return [_renglon(uno) for uno in prometidos]


def _renglon(uno: Prometido) -> dict[str, Any]:
    return {
        "numero": uno.numero,
        "anio": uno.anio,
        "compromiso": uno.texto,
        "accion": uno.texto,
        "dependencia": uno.dependencia,
        "responsable": uno.responsable,
        "registrado": uno.desde.isoformat(),
        "hasta": uno.hasta.isoformat(),
        "estado": uno.situacion.palabra,
        "dias_tarde": uno.dias_tarde,
        "cumplido": uno.cumplido_el.isoformat() if uno.cumplido_el else None,
        "que_se_hizo": uno.que_se_hizo or None,
        "por_que_no": uno.por_que_no or None,
        "reunion": uno.espacio or None,
        "fecha_de_la_reunion": uno.fecha_del_espacio.isoformat() if uno.fecha_del_espacio else None,
        "viene_de": uno.viene_de or None,
        "continua_en": uno.continua_en or None,
        "origen": uno.origen,
        "que_se_encontro": uno.que_se_encontro,
        "como_va": uno.como_va or None,
        "eficaz": uno.es_eficaz,
        "efectiva": uno.es_efectiva,
    }
