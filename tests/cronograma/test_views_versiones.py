"""Las páginas de las versiones por HTTP: la lista, los archivos, los cambios y lo retirado."""

import hashlib
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from cronograma import aprobacion
from cronograma.exportar import archivos, pdf
from cronograma.exportar.archivos import con_archivos
from cronograma.models import Actividad
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_entidad,
    crear_estrategia,
    crear_usuario,
    publicar,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

SITIO = "/hospital/cronograma/2026/combinada/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def sin_pdf(monkeypatch):
    """Aquí se prueban las páginas; los PDF tardan y tienen sus pruebas."""

    def falta(*_):
        raise pdf.FaltaPango(pdf.FALTA_PANGO)

    monkeypatch.setitem(archivos.SALIDAS, "pdf", archivos.SALIDAS["pdf"]._replace(escribir=falta))


@pytest.fixture
def quien():
    return crear_usuario(entidad=crear_entidad(nombre="Hospital", slug="hospital"))


@pytest.fixture
def estrategia(quien):
    estrategia = crear_estrategia(entidad=quien.entidad, nombre="Cronograma")
    crear_actividad(
        estrategia=estrategia,
        codigo="01",
        nombre="Audiencia <b>pública</b>",
        fecha_programada="1 de junio",
        observaciones="Llame a Persona de Prueba",
    )
    crear_actividad(estrategia=estrategia, codigo="02", nombre="Foro")
    return estrategia


@pytest.fixture
def version_1(estrategia, quien):
    return con_archivos(lambda: publicar(estrategia, por=quien, etiqueta="v. 7"))


@pytest.fixture
def version_2(version_1, estrategia, quien):
    """Una fecha cambió y el foro se retiró."""
    audiencia = estrategia.actividades.get(codigo="01")
    audiencia.fecha_programada, audiencia.observaciones = "20 de junio", ""
    audiencia.save()
    foro = estrategia.actividades.get(codigo="02")
    aprobacion.retirar(foro, por=quien, ahora=AHORA, motivo="Se unió a la audiencia")
    return con_archivos(lambda: _publicar_con_cambios(estrategia, quien))


def _publicar_con_cambios(estrategia, quien):
    """Una versión previa que además guarda sus cambios: aquí no importa la aprobación."""
    entrada = aprobacion.entrada_en_vigor
    version = aprobacion.abrir_version(estrategia, por=quien, ahora=AHORA)
    cambios = entrada.cambios_por_publicar(version, hoy=date(2026, 5, 15))
    version.delete()
    version = publicar(estrategia, por=quien, motivo="Ajuste de fechas")
    porques = aprobacion.porques_de_retiro(estrategia) | {"01": "El auditorio estaba ocupado"}
    entrada._guardar_cambios(version, cambios, porques)
    return version


def texto_de(response):
    return " ".join(response.content.decode().split())


def test_pagina_de_la_version_dice_su_numero_su_etiqueta_y_sus_huellas(client, version_1):
    texto = texto_de(client.get(f"{SITIO}version/1/"))

    assert "Esta es la versión que rige." in texto
    assert "Versión v. 7" in texto
    assert "La aprobación no consta en el sistema." in texto
    assert "Audiencia &lt;b&gt;pública&lt;/b&gt;" in texto
    assert "El PDF todavía no está" in texto
    for uno in version_1.archivos.all():
        assert uno.sha256 in texto


def test_version_reemplazada_sigue_y_lleva_a_la_que_rige(client, version_2):
    texto = texto_de(client.get(f"{SITIO}version/1/"))

    assert "Esta versión ya no rige." in texto
    assert f'href="{SITIO}version/2/"' in texto
    assert "1 de junio de 2026" in texto


def test_version_que_no_existe_dice_cual_es_la_ultima(client, version_2):
    respuesta = client.get(f"{SITIO}version/9/")

    assert respuesta.status_code == 404
    assert "No hay una versión 9 publicada. La última es la 2." in texto_de(respuesta)


def test_version_en_preparacion_no_es_publica(client, version_1, estrategia, quien):
    aprobacion.abrir_version(estrategia, por=quien, ahora=AHORA)

    assert client.get(f"{SITIO}version/2/").status_code == 404


def test_paginas_estan_bien_formadas(client, version_2, revisar_html):
    for pagina in ("version/1/", "version/2/", "cambios/", "02/"):
        revisar_html(client.get(SITIO + pagina).content.decode())


# --- Archivos ------------------------------------------------------------------------------


def test_archivo_baja_igual_con_su_huella_y_para_siempre(client, version_1):
    uno = version_1.archivos.get(nombre="cronograma.xlsx")

    respuesta = client.get(uno.get_absolute_url())
    contenido = b"".join(respuesta.streaming_content)

    assert hashlib.sha256(contenido).hexdigest() == uno.sha256
    assert {clave: respuesta[clave] for clave in CABECERAS} == {
        "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Content-Length": str(uno.tamano),
        "Content-Disposition": 'attachment; filename="hospital-2026-version-1-cronograma.xlsx"',
        "ETag": f'"{uno.sha256}"',
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
    }


CABECERAS = (
    "Content-Type",
    "Content-Length",
    "Content-Disposition",
    "ETag",
    "Cache-Control",
    "X-Content-Type-Options",
)


def test_archivo_de_la_1_no_cambia_al_publicar_la_2(client, version_1, request):
    direcciones = [uno.get_absolute_url() for uno in version_1.archivos.all()]
    antes = [b"".join(client.get(una).streaming_content) for una in direcciones]

    request.getfixturevalue("version_2")

    assert [b"".join(client.get(una).streaming_content) for una in direcciones] == antes


