"""Abrir, cerrar y reabrir un corte; lo que a cada paso le falta lo dice su `pendientes_para_…`.

Cada paso deja su rastro (`MovimientoDeCorte`). Al cerrar se fija cada línea como se midió, con la
fila del plan y la versión; reabrir la suelta y lo que se había reportado queda. Aquí no se decide
quién puede (`acceso`).
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cronograma.models import ActividadPublicada
from cronograma.periodos import Periodo
from estrategia.models import Estrategia
from seguimiento.avance import Linea
from seguimiento.models import Avance, Corte, EstadoDeAvance, MovimientoDeCorte
from seguimiento.models.corte import EstadoDeCorte

from . import lineas, plazos, vigor

Verbo = MovimientoDeCorte.Verbo
SE_FIJA = ["linea", "publicada"]


# --- Abrir ----------------------------------------------------------------------------------


def pendientes_para_abrir(
    estrategia: Estrategia, periodo: Periodo | str, *, hoy: date, fecha: date | None = None
) -> list[str]:
    """Qué falta para abrir un corte de ese periodo."""
    try:
        suyo = _periodo(estrategia, periodo)
    except ValueError as error:
        return [str(error)]
    faltan = []
    if estrategia.cerrada_en:
        faltan.append(f"El año {estrategia.vigencia} ya está cerrado: sus cortes no cambian.")
    if estrategia.cortes.filter(periodo=suyo.codigo).exists():
        faltan.append(f"Ya hay un corte del {suyo.nombre}.")
    if hoy < suyo.inicio:
        faltan.append(f"El {suyo.nombre} empieza el {suyo.inicio:%d/%m/%Y}: ábralo desde ese día.")
    ultimo = fecha or suyo.fin
    if not suyo.contiene(ultimo):
        faltan.append(
            f"El último día que cuenta debe caer en el {suyo.nombre}: entre el"
            f" {suyo.inicio:%d/%m/%Y} y el {suyo.fin:%d/%m/%Y}."
        )
    if vigor.version_en(estrategia, min(ultimo, hoy)) is None:
        faltan.append(
            f"El {min(ultimo, hoy):%d/%m/%Y} no regía ninguna versión publicada: publique la"
            " estrategia, o registre la publicación previa con la fecha de su documento."
        )
    return faltan


@transaction.atomic
def abrir(
    estrategia: Estrategia,
    periodo: Periodo | str,
    *,
    por,
    ahora: datetime,
    hoy: date,
    fecha: date | None = None,
    reporta_hasta: date | None = None,
) -> Corte:
    """Abre el corte de un periodo («T1», «C2», «anual» o su valor) y empieza a recibir reportes.

    Args:
        fecha: el último día que cuenta; de fábrica, el último del periodo.
        reporta_hasta: hasta cuándo se reporta; de fábrica, diez días hábiles después.

    Raises:
        ValidationError: con la lista de lo que falta.
    """
    _exigir(pendientes_para_abrir(estrategia, periodo, hoy=hoy, fecha=fecha))
    suyo = _periodo(estrategia, periodo)
    ultimo = fecha or suyo.fin
    corte = Corte(
        estrategia=estrategia,
        periodo=suyo.codigo,
        fecha=ultimo,
        reporta_hasta=reporta_hasta or plazos.reporta_hasta(estrategia.entidad, ultimo).vence,
    )
    corte.full_clean()
    corte.save()
    _anotar(corte, Verbo.ABRIR, por=por, ahora=ahora)
    return corte


def _periodo(estrategia: Estrategia, periodo: Periodo | str) -> Periodo:
    if isinstance(periodo, Periodo):
        return periodo
    return Periodo.de_codigo(periodo, estrategia.vigencia)


# --- Cambiar los plazos ---------------------------------------------------------------------


def pendientes_para_cambiar_plazos(corte: Corte, *, fecha: date, reporta_hasta: date) -> list[str]:
    """Qué impide cambiar las fechas de un corte."""
    faltan = []
    if corte.estado == EstadoDeCorte.CERRADO:
        faltan.append("El corte está cerrado: sus fechas ya no cambian.")
    periodo = _periodo(corte.estrategia, corte.periodo)
    if not periodo.contiene(fecha):
        faltan.append(f"El último día que cuenta debe caer en el {periodo.nombre}.")
    if reporta_hasta < fecha:
        faltan.append("Se reporta cuando el periodo termina, no antes.")
    return faltan


@transaction.atomic
def cambiar_plazos(corte: Corte, *, fecha: date, reporta_hasta: date) -> Corte:
    """Cambia el último día que cuenta y hasta cuándo se reporta.

    Raises:
        ValidationError: con lo que lo impide.
    """
    corte = _tomar(corte)
    _exigir(pendientes_para_cambiar_plazos(corte, fecha=fecha, reporta_hasta=reporta_hasta))
    corte.fecha, corte.reporta_hasta = fecha, reporta_hasta
    corte.full_clean()
    corte.save()
    return corte


# --- Cerrar ---------------------------------------------------------------------------------


def pendientes_para_cerrar(corte: Corte, *, hoy: date) -> list[str]:
    """Qué falta para cerrar un corte."""
    if corte.estado == EstadoDeCorte.CERRADO:
        return ["El corte ya está cerrado."]
    if hoy < corte.fecha:
        return [f"El corte llega hasta el {corte.fecha:%d/%m/%Y}: ciérrelo desde ese día."]
    faltan = []
    por_revisar = corte.avances.filter(estado=EstadoDeAvance.ENVIADO).count()
    if por_revisar:
        cuantas = (
            "queda 1 línea enviada" if por_revisar == 1 else f"quedan {por_revisar} líneas enviadas"
        )
        faltan.append(f"Acepte o devuelva lo enviado: {cuantas} sin revisar.")
    sin_reporte = sum(una.le_falta_reporte for una in lineas.lineas_de(corte, hoy=hoy))
    if sin_reporte and hoy <= corte.reporta_hasta:
        faltan.append(
            f"Espere hasta el {corte.reporta_hasta:%d/%m/%Y}: todavía hay plazo y a"
            f" {sin_reporte} {'línea le' if sin_reporte == 1 else 'líneas les'} falta reporte."
        )
    return faltan


@transaction.atomic
def cerrar(corte: Corte, *, por, ahora: datetime, hoy: date) -> Corte:
    """Cierra el corte y fija cada línea como se midió. Desde entonces no sigue versiones nuevas.

    Raises:
        ValidationError: con la lista de lo que falta.
    """
    corte = _tomar(corte)
    _exigir(pendientes_para_cerrar(corte, hoy=hoy))
    corte.version = vigor.version_de(corte, hoy=hoy)
    _fijar(corte, lineas.calcular(corte, hoy=hoy))
    corte.estado, corte.cerrado_en = EstadoDeCorte.CERRADO, ahora
    corte.full_clean()
    corte.save()
    _anotar(corte, Verbo.CERRAR, por=por, ahora=ahora)
    return corte


def _fijar(corte: Corte, calculadas: list[tuple[ActividadPublicada, Linea]]) -> None:
    """Guarda cada línea; la que nadie reportó recibe su fila, en blanco."""
    ya = set(corte.avances.values_list("actividad", flat=True))
    Avance.objects.bulk_create(
        Avance(corte=corte, actividad_id=publicada.actividad_id)
        for publicada, _ in calculadas
        if publicada.actividad_id not in ya
    )
    avances = {uno.actividad_id: uno for uno in corte.avances.all()}
    for publicada, linea in calculadas:
        avance = avances[publicada.actividad_id]
        avance.linea, avance.publicada = linea.como_dict(), publicada
    # Fijar no es reportar: en la historia de cada reporte queda lo que dijo la gente.
    Avance.objects.bulk_update(avances.values(), SE_FIJA)


# --- Reabrir --------------------------------------------------------------------------------


def pendientes_para_reabrir(corte: Corte, *, razon: str) -> list[str]:
    """Qué falta para volver a recibir reportes en un corte cerrado."""
    faltan = []
    if corte.estado != EstadoDeCorte.CERRADO:
        faltan.append("El corte está abierto.")
    if corte.estrategia.cerrada_en:
        faltan.append(f"El año {corte.estrategia.vigencia} ya está cerrado.")
    if not razon.strip():
        faltan.append("Escriba por qué se reabre: la razón queda a la vista.")
    return faltan


@transaction.atomic
def reabrir(corte: Corte, *, por, ahora: datetime, razon: str) -> Corte:
    """Vuelve a recibir reportes. Lo reportado y lo aceptado queda; las líneas se vuelven a medir.

    Los informes ya emitidos no cambian: llevan sus propios hechos congelados.

    Raises:
        ValidationError: si falta la razón o el año ya se cerró.
    """
    corte = _tomar(corte)
    _exigir(pendientes_para_reabrir(corte, razon=razon))
    corte.avances.update(linea=None, publicada=None)
    corte.estado, corte.cerrado_en, corte.version = EstadoDeCorte.ABIERTO, None, None
    corte.full_clean()
    corte.save()
    _anotar(corte, Verbo.REABRIR, por=por, ahora=ahora, razon=razon.strip())
    return corte


def _tomar(corte: Corte) -> Corte:
    """El corte como está ahora en la base, con turno para cambiarlo."""
    return (
        Corte.objects.select_for_update(of=("self",))
        .select_related("estrategia__entidad")
        .get(pk=corte.pk)
    )


def _anotar(corte: Corte, verbo: Verbo, *, por, ahora: datetime, razon: str = "") -> None:
    MovimientoDeCorte.objects.create(corte=corte, verbo=verbo, por=por, en=ahora, razon=razon)


def _exigir(faltan: list[str]) -> None:
    if faltan:
        raise ValidationError(faltan)
