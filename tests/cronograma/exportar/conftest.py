"""Los cuatro documentos de `fixtures/` como valores, sin base de datos."""

import dataclasses
import json
from datetime import date
from pathlib import Path

import pytest

from cronograma.documento import Documento, Firmante
from cronograma.fila import Celda, Fila, Nombrado, Responsable
from cronograma.formatos import FORMATOS, casillas, valores
from cronograma.programacion import interpretar
from estrategia.catalogos import FASES

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
DOCUMENTOS = {
    "cronograma": "000_cronograma_huhmp_2022",
    "estrategia": "001_estrategia_sanatorio_contratacion_2022",
    "plan": "002_plan_caja_honor_2023",
    "rendicion": "003_cronograma_rendicion_alcaldia_2021",
}
NOMBRE_DE_FASE = {fase.codigo: fase.nombre for fase in FASES}
CASILLAS = (
    "politica objetivo_estrategico objetivo_dependencia iniciativa objetivos marco_legal"
    " responsables version_documento"
).split()


def leer(nombre_formato):
    """El documento de `fixtures/` que está en ese formato, con lo que decía cada celda."""
    datos = json.loads((FIXTURES / f"{DOCUMENTOS[nombre_formato]}.json").read_text("utf-8"))
    formato, estrategia = FORMATOS[nombre_formato], datos["estrategia"]
    filas = tuple(
        fila_con_celdas(formato, orden, actividad, estrategia["vigencia"])
        for orden, actividad in enumerate(datos["actividades"], start=1)
    )
    documento = Documento(
        entidad=datos["entidad"]["nombre"],
        vigencia=estrategia["vigencia"],
        tipo=estrategia["tipo"],
        nombre=estrategia["nombre"],
        casillas={campo: estrategia.get(campo, "") for campo in CASILLAS}
        | {"fecha_documento": dia(estrategia["fecha_documento"])},
        filas=filas,
        firmas=tuple(firma(una) for una in estrategia["firmas"]),
    )
    leidas = casillas.celdas_leidas(formato, documento, estrategia["encabezado"])
    return dataclasses.replace(
        documento, celdas={clave: Celda(**celda) for clave, celda in leidas.items()}
    )


def firma(datos):
    return Firmante(
        datos["papel"], datos["nombre"], datos.get("cargo", ""), dia(datos.get("fecha"))
    )


def dia(texto):
    return date.fromisoformat(texto) if texto else None


def fila_con_celdas(formato, orden, actividad, vigencia):
    fila = fila_sin_celdas(orden, actividad, vigencia)
    # El archivo calla las celdas vacías, que también se leyeron.
    textos = {columna.clave: "" for columna in formato.columnas} | actividad["celdas"]
    leidas = valores.celdas_leidas(formato.columnas, fila, textos)
    return dataclasses.replace(
        fila, celdas={clave: Celda(**celda) for clave, celda in leidas.items()}
    )


def fila_sin_celdas(orden, actividad, vigencia):
    ajenos = {"celdas", "avances", "cuatrimestres"}
    propios = {clave: valor for clave, valor in actividad.items() if clave not in ajenos}
    return Fila(
        **propios
        | {
            "codigo": f"{orden:02d}",
            "orden": orden,
            "vigencia": vigencia,
            "fases": tuple(
                Nombrado(codigo, NOMBRE_DE_FASE[codigo]) for codigo in actividad.get("fases", ())
            ),
            "grupos": tuple(actividad.get("grupos", ())),
            "instancias": tuple(actividad.get("instancias", ())),
            "dependencias": tuple(
                Responsable(nombre, "", not lugar)
                for lugar, nombre in enumerate(actividad.get("dependencias", ()))
            ),
            "programacion": interpretar(actividad.get("fecha_programada", ""), vigencia),
        }
    )


@pytest.fixture(scope="session", params=DOCUMENTOS)
def oficial(request):
    """Uno por uno: el formato, el documento y la hoja original de la entidad."""
    formato = FORMATOS[request.param]
    original = FIXTURES / "hojas" / f"{DOCUMENTOS[request.param]}.xlsx"
    return formato, leer(request.param), original


@pytest.fixture(scope="session")
def hospital():
    """El cronograma del hospital, con sus 19 actividades."""
    return leer("cronograma")


@pytest.fixture
def fila():
    """Una actividad escrita a mano, sin hoja de donde venga."""
    return fila_sin_celdas(
        1,
        {
            "nombre": "Audiencia pública",
            "numero": "1",
            "es_rendicion": True,
            "presencial": True,
            "fecha_programada": "1er Cuatrimestre",
            "dependencias": ["Oficina Asesora de Planeación", "SIAU"],
        },
        2026,
    )


@pytest.fixture
def documento(fila):
    """Un documento de una sola actividad."""
    return Documento(
        entidad="Alcaldía de Ejemplo",
        vigencia=2026,
        tipo="combinada",
        nombre="Estrategia de participación",
        filas=(fila,),
    )


@pytest.fixture(scope="session")
def leer_documento():
    """Para pedir por su formato uno de los cuatro documentos."""
    return leer
