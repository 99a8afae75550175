"""La tabla ordenada en CSV vuelve a entrar sin cambiar nada, también lo que suena a título."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from cronograma.exportar.salidas import SALIDAS
from cronograma.formatos import TABLA
from cronograma.publicacion import documento_de_trabajo
from seguimiento import ejemplos

pytestmark = pytest.mark.django_db

CON_CRONOGRAMA = [
    archivo.name
    for archivo in sorted(ejemplos.CARPETA.glob("[0-9]*.json"))
    if "004" not in archivo.name
]


@pytest.mark.parametrize("ejemplo", CON_CRONOGRAMA)
def test_tabla_ordenada_exportada_e_importada_no_cambia_nada(ejemplo, tmp_path):
    entidad, estrategia, _ = ejemplos.cargar(ejemplos.leer(ejemplo))
    archivo = tmp_path / "tabla.csv"
    archivo.write_bytes(SALIDAS["csv"].hacer(documento_de_trabajo(estrategia), TABLA))
    salida = StringIO()

    call_command(
        "importar",
        str(archivo),
        f"--entidad={entidad.slug}",
        f"--vigencia={estrategia.vigencia}",
        "--simular",
        "--json",
        stdout=salida,
    )

    informe = json.loads(salida.getvalue())
    cuantas = estrategia.actividades.count()
    assert {
        clave: informe[clave] for clave in ("filas", "nuevas", "cambiadas", "iguales", "ausentes")
    } == {
        "filas": cuantas,
        "nuevas": 0,
        "cambiadas": 0,
        "iguales": cuantas,
        "ausentes": 0,
    }
