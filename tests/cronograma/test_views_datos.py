"""Datos abiertos, incrustación, novedades y lo que leen las máquinas del sitio entero."""

import csv
import io
import json
import re
from datetime import date, time
from xml.etree import ElementTree

import html5lib
import pytest
from django.urls import reverse
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from cronograma.aprobacion import retirar_version
from cronograma.campos import CAMPOS
from cronograma.datos import DIRECCION_DE_LA_LICENCIA, FRECUENCIA
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_aporte,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    crear_instancia,
    crear_usuario,
    publicar,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAPA = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}
CRONOGRAMA = "/hospital/cronograma/2026/"


@pytest.fixture
def estrategia():
    entidad = crear_entidad(nombre="Hospital de Prueba", slug="hospital")
    return crear_estrategia(entidad=entidad, nombre="Cronograma")


@pytest.fixture
def publicada(estrategia):
    crear_actividad(estrategia=estrategia, codigo="01", fecha_programada="1 de junio de 2026")
    return publicar(estrategia)


def test_datos_ofrece_cada_archivo_de_cada_estrategia(client, publicada):
    pagina = client.get("/datos/").content.decode()

    for como in ("csv", "json"):
        direccion = (
            f"/datos/v1/actividades.{como}?entidad=hospital&amp;vigencia=2026&amp;tipo=combinada"
        )
        assert direccion in pagina
    for como in ("ods", "xlsx"):
        assert f"{CRONOGRAMA}cronograma.{como}?estrategia_de=combinada" in pagina


def test_datos_dice_cuando_cambiaron(client, publicada):
    assert "Última actualización: 15 de mayo de 2026" in client.get("/datos/").content.decode()


def test_datos_de_una_entidad_son_solo_los_suyos(client, publicada):
    publicar_otra()

    assert len(client.get("/datos/").context["conjuntos"]) == 2
    assert len(client.get("/hospital/datos/").context["conjuntos"]) == 1


def publicar_otra(**datos):
    otra = crear_estrategia(**datos)
    crear_actividad(estrategia=otra, codigo="07")
    return publicar(otra)


def test_diccionario_tiene_una_entrada_por_campo(client):
    pagina = client.get("/datos/diccionario/").content.decode()

    assert re.findall(r'<dt id="campo-(\w+)">', pagina) == [campo.nombre for campo in CAMPOS]


# --- Catálogo ------------------------------------------------------------------------------


def test_catalogo_dcat(client, publicada):
    response = client.get("/datos/catalogo.jsonld")

    catalogo = json.loads(response.content)
    (conjunto,) = catalogo["dcat:dataset"]
    assert conjunto["dct:identifier"] == "hospital-2026-combinada"
    assert conjunto["dct:publisher"]["foaf:name"] == "Hospital de Prueba"
    assert conjunto["dct:license"]["@id"] == DIRECCION_DE_LA_LICENCIA
    assert conjunto["dct:accrualPeriodicity"]["rdfs:label"] == FRECUENCIA
    assert conjunto["dct:modified"] == catalogo["dct:modified"] == "2026-05-15T17:00:00+00:00"
    propio = "entidad=hospital&vigencia=2026&tipo=combinada"
    assert [d["dcat:downloadURL"]["@id"] for d in conjunto["dcat:distribution"]] == [
        f"http://testserver/datos/v1/actividades.csv?{propio}",
        f"http://testserver/datos/v1/actividades.json?{propio}",
        f"http://testserver{CRONOGRAMA}cronograma.ods?estrategia_de=combinada",
        f"http://testserver{CRONOGRAMA}cronograma.xlsx?estrategia_de=combinada",
    ]


def test_cada_archivo_del_catalogo_existe_y_es_del_tipo_que_dice(client, publicada):
    (conjunto,) = client.get("/datos/catalogo.jsonld").json()["dcat:dataset"]

    for archivo in conjunto["dcat:distribution"]:
        response = client.get(archivo["dcat:downloadURL"]["@id"])
        assert response.status_code == 200
        assert response["Content-Type"].partition(";")[0] == archivo["dcat:mediaType"]


def test_catalogo_de_una_entidad(client, publicada):
    publicar_otra()

    catalogo = client.get("/hospital/datos/catalogo.jsonld").json()

    assert catalogo["@id"] == "http://testserver/hospital/datos/"
    assert len(catalogo["dcat:dataset"]) == 1


def test_catalogo_sin_nada_publicado(client):
    catalogo = client.get("/datos/catalogo.jsonld").json()

    assert catalogo["dcat:dataset"] == []
    assert "dct:modified" not in catalogo


# --- Direcciones con versión ---------------------------------------------------------------

DATOS_V1 = ["conjuntos.json", "actividades.json", "actividades.csv"]


def filas_csv(response):
    texto = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(texto, newline="")))


