"""El lote: preparar no toca nada, confirmar aplica todo o nada, deshacer devuelve lo que había."""

import importlib
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from cronograma.importar import lote
from cronograma.importar.lectura import leer
from cronograma.importar.libro import HojaIlegible
from cronograma.models import Actividad, Importacion, MapaDeColumnas
from estrategia.models import Dependencia, GrupoDeValor
from tests.cronograma.importar.hojas_ajenas import VERBOS, bytes_de
from tests.factories import crear_entidad, crear_estrategia, crear_usuario, publicar

pytestmark = pytest.mark.django_db

# El paquete deja en `lote` la función del mismo nombre.
modulo_deshacer = importlib.import_module("cronograma.importar.deshacer")

SEMILLAS = Path(__file__).resolve().parents[3] / "fixtures/hojas"
AHORA = datetime(2026, 5, 15, 17, tzinfo=UTC)
HOSPITAL = SEMILLAS / "000_cronograma_huhmp_2022.xlsx"


@pytest.fixture
def estrategia():
    return crear_estrategia(vigencia=2022, tipo="combinada", formato="")


def preparada(estrategia, archivo, nombre="hoja.xlsx", **datos):
    return lote.preparar(
        leer(archivo, nombre),
        entidad=estrategia.entidad,
        estrategia=estrategia,
        vigencia=estrategia.vigencia,
        archivo=archivo,
        **datos,
    )


def importada(estrategia, archivo, **datos):
    return lote.confirmar(preparada(estrategia, archivo, **datos), ahora=AHORA)


def tabla(*filas, titulos=("No", "Actividad", "Responsable", "Fecha")):
    libro = Workbook()
    libro.active.append(titulos)
    for fila in filas:
        libro.active.append(fila)
    return bytes_de(libro)


def acciones(importacion):
    return list(importacion.filas.values_list("accion", flat=True))


def retocada(ruta, **celdas):
    libro = load_workbook(ruta)
    for celda, valor in celdas.items():
        libro.active[celda] = valor
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


# --- Preparar -------------------------------------------------------------------------------


def test_preparar_guarda_el_lote_y_nada_mas(estrategia):
    importacion = preparada(estrategia, HOSPITAL.read_bytes(), HOSPITAL.name)

    assert (importacion.formato, importacion.estado) == ("cronograma", "por_confirmar")
    assert acciones(importacion) == ["nueva"] * 19
    assert len(importacion.sha256) == 64
    with importacion.archivo.open("rb") as guardado:
        assert guardado.read() == HOSPITAL.read_bytes()
    assert not Actividad.objects.exists()
    assert not Dependencia.objects.exists()
    assert not GrupoDeValor.objects.exists()


def test_cada_fila_del_lote_dice_donde_esta_cada_celda(estrategia):
    importacion = preparada(estrategia, HOSPITAL.read_bytes(), HOSPITAL.name)

    fila = importacion.filas.get(orden=6)
    assert (fila.hoja, fila.fila) == ("Cronograma 2022", 14)
    assert fila.celdas["fecha_programada"] == {"celda": "K14", "texto": "1er Cuatrimestre"}
    assert fila.celdas["grupos"] == {"celda": "E14", "texto": ""}


def test_una_vigencia_distinta_de_la_de_la_hoja_se_rechaza(estrategia):
    estrategia.vigencia = 2021

    with pytest.raises(HojaIlegible, match="es de la vigencia 2022 y se pidió importarla en 2021"):
        preparada(estrategia, HOSPITAL.read_bytes())
    assert not Importacion.objects.exists()


def test_una_hoja_de_otra_entidad_se_pregunta():
    estrategia = crear_estrategia(vigencia=2022, entidad=crear_entidad(nombre="Alcaldía de Neiva"))
    ruta = SEMILLAS / "001_estrategia_sanatorio_contratacion_2022.xlsx"

    importacion = preparada(estrategia, ruta.read_bytes())

    dudas = [(d["celda"], d["campo"]) for d in importacion.informe["dudas"]]
    assert ("B2", "entidad") in dudas


