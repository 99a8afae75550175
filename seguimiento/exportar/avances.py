"""Las columnas de avance y observaciones de los formatos oficiales, con lo que se puede publicar.

Entra una estrategia y un formato; sale, por código de actividad y columna, el texto de la celda. Solo
de los cortes cerrados y solo lo que planeación aceptó. Tres cosas distintas: «N/A» es que no estaba
programada; «0%» es un cero que alguien escribió y explicó; vacío es que nadie lo dijo o no se aceptó.
Sin cortes cerrados no dice nada, y la salida conserva lo que traía la hoja.
"""

from collections.abc import Mapping
from decimal import Decimal

from cronograma.formatos import Formato
from estrategia.models import Estrategia
from seguimiento.avance import EstadoDeLinea, Linea
from seguimiento.models import Avance, Corte, EstadoDeAvance
from seguimiento.models.corte import EstadoDeCorte

NO_PROGRAMADA = "N/A"
CAMPOS = {"avance", "observacion"}


def avances_de(estrategia: Estrategia, formato: Formato) -> Mapping[str, Mapping[str, str]]:
    """Lo publicable de cada actividad, por la clave de la columna («avance:T1»)."""
    columnas = [una for una in formato.columnas if una.campo in CAMPOS]
    periodos = {una.detalle for una in columnas}
    reunidos: dict[str, dict[str, str]] = {}
    for avance in _de_cortes_cerrados(estrategia, periodos):
        linea = Linea.desde_dict(avance.linea)
        suyos = reunidos.setdefault(linea.codigo, {})
        for columna in columnas:
            if columna.detalle == avance.corte.periodo:
                suyos[columna.clave] = _texto(columna.campo, avance, linea)
    return reunidos


def _de_cortes_cerrados(estrategia: Estrategia, periodos: set[str]):
    cerrados = Corte.objects.filter(
        estrategia=estrategia, estado=EstadoDeCorte.CERRADO, periodo__in=periodos
    )
    return Avance.objects.filter(corte__in=cerrados).exclude(linea=None).select_related("corte")


def _texto(campo: str, avance: Avance, linea: Linea) -> str:
    return celda_de_avance(avance, linea) if campo == "avance" else observacion(avance, linea)


def celda_de_avance(avance: Avance, linea: Linea) -> str:
    """«40%», «N/A» o vacío. Por solicitud, lo atendido de lo recibido."""
    if avance.porcentaje_aceptado is not None:
        return en_celda(avance.porcentaje_aceptado)
    if linea.estado is EstadoDeLinea.NO_PROGRAMADA:
        return NO_PROGRAMADA
    if linea.estado is EstadoDeLinea.CUMPLIDA_ANTES and linea.anterior is not None:
        return en_celda(linea.anterior)
    if linea.estado is EstadoDeLinea.POR_DEMANDA and avance.estado == EstadoDeAvance.ACEPTADO:
        return f"{avance.solicitudes_atendidas} de {avance.solicitudes_recibidas}"
    return ""


def observacion(avance: Avance, linea: Linea) -> str:
    """Lo que se dijo de la línea aceptada, o de la que no estaba programada."""
    se_acepto = avance.estado == EstadoDeAvance.ACEPTADO
    if not se_acepto and linea.se_pregunta:
        return ""
    return avance.observacion or (avance.por_que_cero if avance.porcentaje == 0 else "")


def en_celda(porcentaje: Decimal) -> str:
    """Como lo escribe el formato: «0%», «33,3%»."""
    return f"{porcentaje:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "%"
