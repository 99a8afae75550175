"""Quién puede qué. La tabla para personas es docs/roles.md, y aquí se cumple celda por celda."""

from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from cronograma.models import Actividad, Etiqueta, Importacion, Version
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.catalogos import Rol
from estrategia.models import (
    Alcance,
    Asignacion,
    Dependencia,
    Entidad,
    Estrategia,
    Fase,
    GrupoDeValor,
    Usuario,
)
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_entidad,
    crear_grupo,
    crear_usuario,
)

pytestmark = pytest.mark.django_db

HOY = date(2026, 5, 15)
RAIZ = Path(__file__).resolve().parents[2]
COLUMNAS = ["planeacion", "dependencia", "comunicaciones", "control", "consulta", "administrador"]
NADA = "—"


def tabla_de_roles():
    """(modelo, rol, verbos) por cada celda de docs/roles.md."""
    lineas = (RAIZ / "docs" / "roles.md").read_text(encoding="utf-8").splitlines()
    for linea in (una for una in lineas if una.startswith("| `")):
        etiqueta, *celdas = [parte.strip() for parte in linea.strip("|").split("|")]
        for columna, celda in zip(COLUMNAS, celdas, strict=True):
            verbos = set() if celda == NADA else set(celda.split(", "))
            yield etiqueta.strip("` "), columna, verbos


def crear_con_rol(rol, entidad, dependencia=None):
    if rol == "administrador":
        return crear_usuario(is_superuser=True)
    suya = dependencia or crear_dependencia(entidad=entidad)
    return crear_usuario(
        rol=rol, entidad=entidad, dependencia=suya if rol == Rol.DEPENDENCIA else None
    )


def modelos_propios():
    for app in ("estrategia", "cronograma", "seguimiento"):
        for modelo in apps.get_app_config(app).get_models():
            if not hasattr(modelo, "history_object"):
                yield modelo


@pytest.mark.parametrize("rol", COLUMNAS)
def test_cada_rol_puede_lo_que_dice_la_tabla(rol):
    usuario = crear_con_rol(rol, crear_entidad())

    leido = {
        etiqueta: {
            str(verbo)
            for verbo in Verbo
            if acceso.puede(usuario, verbo, apps.get_model(etiqueta), hoy=HOY)
        }
        for etiqueta in acceso.RUTAS
    }

    assert leido == {etiqueta: verbos for etiqueta, una, verbos in tabla_de_roles() if una == rol}


# --- La entidad ----------------------------------------------------------------------------


def test_cada_quien_alcanza_solo_las_filas_de_su_entidad():
    propia, ajena = crear_grupo(), crear_grupo()
    usuario = crear_usuario(rol="planeacion", entidad=propia.entidad)

    assert list(acceso.limitar(GrupoDeValor.objects.all(), usuario)) == [propia]
    assert acceso.puede(usuario, Verbo.CAMBIAR, propia, hoy=HOY)
    assert not acceso.puede(usuario, Verbo.CAMBIAR, ajena, hoy=HOY)
    assert not acceso.puede(usuario, Verbo.VER, ajena, hoy=HOY)


def test_la_entidad_de_una_actividad_es_la_de_su_estrategia():
    actividad, ajena = crear_actividad(), crear_actividad()
    usuario = crear_usuario(rol="consulta", entidad=actividad.estrategia.entidad)

    assert acceso.entidad_de(actividad) == usuario.entidad
    assert list(acceso.limitar(Actividad.objects.all(), usuario)) == [actividad]
    assert acceso.puede(usuario, Verbo.VER, actividad, hoy=HOY)
    assert not acceso.puede(usuario, Verbo.VER, ajena, hoy=HOY)


def test_de_las_entidades_se_ve_solo_la_propia():
    usuario = crear_usuario(rol="consulta")
    crear_entidad()

    assert list(acceso.limitar(Entidad.objects.all(), usuario)) == [usuario.entidad]


def test_quien_administra_alcanza_todas():
    grupos = [crear_grupo(nombre="A"), crear_grupo(nombre="B")]

    assert (
        list(acceso.limitar(GrupoDeValor.objects.all(), crear_usuario(is_superuser=True))) == grupos
    )


def test_sin_entidad_no_se_alcanza_nada():
    crear_grupo()
    usuario = crear_usuario(is_staff=False, entidad=None)

    assert list(acceso.limitar(GrupoDeValor.objects.all(), usuario)) == []
    assert not acceso.puede(usuario, Verbo.VER, GrupoDeValor, hoy=HOY)


def test_quien_no_ha_entrado_no_alcanza_nada():
    crear_grupo()

    assert list(acceso.limitar(GrupoDeValor.objects.all(), AnonymousUser())) == []
    assert not acceso.puede(AnonymousUser(), Verbo.VER, GrupoDeValor, hoy=HOY)


def test_una_cuenta_inactiva_no_puede_nada_aunque_administrara():
    usuario = crear_usuario(is_superuser=True, is_active=False)

    assert not acceso.puede(usuario, Verbo.VER, GrupoDeValor, hoy=HOY)
    assert list(acceso.limitar(Estrategia.objects.all(), usuario)) == []


def test_las_filas_oficiales_las_ven_todas_y_las_cambia_quien_administra():
    oficial = Alcance.objects.create(texto="Un valor oficial de prueba")
    planeacion = crear_usuario(rol="planeacion")

    assert oficial in acceso.limitar(Alcance.objects.all(), planeacion)
    assert acceso.puede(planeacion, Verbo.VER, oficial, hoy=HOY)
    assert not acceso.puede(planeacion, Verbo.CAMBIAR, oficial, hoy=HOY)
    assert acceso.puede(crear_usuario(is_superuser=True), Verbo.CAMBIAR, oficial, hoy=HOY)


