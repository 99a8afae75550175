"""Los pasos de un encuentro: fechar, mover, confirmar, aplazar, cancelar, hacer, reabrir.

Cada paso mira si se puede, y si no lo dice con una frase; cambia la fila, que sube su secuencia;
y deja escrito en `CambioDeEncuentro` quién, cuándo y por qué. Anunciado es el encuentro de una
actividad que está en la versión en vigor: cualquiera puede verlo. De lo anunciado no se cambia
fecha, hora ni lugar sin decir por qué; de lo que nadie ha visto, sí: eso es preparar, no avisar,
y queda solo en la historia. La tabla de estados y pasos está en `docs/encuentros.md`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cronograma.models import Actividad, ActividadPublicada, CambioDeEncuentro, Encuentro
from cronograma.models.encuentro import POR_OCURRIR, EstadoEncuentro
from estrategia.historia import a_nombre_de

from . import al_cambiar
from .esperados import ocasion_de

E = EstadoEncuentro


@dataclass(frozen=True, kw_only=True)
class Paso:
    """Desde qué estados se da un paso y a cuál lleva; `None` si se queda como está."""

    nombre: str
    desde: frozenset[EstadoEncuentro]
    hacia: Callable[[EstadoEncuentro], EstadoEncuentro]
    pide_motivo: bool = False


def _queda(estado: EstadoEncuentro) -> Callable[[EstadoEncuentro], EstadoEncuentro]:
    return lambda antes: estado


PASOS: dict[str, Paso] = {
    "mover": Paso(
        nombre="Mover",
        desde=frozenset({E.PROVISIONAL, E.CONFIRMADO, E.APLAZADO}),
        # Al aplazado, ponerle un día nuevo lo devuelve a la agenda.
        hacia=lambda antes: E.PROVISIONAL if antes == E.APLAZADO else antes,
    ),
    "confirmar": Paso(
        nombre="Confirmar", desde=frozenset({E.PROVISIONAL}), hacia=_queda(E.CONFIRMADO)
    ),
    "aplazar": Paso(
        nombre="Aplazar",
        desde=frozenset(POR_OCURRIR),
        hacia=_queda(E.APLAZADO),
        pide_motivo=True,
    ),
    "cancelar": Paso(
        nombre="Cancelar",
        desde=frozenset({*POR_OCURRIR, E.APLAZADO}),
        hacia=_queda(E.CANCELADO),
        pide_motivo=True,
    ),
    "realizar": Paso(
        nombre="Marcar como realizado", desde=frozenset(POR_OCURRIR), hacia=_queda(E.REALIZADO)
    ),
    "reabrir": Paso(
        nombre="Reabrir",
        desde=frozenset({E.APLAZADO, E.CANCELADO, E.REALIZADO}),
        hacia=lambda antes: E.CONFIRMADO if antes == E.REALIZADO else E.PROVISIONAL,
    ),
}

NO_SALE_DE_AHI = "No se puede {paso} un encuentro {estado}."
SIN_MOTIVO = "Diga por qué: lo lee quien ya pensaba ir."
NADA_CAMBIA = "Todo quedó como estaba: cambie el día, la hora o el lugar."
YA_PASO = "El {fecha:%d/%m/%Y} ya pasó: escriba un día de hoy en adelante."
TODAVIA_NO = "Es el {fecha:%d/%m/%Y}: se marca como realizado ese día o después."
OTRO_ANIO = (
    "El {fecha:%d/%m/%Y} no es de la vigencia {vigencia} ni del año siguiente: revise el año."
)
RETIRADA = "La actividad se retiró: no recibe fechas nuevas."
SIN_OCASION = "La fecha de la actividad no promete la ocasión {numero}: elija otra o ninguna."
OCUPADA = "La ocasión «{ocasion}» ya tiene fecha{donde}."
OTRO_LA_TOMO = "Su ocasión ya la cumple otro encuentro: cancele ese antes de reabrir este."
HORAS_AL_REVES = "La hora de terminación es anterior a la de inicio, o falta la de inicio."


def esta_anunciado(encuentro: Encuentro) -> bool:
    """¿Puede verlo cualquiera? Si su actividad está en la versión en vigor."""
    return ActividadPublicada.objects.publicas().filter(actividad=encuentro.actividad_id).exists()


def programar(
    actividad: Actividad,
    *,
    fecha: date,
    por,
    ocasion: int | None = None,
    territorio: str = "",
    **datos,
) -> Encuentro:
    """Le pone fecha a una ocasión, o agrega un encuentro de más; nace provisional.

    No deja `CambioDeEncuentro`, porque no cambia nada anunciado: queda en la historia.

    Args:
        datos: nombre, hora_inicio, hora_fin, lugar y enlace, los que se sepan.

    Raises:
        ValidationError: si la actividad se retiró, o la fecha, la ocasión o las horas no sirven.
    """
    encuentro = Encuentro(
        actividad=actividad, fecha=fecha, ocasion=ocasion, territorio=territorio.strip(), **datos
    )
    if reparos := reparos_de(encuentro):
        raise ValidationError(reparos)
    a_nombre_de(por, encuentro).save()
    return encuentro


def reparos_de(encuentro: Encuentro) -> dict[str, str]:
    """Lo que impide que un encuentro tenga esa fecha y esa ocasión, por campo."""
    reparos: dict[str, str] = {}
    actividad, vigencia = encuentro.actividad, encuentro.actividad.estrategia.vigencia
    if actividad.retirada_en:
        reparos["actividad"] = RETIRADA
    if encuentro.fecha.year not in {vigencia, vigencia + 1}:
        reparos["fecha"] = OTRO_ANIO.format(fecha=encuentro.fecha, vigencia=vigencia)
    if not _horas_en_orden(encuentro.hora_inicio, encuentro.hora_fin):
        reparos["hora_fin"] = HORAS_AL_REVES
    if reparo := _reparo_de_ocasion(encuentro):
        reparos["ocasion"] = reparo
    return reparos


@transaction.atomic
def mover(
    encuentro: Encuentro, *, fecha: date, por, ahora: datetime, motivo: str = "", **datos
) -> Encuentro:
    """Cambia el día, la hora o el lugar. Al aplazado le da el día nuevo que esperaba.

    Args:
        datos: hora_inicio, hora_fin, lugar y enlace; lo que no se diga se queda.

    Raises:
        ValidationError: si no se puede desde su estado, nada cambia, la fecha no sirve, o está
            anunciado y falta el motivo.
    """
    guardado = _bloqueado(encuentro)
    _exigir(guardado, "mover")
    _exigir_algo_nuevo(guardado, fecha, datos)
    _exigir_fecha_para_mover(guardado, fecha, timezone.localdate(ahora))
    anunciado = esta_anunciado(guardado)
    if anunciado and _quita_lo_dicho(guardado, fecha, datos) and not motivo.strip():
        raise ValidationError({"motivo": SIN_MOTIVO})
    antes = _foto(guardado)
    for campo, valor in ({"fecha": fecha} | datos).items():
        setattr(guardado, campo, valor)
    if reparos := reparos_de(guardado):
        raise ValidationError(reparos)
    return _dejar(guardado, "mover", antes, por=por, ahora=ahora, motivo=motivo, avisa=anunciado)


def confirmar(encuentro: Encuentro, *, por, ahora: datetime) -> Encuentro:
    """La fecha ya es segura."""
    return _pasar(encuentro, "confirmar", por=por, ahora=ahora)


def aplazar(encuentro: Encuentro, *, por, ahora: datetime, motivo: str) -> Encuentro:
    """No será ese día y todavía no se sabe cuál; conserva la fecha y dice por qué."""
    return _pasar(encuentro, "aplazar", por=por, ahora=ahora, motivo=motivo)


def cancelar(encuentro: Encuentro, *, por, ahora: datetime, motivo: str) -> Encuentro:
    """No se hará; queda a la vista y dice por qué. Su ocasión vuelve a quedar por fechar."""
    return _pasar(encuentro, "cancelar", por=por, ahora=ahora, motivo=motivo)


def realizar(encuentro: Encuentro, *, por, ahora: datetime) -> Encuentro:
    """Se hizo. No antes de su día."""
    return _pasar(encuentro, "realizar", por=por, ahora=ahora)


def reabrir(encuentro: Encuentro, *, por, ahora: datetime, motivo: str = "") -> Encuentro:
    """Deshace un paso dado por error: el realizado queda confirmado; los demás, provisionales."""
    return _pasar(encuentro, "reabrir", por=por, ahora=ahora, motivo=motivo)


def pasos_posibles(estado: str) -> list[str]:
    """Los pasos que salen de un estado, en el orden de la tabla."""
    return [verbo for verbo, paso in PASOS.items() if estado in paso.desde]


@transaction.atomic
def _pasar(
    encuentro: Encuentro, verbo: str, *, por, ahora: datetime, motivo: str = ""
) -> Encuentro:
    guardado = _bloqueado(encuentro)
    _exigir(guardado, verbo)
    anunciado = esta_anunciado(guardado)
    if not motivo.strip() and (PASOS[verbo].pide_motivo or (verbo == "reabrir" and anunciado)):
        raise ValidationError({"motivo": SIN_MOTIVO})
    if verbo == "realizar" and guardado.fecha > timezone.localdate(ahora):
        raise ValidationError(TODAVIA_NO.format(fecha=guardado.fecha))
    if verbo == "reabrir" and guardado.estado == E.CANCELADO and _reparo_de_ocasion(guardado):
        raise ValidationError(OTRO_LA_TOMO)
    antes = _foto(guardado)
    return _dejar(guardado, verbo, antes, por=por, ahora=ahora, motivo=motivo, avisa=anunciado)


def _dejar(
    encuentro: Encuentro,
    verbo: str,
    antes: dict,
    *,
    por,
    ahora: datetime,
    motivo: str,
    avisa: bool,
) -> Encuentro:
    """Guarda el paso, deja la constancia y cuenta lo ocurrido a quien escucha."""
    paso, motivo = PASOS[verbo], motivo.strip()
    encuentro.estado = paso.hacia(E(encuentro.estado))
    # El motivo de la fila explica por qué no ocurre; el de un traslado va en su cambio.
    encuentro.motivo = motivo if paso.pide_motivo else ""
    a_nombre_de(por, encuentro).save()
    se_calla = verbo == "mover" and not avisa
    if not se_calla:
        cambio = CambioDeEncuentro.objects.create(
            encuentro=encuentro,
            estado=encuentro.estado,
            fecha=encuentro.fecha,
            hora=encuentro.hora_inicio,
            lugar=encuentro.lugar,
            motivo=motivo,
            hecho_por=por,
            hecho_en=ahora,
            **antes,
        )
        if avisa:
            al_cambiar.avisar(encuentro, cambio)
    return encuentro


def _bloqueado(encuentro: Encuentro) -> Encuentro:
    """La fila como está ahora, apartada hasta el final: dos personas no dan dos pasos a la vez."""
    filas = Encuentro.objects.select_for_update(of=("self",))
    return filas.select_related("actividad__estrategia__entidad").get(pk=encuentro.pk)


def _foto(encuentro: Encuentro) -> dict:
    return {
        "estado_antes": encuentro.estado,
        "fecha_antes": encuentro.fecha,
        "hora_antes": encuentro.hora_inicio,
        "lugar_antes": encuentro.lugar,
    }


def _exigir(encuentro: Encuentro, verbo: str) -> None:
    if encuentro.estado not in PASOS[verbo].desde:
        estado = encuentro.get_estado_display().lower()
        raise ValidationError(NO_SALE_DE_AHI.format(paso=verbo, estado=estado))


def _exigir_algo_nuevo(encuentro: Encuentro, fecha: date, nuevos: dict) -> None:
    iguales = all(getattr(encuentro, campo) == valor for campo, valor in nuevos.items())
    if encuentro.fecha == fecha and iguales and encuentro.estado != E.APLAZADO:
        raise ValidationError(NADA_CAMBIA)


def _exigir_fecha_para_mover(encuentro: Encuentro, fecha: date, hoy: date) -> None:
    """A lo que iba a ocurrir no se le pone un día pasado; a lo pasado se le corrige el suyo."""
    if fecha < hoy and fecha != encuentro.fecha and encuentro.fecha >= hoy:
        raise ValidationError({"fecha": YA_PASO.format(fecha=fecha)})


def _quita_lo_dicho(encuentro: Encuentro, fecha: date, nuevos: dict) -> bool:
    """¿Cambia algo con lo que alguien ya contaba? Completar lo que faltaba no lo es."""
    cambiados = (campo for campo, valor in nuevos.items() if getattr(encuentro, campo) != valor)
    return encuentro.fecha != fecha or any(getattr(encuentro, campo) for campo in cambiados)


def _horas_en_orden(inicio: time | None, fin: time | None) -> bool:
    return fin is None or (inicio is not None and fin > inicio)


def _reparo_de_ocasion(encuentro: Encuentro) -> str:
    """Por qué no puede cumplir su ocasión; vacío si puede o no dice ninguna."""
    if encuentro.ocasion is None:
        return ""
    prevista = ocasion_de(encuentro.actividad.programacion, encuentro.ocasion)
    if prevista is None and encuentro.pk is None:
        return SIN_OCASION.format(numero=encuentro.ocasion)
    otros = Encuentro.objects.exclude(pk=encuentro.pk).exclude(estado=E.CANCELADO)
    suya = {"ocasion": encuentro.ocasion, "territorio": encuentro.territorio}
    if otros.filter(actividad=encuentro.actividad_id, **suya).exists():
        donde = f" en {encuentro.territorio}" if encuentro.territorio else ""
        nombre = prevista.nombre if prevista else encuentro.ocasion
        return OCUPADA.format(ocasion=nombre, donde=donde)
    return ""
