"""La administración, puerta por puerta: qué ve cada rol y que nadie se asoma a otra entidad."""

import json

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.models import (
    Alcance,
    Asignacion,
    Dependencia,
    Entidad,
    GrupoDeValor,
    Usuario,
)
from tests.estrategia.test_acceso import COLUMNAS, crear_con_rol, tabla_de_roles
from tests.factories import crear_dependencia, crear_entidad, crear_grupo, crear_usuario
from tests.factories.dos_entidades import crear_filas

pytestmark = pytest.mark.django_db

MODELOS = sorted(modelo._meta.label for modelo in admin.site._registry)
ESPERADO = {(etiqueta, rol): verbos for etiqueta, rol, verbos in tabla_de_roles()}
# Las hojas cargadas se agregan por su propia pantalla: `importar`, no `agregar`.
SI, VA_A_OTRA_PARTE, NO, ENTRAR = 200, 302, 403, 302


# Las tablas en línea de la entidad, vacías.
SIN_TABLAS = {
    f"{tabla}-{cuenta}_FORMS": 0
    for tabla in ("caracterizaciones", "formatos")
    for cuenta in ("TOTAL", "INITIAL")
}


# Con esto el formulario vuelve con sus reparos (200) en vez de guardar.
NO_VALE = {"nombre": "x" * 999}
# De estos cada oficina abre los suyos: sus puertas se prueban en test_admin_informes.
DE_CADA_OFICINA = {"seguimiento.Informe"}


def direccion(etiqueta, pagina, *argumentos):
    app, modelo = etiqueta.lower().split(".")
    return reverse(f"admin:{app}_{modelo}_{pagina}", args=argumentos)


def estados(client, etiqueta, fila):
    """Qué responde cada puerta de un modelo."""
    return {
        "lista": client.get(direccion(etiqueta, "changelist")).status_code,
        "agregar": client.get(direccion(etiqueta, "add")).status_code,
        "ver": client.get(direccion(etiqueta, "change", fila.pk)).status_code,
        "cambiar": client.post(direccion(etiqueta, "change", fila.pk), NO_VALE).status_code,
        "borrar": client.get(direccion(etiqueta, "delete", fila.pk)).status_code,
        "historia": client.get(direccion(etiqueta, "history", fila.pk)).status_code,
    }


def esperados(verbos):
    """Lo que la tabla de roles promete para esas mismas puertas."""
    ver = SI if Verbo.VER in verbos else NO
    return {
        "lista": ver,
        "agregar": SI if Verbo.AGREGAR in verbos else NO,
        "ver": ver,
        "cambiar": SI if Verbo.CAMBIAR in verbos else NO,
        "borrar": SI if Verbo.BORRAR in verbos else NO,
        "historia": ver,
    }


@pytest.fixture
def filas():
    return crear_filas("Hospital")


@pytest.fixture
def ajenas():
    return crear_filas("Alcaldía")


@pytest.fixture
def planeacion(filas):
    return crear_usuario(rol="planeacion", entidad=filas["estrategia.Entidad"])


def test_todo_lo_registrado_esta_en_la_tabla_de_roles():
    assert {etiqueta for etiqueta, _ in ESPERADO} >= set(MODELOS)


@pytest.mark.parametrize("rol", COLUMNAS)
def test_cada_puerta_se_abre_a_quien_dice_la_tabla(rol, client, filas):
    # Lo que se reparte entre dependencias es de la suya; lo de otra se prueba con cada modelo.
    entidad, dependencia = filas["estrategia.Entidad"], filas["estrategia.Dependencia"]
    client.force_login(crear_con_rol(rol, entidad, dependencia))

    comunes = [etiqueta for etiqueta in MODELOS if etiqueta not in DE_CADA_OFICINA]
    leidos = {etiqueta: estados(client, etiqueta, filas[etiqueta]) for etiqueta in comunes}

    assert leidos == {etiqueta: esperados(ESPERADO[etiqueta, rol]) for etiqueta in comunes}


def test_quien_no_ha_entrado_va_a_la_puerta(client, filas):
    leidos = {
        estado
        for etiqueta in MODELOS
        for estado in estados(client, etiqueta, filas[etiqueta]).values()
    }

    assert leidos == {ENTRAR}


def test_quien_no_tiene_cargo_vigente_entra_y_no_ve_nada(client, filas):
    client.force_login(crear_usuario(entidad=filas["estrategia.Entidad"]))

    portada = client.get(reverse("admin:index"))

    assert "no tiene hoy un cargo vigente" in portada.content.decode()
    assert portada.context["app_list"] == []


