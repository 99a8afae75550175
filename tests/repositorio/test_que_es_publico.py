"""La tabla de qué es público (docs/paginas.md): cada renglón nombra la prueba que lo sostiene."""

import re
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parents[2]
PRUEBA = re.compile(r"`([\w/]+\.py)::(test_\w+)` \|$", re.M)
TABLA = (RAIZ / "docs/paginas.md").read_text(encoding="utf-8").split("## Qué es público")[1]
TABLA = TABLA.split("\n## ")[0]
SOSTENIDOS = PRUEBA.findall(TABLA)


def test_cada_renglon_nombra_su_prueba():
    renglones = [linea for linea in TABLA.splitlines() if linea.startswith("| ")][1:]

    assert len(SOSTENIDOS) == len(renglones) == 11


@pytest.mark.parametrize(("archivo", "prueba"), SOSTENIDOS)
def test_la_prueba_que_nombra_existe(archivo, prueba):
    texto = (RAIZ / "tests" / archivo).read_text(encoding="utf-8")

    assert re.search(rf"^def {prueba}\(", texto, re.M)
