"""Los documentos como datos, contra las hojas y los textos de donde salieron."""

import json
import re
from collections import Counter
from dataclasses import replace

import openpyxl
import pytest

from cronograma.formatos import Clase
from cronograma.periodos import ClasePeriodo
from cronograma.programacion import (
    escribir,
    interpretar,
    interpretar_dos_celdas,
    interpretar_marcas,
)
from seguimiento import ejemplos

TODOS = [
    "000_cronograma_huhmp_2022",
    "001_estrategia_sanatorio_contratacion_2022",
    "002_plan_caja_honor_2023",
    "003_cronograma_rendicion_alcaldia_2021",
    "004_procedimiento",
]

# Las filas de cada hoja que son actividades, contadas a mano.
FILAS = {
    "000": [*range(5, 9), *range(13, 17), *range(21, 27), *range(31, 36)],
    "001": [*range(7, 16)],
    "002": [*range(13, 21), *range(23, 34)],
    "003": [*range(5, 15), *range(17, 26), *range(28, 38)],
}
# Lo que la hoja cambió del texto crudo, porque la extracción lo había movido o partido.
REPUESTO_EN_LA_HOJA = {
    "Acciones internas previas",  # «A c c i o n e s»
    "Acciones Participativas",
    "VIGENCIA 2022",
    "Cronograma proceso ESTRATÉGIA DE RENDICIÓN DE CUENTAS VIGENCIA 2021",
}


class Hoja:
    """Una hoja real: sus celdas con texto, y qué celda manda en cada área combinada."""

    def __init__(self, nombre):
        self.hoja = openpyxl.load_workbook(ejemplos.CARPETA / nombre).active
        self.duenas = {
            (fila, columna): (area.min_row, area.min_col)
            for area in self.hoja.merged_cells.ranges
            for fila in range(area.min_row, area.max_row + 1)
            for columna in range(area.min_col, area.max_col + 1)
        }

    def texto(self, fila, columna):
        valor = self.hoja.cell(*self.duenas.get((fila, columna), (fila, columna))).value
        return "" if valor is None else str(valor)

    def fila(self, fila):
        return [self.texto(fila, columna) for columna in range(1, self.hoja.max_column + 1)]

    def textos_fuera_de(self, filas):
        return {
            str(celda.value)
            for fila in self.hoja.iter_rows()
            for celda in fila
            if celda.value is not None and celda.row not in filas
        }


def hoja_de(datos):
    return Hoja(datos["documento"]["hoja"])


def filas_de(nombre):
    return FILAS[nombre[:3]]


def sin_espacios(texto):
    """El texto sin etiquetas ni espacios: la extracción los puso y quitó a su manera."""
    return re.sub(r"\s|\*\*", "", re.sub(r"<[^>]+>", "", texto))


def textos_en(valor):
    """Todos los textos de un dato, a cualquier profundidad."""
    if isinstance(valor, str):
        yield valor
    elif isinstance(valor, dict | list):
        for uno in valor.values() if isinstance(valor, dict) else valor:
            yield from textos_en(uno)


def test_hay_cinco_documentos_y_tienen_el_nombre_de_su_hoja():
    textos = [datos["documento"]["texto"] for datos in ejemplos.documentos()]

    assert textos == [f"textos/{nombre}.txt" for nombre in TODOS]


def test_cada_celda_de_cada_fila_de_la_hoja_esta_en_los_datos(nombre, datos, formato, cuantas):
    hoja = hoja_de(datos)

    en_la_hoja = [
        {
            columna.clave: texto
            for columna, texto in zip(formato.columnas, celdas, strict=True)
            if texto
        }
        for celdas in map(hoja.fila, filas_de(nombre))
    ]

    assert [actividad["celdas"] for actividad in datos["actividades"]] == en_la_hoja
    assert len(en_la_hoja) == cuantas


def test_lo_demas_de_la_hoja_son_titulos_y_casillas_de_los_datos(nombre, datos, formato):
    titulos = {columna.titulo for columna in formato.columnas} | {
        columna.grupo for columna in formato.columnas
    }
    etiquetas = {casilla.etiqueta for casilla in (*formato.encabezado, *formato.pie)}
    conocidos = titulos | etiquetas | set(datos["estrategia"]["encabezado"].values())

    assert hoja_de(datos).textos_fuera_de(filas_de(nombre)) - conocidos == set()


def test_cada_texto_literal_esta_en_el_documento_original(datos):
    original = sin_espacios((ejemplos.CARPETA / datos["documento"]["texto"]).read_text("utf-8"))
    literales = {
        *textos_en(datos["estrategia"]["encabezado"]),
        *textos_en([actividad["celdas"] for actividad in datos["actividades"]]),
    }

    assert {
        texto for texto in literales - REPUESTO_EN_LA_HOJA if sin_espacios(texto) not in original
    } == set()