@pytest.mark.parametrize("etiqueta", [una for una in MODELOS if acceso.RUTAS[una]])
def test_nadie_se_asoma_a_las_filas_de_otra_entidad(etiqueta, client, planeacion, ajenas):
    client.force_login(planeacion)
    fila = ajenas[etiqueta]

    puertas = {
        pagina: client.get(direccion(etiqueta, pagina, fila.pk)).status_code
        for pagina in ("change", "delete", "history")
    }
    lista = client.get(direccion(etiqueta, "changelist"))

    # Sin permiso de borrar, Django responde 403 antes de buscar la fila.
    puede_borrar = Verbo.BORRAR in ESPERADO[etiqueta, "planeacion"]
    borrar = VA_A_OTRA_PARTE if puede_borrar else NO
    assert puertas == {"change": VA_A_OTRA_PARTE, "delete": borrar, "history": VA_A_OTRA_PARTE}
    assert fila not in lista.context["cl"].queryset
    assert "Alcaldía" not in lista.content.decode()


@pytest.mark.parametrize(
    "campo",
    [
        ("cronograma", "actividad", "estrategia"),
        ("cronograma", "actividad", "grupos"),
        ("cronograma", "actividad", "instancias"),
        ("cronograma", "actividad", "alcance"),
        ("cronograma", "actividad", "resultado"),
        ("cronograma", "responsabilidad", "dependencia"),
        ("cronograma", "encuentro", "actividad"),
        ("estrategia", "estrategia", "entidad"),
        ("estrategia", "estrategia", "lider"),
        ("estrategia", "asignacion", "dependencia"),
    ],
    ids=".".join,
)
def test_autocompletar_ofrece_solo_lo_propio(campo, client, planeacion, ajenas):
    client.force_login(planeacion)
    app, modelo, nombre = campo

    respuesta = client.get(
        reverse("admin:autocomplete"),
        {"app_label": app, "model_name": modelo, "field_name": nombre, "term": ""},
    )

    textos = [una["text"] for una in respuesta.json()["results"]]
    assert respuesta.status_code == SI
    assert [texto for texto in textos if "Hospital" in texto]
    assert not [texto for texto in textos if "Alcaldía" in texto]


def test_autocompletar_se_cierra_a_quien_no_puede_ver(client, filas):
    client.force_login(crear_usuario(entidad=filas["estrategia.Entidad"]))

    respuesta = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "cronograma", "model_name": "actividad", "field_name": "grupos"},
    )

    assert respuesta.status_code == NO


def test_a_quien_administra_autocompletar_le_dice_de_que_entidad_es(client, filas):
    client.force_login(crear_usuario(is_superuser=True))

    respuesta = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "cronograma", "model_name": "actividad", "field_name": "grupos"},
    )

    assert json.loads(respuesta.content)["results"][0]["text"] == "Grupo de Hospital — Hospital"


# --- Guardar -------------------------------------------------------------------------------


def test_lo_que_crea_planeacion_queda_en_su_entidad_aunque_mande_otra(client, planeacion, ajenas):
    client.force_login(planeacion)

    client.post(
        direccion("estrategia.Dependencia", "add"),
        {"nombre": "Archivo", "activa": "on", "entidad": ajenas["estrategia.Entidad"].pk},
    )

    assert Dependencia.objects.get(nombre="Archivo").entidad == planeacion.entidad


def test_un_nombre_repetido_se_dice_y_no_rompe_la_pagina(client, planeacion):
    client.force_login(planeacion)

    pagina = client.post(
        direccion("estrategia.Dependencia", "add"),
        {"nombre": "dependencia de hospital", "activa": "on"},
    )

    assert "La entidad ya tiene una dependencia con ese nombre." in pagina.content.decode()


def test_la_relacion_con_otra_entidad_no_se_guarda_ni_por_quien_administra(client, filas, ajenas):
    client.force_login(crear_usuario(is_superuser=True))
    resultado = filas["estrategia.ResultadoEsperado"]

    pagina = client.post(
        direccion("estrategia.ResultadoEsperado", "change", resultado.pk),
        {"texto": resultado.texto, "alcance": ajenas["estrategia.Alcance"].pk},
    )

    assert "«Alcance de Alcaldía» es de otra entidad" in pagina.content.decode()
    resultado.refresh_from_db()
    assert resultado.alcance == filas["estrategia.Alcance"]


