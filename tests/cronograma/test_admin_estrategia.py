"""La estrategia, sus versiones y sus encuentros en la administración."""

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.urls import reverse

from cronograma.models import Encuentro, FormatoEntidad, Version
from estrategia.models import Estrategia
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_estrategia,
    crear_usuario,
    publicar,
)

pytestmark = pytest.mark.django_db

LISTA = reverse("admin:estrategia_estrategia_changelist")
AGREGAR = reverse("admin:estrategia_estrategia_add")
SIN_FIRMAS = {"firmas-TOTAL_FORMS": 0, "firmas-INITIAL_FORMS": 0}


@pytest.fixture
def estrategia():
    return crear_estrategia(
        vigencia=2022, version_documento="01", fecha_documento=date(2022, 1, 27)
    )


@pytest.fixture
def planeacion(client, estrategia):
    usuario = crear_usuario(rol="planeacion", entidad=estrategia.entidad)
    client.force_login(usuario)
    return usuario


def elegir(*estrategias, **datos):
    elegidas = [una.pk for una in estrategias]
    return {"action": "registrar_previa", "_selected_action": elegidas} | datos


def confirmar(estrategia, **datos):
    del_documento = {"documento": "Cronograma 2022 (PDF)", "motivo": "Ya estaba publicado"}
    return elegir(estrategia, confirmar="Publicar esta versión", **del_documento | datos)


# --- Encabezado ----------------------------------------------------------------------------


def test_se_crea_con_el_encabezado_en_el_orden_del_plan(client, planeacion):
    pagina = client.get(AGREGAR).content.decode()
    orden = (
        "nombre politica objetivo_estrategico objetivo_dependencia iniciativa objetivos marco_legal"
        " responsables lider apoyo formato version_documento fecha_documento"
    ).split()

    sitios = [pagina.index(f'name="{campo}"') for campo in orden]
    assert sitios == sorted(sitios)

    lider = crear_dependencia(entidad=planeacion.entidad)
    client.post(
        AGREGAR,
        {
            "vigencia": 2026,
            "tipo": "rendicion",
            "nombre": "Plan",
            "programa": "ptep",
            "seguimiento_por": "trimestre",
            "formato": "plan",
            "lider": lider.pk,
        }
        | SIN_FIRMAS,
    )

    creada = Estrategia.objects.get(vigencia=2026)
    assert (creada.entidad, creada.tipo, creada.formato, creada.lider) == (
        planeacion.entidad,
        "rendicion",
        "plan",
        lider,
    )


def test_todo_campo_que_se_edita_tiene_su_lugar():
    campos = set(flatten_fieldsets(admin.site.get_model_admin(Estrategia).fieldsets))
    editables = {f.name for f in Estrategia._meta.get_fields() if getattr(f, "editable", False)}

    # La llave no se edita y el encabezado literal se muestra como tabla.
    assert editables - campos == {"id", "encabezado"}


def test_la_segunda_del_mismo_tipo_y_anio_se_rechaza_con_una_frase(client, planeacion, estrategia):
    pagina = client.post(
        AGREGAR, {"vigencia": 2022, "tipo": estrategia.tipo, "nombre": "Otra"} | SIN_FIRMAS
    )

    frase = "La entidad ya tiene una estrategia de ese tipo en esa vigencia."
    assert frase in pagina.content.decode()


def test_un_formato_que_no_existe_no_se_elige(client, planeacion):
    pagina = client.post(
        AGREGAR,
        {"vigencia": 2026, "tipo": "rendicion", "nombre": "Plan", "formato": "inventado"}
        | SIN_FIRMAS,
    )

    assert "formato" in pagina.context["adminform"].form.errors


def test_lo_que_decia_la_hoja_en_el_encabezado_se_ve(client, planeacion, estrategia):
    estrategia.encabezado = {"entidad": {"texto": "Sanatorio de <Contratación>", "valor": "x"}}
    estrategia.save()

    pagina = client.get(reverse("admin:estrategia_estrategia_change", args=[estrategia.pk]))

    assert "Sanatorio de &lt;Contratación&gt;" in pagina.content.decode()


def test_la_lista_dice_que_esta_publicado_y_cuantas_actividades(client, planeacion, estrategia):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia, por=planeacion)
    crear_estrategia(entidad=planeacion.entidad, vigencia=2023)

    filas = client.get(LISTA).context["cl"].queryset

    leidas = [(e.vigencia, e.actividades_vigentes, e.version_en_vigor) for e in filas]
    assert leidas == [(2023, 0, None), (2022, 1, 1)]
    sin_publicar = client.get(LISTA, {"publicada": "no"}).context["cl"].queryset
    assert [e.vigencia for e in sin_publicar] == [2023]


# --- Publicación previa --------------------------------------------------------------------


def test_registrar_previa_pide_los_datos_antes_de_publicar(client, planeacion, estrategia):
    crear_actividad(estrategia=estrategia)

    pagina = client.post(LISTA, elegir(estrategia))

    formulario = pagina.context["formulario"]
    assert formulario.initial == {"etiqueta": "01", "fecha": date(2022, 1, 27)}
    assert not Version.objects.exists()


