"""El recorrido entero por HTTP: de la formulación a la versión 2, con todos los que participan."""

import hashlib
import re
from datetime import date, datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone

from cronograma.models import Actividad, Aporte, PropuestaDeActividad, Version
from tests.factories import (
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)

pytestmark = pytest.mark.django_db

SITIO = "/hospital/cronograma/2026/combinada/"


@pytest.fixture
def reloj(monkeypatch):
    """`reloj(date(2026, 1, 20))`: desde ahora es ese día al mediodía."""

    def poner(dia, hora=time(12)):
        momento = datetime.combine(dia, hora, tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: momento)

    poner(date(2026, 1, 15))
    return poner


@pytest.fixture
def entidad():
    return crear_entidad(nombre="Hospital de Prueba", slug="hospital")


@pytest.fixture
def estrategia(entidad):
    return crear_estrategia(entidad=entidad, nombre="Cronograma de participación")


@pytest.fixture
def planeacion(client, entidad):
    return _con_sesion(client, entidad, "planeacion")


@pytest.fixture
def comunicaciones(client, entidad):
    return _con_sesion(client, entidad, "comunicaciones")


def _con_sesion(client, entidad, rol, **datos):
    otro = client.__class__()
    otro.force_login(crear_usuario(rol=rol, entidad=entidad, **datos))
    return otro


def paso(verbo, estrategia):
    return reverse("admin:estrategia_estrategia_paso", args=[estrategia.pk, verbo])


def dar(quien, verbo, estrategia, **datos):
    """Da un paso en su página y devuelve lo que la persona lee después."""
    return texto_de(quien.post(paso(verbo, estrategia), datos, follow=True))


def texto_de(response):
    return " ".join(response.content.decode().split())


def formulario_de(response):
    """Los campos escondidos y ya llenos de la página."""
    html = response.content.decode()
    return dict(re.findall(r'name="(envio|huella)" value="([^"]*)"', html))


def archivos_de(client, numero):
    """Los archivos que la página de la versión ofrece, con su huella y su contenido."""
    html = client.get(f"{SITIO}version/{numero}/").content.decode()
    ofrecidos = re.findall(
        rf'href="({SITIO}version/{numero}/[^"]+)".*?([0-9a-f]{{64}})', html, re.S
    )
    bajados = {}
    for direccion, huella in ofrecidos:
        contenido = b"".join(client.get(direccion).streaming_content)
        assert hashlib.sha256(contenido).hexdigest() == huella, direccion
        bajados[direccion] = contenido
    return bajados


