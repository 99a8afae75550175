"""Elegir la estrategia de la que habla una orden: entidad, vigencia y, si hace falta, tipo.

Entra lo que la persona escribió; sale la fila, o `NoElegida` con una frase que dice qué no
se encontró y qué se puede escribir en su lugar. Sirve a todas las órdenes de la consola.
"""

from collections.abc import Iterable

from estrategia.catalogos import TipoEstrategia
from estrategia.models import Entidad, Estrategia
from estrategia.models.estrategia import VIGENCIA_MAXIMA, VIGENCIA_MINIMA

CUANTAS_SE_NOMBRAN = 10


class NoElegida(LookupError):
    """Lo pedido no existe o no basta para elegir una sola; el texto lo explica."""


def elegir_entidad(slug: str | None) -> Entidad:
    """La entidad de esa dirección corta.

    Raises:
        NoElegida: si no se dice o no existe.
    """
    if not slug:
        raise NoElegida(f"Indique la entidad con --entidad. {_las_que_hay()}")
    entidad = Entidad.objects.filter(slug=slug).first()
    if entidad is None:
        raise NoElegida(f"No existe la entidad «{slug}». {_las_que_hay()}")
    return entidad


def leer_vigencia(texto: str | int | None) -> int:
    """El año que se escribió.

    Raises:
        NoElegida: si no se dice o no es un año verosímil.
    """
    if texto in {None, ""}:
        raise NoElegida("Indique el año con --vigencia, por ejemplo --vigencia 2026.")
    escrito = str(texto).strip()
    if not (
        escrito.isascii()
        and escrito.isdecimal()
        and VIGENCIA_MINIMA <= int(escrito) <= VIGENCIA_MAXIMA
    ):
        raise NoElegida(
            f"La vigencia «{escrito}» no es un año entre {VIGENCIA_MINIMA} y {VIGENCIA_MAXIMA}."
        )
    return int(escrito)


def elegir_estrategia(
    slug: str | None, vigencia: str | int | None, tipo: str | None = ""
) -> Estrategia:
    """La estrategia de esa entidad y ese año; si hay dos, la del tipo que se diga.

    Raises:
        NoElegida: si algo falta, no existe o no alcanza para elegir una sola.
    """
    entidad, anio = elegir_entidad(slug), leer_vigencia(vigencia)
    suyas = entidad.estrategias.select_related("entidad").order_by("-vigencia", "tipo")
    del_anio = [una for una in suyas if una.vigencia == anio]
    if not del_anio:
        raise NoElegida(f"{entidad} no tiene estrategia de {anio}. {_otros_anios(suyas)}")
    elegidas = [una for una in del_anio if not tipo or una.tipo == _leer_tipo(tipo)]
    if not elegidas:
        raise NoElegida(
            f"{entidad} no tiene en {anio} una estrategia de ese tipo. {_cuales(del_anio)}"
        )
    if len(elegidas) > 1:
        raise NoElegida(
            f"{entidad} tiene varias estrategias en {anio}: elija una con --estrategia. "
            f"{_cuales(elegidas)}"
        )
    return elegidas[0]


def _leer_tipo(tipo: str) -> str:
    if tipo not in TipoEstrategia.values:
        raise NoElegida(
            f"El tipo de estrategia «{tipo}» no existe: escriba {', '.join(TipoEstrategia.values)}."
        )
    return tipo


def _las_que_hay() -> str:
    slugs = list(Entidad.objects.order_by("slug").values_list("slug", flat=True))
    if not slugs:
        return "Todavía no hay ninguna entidad."
    mas = len(slugs) - CUANTAS_SE_NOMBRAN
    resto = f" y {mas} más" if mas > 0 else ""
    return f"Las que hay: {', '.join(slugs[:CUANTAS_SE_NOMBRAN])}{resto}."


def _otros_anios(estrategias: Iterable[Estrategia]) -> str:
    anios = sorted({una.vigencia for una in estrategias})
    if not anios:
        return "Todavía no tiene ninguna."
    return f"Las tiene de: {', '.join(map(str, anios))}."


def _cuales(estrategias: Iterable[Estrategia]) -> str:
    return "Las que hay: " + "; ".join(f"{una.tipo} («{una.nombre}»)" for una in estrategias) + "."