def test_registrar_previa_publica_con_los_datos_del_documento(client, planeacion, estrategia):
    crear_actividad(estrategia=estrategia)

    pagina = client.post(
        LISTA, confirmar(estrategia, etiqueta="01", fecha="27/01/2022"), follow=True
    )

    version = Version.objects.get()
    assert "Quedó publicada la versión 1." in pagina.content.decode()
    assert (version.estrategia, version.es_previa, version.documento_fuente) == (
        estrategia,
        True,
        "Cronograma 2022 (PDF)",
    )
    assert (version.etiqueta, version.fecha_documento) == ("01", date(2022, 1, 27))
    assert (version.motivo, version.publicada_por) == ("Ya estaba publicado", planeacion)
    assert version.filas.count() == 1


def test_lo_que_falta_para_publicar_se_dice(client, planeacion, estrategia):
    pagina = client.post(LISTA, confirmar(estrategia))

    assert "Agregar al menos una actividad." in pagina.content.decode()
    assert not Version.objects.exists()


def test_se_registra_de_una_en_una(client, planeacion, estrategia):
    otra = crear_estrategia(entidad=planeacion.entidad, vigencia=2023)

    pagina = client.post(LISTA, elegir(estrategia, otra), follow=True)

    assert "Elija una sola estrategia" in pagina.content.decode()


def test_no_se_publica_la_estrategia_de_otra_entidad(client, planeacion):
    ajena = crear_estrategia()
    crear_actividad(estrategia=ajena)

    client.post(LISTA, confirmar(ajena))

    assert not Version.objects.exists()


@pytest.mark.parametrize("rol", ["comunicaciones", "control", "consulta"])
def test_quien_no_publica_no_tiene_la_accion(client, estrategia, rol):
    crear_actividad(estrategia=estrategia)
    client.force_login(crear_usuario(rol=rol, entidad=estrategia.entidad))

    client.post(LISTA, confirmar(estrategia))

    assert "registrar_previa" not in client.get(LISTA).content.decode()
    assert not Version.objects.exists()


# --- Versiones y encuentros ----------------------------------------------------------------


def test_una_version_se_mira_con_lo_que_quedo_congelado(client, planeacion, estrategia):
    actividad = crear_actividad(
        estrategia=estrategia, nombre="Audiencia", fecha_programada="ene-22"
    )
    version = publicar(estrategia, por=planeacion)
    actividad.nombre = "Otro nombre"
    actividad.save()

    pagina = client.get(reverse("admin:cronograma_version_change", args=[version.pk]))

    texto = pagina.content.decode()
    assert "<td>Audiencia</td><td>ene-22</td>" in texto
    assert "Otro nombre" not in texto
    assert 'name="_save"' not in texto


def test_todo_lo_que_dice_una_version_se_ve():
    campos = set(flatten_fieldsets(admin.site.get_model_admin(Version).fieldsets))
    propios = {f.name for f in Version._meta.fields}

    # El encabezado congelado se ve en la página de la versión.
    assert propios - campos == {"id", "cabecera"}


def test_un_encuentro_no_se_agrega_a_una_actividad_ajena(client, planeacion):
    ajena = crear_actividad()
    datos = {"actividad": ajena.pk, "fecha": "01/06/2022", "estado": "provisional"}

    client.post(reverse("admin:cronograma_encuentro_add"), datos)

    assert not Encuentro.objects.exists()


def test_los_encuentros_se_filtran_por_las_estrategias_propias(client, planeacion, estrategia):
    crear_encuentro(actividad=crear_actividad(estrategia=estrategia))
    crear_estrategia(entidad=planeacion.entidad, vigencia=2023, nombre="Propia")
    crear_estrategia(nombre="Ajena")

    pagina = client.get(reverse("admin:cronograma_encuentro_changelist")).content.decode()

    assert "Propia" in pagina
    assert "Ajena" not in pagina


def test_los_datos_de_calidad_van_en_la_pantalla_de_la_entidad(client, planeacion):
    direccion = reverse("admin:estrategia_entidad_change", args=[planeacion.entidad_id])
    tabla = {
        "formatos-TOTAL_FORMS": 1,
        "formatos-INITIAL_FORMS": 0,
        "formatos-0-formato": "cronograma",
        "formatos-0-codigo": "PC-FT-01",
        "formatos-0-version": "03",
        "caracterizaciones-TOTAL_FORMS": 0,
        "caracterizaciones-INITIAL_FORMS": 0,
    }

    client.post(direccion, {"nombre": planeacion.entidad.nombre} | tabla)

    guardado = FormatoEntidad.objects.get()
    assert (guardado.entidad, guardado.codigo, guardado.version) == (
        planeacion.entidad,
        "PC-FT-01",
        "03",
    )


def test_la_pantalla_de_la_estrategia_la_pone_quien_conoce_sus_actividades():
    assert type(admin.site.get_model_admin(Estrategia)).__module__ == "cronograma.admin.estrategia"


@pytest.mark.parametrize(
    ("rol", "ofrece"),
    [("planeacion", [True, True, True]), ("consulta", [True, False, False])],
)
def test_la_estrategia_ofrece_a_cada_quien_lo_que_puede(client, estrategia, rol, ofrece):
    client.force_login(crear_usuario(rol=rol, entidad=estrategia.entidad))

    pagina = client.get(reverse("admin:estrategia_estrategia_change", args=[estrategia.pk]))

    botones = ("Actividades</a>", "Importar hoja", "Registrar publicación previa")
    assert [boton in pagina.content.decode() for boton in botones] == ofrece