def test_el_alcance_oficial_si_se_puede_elegir(client, planeacion, filas):
    oficial = Alcance.objects.create(texto="Valor oficial de prueba")
    client.force_login(planeacion)
    resultado = filas["estrategia.ResultadoEsperado"]

    client.post(
        direccion("estrategia.ResultadoEsperado", "change", resultado.pk),
        {"texto": resultado.texto, "alcance": oficial.pk},
    )

    resultado.refresh_from_db()
    assert resultado.alcance == oficial


def test_confirmar_grupos_marca_solo_los_propios(client, planeacion, filas, ajenas):
    client.force_login(planeacion)

    pagina = client.post(
        direccion("estrategia.GrupoDeValor", "changelist"),
        {
            "action": "confirmar",
            "_selected_action": [
                filas["estrategia.GrupoDeValor"].pk,
                ajenas["estrategia.GrupoDeValor"].pk,
            ],
        },
        follow=True,
    )

    assert "Grupos confirmados: 1." in pagina.content.decode()
    assert list(GrupoDeValor.objects.filter(caracterizado=True)) == [
        filas["estrategia.GrupoDeValor"]
    ]


def test_borrar_en_la_lista_no_alcanza_filas_ajenas(client, planeacion, ajenas):
    client.force_login(planeacion)
    instancia = ajenas["estrategia.InstanciaParticipacion"]

    client.post(
        direccion("estrategia.InstanciaParticipacion", "changelist"),
        {"action": "delete_selected", "_selected_action": [instancia.pk], "post": "yes"},
    )

    assert type(instancia).objects.filter(pk=instancia.pk).exists()


def test_planeacion_no_cambia_la_direccion_publica_de_su_entidad(client, planeacion):
    client.force_login(planeacion)

    client.post(
        direccion("estrategia.Entidad", "change", planeacion.entidad_id),
        {"nombre": "Hospital Nuevo", "slug": "otra-direccion"} | SIN_TABLAS,
    )

    entidad = Entidad.objects.get(pk=planeacion.entidad_id)
    assert (entidad.nombre, entidad.slug) == ("Hospital Nuevo", planeacion.entidad.slug)


# --- Personas ------------------------------------------------------------------------------

SIN_CARGOS = {"asignaciones-TOTAL_FORMS": 0, "asignaciones-INITIAL_FORMS": 0}


def con_cargo(**datos):
    campos = {f"asignaciones-0-{campo}": valor for campo, valor in datos.items()}
    return {"asignaciones-TOTAL_FORMS": 1, "asignaciones-INITIAL_FORMS": 0} | campos


def agregar_persona(client, **datos):
    clave = "una-clave-larga-2026"
    persona = {"username": "nueva", "usable_password": "true", "is_staff": "on"}
    claves = {"password1": clave, "password2": clave}
    return client.post(direccion("estrategia.Usuario", "add"), persona | claves | datos)


def test_planeacion_agrega_a_una_persona_de_su_entidad_con_su_cargo(client, planeacion, filas):
    client.force_login(planeacion)
    siau = filas["estrategia.Dependencia"]

    agregar_persona(client, **con_cargo(rol="dependencia", dependencia=siau.pk))

    nueva = Usuario.objects.get(username="nueva")
    asignacion = nueva.asignaciones.get()
    assert (nueva.entidad, nueva.is_staff, nueva.is_superuser) == (planeacion.entidad, True, False)
    assert (asignacion.rol, asignacion.dependencia) == ("dependencia", siau)


def test_planeacion_no_da_el_mando_ni_el_control(client, planeacion):
    client.force_login(planeacion)

    pagina = agregar_persona(client, is_superuser="on", **con_cargo(rol="control"))

    assert "Escoja una opción válida" in pagina.content.decode()
    assert not Usuario.objects.filter(username="nueva").exists()


def test_el_mando_mandado_a_mano_se_ignora(client, planeacion, filas):
    client.force_login(planeacion)
    persona = filas["estrategia.Usuario"]
    datos = {"username": persona.username, "is_active": "on", "is_staff": "on"}

    client.post(
        direccion("estrategia.Usuario", "change", persona.pk),
        datos | {"is_superuser": "on"} | SIN_CARGOS | {"date_joined_0": "2026-01-01"},
    )

    persona.refresh_from_db()
    assert persona.is_superuser is False


