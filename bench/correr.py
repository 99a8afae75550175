"""Corre cada medida de esta carpeta en un proceso propio y muestra lo que dice.

    make bench                       todas
    make bench ARGS="interpretar"    sólo las nombradas

Cada archivo bench/*.py es una medida: crea sus datos, compara con un límite en la misma corrida,
imprime medianas y razón, y sale con 0 si cumple. Qué se mide y por qué, en bench/README.md.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

CARPETA = Path(__file__).resolve().parent
RAIZ = CARPETA.parent
# Una medida que se cuelga no detiene a las demás.
MINUTOS_POR_MEDIDA = 20


def medidas():
    return sorted(a for a in CARPETA.glob("*.py") if a != Path(__file__).resolve())


def elegidas(nombres):
    todas = {medida.stem: medida for medida in medidas()}
    if not todas:
        sys.exit("Todavía no hay medidas en bench/.")
    if sobran := [nombre for nombre in nombres if nombre not in todas]:
        sys.exit(f"No hay una medida llamada {', '.join(sobran)}. Hay: {', '.join(todas)}.")
    return [todas[nombre] for nombre in nombres] or list(todas.values())


def correr(medida):
    entorno = os.environ | {"PYTHONPATH": str(RAIZ), "PYTHONUNBUFFERED": "1"}
    orden = [sys.executable, str(medida)]
    try:
        return subprocess.run(
            orden, cwd=RAIZ, env=entorno, timeout=MINUTOS_POR_MEDIDA * 60
        ).returncode
    except subprocess.TimeoutExpired:
        return f"más de {MINUTOS_POR_MEDIDA} minutos"


def main():
    resultados = {}
    for medida in elegidas(sys.argv[1:]):
        print(f"=== {medida.stem}", flush=True)
        comienzo = time.monotonic()
        resultados[medida.stem] = correr(medida)
        print(f"=== {medida.stem}: {time.monotonic() - comienzo:.1f} s\n", flush=True)

    for nombre, salida in resultados.items():
        print(f"{'cumple   ' if salida == 0 else 'NO CUMPLE'}  {nombre}")
    sys.exit(any(salida != 0 for salida in resultados.values()))


if __name__ == "__main__":
    main()
