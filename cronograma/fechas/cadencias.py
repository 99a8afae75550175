"""Cadencias: de «cada cuánto» a una programación periódica.

Entra una cadencia («trimestral», «dos veces al año», «último jueves de cada mes») y, si la celda lo dice,
un tiempo: el intervalo en que se repite («de febrero a noviembre») o los meses y días en que cae («junio y
diciembre»). Sale la `Programacion` periódica con sus veces; toda contradicción entre lo dicho se anota.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from cronograma.fechas.armado import Intervalo, anotar
from cronograma.fechas.frases import Contexto
from cronograma.fechas.piezas import Cadencia, FechaImposible
from cronograma.fechas.repeticiones import NOTA_SIN_CADENCIA
from cronograma.fechas.significado import (
    CLASE_DE_PERIODICIDAD,
    CLASE_DE_TIPO,
    MAXIMO_ANIOS_PERIODICA,
    Programacion,
    Tipo,
    limites,
    subperiodos,
    tramos,
)
from cronograma.periodos import ClasePeriodo, dia_de_semana_del_mes, periodo_de, ultimo_dia


def unir_cadencias(cadencias: Sequence[Cadencia]) -> tuple[Cadencia, tuple[str, ...]]:
    """Una sola cadencia de las que diga la celda: «Semestral (dos encuentros en el año)»."""
    unida = cadencias[0]
    notas: list[str] = []
    for otra in cadencias[1:]:
        if unida.periodicidad and otra.periodicidad and unida.periodicidad != otra.periodicidad:
            notas.append(
                f"Dice «{unida.periodicidad}» y «{otra.periodicidad}»: se tomó lo primero."
            )
            continue
        if unida.total and otra.total:
            notas.append("Dice varias cantidades: se tomó la mayor.")
        unida = _unir(unida, otra)
    return unida, tuple(notas)


def _unir(una: Cadencia, otra: Cadencia) -> Cadencia:
    periodicidad = una.periodicidad or otra.periodicidad
    total = max(una.total or 0, otra.total or 0)
    # «Una sesión cada tres meses» es una en cada periodo; «trimestral (1 vez)», una en el año.
    es_evento = una.es_evento if una.total else otra.es_evento
    es_del_anio = total > 1 or periodicidad is None or not es_evento
    return Cadencia(
        periodicidad=periodicidad,
        por_periodo=max(una.por_periodo, otra.por_periodo),
        total=total if total and es_del_anio else None,
        meses=una.meses or otra.meses,
        orden_y_dia=una.orden_y_dia or otra.orden_y_dia,
        dia_del_mes=una.dia_del_mes or otra.dia_del_mes,
        es_evento=una.es_evento and otra.es_evento,
    )


def programar_cadencia(
    cadencia: Cadencia, tiempo: Programacion | None, marcas: Programacion | None, contexto: Contexto
) -> Programacion:
    """La periódica que resulta de la cadencia, el tiempo que la acompaña y las marcas tras dos puntos."""
    notas = tuple(nota for parte in (tiempo, marcas) if parte for nota in parte.notas)
    if tiempo and marcas is None and _es_la_misma_cuenta(cadencia, tiempo):
        return tiempo
    if tiempo and marcas is None and not _es_intervalo(cadencia, tiempo):
        tiempo, marcas = None, tiempo
    intervalo = limites(tiempo) if tiempo else None
    intervalo = intervalo or _anios_enteros(marcas, contexto)
    return anotar(_periodica(cadencia, intervalo, marcas), *notas)


def _es_intervalo(cadencia: Cadencia, tiempo: Programacion) -> bool:
    """Si es dónde se repite («mensual en el primer semestre») y no en qué cae («anual, en mayo»)."""
    if tiempo.tipo is Tipo.FECHA or tiempo.meses:
        return False
    clase = CLASE_DE_TIPO.get(tiempo.tipo)
    propia = CLASE_DE_PERIODICIDAD.get(cadencia.periodicidad) if cadencia.periodicidad else None
    if clase is None or clase is ClasePeriodo.ANIO or propia is None:
        return True
    return propia.meses < clase.meses


def _es_la_misma_cuenta(cadencia: Cadencia, tiempo: Programacion) -> bool:
    """«Dos jornadas: 15 de mayo y 20 de junio», «un informe en marzo»: sólo cuenta lo que sigue."""
    return (
        cadencia.periodicidad is None
        and cadencia.es_evento
        and cadencia.total == len(tramos(tiempo))
    )


def _anios_enteros(marcas: Programacion | None, contexto: Contexto) -> Intervalo:
    dichos = limites(marcas) if marcas else None
    primero, ultimo = (d.year for d in dichos) if dichos else (contexto.anio, contexto.anio)
    return date(primero, 1, 1), ultimo_dia(ultimo, 12)


def _periodica(
    cadencia: Cadencia, intervalo: Intervalo, marcas: Programacion | None
) -> Programacion:
    inicio, fin = intervalo
    if fin.year - inicio.year > MAXIMO_ANIOS_PERIODICA:
        raise FechaImposible(f"Se repite por más de {MAXIMO_ANIOS_PERIODICA} años: revise el año.")
    meses, fechas, notas = _anclas(cadencia, inicio, fin, marcas)
    naturales = len(subperiodos(cadencia.periodicidad, inicio, fin)) if cadencia.periodicidad else 0
    marcadas = len(fechas or meses) or naturales
    veces = cadencia.total or cadencia.por_periodo * marcadas
    if cadencia.periodicidad is None:
        notas = (*notas, *(() if meses or fechas else (NOTA_SIN_CADENCIA,)))
    elif veces != cadencia.por_periodo * naturales:
        notas = (
            *notas,
            f"Por ser {cadencia.periodicidad} le tocarían {naturales} y la celda dice {veces}.",
        )
    elif veces > 1 and not _son_completos(cadencia, inicio, fin):
        notas = (
            *notas,
            f"El intervalo no empieza o no acaba con su periodo: se contaron {veces} veces.",
        )
    return Programacion(
        tipo=Tipo.PERIODICA, inicio=inicio, fin=fin, meses=meses, fechas=fechas,
        periodicidad=cadencia.periodicidad, veces=veces, notas=notas,
    )  # fmt: skip


def _anclas(
    cadencia: Cadencia, inicio: date, fin: date, marcas: Programacion | None
) -> tuple[tuple[int, ...], tuple[date, ...], tuple[str, ...]]:
    """En qué meses o días cae cada ocurrencia, si la celda lo dice."""
    if marcas and not all(inicio <= cierre <= fin for _, cierre in tramos(marcas)):
        raise FechaImposible("Los meses o días que dice caen fuera del intervalo que dice.")
    if marcas and marcas.tipo is Tipo.FECHA:
        return (), tuple(dia for dia, _ in tramos(marcas)), ()
    if marcas and inicio.year == fin.year:
        return tuple(sorted({cierre.month for _, cierre in tramos(marcas)})), (), ()
    if cadencia.orden_y_dia or cadencia.dia_del_mes:
        fechas = tuple(dias_de_la_cadencia(cadencia, inicio, fin))
        if not fechas:
            raise FechaImposible("Ninguno de los días que dice cae en el intervalo.")
        return (), fechas, ()
    if cadencia.meses and inicio.year == fin.year:
        return tuple(mes for mes in cadencia.meses if inicio.month <= mes <= fin.month), (), ()
    sobran = ("Los meses en que cae no se guardan: el intervalo pasa de un año.",)
    return (), (), sobran if marcas or cadencia.meses else ()


def dias_de_la_cadencia(cadencia: Cadencia, inicio: date, fin: date) -> Iterable[date]:
    """«Último jueves de cada mes», «el 15 de cada mes»: los días exactos dentro del intervalo."""
    for numero in range(12 * inicio.year + inicio.month - 1, 12 * fin.year + fin.month):
        anio, mes = numero // 12, numero % 12 + 1
        if cadencia.orden_y_dia:
            dia = dia_de_semana_del_mes(anio, mes, *cadencia.orden_y_dia)
        else:
            dia = date(anio, mes, cadencia.dia_del_mes or 1)
        if inicio <= dia <= fin:
            yield dia


def _son_completos(cadencia: Cadencia, inicio: date, fin: date) -> bool:
    clase = CLASE_DE_PERIODICIDAD.get(cadencia.periodicidad) if cadencia.periodicidad else None
    if clase is None:
        return True
    return periodo_de(inicio, clase).inicio == inicio and periodo_de(fin, clase).fin == fin
