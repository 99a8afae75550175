"""Lo que se pregunta aparte: optativo, con su propia autorización y sin saber de quién es.

Son datos sensibles (Ley 1581 de 2012, art. 5). Cada respuesta es una fila suelta: no apunta a la
inscripción, no guarda la hora ni se numera en orden, y las de una misma persona no quedan juntas.
"""

import secrets
from collections.abc import Mapping

from django.db.models import Count

from cronograma.cuentas_pequenas import cuentas_publicas
from cronograma.models import DatoDiferencial, Encuentro

Pregunta = DatoDiferencial.Pregunta

PREFIERO_NO = "Prefiero no decirlo"
SI_O_NO = ("Sí", "No", PREFIERO_NO)
RESPUESTAS: dict[str, tuple[str, ...]] = {
    Pregunta.GENERO: ("Mujer", "Hombre", "Otro", PREFIERO_NO),
    Pregunta.DISCAPACIDAD: SI_O_NO,
    Pregunta.ETNIA: (
        "Indígena",
        "Negra, afrocolombiana, raizal o palenquera",
        "Rrom o gitana",
        "Ninguna",
        PREFIERO_NO,
    ),
    Pregunta.VICTIMA: SI_O_NO,
}
TITULOS = {
    Pregunta.GENERO: "¿Cómo se identifica?",
    Pregunta.DISCAPACIDAD: "¿Tiene alguna discapacidad?",
    Pregunta.ETNIA: "¿Se reconoce en un grupo étnico?",
    Pregunta.VICTIMA: "¿Es víctima del conflicto armado?",
}
LLAVE_MAXIMA = 2**62


def guardar_aparte(encuentro: Encuentro, respuestas: Mapping[str, str]) -> None:
    """Guarda las respuestas que son de la lista, en un orden que no dice nada."""
    sueltas = [
        # La llave va al azar: si fuera la siguiente, diría después de quién se escribió.
        DatoDiferencial(
            pk=1 + secrets.randbelow(LLAVE_MAXIMA),
            encuentro=encuentro,
            pregunta=pregunta,
            respuesta=respuesta,
        )
        for pregunta, respuesta in respuestas.items()
        if respuesta in RESPUESTAS.get(pregunta, ())
    ]
    DatoDiferencial.objects.bulk_create(sorted(sueltas, key=lambda una: una.pk))


def cuentas_diferenciales(encuentro: Encuentro) -> dict[str, dict[str, str]]:
    """De cada pregunta, cuántas personas respondieron qué; lo menor de cinco, tapado."""
    contadas: dict[str, dict[str, int]] = {}
    filas = (
        DatoDiferencial.objects.filter(encuentro=encuentro)
        .order_by()
        .values_list("pregunta", "respuesta")
        .annotate(cuantas=Count("pk"))
    )
    for pregunta, respuesta, cuantas in filas:
        contadas.setdefault(pregunta, {})[respuesta] = cuantas
    return {
        Pregunta(pregunta).label: cuentas_publicas(
            {una: contadas[pregunta].get(una, 0) for una in posibles}
        )
        for pregunta, posibles in RESPUESTAS.items()
        if pregunta in contadas
    }