def test_la_dependencia_del_cargo_es_de_la_entidad_de_la_persona(client, filas, ajenas):
    client.force_login(crear_usuario(is_superuser=True))
    persona = filas["estrategia.Usuario"]
    cargo = con_cargo(rol="dependencia", dependencia=ajenas["estrategia.Dependencia"].pk)

    pagina = client.post(
        direccion("estrategia.Usuario", "change", persona.pk),
        {"username": persona.username, "is_active": "on", "is_staff": "on"} | cargo,
    )

    assert "es de otra entidad" in pagina.content.decode()
    assert not Asignacion.objects.filter(usuario=persona, rol="dependencia").exists()


def test_planeacion_no_cambia_la_clave_de_control_ni_la_de_quien_administra(client, planeacion):
    client.force_login(planeacion)
    control = crear_usuario(rol="control", entidad=planeacion.entidad)
    administra = crear_usuario(is_superuser=True, entidad=planeacion.entidad)

    leidos = [
        client.get(reverse("admin:auth_user_password_change", args=[uno.pk])).status_code
        for uno in (control, administra, planeacion)
    ]

    assert leidos == [NO, NO, NO]


def test_no_hay_grupos_de_permisos():
    assert Group not in admin.site._registry


# --- Lista y portada -----------------------------------------------------------------------


def test_buscar_no_repara_en_tildes_ni_mayusculas(client, planeacion):
    crear_grupo(entidad=planeacion.entidad, nombre="Niñas y niños en participación")
    client.force_login(planeacion)

    for busqueda in ("ninas", "PARTICIPACION", "partición niñas", "participación niñas"):
        lista = client.get(direccion("estrategia.GrupoDeValor", "changelist"), {"q": busqueda})
        hallados = [grupo.nombre for grupo in lista.context["cl"].queryset]
        assert hallados == ([] if "partición" in busqueda else ["Niñas y niños en participación"])


def test_lo_buscado_es_texto_y_no_una_expresion(client, planeacion):
    client.force_login(planeacion)

    lista = client.get(direccion("estrategia.GrupoDeValor", "changelist"), {"q": "grupo( [.*"})

    assert list(lista.context["cl"].queryset) == []


def test_la_lista_dice_la_entidad_solo_a_quien_ve_varias(client, planeacion):
    columnas = []
    for usuario in (planeacion, crear_usuario(is_superuser=True)):
        client.force_login(usuario)
        lista = client.get(direccion("estrategia.Dependencia", "changelist"))
        columnas.append("entidad" in lista.context["cl"].list_display)

    assert columnas == [False, True]


@pytest.mark.parametrize("etiqueta", MODELOS)
def test_la_lista_cuesta_lo_mismo_con_una_fila_que_con_tres(etiqueta, client):
    primeras = crear_filas("Hospital")
    client.force_login(crear_usuario(is_superuser=True, entidad=primeras["estrategia.Entidad"]))
    consultas = []
    for nombre in ("", "Alcaldía", "Caja"):
        if nombre:
            crear_filas(nombre)
        with CaptureQueriesContext(connection) as registradas:
            client.get(direccion(etiqueta, "changelist"))
        consultas.append(len(registradas))

    assert len(set(consultas)) == 1, consultas


def test_el_encabezado_dice_la_entidad(client, planeacion):
    client.force_login(planeacion)

    assert (
        '<span class="entidad">Hospital</span>'
        in client.get(reverse("admin:index")).content.decode()
    )


def test_cada_modelo_registrado_se_nombra_en_espanol():
    ingles = [modelo for modelo in admin.site._registry if modelo._meta.app_label == "auth"]

    assert ingles == []


def test_una_entidad_nueva_solo_la_crea_quien_administra(client, planeacion):
    client.force_login(planeacion)
    assert client.get(direccion("estrategia.Entidad", "add")).status_code == NO

    client.force_login(crear_usuario(is_superuser=True))
    client.post(
        direccion("estrategia.Entidad", "add"),
        {"nombre": "Sanatorio", "slug": "sanatorio", "activa": "on"} | SIN_TABLAS,
    )

    assert Entidad.objects.filter(slug="sanatorio").exists()


def test_la_tabla_de_dependencias_no_ofrece_las_de_otra_entidad(client, planeacion):
    ajena = crear_dependencia(entidad=crear_entidad(nombre="Alcaldía"))
    client.force_login(planeacion)

    agregar_persona(client, **con_cargo(rol="dependencia", dependencia=ajena.pk))

    assert not Usuario.objects.filter(username="nueva").exists()
