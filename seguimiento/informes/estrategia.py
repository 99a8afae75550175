"""La evaluación de la estrategia, por planeación: los seis contenidos mínimos y lo que se aprendió.

Entran los hechos y el sello; sale el informe como valor. Los seis títulos son, palabra por palabra, los
del cronograma de rendición de cuentas (Manual Único); las lecciones aprendidas, las del procedimiento.
Sala pura.
"""

from cronograma.cuentas_pequenas import cuenta_publica, cuentas_publicas
from seguimiento.avance import Cifra, como_porcentaje
from seguimiento.hechos import Espacio

from . import contenido, tablas, tablas_de_hechos
from .anual import corte_por_corte
from .contenido import Redaccion
from .escrito import Bloque, Escrito, Parrafo, Seccion, Tono
from .hechos import Hechos
from .sello import Sello

TITULO = "Evaluación de la estrategia"
CONTENIDOS_MINIMOS = (
    "1. Número de espacios de participación adelantados",
    "2. Grupos de valor involucrados",
    "3. Metas institucionales priorizadas sobre las que se rindió cuentas",
    "4. Evaluación y recomendaciones de cada espacio de rendición de cuentas",
    "5. Estado actual de los compromisos asumidos de cara a la ciudadanía",
    "6. Nivel de cumplimiento de las actividades establecidas en toda la estrategia",
)


def escribir(hechos: Hechos, sello: Sello) -> Escrito:
    """La evaluación de la estrategia."""
    una = Redaccion(hechos, sello)
    es_anual = una.evaluacion.periodo == "anual"
    return Escrito(
        nombre=TITULO,
        portada=contenido.portada(una, f"{TITULO}: informe anual" if es_anual else TITULO),
        secciones=(
            resumen(una),
            una.seccion("objetivo", "Objetivo", abre_pagina=True),
            una.seccion("metodologia", "Cómo se evaluó"),
            *los_seis(una),
            *corte_por_corte(una),
            preguntas_y_convocatoria(una),
            lecciones(una),
            Seccion(
                titulo="Acciones de mejora",
                bloques=(tablas_de_hechos.acciones(una.evaluacion),),
            ),
            una.seccion("conclusiones", "Conclusiones"),
            una.seccion("recomendaciones", "Recomendaciones"),
            contenido.responsables(una),
            *contenido.adendas(una),
            contenido.constancia(una),
            Seccion(
                titulo="Anexo. Todas las actividades",
                bloques=(tablas.lineas(una.evaluacion, titulo="Anexo. Todas las actividades"),),
                es_ancha=True,
            ),
        ),
        huella=sello.huella,
        fecha=una.evaluacion.hasta,
    )


def resumen(una: Redaccion) -> Seccion:
    """La página que se lee en un minuto."""
    evaluacion = una.evaluacion
    return Seccion(
        titulo="Resumen",
        bloques=(
            *una.escrito("resumen"),
            contenido.cifras_grandes(evaluacion, Cifra.ACEPTADO),
            contenido.en_una_frase(evaluacion, Cifra.ACEPTADO),
            tablas.cifras(evaluacion),
            contenido.rangos(evaluacion),
        ),
        abre_pagina=True,
    )


def los_seis(una: Redaccion) -> tuple[Seccion, ...]:
    """Los seis contenidos mínimos, cada uno bajo su título."""
    numero_de_espacios, grupos, metas, evaluacion, compromisos, cumplimiento = CONTENIDOS_MINIMOS
    return (
        _espacios(una, numero_de_espacios),
        una.seccion("grupos", grupos, tablas_de_hechos.grupos(una.evaluacion)),
        una.seccion("metas", metas, tablas_de_hechos.metas(una.evaluacion)),
        una.seccion("evaluacion", evaluacion, *_de_los_espacios(una)),
        *(_espacio(uno) for uno in una.evaluacion.espacios if uno.se_realizo),
        _compromisos(una, compromisos),
        _cumplimiento(una, cumplimiento),
        *contenido.cumplimiento_por_partes(una.evaluacion),
        *contenido.frente_a_la_primera(una.evaluacion),
        *contenido.tendencia(una),
    )


def _espacios(una: Redaccion, titulo: str) -> Seccion:
    evaluacion = una.evaluacion
    total, del_periodo = evaluacion.encuentros, evaluacion.encuentros_del_periodo
    return una.seccion(
        "espacios",
        titulo,
        Parrafo(
            texto=(
                f"Se realizaron {total} espacios que el plan esperaba hasta el {evaluacion.hasta:%d/%m/%Y}; "
                f"en el periodo, {del_periodo}."
            )
        ),
        tablas_de_hechos.espacios(evaluacion),
    )


def _de_los_espacios(una: Redaccion) -> tuple[Bloque, ...]:
    evaluacion = una.evaluacion
    realizados = [uno for uno in evaluacion.espacios if uno.se_realizo]
    if not realizados:
        return (Parrafo(texto="No se ha realizado ningún espacio."),)
    sin_formato = sum(not uno.formato_entregado for uno in realizados)
    frase = (
        "Todos los espacios realizados entregaron su formato interno de reporte."
        if not sin_formato
        else f"Espacios realizados: {len(realizados)}. Sin entregar su formato interno: {sin_formato}."
    )
    return Parrafo(texto=frase), tablas_de_hechos.satisfaccion(evaluacion)