def test_csv_y_json_llevan_los_mismos_campos_y_filas(client, publicada):
    publicar_otra()

    en_csv = filas_csv(client.get("/datos/v1/actividades.csv"))
    en_json = client.get("/datos/v1/actividades.json").json()["actividades"]

    assert [list(fila) for fila in en_csv] == [list(fila) for fila in en_json]
    assert [fila["id"] for fila in en_csv] == [fila["id"] for fila in en_json]
    assert "hospital/2026/combinada/01" in {fila["id"] for fila in en_csv}


def test_una_actividad_en_csv(client, publicada):
    response = client.get("/datos/v1/actividades.csv?entidad=hospital")

    (fila,) = filas_csv(response)
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert {campo: fila[campo] for campo in ("entidad", "vigencia", "tipo", "codigo")} == {
        "entidad": "hospital",
        "vigencia": "2026",
        "tipo": "combinada",
        "codigo": "01",
    }
    assert (fila["fecha_tipo"], fila["fecha_inicio"]) == ("fecha", "2026-06-01")
    assert fila["publicada_en"] == "2026-05-15T12:00:00-05:00"
    assert fila["direccion"] == f"http://testserver{CRONOGRAMA}combinada/01/"
    assert (fila["presencial"], fila["lugar"]) == ("false", "")


@pytest.mark.parametrize(
    ("consulta", "codigos"),
    [
        ("", ["01", "07"]),
        ("?entidad=hospital", ["01"]),
        ("?vigencia=2025", ["07"]),
        ("?tipo=rendicion", ["07"]),
        ("?entidad=no-hay", []),
    ],
)
def test_los_parametros_escogen(client, publicada, consulta, codigos):
    publicar_otra(vigencia=2025, tipo="rendicion")

    datos = client.get(f"/datos/v1/actividades.json{consulta}").json()

    assert sorted(fila["codigo"] for fila in datos["actividades"]) == codigos


@pytest.mark.parametrize("direccion", DATOS_V1)
@pytest.mark.parametrize(
    ("consulta", "frase"),
    [
        ("anio=2026", "No hay un parámetro «anio»; sí entidad, vigencia, tipo."),
        ("vigencia=dos", "La vigencia «dos» no es un año: escriba cuatro cifras, como 2026."),
        ("vigencia=1", "La vigencia «1» no es un año: escriba cuatro cifras, como 2026."),
        ("tipo=x", "No hay un tipo «x»; sí participacion, rendicion, combinada."),
    ],
)
def test_un_parametro_que_no_se_entiende_dice_cual(client, direccion, consulta, frase):
    response = client.get(f"/datos/v1/{direccion}?{consulta}")

    assert (response.status_code, response.json()) == (400, {"error": frase})


def test_los_datos_no_llevan_lo_que_no_se_ha_publicado(client, publicada):
    crear_actividad(estrategia=publicada.estrategia, codigo="99")
    crear_actividad(estrategia=crear_estrategia(), codigo="98")

    datos = client.get("/datos/v1/actividades.json").json()

    assert [fila["codigo"] for fila in datos["actividades"]] == ["01"]


def test_los_datos_no_llevan_nada_de_las_personas(client, publicada):
    """Del que opina, nada; de la entidad, solo el correo de contacto."""
    crear_aporte(
        version=publicada,
        texto="Secreto 3105551234",
        nombre="Ana Sembrada",
        correo="ana@example.org",
        consentimiento_version="1",
        consentimiento_finalidad="Responder",
        consentimiento_en=AHORA,
    )
    publicar_otra(entidad=crear_entidad(correo="contacto@otra.gov.co"))
    direcciones = [f"/datos/v1/{una}" for una in DATOS_V1] + [
        "/datos/catalogo.jsonld",
        f"{CRONOGRAMA}cronograma.csv",
        f"{CRONOGRAMA}cronograma.json",
    ]

    for direccion in direcciones:
        texto = client.get(direccion).content.decode()
        for dato in ("3105551234", "Ana Sembrada", "ana@example.org", "demo"):
            assert dato not in texto, direccion


@pytest.mark.parametrize("direccion", DATOS_V1)
def test_los_datos_que_no_cambiaron_no_se_mandan_otra_vez(client, publicada, direccion):
    primera = client.get(f"/datos/v1/{direccion}")

    segunda = client.get(f"/datos/v1/{direccion}", headers={"If-None-Match": primera["ETag"]})
    publicar_otra()
    tercera = client.get(f"/datos/v1/{direccion}", headers={"If-None-Match": primera["ETag"]})

    assert (segunda.status_code, segunda.content) == (304, b"")
    assert (tercera.status_code, tercera["ETag"] != primera["ETag"]) == (200, True)
    assert primera["Last-Modified"] == "Fri, 15 May 2026 17:00:00 GMT"


