"""El seguimiento del periodo: la matriz con su avance, y antes de ella lo que dice.

Entran los hechos y el sello; sale el informe como valor. La matriz va en el formato oficial de la
entidad, con las columnas de avance llenas hasta este periodo. Sala pura.
"""

from seguimiento.avance import Cifra

from . import contenido, tablas, tablas_de_hechos
from .anual import corte_por_corte
from .contenido import Redaccion
from .escrito import Columna, Escrito, Parrafo, Seccion, Tabla
from .hechos import Cuadro, Hechos
from .sello import Sello

TITULO = "Seguimiento del periodo"


def escribir(hechos: Hechos, sello: Sello) -> Escrito:
    """El informe de seguimiento."""
    una = Redaccion(hechos, sello)
    evaluacion = una.evaluacion
    return Escrito(
        nombre=TITULO,
        portada=contenido.portada(una, TITULO),
        secciones=(
            una.seccion(
                "presentacion",
                "Resumen",
                contenido.cifras_grandes(evaluacion, Cifra.ACEPTADO),
                contenido.en_una_frase(evaluacion, Cifra.REPORTADO),
                contenido.en_una_frase(evaluacion, Cifra.ACEPTADO),
                contenido.rangos(evaluacion),
            ),
            Seccion(
                titulo="Cumplimiento",
                bloques=(tablas.cifras(evaluacion), tablas.estados(evaluacion)),
                abre_pagina=True,
            ),
            *contenido.cumplimiento_por_partes(evaluacion)[:2],
            *contenido.tendencia(una),
            *corte_por_corte(una),
            Seccion(
                titulo="Lo que no llegó a lo esperado",
                bloques=(
                    tablas.pendientes(evaluacion),
                    tablas_de_hechos.contradicciones(evaluacion),
                ),
            ),
            una.seccion("observaciones", "Observaciones de planeación")
            if una.textos["observaciones"]
            else _sin_observaciones(),
            contenido.responsables(una),
            *contenido.adendas(una),
            contenido.constancia(una),
            *matriz(hechos.cuadro),
            Seccion(
                titulo="Todas las actividades",
                bloques=(tablas.lineas(evaluacion),),
                es_ancha=True,
            ),
        ),
        huella=sello.huella,
        fecha=evaluacion.hasta,
    )


def _sin_observaciones() -> Seccion:
    return Seccion(
        titulo="Observaciones de planeación",
        bloques=(Parrafo(texto="Planeación no dejó observaciones."),),
    )


def matriz(cuadro: Cuadro | None) -> tuple[Seccion, ...]:
    """La matriz en su formato oficial, en página apaisada."""
    if cuadro is None:
        return ()
    tabla = Tabla(
        clave="Matriz",
        titulo="Matriz de seguimiento",
        columnas=tuple(
            Columna(titulo=titulo or "Elemento", grupo=grupo)
            for titulo, grupo in zip(cuadro.titulos, cuadro.grupos, strict=True)
        ),
        encabeza=cuadro.encabeza,
        filas=cuadro.filas,
        nota=(
            "Avance acumulado desde el comienzo del año, aceptado por planeación; «sin aceptar» señala "
            "el que solo se ha reportado. «N/A»: no programada en ese periodo. En blanco: nadie lo ha "
            "reportado."
        ),
        vacia="La estrategia no tiene actividades.",
    )
    return (Seccion(titulo="Matriz de seguimiento", bloques=(tabla,), es_ancha=True),)


__all__ = ["TITULO", "escribir", "matriz"]
