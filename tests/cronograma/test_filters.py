"""Los filtros públicos: qué dejan pasar, qué ofrecen y qué rechazan con una frase."""

from pathlib import Path

import pytest
from django.http import QueryDict

from cronograma.filters import DIMENSIONES, FiltroDeActividades
from cronograma.publico import publicadas_de
from estrategia.models import Fase
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    publicar,
)

pytestmark = pytest.mark.django_db

RAIZ = Path(__file__).resolve().parents[2]


@pytest.fixture
def entidad():
    entidad = crear_entidad()
    estrategia = crear_estrategia(entidad=entidad)
    siau = crear_dependencia(entidad=entidad, nombre="Atención al usuario", sigla="SIAU")
    crear_actividad(
        estrategia=estrategia,
        codigo="01",
        nombre="Encuesta a los niños",
        es_participacion=True,
        virtual=True,
        fecha_programada="1er trimestre",
        dependencias=[siau],
        grupos=[crear_grupo(entidad=entidad, nombre="Niñez")],
        fases=[Fase.objects.get(codigo="diagnostico")],
    )
    crear_actividad(
        estrategia=estrategia,
        codigo="02",
        nombre="Audiencia pública de rendición",
        es_rendicion=True,
        presencial=True,
        virtual=True,
        fecha_programada="1 de junio de 2026",
        dependencias=[siau],
    )
    crear_actividad(
        estrategia=estrategia,
        codigo="03",
        nombre="Reuniones a solicitud",
        es_participacion=True,
        presencial=True,
        fecha_programada="Según solicitud",
        dependencias=[crear_dependencia(entidad=entidad, nombre="Gerencia")],
    )
    publicar(estrategia)
    return entidad


def filtro(entidad, consulta=""):
    return FiltroDeActividades(QueryDict(consulta), publicadas_de(entidad, 2026))


@pytest.mark.parametrize(
    ("consulta", "codigos"),
    [
        ("", ["01", "02", "03"]),
        ("estrategia=rendicion", ["02"]),
        ("estrategia=participacion", ["01", "03"]),
        ("estrategia=participacion&estrategia=rendicion", ["01", "02", "03"]),
        ("fase=diagnostico", ["01"]),
        ("grupo=ninez", ["01"]),
        ("modalidad=mixta", ["02"]),
        ("dependencia=atencion-al-usuario", ["01", "02"]),
        ("dependencia=atencion-al-usuario&modalidad=virtual", ["01"]),
        ("periodo=T1", ["01"]),
        ("periodo=M06", ["02"]),
        ("periodo=T1&periodo=T2", ["01", "02"]),
        ("periodo=por_demanda", ["03"]),
        ("q=NINOS", ["01"]),
        ("q=niños", ["01"]),
        ("q=rendición audiencia", ["02"]),
        ("q=siau", ["01", "02"]),
        ("q=siau&periodo=T2", ["02"]),
        ("q=&fase=&periodo=", ["01", "02", "03"]),
        ("q=   ", ["01", "02", "03"]),
        ("utm_source=correo&fbclid=abc", ["01", "02", "03"]),
        ("q=100%25", []),
    ],
)
def test_filtro_deja_pasar(entidad, consulta, codigos):
    puesto = filtro(entidad, consulta)

    assert puesto.reparos == []
    assert [publicada.codigo for publicada in puesto.qs] == codigos


def test_un_valor_oficial_que_nadie_usa_se_entiende_y_no_encuentra_nada(entidad):
    puesto = filtro(entidad, "fase=evaluacion_rdc")

    assert (puesto.reparos, list(puesto.qs)) == ([], [])
    assert [ficha.nombre for ficha in puesto.fichas] == ["Seguimiento y Evaluación"]


