"""La actividad en la administración: lo que se ve, lo que se guarda y lo que se entiende al escribir."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cronograma.models import Actividad
from cronograma.programacion import eco, interpretar
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_estrategia,
    crear_grupo,
    crear_usuario,
)
from tests.factories.dos_entidades import crear_filas

pytestmark = pytest.mark.django_db

LISTA = reverse("admin:cronograma_actividad_changelist")
AGREGAR = reverse("admin:cronograma_actividad_add")
ENTENDIDO = reverse("admin:cronograma_actividad_entendido")


@pytest.fixture
def estrategia():
    return crear_estrategia(vigencia=2022)


@pytest.fixture
def planeacion(client, estrategia):
    usuario = crear_usuario(rol="planeacion", entidad=estrategia.entidad)
    client.force_login(usuario)
    return usuario


def cambiar(actividad):
    return reverse("admin:cronograma_actividad_change", args=[actividad.pk])


def formulario(estrategia, *dependencias, **datos):
    """Lo que manda el formulario con lo mínimo y las dependencias dadas; la primera lidera."""
    tabla = {
        "responsabilidades-TOTAL_FORMS": len(dependencias),
        "responsabilidades-INITIAL_FORMS": 0,
    }
    for n, dependencia in enumerate(dependencias):
        tabla[f"responsabilidades-{n}-dependencia"] = dependencia.pk
        tabla[f"responsabilidades-{n}-orden"] = n
        if n == 0:
            tabla[f"responsabilidades-{n}-es_lider"] = "on"
    minimo = {"estrategia": estrategia.pk, "nombre": "Audiencia pública", "orden": 0}
    return minimo | tabla | datos


def test_se_agrega_una_actividad_con_su_fecha_y_quien_responde(client, estrategia, planeacion):
    siau = crear_dependencia(entidad=estrategia.entidad)
    apoyo = crear_dependencia(entidad=estrategia.entidad)
    crear_actividad(estrategia=estrategia, orden=7)

    client.post(AGREGAR, formulario(estrategia, siau, apoyo, fecha_programada="1er Cuatrimestre"))

    actividad = Actividad.objects.get(nombre="Audiencia pública")
    responden = [(una.dependencia, una.es_lider) for una in actividad.responsabilidades.all()]
    assert responden == [(siau, True), (apoyo, False)]
    assert (actividad.fecha_programada, actividad.orden) == ("1er Cuatrimestre", 8)
    assert actividad.programacion == interpretar("1er Cuatrimestre", 2022)


@pytest.mark.parametrize("campo", ["grupos", "instancias", "alcance", "estrategia"])
def test_una_relacion_ajena_mandada_a_mano_no_se_guarda(client, estrategia, planeacion, campo):
    ajenas = crear_filas("Alcaldía")
    etiquetas = {
        "grupos": "estrategia.GrupoDeValor",
        "instancias": "estrategia.InstanciaParticipacion",
        "alcance": "estrategia.Alcance",
        "estrategia": "estrategia.Estrategia",
    }

    pagina = client.post(AGREGAR, formulario(estrategia) | {campo: ajenas[etiquetas[campo]].pk})

    assert pagina.status_code == 200
    assert campo in pagina.context["adminform"].form.errors
    assert not Actividad.objects.filter(nombre="Audiencia pública").exists()


def test_la_dependencia_de_otra_entidad_no_responde(client, estrategia, planeacion):
    ajena = crear_dependencia()

    client.post(AGREGAR, formulario(estrategia, ajena))

    assert not Actividad.objects.filter(nombre="Audiencia pública").exists()


def test_quien_administra_tampoco_mezcla_entidades(client, estrategia):
    client.force_login(crear_usuario(is_superuser=True))
    ajeno = crear_grupo(nombre="Veedurías", entidad=crear_entidad(nombre="Alcaldía"))

    pagina = client.post(AGREGAR, formulario(estrategia, crear_dependencia(), grupos=ajeno.pk))

    texto = pagina.content.decode()
    assert "«Veedurías» es de otra entidad" in texto
    assert texto.count("es de otra entidad") == 2  # el grupo y la dependencia
    assert not Actividad.objects.filter(nombre="Audiencia pública").exists()


def test_la_actividad_no_se_pasa_a_otra_estrategia(client, estrategia, planeacion):
    actividad = crear_actividad(estrategia=estrategia)
    otra = crear_estrategia(entidad=estrategia.entidad, vigencia=2023)

    client.post(cambiar(actividad), formulario(otra, nombre="Con otro nombre", codigo="01"))

    actividad.refresh_from_db()
    assert (actividad.estrategia, actividad.nombre) == (estrategia, "Con otro nombre")


def test_un_codigo_repetido_se_dice_y_no_rompe_la_pagina(client, estrategia, planeacion):
    crear_actividad(estrategia=estrategia, codigo="PC-01")

    pagina = client.post(AGREGAR, formulario(estrategia, codigo="PC-01"))

    assert "Ya hay una actividad con ese código en la estrategia." in pagina.content.decode()


# --- Lo que se entiende --------------------------------------------------------------------


def test_al_escribir_se_dice_lo_que_se_entiende(client, estrategia, planeacion):
    respuesta = client.get(
        ENTENDIDO, {"texto": "1er Cuatrimestre", "fijada": "", "estrategia": estrategia.pk}
    )

    leida = interpretar("1er Cuatrimestre", 2022)
    assert respuesta.json() == {
        "entendido": eco(leida, 2022),
        "notas": list(leida.notas),
        "por_revisar": bool(leida.notas),
    }


def test_lo_fijado_a_mano_manda_sobre_el_texto(client, estrategia, planeacion):
    respuesta = client.get(
        ENTENDIDO,
        {"texto": "cuando se pueda", "fijada": "30/06/2022", "estrategia": estrategia.pk},
    )

    assert respuesta.json()["entendido"] == eco(interpretar("30/06/2022", 2022), 2022)


@pytest.mark.parametrize("estrategia_pedida", ["", "x", "ajena", "9" * 5_000])
def test_sin_estrategia_propia_no_hay_anio_y_se_dice(client, planeacion, estrategia_pedida):
    if estrategia_pedida == "ajena":
        estrategia_pedida = crear_estrategia().pk

    respuesta = client.get(ENTENDIDO, {"texto": "ene-22", "estrategia": estrategia_pedida})

    assert respuesta.json() == {"error": "Elija primero la estrategia: de ella sale el año."}


def test_un_texto_enorme_no_ocupa_al_servidor(client, estrategia, planeacion):
    respuesta = client.get(ENTENDIDO, {"texto": "1 de " * 1_000, "estrategia": estrategia.pk})

    assert respuesta.json()["por_revisar"] is True


def test_quien_no_tiene_cargo_no_pregunta(client, estrategia):
    client.force_login(crear_usuario(entidad=estrategia.entidad))

    assert client.get(ENTENDIDO, {"texto": "ene-22"}).status_code == 404


def test_sin_guion_lo_entendido_esta_en_la_pagina(client, estrategia, planeacion):
    actividad = crear_actividad(estrategia=estrategia, fecha_programada="cuando salga el sol")

    pagina = client.get(cambiar(actividad)).content.decode()

    assert eco(actividad.programacion, 2022) in pagina
    assert 'data-revisar="si"' in pagina
    for nota in actividad.programacion.notas:
        assert nota in pagina


# --- El formulario -------------------------------------------------------------------------


def test_el_formulario_sigue_el_orden_de_la_hoja(client, estrategia, planeacion):
    pantalla = admin.site.get_model_admin(Actividad)
    campos = flatten_fieldsets(pantalla.fieldsets)

    columnas = (
        "nombre es_participacion es_rendicion instancias grupos metas objetivo tipo_espacio"
        " presencial virtual fecha_programada correo"
    ).split()
    assert [campo for campo in campos if campo in columnas] == columnas

    pagina = client.get(AGREGAR).content.decode()
    sitios = [pagina.index(f'name="{c}"') for c in ("fecha_programada", "correo")]
    assert sitios[0] < pagina.index("responsabilidades-TOTAL_FORMS") < sitios[1]


def test_todo_campo_que_se_edita_tiene_su_lugar():
    pantalla = admin.site.get_model_admin(Actividad)
    campos = set(flatten_fieldsets(pantalla.fieldsets))
    editables = {f.name for f in Actividad._meta.get_fields() if getattr(f, "editable", False)}

    # La llave no se edita, las dependencias son una tabla y los extras se muestran como tabla.
    assert editables - campos - {"id"} == {"dependencias", "extras"}


def plegadas(client, actividad):
    secciones = client.get(cambiar(actividad)).context["adminform"]
    return {seccion.name for seccion in secciones if seccion.is_collapsible}


def test_una_seccion_se_pliega_solo_si_esta_vacia(client, estrategia, planeacion):
    vacia = crear_actividad(estrategia=estrategia, orden=0)
    llena = crear_actividad(
        estrategia=estrategia,
        metodologia="Mesa de trabajo",
        producto="Informe",
        presupuesto="$ 0",
        extras={"Recursos": "Humanos"},
    )

    assert plegadas(client, vacia) == {
        "Formato de estrategia de participación",
        "Rendición de cuentas",
        "Otros datos",
        "En la hoja de la entidad",
    }
    assert plegadas(client, llena) == set()


def test_lo_que_decia_la_hoja_se_ve_junto_a_lo_que_se_escribira(client, estrategia, planeacion):
    actividad = crear_actividad(
        estrategia=estrategia,
        metas="Meta nueva",
        objetivo="Escuchar",
        celdas={
            "metas": {"texto": "META VIEJA", "valor": "Meta vieja"},
            "objetivo": {"texto": "ESCUCHAR", "valor": "Escuchar"},
        },
        extras={"Recursos": "Humanos"},
    )

    tabla = admin.site.get_model_admin(Actividad).celdas_de_la_hoja(actividad)

    assert "<td>META VIEJA</td><td>Meta nueva</td>" in tabla
    assert "<td>ESCUCHAR</td><td>Igual</td>" in tabla
    assert "<td>Humanos</td>" in client.get(cambiar(actividad)).content.decode()


def test_quien_solo_lee_ve_la_actividad_sin_poder_guardarla(client, estrategia):
    actividad = crear_actividad(
        estrategia=estrategia,
        dependencias=[crear_dependencia(entidad=estrategia.entidad, nombre="Archivo")],
    )
    client.force_login(crear_usuario(rol="consulta", entidad=estrategia.entidad))

    pagina = client.get(cambiar(actividad)).content.decode()

    assert "Archivo" in pagina
    assert 'name="_save"' not in pagina
    assert 'name="nombre"' not in pagina


# --- La lista ------------------------------------------------------------------------------


def nombres(client, **filtros):
    return [una.nombre for una in client.get(LISTA, filtros).context["cl"].queryset]


def test_la_lista_se_filtra_por_lo_que_hay_que_revisar(client, estrategia, planeacion):
    crear_actividad(estrategia=estrategia, nombre="Clara", fecha_programada="30 de abril de 2022")
    crear_actividad(estrategia=estrategia, nombre="Dudosa", fecha_programada="cuando salga el sol")

    assert nombres(client, fecha_por_revisar__exact=1) == ["Dudosa"]


@pytest.mark.parametrize(
    ("modalidad", "hallada"),
    [("presencial", "P"), ("virtual", "V"), ("mixta", "PV"), ("sin", "N")],
)
def test_la_lista_se_filtra_por_modalidad(client, estrategia, planeacion, modalidad, hallada):
    for nombre in ("P", "V", "PV", "N"):
        crear_actividad(
            estrategia=estrategia, nombre=nombre, presencial="P" in nombre, virtual="V" in nombre
        )

    assert nombres(client, modalidad=modalidad) == [hallada]


def test_los_filtros_no_ofrecen_valores_de_otra_entidad(client, estrategia, planeacion):
    crear_grupo(nombre="Grupo ajeno")
    crear_dependencia(nombre="Dependencia ajena")
    crear_estrategia(nombre="Estrategia ajena")

    pagina = client.get(LISTA).content.decode()

    assert [
        t for t in ("Grupo ajeno", "Dependencia ajena", "Estrategia ajena") if t in pagina
    ] == []


def test_filtrar_por_un_valor_ajeno_no_muestra_nada_ajeno(client, estrategia, planeacion):
    ajena = crear_actividad()

    assert nombres(client, estrategia__id__exact=ajena.estrategia_id) == []


def test_no_se_pregunta_por_lo_que_no_es_un_filtro(client, planeacion):
    indiscreta = "estrategia__entidad__usuarios__password__startswith"

    assert client.get(LISTA, {indiscreta: "pbkdf2"}).status_code == 400


def test_la_portada_cuenta_lo_que_espera(client, estrategia, planeacion):
    crear_actividad(estrategia=estrategia, fecha_programada="cuando salga el sol")
    crear_actividad(fecha_programada="cuando salga el sol")

    portada = client.get(reverse("admin:index"))

    assert [
        (titulo, uno.cuantos, uno.nombre)
        for titulo, suyos in portada.context["listas"]
        for uno in suyos
    ] == [
        ("Lo que debo", 1, "fecha por revisar"),
        ("Lo que debo", 1, "estrategia sin publicar"),
    ]


def test_la_portada_cuesta_lo_mismo_con_mas_pendientes(
    client, estrategia, planeacion, django_assert_num_queries
):
    crear_actividad(estrategia=estrategia, fecha_programada="cuando salga el sol")
    with CaptureQueriesContext(connection) as con_una:
        client.get(reverse("admin:index"))
    for _ in range(2):
        crear_actividad(estrategia=estrategia, fecha_programada="cuando salga el sol")

    with django_assert_num_queries(len(con_una)):
        client.get(reverse("admin:index"))
