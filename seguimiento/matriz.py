"""La matriz de seguimiento: las filas del formato oficial con su avance, una vez para todas las salidas.

Entran el documento del plan, el periodo y la evaluación de cada periodo hasta él; salen las celdas de
avance y observación, y la matriz entera como texto. «N/A» es que no estaba programada; 0 % es un cero
que alguien escribió; vacío es que nadie lo dijo. Lo que solo se ha reportado lo dice: «(sin aceptar)».
Sala pura.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from cronograma.documento import Documento
from cronograma.fila import Fila
from cronograma.formatos import FORMATOS, Clase, Columna, Formato
from cronograma.formatos.valores import MARCA, celda
from cronograma.periodos import ClasePeriodo, Periodo, periodos_de

from .avance import Cifra, EstadoDeLinea, como_porcentaje, parte
from .evaluacion.valores import Evaluacion
from .hechos import LineaEvaluada
from .informes.hechos import Avances, Cuadro
from .informes.tablas import observacion_de

NO_PROGRAMADA = "N/A"
SIN_ACEPTAR = "(sin aceptar)"
POR_TRIMESTRES, POR_CUATRIMESTRES = "programacion", "rendicion"
EN_PALABRAS = {1: "primer", 2: "segundo", 3: "tercer", 4: "cuarto"}


def formato_de(propio: str, periodo: Periodo) -> Formato:
    """El formato oficial en que se sigue ese periodo.

    El de la entidad si tiene dónde escribir el avance; si no, el de programación y seguimiento. Un
    cuatrimestre va en el de rendición de cuentas, que es el que los tiene.
    """
    if periodo.clase is ClasePeriodo.CUATRIMESTRE:
        return FORMATOS[POR_CUATRIMESTRES]
    suyo = FORMATOS.get(propio)
    if suyo is not None and any(una.clase is Clase.AVANCE for una in suyo.columnas):
        return con_observaciones_de(suyo, periodo)
    return FORMATOS[POR_TRIMESTRES]


def con_observaciones_de(formato: Formato, periodo: Periodo) -> Formato:
    """El formato con la columna de observaciones de este trimestre en lugar de la del primero."""
    if periodo.clase is not ClasePeriodo.TRIMESTRE:
        return formato
    titulo = f"Observaciones {EN_PALABRAS[periodo.numero]} trimestre"
    columnas = tuple(
        replace(una, titulo=titulo, detalle=periodo.codigo)
        if una.clase is Clase.OBSERVACION
        else una
        for una in formato.columnas
    )
    return replace(formato, columnas=columnas)


def periodos_hasta(formato: Formato, periodo: Periodo) -> tuple[Periodo, ...]:
    """Los periodos que la matriz muestra: los del formato que ya terminaron al cerrar este."""
    claves = {una.clase for una in formato.columnas}
    clase = ClasePeriodo.TRIMESTRE if Clase.AVANCE in claves else ClasePeriodo.CUATRIMESTRE
    return tuple(uno for uno in periodos_de(periodo.vigencia, clase) if uno.fin <= periodo.fin)


def avances_de(
    formato: Formato, evaluaciones: Mapping[str, Evaluacion], documento: Documento
) -> Avances:
    """Lo que va en las columnas de avance y observaciones, por código de actividad.

    Args:
        evaluaciones: la de cada periodo que la matriz muestra, por su código.
    """
    reunidos: dict[str, dict[str, str]] = {}
    filas = {fila.codigo: fila for fila in documento.filas}
    for columna in formato.columnas:
        evaluacion = evaluaciones.get(columna.detalle) or _la_ultima(columna, evaluaciones)
        for una in evaluacion.lineas if evaluacion else ():
            marca = celda(columna, filas[una.linea.codigo]) if una.linea.codigo in filas else ""
            texto = _texto(columna, una, marca)
            if texto is not None:
                reunidos.setdefault(una.linea.codigo, {})[columna.clave] = texto
    return reunidos


def _la_ultima(columna: Columna, evaluaciones: Mapping[str, Evaluacion]) -> Evaluacion | None:
    """Una columna de observaciones sin periodo lleva las del último."""
    if columna.campo != "observaciones" or not evaluaciones:
        return None
    return max(evaluaciones.values(), key=lambda una: una.hasta)


def _texto(columna: Columna, una: LineaEvaluada, marca: str) -> str | None:
    if columna.clase is Clase.AVANCE:
        return celda_de_avance(una)
    if columna.clase is Clase.PERIODO:
        avance = celda_de_avance(una)
        return "\n".join(parte for parte in (marca, avance) if parte) if marca == MARCA else marca
    if columna.clase is Clase.OBSERVACION or columna.campo == "observaciones":
        return observacion_de(una)
    return None


def celda_de_avance(una: LineaEvaluada) -> str:
    """«40 %», «N/A», «60 % (sin aceptar)» o vacío. Por solicitud, las atendidas de las recibidas."""
    linea = una.linea
    if linea.estado is EstadoDeLinea.POR_DEMANDA and linea.solicitudes_recibidas:
        cuenta = f"{linea.solicitudes_atendidas or 0} de {linea.solicitudes_recibidas}"
        return cuenta if linea.esta_aceptada else f"{cuenta} {SIN_ACEPTAR}"
    if (aceptado := linea.alcanzado(Cifra.ACEPTADO)) is not None:
        return como_porcentaje(aceptado)
    if linea.reportado is not None:
        return f"{_porcentaje(linea.reportado)} {SIN_ACEPTAR}"
    return NO_PROGRAMADA if linea.estado is EstadoDeLinea.NO_PROGRAMADA else ""


def _porcentaje(valor: Decimal) -> str:
    return como_porcentaje(parte(valor))


def cuadro_de(documento: Documento, formato: Formato, avances: Avances) -> Cuadro:
    """La matriz entera como texto, en el orden de la hoja."""
    columnas = formato.columnas
    filas = tuple(
        tuple(_celda(columna, fila, avances) for columna in columnas)
        for tabla in formato.bloques(documento.filas)
        for fila in tabla
    )
    return Cuadro(
        formato=formato.nombre,
        encabeza=next(lugar for lugar, una in enumerate(columnas) if una.campo == "nombre"),
        titulos=tuple(columna.titulo for columna in columnas),
        grupos=tuple(columna.grupo for columna in columnas),
        filas=filas,
    )


def _celda(columna: Columna, fila: Fila, avances: Avances) -> str:
    reportado = avances.get(fila.codigo, {}).get(columna.clave)
    return celda(columna, fila) if reportado is None else reportado
