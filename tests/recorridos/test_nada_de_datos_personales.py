"""Ningún dato de una persona sale: se siembran de todas las clases y se buscan por todas partes.

Se recorre todo lo público (cada dirección con nombre y cada enlace que se encuentra), los archivos
por dentro, las páginas de quien solo consulta, y los registros mientras la gente usa el sitio. Una
prueba de que lo sembrado sí se guarda y sí se encuentra donde debe acompaña a las que no lo hallan.
"""

import io
import logging
import re
import smtplib
from datetime import time, timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from cronograma.models import Aporte, Encuentro, Inscripcion, Material
from seguimiento.models import Compromiso, Evidencia, Informe, Valoracion
from tests.factories import crear_entidad, crear_usuario
from tests.factories.datos_sembrados import Siembra, sembrar
from tests.factories.inscripciones import crear_reunion
from tests.rastreo import escapes, hallados, nombre_de, recorrer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

PROPIAS = ("cronograma", "estrategia", "seguimiento")
OFICINA = re.compile(r"^/admin/(?!logout|password_change|jsi18n|autocomplete)")


@pytest.fixture(autouse=True)
def sin_frenos():
    cache.clear()


# --- Lo público ------------------------------------------------------------------------------


def rutas_publicas():
    """Cada dirección pública con nombre: su nombre completo y los pedazos que pide."""
    for incluida in get_resolver().url_patterns:
        if getattr(incluida, "namespace", None) not in PROPIAS:
            continue
        for ruta in incluida.url_patterns:
            if not str(ruta.pattern).startswith("admin/"):
                yield f"{incluida.namespace}:{ruta.name}", ruta.pattern.converters


def argumentos_de(nombre: str, pedazos) -> dict:
    """Con qué se pide cada dirección: lo que existe en el hospital sembrado."""
    informe = Informe.objects.get()
    habitual = {
        "entidad": "hospital", "vigencia": 2026, "tipo": "combinada", "codigo": "01",
        "numero": 1, "pk": 9001, "encuentro": 9003, "cual": "plan-de-accion",
        "mes": timezone.localdate().replace(day=1), "forma": "a4",
        "material": Material.objects.exclude(archivo="").values_list("pk", flat=True).get(),
    }  # fmt: skip
    if nombre in ("seguimiento:informe_publico", "seguimiento:informe_archivo"):
        habitual["pk"] = informe.pk
    if nombre == "seguimiento:compromiso":
        habitual |= {"tipo": "rendicion", "numero": Compromiso.objects.first().numero}
    return {pedazo: habitual[pedazo] for pedazo in pedazos if pedazo in habitual}


def semillas():
    """Una dirección de cada nombre, en todos sus formatos; las de un archivo salen de su página."""
    for nombre, pedazos in rutas_publicas():
        suyos = argumentos_de(nombre, pedazos)
        formatos = pedazos["como"].regex.split("|") if "como" in pedazos else [None]
        for formato in formatos:
            try:
                yield reverse(nombre, kwargs=suyos | ({"como": formato} if formato else {}))
            except NoReverseMatch:
                assert "archivo" in pedazos, nombre


@pytest.mark.pdf
def test_nada_publico_dice_un_dato_de_una_persona(client):
    siembra = sembrar()
    call_command("archivar", stdout=io.StringIO())
    marcas = siembra.de_la_ciudadania | siembra.del_personal
    fugas, nombres, fallas = [], set(), []

    for direccion, respuesta, texto in recorrer(client, ["/", *semillas()], es_publica, 8):
        quien = siembra.de_la_ciudadania if nombre_de(direccion) in DE_AUTOR else marcas
        quien = quien | siembra.cuentas()
        fugas += escapes(quien, direccion, respuesta, texto)
        if respuesta.status_code == 200:
            nombres.add(respuesta.resolver_match.view_name)
        elif respuesta.status_code not in (301, 302, 400):
            fallas.append((direccion, respuesta.status_code))

    assert fugas == []
    assert fallas == []
    assert {nombre for nombre, _ in rutas_publicas()} - nombres - SIN_PAGINA.keys() == set()


# Nombres que en este sitio no responden 200, y por qué.
SIN_PAGINA = {"cronograma:entidades": "con una sola entidad, la portada lleva a ella"}


# Un informe emitido es un acto de la entidad: dice qué servidor lo emitió, con su nombre.
DE_AUTOR = {"seguimiento:informe_publico", "seguimiento:informe_archivo"}


