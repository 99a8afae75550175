"""La memoria pública de una reunión: lo que pasó, para quien no fue. ITA 6.2.5-G.

Sale de un formato ya recibido. No lleva datos de personas: lo que parece uno impide publicarla, y de
un grupo de una a cuatro personas se dice «<5». Las evidencias nunca hacen parte de ella.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from cronograma.models import Material
from cronograma.models.convocatoria import ClaseDeMaterial
from cronograma.problemas.de_datos import hallados_en
from estrategia.models import Entidad
from seguimiento.cumplimiento import exigir
from seguimiento.models import AsistenciaPorGrupo, EstadoDeReporte, Reporte
from seguimiento.reportes import CONTENIDOS, encabezado

MINIMO_A_LA_VISTA = 5
POCAS = f"<{MINIMO_A_LA_VISTA}"
LARGO_DEL_TITULO = 200


class Asistencia(NamedTuple):
    """Cuántas personas de un grupo fueron, como se le dice al público."""

    grupo: str
    cuantas: str


class Total(NamedTuple):
    """Cuántas fueron en todo; con un grupo tapado no se da la suma, que lo destaparía."""

    cuantas: int
    es_exacto: bool


def pendientes_para_publicar(reporte: Reporte) -> list[str]:
    """Qué impide publicar la memoria."""
    if reporte.estado != EstadoDeReporte.RECIBIDO:
        return ["Primero reciba el formato: la memoria sale de él."]
    return [
        f"«{encabezado(uno)}» trae lo que parece un dato personal: {', '.join(hallados)}."
        " Devuelva el formato para que lo quiten."
        for uno in CONTENIDOS
        if (hallados := list(hallados_en(getattr(reporte, uno))))
    ]


@transaction.atomic
def publicar(reporte: Reporte, *, direccion: str, ahora: datetime) -> Material:
    """Pone la memoria entre los documentos de la reunión; si ya estaba, la deja como estaba.

    Args:
        direccion: la dirección completa de la página pública de la memoria.

    Raises:
        ValidationError: si el formato no se ha recibido, o trae datos de personas.
    """
    exigir(pendientes_para_publicar(reporte))
    if memoria := publicada(reporte):
        return memoria
    encuentro = reporte.encuentro
    titulo = f"Memoria: {encuentro.nombre or encuentro.actividad.nombre}"[:LARGO_DEL_TITULO]
    memoria = Material(
        encuentro=encuentro,
        clase=ClaseDeMaterial.MEMORIA,
        titulo=titulo,
        enlace=direccion,
        publico_en=ahora,
    )
    # La dirección la arma el sistema: en la red de una entidad puede no llevar un dominio público.
    memoria.full_clean(exclude=["enlace"])
    memoria.save()
    return memoria


def retirar(reporte: Reporte) -> None:
    """Quita la memoria de lo público; el formato sigue igual."""
    if memoria := publicada(reporte):
        memoria.delete()


def publicada(reporte: Reporte) -> Material | None:
    """La memoria que salió de ese formato, si es pública."""
    memorias = reporte.encuentro.materiales.filter(clase=ClaseDeMaterial.MEMORIA)
    return memorias.filter(enlace__endswith=ruta_de(reporte)).first()


def memorias_de(entidad: Entidad) -> QuerySet[Material]:
    """Las memorias públicas de una entidad, la última reunión primero; una consulta."""
    suyas = Material.objects.filter(
        clase=ClaseDeMaterial.MEMORIA, encuentro__actividad__estrategia__entidad=entidad
    )
    return suyas.select_related("encuentro__actividad").order_by("-encuentro__fecha", "-pk")


def ruta_de(reporte: Reporte) -> str:
    """La página de la memoria, sin el nombre del sitio."""
    entidad = reporte.encuentro.actividad.estrategia.entidad
    return reverse("seguimiento:memoria", args=[entidad.slug, reporte.encuentro_id])


def asistencia_publica(reporte: Reporte) -> list[Asistencia]:
    """Cuántas personas de cada grupo fueron; de una a cuatro, «<5»."""
    return [Asistencia(str(una.grupo or "Otras personas"), a_la_vista(una)) for una in _de(reporte)]


def total_publico(reporte: Reporte) -> Total | None:
    """Cuántas fueron, o cuántas como mínimo; `None` si nadie las contó."""
    todas = _de(reporte)
    if not todas:
        return None
    tapadas = [una for una in todas if esta_tapada(una)]
    a_la_vista_ = sum(una.cuantas for una in todas if una not in tapadas)
    # Cada grupo tapado tuvo al menos una persona.
    return Total(a_la_vista_ + len(tapadas), not tapadas)


def a_la_vista(una: AsistenciaPorGrupo) -> str:
    """La cuenta de un grupo como la ve el público."""
    return POCAS if esta_tapada(una) else str(una.cuantas)


def esta_tapada(una: AsistenciaPorGrupo) -> bool:
    """¿Son tan pocas que decir cuántas señalaría a alguien?"""
    return 0 < una.cuantas < MINIMO_A_LA_VISTA


def _de(reporte: Reporte) -> list[AsistenciaPorGrupo]:
    return list(reporte.asistencia.select_related("grupo").order_by("grupo__nombre", "pk"))
