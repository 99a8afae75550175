"""De los bytes a celdas con coordenadas; lo que no se puede leer se dice con una frase."""

import io
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from cronograma.importar.lectura import leer, leer_pegado
from cronograma.importar.libro import HojaIlegible
from tests.cronograma.importar.hojas_ajenas import bytes_de

SEMILLAS = Path(__file__).resolve().parents[3] / "fixtures/hojas"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def libro_con(*filas):
    libro = Workbook()
    for fila in filas:
        libro.active.append(fila)
    return libro


def celdas(libro):
    return {
        (celda.fila, celda.columna): celda.texto
        for hoja in libro.hojas
        for celda in hoja.celdas.values()
    }


# --- Lo que se ve ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("valor", "formato", "texto"),
    [
        (1.0, "General", "1"),
        (2.5, "General", "2,5"),
        (0.25, "0%", "25%"),
        (0.577, "0.0%", "57,7%"),
        (1500000, '"$" #,##0', "$ 1.500.000"),
        (7, "000", "007"),
        (date(2022, 1, 1), "mmm\\-yy", "ene-22"),
        (date(2022, 4, 16), "d\\-mmm\\-yy", "16-abr-22"),
        (date(2022, 4, 16), "mm-dd-yy", "16/04/2022"),
        (date(2022, 4, 16), "dd/mm/yyyy", "16/04/2022"),
        (date(2022, 6, 1), 'dd" de "mmmm" de "yyyy', "01 de junio de 2022"),
        (True, "General", "VERDADERO"),
    ],
)
def test_la_celda_es_lo_que_se_ve_en_pantalla(valor, formato, texto):
    libro = Workbook()
    libro.active["B2"] = valor
    libro.active["B2"].number_format = formato

    assert celdas(leer(bytes_de(libro), "hoja.xlsx")) == {(2, 2): texto}


def test_de_una_formula_se_toma_el_resultado_guardado_y_se_dice_el_que_falta():
    libro = Workbook()
    libro.active["A1"] = "Actividad"
    libro.active["A2"] = "=1+1"

    leido = leer(bytes_de(libro), "hoja.xlsx")

    assert leido.hojas[0].celdas[2, 1].sin_calcular
    assert "1 fórmulas no traen resultado guardado" in leido.avisos[0]


def test_las_macros_no_se_miran_y_se_dice():
    datos = io.BytesIO(bytes_de(libro_con(["Actividad"])))
    with zipfile.ZipFile(datos, "a") as paquete:
        paquete.writestr("xl/vbaProject.bin", b"macros")

    assert leer(datos.getvalue(), "hoja.xlsm").avisos == [
        "El libro trae macros: no se ejecutaron ni se tuvieron en cuenta."
    ]


def test_un_comentario_no_es_texto_de_la_celda():
    libro = libro_con(["Actividad"])
    libro.active["A1"].comment = Comment("ojo", "alguien")

    assert celdas(leer(bytes_de(libro), "hoja.xlsx")) == {(1, 1): "Actividad"}