def _espacio(uno: Espacio) -> Seccion:
    """Lo que un espacio realizado dejó, tal como lo dice su formato interno."""
    return Seccion(
        titulo=f"{uno.nombre}, {uno.fecha:%d/%m/%Y}", nivel=3, bloques=tuple(_dichos(uno))
    )


def _dichos(uno: Espacio) -> list[Bloque]:
    pares = (
        ("Actividad", uno.nombre_de_la_actividad),
        ("Asistencia y satisfacción", f"{_asistencia(uno)}. {_opinion(uno)}."),
        ("Temas y metas", uno.temas),
        ("Observaciones, propuestas y recomendaciones", uno.observaciones),
        ("Resultado", uno.resultado),
        ("Compromisos", uno.compromisos),
    )
    bloques: list[Bloque] = [
        Parrafo(texto=texto, etiqueta=nombre, tono=Tono.ETIQUETADO)
        for nombre, texto in pares
        if texto
    ]
    if not uno.formato_entregado:
        aviso = "No se entregó el formato interno de reporte de este espacio."
        bloques.append(Parrafo(texto=aviso, tono=Tono.AVISO))
    return bloques


def _asistencia(uno: Espacio) -> str:
    """Cuántas personas, sin los números tan pequeños que señalarían a alguien."""
    if uno.personas is None:
        return "Sin contar a las personas"
    dichas = cuentas_publicas({una.grupo: una.personas for una in uno.asistencia})
    grupos = "; ".join(f"{grupo}, {cuantas}" for grupo, cuantas in dichas.items())
    return f"{cuenta_publica(uno.personas)} personas ({grupos})"


def _opinion(uno: Espacio) -> str:
    suya = uno.satisfaccion
    if not suya.respuestas:
        return "Nadie lo valoró"
    if not suya.se_puede_publicar or suya.media is None:
        return f"{suya.respuestas} respuestas: muy pocas para publicar una media"
    return f"Satisfacción: {float(suya.media):.1f} de 5, con {suya.respuestas} respuestas".replace(
        ".", ",", 1
    )


def _compromisos(una: Redaccion, titulo: str) -> Seccion:
    evaluacion = una.evaluacion
    vencidos = sum(uno.esta_vencido for uno in evaluacion.compromisos)
    frase = (
        f"Cumplidos y verificados: {evaluacion.compromisos_cumplidos}. Vencidos sin cumplirse: {vencidos}."
        if evaluacion.compromisos
        else ""
    )
    bloques: tuple[Bloque, ...] = (Parrafo(texto=frase),) if frase else ()
    return una.seccion("compromisos", titulo, *bloques, tablas_de_hechos.compromisos(evaluacion))


def _cumplimiento(una: Redaccion, titulo: str) -> Seccion:
    evaluacion = una.evaluacion
    reportado = evaluacion.medidas.reportado
    return una.seccion(
        "cumplimiento",
        titulo,
        contenido.en_una_frase(evaluacion, Cifra.ACEPTADO),
        Parrafo(
            texto=(
                f"Las dependencias reportaron {como_porcentaje(reportado.cumplimiento)}; "
                f"{reportado.sin_dato} de {reportado.exigibles} actividades exigibles quedaron sin reporte."
            )
        ),
        tablas.estados(evaluacion),
        tablas.pendientes(evaluacion),
    )


def preguntas_y_convocatoria(una: Redaccion) -> Seccion:
    """Las respuestas a la ciudadanía y con cuánto tiempo se la convocó."""
    evaluacion = una.evaluacion
    anticipacion = evaluacion.anticipacion
    frases = [f"Encuentros reprogramados: {evaluacion.reprogramados}."]
    if anticipacion.convocados.de:
        frases.insert(
            0, f"Espacios realizados con convocatoria publicada: {anticipacion.convocados}."
        )
    if anticipacion.mediana is not None:
        mediana = f"{float(anticipacion.mediana):.1f}".replace(".", ",").removesuffix(",0")
        frases.insert(
            1,
            f"Días de convocatoria: mínimo {anticipacion.minimo}, mediana {mediana}. La entidad se "
            f"exige {anticipacion.dias_exigidos}; sin llegar a ellos: {anticipacion.cortas}.",
        )
    return Seccion(
        titulo="Preguntas de la ciudadanía y convocatoria",
        bloques=(tablas_de_hechos.preguntas(evaluacion), Parrafo(texto=" ".join(frases))),
    )


def lecciones(una: Redaccion) -> Seccion:
    """Lo aprendido: lo que se registró durante el año y lo que planeación agrega."""
    puntos = (
        f"{leccion.texto} ({leccion.donde + ', ' if leccion.donde else ''}{leccion.fecha:%d/%m/%Y})"
        for leccion in una.evaluacion.lecciones
    )
    registradas = contenido.lista_o_nada(puntos, "No se registraron lecciones hasta este corte.")
    return Seccion(titulo="Lecciones aprendidas", bloques=(registradas, *una.escrito("lecciones")))
