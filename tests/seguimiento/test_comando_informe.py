"""`manage.py informe` y el primer trimestre del Sanatorio, leído de vuelta en HTML, PDF y Excel."""

import io
import subprocess

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from seguimiento import ejemplos
from seguimiento.ejemplos_de_avance import cargar_avances
from seguimiento.informes.lectura import leer_suelto
from tests.factories.cortes import AHORA, HOY, SANATORIO, cargar_sanatorio
from tests.factories.informes_emitidos import crear_estrategia_con_corte

pytestmark = pytest.mark.django_db

FRASE = "A 31/03/2022 se cumplieron 0 de las 6 actividades de las que ya se esperaba algo. El cumplimiento {} es 0 %: crítico."  # fmt: skip


def ordenar(salida, **cambios):
    opciones = {"entidad": "sanatorio-contratacion", "vigencia": "2022", "periodo": "T1", "tipo": "seguimiento", "como": "html"}  # fmt: skip
    dicho = io.StringIO()
    call_command("informe", str(salida), **opciones | cambios, stdout=dicho)
    return dicho.getvalue().strip()


@pytest.fixture
def sanatorio():
    estrategia = cargar_sanatorio()
    usuarios = ejemplos.crear_usuarios(estrategia.entidad, "clave-de-prueba")
    cargar_avances(estrategia, ejemplos.leer(SANATORIO), usuarios=usuarios, ahora=AHORA, hoy=HOY)
    return estrategia


def corrido(texto):
    return " ".join(texto.split())


@pytest.mark.pdf
def test_el_primer_trimestre_del_sanatorio_dice_cero_por_ciento_en_las_tres_salidas(
    sanatorio, tmp_path
):
    for como in ("html", "pdf", "xlsx"):
        ordenar(tmp_path / f"informe.{como}", como=como)

    pagina = corrido((tmp_path / "informe.html").read_text("utf-8"))
    orden = ["pdftotext", str(tmp_path / "informe.pdf"), "-"]
    impreso = corrido(subprocess.run(orden, capture_output=True, check=True).stdout.decode())
    libro = openpyxl.load_workbook(tmp_path / "informe.xlsx")
    escrito = {celda.value for fila in libro["Informe"]["B"] for celda in [fila]}

    for cifra in ("reportado", "aceptado"):
        frase = FRASE.format(cifra)
        assert frase in pagina
        assert frase in impreso
        assert frase in {corrido(texto) for texto in escrito if texto}
    cumplimiento = libro["Cumplimiento"]
    assert [[c.value for c in fila] for fila in cumplimiento["A6:F7"]] == [
        ["Reportado por las dependencias", 0, 0, 6, 0, "crítico"],
        ["Aceptado por planeación", 0, 0, 6, 0, "crítico"],
    ]
    assert [fila[7].value for fila in libro["Actividades"].iter_rows(min_row=6)] == [
        "—", 0, 0, 0, 0, 0, 0, "—", "—",
    ]  # fmt: skip


def test_la_hoja_oficial_lleva_el_avance_y_las_observaciones_de_la_entidad(sanatorio, tmp_path):
    ordenar(tmp_path / "informe.xlsx", como="xlsx")

    hoja = openpyxl.load_workbook(tmp_path / "informe.xlsx")["Estrategia"]

    titulos = [celda.value for celda in hoja[5]]
    avance, observacion = (
        titulos.index("AVANCE ALCANZADO"),
        titulos.index("Observaciones primer trimestre"),
    )
    filas = list(hoja.iter_rows(min_row=7, max_row=15, values_only=True))
    datos = ejemplos.leer(SANATORIO)["actividades"]
    assert [(f[avance] or "").replace("\xa0", "") for f in filas] == [
        una["celdas"]["avance:T1"] for una in datos
    ]
    assert [f[observacion] for f in filas] == [una["celdas"]["observacion:T1"] for una in datos]


def test_en_el_segundo_trimestre_las_seis_siguen_y_la_columna_de_observaciones_es_la_suya(
    sanatorio,
):
    leido = leer_suelto(sanatorio, "T2", "seguimiento", hoy=HOY)

    assert leido.escrito.tabla("Estados").textos[:2] == (
        ("Programada", "0", "Alguno de sus días cae en el periodo"),
        ("Rezagada", "6", "Debía estar cumplida antes y no llegó al 100 %"),
    )
    assert "Observaciones segundo trimestre" in [
        columna.titulo for columna in leido.escrito.tabla("Matriz").columnas
    ]


def test_la_lectura_por_cuatrimestre_va_en_el_formato_que_los_tiene(sanatorio):
    leido = leer_suelto(sanatorio, "C1", "seguimiento", hoy=HOY)

    matriz = leido.escrito.tabla("Matriz")
    primero = [c.titulo for c in matriz.columnas].index("1")
    assert matriz.columnas[primero].grupo == "Cuatrimestre"
    assert [fila[primero] for fila in matriz.textos] == ["", *["X\n0\xa0%"] * 6, "", ""]
    assert "Es otra lectura del año" in dict(leido.escrito.portada.datos)["Corte"]


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        (
            {"tipo": None},
            "Indique el tipo de informe con --tipo: seguimiento, estrategia, control.",
        ),
        ({"tipo": "otro"}, "No hay un tipo de informe «otro»"),
        ({"como": "odt"}, "No hay un formato «odt»: elija pdf, xlsx, docx, html."),
        ({"periodo": None}, "Indique el periodo con --periodo"),
        ({"periodo": "T9"}, "No existe el trimestre 9"),
        ({"entidad": "nadie"}, "No existe la entidad «nadie»"),
        ({"como": "docx"}, "Ese informe no sale en «docx»: elija pdf, xlsx, html."),
    ],
)
def test_lo_que_falta_o_no_existe_se_dice_con_una_frase(tmp_path, cambios, frase):
    cargar_sanatorio()

    with pytest.raises(CommandError) as error:
        ordenar(tmp_path / "x", **cambios)

    assert frase in str(error.value)
    assert not (tmp_path / "x").exists()


def test_con_varias_estrategias_en_el_anio_se_pide_el_tipo(tmp_path):
    una = crear_estrategia_con_corte(tipo="participacion")
    crear_estrategia_con_corte(tipo="rendicion", entidad=una.entidad)
    de_que = {"entidad": una.entidad.slug, "vigencia": "2026", "tipo": "estrategia"}

    with pytest.raises(CommandError, match="elija una con --estrategia"):
        ordenar(tmp_path / "x.html", **de_que)

    dicho = ordenar(tmp_path / "x.html", **de_que, estrategia="rendicion")
    assert dicho.endswith(
        "Evaluación de la estrategia, 1.er trimestre de 2026. Borrador: las cifras pueden cambiar."
    )
