"""Contra qué versión se mide: la que regía un día. Lo congelado no cambia aunque el plan sí."""

from collections.abc import Iterable
from datetime import date

from django.utils.timezone import localdate

from cronograma.models import Version
from estrategia.models import Estrategia
from seguimiento.models import Corte
from seguimiento.models.corte import EstadoDeCorte


def rige_desde(version: Version) -> date:
    """Desde qué día rige. Lo que la entidad ya había publicado por otro medio, desde entonces.

    Si de esa publicación previa no consta el día, desde que empieza el año que planea.
    """
    if not version.es_previa:
        return localdate(version.publicada_en)
    return version.fecha_documento or date(version.estrategia.vigencia, 1, 1)


def version_en(estrategia: Estrategia, dia: date) -> Version | None:
    """La versión que regía ese día; ninguna si todavía no se había publicado o se había retirado."""
    # El encabezado congelado pesa y aquí no hace falta.
    publicadas = Version.objects.publicadas().filter(estrategia=estrategia).defer("cabecera")
    return elegir(publicadas.select_related("estrategia").order_by("numero"), dia)


def elegir(publicadas: Iterable[Version], dia: date) -> Version | None:
    """De unas versiones en orden de número, la que regía ese día."""
    rigen = [una for una in publicadas if rige_desde(una) <= dia]
    if not rigen:
        return None
    ultima = rigen[-1]
    retirada = ultima.retirada_en and localdate(ultima.retirada_en) <= dia
    return None if retirada else ultima


def dia_de_medida(corte: Corte, *, hoy: date) -> date:
    """El día cuya versión se mira: el último del corte o, mientras corre, hoy."""
    return corte.fecha if corte.estado == EstadoDeCorte.CERRADO else min(corte.fecha, hoy)


def version_de(corte: Corte, *, hoy: date) -> Version | None:
    """La versión contra la que se mide el corte; en el cerrado, la que se fijó al cerrarlo."""
    if corte.estado == EstadoDeCorte.CERRADO:
        return corte.version
    return version_en(corte.estrategia, dia_de_medida(corte, hoy=hoy))
