"""El reloj de lo que la entidad debe responder: cuándo vence, qué días no cuentan y cómo va.

Entran el día en que se recibió, el de la respuesta si la hay, hoy y los días propios de la
entidad; sale un valor que se puede mostrar y discutir. No se guarda: agregar un día no hábil
vuelve a contar todos los plazos. De dónde sale cada regla y qué tan segura es: `docs/aportes.md`.
Sala pura.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from estrategia.dias_habiles import (
    FIN_DE_SEMANA,
    DiaNoHabil,
    Propios,
    contar_dias_habiles,
    sumar_dias_habiles,
)

# Ley 1757 de 2015, art. 56 f, y Ley 1755 de 2015, art. 14: quince días.
DIAS_DE_RESPUESTA = 15
# Con estos días hábiles o menos se avisa: alcanzan para redactar, aprobar y corregir.
DIAS_POR_VENCER = 3


class EstadoDelPlazo(TextChoices):
    """Cómo va una respuesta frente a su plazo."""

    A_TIEMPO = "a_tiempo", "A tiempo"
    POR_VENCER = "por_vencer", "Por vencer"
    VENCIDO = "vencido", "Vencida"
    RESPONDIDO_A_TIEMPO = "respondido_a_tiempo", "Respondida a tiempo"
    RESPONDIDO_TARDE = "respondido_tarde", "Respondida tarde"


@dataclass(frozen=True, kw_only=True)
class PlazoDeRespuesta:
    """Un plazo contado. Todos los `dias…` son hábiles.

    Attributes:
        vence: el último día en que la respuesta está a tiempo.
        vence_en_calendario: el día que darían los mismos días sin descontar ninguno.
        saltados: los días entre los dos que no contaron, con su motivo.
        dias: los que faltan (0 el día en que vence), los que lleva vencida, o los que tardó.
        dias_tarde: los que pasaron después de vencer; 0 si está a tiempo.
    """

    recibido: date
    plazo: int
    vence: date
    vence_en_calendario: date
    saltados: tuple[DiaNoHabil, ...]
    estado: EstadoDelPlazo
    dias: int
    dias_tarde: int
    respondido: date | None = None

    @property
    def saltados_con_nombre(self) -> tuple[DiaNoHabil, ...]:
        """Los festivos y los días propios: los sábados y domingos no hay que explicarlos."""
        fines = set(FIN_DE_SEMANA.values())
        return tuple(uno for uno in self.saltados if uno.motivo not in fines)

    @property
    def resalta(self) -> bool:
        """¿Hay que mirarla ya? Vencida, o por vencer."""
        return self.estado in {EstadoDelPlazo.VENCIDO, EstadoDelPlazo.POR_VENCER}

    @property
    def a_tiempo(self) -> bool:
        """¿Se respondió, o todavía se puede responder, dentro del plazo?"""
        return self.estado not in {EstadoDelPlazo.VENCIDO, EstadoDelPlazo.RESPONDIDO_TARDE}

    @property
    def frase(self) -> str:
        """Cómo va, en palabras: «Faltan 4 días hábiles»."""
        return _FRASES[self.estado](self)


def plazo_de_respuesta(
    recibido: date,
    *,
    hoy: date,
    respondido: date | None = None,
    propios: Propios = (),
    dias: int = DIAS_DE_RESPUESTA,
) -> PlazoDeRespuesta:
    """El plazo de lo recibido ese día, como está hoy.

    El primer día que cuenta es el hábil siguiente al recibo, aunque se haya recibido de noche o en
    un día no hábil (Ley 4 de 1913, art. 62).

    Args:
        recibido: el día en Colombia, no en UTC.
        propios: los días en que la entidad no atiende, con su motivo.
        dias: cuántos días hábiles da la norma.

    Raises:
        ValueError: si el plazo es de menos de un día.
    """
    contado = sumar_dias_habiles(recibido, dias, propios)
    estado = _estado(contado.vence, hoy, respondido, propios)
    return PlazoDeRespuesta(
        recibido=recibido,
        plazo=dias,
        vence=contado.vence,
        vence_en_calendario=recibido + timedelta(days=dias),
        saltados=contado.saltados,
        estado=estado,
        dias=_dias(estado, recibido, contado.vence, respondido or hoy, propios),
        dias_tarde=contar_dias_habiles(contado.vence, respondido or hoy, propios),
        respondido=respondido,
    )


def _estado(vence: date, hoy: date, respondido: date | None, propios: Propios) -> EstadoDelPlazo:
    if respondido is not None:
        tarde = respondido > vence
        return EstadoDelPlazo.RESPONDIDO_TARDE if tarde else EstadoDelPlazo.RESPONDIDO_A_TIEMPO
    if hoy > vence:
        return EstadoDelPlazo.VENCIDO
    faltan = contar_dias_habiles(hoy, vence, propios)
    return EstadoDelPlazo.POR_VENCER if faltan <= DIAS_POR_VENCER else EstadoDelPlazo.A_TIEMPO


def _dias(
    estado: EstadoDelPlazo, recibido: date, vence: date, hasta: date, propios: Propios
) -> int:
    if estado in {EstadoDelPlazo.A_TIEMPO, EstadoDelPlazo.POR_VENCER}:
        return contar_dias_habiles(hasta, vence, propios)
    desde = vence if estado is EstadoDelPlazo.VENCIDO else recibido
    return contar_dias_habiles(desde, hasta, propios)


def dias_habiles(cuantos: int) -> str:
    """«1 día hábil», «4 días hábiles»."""
    return f"{cuantos} día hábil" if cuantos == 1 else f"{cuantos} días hábiles"


def _faltan(plazo: PlazoDeRespuesta) -> str:
    if not plazo.dias:
        return "Vence hoy"
    return f"{'Falta' if plazo.dias == 1 else 'Faltan'} {dias_habiles(plazo.dias)}"


def _vencio(plazo: PlazoDeRespuesta) -> str:
    # Sin un día hábil en medio: venció el viernes y hoy es sábado.
    return f"Venció hace {dias_habiles(plazo.dias)}" if plazo.dias else "Ya venció"


def _a_tiempo(plazo: PlazoDeRespuesta) -> str:
    if not plazo.dias:
        return "Respondida a tiempo, antes de un día hábil"
    return f"Respondida a tiempo, en {dias_habiles(plazo.dias)}"


def _tarde(plazo: PlazoDeRespuesta) -> str:
    if not plazo.dias_tarde:
        return "Respondida tarde"
    return f"Respondida tarde, {dias_habiles(plazo.dias_tarde)} después del plazo"


_FRASES = {
    EstadoDelPlazo.A_TIEMPO: _faltan,
    EstadoDelPlazo.POR_VENCER: _faltan,
    EstadoDelPlazo.VENCIDO: _vencio,
    EstadoDelPlazo.RESPONDIDO_A_TIEMPO: _a_tiempo,
    EstadoDelPlazo.RESPONDIDO_TARDE: _tarde,
}
