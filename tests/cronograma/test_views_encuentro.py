"""La página de una reunión por HTTP: qué muestra en cada estado, y qué puertas están cerradas."""

import io
import zipfile
from datetime import date, time, timedelta

import icalendar
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from cronograma import aprobacion, bloques
from cronograma.bloques import Bloque
from cronograma.encuentros import convocatorias, verbos
from cronograma.models import Encuentro
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)
from tests.factories.convocatorias import (
    crear_convocatoria,
    crear_encuentro_en_vigor,
    crear_material,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

PDF = b"%PDF-1.4\n" + b"0" * 900


@pytest.fixture
def encuentro():
    return crear_encuentro_en_vigor(
        hora_inicio=time(9), hora_fin=time(11), lugar="Auditorio", estado="confirmado"
    )


@pytest.fixture
def quien(encuentro):
    return crear_usuario(rol="planeacion", entidad=encuentro.actividad.estrategia.entidad)


def direccion(encuentro, ruta="encuentro", *mas):
    return reverse(f"cronograma:{ruta}", args=["hospital", encuentro.pk, *mas])


def texto(response):
    return " ".join(response.content.decode().split())


# --- Qué muestra ---------------------------------------------------------------------------


def test_la_pagina_dice_para_que_quienes_cuando_y_donde(client, encuentro):
    convocatoria = crear_convocatoria(
        encuentro=encuentro,
        metodologia="Mesas por tema",
        servicios=["lengua_de_senas"],
        otros_servicios="Agua y café",
        invitados="Prensa local",
    )
    convocatoria.grupos.add(crear_grupo(nombre="Asociación de usuarios"))
    crear_material(encuentro=encuentro)

    pagina = texto(client.get(direccion(encuentro)))

    for dice in (
        "Encuentros mensuales",
        "Martes 9 de junio de 2026",
        "9:00 a. m. a 11:00 a. m.",
        "Auditorio",
        "Contar en qué se gastó",
        "Mesas por tema",
        "Asociación de usuarios",
        "Prensa local",
        "Intérprete de lengua de señas",
        "Agua y café",
        "Informe de gestión",
        "Confirmado",
    ):
        assert dice in pagina


def test_sin_convocatoria_ni_documentos_lo_dice_con_palabras(client, encuentro):
    pagina = texto(client.get(direccion(encuentro)))

    assert "todavía no ha publicado la convocatoria" in pagina
    assert "todavía no ha publicado la información de esta reunión" in pagina


def test_lo_movido_muestra_tachada_la_fecha_de_antes_y_por_que(client, encuentro, quien):
    verbos.mover(encuentro, fecha=date(2026, 6, 16), por=quien, ahora=AHORA, motivo="Elecciones")

    pagina = texto(client.get(direccion(encuentro)))

    assert "Martes 16 de junio de 2026" in pagina
    assert "<s>martes 9 de junio de 2026, 9:00 a. m.</s>" in pagina
    assert "Por qué: Elecciones" in pagina
    assert '"eventStatus": "https://schema.org/EventRescheduled"' in pagina
    assert '"previousStartDate": "2026-06-09T09:00:00-05:00"' in pagina


@pytest.mark.parametrize(
    ("verbo", "dice", "estado"),
    [
        ("cancelar", "Se canceló.", "EventCancelled"),
        ("aplazar", "todavía no tiene una fecha nueva", "EventPostponed"),
    ],
)
def test_lo_que_no_ocurre_sigue_a_la_vista_con_su_motivo(
    verbo, dice, estado, client, encuentro, quien
):
    getattr(verbos, verbo)(encuentro, por=quien, ahora=AHORA, motivo="Lluvias <b>fuertes</b>")

    pagina = texto(client.get(direccion(encuentro)))

    assert dice in pagina
    assert "<s>Martes 9 de junio de 2026</s>" in pagina
    assert "Por qué: Lluvias &lt;b&gt;fuertes&lt;/b&gt;" in pagina
    assert f"https://schema.org/{estado}" in pagina


@pytest.mark.parametrize(
    ("estado", "dice"),
    [("realizado", "Ya se realizó"), ("provisional", "todavía no ha dicho si se realizó")],
)
def test_lo_que_ya_paso_dice_si_se_hizo(estado, dice, client, encuentro):
    Encuentro.objects.update(fecha=date(2026, 5, 1), estado=estado)

    assert dice in texto(client.get(direccion(encuentro)))


def test_la_memoria_va_aparte_de_lo_que_se_lee_antes(client, encuentro):
    crear_material(encuentro=encuentro, clase="memoria", titulo="Acta de la reunión")

    pagina = texto(client.get(direccion(encuentro)))

    assert '<h2 id="titulo-memoria">Qué pasó</h2>' in pagina
    assert "Acta de la reunión" in pagina


# --- Las puertas ---------------------------------------------------------------------------


@pytest.mark.parametrize("ruta", ["encuentro", "ics_de_encuentro", "qr_de_encuentro", "pieza"])
def test_lo_de_una_actividad_que_no_esta_en_vigor_no_existe(ruta, client):
    entidad = crear_entidad(slug="hospital")
    actividad = crear_actividad(estrategia=crear_estrategia(entidad=entidad))
    encuentro = crear_encuentro(actividad=actividad)

    assert client.get(direccion(encuentro, ruta)).status_code == 404


def test_lo_de_una_actividad_retirada_deja_de_existir(client, encuentro, quien):
    estrategia = encuentro.actividad.estrategia
    crear_actividad(estrategia=estrategia)
    aprobacion.retirar(encuentro.actividad, por=quien, ahora=AHORA, motivo="Se unió")
    aprobacion.registrar_publicacion_previa(
        estrategia, por=quien, documento="Cronograma", ahora=AHORA, motivo="Ajuste"
    )

    assert client.get(direccion(encuentro)).status_code == 404


def test_la_reunion_de_otra_entidad_no_existe_en_esta(client, encuentro):
    crear_entidad(slug="otra")

    response = client.get(reverse("cronograma:encuentro", args=["otra", encuentro.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("forma", ["a4", "cuadrada"])
def test_el_borrador_de_una_convocatoria_no_se_ve(forma, client, encuentro):
    crear_convocatoria(encuentro=encuentro, publicada=False, objetivo="Todavía en secreto")

    pagina = texto(client.get(direccion(encuentro)))

    assert "Todavía en secreto" not in pagina
    assert client.get(direccion(encuentro, "invitacion", forma, "pdf")).status_code == 404
    assert client.get(direccion(encuentro, "pieza")).status_code == 404
    assert "en secreto" not in texto(client.get("/hospital/convocatorias/"))


def test_un_documento_no_se_ve_antes_de_su_momento(client, encuentro):
    manana = crear_material(encuentro=encuentro, publico_en=AHORA + timedelta(days=1))
    con_archivo = crear_material(
        encuentro=encuentro,
        publico_en=AHORA + timedelta(days=1),
        archivo=ContentFile(PDF, "informe.pdf"),
    )

    assert manana.titulo not in texto(client.get(direccion(encuentro)))
    assert client.get(direccion(encuentro, "material", con_archivo.pk)).status_code == 404


def test_un_documento_se_entrega_con_su_tipo_y_sin_que_adivinen_otro(client, encuentro):
    material = crear_material(
        encuentro=encuentro, titulo="Informe ñ <1>", archivo=ContentFile(PDF, "raro.pdf")
    )

    response = client.get(direccion(encuentro, "material", material.pk))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'inline; filename="gestion-informe-n-1.pdf"'


def test_un_documento_de_oficina_se_guarda_y_no_se_abre(client, encuentro):
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as libro:
        libro.writestr("[Content_Types].xml", "<x/>")
    material = crear_material(
        encuentro=encuentro, archivo=ContentFile(salida.getvalue(), "cuentas.xlsx")
    )

    response = client.get(direccion(encuentro, "material", material.pk))

    assert b"".join(response.streaming_content) == salida.getvalue()
    assert response["Content-Disposition"].startswith("attachment;")


def test_un_archivo_que_se_perdio_no_es_un_error_del_sistema(client, encuentro):
    material = crear_material(encuentro=encuentro, archivo=ContentFile(PDF, "informe.pdf"))
    material.archivo.storage.delete(material.archivo.name)

    response = client.get(direccion(encuentro, "material", material.pk))

    assert response.status_code == 404
    assert "se perdió" in texto(response)


def test_el_documento_de_otra_reunion_no_sale_por_esta(client, encuentro):
    otro = crear_encuentro(actividad=encuentro.actividad, fecha=date(2026, 7, 9))
    material = crear_material(encuentro=otro, archivo=ContentFile(PDF, "informe.pdf"))

    assert client.get(direccion(encuentro, "material", material.pk)).status_code == 404


def test_la_pieza_propia_lleva_lo_que_dice_en_texto(client, encuentro):
    crear_convocatoria(
        encuentro=encuentro,
        pieza=ContentFile(b"\x89PNG\r\n\x1a\n", "pieza.png"),
        texto_alternativo="Venga el martes a las nueve",
    )

    assert 'alt="Venga el martes a las nueve"' in texto(client.get(direccion(encuentro)))
    pieza = client.get(direccion(encuentro, "pieza"))
    assert b"".join(pieza.streaming_content) == b"\x89PNG\r\n\x1a\n"
    assert pieza["Content-Type"] == "image/png"


# --- El calendario, la huella y los bloques -----------------------------------------------


def test_el_calendario_conserva_el_uid_y_sube_la_secuencia(client, encuentro, quien):
    def evento():
        libro = icalendar.Calendar.from_ical(
            client.get(direccion(encuentro, "ics_de_encuentro")).content
        )
        (uno,) = libro.walk("VEVENT")
        return uno

    antes = evento()
    verbos.mover(encuentro, fecha=date(2026, 6, 16), por=quien, ahora=AHORA, motivo="Elecciones")
    despues = evento()

    assert despues["UID"] == antes["UID"] == f"encuentro-{encuentro.pk}@testserver"
    assert (antes["SEQUENCE"], despues["SEQUENCE"]) == (0, 1)
    assert despues["DTSTART"].dt.date() == date(2026, 6, 16)
    assert despues["URL"] == f"http://testserver{direccion(encuentro)}"


def test_la_pagina_responde_sin_cambios_hasta_que_algo_cambia(client, encuentro, quien):
    convocatoria = crear_convocatoria(encuentro=encuentro, publicada=False)

    def pedir(etag=""):
        return client.get(direccion(encuentro), headers={"if-none-match": etag} if etag else {})

    primera = pedir()["ETag"]
    assert pedir(primera).status_code == 304
    convocatorias.publicar(convocatoria, por=quien, ahora=AHORA)
    segunda = pedir(primera)
    assert segunda.status_code == 200
    crear_material(encuentro=encuentro)
    tercera = pedir(segunda["ETag"])
    assert tercera.status_code == 200
    verbos.cancelar(encuentro, por=quien, ahora=AHORA, motivo="Paro")
    assert pedir(tercera["ETag"]).status_code == 200


@pytest.mark.parametrize(
    ("lugar", "pagina"),
    [
        ("encuentro", lambda uno: direccion(uno)),
        ("entidad", lambda uno: "/hospital/"),
        ("actividad", lambda uno: "/hospital/cronograma/2026/combinada/01/"),
    ],
)
def test_un_bloque_de_otra_app_sale_en_su_pagina_y_cambia_su_huella(
    lugar, pagina, client, encuentro, monkeypatch
):
    asuntos, dice = [], ["Tres compromisos"]

    def fuente(asunto, hoy):
        asuntos.append(type(asunto).__name__)
        return [
            Bloque(
                titulo=dice[0],
                plantilla="formularios/_casilla.html",
                contexto={"campo": _Campo(dice[0])},
                cambio=AHORA + timedelta(days=30),
            )
        ]

    monkeypatch.setitem(bloques._fuentes, lugar, [fuente])
    primera = client.get(pagina(encuentro))
    dice[0] = "Cuatro compromisos"
    segunda = client.get(pagina(encuentro), headers={"if-none-match": primera["ETag"]})

    assert "Tres compromisos" in primera.content.decode()
    assert "Cuatro compromisos" in segunda.content.decode()
    assert primera["Last-Modified"].startswith("Sun, 14 Jun 2026")
    esperados = {"encuentro": "Encuentro", "entidad": "Entidad", "actividad": "ActividadPublicada"}
    assert set(asuntos) == {esperados[lugar]}


class _Campo:
    """Lo que la plantilla de una casilla pide."""

    id_for_label, name, errors = "x", "x", ()

    def __init__(self, label):
        self.label = label

    def __str__(self):
        return ""


def test_un_lugar_que_no_existe_se_rechaza():
    with pytest.raises(ValueError, match="No hay un lugar «portada»"):
        bloques.registrar("portada", lambda asunto, hoy: [])


# --- Las convocatorias y dónde se anuncian -------------------------------------------------


def test_las_convocatorias_se_dividen_en_abiertas_y_cerradas(client, encuentro):
    crear_convocatoria(encuentro=encuentro)
    pasada = crear_encuentro(
        actividad=encuentro.actividad, fecha=date(2026, 4, 7), nombre="La de abril"
    )
    crear_convocatoria(encuentro=pasada)

    pagina = texto(client.get("/hospital/convocatorias/"))
    abiertas, cerradas = pagina.split('id="cerradas"')

    assert direccion(encuentro) in abiertas
    assert "La de abril" not in abiertas
    assert "La de abril" in cerradas


def test_sin_convocatorias_lo_dice_con_palabras(client, encuentro):
    pagina = texto(client.get("/hospital/convocatorias/"))

    assert "Hoy no hay ninguna abierta." in pagina
    assert "Todavía no hay ninguna que haya terminado." in pagina


@pytest.mark.parametrize(
    "pagina",
    [
        "/hospital/",
        "/hospital/convocatorias/",
        "/hospital/cronograma/2026/",
        "/hospital/cronograma/2026/combinada/01/",
        "/sitemap.xml",
    ],
)
def test_a_la_reunion_se_llega_desde(pagina, client, encuentro):
    crear_convocatoria(encuentro=encuentro)

    assert direccion(encuentro) in client.get(pagina).content.decode()


@pytest.mark.parametrize("cuantos", [1, 3])
def test_las_convocatorias_cuestan_las_mismas_consultas(
    cuantos, client, encuentro, django_assert_num_queries
):
    crear_convocatoria(encuentro=encuentro)
    for numero in range(1, cuantos):
        otro = crear_encuentro(actividad=encuentro.actividad, fecha=date(2026, 7, numero))
        crear_convocatoria(encuentro=otro).grupos.add(crear_grupo())

    with django_assert_num_queries(7):
        client.get("/hospital/convocatorias/")


@pytest.mark.parametrize("cuantos", [1, 3])
def test_la_pagina_cuesta_las_mismas_consultas(
    cuantos, client, encuentro, django_assert_num_queries, monkeypatch
):
    monkeypatch.setitem(bloques._fuentes, "encuentro", [])
    convocatoria = crear_convocatoria(encuentro=encuentro)
    for _ in range(cuantos):
        crear_material(encuentro=encuentro)
        convocatoria.grupos.add(crear_grupo())

    with django_assert_num_queries(12):
        client.get(direccion(encuentro))