@pytest.mark.pdf
def test_de_la_formulacion_a_la_version_2(
    client, reloj, entidad, estrategia, planeacion, comunicaciones
):
    dependencia = crear_dependencia(entidad=entidad, nombre="Atención al usuario")
    grupo = crear_grupo(entidad=entidad, nombre="Usuarios", caracterizado=True)
    entidad.caracterizaciones.create(documento="Caracterización 2025", fecha=date(2025, 11, 1))
    pantalla = reverse("admin:estrategia_estrategia_change", args=[estrategia.pk])

    # Planeación pide a las áreas sus actividades; el área las propone y planeación las acepta.
    pedir = reverse("admin:estrategia_estrategia_planeacion", args=[estrategia.pk])
    planeacion.post(pedir, {"dependencias": [dependencia.pk], "hasta": "2026-01-18"})
    suya = [estrategia.pk, estrategia.solicitudes.get().pk]
    area = _con_sesion(client, entidad, "dependencia", dependencia=dependencia)
    for nombre, fecha in (("Audiencia pública", "1 de junio"), ("Encuentro con usuarios", "marzo")):
        area.post(
            reverse("admin:estrategia_estrategia_propuesta_nueva", args=suya),
            {
                "nombre": nombre,
                "fecha_programada": fecha,
                "grupos": [grupo.pk],
                "presencial": "on",
                "es_participacion": "on",
            },
        )
    solicitud = reverse("admin:estrategia_estrategia_solicitud", args=suya)
    for propuesta in PropuestaDeActividad.objects.order_by("pk"):
        planeacion.post(solicitud, {"verbo": "aceptar", "propuesta": propuesta.pk})
    assert list(Actividad.objects.order_by("pk").values_list("codigo", "nombre")) == [
        ("01", "Audiencia pública"),
        ("02", "Encuentro con usuarios"),
    ]
    planeacion.post(
        reverse("admin:estrategia_estrategia_abrir_version", args=[estrategia.pk]), follow=True
    )
    assert "En formulación" in texto_de(planeacion.get(pantalla))

    # El punto de control: sin ejecutarlo no se presenta.
    assert "Ejecutar el punto de control" in dar(planeacion, "presentar_al_comite", estrategia)
    revision = reverse("admin:estrategia_estrategia_revision", args=[estrategia.pk])
    hecho = planeacion.post(revision, {"control": "1", "razon": ""}, follow=True)
    assert "Quedó ejecutado el control de cobertura: conforme." in texto_de(hecho)

    # Comité y aprobación.
    assert "Quedó presentada al Comité." in dar(planeacion, "presentar_al_comite", estrategia)
    sin_enlace = {"acta": "Acta 01 de 2026", "fecha": "2026-01-20", "organo": "Comité"}
    assert "Escriba el enlace al acta o suba su archivo." in dar(
        planeacion, "aprobar", estrategia, **sin_enlace
    )
    con_enlace = sin_enlace | {"enlace": "https://entidad.example.org/acta-01.pdf"}
    assert "Quedó registrada la aprobación." in dar(planeacion, "aprobar", estrategia, **con_enlace)

    # Divulgación, con una observación de la ciudadanía.
    reloj(date(2026, 1, 21))
    assert "El borrador ya es público." in dar(
        planeacion, "divulgar", estrategia, desde="2026-01-21", hasta="2026-01-25"
    )
    pagina = client.get(f"{SITIO}borrador/")
    reloj(date(2026, 1, 21), time(12, 5))
    enviada = client.post(
        f"{SITIO}borrador/",
        {
            "texto": "La audiencia debería ser un sábado.",
            "nombre": "Persona de Prueba",
            "correo": "persona@example.org",
            "consiente": "on",
            "actividad": "",
            **formulario_de(pagina),
        },
    )
    (codigo,) = re.findall(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", enviada.content.decode())

    # Cerrada la consulta: sin responder no se publica.
    reloj(date(2026, 1, 26))
    assert "La consulta cerró el 25 de enero de 2026." in texto_de(client.get(f"{SITIO}borrador/"))
    dar(planeacion, "abrir_ajuste", estrategia, razon="Se acoge una observación")
    dar(planeacion, "solicitar_publicacion", estrategia, nota="")
    assert "Responder 1 observación de la ciudadanía" in texto_de(
        comunicaciones.get(paso("publicar", estrategia))
    )
    aporte = Aporte.objects.get()
    planeacion.post(
        reverse("admin:cronograma_aporte_change", args=[aporte.pk]),
        {
            "respuesta": "Se pasa al sábado 6 de junio.",
            "decision": "incorporada",
            "porque": "",
            "publico": "on",
        },
    )
    respuesta = texto_de(client.post(f"{SITIO}borrador/respuesta/", {"codigo": codigo.lower()}))
    assert "Se pasa al sábado 6 de junio." in respuesta

    # El ajuste que la observación pidió, y la publicación.
    audiencia = Actividad.objects.get(codigo="01")
    editar(planeacion, audiencia, fecha_programada="6 de junio")
    publicada = publicar(comunicaciones, estrategia, motivo="Primera publicación")
    assert "La versión quedó publicada." in publicada
    assert "6 de junio de 2026" in texto_de(client.get(f"{SITIO}01/"))
    de_la_1 = texto_de(client.get(f"{SITIO}version/1/"))
    assert "La audiencia debería ser un sábado." in de_la_1
    assert "Persona de Prueba" not in de_la_1
    primera = archivos_de(client, 1)
    assert {direccion.rpartition("/")[2] for direccion in primera} >= {
        "cronograma.pdf",
        "cronograma.xlsx",
        "actividades.csv",
        "actividades.json",
    }

    # Cambia una fecha: segunda versión, con su porqué.
    reloj(date(2026, 1, 28))
    planeacion.post(reverse("admin:estrategia_estrategia_abrir_version", args=[estrategia.pk]))
    editar(planeacion, audiencia, fecha_programada="20 de junio")
    dar(planeacion, "solicitar_publicacion", estrategia, nota="")
    motivo = {"motivo": "Se movió la audiencia", "razon_sin_aprobacion": "Solo cambia un día"}
    assert "Decir por qué cambia «Audiencia pública» (01)." in publicar(
        comunicaciones, estrategia, **motivo
    )
    porque = {"porque-01": "El auditorio estaba ocupado"}
    publicar(comunicaciones, estrategia, **motivo | porque)

    # El público ve la 2, «Cambios» dice qué y por qué, y la 1 baja byte por byte.
    assert Version.objects.en_vigor().get().numero == 2
    assert "20 de junio de 2026" in texto_de(client.get(f"{SITIO}01/"))
    cambios = texto_de(client.get(f"{SITIO}cambios/"))
    assert "6 de junio (El 6 de junio de 2026)" in cambios
    assert "20 de junio (El 20 de junio de 2026)" in cambios
    assert "El auditorio estaba ocupado" in cambios
    assert "Esta versión ya no rige." in texto_de(client.get(f"{SITIO}version/1/"))
    assert archivos_de(client, 1) == primera


def editar(quien, actividad, **cambios):
    """Cambia la actividad desde su formulario, con todo lo demás como estaba."""
    enviar(quien, reverse("admin:cronograma_actividad_change", args=[actividad.pk]), **cambios)


def enviar(quien, direccion, **datos):
    """Llena el formulario que la página muestra, cambia lo que se dice y lo envía."""
    pagina = quien.get(direccion)
    partes = [pagina.context["adminform"].form]
    for tabla in pagina.context["inline_admin_formsets"]:
        partes += [tabla.formset.management_form, *tabla.formset.initial_forms]
    llenos = {
        campo.html_name: campo.value()
        for parte in partes
        for campo in parte
        if campo.value() is not None and campo.value() is not False
    }
    respuesta = quien.post(direccion, llenos | datos)
    assert respuesta.status_code == 302, (respuesta.context or {}).get("errors")


def publicar(quien, estrategia, **datos):
    """Publica con la huella de los cambios que la página mostró."""
    pagina = quien.get(paso("publicar", estrategia))
    return dar(quien, "publicar", estrategia, **formulario_de(pagina) | datos)
