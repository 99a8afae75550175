"""Los archivos de una versión: cuáles, con qué huella, y todo o nada."""

import hashlib
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from cronograma import aprobacion
from cronograma.exportar import archivos, pdf
from cronograma.exportar.archivos import NoSePudo, completar, con_archivos, formatos_que_sirven
from cronograma.models import Actividad, ArchivoDeVersion, Version
from cronograma.programacion import interpretar
from cronograma.publicacion import documento_de, documento_de_trabajo
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_estrategia,
    crear_usuario,
    publicar,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def estrategia():
    estrategia = crear_estrategia()
    dependencia = crear_dependencia(entidad=estrategia.entidad)
    crear_actividad(estrategia=estrategia, nombre="Audiencia", dependencias=[dependencia])
    return estrategia


@pytest.fixture
def sin_pango(monkeypatch):
    """Un equipo sin las bibliotecas de los PDF."""

    def falta(*_):
        raise pdf.FaltaPango(pdf.FALTA_PANGO)

    monkeypatch.setitem(archivos.SALIDAS, "pdf", archivos.SALIDAS["pdf"]._replace(escribir=falta))


def leer(ruta):
    with default_storage.open(ruta) as archivo:
        return archivo.read()


def nombres(version):
    return list(version.archivos.values_list("nombre", flat=True))


@pytest.mark.pdf
def test_publicar_escribe_cada_archivo_con_su_huella_y_su_tamano(estrategia):
    version = con_archivos(lambda: publicar(estrategia))

    assert nombres(version) == [
        "cronograma.pdf",
        "cronograma.xlsx",
        "actividades.csv",
        "actividades.json",
    ]
    for uno in version.archivos.all():
        contenido = leer(uno.archivo.name)
        assert (uno.sha256, uno.tamano) == (hashlib.sha256(contenido).hexdigest(), len(contenido))


def test_formatos_que_sirven_son_el_propio_y_los_que_ninguna_columna_dejan_vacia(estrategia):
    de_trabajo = documento_de_trabajo(estrategia)
    llena = replace(
        Actividad.objects.completas().get().fila(), producto="Informe", fecha_programada="marzo"
    )
    con_todo = replace(de_trabajo, filas=(replace(llena, programacion=interpretar("marzo", 2026)),))

    assert [uno.nombre for uno in formatos_que_sirven(de_trabajo, "cronograma")] == ["cronograma"]
    assert [uno.nombre for uno in formatos_que_sirven(con_todo, "cronograma")] == [
        "cronograma",
        "plan",
    ]
    assert formatos_que_sirven(de_trabajo, "")[0].nombre == "cronograma"


def test_si_falta_algo_para_publicar_no_se_escribe_ningun_archivo(estrategia):
    with pytest.raises(ValidationError):
        con_archivos(lambda: publicar(estrategia, documento=""))

    assert not Version.objects.exists()
    assert not default_storage.exists("versiones")


def test_sin_pango_se_publica_lo_demas_y_el_pdf_se_hace_despues(estrategia, sin_pango, monkeypatch):
    version = con_archivos(lambda: publicar(estrategia))
    antes = {uno.nombre: uno.sha256 for uno in version.archivos.all()}

    assert nombres(version) == ["cronograma.xlsx", "actividades.csv", "actividades.json"]
    with pytest.raises(CommandError, match="falta Pango"):
        call_command("archivar")

    monkeypatch.undo()
    assert [uno.nombre for uno in completar(version)] == ["cronograma.pdf"]
    assert {uno.nombre: uno.sha256 for uno in version.archivos.exclude(como="pdf")} == antes
    assert completar(version) == []


def test_archivar_escribe_los_de_una_version_que_no_los_tiene(estrategia, sin_pango, monkeypatch):
    version = publicar(estrategia)
    monkeypatch.undo()

    call_command("archivar")

    assert len(nombres(version)) == 4


def test_si_alguien_cambia_la_estrategia_entre_tanto_los_archivos_dicen_lo_publicado(
    estrategia, sin_pango, monkeypatch
):
    escribir = archivos._escribir

    def escribir_mientras_otra_persona_guarda(documento, formato, menos=frozenset()):
        yield from escribir(documento, formato, menos)
        Actividad.objects.filter(nombre="Audiencia").update(nombre="Audiencia pública")

    monkeypatch.setattr(archivos, "_escribir", escribir_mientras_otra_persona_guarda)
    version = con_archivos(lambda: publicar(estrategia))

    assert [fila.nombre for fila in documento_de(version).filas] == ["Audiencia pública"]
    csv = leer(version.archivos.get(como="csv").archivo.name).decode()
    assert "Audiencia pública" in csv
    assert Version.objects.count() == 1


def test_si_cambia_cada_vez_se_dice_y_no_se_publica(estrategia, sin_pango, monkeypatch):
    escribir = archivos._escribir
    vueltas = iter(range(10))

    def escribir_mientras_otra_persona_guarda(documento, formato, menos=frozenset()):
        yield from escribir(documento, formato, menos)
        Actividad.objects.update(nombre=f"Audiencia {next(vueltas)}")

    monkeypatch.setattr(archivos, "_escribir", escribir_mientras_otra_persona_guarda)

    with pytest.raises(NoSePudo, match="espere a que termine"):
        con_archivos(lambda: publicar(estrategia))
    assert not Version.objects.exists()
    assert not ArchivoDeVersion.objects.exists()


def test_guardar_reescribe_lo_que_quedo_a_medias():
    ruta = "versiones/ab/abc.csv"
    archivos.guardar(b"la mitad", ruta)

    assert archivos.guardar(b"la mitad y lo que faltaba", ruta) == ruta
    assert leer(ruta) == b"la mitad y lo que faltaba"


def test_version_retirada_no_vuelve_a_tener_archivos(estrategia, sin_pango):
    version = publicar(estrategia)
    retirada = aprobacion.retirar_version(
        version, por=crear_usuario(), ahora=AHORA, motivo="Tenía un dato personal"
    )

    assert completar(retirada) == []
