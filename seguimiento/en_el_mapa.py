"""Las páginas públicas del seguimiento, para el mapa del sitio: avance, compromisos e informes."""

from collections.abc import Iterator

from django.urls import reverse

from cronograma.mapa_del_sitio import Pagina
from cronograma.models import Version
from estrategia.publico import entidades_publicas
from seguimiento.models import Informe

DE_LA_ENTIDAD = ("compromisos", "mejoras", "memorias", "informes")


def paginas() -> Iterator[Pagina]:
    """Las de cada entidad, la del avance de cada año que rige y cada informe emitido."""
    for entidad in entidades_publicas():
        for nombre in DE_LA_ENTIDAD:
            yield reverse(f"seguimiento:{nombre}", args=[entidad.slug]), None
    anios = Version.objects.en_vigor().filter(estrategia__entidad__activa=True)
    campos = ("estrategia__entidad__slug", "estrategia__vigencia")
    for anio in anios.order_by(*campos).values_list(*campos).distinct():
        yield reverse("seguimiento:avance", args=anio), None
    emitidos = Informe.objects.emitidos().filter(estrategia__entidad__activa=True)
    suyos = emitidos.order_by("pk").values_list("estrategia__entidad__slug", "pk", "emitido_en")
    for entidad, pk, emitido_en in suyos:
        yield reverse("seguimiento:informe_publico", args=[entidad, pk]), emitido_en
