import dataclasses
from datetime import UTC, datetime

import pytest

from cronograma.exportar.respuesta import descargar
from cronograma.exportar.salidas import SALIDAS
from cronograma.formatos import FORMATOS


@pytest.mark.parametrize(
    ("como", "comienzo", "tipo"),
    [
        ("xlsx", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("pdf", b"%PDF", "application/pdf"),
        ("ods", b"PK", "application/vnd.oasis.opendocument.spreadsheet"),
        ("csv", b"\xef\xbb\xbf", "text/csv; charset=utf-8"),
        ("json", b"{", "application/json"),
    ],
)
def test_cada_salida_lleva_su_tipo_y_su_nombre(documento, como, comienzo, tipo):
    response = descargar(documento, FORMATOS["cronograma"], como, nombre_archivo="cronograma-2026")

    assert response.content.startswith(comienzo)
    assert response["Content-Type"] == tipo
    modo = "inline" if como == "pdf" else "attachment"
    assert response["Content-Disposition"] == f'{modo}; filename="cronograma-2026.{como}"'


def test_un_documento_publicado_dice_desde_cuando(documento):
    publicado = dataclasses.replace(documento, publicada_en=datetime(2026, 1, 30, 15, tzinfo=UTC))

    response = descargar(publicado, FORMATOS["plan"], "json", nombre_archivo="plan")

    assert response["Last-Modified"] == "Fri, 30 Jan 2026 15:00:00 GMT"


def test_las_filas_de_trabajo_no_dicen_fecha(documento):
    response = descargar(documento, FORMATOS["plan"], "csv", nombre_archivo="plan")

    assert "Last-Modified" not in response


def test_las_salidas_son_las_que_la_orden_ofrece():
    assert list(SALIDAS) == ["xlsx", "pdf", "ods", "csv", "json"]