def es_publica(pagina: str) -> bool:
    return not pagina.startswith(("/admin/", "/static/"))


# --- Lo que dicen las filas y lo que ve quien consulta ---------------------------------------


def filas_propias():
    """Todas las filas guardadas, de cada modelo de aquí y de su historia."""
    for modelo in apps.get_models():
        if modelo._meta.app_label in PROPIAS:
            yield from modelo._default_manager.all()


def test_ninguna_fila_dice_en_su_nombre_un_dato_de_la_ciudadania():
    siembra = sembrar()
    filas = list(filas_propias())

    assert [
        type(fila).__name__
        for fila in filas
        if hallados(siembra.de_la_ciudadania, f"{fila} {fila!r}")
    ] == []
    assert {type(una) for una in siembra.filas} <= {type(una) for una in filas}


@pytest.mark.pdf
def test_quien_consulta_no_ve_datos_de_nadie_en_la_oficina(client):
    siembra = sembrar()
    reservado = siembra.de_la_ciudadania | siembra.cuentas()
    entidad = Encuentro.objects.get(pk=9001).actividad.estrategia.entidad
    client.force_login(crear_usuario(rol="consulta", entidad=entidad))
    fugas, vistas = [], 0

    for direccion, respuesta, texto in recorrer(
        client, direcciones_de_la_oficina(siembra), OFICINA.match, 1
    ):
        fugas += escapes(reservado, direccion, respuesta, texto)
        vistas += respuesta.status_code == 200

    assert fugas == []
    assert vistas > 40


def direcciones_de_la_oficina(siembra: Siembra):
    """La lista y la página de cada modelo, también las que no puede abrir; y la puerta."""
    yield "/admin/"
    yield reverse("admin:cronograma_encuentro_asistencia", args=[9001])
    for modelo, registrado in admin.site._registry.items():
        pagina = f"admin:{modelo._meta.app_label}_{modelo._meta.model_name}"
        yield reverse(f"{pagina}_changelist")
        filas = registrado.model._default_manager.values_list("pk", flat=True)[:2]
        yield from (reverse(f"{pagina}_change", args=[pk]) for pk in filas)
    for fila in siembra.filas:
        if isinstance(fila, Evidencia):
            yield reverse("seguimiento:evidencia", args=[fila.pk])


# --- Lo que queda anotado mientras la gente usa el sitio --------------------------------------


class CorreoQueRechaza(BaseEmailBackend):
    """Un servidor que, como los de verdad, repite al rechazar la dirección de la persona."""

    def send_messages(self, email_messages):
        quienes = [quien for uno in email_messages for quien in uno.to]
        raise smtplib.SMTPRecipientsRefused(
            {quien: (550, f"<{quien}>: no existe".encode()) for quien in quienes}
        )


@pytest.fixture
def registros(caplog):
    """Todo lo que se anota con PARTICIPA_NIVEL_DE_REGISTRO=DEBUG, que es lo más que se puede pedir."""
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.fixture
def ir(client, monkeypatch):
    """`ir(dirección, **datos)`: abre la página, espera un minuto y envía; anota adónde fue."""
    ahora = timezone.now()

    def enviar(direccion, *, con=client, **datos):
        nonlocal ahora
        envio = re.findall(r'name="envio" value="([^"]+)"', con.get(direccion).content.decode())
        ahora += timedelta(minutes=1)
        monkeypatch.setattr(timezone, "now", lambda: ahora)
        respuesta = con.post(direccion, ({"envio": envio[0]} if envio else {}) | datos, follow=True)
        enviar.rastros += [respuesta.request["PATH_INFO"], respuesta.request["QUERY_STRING"]]
        enviar.rastros += [str(paso) for paso in respuesta.redirect_chain]
        enviar.rastros += [con.cookies.output(), str(dict(con.session))]
        return respuesta

    enviar.rastros = []
    return enviar


# Donde puede quedar lo que la gente escribió; docs/datos-personales.md dice hasta cuándo.
DONDE_SE_GUARDA = {
    *(
        f"cronograma.Inscripcion.{campo}"
        for campo in "nombre correo telefono apoyos codigo".split()
    ),
    *(f"cronograma.Aporte.{campo}" for campo in "nombre correo texto codigo".split()),
    *(f"estrategia.Aviso.{campo}" for campo in ("destinatario", "cuerpo")),
    "seguimiento.Valoracion.comentario",
}


