"""Reunir los hechos de un informe: evaluar el periodo y lo que su tipo agrega.

Entran una estrategia, un periodo y un tipo; salen los `Hechos` y el documento del plan. Solo lee. Cada
periodo se evalúa una vez.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cronograma.documento import Documento
from cronograma.models import Version
from cronograma.periodos import ClasePeriodo, Periodo, periodos_de
from cronograma.publicacion import documento_de, documento_de_trabajo
from estrategia.models import Estrategia
from seguimiento.evaluacion import Evaluacion, evaluar
from seguimiento.evaluacion.valores import Punto
from seguimiento.matriz import avances_de, cuadro_de, formato_de, periodos_hasta
from seguimiento.models import Informe, TipoDeInforme

from .hechos import Hallado, Hechos


class Reunido(NamedTuple):
    """Los hechos, la versión contra la que se midió y su documento."""

    hechos: Hechos
    version: Version | None
    documento: Documento


class Lecturas:
    """Las evaluaciones de una estrategia, hechas cuando se piden y una sola vez."""

    def __init__(self, estrategia: Estrategia, *, hoy: date):
        self.estrategia, self.hoy = estrategia, hoy
        self._hechas: dict[str, Evaluacion] = {}

    def de(self, codigo: str) -> Evaluacion:
        """La evaluación de ese periodo."""
        if codigo not in self._hechas:
            self._hechas[codigo] = evaluar(self.estrategia, codigo, hoy=self.hoy)
        return self._hechas[codigo]


def reunir(
    estrategia: Estrategia,
    codigo: str,
    tipo: str,
    *,
    hoy: date,
    textos: Mapping[str, str] | None = None,
    hallazgos: tuple[Hallado, ...] = (),
) -> Reunido:
    """Los hechos de ese periodo, como están ahora.

    Raises:
        ValueError: si el código no es de un periodo.
    """
    periodo = Periodo.de_codigo(codigo, estrategia.vigencia)
    lecturas = Lecturas(estrategia, hoy=hoy)
    evaluacion = lecturas.de(periodo.codigo)
    version = version_de(estrategia, evaluacion.version)
    documento = documento_de(version) if version else documento_de_trabajo(estrategia)
    hechos = Hechos(
        tipo=tipo,
        evaluacion=evaluacion,
        textos=dict(textos or {}),
        hallazgos=hallazgos,
        lecturas=_puntos(lecturas, periodo),
        semilla=f"{estrategia.entidad.slug} {estrategia.vigencia} {periodo.codigo}",
        **_matriz(lecturas, documento, periodo) if tipo == TipoDeInforme.SEGUIMIENTO else {},
    )
    return Reunido(hechos, version, documento)


def reunir_para(informe: Informe, *, hoy: date) -> Reunido:
    """Los hechos de un informe en borrador, con lo que se ha escrito en él."""
    return reunir(
        informe.estrategia,
        informe.periodo,
        informe.tipo,
        hoy=hoy,
        textos=informe.textos,
        hallazgos=hallados_de(informe),
    )


def hallados_de(informe: Informe) -> tuple[Hallado, ...]:
    """Los hallazgos del informe, en orden."""
    return tuple(
        Hallado(
            numero=uno.numero,
            texto=uno.texto,
            criterio=uno.criterio,
            recomendacion=uno.recomendacion,
        )
        for uno in informe.hallazgos.order_by("numero")
    )


def version_de(estrategia: Estrategia, numero: int | None) -> Version | None:
    """La versión publicada con ese número."""
    if numero is None:
        return None
    return Version.objects.publicadas().get(estrategia=estrategia, numero=numero)


def _matriz(lecturas: Lecturas, documento: Documento, periodo: Periodo) -> dict:
    formato = formato_de(documento.formato, periodo)
    evaluaciones = {uno.codigo: lecturas.de(uno.codigo) for uno in periodos_hasta(formato, periodo)}
    para_el = documento.para(formato.nombre)
    avances = avances_de(formato, evaluaciones, para_el)
    return {"avances": avances, "cuadro": cuadro_de(para_el, formato, avances)}


def _puntos(lecturas: Lecturas, periodo: Periodo) -> tuple[Punto, ...]:
    """En el informe anual, cada trimestre y cada cuatrimestre que ya terminó."""
    if periodo.clase is not ClasePeriodo.ANIO:
        return ()
    return tuple(
        _punto(lecturas.de(uno.codigo))
        for clase in (ClasePeriodo.TRIMESTRE, ClasePeriodo.CUATRIMESTRE)
        for uno in periodos_de(periodo.vigencia, clase)
        if uno.fin <= lecturas.hoy
    )


def _punto(evaluacion: Evaluacion) -> Punto:
    return Punto(
        periodo=evaluacion.periodo,
        nombre=evaluacion.nombre_del_periodo,
        fecha=evaluacion.hasta,
        medidas=evaluacion.medidas,
        esta_cerrado=evaluacion.esta_cerrado,
    )
