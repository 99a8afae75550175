"""La puerta de una reunión: quién la abre, qué muestra y qué queda anotado."""

import io

import openpyxl
import pikepdf
import pytest
from django.urls import reverse

from cronograma.exportar import asistencia
from cronograma.models import Encuentro, Inscripcion
from estrategia.models import Aviso
from tests.estrategia.test_acceso import COLUMNAS, crear_con_rol
from tests.factories import AHORA, crear_dependencia, crear_usuario
from tests.factories.inscripciones import crear_inscripcion, crear_reunion

pytestmark = pytest.mark.django_db

PUERTAS = ("", "_pdf", "_xlsx")
LLEVAN_LA_LISTA = {"planeacion", "administrador"}


def direccion(reunion, puerta=""):
    return reverse(f"admin:cronograma_encuentro_asistencia{puerta}", args=[reunion.pk])


@pytest.fixture
def reunion(hoy):
    return crear_reunion(lugar="Auditorio", cupo=3)


@pytest.fixture
def entidad(reunion):
    return reunion.actividad.estrategia.entidad


@pytest.fixture
def en_la_puerta(client, entidad):
    client.force_login(crear_usuario(rol="planeacion", entidad=entidad))
    return client


def actuar(client, reunion, **datos):
    return client.post(direccion(reunion), datos, follow=True)


def texto_de(respuesta):
    return " ".join(respuesta.content.decode().split())


# --- Quién -----------------------------------------------------------------------------------


@pytest.fixture
def sin_papel(monkeypatch):
    monkeypatch.setattr(asistencia, "asistencia_en_pdf", lambda *_, **__: b"%PDF")


@pytest.mark.parametrize("rol", COLUMNAS)
def test_la_lista_la_lleva_planeacion_y_nadie_mas_por_su_cargo(
    rol, client, reunion, entidad, sin_papel
):
    client.force_login(crear_con_rol(rol, entidad))

    estados = {client.get(direccion(reunion, puerta)).status_code for puerta in PUERTAS}

    assert estados == ({200} if rol in LLEVAN_LA_LISTA else {403})


def test_la_dependencia_lleva_la_de_sus_actividades_lidere_o_apoye(
    client, reunion, entidad, sin_papel
):
    lider, apoyo = reunion.actividad.dependencias.get(), crear_dependencia(entidad=entidad)
    reunion.actividad.responsabilidades.create(dependencia=apoyo)
    for dependencia in (lider, apoyo):
        client.force_login(crear_usuario(rol="dependencia", dependencia=dependencia))

        assert {client.get(direccion(reunion, una)).status_code for una in PUERTAS} == {200}


def test_la_de_otra_entidad_no_esta_y_sin_entrar_va_a_la_puerta(client, reunion):
    assert {client.get(direccion(reunion, una)).status_code for una in PUERTAS} == {302}
    client.force_login(crear_usuario(rol="planeacion"))

    assert {client.get(direccion(reunion, una)).status_code for una in PUERTAS} == {404}
    assert client.post(direccion(reunion), {"verbo": "dar_puestos"}).status_code == 404


# --- La puerta -------------------------------------------------------------------------------


def test_se_anota_la_llegada_y_se_deshace(en_la_puerta, reunion, revisar_html):
    ana = crear_inscripcion(
        reunion, nombre="Ana Rojas", apoyos="Intérprete", telefono="300 123 4567"
    )
    antes = en_la_puerta.get(direccion(reunion))
    for dicho in (
        "<strong>0</strong> llegaron",
        "Ana Rojas",
        "Necesita: Intérprete",
        "tel:3001234567",
    ):
        assert dicho in texto_de(antes)
    assert ana.correo not in texto_de(antes)
    revisar_html(antes.content.decode())

    despues = actuar(en_la_puerta, reunion, verbo="llego", inscripcion=ana.pk)

    assert "<strong>1</strong> llegó" in texto_de(despues)
    assert "Llegada anotada." in texto_de(despues)
    ana.refresh_from_db()
    assert ana.llego_en is not None

    actuar(en_la_puerta, reunion, verbo="deshacer", inscripcion=ana.pk)
    ana.refresh_from_db()
    assert ana.llego_en is None


@pytest.mark.parametrize("como", ["ANA", "rójas ana", "codigo"])
def test_se_busca_por_nombre_sin_tildes_o_por_codigo(en_la_puerta, reunion, como):
    ana = crear_inscripcion(reunion, nombre="Ana María Rojas")
    crear_inscripcion(reunion, nombre="Luis Peña")
    buscado = ana.codigo.lower() if como == "codigo" else como

    texto = texto_de(en_la_puerta.post(direccion(reunion), {"verbo": "buscar", "buscado": buscado}))

    assert "Ana María Rojas" in texto
    assert "Luis Peña" not in texto