def donde_quedo(marcas) -> set[str]:
    """Los campos de la base de datos, de cualquier modelo, que llevan alguna marca."""
    return {
        f"{modelo._meta.label}.{campo.name}"
        for modelo in apps.get_models()
        for fila in modelo._default_manager.all()
        for campo in modelo._meta.concrete_fields
        if hallados(marcas, str(campo.value_from_object(fila)))
    }


def usar_el_sitio(ir, puerta, reunion, siembra: Siembra) -> None:
    """Una persona se inscribe, llega, cancela, pregunta y opina; y la bandeja entrega."""
    suya = f"/hospital/reuniones/{reunion.pk}"
    datos = {c: siembra.marca(c) for c in ("nombre", "apoyos")} | {"consiente": "on"}
    datos |= {"correo": siembra.marca("correo", "correo"), "mayor_de_edad": "on"}
    datos["telefono"] = siembra.marca("telefono", "telefono")
    assert ir(f"{suya}/inscripcion/", **datos | {"consiente": ""}).status_code == 400
    assert ir(f"{suya}/inscripcion/", **datos).status_code == 200
    inscripcion = Inscripcion.objects.get()
    siembra.de_la_ciudadania[inscripcion.codigo] = "Inscripcion.codigo"

    asistencia = reverse("admin:cronograma_encuentro_asistencia", args=[reunion.pk])
    hallada = ir(asistencia, con=puerta, verbo="buscar", buscado=datos["nombre"])
    assert datos["nombre"] in hallada.content.decode()
    for verbo in ("llego", "deshacer"):
        ir(asistencia, con=puerta, verbo=verbo, inscripcion=inscripcion.pk)
    sin_aviso = {"nombre": siembra.marca("en la puerta"), "consiente": "on"}
    ir(asistencia, con=puerta, verbo="anotar", **sin_aviso)
    for verbo in ("", "cancelar"):
        ir("/hospital/inscripcion/", codigo=inscripcion.codigo, verbo=verbo)
    ir("/hospital/inscripcion/", codigo=f"{inscripcion.codigo}X")

    pregunta = {"nombre": datos["nombre"], "correo": datos["correo"], "consiente": "on"}
    sobre = {"uso": "pregunta", "sobre": f"plan-{reunion.actividad.estrategia_id}"}
    ir("/hospital/preguntas/nueva/", **pregunta, **sobre, texto=f"Soy {siembra.marca('texto')}")
    aporte = Aporte.objects.get()
    siembra.de_la_ciudadania[aporte.codigo] = "Aporte.codigo"
    ir("/hospital/preguntas/seguimiento/", codigo=aporte.codigo)
    de_hoy = Encuentro.objects.create(
        actividad=reunion.actividad, fecha=timezone.localdate(), hora_inicio=time(9)
    )
    notas = {"claridad": "5", "escucha": "4", "utilidad": "3"}
    comentario = siembra.marca("comentario")
    ir(f"/hospital/reuniones/{de_hoy.pk}/valoracion/", **notas, comentario=comentario)
    assert Valoracion.objects.get().comentario == comentario


def test_nada_de_lo_que_la_gente_escribe_queda_anotado_en_otra_parte(
    ir, client, registros, settings, capsys
):
    reunion = crear_reunion(entidad=crear_entidad(slug="hospital", nombre="Hospital de Prueba"))
    puerta = client.__class__()
    puerta.force_login(
        crear_usuario(rol="planeacion", entidad=reunion.actividad.estrategia.entidad)
    )
    siembra = Siembra()
    usar_el_sitio(ir, puerta, reunion, siembra)
    habitual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.CorreoQueRechaza"
    with pytest.raises(CommandError) as reparo:
        call_command("avisos")
    settings.EMAIL_BACKEND = habitual
    call_command("avisos")
    marcas = siembra.de_la_ciudadania

    # Lo anotado se mira entero: el mensaje, sus argumentos y el rastro de un error.
    anotado = " ".join(repr(vars(uno)) for uno in registros.records) + registros.text
    anotado += f"{capsys.readouterr()} {reparo.value}"
    assert hallados(marcas, anotado) == []
    assert hallados(marcas, " ".join(ir.rastros)) == []
    assert hallados(marcas, " ".join(map(str, LogEntry.objects.values_list()))) == []
    assert [str(f) for f in filas_propias() if hallados(marcas, str(f))] == []
    # Y no por falta de buscar: se anotó, se entregó, y quedó donde se dice.
    assert "aviso" in registros.text
    assert {correo.to[0] for correo in mail.outbox} <= marcas.keys()
    assert donde_quedo(marcas) == DONDE_SE_GUARDA
