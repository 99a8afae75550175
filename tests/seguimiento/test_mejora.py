"""Las acciones de mejora: de dónde salen, cómo van en cada corte y quién dice si sirvieron."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from seguimiento import compromisos, lecciones, mejora
from seguimiento.hechos import AccionEvaluada, Leccion
from seguimiento.models import AccionDeMejora, Corte, Hallazgo, Informe
from tests.factories import AHORA, crear_dependencia, crear_estrategia, crear_usuario
from tests.factories.prometido import HASTA, crear_accion, crear_reunion

pytestmark = pytest.mark.django_db

HOY = date(2026, 5, 15)
EN_2027 = datetime(2027, 1, 20, 15, tzinfo=UTC)


@pytest.fixture
def estrategia():
    return crear_estrategia(vigencia=2026)


@pytest.fixture
def ana(estrategia):
    return crear_usuario(entidad=estrategia.entidad)


@pytest.fixture
def control(estrategia):
    return crear_usuario(rol="control", entidad=estrategia.entidad)


@pytest.fixture
def accion(estrategia):
    return crear_accion(estrategia)


@pytest.fixture
def corte(estrategia):
    return Corte.objects.create(
        estrategia=estrategia,
        periodo="T2",
        fecha=date(2026, 6, 30),
        reporta_hasta=date(2026, 7, 15),
    )


def cerrada(accion, ana, control):
    mejora.decir_cumplido(accion, por=ana, ahora=AHORA, como="Se convocó con 16 días.")
    return mejora.verificar(accion, por=control, ahora=AHORA)


# --- El origen --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origen", "frase"),
    [
        ("hallazgo", "Señale el hallazgo de donde salió la acción."),
        ("encuentro", "Señale la reunión de donde salió la acción."),
        ("valoracion", "Señale la reunión de donde salió la acción."),
    ],
)
def test_el_origen_pide_senalar_de_donde_salio(estrategia, origen, frase):
    with pytest.raises(ValidationError) as error:
        crear_accion(estrategia, origen=origen)

    assert error.value.messages == [frase]


def test_puede_salir_de_un_hallazgo_o_de_una_reunion_con_su_numero(estrategia, ana):
    informe = Informe.objects.create(
        estrategia=estrategia, periodo="T1", tipo="control", creado_por=ana, creado_en=AHORA
    )
    hallazgo = Hallazgo.objects.create(informe=informe, numero=1, texto="Sin actas")

    acciones = [
        crear_accion(estrategia, origen="hallazgo", hallazgo=hallazgo),
        crear_accion(
            estrategia, origen="valoracion", encuentro=crear_reunion(estrategia=estrategia)
        ),
    ]

    assert [una.numero for una in acciones] == [1, 2]


# --- Seguirla, cumplirla, juzgarla ------------------------------------------------------------


def test_se_sigue_en_cada_corte_y_la_segunda_vez_reemplaza(accion, corte, ana):
    mejora.seguir(accion, corte, nota="Va por la mitad.", por=ana, ahora=AHORA)
    mejora.seguir(accion, corte, nota="Falta poco.", por=ana, ahora=AHORA)

    assert list(accion.seguimientos.values_list("nota", flat=True)) == ["Falta poco."]


def test_no_se_sigue_en_un_corte_cerrado_ni_en_el_de_otra_estrategia(accion, corte, ana):
    corte.estado, corte.cerrado_en = "cerrado", AHORA
    corte.save()
    ajena = crear_accion()

    with pytest.raises(ValidationError, match="El corte está cerrado"):
        mejora.seguir(accion, corte, nota="Tarde", por=ana, ahora=AHORA)
    with pytest.raises(ValidationError, match="El corte es de otra estrategia"):
        mejora.seguir(ajena, corte, nota="Ajena", por=ana, ahora=AHORA)


def test_solo_control_interno_verifica_y_juzga(accion):
    entidad = accion.estrategia.entidad
    roles = ("planeacion", "control", "comunicaciones", "consulta")

    pueden = {
        rol: compromisos.puede_verificar(crear_usuario(rol=rol, entidad=entidad), accion, hoy=HOY)
        for rol in roles
    }

    assert pueden == {
        "planeacion": False,
        "control": True,
        "comunicaciones": False,
        "consulta": False,
    }


def test_se_juzga_lo_que_ya_termino_y_se_dice_en_que_se_basa(accion, ana, control):
    juicio = {"es_eficaz": True, "es_efectiva": None, "por": control, "ahora": AHORA}
    with pytest.raises(ValidationError, match="se juzga lo que ya terminó"):
        mejora.juzgar(accion, juicio="Vi las actas.", **juicio)
    cerrada(accion, ana, control)
    with pytest.raises(ValidationError, match="Diga en qué se basa el juicio"):
        mejora.juzgar(accion, juicio=" ", **juicio)

    juzgada = mejora.juzgar(accion, juicio="Vi las actas.", **juicio)

    assert (juzgada.es_eficaz, juzgada.es_efectiva, juzgada.juzgada_por) == (True, None, control)


def test_lo_que_no_se_cumplio_no_puede_ser_eficaz(accion, control):
    mejora.declarar_incumplido(accion, por=control, ahora=AHORA, nota="No se hizo.")

    with pytest.raises(ValidationError, match="no puede ser eficaz"):
        mejora.juzgar(
            accion, es_eficaz=True, es_efectiva=None, juicio="Actas", por=control, ahora=AHORA
        )


def test_las_abiertas_pasan_al_anio_siguiente_una_sola_vez(estrategia, accion, ana, control):
    cerrada(crear_accion(estrategia), ana, control)
    nueva = crear_estrategia(entidad=estrategia.entidad, vigencia=2027)

    for _ in range(2):
        mejora.continuar(estrategia, nueva, por=ana, ahora=EN_2027)

    (una,) = AccionDeMejora.objects.filter(estrategia=nueva)
    assert (una.numero, una.viene_de, una.accion, una.origen) == (
        1,
        accion,
        "Convocar con quince días.",
        "organo_de_control",
    )


# --- Para la evaluación -----------------------------------------------------------------------


def test_el_estado_de_un_corte_lleva_el_ultimo_seguimiento_y_el_juicio_de_entonces(
    estrategia, accion, corte, ana, control
):
    mejora.seguir(accion, corte, nota="Va por la mitad.", por=ana, ahora=AHORA)
    cerrada(accion, ana, control)
    mejora.juzgar(
        accion,
        es_eficaz=True,
        es_efectiva=False,
        juicio="Siguen llegando pocos.",
        por=control,
        ahora=AHORA + timedelta(days=90),
    )
    comun = {
        "numero": 1,
        "origen": "Recomendación de un órgano de control",
        "que_se_encontro": "Se convocó con poca anticipación.",
        "accion": "Convocar con quince días.",
        "dependencia": str(accion.dependencia),
        "responsable": "",
        "hasta": HASTA,
        "estado": "cerrado",
        "esta_vencida": False,
    }

    assert mejora.estado_actual(estrategia, hasta=date(2026, 5, 31)) == (AccionEvaluada(**comun),)
    assert mejora.estado_actual(estrategia, hasta=date(2026, 12, 31)) == (
        AccionEvaluada(
            **comun,
            como_va="Va por la mitad.",
            es_eficaz=True,
            es_efectiva=False,
            juicio="Siguen llegando pocos.",
        ),
    )


def test_el_estado_actual_son_dos_consultas_con_una_o_con_tres(
    estrategia, corte, ana, django_assert_num_queries
):
    for _ in range(2):
        mejora.seguir(crear_accion(estrategia), corte, nota="Va.", por=ana, ahora=AHORA)
        with django_assert_num_queries(2):
            mejora.estado_actual(estrategia, hasta=date(2026, 12, 31))


# --- Lecciones --------------------------------------------------------------------------------


def test_una_leccion_de_una_reunion_queda_tambien_con_su_actividad(estrategia, ana):
    reunion = crear_reunion(estrategia=estrategia)

    leccion = lecciones.anotar(
        estrategia, texto="El sábado va más gente.", encuentro=reunion, por=ana, ahora=AHORA
    )

    assert leccion.actividad == reunion.actividad
    assert lecciones.aprendidas(estrategia, desde=HOY, hasta=HOY) == (
        Leccion(texto="El sábado va más gente.", fecha=HOY, donde=str(reunion)),
    )
    assert lecciones.aprendidas(estrategia, desde=HOY, hasta=HOY)[0].donde == str(reunion)
    assert lecciones.aprendidas(estrategia, desde=date(2026, 6, 1), hasta=date(2026, 6, 30)) == ()


def test_una_leccion_dice_algo_y_es_de_la_estrategia(estrategia, ana):
    with pytest.raises(ValidationError, match="Escriba qué se aprendió"):
        lecciones.anotar(estrategia, texto=" ", por=ana, ahora=AHORA)
    with pytest.raises(ValidationError, match="de otra estrategia"):
        lecciones.anotar(estrategia, texto="Algo", encuentro=crear_reunion(), por=ana, ahora=AHORA)


def test_la_dependencia_que_responde_dice_que_la_cumplio(accion):
    suya = crear_usuario(rol="dependencia", dependencia=accion.dependencia)
    vecina = crear_usuario(
        rol="dependencia", dependencia=crear_dependencia(entidad=accion.estrategia.entidad)
    )

    assert compromisos.puede_decir_cumplido(suya, accion, hoy=HOY)
    assert not compromisos.puede_decir_cumplido(vecina, accion, hoy=HOY)