def test_archivo_que_ya_se_tiene_no_se_vuelve_a_bajar(client, version_1):
    uno = version_1.archivos.first()

    respuesta = client.get(uno.get_absolute_url(), headers={"If-None-Match": f'"{uno.sha256}"'})

    assert (respuesta.status_code, respuesta.content) == (304, b"")


def test_archivo_se_puede_preguntar_sin_bajarlo(client, version_1):
    uno = version_1.archivos.first()

    respuesta = client.head(uno.get_absolute_url())

    assert (respuesta.status_code, respuesta["Content-Length"]) == (200, str(uno.tamano))
    respuesta.close()


@pytest.mark.parametrize("nombre", ["cronograma.ics", "plan.xlsx", "..%2F..%2Fsettings.py"])
def test_archivo_que_la_version_no_tiene_lo_dice(client, version_1, nombre):
    respuesta = client.get(f"{SITIO}version/1/{nombre}")

    assert respuesta.status_code == 404


def test_archivos_no_se_cambian_por_post(client, version_1):
    assert client.post(version_1.archivos.first().get_absolute_url()).status_code == 405


def test_archivo_de_una_version_retirada_dice_por_que_y_conserva_la_huella(
    client, version_1, version_2, quien
):
    uno = version_1.archivos.get(nombre="actividades.csv")
    aprobacion.retirar_version(version_1, por=quien, ahora=AHORA, motivo="Traía un dato personal")

    for pedido in (client.get, client.head):
        respuesta = pedido(uno.get_absolute_url())
        assert respuesta.status_code == 410
        assert "immutable" not in respuesta.headers.get("Cache-Control", "")
    texto = texto_de(client.get(uno.get_absolute_url()))
    assert "Traía un dato personal" in texto
    assert uno.sha256 in texto


def test_version_retirada_no_muestra_su_lista_y_conserva_motivo_y_huella(
    client, version_1, version_2, quien
):
    aprobacion.retirar_version(version_1, por=quien, ahora=AHORA, motivo="Traía un dato personal")

    paginas = [
        texto_de(client.get(SITIO + pagina))
        for pagina in ("version/1/", "version/2/", "cambios/", "cambios.atom")
    ]

    assert "Traía un dato personal" in paginas[0]
    assert version_1.archivos.first().sha256 in paginas[0]
    assert not [pagina for pagina in paginas if "Persona de Prueba" in pagina]
    # Solo estaba en la versión que se retiró.
    assert client.get(f"{SITIO}02/").status_code == 404


def test_retirada_la_unica_version_el_cronograma_no_se_muestra(client, version_1, quien):
    aprobacion.retirar_version(version_1, por=quien, ahora=AHORA, motivo="Traía un dato personal")

    assert client.get("/hospital/cronograma/2026/").status_code == 404
    assert client.get("/hospital/").status_code == 200
    assert "Se retiró el 15 de mayo de 2026." in texto_de(client.get(f"{SITIO}cambios/"))


# --- Cambios -------------------------------------------------------------------------------


def test_cambios_dice_que_cambio_y_por_que(client, version_2):
    texto = texto_de(client.get(f"{SITIO}cambios/"))

    assert "Ajuste de fechas" in texto
    assert "<del>1 de junio (El 1 de junio de 2026)</del>" in texto
    assert "<ins>20 de junio (El 20 de junio de 2026)</ins>" in texto
    assert "El auditorio estaba ocupado" in texto
    assert "Se unió a la audiencia" in texto


def test_atom_trae_una_entrada_por_version_y_se_puede_leer(client, version_2):
    Actividad.objects.filter(codigo="01").update(nombre="Con control \x0b adentro")

    respuesta = client.get(f"{SITIO}cambios.atom")
    canal = ET.fromstring(respuesta.content)

    assert respuesta["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entrada.find(f"{ATOM}title").text for entrada in canal.iter(f"{ATOM}entry")] == [
        "Versión 2 de Cronograma",
        "Versión 1 de Cronograma",
    ]
    assert [entrada.find(f"{ATOM}id").text for entrada in canal.iter(f"{ATOM}entry")] == [
        f"http://testserver{SITIO}version/2/",
        f"http://testserver{SITIO}version/1/",
    ]
    assert "El auditorio estaba ocupado" in respuesta.content.decode()


def test_actividad_retirada_conserva_su_pagina(client, version_2):
    respuesta = client.get(f"{SITIO}02/")
    texto = texto_de(respuesta)

    assert respuesta.status_code == 200
    assert "Retirada en la" in texto
    assert "porque: Se unió a la audiencia" in texto


def test_estrategia_sin_nada_publicado_no_tiene_cambios(client, estrategia):
    respuesta = client.get(f"{SITIO}cambios/")

    assert respuesta.status_code == 404
    assert "no ha publicado aquí esa estrategia de 2026" in texto_de(respuesta)


@pytest.mark.parametrize("cuantas", [1, 3])
def test_version_no_consulta_mas_por_tener_mas_actividades(
    client, quien, cuantas, django_assert_num_queries
):
    estrategia = crear_estrategia(entidad=quien.entidad)
    for _ in range(cuantas):
        crear_actividad(estrategia=estrategia)
    con_archivos(lambda: publicar(estrategia, por=quien))

    with django_assert_num_queries(CONSULTAS_DE_LA_VERSION):
        client.get(f"{SITIO}version/1/")


CONSULTAS_DE_LA_VERSION = 11
