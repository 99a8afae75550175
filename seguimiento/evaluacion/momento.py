"""De qué se evalúa: la estrategia, el periodo, y hasta qué instante cuenta lo ocurrido.

Entra una estrategia con un código de periodo («T1», «C2», «anual»); sale un `Momento`. Si la
estrategia tiene un corte de ese periodo, su último día manda: es dato de la entidad. No mira el
reloj: todo lo que pase después de ese día no existe todavía para la evaluación.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cronograma.periodos import Periodo
from estrategia.models import Estrategia
from seguimiento.models import Corte


@dataclass(frozen=True)
class Momento:
    """El periodo que se evalúa. `corte` es el suyo, si lo tiene; si no, es otra lectura."""

    estrategia: Estrategia
    periodo: Periodo
    corte: Corte | None

    @property
    def desde(self) -> date:
        """El primer día del periodo."""
        return self.periodo.inicio

    @property
    def hasta(self) -> date:
        """El último día que cuenta."""
        return self.corte.fecha if self.corte else self.periodo.fin

    @property
    def comienzo_del_anio(self) -> date:
        """Desde cuándo se acumula."""
        return date(self.periodo.vigencia, 1, 1)

    @property
    def limite(self) -> datetime:
        """El primer instante que ya no cuenta: la medianoche de Colombia que sigue a `hasta`."""
        return principio_de(self.hasta + timedelta(days=1))


def momento_de(estrategia: Estrategia, codigo: str) -> Momento:
    """El momento que nombra un código de periodo.

    Raises:
        ValueError: si el código no es de un periodo.
    """
    periodo = Periodo.de_codigo(codigo, estrategia.vigencia)
    corte = estrategia.cortes.filter(periodo=periodo.codigo).first()
    return Momento(estrategia, periodo, corte)


def principio_de(dia: date) -> datetime:
    """La medianoche con que empieza ese día en Colombia."""
    return timezone.make_aware(datetime.combine(dia, time()), timezone.get_default_timezone())


def dia_de(instante: datetime) -> date:
    """El día de Colombia en que ocurrió."""
    return timezone.localdate(instante, timezone.get_default_timezone())
