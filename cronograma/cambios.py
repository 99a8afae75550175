"""Cambios: qué distingue dos versiones de una estrategia, actividad por actividad.

Entran las filas de antes y las de ahora; salen las nuevas, las retiradas y las cambiadas,
campo por campo y en palabras. El porqué lo escribe una persona (`aprobacion.publicar`).
Sala pura: no consulta la base de datos.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cronograma.fila import Fila
from cronograma.programacion import Tipo, describir
from estrategia.catalogos import Elemento, Modalidad, Momento


class ClaseDeCambio(StrEnum):
    """Qué le pasó a una actividad entre dos versiones."""

    NUEVA = "nueva"
    RETIRADA = "retirada"
    CAMBIADA = "cambiada"


class CampoCambiado(NamedTuple):
    """Un campo con otro valor, como lo lee una persona."""

    campo: str
    antes: str
    ahora: str


@dataclass(frozen=True, kw_only=True)
class CambioDeActividad:
    """Lo que le pasó a una actividad."""

    clase: ClaseDeCambio
    codigo: str
    nombre: str
    campos: tuple[CampoCambiado, ...] = ()
    exige_porque: bool = False
    exige_acta: bool = False


# Cambiar una meta o un producto obliga a volver al Comité, como retirar la actividad.
CAMPOS_DE_META = frozenset(
    {"Metas y actividades de la gestión", "Metas institucionales", "Meta o producto"}
)


def comparar(
    antes: Iterable[Fila],
    ahora: Iterable[Fila],
    *,
    hoy: date,
    con_encuentro: Collection[str] = (),
) -> list[CambioDeActividad]:
    """Los cambios entre dos versiones, en el orden de la nueva y al final las retiradas.

    Las actividades se reconocen por su código, que no cambia entre versiones.

    Args:
        hoy: para saber qué estaba ya vencido.
        con_encuentro: códigos de las que tenían un encuentro confirmado.
    """
    anteriores = {fila.codigo: fila for fila in antes}
    actuales = {fila.codigo: fila for fila in ahora}
    firmes = {
        codigo
        for codigo, fila in anteriores.items()
        if codigo in con_encuentro or era_firme(fila, hoy=hoy)
    }
    cambios = [_cambio(anteriores.get(codigo), fila, firmes) for codigo, fila in actuales.items()]
    retiradas = [fila for codigo, fila in anteriores.items() if codigo not in actuales]
    return [cambio for cambio in cambios if cambio] + [_retirada(fila) for fila in retiradas]


def era_firme(fila: Fila, *, hoy: date) -> bool:
    """¿La gente ya contaba con ella? Tenía un día exacto, o su plazo se cumplió."""
    vencida = fila.programacion.fin is not None and fila.programacion.fin < hoy
    return vencida or fila.programacion.tipo is Tipo.FECHA


def _cambio(antes: Fila | None, ahora: Fila, firmes: set[str]) -> CambioDeActividad | None:
    if antes is None:
        return CambioDeActividad(
            clase=ClaseDeCambio.NUEVA, codigo=ahora.codigo, nombre=ahora.nombre
        )
    campos = tuple(_campos_cambiados(antes, ahora))
    if not campos:
        return None
    return CambioDeActividad(
        clase=ClaseDeCambio.CAMBIADA,
        codigo=ahora.codigo,
        nombre=ahora.nombre,
        campos=campos,
        exige_porque=ahora.codigo in firmes,
        exige_acta=any(campo.campo in CAMPOS_DE_META for campo in campos),
    )


def _retirada(fila: Fila) -> CambioDeActividad:
    return CambioDeActividad(
        clase=ClaseDeCambio.RETIRADA,
        codigo=fila.codigo,
        nombre=fila.nombre,
        exige_porque=True,
        exige_acta=True,
    )


def _campos_cambiados(antes: Fila, ahora: Fila) -> Iterator[CampoCambiado]:
    for campo, leer in CAMPOS.items():
        if leer(antes) != leer(ahora):
            yield CampoCambiado(campo, leer(antes), leer(ahora))


def _unidos(nombres: Iterable[str]) -> str:
    return "; ".join(nombres)


def _estrategias(fila: Fila) -> str:
    marcas = {
        "Participación ciudadana": fila.es_participacion,
        "Rendición de cuentas": fila.es_rendicion,
    }
    return _unidos(nombre for nombre, marcada in marcas.items() if marcada)


def _modalidad(fila: Fila) -> str:
    modalidad = Modalidad.de_marcas(presencial=fila.presencial, virtual=fila.virtual)
    return str(modalidad.label) if modalidad else ""


def _fecha(fila: Fila) -> str:
    """Lo escrito y lo que significa: cambiar solo la ortografía también es un cambio visible."""
    significado = describir(fila.programacion)
    return f"{fila.fecha_programada} ({significado})" if fila.fecha_programada else significado


# Lo que el público ve de una actividad, en el orden en que lo lee, con su nombre en español.
CAMPOS: dict[str, Callable[[Fila], str]] = {
    "Nombre": lambda fila: fila.nombre,
    "Número": lambda fila: fila.numero,
    "Estrategia": _estrategias,
    "Momento": lambda fila: str(Momento(fila.momento).label) if fila.momento else "",
    "Elemento": lambda fila: str(Elemento(fila.elemento).label) if fila.elemento else "",
    "Fases y etapas": lambda fila: _unidos(fase.nombre for fase in fila.fases),
    "Grupos de valor": lambda fila: _unidos(fila.grupos),
    "Instancias de participación": lambda fila: _unidos(fila.instancias),
    "Acción de gestión": lambda fila: fila.accion_gestion,
    "Instrumento de planeación": lambda fila: fila.instrumento,
    "Metas y actividades de la gestión": lambda fila: fila.metas,
    "Metas institucionales": lambda fila: _unidos(
        f"{meta.codigo} {meta.nombre}" for meta in fila.metas_institucionales
    ),
    "Objetivo": lambda fila: fila.objetivo,
    "Tipo de espacio": lambda fila: fila.tipo_espacio,
    "Modalidad": _modalidad,
    "Alcance": lambda fila: fila.alcance,
    "Metodología": lambda fila: fila.metodologia,
    "Resultado esperado": lambda fila: fila.resultado,
    "Fecha programada": _fecha,
    "Meta o producto": lambda fila: fila.producto,
    "Dependencias responsables": lambda fila: _unidos(una.nombre for una in fila.dependencias),
    "Presupuesto y recursos": lambda fila: fila.presupuesto,
    "Correo de contacto": lambda fila: fila.correo,
    "Lugar": lambda fila: fila.lugar,
    "Enlace": lambda fila: fila.enlace,
    "Observaciones": lambda fila: fila.observaciones,
}