# --- Confirmar ------------------------------------------------------------------------------


def test_confirmar_crea_las_actividades_y_repetir_no_cambia_nada(estrategia):
    importada(estrategia, HOSPITAL.read_bytes())
    antes = [una.fila() for una in estrategia.actividades.completas()]

    otra = preparada(estrategia, HOSPITAL.read_bytes())
    assert acciones(otra) == ["igual"] * 19
    lote.confirmar(otra, ahora=AHORA)

    assert [una.fila() for una in estrategia.actividades.completas()] == antes
    assert len(antes) == 19


def test_una_actividad_entra_con_todo_lo_suyo(estrategia):
    importada(estrategia, HOSPITAL.read_bytes())

    fila = estrategia.actividades.completas().get(numero="12").fila()
    assert fila.nombre == "Encuentro anual con la gerente e Instituciones educativas"
    assert fila.grupos == ("Comités de Docencia - Servicio", "Instituciones educativas")
    assert fila.lider.nombre == "Educación Médica Continuada"
    assert (fila.presencial, fila.virtual, fila.es_participacion, fila.es_rendicion) == (
        True,
        True,
        True,
        False,
    )
    assert fila.celdas["presencial"].texto == "X"
    assert fila.celdas["nombre"].valor == ["12", fila.nombre]


def test_una_celda_cambiada_cambia_solo_esa_actividad(estrategia):
    importada(estrategia, HOSPITAL.read_bytes())

    cambio = preparada(estrategia, retocada(HOSPITAL, K5="feb-22", L5="SIAU; Equipo Lider"))

    assert acciones(cambio) == ["cambiada"] + ["igual"] * 18
    lote.confirmar(cambio, ahora=AHORA)
    primera = estrategia.actividades.completas().get(numero="1").fila()
    assert primera.fecha_programada == "feb-22"
    assert [una.nombre for una in primera.dependencias] == ["SIAU", "Equipo Lider"]
    assert [una.es_lider for una in primera.dependencias] == [True, False]
    assert primera.celdas["fecha_programada"].texto == "feb-22"


def test_lo_que_ya_no_esta_en_la_hoja_se_conserva_y_se_dice(estrategia):
    importada(estrategia, tabla([1, VERBOS[0], "SIAU", "Mayo"], [2, VERBOS[1], "SIAU", "Junio"]))

    sin_una = preparada(estrategia, tabla([2, VERBOS[1], "SIAU", "Junio"]))
    lote.confirmar(sin_una, ahora=AHORA)

    assert acciones(sin_una) == ["igual", "ausente"]
    assert sin_una.informe["ausentes"] == 1
    assert estrategia.actividades.vigentes().count() == 2


def test_la_que_parece_la_misma_espera_a_que_alguien_lo_diga(estrategia):
    importada(estrategia, tabla([1, VERBOS[0], "SIAU", "Mayo"]))

    parecida = preparada(estrategia, tabla([1, f"{VERBOS[0]} del año", "SIAU", "Mayo"]))

    fila = parecida.filas.get()
    assert (fila.emparejada_por, fila.accion, fila.aceptada) == ("parecido", "cambiada", False)
    assert "Parece la misma" in fila.dudas[-1]["mensaje"]
    lote.confirmar(parecida, ahora=AHORA)
    assert estrategia.actividades.get().nombre == VERBOS[0]


def test_aceptada_la_parecida_cambia_de_nombre_y_conserva_su_codigo(estrategia):
    importada(estrategia, tabla([1, VERBOS[0], "SIAU", "Mayo"]))
    parecida = preparada(estrategia, tabla([1, f"{VERBOS[0]} del año", "SIAU", "Mayo"]))
    parecida.filas.update(aceptada=True)

    lote.confirmar(parecida, ahora=AHORA)

    actividad = estrategia.actividades.get()
    assert (actividad.codigo, actividad.nombre) == ("01", f"{VERBOS[0]} del año")


