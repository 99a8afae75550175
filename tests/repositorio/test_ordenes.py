"""Las órdenes de make y los requisitos fijados siguen en pie."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parents[2]
GUIONES = [RAIZ / ".ci" / "run", *(g for g in sorted((RAIZ / "scripts").iterdir()) if not g.suffix)]

FIJADO = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", flags=re.MULTILINE)


def fijados(archivo):
    return dict(FIJADO.findall((RAIZ / archivo).read_text(encoding="utf-8")))


def nombre_normal(dependencia):
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", dependencia)[0]).lower()


@pytest.mark.parametrize("guion", [g for g in GUIONES if g.is_file()], ids=lambda g: g.name)
def test_cada_guion_se_puede_correr(guion):
    interprete = guion.read_text(encoding="utf-8").splitlines()[0].rpartition("/")[2].split()[-1]

    assert os.access(guion, os.X_OK)
    assert subprocess.run([interprete, "-n", str(guion)], check=False).returncode == 0


def test_los_requisitos_siguen_a_pyproject():
    proyecto = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))
    pedidos = {nombre_normal(d) for d in proyecto["project"]["dependencies"]}
    de_pruebas = {nombre_normal(d) for d in proyecto["dependency-groups"]["dev"]}

    assert pedidos - fijados("requirements.txt").keys() == set()
    assert de_pruebas - fijados("requirements-dev.txt").keys() == set()


def test_las_pruebas_corren_con_las_mismas_versiones_que_el_producto():
    assert fijados("requirements.txt").items() <= fijados("requirements-dev.txt").items()


@pytest.mark.parametrize("archivo", ["requirements.txt", "requirements-dev.txt"])
def test_los_requisitos_llevan_huella_y_no_dicen_de_donde_se_descargan(archivo):
    texto = (RAIZ / archivo).read_text(encoding="utf-8")

    assert texto.count(" \\\n    --hash=sha256:") >= len(fijados(archivo))
    assert re.findall(r"https?://|^--(?!hash)\S+", texto, flags=re.MULTILINE) == []