@pytest.mark.parametrize("cuantas", [1, 3])
def test_los_datos_cuestan_las_mismas_consultas(
    client, estrategia, django_assert_num_queries, cuantas
):
    for _ in range(cuantas):
        crear_actividad(estrategia=estrategia)
        publicar_otra()
    publicar(estrategia)

    with django_assert_num_queries(2):
        client.get("/datos/v1/actividades.json")


def test_la_descarga_de_la_lista_lleva_los_campos_del_diccionario(client, publicada):
    crear_encuentro(actividad=publicada.estrategia.actividades.get())

    (fila,) = filas_csv(client.get(f"{CRONOGRAMA}cronograma.csv?periodo=T2"))

    assert list(fila) == [campo.nombre for campo in CAMPOS]


@pytest.mark.parametrize(
    "direccion",
    [
        "/datos/catalogo.jsonld",
        "/datos/openapi.json",
        "/hospital/datos/catalogo.jsonld",
        *(f"/datos/v1/{una}" for una in DATOS_V1),
        "/datos/v1/actividades.json?x=1",
        *(f"{CRONOGRAMA}cronograma.{como}" for como in ("csv", "json", "ods", "xlsx", "ics")),
        f"{CRONOGRAMA}combinada/01/calendario.ics",
    ],
)
def test_los_datos_se_pueden_leer_desde_otro_sitio(client, publicada, direccion):
    primera = client.get(direccion)
    repetida = client.get(direccion, headers={"If-None-Match": primera.get("ETag", "")})

    assert primera["Access-Control-Allow-Origin"] == "*"
    assert repetida["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "direccion",
    ["/datos/", "/datos/diccionario/", "/hospital/", CRONOGRAMA, f"{CRONOGRAMA}combinada/01/"],
)
def test_las_paginas_no_se_leen_desde_otro_sitio(client, publicada, direccion):
    assert "Access-Control-Allow-Origin" not in client.get(direccion)


# --- Descripción OpenAPI -------------------------------------------------------------------


@pytest.fixture
def descripcion(client):
    return client.get("/datos/openapi.json").json()


def test_la_descripcion_es_openapi_valida(descripcion):
    OpenAPIV31SpecValidator(descripcion).validate()


def test_la_descripcion_nombra_las_direcciones_que_hay(client, publicada, descripcion):
    assert sorted(descripcion["paths"]) == sorted(f"/datos/v1/{una}" for una in DATOS_V1)
    assert descripcion["servers"] == [{"url": "http://testserver"}]
    for direccion in descripcion["paths"]:
        assert client.get(direccion).status_code == 200


@pytest.mark.parametrize(
    ("direccion", "componente"),
    [("actividades.json", "Actividades"), ("conjuntos.json", "Conjuntos")],
)
def test_lo_que_se_publica_cumple_la_descripcion(
    client, publicada, descripcion, direccion, componente
):
    publicar_otra(entidad=crear_entidad(codigo_divipola="05001"))
    esquema = {
        "$ref": f"#/components/schemas/{componente}",
        "components": descripcion["components"],
    }

    datos = client.get(f"/datos/v1/{direccion}").json()

    Draft202012Validator(esquema, format_checker=FormatChecker()).validate(datos)


# --- Incrustación --------------------------------------------------------------------------


def test_incrustar_es_la_unica_pagina_que_cabe_en_un_marco(client, publicada):
    marco = client.get(f"{CRONOGRAMA}incrustar/")
    lista = client.get(CRONOGRAMA)

    assert "frame-ancestors *" in marco["Content-Security-Policy"]
    assert "X-Frame-Options" not in marco
    assert "frame-ancestors 'none'" in lista["Content-Security-Policy"]
    assert lista["X-Frame-Options"] == "DENY"


def test_incrustar_no_deja_cerrar_la_lista_ni_trae_formularios(client, publicada):
    pagina = client.get(f"{CRONOGRAMA}incrustar/").content.decode()

    assert "/hospital/cronograma/2026/combinada/01/" in pagina
    assert "<form" not in pagina


def test_el_codigo_para_incrustar_lleva_a_la_lista_y_deja_un_enlace(client, publicada):
    lista = html5lib.parse(
        client.get(f"{CRONOGRAMA}?periodo=T2").content.decode(), namespaceHTMLElements=False
    )

    codigo = html5lib.parseFragment(lista.find(".//textarea").text, namespaceHTMLElements=False)

    marco = codigo.find(".//iframe")
    assert marco.get("src") == f"http://testserver{CRONOGRAMA}incrustar/?periodo=T2"
    assert marco.get("title") == "Cronograma de participación 2026"
    assert client.get(marco.get("src")).status_code == 200
    assert codigo.find(".//a").get("href") == f"http://testserver{CRONOGRAMA}"


