"""En qué sección del menú Participa se muestra cada actividad."""

import pytest

from cronograma.fila import Fila, Nombrado
from cronograma.programacion import interpretar
from cronograma.secciones import seccion_de
from estrategia.catalogos import Seccion


def fila(**datos):
    return Fila(
        **{"codigo": "01", "vigencia": 2026, "nombre": "x", "programacion": interpretar("", 2026)}
        | datos
    )


@pytest.mark.parametrize(
    ("datos", "seccion"),
    [
        ({"seccion": "control", "es_rendicion": True}, Seccion.CONTROL),
        ({"fases": (Nombrado("diagnostico", "Diagnóstico"),)}, Seccion.DIAGNOSTICO),
        ({"es_rendicion": True, "nombre": "Consulta de temas"}, Seccion.RENDICION),
        ({"es_participacion": True, "nombre": "Encuesta de satisfacción"}, Seccion.CONSULTA),
        ({"es_participacion": True, "nombre": "Reconocimiento a veedores"}, Seccion.CONTROL),
        ({"es_participacion": True, "nombre": "Mesa de trabajo con proveedores"}, Seccion.COLABORACION),
        ({"es_participacion": True, "nombre": "Otra cosa"}, Seccion.CONSULTA),
        ({"es_participacion": True, "es_rendicion": True, "nombre": "Otra"}, Seccion.RENDICION),
    ],
    ids=["puesta", "fase", "rendicion", "consulta", "control", "colaboracion", "sin-pista", "ambas"],
)  # fmt: skip
def test_seccion_manda_la_puesta_y_si_no_se_propone(datos, seccion):
    assert seccion_de(fila(**datos)) is seccion
