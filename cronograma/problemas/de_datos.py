"""Problemas de datos personales: lo que se publica se copia, y ya no se recoge.

Un correo, un celular o una cédula escritos en un texto libre saldrían en la página, en los
archivos y en los datos abiertos (Ley 1581 de 2012, arts. 4 y 10). El correo de contacto y las
direcciones del Estado son públicos a propósito. Entra un plan; salen sus problemas. Sala pura.
"""

import re
from collections.abc import Iterator

from cronograma.fila import Fila
from cronograma.plan import Plan

from .valores import Codigo, Problema, de_la_actividad

# Los textos que una persona escribe como quiere, con el nombre que ve quien los corrige. El
# presupuesto no: una cifra de diez dígitos parece un celular.
TEXTOS_LIBRES = {
    "nombre": "el nombre",
    "bloque": "el bloque",
    "accion_gestion": "la acción de gestión",
    "instrumento": "el instrumento",
    "metas": "las metas",
    "objetivo": "el objetivo",
    "tipo_espacio": "el tipo de espacio",
    "metodologia": "la metodología",
    "resultado": "el resultado",
    "fecha_programada": "la fecha",
    "producto": "el producto",
    "lugar": "el lugar",
    "observaciones": "las observaciones",
}
CORREO = re.compile(r"[\w.+-]+@(?P<sitio>[\w-]+(?:\.[\w-]+)+)")
DEL_ESTADO = re.compile(r"(?:^|\.)(?:gov|mil|edu)\.co$", re.IGNORECASE)
CELULAR = re.compile(
    r"(?<![\d.,$-])(?:\+?57[ -]?)?3\d{2}[ .-]?\d{3}[ .-]?\d{2}[ .-]?\d{2}(?!\d|[.,]\d)"
)
CEDULA = re.compile(
    r"\b(?:c\. ?c\.?|cc|c[ée]dula(?: de ciudadan[íi]a)?)\W{0,3}(?:n[o°º]?\W{0,3})?"
    r"(?P<numero>\d[\d.]{5,12}\d)",
    re.IGNORECASE,
)


def dato_personal(plan: Plan) -> Iterator[Problema]:
    """Un texto libre no lleva cómo encontrar o reconocer a una persona."""
    for fila in plan.filas:
        for campo, donde, texto in _textos(fila):
            hallados = ", ".join(hallados_en(texto))
            if hallados:
                yield de_la_actividad(
                    Codigo.DATO_PERSONAL,
                    fila,
                    f"trae en {donde} lo que parece un dato personal: {hallados}. Quítelo; si es "
                    "de la entidad y no de una persona, dígalo (Ley 1581 de 2012, art. 4).",
                    campo=campo,
                )


def _textos(fila: Fila) -> Iterator[tuple[str, str, str]]:
    for campo, donde in TEXTOS_LIBRES.items():
        yield campo, donde, getattr(fila, campo)
    for titulo, texto in fila.extras.items():
        yield "extras", f"«{titulo}»", texto


def hallados_en(texto: str) -> Iterator[str]:
    """Lo que parece de una persona, con casi todas sus letras tapadas: «correo a…om»."""
    for correo in CORREO.finditer(texto):
        if not DEL_ESTADO.search(correo["sitio"]):
            yield f"correo {_tapado(correo[0])}"
    for cedula in CEDULA.finditer(texto):
        yield f"cédula {_tapado(cedula['numero'])}"
    for celular in CELULAR.finditer(CEDULA.sub("", texto)):
        yield f"celular {_tapado(celular[0])}"


def _tapado(dato: str) -> str:
    """Lo bastante para reconocerlo en la hoja, y para que otro dato dé otra frase."""
    return f"{dato[0]}…{dato[-2:]}"