def test_quien_llega_sin_inscribirse_se_anota_con_su_autorizacion(en_la_puerta, reunion):
    datos = {"verbo": "anotar", "nombre": "Luis <b>Peña</b>", "envio": "m"}
    sin_preguntar = actuar(en_la_puerta, reunion, **datos)
    assert "marque que autoriza" in texto_de(sin_preguntar)

    respuesta = actuar(en_la_puerta, reunion, **datos, consiente="on")

    assert "Luis &lt;b&gt;Peña&lt;/b&gt;" in texto_de(respuesta)
    assert "sin inscribirse" in texto_de(respuesta)
    assert Inscripcion.objects.get().sin_inscripcion_previa


def test_si_el_cupo_crece_se_dan_los_puestos_a_quienes_esperan(en_la_puerta, reunion):
    for _ in range(2):
        crear_inscripcion(reunion, estado="en_espera")
    Encuentro.objects.filter(pk=reunion.pk).update(cupo=1)

    respuesta = actuar(en_la_puerta, reunion, verbo="dar_puestos")

    assert "Entraron de la lista de espera: 1." in texto_de(respuesta)
    assert Aviso.objects.count() == 1


def test_una_persona_de_otra_reunion_no_se_toca(en_la_puerta, reunion):
    ajena = crear_inscripcion(crear_reunion())

    respuesta = actuar(en_la_puerta, reunion, verbo="llego", inscripcion=ajena.pk)

    assert "Esa persona ya no está en la lista." in texto_de(respuesta)
    ajena.refresh_from_db()
    assert ajena.llego_en is None


def test_los_mensajes_y_las_direcciones_no_llevan_nombres(en_la_puerta, reunion):
    ana = crear_inscripcion(reunion, nombre="Ana Sembrada")

    respuesta = en_la_puerta.post(direccion(reunion), {"verbo": "llego", "inscripcion": ana.pk})

    rastros = respuesta.url + respuesta.cookies.output()
    assert "Ana" not in rastros
    assert ana.codigo not in rastros


@pytest.mark.parametrize("cuantas", [1, 3])
def test_la_puerta_hace_las_mismas_consultas_con_pocas_o_muchas(
    en_la_puerta, reunion, cuantas, django_assert_max_num_queries
):
    for _ in range(cuantas):
        crear_inscripcion(reunion)

    with django_assert_max_num_queries(12):
        en_la_puerta.get(direccion(reunion))


# --- Las listas ------------------------------------------------------------------------------


@pytest.fixture
def con_gente(reunion):
    crear_inscripcion(reunion, nombre="Beatriz Díaz", organizacion="=1+1")
    crear_inscripcion(reunion, nombre="ana Rojas", llego_en=AHORA)
    crear_inscripcion(reunion, nombre="Espera Sola", estado="en_espera")
    crear_inscripcion(reunion, nombre="Se Fue", estado="cancelada", cancelada_en=AHORA)
    return reunion


def test_la_hoja_lleva_nombres_y_espacio_para_firmar_y_no_correos(en_la_puerta, con_gente):
    respuesta = en_la_puerta.get(direccion(con_gente, "_xlsx"))

    hoja = openpyxl.load_workbook(io.BytesIO(respuesta.content)).active
    filas = [[celda or "" for celda in fila] for fila in hoja.iter_rows(values_only=True)]
    assert filas[4:] == [
        ["N.º", "Nombre", "Organización", "Llegó", "Firma"],
        ["1", "ana Rojas", "", "12:00", ""],
        ["2", "Beatriz Díaz", "=1+1", "", ""],
    ]
    assert "@" not in str(filas)
    assert "no-store" in respuesta["Cache-Control"]


def test_el_papel_lleva_lo_mismo_y_renglones_en_blanco(con_gente):
    pagina = asistencia.html(con_gente, ahora=AHORA)

    for dicho in ("ana Rojas", "Beatriz Díaz", "Firma", "<td>10</td>"):
        assert dicho in pagina
    for callado in ("Espera Sola", "Se Fue", "@example.org"):
        assert callado not in pagina


@pytest.mark.pdf
def test_el_papel_se_imprime(en_la_puerta, con_gente):
    respuesta = en_la_puerta.get(direccion(con_gente, "_pdf"))

    with pikepdf.open(io.BytesIO(respuesta.content)) as pdf:
        assert len(pdf.pages) == 1
        assert pdf.Root.MarkInfo.Marked
