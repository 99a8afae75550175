"""Secciones del menú Participa: en cuál de las seis se muestra cada actividad.

Manda la sección que la entidad puso; si no puso ninguna se propone por la fase, las palabras
y la estrategia, para que el ciudadano encuentre todo. Pura: no consulta la base de datos.
"""

from typing import NamedTuple

from cronograma.fila import Fila
from estrategia.catalogos import Seccion
from estrategia.texto import sin_acentos

# De lo más particular a lo más general: la primera fase que aparece decide.
POR_FASE = {
    "diagnostico": Seccion.DIAGNOSTICO,
    "formulacion": Seccion.PLANEACION,
    "seguimiento": Seccion.CONTROL,
    "ejecucion": Seccion.COLABORACION,
}
# Para los formatos que no dicen fase: palabras con que las oficinas nombran cada cosa.
POR_PALABRA = {
    Seccion.DIAGNOSTICO: ("diagnostico", "caracterizacion", "priorizacion", "necesidades"),
    Seccion.CONTROL: ("control social", "veedor", "veeduria", "seguimiento"),
    Seccion.CONSULTA: ("consulta", "encuesta", "observaciones", "comentarios"),
    Seccion.PLANEACION: ("presupuesto participativo", "formulacion", "plan anticorrupcion", "paac"),
    Seccion.RENDICION: ("rendicion", "audiencia", "informe", "rueda de prensa", "ruedas de prensa"),
    Seccion.COLABORACION: ("mesa de trabajo", "encuentro", "chat", "foro", "feria", "streaming"),
}


class Explicacion(NamedTuple):
    """Cómo se presenta una sección: qué puede hacer la persona, y el dibujo."""

    frase: str
    icono: str


EXPLICACIONES = {
    Seccion.DIAGNOSTICO: Explicacion("Cuente qué problemas ve y qué necesita.", "lupa"),
    Seccion.PLANEACION: Explicacion("Ayude a decidir qué se hará y en qué se gasta.", "plan"),
    Seccion.CONSULTA: Explicacion(
        "Opine sobre planes y proyectos antes de que se aprueben.", "dialogo"
    ),
    Seccion.COLABORACION: Explicacion("Trabaje con la entidad en ideas y soluciones.", "manos"),
    Seccion.RENDICION: Explicacion("Conozca los resultados y pregunte por ellos.", "informe"),
    Seccion.CONTROL: Explicacion("Vigile lo que la entidad prometió.", "ojo"),
}


def seccion_de(fila: Fila) -> Seccion:
    """La sección en que se muestra la actividad: la puesta por la entidad o la propuesta."""
    if fila.seccion:
        return Seccion(fila.seccion)
    return proponer_seccion(fila)


def proponer_seccion(fila: Fila) -> Seccion:
    """La que se deduce de la fase; si no hay, de las palabras; si no, de la estrategia."""
    for fase in fila.fases:
        if fase.codigo in POR_FASE:
            return POR_FASE[fase.codigo]
    if fila.es_rendicion and not fila.es_participacion:
        return Seccion.RENDICION
    # El blanco delante hace que «veedor» no se encuentre dentro de «proveedor».
    dicho = f" {sin_acentos(f'{fila.nombre} {fila.tipo_espacio}')}"
    for seccion, palabras in POR_PALABRA.items():
        if any(f" {palabra}" in dicho for palabra in palabras):
            return seccion
    return Seccion.RENDICION if fila.es_rendicion else Seccion.CONSULTA
