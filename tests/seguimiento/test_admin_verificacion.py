"""La hoja de control interno, por HTTP: quién entra, quién escribe y qué queda."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from cronograma.models import Actividad
from estrategia import acceso
from estrategia.acceso import Verbo
from seguimiento.models import Avance, Verificacion
from tests.factories import (
    crear_actividad,
    crear_dependencia,
    crear_estrategia,
    crear_usuario,
    publicar,
)
from tests.factories.evaluacion import (
    crear_avance,
    crear_corte,
    crear_evidencia,
    crear_informe,
    crear_verificacion,
    emitido,
    instante,
    retirar,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

LO_QUE_ESCRIBE = {"porcentaje": "62,5", "hay_evidencia": "si", "observacion": "Falta el anexo."}


@pytest.fixture
def estrategia():
    return crear_estrategia()


@pytest.fixture
def dependencia(estrategia):
    return crear_dependencia(entidad=estrategia.entidad)


@pytest.fixture
def corte(estrategia, dependencia):
    """Tres líneas: una que se contradice, una alta con evidencia y una que nadie reportó."""
    for codigo in ("01", "02", "03"):
        crear_actividad(
            estrategia=estrategia,
            codigo=codigo,
            nombre=f"Actividad {codigo}",
            fecha_programada="marzo",
            dependencias=[dependencia],
        )
    publicar(estrategia, ahora=instante(2026, 1, 20))
    corte = crear_corte(estrategia)
    crear_avance(corte, estrategia.actividades.get(codigo="01"), 100, aceptado=90)
    alta = crear_avance(corte, estrategia.actividades.get(codigo="02"), 80, aceptado=80)
    crear_evidencia(alta, titulo="Informe publicado")
    retirar(crear_evidencia(alta, titulo="Evidencia equivocada"))
    return corte


@pytest.fixture
def entrar(client, estrategia, dependencia):
    def como(rol):
        if rol == "administra":
            usuario = crear_usuario(is_superuser=True, entidad=None)
        else:
            suya = dependencia if rol == "dependencia" else None
            usuario = crear_usuario(rol=rol, entidad=estrategia.entidad, dependencia=suya)
        client.force_login(usuario)
        return client

    return como


def hoja(corte):
    return reverse("admin:seguimiento_verificacion_corte", args=[corte.pk])


def linea(corte, codigo="01"):
    actividad = corte.estrategia.actividades.get(codigo=codigo)
    return reverse("admin:seguimiento_verificacion_linea", args=[corte.pk, actividad.pk])


VEN = {
    "control": 200, "planeacion": 200, "administra": 200,
    "dependencia": 403, "comunicaciones": 403, "consulta": 403,
}  # fmt: skip


@pytest.mark.parametrize(("rol", "codigo"), VEN.items(), ids=VEN)
def test_quien_ve_la_hoja(entrar, corte, rol, codigo):
    cliente = entrar(rol)

    assert cliente.get(hoja(corte)).status_code == codigo
    assert cliente.get(linea(corte)).status_code == codigo


@pytest.mark.parametrize("rol", [*VEN, "nadie"])
def test_solo_control_escribe(client, entrar, corte, rol):
    cliente = client if rol == "nadie" else entrar(rol)

    cliente.post(linea(corte), LO_QUE_ESCRIBE)

    assert Verificacion.objects.count() == (1 if rol == "control" else 0)


def test_queda_lo_escrito_y_el_avance_como_estaba(entrar, corte):
    antes = list(Avance.objects.order_by("pk").values())

    respuesta = entrar("control").post(linea(corte), LO_QUE_ESCRIBE, follow=True)

    assert respuesta.redirect_chain == [(hoja(corte), 302)]
    assert "Quedó verificada la actividad 01." in respuesta.content.decode()
    assert Verificacion.objects.values_list("porcentaje", "hay_evidencia", "observacion").get() == (
        Decimal("62.5"), True, "Falta el anexo.",
    )  # fmt: skip
    assert list(Avance.objects.order_by("pk").values()) == antes


def test_la_hoja_dice_por_donde_empezar(entrar, corte, revisar_html):
    respuesta = entrar("control").get(hoja(corte), {"muestra": "2"})

    revisar_html(respuesta.content.decode())
    (una, porque, choques), otra = respuesta.context["elegidas"]
    assert (una.linea.codigo, porque, choques) == (
        "01",
        "se contradice",
        ["se reportó al 100\xa0% y no tiene ninguna evidencia."],
    )  # fmt: skip
    assert otra[1] == "al azar"
    assert len(respuesta.context["demas"]) == 1


@pytest.mark.parametrize("pedido", ["", "diez", "-3", "٣", "9999"])
def test_un_tamano_que_no_es_un_numero_vale_el_de_fabrica(entrar, corte, pedido):
    assert entrar("control").get(hoja(corte), {"muestra": pedido}).context["cuantas"] == 10


def test_la_linea_muestra_lo_dicho_y_solo_las_evidencias_en_uso(entrar, corte, revisar_html):
    pagina = entrar("control").get(linea(corte, "02")).content.decode()

    revisar_html(pagina)
    assert "Informe publicado" in pagina
    assert "Evidencia equivocada" not in pagina


def test_la_linea_que_nadie_reporto_tambien_se_abre(entrar, corte, revisar_html):
    pagina = entrar("control").get(linea(corte, "03")).content.decode()

    revisar_html(pagina)
    assert "Nadie la ha reportado." in pagina


@pytest.mark.parametrize(
    ("campo", "valor", "mensaje"),
    [
        ("porcentaje", "101", "menor o igual a 100"),
        ("porcentaje", "mucho", "Ingrese un número"),
        ("observacion", "", "explique por qué"),
        ("hay_evidencia", "quizá", "Escoja una opción válida"),
    ],
)
def test_lo_mal_escrito_se_senala_y_no_se_pierde_lo_demas(entrar, corte, campo, valor, mensaje):
    respuesta = entrar("control").post(linea(corte), {**LO_QUE_ESCRIBE, campo: valor})

    assert respuesta.status_code == 200
    assert mensaje in str(respuesta.context["formulario"].errors[campo])
    assert respuesta.context["formulario"].data["porcentaje"] in {"62,5", valor}
    assert not Verificacion.objects.exists()


def test_al_volver_esta_lo_que_se_habia_escrito(entrar, corte):
    crear_verificacion(Avance.objects.get(actividad__codigo="01"), 50, hay_evidencia=False)

    inicial = entrar("control").get(linea(corte)).context["formulario"].initial

    assert inicial == {"porcentaje": Decimal(50), "hay_evidencia": "no", "observacion": ""}


def test_planeacion_lo_lee_y_no_tiene_donde_escribir(entrar, corte):
    crear_verificacion(Avance.objects.get(actividad__codigo="01"), 50, observacion="Sin firmas")

    pagina = entrar("planeacion").get(linea(corte)).content.decode()

    assert "Sin firmas" in pagina
    assert 'name="porcentaje"' not in pagina


def test_emitido_el_informe_no_hay_formulario(entrar, corte):
    crear_informe(corte.estrategia, **emitido(corte.estrategia))

    pagina = entrar("control").get(linea(corte)).content.decode()

    assert "agregue una adenda" in pagina
    assert 'name="porcentaje"' not in pagina


def test_control_de_otra_entidad_no_la_encuentra(client, corte):
    client.force_login(crear_usuario(rol="control"))

    assert client.get(hoja(corte)).status_code == 404
    assert client.post(linea(corte), LO_QUE_ESCRIBE).status_code == 404


def test_una_actividad_sin_linea_en_el_corte_no_se_abre(entrar, corte):
    nueva = crear_actividad(estrategia=corte.estrategia, codigo="09", fecha_programada="marzo")
    direccion = reverse("admin:seguimiento_verificacion_linea", args=[corte.pk, nueva.pk])

    assert entrar("control").get(direccion).status_code == 404


def test_la_lista_ofrece_los_cortes(entrar, corte, revisar_html):
    crear_verificacion(Avance.objects.get(actividad__codigo="01"), 50)
    respuesta = entrar("control").get(reverse("admin:seguimiento_verificacion_changelist"))

    revisar_html(respuesta.content.decode())
    assert [(uno.pk, uno.verificadas) for uno in respuesta.context["cortes"]] == [(corte.pk, 1)]
    assert hoja(corte) in respuesta.content.decode()


def test_lo_verificado_no_se_agrega_ni_se_borra_por_la_lista(entrar, corte):
    verificacion = crear_verificacion(Avance.objects.get(actividad__codigo="01"), 50)
    cliente = entrar("control")

    agregar = cliente.get(reverse("admin:seguimiento_verificacion_add"))
    borrar = cliente.post(
        reverse("admin:seguimiento_verificacion_delete", args=[verificacion.pk]), {"post": "yes"}
    )

    assert (agregar.status_code, borrar.status_code) == (403, 403)
    assert Verificacion.objects.exists()


def test_control_no_cambia_el_plan_ni_los_avances(entrar, corte):
    actividad = corte.estrategia.actividades.get(codigo="01")
    cliente = entrar("control")

    respuesta = cliente.post(
        reverse("admin:cronograma_actividad_change", args=[actividad.pk]), {"nombre": "Otra"}
    )

    assert respuesta.status_code == 403
    assert Actividad.objects.get(pk=actividad.pk).nombre == "Actividad 01"
    control = crear_usuario(rol="control", entidad=corte.estrategia.entidad)
    for verbo in (Verbo.REPORTAR, Verbo.REVISAR, Verbo.CAMBIAR, Verbo.AGREGAR, Verbo.BORRAR):
        assert not acceso.puede(control, verbo, Avance, hoy=date(2026, 5, 15))
