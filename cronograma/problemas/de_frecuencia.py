"""Problemas de frecuencia: lo que el nombre o la meta promete cada tanto, la fecha lo dice.

«Uno bimensual» con fecha «Durante la vigencia» no dice cuántos encuentros habrá que contar.
La frase se busca en el texto y se lee con la gramática de las fechas; lo que ella no
entiende no se tiene en cuenta. Entra un plan; salen sus problemas. Sala pura.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from unicodedata import normalize

from cronograma.fechas.significado import subperiodos, tramos
from cronograma.fila import Fila
from cronograma.plan import Plan
from cronograma.programacion import Periodicidad, Programacion, Tipo, interpretar

from .valores import Codigo, Problema, corto, de_la_actividad

# Dónde prometen las entidades cada cuánto.
CAMPOS = {"nombre": "el nombre", "metas": "la meta", "producto": "la meta o producto"}

_CANTIDAD = r"(?:\d{1,3}|un|una|uno|dos|tres|cuatro|cinco|seis|diez|doce)"
# «Diario» no está: casi siempre es el periódico («un diario de amplia circulación»).
_CADENCIA = (
    r"(?:diarias?|semanal(?:es)?|quincenal(?:es)?|mensual(?:es)?|bimensual(?:es)?"
    r"|bimestral(?:es)?|trimestral(?:es)?|cuatrimestral(?:es)?|semestral(?:es)?)(?:mente)?"
)
_UNIDAD = (
    r"(?:dias?|semanas?|quincenas?|mes(?:es)?|bimestres?|trimestres?|cuatrimestres?|semestres?)"
)
# «Anual» califica casi siempre a un documento («plan anual»): solo cuenta junto a un encuentro.
_ENCUENTRO = (
    r"(?:audiencias?|asambleas?|conversatorios?|encuentros?|eventos?|ferias?|foros?|jornadas?"
    r"|mesas?|reunion(?:es)?|sesion(?:es)?|talleres|taller)"
)
FRECUENCIA = re.compile(
    rf"\bcada (?:{_CANTIDAD} )?{_UNIDAD}\b"
    rf"|\b{_CANTIDAD} ve(?:z|ces) (?:al|por|a la|en el) (?:ano|{_UNIDAD})\b"
    rf"|\b(?:{_CANTIDAD} )?{_CADENCIA}\b"
    rf"|\b(?:{_CANTIDAD} )?{_ENCUENTRO} anual(?:es)?\b"
)


def frecuencia_contra_fecha(plan: Plan) -> Iterator[Problema]:
    """Si la meta dice cada cuánto, la fecha dice lo mismo; si no, no se sabe cuántas contar."""
    for fila in plan.filas:
        halladas = list(_frecuencias(fila))
        if halladas and not any(_coincide(leida, fila.programacion) for *_, leida in halladas):
            campo, frase, _ = halladas[0]
            yield _contradice(fila, campo, frase)


def _contradice(fila: Fila, campo: str, frase: str) -> Problema:
    escrito = corto(fila.fecha_programada)
    texto = (
        f"dice «{frase}» en {CAMPOS[campo]} y «{escrito}» en la fecha. Escriba en la fecha cada "
        f"cuánto se hace, o corrija {CAMPOS[campo]}."
    )
    return de_la_actividad(Codigo.FRECUENCIA_CONTRA_FECHA, fila, texto, campo="fecha_programada")


def _frecuencias(fila: Fila) -> Iterator[tuple[str, str, Programacion]]:
    """Cada frase que dice cada cuánto: en qué campo está, cómo está escrita y qué significa."""
    if fila.programacion.tipo is Tipo.INDETERMINADA:
        return  # Ya se dijo que la fecha no se entiende.
    for campo in CAMPOS:
        texto = " ".join(getattr(fila, campo).split())
        for hallada in FRECUENCIA.finditer(_letra_por_letra(texto)):
            leida = interpretar(hallada[0], fila.vigencia)
            if leida.tipo is Tipo.PERIODICA and leida.veces:
                yield campo, texto[hallada.start() : hallada.end()], leida


def _letra_por_letra(texto: str) -> str:
    """El texto sin tildes y del mismo largo, para citar después lo que la entidad escribió."""
    return "".join(normalize("NFD", letra)[0].lower()[:1] for letra in texto)


def _coincide(dicha: Programacion, fecha: Programacion) -> bool:
    """¿La fecha dice esa frecuencia?

    Otra periódica, si se repite igual o las mismas veces. Varios periodos o días marcados,
    si hay uno en cada tramo de la frecuencia. Un solo intervalo no dice cada cuánto, salvo
    que la frecuencia sea una vez.
    """
    if dicha.veces == 1 or dicha.periodicidad is Periodicidad.ANUAL:
        return fecha.tipo is not Tipo.PERIODICA or fecha.veces == 1
    if fecha.tipo is Tipo.PERIODICA:
        misma = dicha.periodicidad is not None and dicha.periodicidad is fecha.periodicidad
        return misma or dicha.veces == fecha.veces
    return _una_en_cada_tramo(dicha, fecha)


def _una_en_cada_tramo(dicha: Programacion, fecha: Programacion) -> bool:
    marcados = tramos(fecha)
    if dicha.periodicidad is None or fecha.inicio is None or fecha.fin is None:
        return len(marcados) == dicha.veces
    cierres = subperiodos(dicha.periodicidad, fecha.inicio, fecha.fin)
    lugares = [(bisect_left(cierres, a), bisect_left(cierres, b)) for a, b in marcados]
    # Un solo lugar no es una repetición: «trimestral» y «30 de marzo» no dicen lo mismo.
    cada_uno_en_su_sitio = all(primero == ultimo for primero, ultimo in lugares)
    return cada_uno_en_su_sitio and len(set(lugares)) == len(marcados) == len(cierres) > 1