@pytest.mark.parametrize("codificacion", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separador", [",", ";", "\t"])
def test_un_csv_se_lee_con_cualquier_separador_y_codificacion(codificacion, separador):
    texto = f'Actividad{separador}Año\r\n"Diálogo{separador} foro"{separador}2024\r\n'

    leido = leer(texto.encode(codificacion), "plan.csv")

    assert celdas(leido) == {
        (1, 1): "Actividad", (1, 2): "Año", (2, 1): f"Diálogo{separador} foro", (2, 2): "2024",
    }  # fmt: skip


def test_un_texto_pegado_pierde_las_senales_de_formato_y_las_rayas():
    leido = leer_pegado("**Plan 2024**\n\nActividad\tFecha\n---\t---\n<b>Foro</b>\tMayo")

    assert celdas(leido) == {
        (1, 1): "Plan 2024", (3, 1): "Actividad", (3, 2): "Fecha", (5, 1): "Foro", (5, 2): "Mayo",
    }  # fmt: skip


def test_unas_comillas_sueltas_no_descuadran_la_tabla():
    leido = leer_pegado('Actividad\tMeta\nForo\t"Documento que identifique\nFeria\tOtro')

    assert celdas(leido)[3, 1] == "Feria"


# --- Los mismos libros, guardados por otro programa -----------------------------------------


@pytest.fixture(scope="module")
def reguardadas(tmp_path_factory):
    """Las cuatro hojas, vueltas a guardar por LibreOffice en tres formatos."""
    carpeta = tmp_path_factory.mktemp("reguardadas")
    hojas = [str(una) for una in sorted(SEMILLAS.glob("*.xlsx"))]
    for clase in ("ods", "xls", "xlsx"):
        orden = ["soffice", f"-env:UserInstallation=file://{carpeta}/perfil", "--headless"]
        try:
            subprocess.run(
                [*orden, "--convert-to", clase, "--outdir", str(carpeta / clase), *hojas],
                check=True, capture_output=True, timeout=180,
            )  # fmt: skip
        except FileNotFoundError:
            pytest.skip("no hay LibreOffice en este equipo")
    return carpeta


@pytest.mark.parametrize("clase", ["ods", "xls", "xlsx"])
@pytest.mark.parametrize("nombre", [una.stem for una in sorted(SEMILLAS.glob("*.xlsx"))])
def test_reguardada_por_libreoffice_se_lee_igual(reguardadas, nombre, clase):
    original = leer((SEMILLAS / f"{nombre}.xlsx").read_bytes(), f"{nombre}.xlsx")
    otra = leer((reguardadas / clase / f"{nombre}.{clase}").read_bytes(), f"{nombre}.{clase}")

    assert celdas(otra) == celdas(original)
    assert {tuple(a) for a in otra.hojas[0].areas} == {tuple(a) for a in original.hojas[0].areas}


# --- Lo que no se puede leer ----------------------------------------------------------------


def bomba():
    datos = io.BytesIO()
    with zipfile.ZipFile(datos, "w", zipfile.ZIP_DEFLATED) as paquete:
        paquete.writestr("xl/workbook.xml", b"<workbook/>")
        paquete.writestr("xl/worksheets/sheet1.xml", b" " * 40_000_000)
    return datos.getvalue()


def bomba_xml():
    datos = io.BytesIO()
    with zipfile.ZipFile(datos, "w") as paquete:
        paquete.writestr("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return datos.getvalue()


def otro_zip():
    datos = io.BytesIO()
    with zipfile.ZipFile(datos, "w") as paquete:
        paquete.writestr("leeme.txt", "hola")
    return datos.getvalue()


def ods_cifrado():
    datos = io.BytesIO()
    with zipfile.ZipFile(datos, "w") as paquete:
        paquete.writestr("content.xml", b"\x00\x01")
        paquete.writestr("META-INF/manifest.xml", b"<manifest:encryption-data/>")
    return datos.getvalue()


@pytest.mark.parametrize(
    ("archivo", "nombre", "frase"),
    [
        (b"", "a.xlsx", "El archivo está vacío."),
        (b"   \n", "a.csv", "El archivo está vacío."),
        (b"esto no es un libro", "a.xlsx", "no es una hoja de cálculo"),
        (b"%PDF-1.7 ...", "a.xlsx", "El archivo es un PDF"),
        (b"<html><table></table></html>", "a.xls", "por dentro es una página web"),
        (b"PK\x03\x04 roto", "a.xlsx", "incompleto o dañado"),
        (otro_zip(), "a.xlsx", "no es una hoja de cálculo"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "protegido con contraseña"),
        (OLE + b"\x00" * 600, "a.xls", "incompleto o dañado"),
        (ods_cifrado(), "a.ods", "protegido con contraseña"),
        (bomba(), "a.xlsx", "descomprimido, ocupa"),
        (bomba_xml(), "a.xlsx", "entidades XML"),
        (bytes(range(256)) * 20, "a.csv", "no es texto ni una hoja"),
        (bytes_de(Workbook()), "a.xlsx", "todas sus hojas están vacías"),
    ],
    ids=lambda valor: valor if isinstance(valor, str) and " " in valor else "",
)
def test_lo_que_no_se_puede_leer_se_dice_en_una_frase(archivo, nombre, frase):
    with pytest.raises(HojaIlegible, match=frase) as error:
        leer(archivo, nombre)

    assert str(error.value).endswith(".")
    assert "\n" not in str(error.value)


def test_demasiadas_filas_se_dicen_con_su_limite(settings):
    settings.PARTICIPA_IMPORTAR_MAX_FILAS = 50
    filas = [["Actividad", "Fecha"]] + [[f"Foro {n}", "Mayo"] for n in range(60)]

    with pytest.raises(HojaIlegible, match="son 61 y el límite es 50"):
        leer(bytes_de(libro_con(*filas)), "a.xlsx")
    with pytest.raises(HojaIlegible, match="son 61 y el límite es 50"):
        leer("\n".join(";".join(fila) for fila in filas).encode(), "a.csv")


def test_demasiadas_celdas_y_demasiado_peso_se_dicen(settings):
    settings.PARTICIPA_IMPORTAR_MAX_CELDAS = 10
    with pytest.raises(HojaIlegible, match="más de 10 celdas"):
        leer(bytes_de(libro_con(*[["a"] * 5] * 5)), "a.xlsx")
    settings.PARTICIPA_IMPORTAR_MAX_MB = 0
    with pytest.raises(HojaIlegible, match="el límite es 0 MB"):
        leer(b"Actividad;Fecha", "a.csv")
