"""Compromisos, acciones y memorias a la vista de todos: filtros, archivos y ningún dato de personas."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seguimiento import compromisos, mejora, memoria
from seguimiento.models import Corte
from tests.factories import (
    AHORA,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
    publicar,
)
from tests.factories.prometido import (
    HASTA,
    LLENO,
    crear_accion,
    crear_compromiso,
    crear_recibido,
    crear_reunion,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

LISTA, MEJORAS = "/hospital/compromisos/", "/hospital/mejoras/"
PERSONA = {
    "first_name": "Rosalba",
    "last_name": "Secreta",
    "username": "rsecreta",
    "email": "rosalba@correo-privado.com",
}


@pytest.fixture
def estrategia():
    entidad = crear_entidad(nombre="Hospital", slug="hospital")
    return crear_estrategia(entidad=entidad, vigencia=2026, tipo="combinada")


@pytest.fixture
def planta(estrategia):
    return crear_dependencia(entidad=estrategia.entidad, nombre="Planta física")


@pytest.fixture
def persona(estrategia):
    return crear_usuario(entidad=estrategia.entidad, **PERSONA)


@pytest.fixture
def otra(estrategia):
    return crear_usuario(entidad=estrategia.entidad)


def cerrar(fila, persona, otra):
    compromisos.decir_cumplido(fila, por=persona, ahora=AHORA, como="Se pintó en mayo.")
    return compromisos.verificar(fila, por=otra, ahora=AHORA, nota="Nota interna reservada")


# --- La lista, sus filtros y cada compromiso --------------------------------------------------


def test_cada_uno_dice_que_quien_hasta_cuando_y_en_que_va(client, estrategia, planta, revisar_html):
    reunion = crear_reunion(estrategia=estrategia, nombre="Diálogo de mayo")
    crear_compromiso(
        estrategia,
        dependencia=planta,
        responsable="Jefatura de planta",
        encuentro=reunion,
        hasta=date(2026, 5, 10),
    )

    pagina = client.get(LISTA).content.decode()

    revisar_html(pagina)
    for dicho in (
        'id="compromiso-2026-combinada-1"',
        "Pintar la sala de espera.",
        "Planta física (Jefatura de planta)",
        "10 de mayo de 2026 · 5 días tarde",
        "Vencido",
        "Diálogo de mayo",
    ):
        assert dicho in pagina


@pytest.mark.parametrize(
    ("consulta", "quedan"),
    [
        ("", [(2027, 1), (2026, 1), (2026, 2)]),
        ("?anio=2026", [(2026, 1), (2026, 2)]),
        ("?estado=vencido", [(2026, 1)]),
        ("?dependencia=Planta+f%C3%ADsica", [(2026, 2)]),
        ("?anio=2027&estado=vencido", []),
    ],
)
def test_los_filtros_viven_en_la_direccion(client, estrategia, planta, consulta, quedan):
    crear_compromiso(estrategia, hasta=date(2026, 5, 1))
    crear_compromiso(estrategia, dependencia=planta, hasta=date(2026, 12, 1))
    nueva = crear_estrategia(entidad=estrategia.entidad, vigencia=2027, tipo="combinada")
    crear_compromiso(nueva, hasta=date(2027, 12, 1))

    pagina = client.get(LISTA + consulta)

    assert pagina.status_code == 200
    assert [(uno.anio, uno.numero) for uno, _ in pagina.context["quedan"]] == quedan


def test_un_filtro_que_no_se_entiende_da_400_y_dice_cuales_si(client, estrategia):
    crear_compromiso(estrategia)

    pagina = client.get(LISTA + "?estado=marciano")

    assert pagina.status_code == 400
    assert "no hay «marciano». Sí hay: vencido, por_vencer" in pagina.content.decode()


def test_el_compromiso_tiene_su_pagina_y_cuenta_que_el_plazo_cambio(
    client, estrategia, persona, revisar_html
):
    compromiso = crear_compromiso(estrategia)
    compromiso.hasta = HASTA + timedelta(days=30)
    compromisos.cumplimiento.guardar(compromiso, por=persona, razon="Llovió.")

    pagina = client.get("/hospital/compromisos/2026/combinada/1/").content.decode()

    revisar_html(pagina)
    assert "Antes era hasta el 30 de junio de 2026. Por qué cambió: Llovió." in pagina
    assert client.get("/hospital/compromisos/2026/combinada/9/").status_code == 404


def test_como_se_cumplio_se_dice_cuando_otra_persona_lo_verifica(client, estrategia, persona, otra):
    compromiso = crear_compromiso(estrategia)
    compromisos.decir_cumplido(compromiso, por=persona, ahora=AHORA, como="Se pintó en mayo.")
    antes = client.get(LISTA).content.decode()

    compromisos.verificar(compromiso, por=otra, ahora=AHORA)
    despues = client.get(LISTA).content.decode()

    assert "Se pintó en mayo." not in antes
    assert "Otra persona lo está comprobando" in antes
    assert "<b>Qué se hizo:</b> Se pintó en mayo." in despues


def test_la_de_otra_entidad_no_se_mezcla_y_sin_ninguno_se_dice(client, estrategia):
    crear_compromiso(crear_estrategia())

    assert "todavía no ha registrado compromisos aquí" in client.get(LISTA).content.decode()
    assert "todavía no ha registrado acciones" in client.get(MEJORAS).content.decode()


# --- Los archivos -----------------------------------------------------------------------------


def test_el_csv_y_el_json_dicen_lo_mismo_con_los_mismos_filtros(client, estrategia, planta):
    crear_compromiso(estrategia, dependencia=planta, texto="=SUMA(A1)", hasta=date(2026, 5, 1))
    crear_compromiso(estrategia)

    en_csv = client.get("/hospital/compromisos.csv?estado=vencido")
    en_json = client.get("/hospital/compromisos.json?estado=vencido")

    (fila,) = csv.DictReader(io.StringIO(en_csv.content.decode("utf-8-sig")))
    datos = en_json.json()
    assert (fila["numero"], fila["compromiso"], fila["estado"]) == ("1", "'=SUMA(A1)", "Vencido")
    assert (datos["entidad"], datos["fecha"]) == ("hospital", "2026-05-15")
    assert datos["compromisos"] == [
        {
            "numero": 1,
            "anio": 2026,
            "compromiso": "=SUMA(A1)",
            "dependencia": "Planta física",
            "responsable": "",
            "registrado": "2026-05-15",
            "hasta": "2026-05-01",
            "estado": "Vencido",
            "dias_tarde": 14,
            "cumplido": None,
            "que_se_hizo": None,
            "por_que_no": None,
            "reunion": None,
            "fecha_de_la_reunion": None,
            "viene_de": None,
            "continua_en": None,
        }
    ]
    assert client.get("/hospital/compromisos.json?anio=1").status_code == 400


def test_una_accion_dice_que_se_encontro_como_va_y_si_sirvio(client, estrategia, persona, otra):
    accion = crear_accion(estrategia)
    cortes = [
        Corte.objects.create(
            estrategia=estrategia,
            periodo=periodo,
            fecha=fecha,
            reporta_hasta=fecha,
            estado=estado,
            cerrado_en=AHORA if estado == "cerrado" else None,
        )
        for periodo, fecha, estado in (
            ("T1", date(2026, 3, 31), "abierto"),
            ("T2", date(2026, 6, 30), "abierto"),
        )
    ]
    for corte, nota in zip(cortes, ("Va por la mitad.", "Todavía sin cerrar."), strict=True):
        mejora.seguir(accion, corte, nota=nota, por=persona, ahora=AHORA)
    Corte.objects.filter(periodo="T1").update(estado="cerrado", cerrado_en=AHORA)
    cerrar(accion, persona, otra)
    mejora.juzgar(accion, es_eficaz=True, es_efectiva=None, juicio="Actas", por=otra, ahora=AHORA)

    pagina = client.get(MEJORAS).content.decode()

    assert "<b>Cómo va:</b> Va por la mitad." in pagina
    assert "Todavía sin cerrar." not in pagina
    assert "se hizo como se dijo; todavía no se puede saber si sirvió" in pagina
    (fila,) = client.get("/hospital/mejoras.json").json()["mejoras"]
    assert (fila["accion"], fila["eficaz"], fila["efectiva"]) == (
        "Convocar con quince días.",
        True,
        None,
    )


# --- La memoria y los bloques -----------------------------------------------------------------


def publicada(reporte):
    memoria.publicar(reporte, direccion=f"https://p.gov.co{memoria.ruta_de(reporte)}", ahora=AHORA)
    return memoria.ruta_de(reporte)


def test_la_memoria_se_ve_cuando_se_publica(client, estrategia, revisar_html):
    reporte = crear_recibido(crear_reunion(estrategia=estrategia), asistencia={None: 3})
    assert client.get(memoria.ruta_de(reporte)).status_code == 404

    pagina = client.get(publicada(reporte)).content.decode()

    revisar_html(pagina)
    assert all(texto in pagina for texto in LLENO.values())
    assert "<td>&lt;5</td>" in pagina
    assert "al menos 1" in pagina


def test_el_bloque_esta_en_la_portada_y_en_la_actividad(client, estrategia, planta):
    reunion = crear_reunion(estrategia=estrategia, dependencia=planta)
    crear_compromiso(estrategia, dependencia=planta, encuentro=reunion)
    crear_accion(estrategia, origen="encuentro", encuentro=reunion)
    publicar(estrategia)
    actividad = reverse(
        "cronograma:detalle", args=["hospital", 2026, "combinada", reunion.actividad.codigo]
    )

    portada, ficha = (client.get(una).content.decode() for una in ("/hospital/", actividad))

    assert "Compromisos de 2026" in portada
    assert "?anio=2026&amp;estado=en_plazo" in portada
    assert "Pintar la sala de espera." in ficha
    assert "Convocar con quince días." in ficha


# --- Datos personales -------------------------------------------------------------------------


def test_ninguna_pagina_ni_archivo_nombra_a_las_personas_ni_lo_reservado(
    client, estrategia, persona, otra
):
    reunion = crear_reunion(estrategia=estrategia)
    compromiso = cerrar(crear_compromiso(estrategia, encuentro=reunion, por=persona), persona, otra)
    cerrar(crear_accion(estrategia, por=persona), persona, otra)
    reporte = crear_recibido(reunion, por=persona)
    direcciones = [
        LISTA,
        MEJORAS,
        "/hospital/compromisos.csv",
        "/hospital/compromisos.json",
        "/hospital/mejoras.csv",
        "/hospital/mejoras.json",
        f"/hospital/compromisos/2026/combinada/{compromiso.numero}/",
        publicada(reporte),
        "/hospital/",
    ]

    for direccion in direcciones:
        cuerpo = client.get(direccion).content.decode()
        for dato in (*PERSONA.values(), "Nota interna reservada"):
            assert dato not in cuerpo, (direccion, dato)


# --- Consultas --------------------------------------------------------------------------------


@pytest.mark.parametrize("direccion", [LISTA, MEJORAS, "/hospital/compromisos.json"])
def test_las_consultas_no_crecen_con_los_compromisos(client, estrategia, direccion):

    def consultas():
        with CaptureQueriesContext(connection) as hechas:
            client.get(direccion)
        return len(hechas)

    def agregar():
        reunion = crear_reunion(estrategia=estrategia)
        crear_compromiso(estrategia, encuentro=reunion)
        crear_accion(estrategia, origen="encuentro", encuentro=reunion)

    agregar()
    con_uno = consultas()
    agregar()
    agregar()

    assert consultas() == con_uno
