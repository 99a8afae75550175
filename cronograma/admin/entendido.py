"""Lo que se entendió de una fecha, para mostrarlo junto al campo mientras se escribe.

Entra el texto de la persona y la vigencia; sale la frase, las notas y si hay que mirarla.
No guarda nada: es la misma lectura que se hará al guardar.
"""

from typing import Any

from django.utils.html import format_html, format_html_join

from cronograma.models import Actividad
from cronograma.programacion import Programacion, Tipo, eco, interpretar

LARGO_MAXIMO = 500  # Ninguna celda de fecha real se acerca.
SIN_ESCRIBIR = "Escriba la fecha y aquí verá lo que se entiende."


def leer(texto: str, fijada: str, vigencia: int) -> dict[str, Any]:
    """Lo que se entenderá al guardar; si hay significado fijado a mano, ese es el que manda."""
    return como_respuesta(interpretar((fijada or texto)[:LARGO_MAXIMO], vigencia), vigencia)


def como_respuesta(programacion: Programacion, vigencia: int) -> dict[str, Any]:
    """El significado en palabras: lo que muestra la página y lo que devuelve la consulta."""
    return {
        "entendido": eco(programacion, vigencia),
        "notas": list(programacion.notas),
        "por_revisar": bool(programacion.notas) or programacion.tipo is Tipo.INDETERMINADA,
    }


def casilla(actividad: Actividad | None) -> str:
    """El recuadro del formulario; el guion de la página lo mantiene al día."""
    leido = {}
    if actividad is not None and actividad.pk:
        leido = como_respuesta(actividad.programacion, actividad.estrategia.vigencia)
    return format_html(
        '<output id="entendido" class="entendido" aria-live="polite" data-revisar="{}">'
        "<strong>{}</strong><ul>{}</ul></output>",
        "si" if actividad and actividad.fecha_por_revisar else "no",
        leido.get("entendido", SIN_ESCRIBIR),
        format_html_join("", "<li>{}</li>", ((nota,) for nota in leido.get("notas", ()))),
    )
