"""Las líneas de una evaluación: cada actividad del plan con lo que se dijo de ella y su respaldo.

Entran las líneas ya medidas y lo dicho; salen las `LineaEvaluada`. Lo verificado es siempre lo
último que escribió control interno, y los encuentros, los del libro. No consulta la base de datos.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from cronograma.encuentros.libro import Cuenta
from seguimiento.avance import Linea
from seguimiento.hechos import LineaEvaluada, NotaDeDependencia, Soporte
from seguimiento.models import Avance, Verificacion

from .de_encuentros import Libros, soporte_de
from .lecturas import Dichos, dice_algo
from .momento import dia_de


def evaluar_lineas(
    lineas: Iterable[Linea], dichos: Dichos, libros: Libros, *, hasta: date
) -> tuple[LineaEvaluada, ...]:
    """Cada línea con su reporte, sus evidencias, lo que verificó control y sus encuentros."""
    avances = {una.pk: una for suyos in dichos.de_cada.values() for una in suyos}
    cuentas = {codigo: libro.cuenta(hasta=hasta) for codigo, libro in libros.items()}
    return tuple(
        _evaluada(una, avances.get(una.avance or 0), cuentas.get(una.codigo), dichos, hasta)
        for una in sorted(lineas, key=lambda una: (una.orden, una.codigo))
    )


def _evaluada(
    linea: Linea, avance: Avance | None, encuentros: Cuenta | None, dichos: Dichos, hasta: date
) -> LineaEvaluada:
    verificacion = verificacion_de(avance)
    soportes = _soportes(_que_lo_respalda(linea, avance, dichos, hasta))
    linea = replace(
        linea,
        verificado=verificacion.porcentaje if verificacion else None,
        encuentros_esperados=encuentros.previstas if encuentros else None,
        encuentros_realizados=encuentros.encuentros_realizados if encuentros else 0,
    )
    if avance is None:
        return LineaEvaluada(linea=linea, soportes=soportes)
    return LineaEvaluada(
        linea=linea,
        reporte=str(avance.estado),
        observacion=avance.observacion,
        por_que_cero=avance.por_que_cero,
        por_que_baja=avance.por_que_baja,
        asistentes=avance.asistentes,
        enviado_el=dia_de(avance.enviado_en) if avance.enviado_en else None,
        nota_de_revision=avance.nota_de_revision,
        notas_de_apoyo=tuple(
            NotaDeDependencia(dependencia=una.dependencia.nombre, texto=una.texto)
            for una in avance.notas.all()
        ),
        soportes=soportes,
        hay_evidencia=verificacion.hay_evidencia if verificacion else None,
        observacion_de_control=verificacion.observacion if verificacion else "",
        esta_verificada=verificacion is not None,
    )


def _que_lo_respalda(
    linea: Linea, avance: Avance | None, dichos: Dichos, hasta: date
) -> Avance | None:
    """El reporte cuyas evidencias respaldan la cifra: el suyo, o el de cuando se cumplió.

    De lo cumplido antes no se vuelve a pedir reporte, y su cifra debe llevar igual a su evidencia.
    """
    lo_dijo_antes = not linea.se_pregunta or linea.reportado is not None
    if avance is not None and (dice_algo(avance) or not lo_dijo_antes):
        return avance
    return dichos.ultimo(linea.clave or 0, hasta) if lo_dijo_antes else None


def _soportes(avance: Avance | None) -> tuple[Soporte, ...]:
    return tuple(soporte_de(una) for una in avance.evidencias.all()) if avance else ()


def verificacion_de(avance: Avance | None) -> Verificacion | None:
    """La de control interno sobre ese reporte, si la hay."""
    return getattr(avance, "verificacion", None)