def test_novedades_en_atom(client, publicada):
    libro = ElementTree.fromstring(client.get("/hospital/novedades.atom").content)

    (novedad,) = libro.findall("a:entry", ATOM)
    assert novedad.findtext("a:title", namespaces=ATOM) == "Cronograma 2026: versión 1"


def direcciones_del_mapa(client):
    mapa = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return [url.text.removeprefix("http://testserver") for url in mapa.findall("m:url/m:loc", MAPA)]


def test_mapa_del_sitio_tiene_cada_pagina_publica(client, publicada):
    crear_actividad(estrategia=publicada.estrategia, codigo="99")
    crear_instancia(entidad=publicada.estrategia.entidad)

    direcciones = direcciones_del_mapa(client)

    assert direcciones == [
        "/",
        "/datos/",
        "/datos/diccionario/",
        "/hospital/",
        "/hospital/datos/",
        "/hospital/transparencia/",
        "/hospital/convocatorias/",
        "/hospital/preguntas/",
        "/hospital/instancias/",
        CRONOGRAMA,
        f"{CRONOGRAMA}anio/",
        f"{CRONOGRAMA}combinada/cambios/",
        f"{CRONOGRAMA}combinada/version/1/",
        f"{CRONOGRAMA}combinada/01/",
        "/hospital/compromisos/",
        "/hospital/mejoras/",
        "/hospital/memorias/",
        "/hospital/informes/",
        f"{CRONOGRAMA}seguimiento/",
    ]
    publicar_otra()  # Con una sola entidad, la portada lleva a ella.
    assert {client.get(una).status_code for una in direcciones} == {200}


def test_mapa_del_sitio_calla_lo_retirado_y_lo_de_una_entidad_inactiva(client, publicada):
    entidad = publicada.estrategia.entidad
    retirada = publicar_otra(entidad=entidad, vigencia=2025)
    retirar_version(
        retirada, por=crear_usuario(rol="planeacion", entidad=entidad), ahora=AHORA, motivo="Error"
    )
    oculta = publicar_otra()
    oculta.estrategia.entidad.activa = False
    oculta.estrategia.entidad.save()

    del_cronograma = [una for una in direcciones_del_mapa(client) if "/cronograma/" in una]

    assert all(una.startswith(CRONOGRAMA) for una in del_cronograma)


@pytest.mark.parametrize("cuantas", [1, 3])
def test_mapa_del_sitio_hace_siempre_las_mismas_consultas(
    client, publicada, django_assert_num_queries, cuantas
):
    for _ in range(cuantas):
        publicar_otra()

    with django_assert_num_queries(7):
        client.get("/sitemap.xml")


def test_robots_nombra_el_mapa_y_cierra_el_admin(client):
    texto = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/" in texto
    assert "Sitemap: http://testserver/sitemap.xml" in texto


def test_contacto_de_seguridad_no_ha_vencido(client):
    texto = client.get("/.well-known/security.txt").content.decode()

    assert "Contact: mailto:" in texto
    assert re.search(r"Expires: 2026-11-\d\dT00:00:00Z", texto)


def enlazados(client):
    pagina = client.get(reverse("cronograma:detalle", args=["hospital", 2026, "combinada", "01"]))
    hallado = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', pagina.content.decode()
    )
    return json.loads(hallado[1]) if hallado else []


def test_un_dia_exacto_se_describe_a_los_buscadores(client, publicada):
    (evento,) = enlazados(client)

    assert (evento["@type"], evento["startDate"]) == ("Event", "2026-06-01")
    assert evento["organizer"]["name"] == "Hospital de Prueba"


def test_un_encuentro_cancelado_lo_dice_a_los_buscadores(client, estrategia):
    actividad = crear_actividad(estrategia=estrategia, codigo="01", fecha_programada="Mensual")
    crear_encuentro(
        actividad=actividad,
        fecha=date(2026, 6, 9),
        hora_inicio=time(9),
        estado="cancelado",
        motivo="Paro",
    )
    publicar(estrategia)

    (evento,) = enlazados(client)

    assert evento["startDate"] == "2026-06-09T09:00:00-05:00"
    assert evento["eventStatus"] == "https://schema.org/EventCancelled"


def test_una_fecha_imprecisa_no_se_describe_como_evento(client, estrategia):
    crear_actividad(estrategia=estrategia, codigo="01", fecha_programada="Mensual")
    publicar(estrategia)

    assert enlazados(client) == []


def test_lo_que_escribe_una_entidad_no_sale_de_su_etiqueta(client, estrategia):
    crear_actividad(
        estrategia=estrategia,
        codigo="01",
        nombre="Foro </script><script>alert(1)</script>",
        fecha_programada="1 de junio de 2026",
    )
    publicar(estrategia)

    (evento,) = enlazados(client)

    assert evento["name"] == "Foro </script><script>alert(1)</script>"
