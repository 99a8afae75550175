"""Las salas puras que ya existen, una por línea; la lista vive en pyproject.toml."""

import tomllib
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent


def salas_puras() -> list[Path]:
    proyecto = tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))
    patrones = proyecto["tool"]["participa"]["puras"]
    return sorted({sala for patron in patrones for sala in RAIZ.glob(patron)})


if __name__ == "__main__":
    for sala in salas_puras():
        print(sala.relative_to(RAIZ))
