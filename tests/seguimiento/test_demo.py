"""`manage.py demo`: los cinco ejemplos publicados, sus personas, y nada más la segunda vez."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from cronograma.exportar import archivos, pdf
from cronograma.models import Actividad, ActividadPublicada, Version
from estrategia.catalogos import Rol
from estrategia.models import Entidad, Usuario
from seguimiento.management.commands.demo import CLAVE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sin_pdf(monkeypatch):
    """Los PDF de los ejemplos tardan y tienen sus pruebas: aquí, como en un equipo sin Pango."""

    def falta(*_):
        raise pdf.FaltaPango(pdf.FALTA_PANGO)

    monkeypatch.setitem(archivos.SALIDAS, "pdf", archivos.SALIDAS["pdf"]._replace(escribir=falta))


def demo(**opciones):
    """Los cinco documentos; el año inventado, si no se dice otra cosa, lo juegan sus pruebas."""
    salida = StringIO()
    call_command("demo", stdout=salida, **{"solo_documentos": True} | opciones)
    return salida.getvalue()


def test_demo_juega_ademas_un_anio_que_dice_ser_inventado():
    dicho = demo(solo_documentos=False)

    inventada = Entidad.objects.get(slug="municipio-inventado")
    assert "Un año completo, inventado de principio a fin" in dicho
    assert "inventad" in inventada.procedencia
    assert [corte.periodo for corte in inventada.estrategias.get().cortes.cerrados()] == (
        ["T1", "T2", "T3", "T4"]
    )


def test_demo_publica_las_actividades_de_las_cuatro_entidades():
    demo()

    publicas = {
        entidad.slug: ActividadPublicada.objects.publicas()
        .filter(version__estrategia__entidad=entidad)
        .count()
        for entidad in Entidad.objects.all()
    }

    assert publicas == {
        "huhmp": 19,
        "sanatorio-contratacion": 9,
        "caja-honor": 19,
        "alcaldia-municipal": 29,
        "entidad-del-procedimiento": 0,
    }


def test_demo_registra_cada_documento_como_publicacion_previa():
    demo()

    versiones = Version.objects.order_by("estrategia__entidad__slug")
    registradas = versiones.values_list(
        "estrategia__entidad__slug", "numero", "es_previa", "etiqueta", "fecha_documento"
    )

    assert [(*otros, str(fecha)) for *otros, fecha in registradas] == [
        ("alcaldia-municipal", 1, True, "", "None"),
        ("caja-honor", 1, True, "1", "2023-01-26"),
        ("huhmp", 1, True, "", "None"),
        ("sanatorio-contratacion", 1, True, "01", "2022-01-27"),
    ]


def test_demo_escribe_los_archivos_de_cada_version():
    demo()

    for version in Version.objects.all():
        assert {uno.como for uno in version.archivos.all()} == {"xlsx", "csv", "json"}


def test_demo_dos_veces_no_cambia_nada(cuentas):
    demo()
    antes = cuentas(), list(Usuario.objects.order_by("pk").values()), list(Version.objects.values())

    segunda = demo()

    assert antes == (
        cuentas(),
        list(Usuario.objects.order_by("pk").values()),
        list(Version.objects.values()),
    )
    assert segunda.count("(ya estaba)") == 5
    assert "(cargado)" not in segunda


def test_demo_de_nuevo_hace_pocas_consultas(django_assert_max_num_queries):
    demo()

    with django_assert_max_num_queries(110):
        demo()


def test_demo_no_vuelve_a_publicar_lo_que_se_retiro_o_cambio():
    demo()
    Actividad.objects.filter(numero="5").update(nombre="Otro nombre")

    demo()

    assert Version.objects.count() == 4
    assert Actividad.objects.filter(nombre="Otro nombre").count() == 2


def test_demo_crea_personas_que_entran_con_la_clave_que_imprime():
    salida = demo()

    assert f"contraseña: {CLAVE}" in salida
    for usuario in Usuario.objects.all():
        assert usuario.username in salida
        assert "(demo)" in usuario.get_full_name()
        assert authenticate(username=usuario.username, password=CLAVE) == usuario


def test_demo_crea_una_persona_por_rol_y_entidad():
    demo()

    hospital = Usuario.objects.filter(entidad__slug="huhmp")
    assert {usuario.username for usuario in hospital} == {f"{rol}.huhmp" for rol in Rol}
    siau = hospital.get(asignaciones__rol=Rol.DEPENDENCIA).asignaciones.get().dependencia
    assert siau.nombre == "SIAU"
    assert Usuario.objects.get(is_superuser=True).username == "administrador"
    # Una entidad sin dependencias no tiene quién reporte por ellas.
    assert not Usuario.objects.filter(username="dependencia.entidad-del-procedimiento").exists()


def test_demo_no_corre_en_produccion(settings):
    settings.PRODUCCION = True

    with pytest.raises(CommandError, match="--si-estoy-seguro"):
        demo()

    assert not Entidad.objects.exists()
    assert not Usuario.objects.exists()


def test_demo_en_produccion_si_alguien_lo_pide(settings):
    settings.PRODUCCION = True

    demo(si_estoy_seguro=True)

    assert Entidad.objects.count() == 5