@pytest.mark.parametrize(
    ("consulta", "reparos"),
    [
        ("fase=xx", ["«xx» no es un valor de «Fase o etapa»."]),
        ("periodo=T9", ["«T9» no es un valor de «Cuándo»."]),
        ("periodo=T1&periodo=T9", ["«T9» no es un valor de «Cuándo»."]),
        ("fazes=diagnostico", ["No hay un filtro que se llame «fazes»."]),
        ("dependencia=otra", ["«otra» no es un valor de «Quién responde»."]),
    ],
)
def test_lo_que_no_se_entiende_se_dice(entidad, consulta, reparos):
    assert filtro(entidad, consulta).reparos == reparos


@pytest.mark.parametrize("texto", ["a" * 201, "a%00b"], ids=["largo", "nulo"])
def test_un_texto_imposible_se_dice(entidad, texto):
    (reparo,) = filtro(entidad, f"q={texto}").reparos

    assert reparo.startswith("Buscar: ")


def cuentas(puesto, parametro):
    (faceta,) = [faceta for faceta in puesto.facetas if faceta.parametro == parametro]
    return {o.codigo: o.cuantas for grupo in faceta.subgrupos for o in grupo.opciones}


def test_un_filtro_sin_valores_no_se_ofrece(entidad):
    ofrecidos = [faceta.parametro for faceta in filtro(entidad).facetas]

    assert ofrecidos == [
        "estrategia", "periodo", "grupo", "modalidad", "fase", "dependencia", "seccion",
    ]  # fmt: skip


def test_cada_valor_lleva_cuantas_quedarian_con_los_demas_filtros(entidad):
    sin_nada = filtro(entidad)
    con_otro = filtro(entidad, "dependencia=atencion-al-usuario")
    con_texto = filtro(entidad, "q=audiencia")

    assert cuentas(sin_nada, "estrategia") == {"participacion": 2, "rendicion": 1}
    assert cuentas(con_otro, "estrategia") == {"participacion": 1, "rendicion": 1}
    assert cuentas(con_otro, "dependencia") == {"atencion-al-usuario": 2, "gerencia": 1}
    assert cuentas(con_texto, "estrategia") == {"participacion": 0, "rendicion": 1}


def test_los_periodos_van_por_clase_y_en_orden(entidad):
    (faceta,) = [faceta for faceta in filtro(entidad).facetas if faceta.parametro == "periodo"]

    assert [(grupo.titulo, [o.codigo for o in grupo.opciones]) for grupo in faceta.subgrupos] == [
        ("Por trimestre", ["T1", "T2"]),
        ("Por cuatrimestre", ["C1", "C2"]),
        ("Por mes", ["M01", "M02", "M03", "M06"]),
        ("Sin fecha", ["por_demanda"]),
    ]


def test_cada_ficha_quita_solo_lo_suyo(entidad):
    puesto = filtro(entidad, "q=siau&periodo=T1&periodo=T2&fase=")

    assert [tuple(ficha) for ficha in puesto.fichas] == [
        ("Texto", "«siau»", "?periodo=T1&periodo=T2"),
        ("Cuándo", "1.er trimestre de 2026", "?q=siau&periodo=T2"),
        ("Cuándo", "2.º trimestre de 2026", "?q=siau&periodo=T1"),
    ]
    assert puesto.consulta == "?q=siau&periodo=T1&periodo=T2"


def test_al_quitar_la_ultima_ficha_no_queda_nada(entidad):
    (ficha,) = filtro(entidad, "periodo=T1").fichas

    assert ficha.sin_ella == "?"


def test_lo_que_si_se_entiende_se_puede_conservar(entidad):
    assert filtro(entidad, "periodo=T1&fase=xx&q=siau").consulta_valida == "?q=siau&periodo=T1"


def test_no_ofrece_nada_de_otra_entidad(entidad):
    otra = crear_estrategia()
    crear_actividad(
        estrategia=otra,
        dependencias=[crear_dependencia(entidad=otra.entidad, nombre="Ajena")],
    )
    publicar(otra)

    assert "ajena" not in cuentas(filtro(entidad), "dependencia")


def test_los_filtros_estan_en_la_documentacion():
    documentados = (RAIZ / "docs" / "paginas.md").read_text(encoding="utf-8")

    assert [uno for uno in ("q", *DIMENSIONES) if f"`{uno}`" not in documentados] == []
