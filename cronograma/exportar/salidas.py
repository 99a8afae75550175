"""Las salidas que hay: cómo se llaman, qué tipo de archivo son y quién las hace."""

from collections.abc import Callable
from typing import NamedTuple

from cronograma.documento import Documento
from cronograma.formatos import TABLA, Formato

from .datos_abiertos import como_json, csv
from .excel import excel
from .ods import TIPO as TIPO_ODS
from .ods import ods
from .pdf import pdf


class Salida(NamedTuple):
    """Una manera de llevarse un documento. El nombre es también la extensión."""

    nombre: str
    titulo: str
    tipo: str
    escribir: Callable[[Documento, Formato], bytes]

    def hacer(self, documento: Documento, formato: Formato) -> bytes:
        """El archivo, con los textos de la entidad solo si el formato es el suyo."""
        return self.escribir(documento.para(formato.nombre), formato)


SALIDAS: dict[str, Salida] = {
    salida.nombre: salida
    for salida in (
        Salida(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            excel,
        ),
        Salida("pdf", "PDF", "application/pdf", pdf),
        Salida("ods", "ODS", TIPO_ODS, ods),
        Salida("csv", "CSV", "text/csv; charset=utf-8", csv),
        Salida("json", "JSON", "application/json", como_json),
    )
}


def formato_para(como: str, formato: Formato) -> Formato:
    """El formato en que conviene esa salida: los datos en CSV van en la tabla ordenada."""
    return TABLA if como == "csv" else formato
