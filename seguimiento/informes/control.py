"""La evaluación de control interno: lo que verificó, frente a lo aceptado, y lo que halló.

Entran los hechos y el sello; sale el informe como valor. La cifra de control interno va al lado de la
de planeación y nunca la reemplaza. Cada cifra lleva hasta su evidencia, en el anexo. Sala pura.
"""

from seguimiento.avance import Cifra, como_porcentaje

from . import contenido, tablas, tablas_de_hechos
from .anual import corte_por_corte
from .contenido import Redaccion
from .escrito import Bloque, Escrito, Parrafo, Seccion, Tono
from .hechos import Hallado, Hechos
from .sello import Sello

TITULO = "Evaluación de control interno"


def escribir(hechos: Hechos, sello: Sello) -> Escrito:
    """La evaluación de control interno."""
    una = Redaccion(hechos, sello)
    evaluacion = una.evaluacion
    es_anual = evaluacion.periodo == "anual"
    return Escrito(
        nombre=TITULO,
        portada=contenido.portada(una, f"{TITULO}: informe anual" if es_anual else TITULO),
        secciones=(
            resumen(una),
            una.seccion("objetivo", "Objetivo", abre_pagina=True),
            una.seccion("alcance", "Alcance"),
            una.seccion("criterios", "Criterios"),
            una.seccion("metodologia", "Metodología", *_muestra(una)),
            Seccion(
                titulo="Cumplimiento de la estrategia",
                bloques=(
                    contenido.en_una_frase(evaluacion, Cifra.ACEPTADO),
                    tablas.cifras(evaluacion),
                    contenido.rangos(evaluacion),
                    tablas.estados(evaluacion),
                ),
                abre_pagina=True,
            ),
            *contenido.cumplimiento_por_partes(evaluacion)[:2],
            *contenido.frente_a_la_primera(evaluacion),
            *contenido.tendencia(una),
            *corte_por_corte(una),
            Seccion(
                titulo="Lo verificado frente a lo aceptado",
                bloques=(*comparacion(una), tablas.verificadas(evaluacion)),
            ),
            Seccion(
                titulo="Eficacia y pertinencia de los mecanismos de participación",
                bloques=(_indicios(una),),
            ),
            una.seccion("eficacia", "Eficacia", nivel=3),
            una.seccion("pertinencia", "Pertinencia", nivel=3),
            Seccion(
                titulo="Contradicciones", bloques=(tablas_de_hechos.contradicciones(evaluacion),)
            ),
            *hallazgos(una),
            Seccion(
                titulo="Acciones de mejora y juicio sobre las anteriores",
                bloques=(tablas_de_hechos.acciones(evaluacion),),
            ),
            una.seccion("conclusiones", "Conclusiones"),
            una.seccion("recomendaciones", "Recomendaciones generales"),
            contenido.responsables(una),
            *contenido.adendas(una),
            contenido.constancia(una),
            Seccion(
                titulo="Anexo 1. Todas las actividades",
                bloques=(tablas.lineas(evaluacion, titulo="Anexo 1. Todas las actividades"),),
                es_ancha=True,
            ),
            Seccion(
                titulo="Anexo 2. La evidencia de cada actividad",
                bloques=(tablas.evidencias(evaluacion),),
                es_ancha=True,
                abre_pagina=True,
            ),
        ),
        huella=sello.huella,
        fecha=evaluacion.hasta,
    )


def _muestra(una: Redaccion) -> tuple[Bloque, ...]:
    """Con qué se repite la muestra: la misma semilla da las mismas actividades."""
    if not una.hechos.semilla:
        return ()
    texto = f"La muestra que propone el sistema se repite con la semilla «{una.hechos.semilla}»."
    return (Parrafo(texto=texto, tono=Tono.NOTA),)


def resumen(una: Redaccion) -> Seccion:
    """El resumen ejecutivo: primero el juicio, después las cifras que lo sostienen."""
    evaluacion = una.evaluacion
    sin_responder = len(evaluacion.sin_reporte)
    return Seccion(
        titulo="Resumen ejecutivo",
        bloques=(
            *una.escrito("resumen"),
            contenido.cifras_grandes(evaluacion, Cifra.VERIFICADO),
            *comparacion(una),
            Parrafo(
                texto=(
                    f"Hallazgos: {len(una.hechos.hallazgos)}. Contradicciones señaladas por el sistema: "
                    f"{len(evaluacion.contradicciones)}. Actividades de las que se esperaba un reporte y "
                    f"nadie dijo nada: {sin_responder}."
                )
            ),
        ),
        abre_pagina=True,
    )


def comparacion(una: Redaccion) -> tuple[Bloque, ...]:
    """«Verificadas 12 de 24», y lo verificado junto a lo aceptado de esas mismas."""
    medidas = una.evaluacion.medidas
    if not medidas.verificado.exigibles:
        return (
            Parrafo(
                texto=(
                    f"Verificadas {medidas.verificadas}: control interno no midió ninguna actividad "
                    "exigible."
                )
            ),
        )
    return (
        Parrafo(
            texto=(
                f"Verificadas {medidas.verificadas} actividades exigibles. En las mismas, lo verificado es "
                f"{como_porcentaje(medidas.verificado.cumplimiento)} y lo aceptado por planeación, "
                f"{como_porcentaje(medidas.aceptado_de_lo_verificado.cumplimiento)}."
            )
        ),
    )


def _indicios(una: Redaccion) -> Parrafo:
    """Los datos en que se apoya el juicio, sin juzgar."""
    evaluacion = una.evaluacion
    convocados = evaluacion.anticipacion
    partes = [
        f"encuentros realizados, {evaluacion.encuentros}",
        f"con convocatoria publicada, {convocados.convocados}",
        f"convocados con menos de {convocados.dias_exigidos} días, {convocados.cortas}",
        f"preguntas respondidas a tiempo, {evaluacion.preguntas.en_plazo}",
        f"compromisos cumplidos y verificados, {evaluacion.compromisos_cumplidos}",
        f"respuestas de satisfacción, {evaluacion.satisfaccion.respuestas}",
    ]
    return Parrafo(texto=f"Datos en que se apoya el juicio: {'; '.join(partes)}.", tono=Tono.NOTA)


def hallazgos(una: Redaccion) -> tuple[Seccion, ...]:
    """Cada hallazgo con su criterio y su recomendación; o que no los hubo."""
    suyos = una.hechos.hallazgos
    if not suyos:
        nada = Parrafo(texto="Control interno no registró hallazgos.")
        return (Seccion(titulo="Hallazgos", bloques=(nada,)),)
    return (Seccion(titulo="Hallazgos"), *(_hallazgo(uno) for uno in suyos))


def _hallazgo(uno: Hallado) -> Seccion:
    pares = (
        ("Qué se encontró", uno.texto),
        ("Criterio", uno.criterio),
        ("Recomendación", uno.recomendacion),
    )
    return Seccion(
        titulo=f"Hallazgo {uno.numero}",
        nivel=3,
        bloques=tuple(
            Parrafo(texto=texto, etiqueta=nombre, tono=Tono.ETIQUETADO)
            for nombre, texto in pares
            if texto
        ),
    )