def test_las_fases_las_ven_todas_y_no_las_cambia_nadie():
    fase = Fase.objects.first()

    assert acceso.puede(crear_usuario(rol="consulta"), Verbo.VER, fase, hoy=HOY)
    assert not acceso.puede(crear_usuario(is_superuser=True), Verbo.CAMBIAR, fase, hoy=HOY)


def test_una_fila_de_otra_entidad_es_ajena_tambien_para_quien_administra():
    entidad = crear_entidad()

    assert not acceso.es_ajena(crear_dependencia(entidad=entidad), entidad)
    assert acceso.es_ajena(crear_dependencia(), entidad)
    assert not acceso.es_ajena(Alcance(texto="Oficial"), entidad)
    assert not acceso.es_ajena("un texto", entidad)


# --- Los roles y sus fechas ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("desde", "hasta", "roles"),
    [
        (None, None, {"planeacion"}),
        (date(2026, 5, 15), date(2026, 5, 15), {"planeacion"}),
        (date(2026, 5, 16), None, set()),
        (None, date(2026, 5, 14), set()),
    ],
)
def test_un_encargo_vale_entre_sus_fechas(desde, hasta, roles):
    usuario = crear_usuario()
    Asignacion.objects.create(
        usuario=usuario, rol="planeacion", por_encargo=True, desde=desde, hasta=hasta
    )

    assert acceso.roles_de(usuario, HOY) == roles


def test_los_roles_de_una_persona_se_suman():
    usuario = crear_usuario(rol="control")
    Asignacion.objects.create(usuario=usuario, rol="comunicaciones")

    assert acceso.roles_de(usuario, HOY) == {"control", "comunicaciones"}
    assert acceso.puede(usuario, Verbo.VER, Importacion, hoy=HOY)


def test_los_roles_se_leen_una_vez_por_dia(django_assert_num_queries):
    usuario = crear_usuario(rol="planeacion")

    with django_assert_num_queries(1):
        for modelo in (Estrategia, Actividad, Dependencia):
            acceso.puede(usuario, Verbo.CAMBIAR, modelo, hoy=HOY)


def test_sin_rol_no_se_puede_nada():
    assert not acceso.puede(crear_usuario(), Verbo.VER, Estrategia, hoy=HOY)


# --- Las personas --------------------------------------------------------------------------


def test_planeacion_cambia_a_su_gente_y_no_a_la_de_otra_entidad():
    planeacion = crear_usuario(rol="planeacion")

    suya = crear_usuario(rol="consulta", entidad=planeacion.entidad)

    assert acceso.puede(planeacion, Verbo.CAMBIAR, suya, hoy=HOY)
    assert not acceso.puede(planeacion, Verbo.CAMBIAR, crear_usuario(rol="consulta"), hoy=HOY)


def test_nadie_cambia_su_propia_cuenta_salvo_quien_administra():
    planeacion = crear_usuario(rol="planeacion")
    administrador = crear_usuario(is_superuser=True)

    assert acceso.puede(planeacion, Verbo.VER, planeacion, hoy=HOY)
    assert not acceso.puede(planeacion, Verbo.CAMBIAR, planeacion, hoy=HOY)
    assert acceso.puede(administrador, Verbo.CAMBIAR, administrador, hoy=HOY)


def test_planeacion_no_toca_a_control_interno_ni_a_quien_administra():
    planeacion = crear_usuario(rol="planeacion")
    control = crear_usuario(rol="control", entidad=planeacion.entidad)
    administra = crear_usuario(is_superuser=True, entidad=planeacion.entidad)

    assert not acceso.puede(planeacion, Verbo.CAMBIAR, control, hoy=HOY)
    assert not acceso.puede(planeacion, Verbo.CAMBIAR, administra, hoy=HOY)
    assert Rol.CONTROL not in acceso.roles_que_puede_dar(planeacion)


def test_la_direccion_publica_y_el_mando_los_cambia_solo_quien_administra():
    planeacion, administrador = crear_usuario(rol="planeacion"), crear_usuario(is_superuser=True)

    assert acceso.campos_de_solo_lectura(planeacion, Entidad) == ("slug", "activa")
    assert acceso.campos_de_solo_lectura(planeacion, Usuario) == ("is_superuser",)
    assert acceso.campos_de_solo_lectura(administrador, Entidad) == ()


# --- Lo que nadie puede --------------------------------------------------------------------


@pytest.mark.parametrize("verbo", [Verbo.AGREGAR, Verbo.CAMBIAR, Verbo.BORRAR])
def test_una_version_no_la_cambia_a_mano_ni_quien_administra(verbo):
    assert not acceso.puede(crear_usuario(is_superuser=True), verbo, Version, hoy=HOY)


def test_todo_modelo_tiene_su_camino_a_la_entidad():
    sin_camino = {m._meta.label for m in modelos_propios()} - acceso.RUTAS.keys()

    assert sin_camino == {"cronograma.Etiqueta"}  # un índice que nadie mira por dentro


def test_un_modelo_que_no_esta_en_la_tabla_queda_cerrado():
    administrador = crear_usuario(is_superuser=True)

    assert not acceso.puede(administrador, Verbo.VER, Etiqueta, hoy=HOY)
    assert list(acceso.limitar(Etiqueta.objects.all(), administrador)) == []
