"""Las metas institucionales: su código, sus ODS, y la tabla con que llegan."""

import pytest
import tablib
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from estrategia.catalogos import ODS
from estrategia.models import MetaInstitucional
from estrategia.resources import MetaResource
from tests.factories import crear_entidad, crear_usuario

pytestmark = pytest.mark.django_db

TITULOS = [
    "Entidad",
    "Código",
    "Meta",
    "Instrumento de planeación",
    "ODS",
    "Derechos",
    "Activa",
]


@pytest.fixture
def entidad():
    return crear_entidad(slug="hospital", nombre="Hospital")


@pytest.fixture
def planeacion(entidad):
    return crear_usuario(rol="planeacion", entidad=entidad)


def crear_meta(entidad, **datos):
    return MetaInstitucional.objects.create(
        **{"entidad": entidad, "codigo": "PA-1", "texto": "Atender"} | datos
    )


def tabla(*filas, titulos=TITULOS):
    return tablib.Dataset(*filas, headers=titulos)


def importar(usuario, datos):
    return MetaResource(usuario=usuario).import_data(datos, user=usuario)


def errores(resultado):
    de_fila = [str(error.error) for _, suyos in resultado.row_errors() for error in suyos]
    invalidas = [frase for fila in resultado.invalid_rows for frase in fila.error.messages]
    return de_fila + invalidas


def test_una_meta_dice_sus_ods_con_nombre(entidad):
    meta = crear_meta(entidad, ods=[3, 16])

    assert meta.nombres_de_ods == [
        "3. Salud y bienestar",
        "16. Paz, justicia e instituciones sólidas",
    ]
    assert len(ODS) == 17


@pytest.mark.parametrize("ods", [[0], [18], ["3"], [16, 3], [3, 3], "3"])
def test_unos_ods_que_no_son_una_lista_ordenada_del_1_al_17_se_rechazan(entidad, ods):
    with pytest.raises(ValidationError, match="ODS"):
        MetaInstitucional(entidad=entidad, codigo="1", texto="Meta", ods=ods).full_clean()


def test_el_codigo_no_se_repite_en_la_entidad_aunque_cambie_la_letra(entidad):
    crear_meta(entidad, codigo="PA-1")
    crear_meta(crear_entidad(), codigo="PA-1")

    with pytest.raises(IntegrityError), transaction.atomic():
        crear_meta(entidad, codigo="pa-1")


def test_la_tabla_agrega_y_corrige_por_codigo(entidad, planeacion):
    crear_meta(entidad, codigo="PA-1", texto="Antes")

    resultado = importar(
        planeacion,
        tabla(
            ["hospital", "PA-1", "Después", "Plan de Acción", "3; 16", "Salud", "Sí"],
            ["hospital", "PA-2", "Otra", "", "", "", ""],
        ),
    )

    assert errores(resultado) == []
    assert list(
        MetaInstitucional.objects.values_list(
            "codigo", "texto", "instrumento", "ods", "derechos", "activa"
        )
    ) == [
        ("PA-1", "Después", "Plan de Acción", [3, 16], "Salud", True),
        ("PA-2", "Otra", "", [], "", True),
    ]


def test_quien_es_de_una_entidad_puede_omitir_la_columna(planeacion):
    importar(planeacion, tabla(["PA-1", "Atender"], titulos=["Código", "Meta"]))

    assert MetaInstitucional.objects.get().entidad == planeacion.entidad


def test_lo_exportado_vuelve_y_no_cambia_nada(entidad, planeacion):
    crear_meta(entidad, texto="=1+1", ods=[3, 16], derechos="'Salud", activa=False)

    salida = MetaResource(usuario=planeacion).export()
    resultado = importar(planeacion, tabla(*salida, titulos=salida.headers))

    assert salida.headers == TITULOS
    assert salida[0] == ("hospital", "PA-1", "'=1+1", "", "3; 16", "''Salud", "No")
    assert (errores(resultado), resultado.totals["skip"]) == ([], 1)


@pytest.mark.parametrize(
    ("fila", "frase"),
    [
        (["hospital", "1", "M", "", "18", "", ""], "«18» no es un ODS"),
        (["hospital", "1", "M", "", "salud", "", ""], "«salud» no es un ODS"),
        (["hospital", "1", "M", "", "", "", "tal vez"], "«tal vez» no es sí ni no"),
        (["otra", "1", "M", "", "", "", ""], "«otra» no es la dirección corta"),
        (["hospital", "", "M", "", "", "", ""], "no puede estar en blanco"),
    ],
)
def test_lo_que_no_se_entiende_es_un_error_de_su_fila(planeacion, fila, frase):
    resultado = importar(planeacion, tabla(fila))

    assert frase in " ".join(errores(resultado))
    assert not MetaInstitucional.objects.exists()


def test_no_se_alcanza_la_entidad_de_otro(planeacion):
    crear_meta(crear_entidad(slug="alcaldia"))

    resultado = importar(planeacion, tabla(["alcaldia", "PA-1", "Robada", "", "", "", ""]))

    assert "«alcaldia» no es la dirección corta" in errores(resultado)[0]
    assert MetaInstitucional.objects.get().texto == "Atender"
    assert len(MetaResource(usuario=planeacion).export()) == 0


def test_un_numero_de_excel_tambien_es_un_ods(planeacion):
    importar(planeacion, tabla(["", "1", "M", "", 16.0, "", ""]))

    assert MetaInstitucional.objects.get().ods == [16]
