"""Las dudas de cada hoja de ejemplo son las que una persona esperaba: ni una más ni una menos."""

import re
from pathlib import Path

import pytest

from cronograma.importar.analisis import analizar, leer_para
from cronograma.importar.lectura import leer

RAIZ = Path(__file__).resolve().parents[3]
DOCUMENTO = (RAIZ / "docs/dudas-esperadas.md").read_text(encoding="utf-8")
FILA = re.compile(r"^\| ([A-Z]+\d+) \| (error|duda|nota) \| (\w+) \| (.*?) \|", re.MULTILINE)
VIGENCIAS = {"000": 2022, "001": 2022, "002": 2023, "003": 2021}


def esperadas():
    """Por hoja, las (celda, gravedad, campo, texto) del documento."""
    partes = re.split(r"^## (\S+\.xlsx)$", DOCUMENTO, flags=re.MULTILINE)[1:]
    return dict(zip(partes[::2], (FILA.findall(parte) for parte in partes[1::2]), strict=True))


@pytest.mark.django_db
@pytest.mark.parametrize(("nombre", "lista"), esperadas().items())
def test_cada_hoja_da_las_dudas_que_se_esperaban(nombre, lista):
    archivo = (RAIZ / "fixtures/hojas" / nombre).read_bytes()
    analisis = analizar(
        leer_para(leer(archivo, nombre), None),
        entidad=None,
        estrategia=None,
        vigencia=VIGENCIAS[nombre[:3]],
    )

    halladas = [(d.celda, d.gravedad.value, d.campo, d.texto) for d in analisis.todas_las_dudas]
    assert sorted(halladas) == sorted(lista)


def test_el_documento_nombra_las_cuatro_hojas():
    hojas = {una.name for una in (RAIZ / "fixtures/hojas").glob("*.xlsx")}
    assert set(esperadas()) == hojas