def test_una_fila_con_error_no_entra_y_las_demas_si(estrategia):
    importacion = importada(
        estrategia, tabla([1, VERBOS[0], "SIAU", "Mayo"], [2, None, "SIAU", "Junio"])
    )

    assert [una.nombre for una in estrategia.actividades.all()] == [VERBOS[0]]
    assert [(e["celda"], e["campo"]) for e in importacion.informe["errores"]] == [("A3", "nombre")]
    assert (importacion.informe["filas"], importacion.informe["nuevas"]) == (2, 1)


def test_una_fila_rechazada_no_entra(estrategia):
    importacion = preparada(
        estrategia, tabla([1, VERBOS[0], "SIAU", "Mayo"], [2, VERBOS[1], "SIAU", "Junio"])
    )
    importacion.filas.filter(orden=1).update(aceptada=False)

    lote.confirmar(importacion, ahora=AHORA)

    assert [una.nombre for una in estrategia.actividades.all()] == [VERBOS[1]]


def test_un_lote_se_confirma_una_sola_vez(estrategia):
    importacion = importada(estrategia, tabla([1, VERBOS[0], "SIAU", "Mayo"]))

    with pytest.raises(ValidationError, match="ya se confirmó"):
        lote.confirmar(importacion, ahora=AHORA)


def test_si_algo_falla_al_confirmar_no_queda_nada(estrategia, monkeypatch):
    importacion = preparada(estrategia, tabla([1, VERBOS[0], "SIAU", "Mayo"]))

    def fallar(*args):
        raise RuntimeError

    monkeypatch.setattr(lote, "_recordar_mapa", fallar)
    with pytest.raises(RuntimeError):
        lote.confirmar(importacion, ahora=AHORA)

    assert not Actividad.objects.exists()
    assert not Dependencia.objects.exists()


def test_lo_fijado_a_mano_sobrevive_a_la_misma_hoja(estrategia):
    hoja = tabla([1, VERBOS[0], "SIAU", "Mayo"])
    importada(estrategia, hoja)
    actividad = estrategia.actividades.get()
    actividad.fecha_fijada = "15 de mayo de 2022"
    actividad.save()

    importada(estrategia, hoja)

    actividad.refresh_from_db()
    assert (actividad.fecha_fijada, actividad.inicio.day) == ("15 de mayo de 2022", 15)


def test_el_encabezado_del_plan_llega_a_la_estrategia():
    estrategia = crear_estrategia(vigencia=2023, tipo="participacion", formato="")
    ruta = SEMILLAS / "002_plan_caja_honor_2023.xlsx"

    importada(estrategia, ruta.read_bytes())

    estrategia.refresh_from_db()
    assert estrategia.politica == "Política de participación ciudadana en la gestión pública"
    assert (estrategia.version_documento, estrategia.fecha_documento.isoformat()) == (
        "1",
        "2023-01-26",
    )
    assert estrategia.lider.sigla == "OAPLA"
    assert sorted(una.sigla for una in estrategia.apoyo.all()) == [
        "ARACF",
        "ARCOM",
        "ARVIV",
        "ASERA",
    ]
    assert [(f.papel, f.nombre) for f in estrategia.firmas.all()] == [
        ("consolido", "Carlos Arturo Contreras"),
        ("reviso", "Lina María Rendón Lozano"),
    ]
    assert estrategia.encabezado["version"]["texto"] == "Versión1: 2023-01-26"


