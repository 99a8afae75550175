"""Mide cuánto cuesta escribir el Excel y el PDF oficiales, con actividades como las reales.

Excel, 1.000 filas: el límite es escribir con openpyxl las mismas celdas con un estilo, sin decidir
nada: ni qué dice cada una, ni anchos, ni altos. Meta: 2,5 veces.
PDF, 100 filas: el límite es la misma página sin etiquetas. Meta: 1,35 veces; y el remiendo de las
etiquetas, 1,05 veces el PDF/UA sin remendar.
"""

import dataclasses
import io
import json
import os
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ["DATABASE_URL"] = "sqlite://:memory:"

import django

django.setup()

from openpyxl import Workbook  # noqa: E402
from openpyxl.styles import NamedStyle  # noqa: E402
from weasyprint import HTML  # noqa: E402

from cronograma.documento import Documento  # noqa: E402
from cronograma.exportar.disposicion import disponer  # noqa: E402
from cronograma.exportar.etiquetas_pdf import reparar_etiquetas  # noqa: E402
from cronograma.exportar.excel import excel  # noqa: E402
from cronograma.exportar.pdf import _solo_lo_propio, html  # noqa: E402
from cronograma.fila import Fila, Responsable  # noqa: E402
from cronograma.formatos import FORMATOS  # noqa: E402
from cronograma.programacion import interpretar  # noqa: E402

CRONOGRAMA = FORMATOS["cronograma"]
FUENTE = Path(__file__).resolve().parents[1] / "fixtures" / "000_cronograma_huhmp_2022.json"
FILAS_DE_EXCEL, FILAS_DE_PDF = 1000, 100
VUELTAS = 5
CAMPOS = "numero nombre es_participacion es_rendicion metas objetivo tipo_espacio correo".split()


def documento(filas):
    """Un cronograma de tantas filas, con los textos del hospital repetidos."""
    actividades = json.loads(FUENTE.read_text("utf-8"))["actividades"]
    propias = tuple(
        fila_de(actividades[numero % len(actividades)], numero) for numero in range(filas)
    )
    return Documento(
        entidad="Entidad de medida",
        vigencia=2022,
        tipo="combinada",
        nombre="Cronograma",
        filas=propias,
    )


def fila_de(actividad, numero):
    fecha = actividad["fecha_programada"]
    return Fila(
        codigo=f"{numero:04d}",
        vigencia=2022,
        **{campo: actividad[campo] for campo in CAMPOS if campo in actividad},
        grupos=tuple(actividad.get("grupos", ())),
        dependencias=tuple(Responsable(uno, "", False) for uno in actividad["dependencias"]),
        fecha_programada=fecha,
        programacion=interpretar(fecha, 2022),
    )


def excel_a_secas(puestas):
    libro = Workbook()
    libro.add_named_style(NamedStyle("uno"))
    for puesta in puestas:
        libro.active.cell(puesta.fila, puesta.columna, puesta.texto).style = "uno"
    libro.save(io.BytesIO())


def imprimir(pagina, **opciones):
    HTML(string=pagina, url_fetcher=_solo_lo_propio({})).write_pdf(**opciones)


def alternar(trabajos):
    """El tiempo de procesador de cada trabajo, alternados: la máquina cambia de velocidad."""
    tiempos = {nombre: [] for nombre in trabajos}
    for _ in range(VUELTAS):
        for nombre, trabajo in trabajos.items():
            comienzo = time.process_time()
            trabajo()
            tiempos[nombre].append(time.process_time() - comienzo)
    for nombre, propios in tiempos.items():
        mediana = statistics.median(propios)
        print(f"{nombre:<28} {mediana:7.2f} s  [{min(propios):.2f} a {max(propios):.2f}]")
    return {nombre: statistics.median(propios) for nombre, propios in tiempos.items()}


def cumple(que, tiempo, limite, meta):
    razon = tiempo / limite
    print(f"{que}: {razon:.2f} veces el límite (meta {meta:.2f})\n")
    return razon <= meta


def main():
    grande = documento(FILAS_DE_EXCEL)
    puestas = disponer(grande, CRONOGRAMA).puestas
    hojas = alternar(
        {
            "openpyxl a secas": lambda: excel_a_secas(puestas),
            "Excel oficial": lambda: excel(grande, CRONOGRAMA),
        }
    )
    bien = cumple("Excel", hojas["Excel oficial"], hojas["openpyxl a secas"], 2.5)

    pagina = html(dataclasses.replace(grande, filas=grande.filas[:FILAS_DE_PDF]), CRONOGRAMA)
    remiendos = []

    def remendar(*partes):
        comienzo = time.process_time()
        reparar_etiquetas(*partes)
        remiendos.append(time.process_time() - comienzo)

    impresos = alternar(
        {
            "PDF sin etiquetas": lambda: imprimir(pagina),
            "PDF/UA remendado": lambda: imprimir(pagina, pdf_variant="pdf/ua-1", finisher=remendar),
        }
    )
    remendado, remiendo = impresos["PDF/UA remendado"], statistics.median(remiendos)
    bien &= cumple("PDF/UA", remendado, impresos["PDF sin etiquetas"], 1.35)
    bien &= cumple("Remiendo", remendado, remendado - remiendo, 1.05)
    sys.exit(not bien)


if __name__ == "__main__":
    main()
