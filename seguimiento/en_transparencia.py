"""Los ítems del menú Participa que halla el seguimiento: informes, compromisos, memorias y mejoras.

Se suman a las búsquedas de `cronograma.transparencia` al importarse, al arrancar. ITA 6.1.6,
6.2.2-d, 6.2.5-G y 6.2.5-H.
"""

from django.urls import reverse

from cronograma.transparencia import Evidencia, Publicado, busqueda
from seguimiento.en_las_paginas import ultimo_cambio
from seguimiento.memoria import memorias_de
from seguimiento.models import AccionDeMejora, Compromiso, Informe


@busqueda
def informes_emitidos(publicado: Publicado) -> Evidencia | None:
    """La lista de informes, si se ha emitido alguno."""
    suyos = Informe.objects.emitidos().filter(estrategia__entidad=publicado.entidad)
    ultimo = suyos.order_by("emitido_en").last()
    if ultimo is None:
        return None
    ruta = reverse("seguimiento:informes", args=[publicado.entidad.slug])
    return Evidencia(ruta, ultimo.emitido_en)


@busqueda
def semaforo_de_compromisos(publicado: Publicado) -> Evidencia | None:
    """La lista de compromisos con su semáforo, si hay alguno."""
    return _lista(publicado, Compromiso, "compromisos")


@busqueda
def memorias_de_eventos(publicado: Publicado) -> Evidencia | None:
    """La lista de memorias, si se ha publicado alguna."""
    ultima = memorias_de(publicado.entidad).first()
    if ultima is None:
        return None
    ruta = reverse("seguimiento:memorias", args=[publicado.entidad.slug])
    return Evidencia(ruta, ultima.publico_en)


@busqueda
def acciones_de_mejora(publicado: Publicado) -> Evidencia | None:
    """La lista de acciones de mejora, si hay alguna."""
    return _lista(publicado, AccionDeMejora, "mejoras")


def _lista(publicado: Publicado, modelo, nombre: str) -> Evidencia | None:
    suyas = list(modelo.objects.filter(estrategia__entidad=publicado.entidad))
    if not suyas:
        return None
    ruta = reverse(f"seguimiento:{nombre}", args=[publicado.entidad.slug])
    return Evidencia(ruta, ultimo_cambio(suyas))
