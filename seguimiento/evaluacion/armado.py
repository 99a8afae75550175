"""Armar la evaluación: leer una vez lo que hay y ponerlo en el valor que imprimen los informes.

Entran una estrategia y el código de un periodo; sale su `Evaluacion`. No escribe nada. El número de
consultas es fijo: no depende de cuántas actividades, encuentros o evidencias haya.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from cronograma.periodos import Periodo
from estrategia.models import Entidad, Estrategia
from seguimiento import compromisos, lecciones, mejora
from seguimiento.avance import Linea, Medidas, medir_todo
from seguimiento.contradicciones import buscar
from seguimiento.cortes.vigor import rige_desde
from seguimiento.desglose import Dimension, desglosar
from seguimiento.hechos import Espacio
from seguimiento.models import Avance, Corte
from seguimiento.models.corte import EstadoDeCorte
from seguimiento.semaforo import Umbrales

from .de_encuentros import (
    Libros,
    anticipacion_de,
    contar_encuentros,
    espacios_de,
    grupos_de,
    libros_de,
    metas_de,
    satisfaccion_de,
)
from .de_lineas import evaluar_lineas, verificacion_de
from .de_preguntas import preguntas_de
from .de_versiones import Plan, frente_a_la_primera, plan_de
from .lecturas import dichos_hasta, lineas_de, retiradas
from .momento import Momento, momento_de
from .valores import Evaluacion, Punto, Tabla

# Las tablas de todo informe; la de cada actividad son sus líneas.
DIMENSIONES = (
    Dimension.DEPENDENCIA,
    Dimension.FASE,
    Dimension.ETAPA,
    Dimension.ELEMENTO,
    Dimension.GRUPO,
    Dimension.SECCION,
)


def evaluar(estrategia: Estrategia, codigo: str, *, hoy: date) -> Evaluacion:
    """La evaluación de una estrategia en un periodo («T1», «C2», «anual»).

    Si la estrategia tiene un corte de ese periodo, se evalúa el corte; si no, es otra lectura de
    los que tiene (`es_corte` lo dice).

    Raises:
        ValueError: si el código no es de un periodo.
    """
    momento = momento_de(estrategia, codigo)
    plan, dichos, espacios = plan_de(momento), dichos_hasta(momento), espacios_de(momento)
    libros = libros_de(plan, espacios)
    evaluadas = evaluar_lineas(
        lineas_de(momento, plan, dichos, hoy=hoy), dichos, libros, hasta=momento.hasta
    )
    lineas = [una.linea for una in evaluadas]
    medidas = medir_todo(lineas)
    return Evaluacion(
        **_de_que_se_habla(momento, plan),
        medidas=medidas,
        tablas=_tablas(lineas),
        lineas=evaluadas,
        **_de_los_espacios(momento, plan, espacios, libros),
        compromisos=compromisos.estado_actual(estrategia, hasta=momento.hasta),
        acciones=mejora.estado_actual(estrategia, hasta=momento.hasta),
        preguntas=preguntas_de(momento),
        contradicciones=buscar(evaluadas, espacios),
        lecciones=lecciones.aprendidas(
            estrategia, desde=momento.comienzo_del_anio, hasta=momento.hasta
        ),
        frente_a_la_primera=frente_a_la_primera(
            plan, lineas, retiradas(plan, momento, dichos), momento
        ),
        tendencia=_tendencia(momento, medidas),
    )


def evaluar_corte(corte: Corte, *, hoy: date) -> Evaluacion:
    """La evaluación de un corte."""
    return evaluar(corte.estrategia, corte.periodo, hoy=hoy)


def umbrales_de(entidad: Entidad) -> Umbrales:
    """Los límites del semáforo de la entidad."""
    return Umbrales(medio=entidad.semaforo_medio, alto=entidad.semaforo_alto)


def _de_que_se_habla(momento: Momento, plan: Plan) -> dict:
    estrategia, corte, vigente = momento.estrategia, momento.corte, plan.vigente
    return {
        "entidad": estrategia.entidad.nombre,
        "estrategia": estrategia.nombre,
        "tipo": estrategia.get_tipo_display(),
        "vigencia": estrategia.vigencia,
        "periodo": momento.periodo.codigo,
        "nombre_del_periodo": momento.periodo.nombre,
        "desde": momento.desde,
        "hasta": momento.hasta,
        "es_corte": corte is not None,
        "esta_cerrado": corte is not None and corte.estado == EstadoDeCorte.CERRADO,
        "version": vigente.numero if vigente else None,
        "version_del": rige_desde(vigente) if vigente else None,
        "umbrales": umbrales_de(estrategia.entidad),
    }


def _de_los_espacios(
    momento: Momento, plan: Plan, espacios: Sequence[Espacio], libros: Libros
) -> dict:
    return {
        "espacios": espacios,
        "encuentros": contar_encuentros(libros, hasta=momento.hasta),
        "encuentros_del_periodo": contar_encuentros(
            libros, desde=momento.desde, hasta=momento.hasta
        ),
        "grupos": grupos_de(plan.filas, espacios),
        "metas": metas_de(plan.filas, espacios),
        "satisfaccion": satisfaccion_de(espacios),
        "anticipacion": anticipacion_de(espacios, momento.estrategia.entidad.dias_de_convocatoria),
    }


def _tablas(lineas: Sequence[Linea]) -> tuple[Tabla, ...]:
    """Una por dimensión, si alguna actividad la usa: de lo que nadie dice no se hace tabla."""
    return tuple(
        Tabla(dimension=dimension, renglones=desglosar(lineas, dimension))
        for dimension in DIMENSIONES
        if dimension.la_usa_alguna(lineas)
    )


# --- La tendencia -----------------------------------------------------------------------------


def _tendencia(momento: Momento, medidas: Medidas) -> tuple[Punto, ...]:
    """Los cortes cerrados hasta éste, con sus líneas como se cerraron; y éste."""
    puntos = [
        Punto(
            periodo=corte.periodo,
            nombre=Periodo.de_codigo(corte.periodo, momento.estrategia.vigencia).nombre,
            fecha=corte.fecha,
            medidas=medir_todo(lineas),
            esta_cerrado=True,
        )
        for corte, lineas in _cerrados_antes(momento)
    ]
    if momento.corte:
        puntos.append(
            Punto(
                periodo=momento.periodo.codigo,
                nombre=momento.periodo.nombre,
                fecha=momento.hasta,
                medidas=medidas,
                esta_cerrado=momento.corte.estado == EstadoDeCorte.CERRADO,
            )
        )
    return tuple(puntos)


def _cerrados_antes(momento: Momento) -> Iterable[tuple[Corte, list[Linea]]]:
    cerrados = momento.estrategia.cortes.cerrados().filter(fecha__lte=momento.hasta)
    if momento.corte:
        cerrados = cerrados.exclude(pk=momento.corte.pk)
    por_corte: dict[int, list[Linea]] = {}
    guardados = Avance.objects.filter(corte__in=cerrados, linea__isnull=False)
    for avance in guardados.select_related("verificacion"):
        por_corte.setdefault(avance.corte_id, []).append(_como_se_cerro(avance))
    for corte in cerrados.order_by("fecha", "periodo"):
        yield corte, por_corte.get(corte.pk, [])


def _como_se_cerro(avance: Avance) -> Linea:
    """La línea guardada, con lo que control interno verificó después."""
    verificacion = verificacion_de(avance)
    return replace(
        Linea.desde_dict(avance.linea),
        verificado=verificacion.porcentaje if verificacion else None,
    )
