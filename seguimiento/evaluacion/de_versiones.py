"""El plan contra el que se mide: la versión que regía el último día y la primera del año.

Entra un `Momento`; salen las filas de cada versión y, frente a la primera, qué se reprogramó y qué
se retiró. Cambiar el plan no cambia lo que se había prometido: por eso hay una segunda medida.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from cronograma.fila import Fila
from cronograma.models import ActividadPublicada, Version
from cronograma.programacion import describir, limites, proporcion_esperada
from seguimiento.avance import Linea, estado_de, medir_todo
from seguimiento.cortes.vigor import elegir, rige_desde
from seguimiento.models.corte import EstadoDeCorte

from .momento import Momento, dia_de
from .valores import FrenteALaPrimera, Reprogramada, Retirada


@dataclass(frozen=True)
class Plan:
    """Las versiones publicadas hasta el último día, de la primera a la que regía."""

    versiones: tuple[Version, ...]
    publicadas: tuple[ActividadPublicada, ...]

    @property
    def primera(self) -> Version | None:
        """La primera del año."""
        return self.versiones[0] if self.versiones else None

    @property
    def vigente(self) -> Version | None:
        """La que regía el último día."""
        return self.versiones[-1] if self.versiones else None

    @cached_property
    def por_version(self) -> Mapping[int, tuple[ActividadPublicada, ...]]:
        """Las filas de cada versión, en el orden del documento."""
        filas: dict[int, list[ActividadPublicada]] = {una.pk: [] for una in self.versiones}
        for publicada in self.publicadas:
            filas[publicada.version_id].append(publicada)
        return {llave: tuple(suyas) for llave, suyas in filas.items()}

    @property
    def vigentes(self) -> tuple[ActividadPublicada, ...]:
        """Las filas congeladas del plan vigente."""
        return self.por_version[self.vigente.pk] if self.vigente else ()

    @cached_property
    def filas(self) -> tuple[Fila, ...]:
        """Las del plan vigente."""
        return tuple(una.fila for una in self.vigentes)


def plan_de(momento: Momento) -> Plan:
    """El plan en ese momento, con todas sus versiones, en tres consultas.

    Una versión retirada no se lee: ahí podría estar el dato por el que se retiró. Si es la última,
    no rige ninguna.
    """
    publicadas = list(
        momento.estrategia.versiones.publicadas()
        .select_related("estrategia")
        .prefetch_related("cambios")
        .order_by("numero")
    )
    vigente = _vigente(publicadas, momento)
    if vigente is None:
        return Plan((), ())
    versiones = tuple(
        una
        for una in publicadas
        if una.numero <= vigente.numero and (una == vigente or not _se_retiro(una, momento))
    )
    filas = (
        ActividadPublicada.objects.filter(version__in=versiones)
        .select_related("actividad", "version")
        .order_by("version__numero", "orden", "pk")
    )
    return Plan(versiones, tuple(filas))


def _vigente(publicadas: Sequence[Version], momento: Momento) -> Version | None:
    """La que fijó el corte al cerrarse o, si no, la que regía el último día."""
    corte = momento.corte
    if corte and corte.estado == EstadoDeCorte.CERRADO:
        return next((una for una in publicadas if una.pk == corte.version_id), None)
    return elegir(publicadas, momento.hasta)


def _se_retiro(version: Version, momento: Momento) -> bool:
    return version.retirada_en is not None and version.retirada_en < momento.limite


# --- Frente a la primera ----------------------------------------------------------------------


def frente_a_la_primera(
    plan: Plan, lineas: Iterable[Linea], retiradas: Mapping[int, Linea], momento: Momento
) -> FrenteALaPrimera | None:
    """La segunda medida; ninguna si no había plan publicado.

    Args:
        lineas: las del corte.
        retiradas: de las actividades que ya no están, su línea con lo último que se supo.
    """
    if plan.primera is None:
        return None
    de_cada = {**retiradas, **{una.clave: una for una in lineas if una.clave is not None}}
    medidas = medir_todo(
        _segun(publicada.fila, de_cada[publicada.actividad_id], momento)
        for publicada in plan.por_version[plan.primera.pk]
        if publicada.actividad_id in de_cada
    )
    return FrenteALaPrimera(
        version=plan.primera.numero,
        publicada_el=rige_desde(plan.primera),
        medidas=medidas,
        reprogramadas=_reprogramadas(plan),
        retiradas=tuple(_retirada(una, plan) for una in publicadas_que_salieron(plan)),
        agregadas=_agregadas(plan),
    )


def _segun(fila: Fila, linea: Linea, momento: Momento) -> Linea:
    """La misma línea, medida con la fecha que tenía en esa versión."""
    return replace(
        linea,
        estado=estado_de(
            fila.programacion,
            momento.periodo,
            acumulado_antes=linea.anterior,
            gradual=fila.es_gradual,
        ),
        esperado=proporcion_esperada(
            fila.programacion, linea.dato_al or momento.hasta, gradual=fila.es_gradual
        ),
    )


def _reprogramadas(plan: Plan) -> tuple[Reprogramada, ...]:
    ahora = {una.actividad_id: una for una in plan.vigentes}
    pares = [
        (antes.fila, ahora[antes.actividad_id].fila)
        for antes in plan.por_version[plan.primera.pk]
        if antes.actividad_id in ahora
    ]
    return tuple(
        Reprogramada(
            codigo=nueva.codigo,
            nombre=nueva.nombre,
            antes=_cuando(vieja),
            ahora=_cuando(nueva),
            porque=_porque(plan, nueva.codigo),
        )
        for vieja, nueva in pares
        if vieja.programacion != nueva.programacion
    )


def _cuando(fila: Fila) -> str:
    return fila.fecha_programada or describir(fila.programacion)


def publicadas_que_salieron(plan: Plan) -> Sequence[ActividadPublicada]:
    """La última fila de cada actividad que estuvo en el plan y ya no está."""
    if plan.vigente is None:
        return ()
    siguen = {una.actividad_id for una in plan.vigentes}
    ultimas = {una.actividad_id: una for una in plan.publicadas if una.actividad_id not in siguen}
    return tuple(ultimas.values())


def _retirada(publicada: ActividadPublicada, plan: Plan) -> Retirada:
    fila = publicada.fila
    extremos = limites(fila.programacion)
    vencia = extremos[1] if extremos else None
    salio = _salio_el(publicada, plan)
    return Retirada(
        codigo=fila.codigo,
        nombre=fila.nombre,
        vencia=vencia,
        retirada_el=salio,
        porque=publicada.actividad.retirada_motivo or _porque(plan, fila.codigo),
        estaba_vencida=vencia is not None and vencia < salio,
    )


def _salio_el(publicada: ActividadPublicada, plan: Plan) -> date:
    """El día en que se retiró, o el de la versión que ya no la trajo."""
    siguiente = next(una for una in plan.versiones if una.numero > publicada.version.numero)
    retirada = publicada.actividad.retirada_en
    return min(dia_de(retirada), rige_desde(siguiente)) if retirada else rige_desde(siguiente)


def _agregadas(plan: Plan) -> tuple[str, ...]:
    estaban = {una.actividad_id for una in plan.por_version[plan.primera.pk]}
    return tuple(una.fila.nombre for una in plan.vigentes if una.actividad_id not in estaban)


def _porque(plan: Plan, codigo: str) -> str:
    """Lo último que una versión dijo de por qué cambió esa actividad."""
    dichos = [
        uno.porque
        for version in plan.versiones
        for uno in version.cambios.all()
        if uno.codigo == codigo and uno.porque
    ]
    return dichos[-1] if dichos else ""