def test_lo_entendido_de_un_texto_es_el_texto(datos, formato):
    for actividad in datos["actividades"]:
        for columna in formato.columnas:
            if columna.clase is Clase.TEXTO:
                assert actividad.get(columna.campo, "") == actividad["celdas"].get(
                    columna.clave, ""
                )


def test_lo_entendido_de_las_marcas_son_las_x(datos, formato):
    for actividad in datos["actividades"]:
        for columna in formato.columnas:
            if columna.clase in {Clase.MARCA, Clase.PERIODO}:
                marcada = actividad["celdas"].get(columna.clave, "") in {"x", "X"}
                assert marca_entendida(columna, actividad) == marcada


def marca_entendida(columna, actividad):
    if columna.clase is Clase.PERIODO:
        return int(columna.detalle[1:]) in actividad["cuatrimestres"]
    if columna.detalle:
        return columna.detalle in actividad.get("fases", [])
    return actividad[columna.campo]


def test_numero_y_nombre_juntos_son_la_celda(datos):
    for actividad in datos["actividades"]:
        celda = actividad["celdas"]["nombre"]
        juntos = re.fullmatch(r"(?:(\d+)\.\s*)?(.+)", celda, re.DOTALL).groups(default="")

        assert (actividad["numero"], actividad["nombre"]) == juntos


def test_los_nombres_de_cada_fila_estan_en_su_celda_y_en_la_lista_del_documento(datos):
    dependencias = {una["nombre"].lower() for una in datos["dependencias"]}
    for actividad in datos["actividades"]:
        celdas = actividad["celdas"]
        for nombre in actividad.get("dependencias", []):
            assert nombre.lower() in celdas["dependencias"].lower()
            assert nombre.lower() in dependencias
        dirigida_a = celdas.get("instancias", "") + celdas.get("grupos", "")
        for campo in ("grupos", "instancias"):
            assert set(actividad.get(campo, [])) <= set(datos[campo])
            assert all(nombre in dirigida_a for nombre in actividad.get(campo, []))


def test_lo_que_el_documento_nombra_lo_usa_alguna_fila(datos):
    for campo in ("grupos", "instancias"):
        usados = {nombre for una in datos["actividades"] for nombre in una.get(campo, [])}
        assert usados == set(datos[campo])
    usadas = {n.lower() for una in datos["actividades"] for n in una.get("dependencias", [])}
    assert usadas == {una["nombre"].lower() for una in datos["dependencias"]}


def test_el_avance_del_primer_trimestre_es_el_de_las_celdas():
    datos = ejemplos.leer("001_estrategia_sanatorio_contratacion_2022.json")

    avances = [una["avances"] for una in datos["actividades"]]

    assert avances == [
        [{"periodo": "T1", "valor": celdas["avance:T1"], "observacion": celdas["observacion:T1"]}]
        for celdas in (una["celdas"] for una in datos["actividades"])
    ]
    assert Counter(avance["valor"] for [avance] in avances) == {"0%": 6, "N/A": 3}


def test_la_ciudadania_en_general_no_es_una_instancia():
    datos = ejemplos.leer("000_cronograma_huhmp_2022.json")

    assert datos["instancias"] == [
        "Asociación y Alianza de Usuarios del HUHMP",
        "Asociacion y/o Alianza de Usuarios.",
    ]


@pytest.mark.parametrize("nombre", TODOS)
def test_ninguna_entidad_trae_datos_que_su_documento_no_dice(nombre):
    entidad = ejemplos.leer(f"{nombre}.json")["entidad"]

    assert entidad.keys() <= {"slug", "nombre", "sigla", "procedencia"}
    assert "documento" in entidad["procedencia"]


@pytest.mark.parametrize("nombre", TODOS)
def test_los_archivos_se_leen_a_simple_vista(nombre):
    texto = (ejemplos.CARPETA / f"{nombre}.json").read_text("utf-8")

    assert texto == json.dumps(json.loads(texto), ensure_ascii=False, indent=2) + "\n"


def test_las_dos_fechas_del_plan_escritas_juntas_dicen_lo_mismo_que_aparte():
    for una in ejemplos.leer("002_plan_caja_honor_2023.json")["actividades"]:
        aparte = interpretar_dos_celdas(una["celdas"]["inicio"], una["celdas"]["fin"], 2023)
        juntas = interpretar(una["fecha_programada"], 2023)

        assert replace(juntas, notas=()) == replace(aparte, notas=())
        assert bool(juntas.notas) == bool(aparte.notas)


def test_los_cuatrimestres_estan_escritos_como_el_sistema_los_escribe():
    for una in ejemplos.leer("003_cronograma_rendicion_alcaldia_2021.json")["actividades"]:
        marcados = interpretar_marcas(una["cuatrimestres"], ClasePeriodo.CUATRIMESTRE, 2021)

        assert una["fecha_programada"] == escribir(marcados)
        assert interpretar(una["fecha_programada"], 2021) == marcados
