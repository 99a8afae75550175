"""Leer un periodo: las líneas de su corte o, si no tiene uno propio, la otra lectura.

Entran un `Momento`, su `Plan` y lo dicho; salen las `Linea`. La otra lectura no interpola: toma el
último acumulado con fecha hasta el cierre, dice esa fecha y lo compara con lo que se esperaba ese
día; de lo que nadie ha dicho, lo que se esperaba la última vez que se preguntó. Si otro corte
termina el mismo día (el año y su cuarto trimestre), es ese corte leído con otro nombre: lo que en
él quedó en blanco sigue en blanco. El número de consultas no depende del de actividades.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max, Prefetch, QuerySet

from cronograma.fila import Fila
from seguimiento import cortes
from seguimiento.avance import Dato, Linea, estado_de, ultimo_dato
from seguimiento.cortes.lineas import DICHO
from seguimiento.lineas import linea_de
from seguimiento.models import Avance, Corte, EstadoDeAvance, Evidencia, Peso

from .de_versiones import Plan, publicadas_que_salieron
from .momento import Momento


@dataclass(frozen=True)
class Dichos:
    """Los avances de la estrategia hasta el último día, por actividad y del más viejo al más nuevo.

    `se_pregunto_el` es el día del último corte: `None` si todavía no ha habido ninguno.
    """

    de_cada: Mapping[int, Sequence[Avance]]
    se_pregunto_el: date | None

    def ultimo(self, actividad: int, hasta: date) -> Avance | None:
        """El último con cifra hasta ese día; de dos del mismo día, el del corte más reciente."""
        return self._ultimo(actividad, hasta, dice_algo)

    def ultimo_aceptado(self, actividad: int, hasta: date) -> Avance | None:
        """El último que planeación aceptó con un porcentaje."""
        return self._ultimo(actividad, hasta, lambda uno: uno.porcentaje_aceptado is not None)

    def _ultimo(self, actividad: int, hasta: date, sirve) -> Avance | None:
        suyos = {uno.pk: uno for uno in self.de_cada.get(actividad, ()) if sirve(uno)}
        datos = [
            Dato(uno.corte.fecha, uno.porcentaje or Decimal(0), uno.pk) for uno in suyos.values()
        ]
        dato = ultimo_dato(datos, hasta)
        return suyos[dato.secuencia] if dato else None


def dichos_hasta(momento: Momento) -> Dichos:
    """Todo lo reportado hasta el último día, con sus respaldos, en un número fijo de consultas."""
    de_cada: dict[int, list[Avance]] = {}
    for avance in _con_respaldo(momento):
        de_cada.setdefault(avance.actividad_id, []).append(avance)
    anteriores = momento.estrategia.cortes.filter(fecha__lte=momento.hasta)
    return Dichos(de_cada, anteriores.aggregate(ultimo=Max("fecha"))["ultimo"])


def _con_respaldo(momento: Momento) -> QuerySet[Avance]:
    return (
        Avance.objects.filter(corte__estrategia=momento.estrategia, corte__fecha__lte=momento.hasta)
        .select_related("corte", "verificacion")
        .prefetch_related(
            Prefetch("evidencias", queryset=Evidencia.objects.en_uso()), "notas__dependencia"
        )
        .order_by("corte__fecha", "pk")
    )


def dice_algo(avance: Avance) -> bool:
    """¿Trae una cifra que la dependencia ya envió?"""
    dicho = avance.porcentaje is not None or avance.solicitudes_recibidas is not None
    return dicho and avance.estado in DICHO


# --- Las líneas -------------------------------------------------------------------------------


def lineas_de(momento: Momento, plan: Plan, dichos: Dichos, *, hoy: date) -> list[Linea]:
    """Las líneas del corte, o las de la otra lectura si el periodo no tiene uno."""
    if momento.corte:
        return cortes.lineas_de(momento.corte, hoy=hoy)
    if gemelo := _que_termina_el_mismo_dia(momento):
        return _con_otro_nombre(gemelo, momento, plan, dichos, hoy=hoy)
    pesos = pesos_de(momento)
    return [
        con_el_ultimo_dato(una.fila, una.actividad_id, momento, dichos, pesos)
        for una in plan.vigentes
    ]


def retiradas(plan: Plan, momento: Momento, dichos: Dichos) -> Mapping[int, Linea]:
    """De las que ya no están en el plan, la línea con lo último que se supo de ellas."""
    pesos = pesos_de(momento)
    return {
        una.actividad_id: con_el_ultimo_dato(una.fila, una.actividad_id, momento, dichos, pesos)
        for una in publicadas_que_salieron(plan)
    }


def pesos_de(momento: Momento) -> Mapping[int, Decimal]:
    """El peso de las actividades que tienen uno."""
    suyos = Peso.objects.filter(actividad__estrategia=momento.estrategia)
    return dict(suyos.values_list("actividad", "valor"))


# --- Otra lectura -----------------------------------------------------------------------------


def con_el_ultimo_dato(
    fila: Fila, actividad: int, momento: Momento, dichos: Dichos, pesos: Mapping[int, Decimal]
) -> Linea:
    """La línea con el último dato hasta el cierre, y la fecha de ese dato."""
    avance = dichos.ultimo(actividad, momento.hasta)
    return linea_de(
        fila,
        momento.periodo,
        hasta=dichos.se_pregunto_el or momento.hasta,
        anterior=_anterior(actividad, momento, dichos),
        peso=pesos.get(actividad, Decimal(1)),
        clave=actividad,
        **(_lo_que_dijo(avance) if avance else {}),
    )


def _lo_que_dijo(avance: Avance) -> dict[str, object]:
    return {
        "dato_al": avance.corte.fecha,
        "reportado": avance.porcentaje,
        "aceptado": avance.porcentaje_aceptado,
        "esta_aceptada": avance.estado == EstadoDeAvance.ACEPTADO,
        "solicitudes_recibidas": avance.solicitudes_recibidas,
        "solicitudes_atendidas": avance.solicitudes_atendidas,
        "avance": avance.pk,
    }


def _anterior(actividad: int, momento: Momento, dichos: Dichos) -> Decimal | None:
    antes = dichos.ultimo_aceptado(actividad, momento.desde - timedelta(days=1))
    return antes.porcentaje_aceptado if antes else None


def _que_termina_el_mismo_dia(momento: Momento) -> Corte | None:
    return momento.estrategia.cortes.filter(fecha=momento.hasta).order_by("-pk").first()


def _con_otro_nombre(
    gemelo: Corte, momento: Momento, plan: Plan, dichos: Dichos, *, hoy: date
) -> list[Linea]:
    """Las líneas de ese corte con el estado que tienen en este periodo, que empieza otro día."""
    filas = {una.actividad_id: una.fila for una in plan.vigentes}
    return [
        _en_este_periodo(una, filas[una.clave], momento, dichos)
        for una in cortes.lineas_de(gemelo, hoy=hoy)
        if una.clave in filas
    ]


def _en_este_periodo(linea: Linea, fila: Fila, momento: Momento, dichos: Dichos) -> Linea:
    anterior = _anterior(linea.clave or 0, momento, dichos)
    estado = estado_de(
        fila.programacion, momento.periodo, acumulado_antes=anterior, gradual=fila.es_gradual
    )
    if linea.se_pregunta or linea.reportado is not None:
        return replace(linea, estado=estado, anterior=anterior)
    # En el otro no se preguntó porque ya estaba: aquí cuenta con lo que se aceptó entonces.
    aceptado = dichos.ultimo_aceptado(linea.clave or 0, momento.hasta)
    return replace(
        linea,
        estado=estado,
        anterior=anterior,
        reportado=linea.anterior,
        aceptado=linea.anterior,
        dato_al=aceptado.corte.fecha if aceptado else None,
    )
