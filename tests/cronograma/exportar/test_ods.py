import io
import subprocess
import zipfile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from cronograma.exportar.excel import excel
from cronograma.exportar.ods import TIPO, ods
from cronograma.formatos import FORMATOS

from .test_excel import combinadas_de, con_fila, textos_de


def filas_de(contenido):
    hoja = CalamineWorkbook.from_filelike(io.BytesIO(contenido)).get_sheet_by_index(0)
    return hoja.to_python(skip_empty_area=False)


def test_el_ods_dice_lo_mismo_que_el_excel(oficial):
    formato, documento, _ = oficial

    assert filas_de(ods(documento, formato)) == filas_de(excel(documento, formato))


def test_el_ods_empieza_por_su_tipo_sin_comprimir(hospital):
    with zipfile.ZipFile(io.BytesIO(ods(hospital, FORMATOS["cronograma"]))) as libro:
        primera = libro.infolist()[0]
        assert (primera.filename, primera.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert libro.read("mimetype").decode() == TIPO


@pytest.mark.parametrize(
    "texto", ["=1+1", "dos  blancos", " borde ", "uno\ndos", "<&>", "\x01malo"]
)
def test_todo_texto_se_conserva(documento, texto):
    contenido = ods(con_fila(documento, 0, objetivo=texto), FORMATOS["cronograma"])

    assert filas_de(contenido)[4][6] == texto.replace("\x01", "")


@pytest.fixture(scope="module")
def libreoffice():
    orden = subprocess.run(["which", "soffice"], capture_output=True, text=True, check=False)
    if orden.returncode:
        pytest.skip("no está LibreOffice (soffice)")
    return orden.stdout.strip()


@pytest.mark.parametrize(("extension", "escribir"), [("ods", ods), ("xlsx", excel)])
def test_libreoffice_abre_el_archivo_con_la_hoja_de_la_entidad(
    oficial, extension, escribir, libreoffice, tmp_path
):
    formato, documento, original = oficial
    archivo = tmp_path / f"hoja.{extension}"
    archivo.write_bytes(escribir(documento, formato))

    subprocess.run(
        [
            *(libreoffice, f"-env:UserInstallation=file://{tmp_path}/perfil", "--headless"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML"),
            *("--outdir", tmp_path / "vuelta", archivo),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    hoja = openpyxl.load_workbook(tmp_path / "vuelta" / "hoja.xlsx").active
    esperada = openpyxl.load_workbook(original).active
    assert textos_de(hoja) == textos_de(esperada)
    assert combinadas_de(hoja) == combinadas_de(esperada)
    assert hoja.page_setup.orientation == "landscape"