def test_las_columnas_corregidas_se_recuerdan_para_la_entidad(estrategia):
    titulos = ("Tema", "Qué vamos a lograr", "Responsable", "Fecha", "Producto")
    filas = [("Audiencia", "Que la gente opine sobre la gestión", "SIAU", "Mayo", "Acta")]
    corregido = {
        "columnas": [
            {"titulo": "Tema", "campo": "nombre"},
            {"titulo": "Qué vamos a lograr", "campo": "objetivo"},
        ]
    }

    importada(estrategia, tabla(*filas, titulos=titulos), mapa=corregido)
    otra = preparada(estrategia, tabla(*filas, titulos=titulos))

    actividad = estrategia.actividades.get()
    assert (actividad.nombre, actividad.objetivo) == (
        "Audiencia",
        "Que la gente opine sobre la gestión",
    )
    assert acciones(otra) == ["igual"]
    assert MapaDeColumnas.objects.get().entidad == estrategia.entidad


def test_las_columnas_propias_se_conservan_por_su_titulo(estrategia):
    importada(
        estrategia,
        tabla(
            [1, VERBOS[0], "SIAU", "Mayo", "90%"],
            titulos=("No", "Actividad", "Responsable", "Fecha", "Indicador"),
        ),
    )

    assert estrategia.actividades.get().extras == {"Indicador": "90%"}


# --- Deshacer -------------------------------------------------------------------------------


def test_deshacer_borra_lo_nuevo_y_restaura_lo_cambiado(estrategia):
    importada(estrategia, tabla([1, VERBOS[0], "SIAU", "Mayo"]))
    antes = estrategia.actividades.completas().get().fila()
    segunda = importada(
        estrategia, tabla([1, VERBOS[0], "Jurídica", "Junio"], [2, VERBOS[1], "SIAU", "Julio"])
    )

    resultado = lote.deshacer(segunda, por=crear_usuario(), ahora=AHORA)

    assert estrategia.actividades.completas().get().fila() == antes
    assert resultado.restauradas == [f"01 · {VERBOS[0]}"]
    assert resultado.borradas == [f"02 · {VERBOS[1]}"]
    assert segunda.estado == "deshecha"


def test_deshacer_deja_lo_que_se_edito_despues_y_lo_nombra(estrategia):
    importacion = importada(
        estrategia, tabla([1, VERBOS[0], "SIAU", "Mayo"], [2, VERBOS[1], "SIAU", "Junio"])
    )
    editada = estrategia.actividades.get(numero="1")
    editada.objetivo = "Escrito a mano"
    editada.save()

    resultado = lote.deshacer(importacion, ahora=AHORA)

    assert resultado.dejadas == [(f"01 · {VERBOS[0]}", "se editó después de importarla")]
    assert [una.pk for una in estrategia.actividades.all()] == [editada.pk]


def test_deshacer_deja_lo_que_se_publico(estrategia):
    importacion = importada(estrategia, tabla([1, VERBOS[0], "SIAU", "Mayo"]))
    publicar(estrategia, ahora=AHORA + timedelta(hours=1))

    resultado = lote.deshacer(importacion, ahora=AHORA + timedelta(hours=2))

    assert resultado.dejadas == [(f"01 · {VERBOS[0]}", "se publicó después de importarla")]
    assert estrategia.actividades.count() == 1


def test_deshacer_deja_lo_que_otra_app_dice_que_ya_se_reporto(estrategia, monkeypatch):
    importacion = importada(estrategia, tabla([1, VERBOS[0], "SIAU", "Mayo"]))
    monkeypatch.setattr(
        modulo_deshacer, "testigos", [lambda ids, desde: dict.fromkeys(ids, "ya tiene reportes")]
    )

    assert lote.que_se_desharia(importacion).dejadas == [(f"01 · {VERBOS[0]}", "ya tiene reportes")]


# --- Cuánto cuesta --------------------------------------------------------------------------


def consultas_de(cuantas):
    hoja = tabla(
        *[[n, f"{VERBOS[n % 8]} número {n}", "SIAU", "Mayo"] for n in range(1, cuantas + 1)]
    )
    estrategia = crear_estrategia(vigencia=2022)
    with CaptureQueriesContext(connection) as consultas:
        importada(estrategia, hoja)
    return len(consultas)


def test_importar_tres_filas_cuesta_las_consultas_de_una():
    assert consultas_de(1) == consultas_de(3)
