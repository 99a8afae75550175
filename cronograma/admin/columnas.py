"""El destino de cada columna de la hoja: las opciones que se ofrecen y lo que la persona corrige."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cronograma.admin.vista_previa import titulo
from cronograma.importar.libro_leido import CAMPOS, CAMPOS_CON_DETALLE
from estrategia.catalogos import FASES

APARTE = ("", "Conservarla aparte, con su título")
PREFIJO = "columna"
PERIODOS = {"T": 4, "C": 3, "S": 2, "B": 6, "M": 12}
AVANCES = {"T": 4, "C": 3}


class Destino(NamedTuple):
    """Una columna de la hoja y el campo al que va."""

    nombre: str  # el del control en el formulario
    columna: str
    titulo: str
    elegido: str


class TablaDeLaHoja(NamedTuple):
    """Una tabla hallada en la hoja, con sus columnas."""

    hoja: str
    destinos: list[Destino]


def opciones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Los campos a los que puede ir una columna, en grupos para una lista desplegable."""
    simples = sorted(
        ((campo, titulo(campo, "")) for campo in CAMPOS - CAMPOS_CON_DETALLE),
        key=lambda par: par[1],
    )
    fases = [(f"fases:{fase.codigo}", titulo("fases", fase.codigo)) for fase in FASES]
    return [
        ("Sin campo", [APARTE]),
        ("Campos de la actividad", sorted(simples, key=lambda par: par[1])),
        ("Marca de fase o etapa", fases),
        ("Marca de periodo", _por_periodos("periodo", PERIODOS)),
        ("Avance del periodo", _por_periodos("avance", AVANCES)),
        ("Observación del periodo", _por_periodos("observacion", AVANCES)),
    ]


def _por_periodos(campo: str, cuantos: Mapping[str, int]) -> list[tuple[str, str]]:
    return [
        (f"{campo}:{codigo}", titulo(campo, codigo))
        for letra, hasta in cuantos.items()
        for codigo in _codigos(letra, hasta)
    ]


def _codigos(letra: str, hasta: int) -> list[str]:
    ancho = "02d" if letra == "M" else "d"
    return [f"{letra}{numero:{ancho}}" for numero in range(1, hasta + 1)]


def tablas_de(mapa: Mapping[str, Any]) -> list[TablaDeLaHoja]:
    """Las tablas del mapa guardado con el lote."""
    return [
        TablaDeLaHoja(
            tabla["hoja"], [_destino(t, c, una) for c, una in enumerate(tabla["columnas"])]
        )
        for t, tabla in enumerate(mapa.get("hojas", []))
    ]


def _destino(tabla: int, lugar: int, columna: Mapping[str, Any]) -> Destino:
    detalle = f":{columna['detalle']}" if columna.get("detalle") else ""
    partes = (columna.get("grupo", ""), columna["titulo"])
    return Destino(
        f"{PREFIJO}-{tabla}-{lugar}",
        columna["columna"],
        " · ".join(parte for parte in partes if parte) or "(sin título)",
        f"{columna['campo']}{detalle}" if columna["campo"] else "",
    )


def mapa_corregido(mapa: Mapping[str, Any], datos: Mapping[str, str]) -> dict[str, Any]:
    """El mapa con lo que eligió la persona; lo que no mandó queda como estaba."""
    hojas = []
    for t, tabla in enumerate(mapa.get("hojas", [])):
        columnas = []
        for c, una in enumerate(tabla["columnas"]):
            elegido = datos.get(f"{PREFIJO}-{t}-{c}", _destino(t, c, una).elegido)
            campo, _, detalle = elegido.partition(":")
            columnas.append({**una, "campo": campo, "detalle": detalle})
        hojas.append({**tabla, "columnas": columnas})
    return {"hojas": hojas}
