"""Cuántas expresiones de fecha se leen por segundo.

Lo nuestro: `interpretar` sobre las expresiones reales de las pruebas. Límite: partir cada texto con la
expresión regular más simple y buscar cada palabra en un diccionario, que es lo mínimo que hay que hacer
para saber qué dice. La hoja más grande que recibimos tiene unas 500 filas y debe leerse sin que se note.
Meta: 500 expresiones en menos de un segundo, y no más de 250 veces el límite.
"""

import csv
import re
import statistics
import sys
import time
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(RAIZ))

from cronograma.fechas.vocabulario import LEXICO  # noqa: E402
from cronograma.programacion import interpretar  # noqa: E402

REPETICIONES = 7
MINIMO_POR_SEGUNDO = 500
RAZON_MAXIMA = 250
PALABRA = re.compile(r"\d+|[a-z]+", re.IGNORECASE)


def expresiones():
    with (RAIZ / "tests/puras/datos/expresiones.csv").open(encoding="utf-8", newline="") as archivo:
        return [(fila["expresion"], int(fila["vigencia"])) for fila in csv.DictReader(archivo)]


def limite(texto, vigencia):
    return [LEXICO.get(palabra) for palabra in PALABRA.findall(texto.lower())]


def por_segundo(leer, casos, vueltas=1):
    """Expresiones por segundo de procesador: otros procesos del equipo no cuentan."""
    inicio = time.process_time()
    for _ in range(vueltas):
        for texto, vigencia in casos:
            leer(texto, vigencia)
    return vueltas * len(casos) / (time.process_time() - inicio)


def main():
    casos = expresiones()
    por_segundo(interpretar, casos)  # la primera vuelta calienta
    medidas = [
        (por_segundo(limite, casos, vueltas=100), por_segundo(interpretar, casos))
        for _ in range(REPETICIONES)
    ]
    for nombre, valores in zip(("límite", "interpretar"), zip(*medidas, strict=True), strict=True):
        print(
            f"{nombre:12} {statistics.median(valores):>10,.0f} expresiones/s   "
            f"[{min(valores):,.0f} a {max(valores):,.0f}]"
        )
    razon = statistics.median(tope / nuestro for tope, nuestro in medidas)
    velocidad = statistics.median(nuestro for _, nuestro in medidas)
    print(f"razón límite/interpretar: {razon:.0f} (meta: {RAZON_MAXIMA} o menos)")
    return 0 if razon <= RAZON_MAXIMA and velocidad >= MINIMO_POR_SEGUNDO else 1


if __name__ == "__main__":
    sys.exit(main())
