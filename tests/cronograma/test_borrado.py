"""El borrado: cada dato se va cuando se le prometió a la persona, y queda constancia de cuántos."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from cronograma.borrado import borrar, por_borrar
from cronograma.inscripciones.salida import objeto_de
from cronograma.models import Aporte, BorradoDeDatos, Inscripcion
from estrategia.models import Aviso
from tests.factories import AHORA, crear_aporte, crear_entidad, crear_usuario
from tests.factories.inscripciones import crear_inscripcion, crear_reunion

pytestmark = pytest.mark.django_db

REUNION = date(2026, 6, 1)
ULTIMO_DIA = date(2026, 7, 1)  # treinta días después
DESPUES = ULTIMO_DIA + timedelta(days=1)
NADA = {"inscripciones": 0, "nombres y correos de aportes": 0, "correos de la bandeja": 0}


@pytest.fixture
def entidad():
    return crear_entidad(slug="hospital", conservacion_dias=30)


@pytest.fixture
def reunion(entidad):
    return crear_reunion(entidad=entidad, fecha=REUNION)


@pytest.fixture
def ana(reunion):
    return crear_inscripcion(reunion, nombre="Ana Sembrada", consentimiento_hasta=ULTIMO_DIA)


def crear_aviso(entidad, **datos):
    habitual = {
        "clave": f"aviso-{Aviso.objects.count()}",
        "clase": "inscripcion",
        "destinatario": "ana@example.org",
        "asunto": "Su inscripción",
        "cuerpo": "Hola, Ana",
        "calendario": "BEGIN:VCALENDAR",
        "estado": "enviado",
        "creado_en": AHORA,
        "entregado_en": AHORA,
    }
    return Aviso.objects.create(entidad=entidad, **habitual | datos)


def pregunta(reunion, **datos):
    habitual = {
        "estrategia": reunion.actividad.estrategia,
        "encuentro": reunion,
        "uso": "pregunta",
        "nombre": "Ana Sembrada",
        "correo": "ana@example.org",
        "consentimiento_version": "1",
        "consentimiento_finalidad": "Responder",
        "consentimiento_en": AHORA,
    }
    return crear_aporte(**habitual | datos)


def respondida(reunion, en, **datos):
    quien = crear_usuario(entidad=reunion.actividad.estrategia.entidad)
    return pregunta(reunion, respuesta="Sí", respondido_por=quien, respondido_en=en, **datos)


def test_el_ultimo_dia_todavia_se_guarda_y_al_siguiente_no(entidad, ana):
    assert por_borrar(entidad, hoy=ULTIMO_DIA)["inscripciones"] == 0

    borrar(entidad, hoy=DESPUES, ahora=AHORA)

    assert not Inscripcion.objects.exists()


def test_si_la_entidad_ahora_guarda_mas_tiempo_vale_lo_prometido(entidad, ana):
    entidad.conservacion_dias = 3000
    entidad.save()

    assert por_borrar(entidad, hoy=DESPUES)["inscripciones"] == 1


def test_si_la_reunion_se_movio_se_espera_a_que_ocurra(entidad, reunion, ana):
    type(reunion).objects.filter(pk=reunion.pk).update(fecha=DESPUES)

    assert por_borrar(entidad, hoy=DESPUES)["inscripciones"] == 0
    assert por_borrar(entidad, hoy=DESPUES + timedelta(days=1))["inscripciones"] == 1


def test_tambien_las_canceladas_y_las_de_la_lista_de_espera(entidad, reunion):
    crear_inscripcion(reunion, consentimiento_hasta=ULTIMO_DIA, estado="en_espera")
    crear_inscripcion(
        reunion, consentimiento_hasta=ULTIMO_DIA, estado="cancelada", cancelada_en=AHORA
    )

    assert borrar(entidad, hoy=DESPUES, ahora=AHORA)["inscripciones"] == 2


@pytest.mark.parametrize(("hace", "cuantos"), [(timedelta(days=30), 0), (timedelta(days=31), 1)])
def test_quien_pregunto_se_olvida_cuando_paso_el_tiempo_de_su_respuesta(
    entidad, reunion, hace, cuantos
):
    aporte = respondida(reunion, datetime.combine(DESPUES - hace, AHORA.timetz()))

    assert borrar(entidad, hoy=DESPUES, ahora=AHORA)["nombres y correos de aportes"] == cuantos

    aporte.refresh_from_db()
    # Queda la pregunta y que la persona consintió; no queda quién era.
    assert (aporte.nombre, aporte.correo) == (
        ("", "") if cuantos else ("Ana Sembrada", "ana@example.org")
    )
    assert (aporte.respuesta, aporte.consentimiento_version) == ("Sí", "1")


def test_quien_espera_respuesta_no_se_olvida(entidad, reunion):
    pregunta(reunion)

    assert por_borrar(entidad, hoy=date(2030, 1, 1)) == NADA


def test_lo_trasladado_y_el_comentario_que_nadie_atendio_tambien_terminan(entidad, reunion):
    pregunta(reunion, trasladado_en=AHORA, radicado="R-1")
    pregunta(reunion, uso="comentario")

    assert por_borrar(entidad, hoy=date(2027, 1, 1))["nombres y correos de aportes"] == 2


def test_de_los_correos_queda_que_hubo_uno_y_no_a_quien_ni_que_decia(entidad, ana):
    viejo = crear_aviso(entidad)
    # Reciente, pero habla de una inscripción que se va.
    suyo = crear_aviso(
        entidad, objeto=objeto_de(ana), estado="por_enviar", entregado_en=None,
        creado_en=AHORA + timedelta(days=47),
    )  # fmt: skip

    assert borrar(entidad, hoy=DESPUES, ahora=AHORA)["correos de la bandeja"] == 2

    for aviso, estado in ((viejo, "enviado"), (suyo, "descartado")):
        aviso.refresh_from_db()
        assert (aviso.destinatario, aviso.cuerpo, aviso.calendario) == ("", "", "")
        assert (aviso.estado, aviso.clase) == (estado, "inscripcion")


def test_lo_de_otra_entidad_no_se_toca(ana):
    otra = crear_entidad(conservacion_dias=1)

    assert borrar(otra, hoy=date(2030, 1, 1), ahora=AHORA) == NADA
    assert Inscripcion.objects.exists()


def test_queda_constancia_de_cuantos_y_nunca_de_quienes(entidad, reunion, ana):
    respondida(reunion, AHORA)
    crear_aviso(entidad)

    borrar(entidad, hoy=DESPUES, ahora=AHORA)

    constancia = BorradoDeDatos.objects.get()
    assert (constancia.borrado_en, constancia.anteriores_a) == (AHORA, date(2026, 6, 2))
    assert constancia.cuantos == {
        "inscripciones": 1,
        "nombres y correos de aportes": 1,
        "correos de la bandeja": 1,
    }


def test_borrar_otra_vez_no_hace_nada_ni_deja_otra_constancia(entidad, ana):
    borrar(entidad, hoy=DESPUES, ahora=AHORA)

    assert borrar(entidad, hoy=DESPUES, ahora=AHORA) == NADA
    assert BorradoDeDatos.objects.count() == 1


def test_ninguna_historia_repite_los_datos_de_las_personas():
    # Si un día se guarda, `borrado` la limpia; mientras tanto no hay nada que limpiar.
    assert [modelo for modelo in (Inscripcion, Aporte, Aviso) if hasattr(modelo, "history")] == []


# --- La orden ------------------------------------------------------------------------------

FRASE = (
    "hospital: lo anterior al 02/06/2026: 1 inscripciones, 0 nombres y correos de aportes, "
    "0 correos de la bandeja."
)


def test_la_orden_simulada_dice_lo_mismo_y_no_borra(ana, capsys):
    call_command("borrar_datos_personales", simular=True, hoy="2026-07-02")
    simulada = capsys.readouterr().out.splitlines()
    assert simulada == [FRASE, "Simulación: no se borró nada."]
    assert Inscripcion.objects.exists()

    call_command("borrar_datos_personales", hoy="2026-07-02")

    assert capsys.readouterr().out.splitlines() == [FRASE]
    assert not Inscripcion.objects.exists()


def test_la_orden_no_nombra_a_nadie(ana, capsys):
    call_command("borrar_datos_personales", hoy="2026-07-02")

    salida = capsys.readouterr()
    assert "Ana" not in salida.out + salida.err


@pytest.mark.parametrize(
    ("opciones", "frase"),
    [
        ({"entidad": "ninguna"}, "No hay una entidad con la dirección corta «ninguna»."),
        ({"hoy": "mañana"}, "«mañana» no es una fecha: escríbala como 2026-05-15."),
    ],
)
def test_la_orden_mal_pedida_se_dice_en_una_frase(opciones, frase):
    with pytest.raises(CommandError, match=frase.replace("?", r"\?")):
        call_command("borrar_datos_personales", **opciones)
