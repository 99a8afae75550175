"""Las preguntas y propuestas de la ciudadanía en una evaluación: cuántas, y cuántas a tiempo.

Entra un `Momento`; sale cómo estaban el último día que cuenta, aunque hoy estén respondidas: así el
informe del primer trimestre dice lo mismo hecho en abril o en diciembre. El plazo lo cuenta
`cronograma.aportes`; lo que se trasladó a PQRSD sigue el suyo y aquí solo se cuenta aparte.
"""

from cronograma.aportes.cumplimiento import respondidas_a_tiempo
from cronograma.aportes.usos import CON_RELOJ
from seguimiento.hechos import Preguntas

from .momento import Momento, principio_de


def preguntas_de(momento: Momento) -> Preguntas:
    """Las recibidas desde el comienzo del año hasta entonces, según cómo les fue con el plazo."""
    desde = momento.comienzo_del_anio
    cuentas = respondidas_a_tiempo(momento.estrategia, desde, momento.hasta)
    trasladadas = momento.estrategia.aportes.filter(
        uso__in=CON_RELOJ,
        trasladado_en__isnull=False,
        recibido_en__gte=principio_de(desde),
        recibido_en__lt=momento.limite,
    ).count()
    return Preguntas(
        recibidas=cuentas.recibidas + trasladadas,
        a_tiempo=cuentas.en_termino,
        tarde=cuentas.fuera,
        vencidas=cuentas.pendientes_vencidas,
        pendientes=cuentas.pendientes_en_termino,
        trasladadas=trasladadas,
    )
