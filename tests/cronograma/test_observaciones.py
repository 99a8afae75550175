"""Las observaciones al borrador: cuándo se reciben, qué se guarda y qué cuenta la versión."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cronograma import aprobacion
from cronograma.models import Aporte
from cronograma.observaciones import (
    CONSENTIMIENTO,
    EstadoDeConsulta,
    estado_de,
    nota_de,
    notas_de,
    por_codigo,
    recibir,
    responder,
    sin_controles,
)
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_aporte,
    crear_dependencia,
    crear_estrategia,
    crear_usuario,
    publicar,
)

pytestmark = pytest.mark.django_db

HOY = date(2026, 5, 15)
RESPUESTA = {"respuesta": "Se cambió", "decision": "incorporada"}


@pytest.fixture
def quien():
    return crear_usuario(rol="planeacion")


@pytest.fixture
def estrategia(quien):
    estrategia = crear_estrategia(entidad=quien.entidad)
    crear_actividad(
        estrategia=estrategia,
        nombre="Audiencia",
        fecha_programada="junio",
        dependencias=[crear_dependencia(entidad=quien.entidad)],
    )
    return estrategia


@pytest.fixture
def version(estrategia, quien):
    return aprobacion.abrir_version(estrategia, por=quien, ahora=AHORA)


@pytest.fixture
def borrador(version, quien):
    return aprobacion.divulgar(
        version, por=quien, ahora=AHORA, desde=HOY, hasta=HOY + timedelta(days=5)
    )


def observar(borrador, texto="Que sea un sábado", *, hoy=HOY, envio="1", **datos):
    return recibir(borrador, texto=texto, ahora=AHORA, hoy=hoy, envio=envio, **datos)


def mensajes(funcion, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        funcion(*args, **kwargs)
    return error.value.messages


@pytest.mark.parametrize(
    ("dias", "estado"),
    [(-1, "por_abrir"), (0, "abierta"), (5, "abierta"), (6, "cerrada")],
    ids=["víspera", "primer día", "último día", "día siguiente"],
)
def test_consulta_recibe_solo_entre_sus_dos_fechas(borrador, dias, estado):
    hoy = HOY + timedelta(days=dias)

    assert estado_de(borrador, hoy=hoy) == estado
    if estado == "abierta":
        assert observar(borrador, hoy=hoy).pk
    else:
        assert mensajes(observar, borrador, hoy=hoy) == [
            "La consulta no está abierta: no se reciben observaciones."
        ]


def test_consulta_termina_si_ya_no_hay_version_en_preparacion(borrador, version):
    version.delete()

    assert estado_de(borrador, hoy=HOY) is EstadoDeConsulta.TERMINADA


def test_observacion_sin_nombre_ni_correo_no_guarda_consentimiento(borrador):
    aporte = observar(borrador, consiente=True)

    assert (aporte.nombre, aporte.correo, aporte.consentimiento_en) == ("", "", None)


def test_observacion_con_datos_guarda_a_que_se_consintio(borrador):
    aporte = observar(borrador, nombre="Persona", correo="p@example.org", consiente=True)

    assert (
        aporte.consentimiento_version,
        aporte.consentimiento_finalidad,
        aporte.consentimiento_en,
    ) == (CONSENTIMIENTO.version, CONSENTIMIENTO.finalidad, AHORA)


def test_observacion_con_datos_y_sin_consentir_no_se_guarda(borrador):
    assert mensajes(observar, borrador, nombre="Persona") == [
        "Para dejar su nombre o su correo debe autorizar que la entidad los use."
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        crear_aporte(version=borrador, correo="p@example.org")


@pytest.mark.parametrize("texto", ["", "   ", "\x00\x07", "\u202e"])
def test_observacion_sin_texto_no_se_guarda(borrador, texto):
    assert mensajes(observar, borrador, texto)
    assert not Aporte.objects.exists()


def test_texto_pierde_lo_que_no_se_ve_y_conserva_sus_renglones():
    assert sin_controles("a\x00b\x1b[31m\r\nc\u202ed\te") == "ab[31m\ncd\te"


def test_mismo_envio_dos_veces_es_una_sola_observacion(borrador):
    primera, segunda = observar(borrador), observar(borrador)

    assert primera == segunda
    assert Aporte.objects.count() == 1


def test_mismo_formulario_con_otro_texto_es_otra_observacion(borrador):
    assert observar(borrador) != observar(borrador, "Que sea un domingo")


def test_codigo_no_se_adivina_ni_se_repite(borrador):
    codigos = {observar(borrador, envio=str(n)).codigo for n in range(50)}

    assert len(codigos) == 50
    assert {len(codigo) for codigo in codigos} == {19}


def test_codigo_se_reconoce_como_lo_escriba_la_persona(borrador, estrategia):
    aporte = observar(borrador)

    assert por_codigo(estrategia, aporte.codigo.lower().replace("-", " ")) == aporte


@pytest.mark.parametrize("codigo", ["", "ABCD", "AAAA-AAAA-AAAA-AAAA", "' OR 1=1 --"])
def test_codigo_equivocado_no_da_nada(borrador, estrategia, codigo):
    observar(borrador)

    assert por_codigo(estrategia, codigo) is None


def test_codigo_de_otra_estrategia_no_da_nada(borrador):
    assert por_codigo(crear_estrategia(), observar(borrador).codigo) is None


@pytest.mark.parametrize("falta", ["respuesta", "decision"])
def test_responder_exige_respuesta_y_decision_juntas(borrador, quien, falta):
    aporte = observar(borrador)

    assert mensajes(responder, aporte, por=quien, ahora=AHORA, **RESPUESTA | {falta: ""}) == [
        "Registre juntas la respuesta y la decisión; si no se incorporó, o solo en parte, diga por "
        "qué."
    ]


@pytest.mark.parametrize("decision", ["no", "parcialmente"])
def test_no_incorporar_exige_decir_por_que(borrador, quien, decision):
    aporte = observar(borrador)
    datos = RESPUESTA | {"decision": decision}

    assert mensajes(responder, aporte, por=quien, ahora=AHORA, **datos)
    assert responder(aporte, por=quien, ahora=AHORA, **datos, porque="No hay quórum").porque


def test_observacion_sin_responder_impide_publicar(borrador, version, quien):
    aporte = observar(borrador)
    hoy = HOY + timedelta(days=9)

    assert "Responder 1 observación de la ciudadanía al borrador." in (
        aprobacion.pendientes_antes_de_publicar(version, [], hoy=hoy)
    )
    responder(aporte, por=quien, ahora=AHORA, **RESPUESTA)
    assert not [
        falta
        for falta in aprobacion.pendientes_antes_de_publicar(version, [], hoy=hoy)
        if "observaci" in falta
    ]


def test_consulta_abierta_impide_publicar(borrador, version):
    assert "Esperar a que cierre la consulta: recibe observaciones hasta el 20/05/2026." in (
        aprobacion.pendientes_antes_de_publicar(version, [], hoy=HOY)
    )


def test_nota_cuenta_las_publicas_sin_decir_quien_y_suma_las_demas(borrador, quien, estrategia):
    fila = borrador.filas.get()
    publica = observar(
        borrador, actividad=fila.actividad, nombre="Persona", correo="p@x.org", consiente=True
    )
    reservada = observar(borrador, "Mi cédula es 123", envio="2")
    responder(publica, por=quien, ahora=AHORA, **RESPUESTA, publico=True)
    responder(reservada, por=quien, ahora=AHORA, **RESPUESTA)
    version = publicar(crear_estrategia_con_actividad())
    Aporte.objects.update(version_que_recoge=version)

    nota = nota_de(version)

    assert nota.cuantas == 2
    assert nota.reservadas == 1
    assert [(una.actividad, una.texto, una.decision) for una in nota.publicas] == [
        ("Audiencia", "Que sea un sábado", "Incorporada")
    ]
    assert "Persona" not in repr(nota)


def crear_estrategia_con_actividad():
    actividad = crear_actividad()
    return actividad.estrategia


def test_respuesta_que_una_version_publico_no_se_cambia(borrador, quien):
    aporte = observar(borrador)
    responder(aporte, por=quien, ahora=AHORA, **RESPUESTA)
    Aporte.objects.update(version_que_recoge=publicar(crear_estrategia_con_actividad()))

    assert mensajes(responder, aporte, por=quien, ahora=AHORA, **RESPUESTA) == [
        "La versión 1 ya publicó esta respuesta: no se cambia."
    ]


@pytest.mark.parametrize("cuantas", [1, 3])
def test_notas_se_leen_en_dos_consultas(borrador, quien, cuantas, django_assert_num_queries):
    version = publicar(crear_estrategia_con_actividad())
    for n in range(cuantas):
        aporte = observar(borrador, envio=str(n), actividad=borrador.filas.get().actividad)
        responder(aporte, por=quien, ahora=AHORA, **RESPUESTA, publico=True)
    Aporte.objects.update(version_que_recoge=version)

    with django_assert_num_queries(2):
        assert notas_de([version])[version.pk].cuantas == cuantas
