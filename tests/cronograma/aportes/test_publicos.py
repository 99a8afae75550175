"""Lo que cualquiera puede leer: nunca quién escribió, ni lo que no se ha autorizado."""

from datetime import date

import pytest

from cronograma.aportes import publicos, tramite
from cronograma.aportes.bloques import en_el_encuentro, en_la_actividad, en_la_entidad
from cronograma.aportes.consulta import consultar
from cronograma.bloques import bloques_de
from tests.factories import (
    AHORA,
    crear_actividad,
    crear_dependencia,
    crear_encuentro,
    crear_usuario,
)
from tests.factories.aportes import crear_pregunta, crear_publicada, crear_respondida

pytestmark = pytest.mark.django_db

HOY = date(2026, 5, 15)


@pytest.fixture
def estrategia():
    return crear_publicada()


@pytest.fixture
def quien(estrategia):
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad)


@pytest.fixture
def actividad(estrategia):
    return estrategia.actividades.get()


def test_se_lee_lo_respondido_y_autorizado_y_nada_mas(estrategia, quien):
    leida = crear_respondida(por=quien, estrategia=estrategia)
    crear_respondida(por=quien, estrategia=estrategia, publico=False)
    crear_pregunta(estrategia=estrategia)
    crear_respondida(por=quien)  # de otra entidad

    publicados = publicos.de_la_entidad(estrategia.entidad, hoy=HOY)

    assert [uno.numero for uno in publicados] == [leida.pk]
    assert publicos.sin_responder_de(estrategia.entidad) == 1
    assert publicos.cuantas_de(estrategia.entidad) == 1


def test_se_lee_el_texto_sin_datos_personales_si_lo_hay(estrategia, quien):
    crear_respondida(por=quien, estrategia=estrategia, texto="Soy Ana", texto_publico="¿Cuándo?")

    (uno,) = publicos.de_la_entidad(estrategia.entidad, hoy=HOY)

    assert uno.texto == "¿Cuándo?"


def test_lo_publico_dice_de_que_habla_quien_responde_y_si_fue_a_tiempo(
    estrategia, quien, actividad
):
    dependencia = crear_dependencia(entidad=estrategia.entidad, nombre="Atención")
    actividad.nombre = "Nombre que nadie ha publicado"
    actividad.save()
    crear_respondida(por=quien, estrategia=estrategia, actividad=actividad, dependencia=dependencia)

    (uno,) = publicos.de_la_entidad(estrategia.entidad, hoy=HOY)

    assert (uno.asunto, uno.dependencia, uno.plazo.a_tiempo) == (
        "Audiencia pública",
        "Atención",
        True,
    )


@pytest.mark.parametrize("cuantas", [1, 3])
def test_las_consultas_no_crecen(estrategia, quien, actividad, cuantas, django_assert_num_queries):
    for _ in range(cuantas):
        crear_respondida(por=quien, estrategia=estrategia, actividad=actividad)

    with django_assert_num_queries(3):
        publicos.de_la_entidad(estrategia.entidad, hoy=HOY)


# --- Los bloques ---------------------------------------------------------------------------


def test_el_bloque_de_la_actividad_trae_lo_suyo_y_como_preguntar(estrategia, quien, actividad):
    suya = crear_respondida(por=quien, estrategia=estrategia, actividad=actividad)
    crear_respondida(por=quien, estrategia=estrategia)
    publicada = estrategia.versiones.get().filas.get()

    (bloque,) = en_la_actividad(publicada, HOY)

    assert [uno.numero for uno in bloque.contexto["respuestas"]] == [suya.pk]
    assert bloque.contexto["sobre"] == f"actividad-{actividad.pk}"
    assert bloque.cambio == AHORA


