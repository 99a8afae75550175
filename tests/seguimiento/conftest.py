"""Los documentos de ejemplo que las pruebas de aquí recorren uno por uno."""

import pytest
from django.apps import apps

from cronograma.formatos import FORMATOS
from seguimiento import ejemplos

# Los que traen hoja, con cuántas actividades tienen.
CON_HOJA = {
    "000_cronograma_huhmp_2022.json": 19,
    "001_estrategia_sanatorio_contratacion_2022.json": 9,
    "002_plan_caja_honor_2023.json": 19,
    "003_cronograma_rendicion_alcaldia_2021.json": 29,
}


@pytest.fixture(params=CON_HOJA)
def nombre(request):
    return request.param


@pytest.fixture
def datos(nombre):
    return ejemplos.leer(nombre)


@pytest.fixture
def cuantas(nombre):
    return CON_HOJA[nombre]


@pytest.fixture
def formato(datos):
    return FORMATOS[datos["estrategia"]["formato"]]


@pytest.fixture
def cuentas():
    """Cuántas filas hay de cada modelo, para comparar antes y después."""

    def contar():
        modelos = [
            modelo
            for app in ("estrategia", "cronograma", "seguimiento")
            for modelo in apps.get_app_config(app).get_models()
        ]
        return {modelo._meta.label: modelo.objects.count() for modelo in modelos}

    return contar
