"""Los documentos de los que una estrategia hace parte: el Plan de Acción y el PTEP.

Ley 1474 de 2011, arts. 73 y 74; Decreto 1122 de 2024, que llama PTEP al antiguo PAAC. Entra
la estrategia; salen los que la entidad registró, con la dirección que el público puede
abrir: la que escribió o, si no la hay, la del archivo que subió.
"""

from typing import NamedTuple

from django.urls import reverse

from estrategia.models import Estrategia

PLAN_DE_ACCION, PROGRAMA = "plan-de-accion", "programa-de-transparencia"
# Por la parte de la dirección, los campos de la estrategia: enlace y archivo.
CAMPOS = {
    PLAN_DE_ACCION: ("plan_accion_enlace", "plan_accion_archivo"),
    PROGRAMA: ("programa_enlace", "programa_archivo"),
}


class DocumentoMarco(NamedTuple):
    """Un documento del que la estrategia hace parte."""

    nombre: str
    direccion: str


def documentos_marco(estrategia: Estrategia) -> list[DocumentoMarco]:
    """Los que la entidad registró, con su dirección."""
    nombres = {PLAN_DE_ACCION: "Plan de Acción", PROGRAMA: estrategia.get_programa_display()}
    return [
        DocumentoMarco(nombres[cual], direccion)
        for cual in CAMPOS
        if (direccion := direccion_de(estrategia, cual))
    ]


def archivo_de(estrategia: Estrategia, cual: str):
    """El archivo subido de ese documento; vacío si no lo hay."""
    return getattr(estrategia, CAMPOS[cual][1])


def direccion_de(estrategia: Estrategia, cual: str) -> str:
    """Dónde puede abrirlo el público; vacía si la entidad no lo registró."""
    if enlace := getattr(estrategia, CAMPOS[cual][0]):
        return enlace
    if not archivo_de(estrategia, cual):
        return ""
    suya = (estrategia.entidad.slug, estrategia.vigencia, estrategia.tipo, cual)
    return reverse("cronograma:documento_marco", args=suya)
