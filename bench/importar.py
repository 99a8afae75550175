"""Importar 10.000 filas: leer la hoja, entenderla, guardar el lote y confirmarlo.

Límite, en la misma corrida: leer el mismo archivo con calamine y crear las actividades y sus
responsables con `bulk_create`, sin mirar nada. Meta: no más de 10 veces el límite, y menos de
1 GB de memoria.
"""

import io
import os
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[1]
CARPETA = tempfile.mkdtemp(prefix="bench-importar-")
os.environ["DATABASE_URL"] = f"sqlite:///{CARPETA}/base.sqlite3"
os.environ["PARTICIPA_MEDIA"] = CARPETA
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402 -- antes hay que decir qué base usa

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402
from openpyxl import Workbook, load_workbook  # noqa: E402
from python_calamine import CalamineWorkbook  # noqa: E402

from cronograma.importar import lote  # noqa: E402
from cronograma.importar.lectura import leer  # noqa: E402
from cronograma.models import Actividad, Responsabilidad  # noqa: E402
from estrategia.models import Dependencia, Entidad, Estrategia  # noqa: E402

FILAS = 10_000
VECES = 3
META = 10
META_MB = 1024
MEGA = 1024
SEMILLA = RAIZ / "fixtures/hojas/000_cronograma_huhmp_2022.xlsx"
TITULOS = (1, 2, 3, 4)
DATOS = (*range(5, 9), *range(13, 17), *range(21, 27), *range(31, 36))


def hoja_grande():
    """La hoja del hospital repetida hasta completar las filas, cada una con su número y su nombre."""
    origen = load_workbook(SEMILLA).active
    libro = Workbook()
    hoja = libro.active
    for fila in TITULOS:
        hoja.append([celda.value for celda in origen[fila]])
    for area in (
        "B3:C3",
        "D3:E3",
        "I3:J3",
        "A3:A4",
        "F3:F4",
        "G3:G4",
        "H3:H4",
        "K3:K4",
        "L3:L4",
        "M3:M4",
    ):
        hoja.merge_cells(area)
    for numero in range(FILAS):
        valores = [celda.value for celda in origen[DATOS[numero % len(DATOS)]]]
        valores[0] = f"{numero + 1}. {valores[0].split('.', 1)[1].strip()} ({numero})"
        hoja.append(valores)
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def estrategia_nueva(slug):
    entidad = Entidad.objects.create(nombre=slug, slug=slug)
    return Estrategia.objects.create(entidad=entidad, vigencia=2022, tipo="combinada", nombre=slug)


def nuestra(archivo, vez):
    estrategia = estrategia_nueva(f"nuestra-{vez}")
    importacion = lote.preparar(
        leer(archivo, "grande.xlsx"),
        entidad=estrategia.entidad,
        estrategia=estrategia,
        vigencia=2022,
        archivo=archivo,
    )
    lote.confirmar(importacion, ahora=timezone.now())
    assert estrategia.actividades.count() == FILAS


def limite(archivo, vez):
    estrategia = estrategia_nueva(f"limite-{vez}")
    area = Dependencia.objects.create(entidad=estrategia.entidad, nombre="Una")
    filas = (
        CalamineWorkbook.from_filelike(io.BytesIO(archivo)).get_sheet_by_index(0).to_python()[4:]
    )
    creadas = Actividad.objects.bulk_create(
        (
            Actividad(
                estrategia=estrategia,
                codigo=str(numero),
                nombre=fila[0],
                metas=fila[5],
                objetivo=fila[6],
                tipo_espacio=fila[7],
                fecha_programada=fila[10],
                correo=fila[12],
                tipo_programacion="indeterminada",
            )
            for numero, fila in enumerate(filas)
        ),
        batch_size=500,
    )
    Responsabilidad.objects.bulk_create(
        (Responsabilidad(actividad=una, dependencia=area, es_lider=True) for una in creadas),
        batch_size=500,
    )


def medir(hacer, archivo, vez):
    comienzo = time.perf_counter()
    hacer(archivo, vez)
    return time.perf_counter() - comienzo


def main():
    call_command("migrate", verbosity=0)
    archivo = hoja_grande()
    tiempos = {"límite": [], "nuestra": []}
    for vez in range(VECES):
        tiempos["límite"].append(medir(limite, archivo, vez))
        tiempos["nuestra"].append(medir(nuestra, archivo, vez))
    for nombre, suyos in tiempos.items():
        mediana = statistics.median(suyos)
        print(f"{nombre:8} {FILAS:,} filas: {mediana:.1f} s [{min(suyos):.1f}-{max(suyos):.1f}]")
    razon = statistics.median(tiempos["nuestra"]) / statistics.median(tiempos["límite"])
    memoria = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGA
    print(f"razón {razon:.1f} (meta: {META}) · memoria {memoria:.0f} MB (meta: {META_MB})")
    return 0 if razon <= META and memoria <= META_MB else 1


if __name__ == "__main__":
    sys.exit(main())
