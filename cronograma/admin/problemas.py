"""Los problemas de una estrategia como los ve la oficina: por gravedad, con quien los aceptó.

Entra lo que `problemas.revisar` halló; salen tres listas para la pantalla. No decide nada.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils import timezone

from cronograma.models import ProblemaAceptado
from cronograma.problemas import Gravedad, Problema
from estrategia.encargo import nombre_con_encargo
from estrategia.models import Estrategia

GRUPOS = (
    (Gravedad.BLOQUEA, "Bloquean", "Hay que corregirlos para presentar y publicar."),
    (
        Gravedad.BLOQUEA_SALVO_RAZON,
        "Bloquean, salvo que haya una razón",
        "Corríjalos, o escriba por qué están bien así. La razón vale mientras la frase no cambie.",
    ),
    (Gravedad.ADVIERTE, "Advertencias", "No detienen el trabajo. Conviene mirarlas."),
)


@dataclass(frozen=True, kw_only=True)
class Aceptacion:
    """Una razón escrita, con su autor como actuaba ese día."""

    aceptado: ProblemaAceptado
    quien: str


class EnPantalla(NamedTuple):
    """Un problema con lo que se le escribió."""

    problema: Problema
    aceptacion: Aceptacion | None


class Grupo(NamedTuple):
    """Los problemas de una gravedad."""

    clave: str
    titulo: str
    explicacion: str
    problemas: list[EnPantalla]


def por_gravedad(estrategia: Estrategia, problemas: Iterable[Problema]) -> dict:
    """Las tres listas, y las razones que se escribieron para frases que ya no están."""
    aceptados = _aceptados(estrategia)
    en_pantalla = [
        EnPantalla(uno, aceptados.pop((uno.codigo, uno.actividad, uno.texto), None))
        for uno in problemas
    ]
    grupos = [
        Grupo(clave.value, titulo, explicacion, [u for u in en_pantalla if u[0].gravedad is clave])
        for clave, titulo, explicacion in GRUPOS
    ]
    return {
        "grupos": grupos,
        "impiden": sum(uno.problema.bloquea for uno in en_pantalla),
        "total": len(en_pantalla),
        "aceptados_antes": list(aceptados.values()),
    }


def _aceptados(estrategia: Estrategia) -> dict[tuple, Aceptacion]:
    """Por problema y frase, la última razón escrita. Cada autor se busca una vez por día."""
    nombres: dict[tuple, str] = {}
    salida = {}
    filas = estrategia.problemas_aceptados.select_related("actividad", "por").order_by("en", "pk")
    for uno in filas:
        dia = timezone.localdate(uno.en)
        if (uno.por_id, dia) not in nombres:
            nombres[uno.por_id, dia] = nombre_con_encargo(uno.por, dia)
        clave = (uno.codigo, uno.actividad.codigo if uno.actividad else None, uno.texto)
        salida[clave] = Aceptacion(aceptado=uno, quien=nombres[uno.por_id, dia])
    return salida