def test_el_bloque_de_la_reunion_trae_tambien_los_comentarios(estrategia, quien, actividad):
    encuentro = crear_encuentro(actividad=actividad)
    datos = {"estrategia": estrategia, "actividad": actividad, "encuentro": encuentro}
    pregunta = crear_respondida(por=quien, **datos)
    comentario = crear_pregunta(uso="comentario", texto="Bien", **datos)
    tramite.moderar(comentario, por=quien, ahora=AHORA, publico=True)

    (bloque,) = en_el_encuentro(encuentro, HOY)

    assert [uno.numero for uno in bloque.contexto["respuestas"]] == [pregunta.pk]
    assert [uno.numero for uno in bloque.contexto["comentarios"]] == [comentario.pk]
    assert bloque.contexto["comenta"]


def test_de_una_reunion_que_no_es_publica_no_se_invita_a_preguntar():
    encuentro = crear_encuentro(actividad=crear_actividad())

    assert en_el_encuentro(encuentro, HOY) == []


def test_los_tres_bloques_estan_registrados(estrategia, actividad):
    encuentro = crear_encuentro(actividad=actividad)
    publicada = estrategia.versiones.get().filas.get()

    for lugar, asunto in (
        ("encuentro", encuentro),
        ("actividad", publicada),
        ("entidad", estrategia.entidad),
    ):
        titulos = [uno.titulo for uno in bloques_de(lugar, asunto, HOY)]
        assert {"Preguntas y respuestas", "Pregunte, proponga, comente"} & set(titulos), lugar
    assert en_la_entidad(estrategia.entidad, HOY)[0].contexto["publicadas"] == 0


# --- Buscar --------------------------------------------------------------------------------


@pytest.fixture
def publicados(estrategia, quien, actividad):
    comun = {"por": quien, "estrategia": estrategia}
    crear_respondida(**comun, texto="¿Habrá transporte?", recibido=date(2026, 5, 4))
    crear_respondida(
        **comun,
        texto="Hablen del puente",
        uso="propuesta",
        decision="incorporada",
        respuesta="Se hará una sesión",
        recibido=date(2026, 3, 2),
        actividad=actividad,
    )
    crear_respondida(**comun, texto="¿Y en 2025?", recibido=date(2025, 12, 29))
    return publicos.de_la_entidad(estrategia.entidad, hoy=HOY)


@pytest.mark.parametrize(
    ("pedido", "textos"),
    [
        ({}, {"¿Habrá transporte?", "Hablen del puente", "¿Y en 2025?"}),
        ({"q": "SESION"}, {"Hablen del puente"}),
        ({"q": "audiencia publica"}, {"Hablen del puente"}),
        ({"q": "marciano"}, set()),
        ({"clase": "propuesta"}, {"Hablen del puente"}),
        ({"anio": "2025"}, {"¿Y en 2025?"}),
        ({"estado": "a_tiempo"}, {"¿Habrá transporte?"}),
        ({"estado": "tarde"}, {"Hablen del puente", "¿Y en 2025?"}),
        ({"estado": "tarde", "anio": "2026"}, {"Hablen del puente"}),
        ({"pagina": "2"}, {"¿Habrá transporte?", "Hablen del puente", "¿Y en 2025?"}),
    ],
)
def test_buscar(publicados, pedido, textos):
    assert {uno.texto for uno in consultar(publicados, pedido).quedan} == textos


@pytest.mark.parametrize(
    ("pedido", "reparo"),
    [
        ({"clase": "queja"}, "No hay una clase «queja»: son pregunta o propuesta."),
        ({"estado": "x"}, "No hay un estado «x»: son a_tiempo o tarde."),
        ({"anio": "1999"}, "No hay preguntas publicadas del año «1999»."),
        ({"actividad": "x"}, "No hay una actividad «x»."),
    ],
)
def test_lo_que_no_se_entiende_se_dice_y_no_da_una_lista_vacia(publicados, pedido, reparo):
    consulta = consultar(publicados, pedido)

    assert (consulta.reparos, consulta.quedan) == ((reparo,), ())


def test_la_direccion_de_otra_pagina_conserva_lo_pedido(publicados):
    consulta = consultar(publicados, {"q": "a b", "anio": "2026", "pagina": "3"})

    assert consulta.direccion == "&q=a+b&anio=2026"
