"""La orden `interpretar`: qué entra, qué sale y cómo dice lo que falta."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

ENCABEZADO = [
    "expresion",
    "vigencia",
    "tipo",
    "inicio",
    "fin",
    "periodicidad",
    "ocurrencias",
    "trimestres",
    "notas",
]


class Entrada:
    """Lo que llega por la entrada estándar."""

    def __init__(self, contenido):
        self.buffer = io.BytesIO(contenido.encode())


@pytest.fixture
def interpretar(tmp_path):
    def correr(contenido, **opciones):
        archivo = tmp_path / "expresiones"
        archivo.write_bytes(contenido if isinstance(contenido, bytes) else contenido.encode())
        salida = io.StringIO()
        call_command("interpretar", str(archivo), stdout=salida, **opciones)
        return list(csv.reader(io.StringIO(salida.getvalue())))

    return correr


def test_una_expresion_por_linea(interpretar):
    filas = interpretar("ene-22\n1er Cuatrimestre de 2022\nMensual\nPor demanda\n", vigencia=2022)

    assert filas == [
        ENCABEZADO,
        ["ene-22", "2022", "mes", "2022-01-01", "2022-01-31", "", "", "1", ""],
        [
            "1er Cuatrimestre de 2022",
            "2022",
            "cuatrimestre",
            "2022-01-01",
            "2022-04-30",
            "",
            "",
            "1,2",
            "",
        ],
        [
            "Mensual",
            "2022",
            "periodica",
            "2022-01-01",
            "2022-12-31",
            "mensual",
            "12",
            "1,2,3,4",
            "",
        ],
        ["Por demanda", "2022", "por_demanda", "", "", "", "", "", ""],
    ]


def test_una_linea_vacia_tambien_es_una_fila(interpretar):
    filas = interpretar("ene-22\r\n\r\nfeb-22", vigencia=2022)

    assert [fila[0] for fila in filas[1:]] == ["ene-22", "", "feb-22"]


@pytest.mark.parametrize(
    "contenido",
    [
        "expresion,vigencia,fuente\nene-22,2022,x\n20-feb-22,2023,y\n",
        "\ufeffexpresion;vigencia\nene-22;2022\n20-feb-22;2023\n",
        "fuente\tVigencia\tEXPRESIÓN\r\nx\t2022\tene-22\r\ny\t2023\t20-feb-22\r\n",
        '"expresion","vigencia"\n"ene-22","2022"\n\n"20-feb-22","2023"\n',
        "expresión;vigencia\nene-22;2022\n20-feb-22;2023\n".encode("cp1252"),
    ],
    ids=["comas", "punto y coma con BOM", "tabuladores y tildes", "comillas", "Windows"],
)
def test_un_csv_se_reconoce_por_su_encabezado(interpretar, contenido):
    filas = interpretar(contenido)

    assert [fila[:5] for fila in filas[1:]] == [
        ["ene-22", "2022", "mes", "2022-01-01", "2022-01-31"],
        ["20-feb-22", "2023", "fecha", "2022-02-20", "2022-02-20"],
    ]
    assert filas[2][8] == "Cae fuera de la vigencia 2023: dice 2022. Revise si es una errata."


def test_una_celda_de_varias_lineas_es_una_sola_fila(interpretar):
    filas = interpretar('expresion,vigencia\n"16 de abril\ny 30 de septiembre",2022\n')

    assert [fila[2:5] for fila in filas[1:]] == [["fecha", "2022-04-16", "2022-09-30"]]


def test_la_columna_manda_y_la_opcion_completa(interpretar):
    filas = interpretar("expresion,vigencia\nenero,2021\nenero,\n", vigencia=2022)

    assert [fila[3] for fila in filas[1:]] == ["2021-01-01", "2022-01-01"]


def test_las_notas_van_juntas(interpretar):
    filas = interpretar("Diciembe\n", vigencia=2022)

    assert (
        filas[1][8] == "Sin año: se tomó el de la vigencia, 2022. | «Diciembe» se leyó «diciembre»."
    )


@pytest.mark.parametrize(
    "orden", [["interpretar"], ["interpretar", "-"]], ids=["sin archivo", "con guion"]
)
def test_lee_la_entrada_estandar(monkeypatch, capsys, orden):
    monkeypatch.setattr("sys.stdin", Entrada("Permanente\n"))

    call_command(*orden, vigencia=2022, csv=True)

    assert (
        capsys.readouterr()
        .out.splitlines()[1]
        .startswith("Permanente,2022,vigencia,2022-01-01,2022-12-31")
    )


@pytest.mark.parametrize(
    ("contenido", "opciones", "frase"),
    [
        (
            "ene-22\n",
            {},
            "Fila 1: falta la vigencia. Escriba «--vigencia AAAA» o llene la columna «vigencia».",
        ),
        ("expresion\nene-22\n", {}, "Fila 2: falta la vigencia"),
        ("expresion,vigencia\nene-22,\n", {}, "Fila 2: falta la vigencia"),
        (
            "expresion,vigencia\nene-22,22\n",
            {},
            "Fila 2: la vigencia «22» no es un año. Escriba cuatro cifras: 2022.",
        ),
        ("ene-22\n", {"vigencia": 22}, "la vigencia «22» no es un año"),
    ],
    ids=[
        "texto sin vigencia",
        "csv sin columna",
        "csv sin valor",
        "vigencia corta",
        "opción corta",
    ],
)
def test_lo_que_falta_se_dice_con_una_frase(interpretar, contenido, opciones, frase):
    with pytest.raises(CommandError, match=frase):
        interpretar(contenido, **opciones)


def test_un_archivo_que_no_esta():
    with pytest.raises(CommandError, match=r"No se pudo leer «no-esta\.csv»"):
        call_command("interpretar", "no-esta.csv", vigencia=2022)
