"""Leer un informe: de lo guardado al valor que se imprime.

Entra un informe; sale su `Escrito`, hecho de los hechos congelados si se emitió y de los de ahora si es
un borrador. También el de un periodo del que nadie ha empezado informe.
"""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.utils.timezone import localtime

from cronograma.documento import Documento
from cronograma.formatos import Formato
from cronograma.periodos import Periodo
from cronograma.publicacion import documento_de
from estrategia.models import Estrategia
from seguimiento.matriz import formato_de
from seguimiento.models import EstadoDeInforme, Informe

from . import Escrito, Hechos, Sello, escribir
from .escrito import Firma
from .reunir import Reunido, reunir, reunir_para
from .sello import Adendado


class Oficial(NamedTuple):
    """La matriz lista para escribirse en la hoja de su formato."""

    documento: Documento
    formato: Formato


class Leido(NamedTuple):
    """El informe como valor y, si es de seguimiento, la hoja oficial que lo acompaña."""

    escrito: Escrito
    hechos: Hechos
    oficial: Oficial | None


def leer(informe: Informe, *, hoy: date) -> Leido:
    """El informe como se imprime hoy; el emitido, como se emitió."""
    if informe.estado == EstadoDeInforme.BORRADOR:
        return _leido(reunir_para(informe, hoy=hoy), sello_de(informe, hoy=hoy))
    hechos = Hechos.desde_dict(informe.hechos)
    reunido = Reunido(hechos, informe.version_plan, documento_de(informe.version_plan))
    return _leido(reunido, sello_de(informe, hoy=hoy, autor=hechos.autor))


def leer_suelto(estrategia: Estrategia, codigo: str, tipo: str, *, hoy: date) -> Leido:
    """El informe de ese periodo y tipo; si nadie lo ha empezado, el borrador que se empezaría.

    Raises:
        ValueError: si el código no es de un periodo.
    """
    periodo = Periodo.de_codigo(codigo, estrategia.vigencia)
    guardado = estrategia.informes.filter(periodo=periodo.codigo, tipo=tipo).first()
    if guardado:
        return leer(guardado, hoy=hoy)
    return _leido(reunir(estrategia, periodo.codigo, tipo, hoy=hoy), Sello(escrito_el=hoy))


def sello_de(informe: Informe, *, hoy: date, autor: str = "") -> Sello:
    """Lo que el papel dice de sí mismo. `autor`, quien lo emitió, como se llamaba."""
    return Sello(
        estado=informe.estado,
        escrito_el=hoy,
        emitido_en=localtime(informe.emitido_en) if informe.emitido_en else None,
        emitido_por=autor,
        huella=informe.sha256,
        consecutivo=informe.consecutivo,
        firmantes=tuple(Firma(**uno) for uno in informe.firmantes),
        firmado_en=localtime(informe.firmado_en) if informe.firmado_en else None,
        huella_del_firmado=informe.firmado_sha256,
        adendas=tuple(
            Adendado(texto=una.texto, por=una.por.firma, en=localtime(una.en))
            for una in informe.adendas.select_related("por")
        ),
    )


def _leido(reunido: Reunido, sello: Sello) -> Leido:
    hechos = reunido.hechos
    return Leido(escribir(hechos, sello), hechos, _oficial(reunido))


def _oficial(reunido: Reunido) -> Oficial | None:
    hechos = reunido.hechos
    if hechos.cuadro is None:
        return None
    evaluacion = hechos.evaluacion
    periodo = Periodo.de_codigo(evaluacion.periodo, evaluacion.vigencia)
    formato = formato_de(reunido.documento.formato, periodo)
    documento = replace(reunido.documento.para(formato.nombre), avances=hechos.avances)
    return Oficial(documento, formato)
