"""Los pasos de un aporte: qué cambia cada uno, qué lo impide y qué constancia deja."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cronograma.aportes import tramite
from cronograma.aportes.estado import EstadoDeAporte, con_ultimo_paso, en_estado, estado_de
from cronograma.models import Aporte, MovimientoDeAporte
from tests.factories import (
    AHORA,
    crear_aporte,
    crear_dependencia,
    crear_encuentro,
    crear_usuario,
)
from tests.factories.aportes import crear_pregunta, crear_publicada

pytestmark = pytest.mark.django_db

DESPUES = AHORA + timedelta(days=3)


@pytest.fixture
def estrategia():
    return crear_publicada()


@pytest.fixture
def planeacion(estrategia):
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad)


@pytest.fixture
def jefa(estrategia):
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad)


@pytest.fixture
def dependencia(estrategia):
    return crear_dependencia(entidad=estrategia.entidad)


@pytest.fixture
def pregunta(estrategia):
    return crear_pregunta(estrategia=estrategia)


@pytest.fixture
def propuesta(estrategia):
    return crear_pregunta(estrategia=estrategia, uso="propuesta", texto="Hablen del puente")


@pytest.fixture
def comentario(estrategia):
    encuentro = crear_encuentro(actividad=estrategia.actividades.get())
    return crear_pregunta(
        estrategia=estrategia,
        uso="comentario",
        encuentro=encuentro,
        actividad=encuentro.actividad,
        texto="Muy bien el sonido",
    )


@pytest.fixture
def con_aprobacion(pregunta, dependencia, jefa, planeacion):
    """La pregunta, en una dependencia cuyas respuestas aprueba la jefa."""
    dependencia.quien_aprueba = jefa
    dependencia.save()
    return tramite.asignar(pregunta, dependencia, por=planeacion, ahora=AHORA)


def reparos(paso, aporte, **datos):
    with pytest.raises(ValidationError) as error:
        paso(aporte, ahora=DESPUES, **datos)
    return error.value.messages


def pasos_de(aporte):
    return list(aporte.movimientos.values_list("que", "nota", "antes"))


# --- Asignar -------------------------------------------------------------------------------


def test_asignar_dice_quien_responde_y_queda_anotado(pregunta, dependencia, planeacion):
    tramite.asignar(pregunta, dependencia, por=planeacion, ahora=AHORA, nota="Es de ustedes")

    pregunta.refresh_from_db()
    paso = pregunta.movimientos.get()
    assert pregunta.dependencia == dependencia
    assert (paso.que, paso.dependencia, paso.nota, paso.por, paso.en) == (
        "asignar",
        dependencia,
        "Es de ustedes",
        planeacion,
        AHORA,
    )


def test_asignar_a_otra_entidad_o_a_una_inactiva_no_se_puede(pregunta, planeacion, estrategia):
    ajena = crear_dependencia()
    vieja = crear_dependencia(entidad=estrategia.entidad, activa=False)

    assert reparos(tramite.asignar, pregunta, dependencia=ajena, por=planeacion) == [
        "Esa dependencia es de otra entidad."
    ]
    assert reparos(tramite.asignar, pregunta, dependencia=vieja, por=planeacion) == [
        "Esa dependencia ya no está activa: escoja otra."
    ]


# --- Responder -----------------------------------------------------------------------------


def test_responder_una_pregunta_deja_quien_y_cuando(pregunta, planeacion):
    tramite.responder(pregunta, por=planeacion, ahora=DESPUES, respuesta=" Sí ", publico=True)

    pregunta.refresh_from_db()
    assert (
        pregunta.respuesta,
        pregunta.respondido_por,
        pregunta.respondido_en,
        pregunta.publico,
        pregunta.decision,
    ) == ("Sí", planeacion, DESPUES, True, "")


def test_una_pregunta_no_lleva_decision_aunque_se_le_ponga(pregunta, planeacion):
    respondida = tramite.responder(
        pregunta, por=planeacion, ahora=DESPUES, respuesta="Sí", decision="no", porque="x"
    )

    assert (respondida.decision, respondida.porque) == ("", "")


def test_una_propuesta_pide_concepto_y_porque(propuesta, planeacion):
    quien = {"por": planeacion, "respuesta": "La estudiamos"}

    assert reparos(tramite.responder, propuesta, **quien) == ["Diga si se acoge."]
    assert reparos(tramite.responder, propuesta, **quien, decision="no") == [
        "Registre juntas la respuesta y la decisión; si no se incorporó, o solo en parte, diga por "
        "qué."
    ]
    tramite.responder(propuesta, **quien, ahora=DESPUES, decision="no", porque="Es de la Nación")
    propuesta.refresh_from_db()
    assert (propuesta.decision, propuesta.porque) == ("no", "Es de la Nación")


def test_sin_respuesta_no_se_responde(pregunta, planeacion):
    assert reparos(tramite.responder, pregunta, por=planeacion, respuesta="  ") == [
        "Escriba la respuesta."
    ]


def test_lo_ya_respondido_no_se_responde_otra_vez(pregunta, planeacion):
    tramite.responder(pregunta, por=planeacion, ahora=AHORA, respuesta="Sí")

    assert reparos(tramite.responder, pregunta, por=planeacion, respuesta="No") == [
        "Ya se respondió: lo que falte se dice con «Corregir»."
    ]
    assert Aporte.objects.get().respuesta == "Sí"


def test_una_observacion_no_se_tramita_aqui(estrategia, planeacion):
    observacion = crear_aporte(version=estrategia.versiones.get(), estrategia=estrategia)

    assert reparos(tramite.responder, observacion, por=planeacion, respuesta="Sí") == [
        "Una observación a un borrador se responde en su propia pantalla."
    ]


# --- Aprobar -------------------------------------------------------------------------------


def test_con_quien_aprueba_no_se_responde_sin_aprobar(con_aprobacion, planeacion):
    assert reparos(tramite.responder, con_aprobacion, por=planeacion, respuesta="Sí") == [
        "Su dependencia pide que otra persona apruebe la respuesta."
    ]


def test_lo_redactado_no_es_respuesta_hasta_que_otra_persona_lo_aprueba(
    con_aprobacion, planeacion, jefa
):
    redactada = tramite.redactar(con_aprobacion, por=planeacion, ahora=AHORA, respuesta="Sí")
    assert (redactada.respondido_en, redactada.redactado_por) == (None, planeacion)
    assert estado_de(redactada) is EstadoDeAporte.POR_APROBAR

    aprobada = tramite.aprobar(redactada, por=jefa, ahora=DESPUES, publico=True)

    assert (aprobada.respondido_por, aprobada.respondido_en, aprobada.publico) == (
        jefa,
        DESPUES,
        True,
    )
    assert [que for que, *_ in pasos_de(aprobada)] == ["asignar", "redactar", "responder"]


@pytest.mark.parametrize(
    ("paso", "datos"), [(tramite.aprobar, {}), (tramite.devolver, {"nota": "x"})]
)
def test_nadie_aprueba_ni_devuelve_lo_que_redacto(con_aprobacion, jefa, paso, datos):
    tramite.redactar(con_aprobacion, por=jefa, ahora=AHORA, respuesta="Sí")

    assert reparos(paso, con_aprobacion, por=jefa, **datos) == [
        "La redactó usted: debe aprobarla otra persona."
    ]


def test_sin_nada_redactado_no_se_aprueba(con_aprobacion, jefa):
    assert reparos(tramite.aprobar, con_aprobacion, por=jefa) == [
        "Todavía no hay una respuesta redactada."
    ]


def test_devolver_dice_por_que_y_al_redactar_otra_vez_vuelve_a_aprobarse(
    con_aprobacion, planeacion, jefa
):
    tramite.redactar(con_aprobacion, por=planeacion, ahora=AHORA, respuesta="Sí")
    assert reparos(tramite.devolver, con_aprobacion, por=jefa, nota="")

    devuelta = tramite.devolver(con_aprobacion, por=jefa, ahora=DESPUES, nota="Diga la hora")
    assert estado_de(devuelta) is EstadoDeAporte.DEVUELTO
    assert devuelta.respuesta == "Sí"

    otra = tramite.redactar(
        devuelta, por=planeacion, ahora=DESPUES + timedelta(1), respuesta="A las 8"
    )
    assert estado_de(otra) is EstadoDeAporte.POR_APROBAR


# --- Trasladar -----------------------------------------------------------------------------


def test_trasladar_deja_el_numero_y_no_debe_nada_mas(pregunta, planeacion):
    tramite.trasladar(pregunta, por=planeacion, ahora=DESPUES, radicado="PQR-2026-15")

    pregunta.refresh_from_db()
    assert (pregunta.radicado, pregunta.trasladado_en) == ("PQR-2026-15", DESPUES)
    assert not Aporte.objects.sin_responder().exists()
    assert reparos(tramite.responder, pregunta, por=planeacion, respuesta="Sí") == [
        "Se trasladó a PQRSD con el número PQR-2026-15: aquí no se debe nada más."
    ]


def test_trasladar_pide_el_numero(pregunta, planeacion):
    assert reparos(tramite.trasladar, pregunta, por=planeacion, radicado=" ") == [
        "Al trasladarlo a PQRSD registre el número que le dieron."
    ]


# --- Comentarios ---------------------------------------------------------------------------


def test_un_comentario_se_revisa_y_se_publica_sin_responderlo(comentario, planeacion):
    assert estado_de(comentario) is EstadoDeAporte.POR_REVISAR

    revisado = tramite.moderar(comentario, por=planeacion, ahora=DESPUES, publico=True)

    assert (revisado.respuesta, revisado.publico) == ("", True)
    assert estado_de(revisado) is EstadoDeAporte.REVISADO


def test_una_pregunta_no_se_despacha_como_un_comentario(pregunta, planeacion):
    assert reparos(tramite.moderar, pregunta, por=planeacion, publico=False) == [
        "Solo se revisa así un comentario: lo demás se responde."
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Aporte.objects.filter(pk=pregunta.pk).update(respondido_por=planeacion, respondido_en=AHORA)


# --- Publicar y corregir -------------------------------------------------------------------


@pytest.mark.parametrize(
    "dato", ["mi celular es 3001234567", "ana@example.com", "cédula 12.345.678"]
)
def test_no_se_publica_lo_que_parece_un_dato_personal(pregunta, planeacion, dato):
    Aporte.objects.update(texto=f"¿Habrá transporte? {dato}")

    (reparo,) = reparos(tramite.responder, pregunta, por=planeacion, respuesta="Sí", publico=True)
    assert reparo.startswith("Lo que la persona escribió parece decir un dato de una persona")
    tramite.responder(
        pregunta,
        por=planeacion,
        ahora=DESPUES,
        respuesta="Sí",
        publico=True,
        texto_publico="¿Habrá transporte?",
    )
    assert Aporte.objects.get().publico


def test_tampoco_si_lo_dice_la_respuesta(pregunta, planeacion):
    (reparo,) = reparos(
        tramite.responder,
        pregunta,
        por=planeacion,
        respuesta="Llame a Luis al 3001234567",
        publico=True,
    )
    assert reparo.startswith("La respuesta parece decir")


def test_un_correo_del_estado_si_se_publica(pregunta, planeacion):
    respuesta = "Escriba a siau@hospital.gov.co"

    assert tramite.responder(
        pregunta, por=planeacion, ahora=DESPUES, respuesta=respuesta, publico=True
    ).publico


def test_publicar_despues_y_dejar_de_publicar_con_razon(pregunta, planeacion):
    assert reparos(tramite.publicar, pregunta, por=planeacion) == ["Todavía no se ha respondido."]
    tramite.responder(pregunta, por=planeacion, ahora=AHORA, respuesta="Sí")

    assert tramite.publicar(pregunta, por=planeacion, ahora=DESPUES).publico
    assert reparos(tramite.ocultar, pregunta, por=planeacion, nota="") == [
        "Diga por qué: queda escrito con su nombre y la fecha."
    ]
    assert Aporte.objects.get().publico
    assert not tramite.ocultar(
        pregunta, por=planeacion, ahora=DESPUES, nota="Nombra a alguien"
    ).publico


def test_corregir_guarda_lo_que_decia_y_no_cambia_la_fecha(pregunta, planeacion, jefa):
    tramite.responder(pregunta, por=planeacion, ahora=AHORA, respuesta="A las 8")

    corregida = tramite.corregir(
        pregunta, por=jefa, ahora=DESPUES, respuesta="A las 9", nota="La hora estaba mal"
    )

    assert (corregida.respuesta, corregida.respondido_en, corregida.respondido_por) == (
        "A las 9",
        AHORA,
        planeacion,
    )
    assert pasos_de(corregida)[-1] == ("corregir", "La hora estaba mal", "A las 8")


def test_lo_publicado_no_se_corrige_poniendole_un_dato_personal(pregunta, planeacion):
    tramite.responder(pregunta, por=planeacion, ahora=AHORA, respuesta="Sí", publico=True)

    assert reparos(
        tramite.corregir, pregunta, por=planeacion, nota="x", respuesta="Llame al 3001234567"
    )
    assert Aporte.objects.get().respuesta == "Sí"


# --- En qué va -----------------------------------------------------------------------------


def test_cada_estado_se_filtra_igual_que_se_dice(
    estrategia, planeacion, jefa, dependencia, con_aprobacion, propuesta, comentario
):
    crear_aporte(version=estrategia.versiones.get(), estrategia=estrategia)
    otra = crear_dependencia(entidad=estrategia.entidad)
    tramite.asignar(propuesta, otra, por=planeacion, ahora=AHORA)
    tramite.redactar(con_aprobacion, por=planeacion, ahora=AHORA, respuesta="Sí")
    devuelta, respondida, trasladada, _ = (crear_pregunta(estrategia=estrategia) for _ in range(4))
    tramite.asignar(devuelta, dependencia, por=planeacion, ahora=AHORA)
    tramite.redactar(devuelta, por=planeacion, ahora=AHORA, respuesta="Sí")
    tramite.devolver(devuelta, por=jefa, ahora=AHORA, nota="Falta")
    tramite.responder(respondida, por=planeacion, ahora=AHORA, respuesta="Sí")
    tramite.trasladar(trasladada, por=planeacion, ahora=AHORA, radicado="1")
    revisado = crear_pregunta(
        estrategia=estrategia, uso="comentario", encuentro=comentario.encuentro
    )
    tramite.moderar(revisado, por=planeacion, ahora=AHORA, publico=False)

    dichos = {uno.pk: estado_de(uno) for uno in con_ultimo_paso(Aporte.objects.all())}
    filtrados = {
        uno.pk: estado for estado in EstadoDeAporte for uno in en_estado(Aporte.objects, estado)
    }

    assert set(dichos.values()) == set(EstadoDeAporte)
    assert filtrados == dichos


def test_un_paso_no_se_borra_solo_ni_pierde_su_porque(pregunta, planeacion):
    with pytest.raises(IntegrityError), transaction.atomic():
        MovimientoDeAporte.objects.create(aporte=pregunta, que="devolver", por=planeacion, en=AHORA)
