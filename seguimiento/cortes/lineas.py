"""Las líneas de un corte: una por actividad de la versión contra la que se mide.

Entra un corte y el día en que se mira; salen sus `Linea` (valores de `avance`), en el orden del
documento. En el corte abierto se calculan; en el cerrado son las que se fijaron, con lo último que
verificó control interno, que trabaja después. El número de consultas no depende del de actividades.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cronograma.encuentros import libro
from cronograma.fila import Fila
from cronograma.models import Actividad, ActividadPublicada
from cronograma.periodos import Periodo
from seguimiento.avance import Dato, Linea, ultimo_dato
from seguimiento.lineas import linea_de
from seguimiento.models import Avance, Corte, EstadoDeAvance, Peso
from seguimiento.models.corte import EstadoDeCorte

from .vigor import version_de

# Lo que la dependencia ya dijo. Lo guardado sin enviar todavía no lo ha dicho nadie.
DICHO = frozenset({EstadoDeAvance.ENVIADO, EstadoDeAvance.ACEPTADO, EstadoDeAvance.DEVUELTO})


def lineas_de(corte: Corte, *, hoy: date) -> list[Linea]:
    """Las líneas del corte; ninguna si a ese día no regía ninguna versión.

    Args:
        hoy: mientras el corte corre, se mide contra la versión que rige hoy.
    """
    if corte.estado == EstadoDeCorte.CERRADO:
        return _fijadas(corte)
    return [linea for _, linea in calcular(corte, hoy=hoy)]


def calcular(corte: Corte, *, hoy: date) -> list[tuple[ActividadPublicada, Linea]]:
    """Las líneas de un corte abierto, cada una con la fila congelada contra la que se mide."""
    version = version_de(corte, hoy=hoy)
    if version is None:
        return []
    publicadas = list(version.filas.order_by("orden", "pk"))
    dicho = _lo_dicho(corte, [una.actividad_id for una in publicadas])
    return [(una, _linea(una, corte, dicho)) for una in publicadas]


def _fijadas(corte: Corte) -> list[Linea]:
    cerrados = corte.avances.exclude(linea=None).select_related("verificacion")
    lineas = [
        replace(Linea.desde_dict(uno.linea), verificado=_verificado(uno), avance=uno.pk)
        for uno in cerrados
    ]
    return sorted(lineas, key=lambda una: (una.orden, una.codigo))


def _verificado(avance: Avance | None) -> Decimal | None:
    verificacion = getattr(avance, "verificacion", None)
    return verificacion.porcentaje if verificacion else None


@dataclass(frozen=True)
class _Dicho:
    """Lo que se sabe de las actividades, por su llave."""

    periodo: Periodo
    avances: Mapping[int, Avance]
    anteriores: Mapping[int, list[Dato]]
    pesos: Mapping[int, Decimal]
    encuentros: Mapping[int, libro.Cuenta]


def _lo_dicho(corte: Corte, actividades: list[int]) -> _Dicho:
    suyos = corte.avances.select_related("verificacion")
    return _Dicho(
        periodo=Periodo.de_codigo(corte.periodo, corte.estrategia.vigencia),
        avances={uno.actividad_id: uno for uno in suyos},
        anteriores=_anteriores(corte),
        pesos=dict(
            Peso.objects.filter(actividad__in=actividades).values_list("actividad", "valor")
        ),
        encuentros=libro.de_actividades(
            Actividad.objects.filter(pk__in=actividades).only("significado"), hasta=corte.fecha
        ),
    )


def _anteriores(corte: Corte) -> Mapping[int, list[Dato]]:
    """Los acumulados que planeación aceptó en los cortes de antes."""
    aceptados = Avance.objects.filter(
        corte__estrategia=corte.estrategia_id,
        corte__fecha__lt=corte.fecha,
        porcentaje_aceptado__isnull=False,
    ).values_list("actividad", "corte__fecha", "porcentaje_aceptado", "corte")
    reunidos: dict[int, list[Dato]] = {}
    for actividad, al, porcentaje, secuencia in aceptados:
        reunidos.setdefault(actividad, []).append(Dato(al, porcentaje, secuencia))
    return reunidos


def _linea(publicada: ActividadPublicada, corte: Corte, dicho: _Dicho) -> Linea:
    llave = publicada.actividad_id
    anterior = ultimo_dato(dicho.anteriores.get(llave, ()), corte.fecha)
    fila, encuentros = publicada.fila, dicho.encuentros[llave]
    return linea_de(
        fila,
        dicho.periodo,
        hasta=corte.fecha,
        anterior=anterior.porcentaje if anterior else None,
        peso=dicho.pesos.get(llave, Decimal(1)),
        encuentros_esperados=encuentros.previstas if _es_espacio(fila, encuentros) else None,
        encuentros_realizados=encuentros.encuentros_realizados,
        estrategia=corte.estrategia.get_tipo_display(),
        clave=llave,
        **lo_reportado(dicho.avances.get(llave)),
    )


def _es_espacio(fila: Fila, encuentros: libro.Cuenta) -> bool:
    """¿Es de reunirse? Un informe o un plan no esperan ninguna reunión."""
    en_agenda = encuentros.con_fecha or encuentros.de_mas or encuentros.aplazados
    return bool(fila.tipo_espacio or fila.presencial or fila.virtual or en_agenda)


def lo_reportado(avance: Avance | None) -> dict[str, object]:
    """De un reporte, lo que entra en la línea; lo que está sin enviar no entra."""
    if avance is None:
        return {}
    propio = {"avance": avance.pk, "verificado": _verificado(avance)}
    if avance.estado not in DICHO:
        return propio
    return propio | {
        "reportado": avance.porcentaje,
        "aceptado": avance.porcentaje_aceptado,
        "esta_aceptada": avance.estado == EstadoDeAvance.ACEPTADO,
        "solicitudes_recibidas": avance.solicitudes_recibidas,
        "solicitudes_atendidas": avance.solicitudes_atendidas,
        "dato_al": avance.corte.fecha if avance.porcentaje is not None else None,
    }


def ultimos_datos(corte: Corte) -> Mapping[int, Dato]:
    """De cada actividad, el último acumulado aceptado antes de este corte, con su día."""
    anteriores = _anteriores(corte).items()
    hallados: Iterable[tuple[int, Dato | None]] = (
        (llave, ultimo_dato(suyos, corte.fecha)) for llave, suyos in anteriores
    )
    return {llave: dato for llave, dato in hallados if dato}
