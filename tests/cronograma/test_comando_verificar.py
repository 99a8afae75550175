"""La orden `verificar`: lo que imprime, el código con que sale y sus frases de error."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from seguimiento import ejemplos
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
)

pytestmark = pytest.mark.django_db

SANATORIO = """\
Sanatorio de Contratación Empresa Social del Estado · \
Estrategia de participación ciudadana en la gestión pública (2022)

ADVERTENCIAS (1)
  - Ninguna actividad es de la fase «Diagnóstico participativo». \
Programe una o marque esa fase en la que ya la cumple.
"""


def cargar(nombre):
    datos = ejemplos.leer(nombre)
    entidad, estrategia, _ = ejemplos.cargar(datos)
    por = crear_usuario(entidad=entidad)
    ejemplos.publicar(estrategia, datos["documento"], por=por, ahora=AHORA)
    return estrategia


def verificar(**opciones) -> str:
    salida = StringIO()
    call_command("verificar", stdout=salida, **opciones)
    return salida.getvalue()


def estrategia_sin_nada_que_bloquee():
    estrategia = crear_estrategia(formato="cronograma")
    crear_actividad(
        estrategia=estrategia,
        fecha_programada="Mensual",
        presencial=True,
        dependencias=[crear_dependencia(entidad=estrategia.entidad)],
    )
    return estrategia


def test_verificar_escribe_la_lista_y_sale_con_cero_si_nada_bloquea():
    cargar("001_estrategia_sanatorio_contratacion_2022.json")

    assert verificar(entidad="sanatorio-contratacion", vigencia="2022") == SANATORIO


def test_verificar_sale_con_uno_si_algo_bloquea_y_dice_por_que():
    cargar("003_cronograma_rendicion_alcaldia_2021.json")
    salida = StringIO()

    with pytest.raises(CommandError) as error:
        call_command("verificar", entidad="alcaldia-municipal", vigencia="2021", stdout=salida)

    titulos = [linea for linea in salida.getvalue().splitlines() if linea and linea[0] != " "][1:]
    assert titulos == ["BLOQUEAN, SALVO QUE SE ESCRIBA UNA RAZÓN (4)", "ADVERTENCIAS (3)"]
    assert str(error.value) == (
        "La estrategia tiene 4 problemas que impiden presentarla al Comité."
    )
    assert error.value.returncode == 1


def test_verificar_como_json():
    estrategia = cargar("001_estrategia_sanatorio_contratacion_2022.json")

    assert json.loads(
        verificar(entidad="sanatorio-contratacion", vigencia=2022, como_json=True)
    ) == {
        "entidad": "sanatorio-contratacion",
        "vigencia": 2022,
        "estrategia": "participacion",
        "bloquean": 0,
        "problemas": [
            {
                "codigo": "fase_sin_actividad",
                "gravedad": "advierte",
                "texto": "Ninguna actividad es de la fase «Diagnóstico participativo». Programe una "
                "o marque esa fase en la que ya la cumple.",
                "actividad": None,
                "campo": "",
                "razon": "",
                "enlace": f"/admin/estrategia/estrategia/{estrategia.pk}/change/",
                "bloquea": False,
            }
        ],
    }


def test_verificar_escribe_el_json_tambien_cuando_sale_con_uno():
    cargar("003_cronograma_rendicion_alcaldia_2021.json")
    salida = StringIO()

    with pytest.raises(CommandError):
        call_command("verificar", "--entidad=alcaldia-municipal", "--vigencia=2021", "--json",
                     stdout=salida)  # fmt: skip

    assert json.loads(salida.getvalue())["bloquean"] == 4


def test_verificar_no_revisa_una_estrategia_sin_actividades():
    estrategia = crear_estrategia()

    with pytest.raises(CommandError, match="no tiene actividades: no hay nada que revisar"):
        verificar(entidad=estrategia.entidad.slug, vigencia=2026)


@pytest.mark.parametrize(
    ("opciones", "frase"),
    [
        ({}, "Indique la entidad con --entidad. Las que hay: huila."),
        ({"entidad": "hulia"}, "No existe la entidad «hulia». Las que hay: huila."),
        ({"entidad": "huila"}, "Indique el año con --vigencia, por ejemplo --vigencia 2026."),
        (
            {"entidad": "huila", "vigencia": "dosmil"},
            "La vigencia «dosmil» no es un año entre 2000 y 2100.",
        ),
        (
            {"entidad": "huila", "vigencia": "2025"},
            "Huila no tiene estrategia de 2025. Las tiene de: 2026.",
        ),
        (
            {"entidad": "huila", "vigencia": "2026"},
            "Huila tiene varias estrategias en 2026: elija una con --estrategia. Las que hay: "
            "participacion («Plan»); rendicion («Rendición»).",
        ),
        (
            {"entidad": "huila", "vigencia": "2026", "estrategia": "paac"},
            "El tipo de estrategia «paac» no existe: escriba participacion, rendicion, combinada.",
        ),
        (
            {"entidad": "huila", "vigencia": "2026", "estrategia": "combinada"},
            "Huila no tiene en 2026 una estrategia de ese tipo. Las que hay: participacion "
            "(«Plan»); rendicion («Rendición»).",
        ),
    ],
)
def test_verificar_dice_con_una_frase_lo_que_esta_mal_pedido(opciones, frase):
    entidad = crear_entidad(nombre="Huila", slug="huila")
    crear_estrategia(entidad=entidad, tipo="participacion", nombre="Plan")
    crear_estrategia(entidad=entidad, tipo="rendicion", nombre="Rendición")

    with pytest.raises(CommandError) as error:
        verificar(**opciones)
    assert str(error.value) == frase
