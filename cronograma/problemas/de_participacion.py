"""Problemas de participación: quién responde, a quién se invita, en qué fase y de qué modo.

Entra un plan; salen sus problemas. Lo que el formato de la entidad no pide se dice una vez,
del plan. Sala pura.
"""

from collections.abc import Iterator

from cronograma.celdas import leer_modalidad
from cronograma.fila import Fila
from cronograma.plan import Plan, es_interna
from estrategia.catalogos import Modalidad

from .valores import Codigo, Problema, corto, de_la_actividad, del_plan

# Lo que cada modalidad tiene de cada cosa, para comparar texto y marcas.
PARTES = {
    Modalidad.PRESENCIAL: {"presencial"},
    Modalidad.VIRTUAL: {"virtual"},
    Modalidad.MIXTA: {"presencial", "virtual"},
    None: set(),
}


def sin_responsable(plan: Plan) -> Iterator[Problema]:
    """Un plan dice quién responde por cada actividad (Ley 1474 de 2011, art. 74)."""
    if plan.ignora("dependencias", tiene=lambda fila: fila.dependencias):
        yield del_plan(
            Codigo.SIN_RESPONSABLE,
            "El formato no pide la dependencia responsable y ninguna actividad la dice. "
            "Indíquela en cada actividad.",
        )
        return
    for fila in plan.filas:
        if not fila.dependencias:
            texto = "no tiene dependencia responsable. Indique quién responde por ella."
            yield de_la_actividad(Codigo.SIN_RESPONSABLE, fila, texto, campo="dependencias")


def sin_grupo(plan: Plan) -> Iterator[Problema]:
    """Cada actividad se dirige a alguien: un grupo de valor o una instancia (Ley 1757, art. 104).

    Las acciones internas previas se hacen sin invitar a nadie.
    """
    if plan.ignora("grupos", "instancias", tiene=_a_quien):
        yield del_plan(
            Codigo.SIN_GRUPO,
            "El formato no pide a qué grupo de valor se dirige cada actividad y ninguna lo dice. "
            "Agregue los grupos: sin ellos no se puede verificar la cobertura.",
        )
        return
    for fila in plan.filas:
        if not es_interna(fila) and not _a_quien(fila):
            texto = "no dice a qué grupo de valor ni a qué instancia se dirige. Agréguelo."
            yield de_la_actividad(Codigo.SIN_GRUPO, fila, texto, campo="grupos")


def _a_quien(fila: Fila) -> bool:
    return bool(fila.grupos or fila.instancias)


def fase_sin_actividad(plan: Plan) -> Iterator[Problema]:
    """Se participa en todo el ciclo: cada fase o etapa tiene actividad (Ley 1757, art. 102 a)."""
    usadas = {fase.codigo for fila in plan.filas for fase in fila.fases}
    if not usadas:
        yield del_plan(Codigo.FASE_SIN_ACTIVIDAD, _ninguna_fase(plan))
        return
    for fase in plan.fases_que_recorre():
        if fase.codigo not in usadas:
            texto = (
                f"Ninguna actividad es de la fase «{fase.nombre}». Programe una o marque esa fase "
                "en la que ya la cumple."
            )
            yield del_plan(Codigo.FASE_SIN_ACTIVIDAD, texto)


def _ninguna_fase(plan: Plan) -> str:
    porque = (
        "Ninguna actividad dice a qué fase del ciclo pertenece"
        if plan.pide("fases")
        else "El formato no pide la fase del ciclo y ninguna actividad la dice"
    )
    return f"{porque}: no se puede saber si alguna quedó sin actividad. Márquelas."


def modalidad_contra_marcas(plan: Plan) -> Iterator[Problema]:
    """Lo que el tipo de espacio dice y lo que las X marcan es lo mismo: la gente va adonde diga."""
    if plan.ignora("presencial", "virtual", tiene=marcada):
        return
    for fila in plan.filas:
        dicha = leer_modalidad(fila.tipo_espacio)
        if dicha is not None and dicha != marcada(fila):
            texto = _desacuerdo(fila, dicha)
            yield de_la_actividad(Codigo.MODALIDAD_CONTRA_MARCAS, fila, texto, campo="tipo_espacio")


def marcada(fila: Fila) -> Modalidad | None:
    """La modalidad que dicen las marcas; ninguna si no hay marcas."""
    return Modalidad.de_marcas(presencial=fila.presencial, virtual=fila.virtual)


def _desacuerdo(fila: Fila, dicha: Modalidad) -> str:
    en_marcas, en_texto = PARTES[marcada(fila)], PARTES[dicha]
    escrito = f"dice «{corto(fila.tipo_espacio)}»"
    if not en_marcas:
        return f"{escrito} y no tiene marcada ninguna modalidad. Marque {_enumerar(en_texto)}."
    if en_marcas < en_texto:
        faltan = _enumerar(en_texto - en_marcas)
        return (
            f"{escrito} y solo está marcada {_enumerar(en_marcas)}. Marque también {faltan}, "
            "o corrija el texto."
        )
    return f"{escrito} y está marcada {_enumerar(en_marcas)}. Corrija el texto o las marcas."


def _enumerar(partes: set[str]) -> str:
    return " y ".join(parte.capitalize() for parte in sorted(partes))
