"""La fila es un valor: se congela en JSON y vuelve idéntica."""

import json
from dataclasses import replace
from datetime import date

from cronograma.fila import Celda, Fila, Nombrado, Responsable
from cronograma.programacion import Programacion, Tipo

JUNIO = Programacion(tipo=Tipo.FECHA, inicio=date(2022, 6, 1), fin=date(2022, 6, 1))

COMPLETA = Fila(
    codigo="05",
    vigencia=2022,
    numero="5",
    orden=5,
    nombre="Audiencia de Rendición de cuentas",
    bloque="2",
    elemento="dialogo",
    es_rendicion=True,
    fases=(Nombrado("ejecucion_rdc", "Ejecución"),),
    grupos=("Ciudadanía en general",),
    instancias=("Asociación de usuarios",),
    metas_institucionales=(Nombrado("PA-12", "Realizar la audiencia pública anual"),),
    dependencias=(
        Responsable("Equipo Líder", "", es_lider=True),
        Responsable("Servicio de Información", "SIAU", es_lider=False),
    ),
    presencial=True,
    fecha_programada="01 de Junio de 2022",
    programacion=JUNIO,
    celdas={"presencial": Celda("x", valor=True)},
    extras={"Presupuesto": "$ 0"},
)


def test_fila_congelada_vuelve_identica():
    congelada = json.loads(json.dumps(COMPLETA.como_dict()))

    assert Fila.desde_dict(congelada) == COMPLETA


def test_una_fila_congelada_antes_del_catalogo_de_metas_se_sigue_leyendo():
    congelada = COMPLETA.como_dict()
    del congelada["metas_institucionales"]

    assert Fila.desde_dict(congelada) == replace(COMPLETA, metas_institucionales=())


def test_fila_lider_es_la_dependencia_marcada():
    assert COMPLETA.lider == Responsable("Equipo Líder", "", es_lider=True)


def test_fila_sin_dependencias_no_tiene_lider():
    assert Fila(codigo="1", vigencia=2022, nombre="Foro", programacion=JUNIO).lider is None


def test_responsable_se_nombra_por_su_sigla_si_la_tiene():
    nombres = [una.nombre_corto for una in COMPLETA.dependencias]

    assert nombres == ["Equipo Líder", "SIAU"]
