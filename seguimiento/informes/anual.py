"""El año corte por corte: lo que un informe anual agrega, en sus dos lecturas.

Entran los hechos de un informe anual; salen las secciones con la marcha por trimestres y por
cuatrimestres. Un informe de otro periodo no las lleva. Sala pura.
"""

from seguimiento.evaluacion.valores import Punto

from . import tablas
from .contenido import Redaccion
from .escrito import Parrafo, Seccion, Tono

LECTURAS = (("T", "trimestres"), ("C", "cuatrimestres"))


def corte_por_corte(una: Redaccion) -> tuple[Seccion, ...]:
    """Las dos lecturas del año, cada una con su tabla y su gráfica."""
    if not una.hechos.lecturas:
        return ()
    partes = [
        Seccion(
            titulo=f"Por {nombre}",
            nivel=3,
            bloques=(
                tablas.tendencia(
                    una.evaluacion,
                    [punto for punto in una.hechos.lecturas if _es_de(punto, letra)],
                    clave=f"Año por {nombre}",
                    titulo=f"El año por {nombre}",
                ),
            ),
        )
        for letra, nombre in LECTURAS
        if any(_es_de(punto, letra) for punto in una.hechos.lecturas)
    ]
    presentacion = Parrafo(
        texto=(
            "El mismo plan y los mismos reportes, leídos de dos maneras. Un porcentaje reportado nunca se "
            "interpola: en la lectura sin corte propio vale el último acumulado hasta ese día, comparado con "
            "lo que se esperaba en la fecha del dato."
        ),
        tono=Tono.NOTA,
    )
    return (Seccion(titulo="El año, corte por corte", bloques=(presentacion,)), *partes)


def _es_de(punto: Punto, letra: str) -> bool:
    return punto.periodo.startswith(letra)
