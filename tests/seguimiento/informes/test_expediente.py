"""El expediente: todo lo que sostiene un informe, con la huella de cada pieza y sin lo que no se puede ver."""

import csv
import hashlib
import io
import json
import zipfile

import pytest

from seguimiento.exportar import informes as salidas
from seguimiento.models import Evidencia
from tests.factories import crear_usuario
from tests.factories.evaluacion import crear_evidencia, retirar
from tests.factories.informes_emitidos import (
    HOY,
    PDF_FIRMADO,
    crear_estrategia_con_corte,
    de_control,
    emitir,
    empezar,
    firmar,
)

pytestmark = pytest.mark.django_db

ACTA = b"contenido del acta"


@pytest.fixture
def estrategia(tmp_path):
    estrategia = crear_estrategia_con_corte()
    avance = estrategia.cortes.get().avances.get(actividad__codigo="a1")
    con_archivo = crear_evidencia(avance, titulo="Lista de asistencia", enlace="", archivo="x", tamano=1, sha256=hashlib.sha256(ACTA).hexdigest(), nombre_original="lista.PDF", es_lista_de_asistencia=True)  # fmt: skip
    with io.BytesIO(ACTA) as contenido:
        con_archivo.archivo.save("lista.pdf", contenido)
    return estrategia


@pytest.fixture(autouse=True)
def sin_pdf(monkeypatch):
    # El PDF se prueba aparte; aquí solo alargaría cada paquete.
    sin = {como: salida for como, salida in salidas.SALIDAS.items() if como != "pdf"}
    monkeypatch.setattr(salidas, "SALIDAS", sin)


def abrir(contenido):
    with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
        return {nombre: paquete.read(nombre) for nombre in paquete.namelist()}


def filas(contenido):
    return list(csv.reader(io.StringIO(contenido.decode("utf-8-sig"))))


def test_trae_el_informe_los_hechos_las_evidencias_y_un_manifiesto_que_cuadra(estrategia):
    informe = firmar(emitir(estrategia))
    clave = Evidencia.objects.get(titulo="Lista de asistencia").pk

    piezas = abrir(salidas.expediente(informe, de_control(estrategia), hoy=HOY))

    assert list(piezas) == [
        "LEEME.txt",
        "informe/informe-estrategia-2026-T1.docx",
        "informe/informe-estrategia-2026-T1.html",
        "informe/informe-estrategia-2026-T1.xlsx",
        "informe/firmado.pdf",
        "datos/hechos.json",
        "datos/evidencias.csv",
        f"evidencias/{clave:05d}-lista-de-asistencia.pdf",
        "MANIFIESTO.csv",
    ]
    assert piezas[f"evidencias/{clave:05d}-lista-de-asistencia.pdf"] == ACTA
    assert piezas["informe/firmado.pdf"] == PDF_FIRMADO
    manifiesto = {nombre: huella for nombre, huella, *_ in filas(piezas.pop("MANIFIESTO.csv"))[1:]}
    assert manifiesto == {n: hashlib.sha256(c).hexdigest() for n, c in piezas.items()}
    assert manifiesto["datos/hechos.json"] == informe.sha256
    assert json.loads(piezas["datos/hechos.json"]) == informe.hechos


def test_el_mismo_expediente_da_los_mismos_bytes(estrategia):
    informe, usuario = emitir(estrategia), de_control(estrategia)

    uno = salidas.expediente(informe, usuario, hoy=HOY)

    assert salidas.expediente(informe, usuario, hoy=HOY) == uno


def test_quien_no_puede_ver_una_evidencia_no_la_recibe_ni_su_direccion(estrategia):
    informe = emitir(estrategia)
    de_consulta = crear_usuario(rol="consulta", entidad=estrategia.entidad)

    piezas = abrir(salidas.expediente(informe, de_consulta, hoy=HOY))

    assert not [nombre for nombre in piezas if nombre.startswith("evidencias/")]
    assert {fila[3] for fila in filas(piezas["datos/evidencias.csv"])[1:]} == {"reservada"}


def test_la_evidencia_retirada_despues_sigue_en_el_expediente_de_lo_que_se_evaluo(estrategia):
    informe = emitir(estrategia)
    retirar(Evidencia.objects.get(titulo="Lista de asistencia"))

    piezas = abrir(salidas.expediente(informe, de_control(estrategia), hoy=HOY))

    assert [nombre for nombre in piezas if nombre.startswith("evidencias/")]


def test_un_borrador_no_tiene_expediente(estrategia):
    with pytest.raises(ValueError, match="de un informe emitido"):
        salidas.expediente(empezar(estrategia), de_control(estrategia), hoy=HOY)
