"""El Excel oficial: un documento en la hoja de su formato."""

from cronograma.documento import Documento
from cronograma.formatos import Formato

from .disposicion import disponer
from .hoja import Propiedades, libro


def excel(documento: Documento, formato: Formato) -> bytes:
    """El libro .xlsx del documento, celda por celda como la hoja oficial."""
    return libro(disponer(documento, formato), propiedades_de(documento, formato))


def propiedades_de(documento: Documento, formato: Formato) -> Propiedades:
    """Título, autor y asunto del archivo."""
    return Propiedades(
        titulo=f"{documento.nombre} · vigencia {documento.vigencia}",
        autor=documento.entidad,
        asunto=formato.descripcion,
    )
