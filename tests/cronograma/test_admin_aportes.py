"""La bandeja de lo que escribe la ciudadanía: qué se ve, qué puede cada quien y por qué puerta."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cronograma.aportes import tramite
from cronograma.models import Aporte
from estrategia.inicio import pendientes_de
from estrategia.models import DiaNoHabilPropio
from tests.factories import AHORA, crear_dependencia, crear_encuentro, crear_usuario
from tests.factories.aportes import crear_pregunta, crear_publicada

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]

BANDEJA = reverse("admin:cronograma_aporte_changelist")
HOY = date(2026, 5, 15)


@pytest.fixture
def estrategia():
    return crear_publicada()


@pytest.fixture
def planeacion(estrategia):
    return crear_usuario(rol="planeacion", entidad=estrategia.entidad)


@pytest.fixture
def dependencia(estrategia):
    return crear_dependencia(entidad=estrategia.entidad, nombre="Atención al usuario")


@pytest.fixture
def de_la_dependencia(dependencia):
    return crear_usuario(rol="dependencia", dependencia=dependencia)


@pytest.fixture
def pregunta(estrategia):
    return crear_pregunta(estrategia=estrategia)


def pantalla(aporte):
    return reverse("admin:cronograma_aporte_change", args=[aporte.pk])


def paso(aporte, verbo):
    return reverse("admin:cronograma_aporte_paso", args=[aporte.pk, verbo])


def texto_de(response):
    return " ".join(response.content.decode().split())


def en_la_bandeja(client, **consulta):
    return list(client.get(BANDEJA, consulta).context["cl"].result_list)


# --- La bandeja ----------------------------------------------------------------------------


def test_primero_lo_que_vence_primero_y_al_final_lo_respondido(client, estrategia, planeacion):
    client.force_login(planeacion)
    encuentro = crear_encuentro(actividad=estrategia.actividades.get())
    comun = {"estrategia": estrategia}
    respondida = crear_pregunta(
        **comun, recibido=date(2026, 1, 5), respondido=date(2026, 1, 6), respondido_por=planeacion
    )
    comentario = crear_pregunta(
        **comun, uso="comentario", encuentro=encuentro, recibido=date(2026, 2, 2)
    )
    nueva = crear_pregunta(**comun, recibido=date(2026, 5, 14))
    vieja = crear_pregunta(**comun, recibido=date(2026, 4, 1))

    assert en_la_bandeja(client) == [vieja, nueva, comentario, respondida]


def test_lo_vencido_y_lo_que_esta_por_vencer_se_dicen_con_palabra_dibujo_y_color(
    client, estrategia, planeacion, revisar_html
):
    client.force_login(planeacion)
    crear_pregunta(estrategia=estrategia, recibido=date(2026, 4, 1))
    crear_pregunta(estrategia=estrategia, recibido=date(2026, 4, 24))

    respuesta = client.get(BANDEJA)
    texto = texto_de(respuesta)

    for dicho in (
        '<span class="plazo-dicho plazo-vencido">',
        "iconos.svg#aviso",
        "Venció hace 14 días hábiles",
        '<span class="plazo-dicho plazo-por_vencer">',
        "Falta 1 día hábil",
        "Vence el 19/05/2026.",
    ):
        assert dicho in texto, dicho
    revisar_html(respuesta.content.decode())


@pytest.mark.parametrize(
    ("plazo", "recibidas"),
    [
        ("vencido", {date(2026, 4, 1)}),
        ("por_vencer", {date(2026, 4, 24)}),
        ("semana", {date(2026, 4, 23)}),
        ("a_tiempo", {date(2026, 5, 14)}),
    ],
)
def test_la_bandeja_se_corta_por_el_plazo(client, estrategia, planeacion, plazo, recibidas):
    client.force_login(planeacion)
    dias = [date(2026, 4, 1), date(2026, 4, 24), date(2026, 5, 14)]
    if plazo == "semana":
        dias.append(date(2026, 4, 23))  # vence el viernes 15
    for dia in dias:
        crear_pregunta(estrategia=estrategia, recibido=dia)

    halladas = en_la_bandeja(client, plazo=plazo)

    assert {uno.recibido_en.date() for uno in halladas} == recibidas


def test_la_bandeja_se_corta_por_en_que_va(client, planeacion, pregunta, dependencia, estrategia):
    client.force_login(planeacion)
    asignada = crear_pregunta(estrategia=estrategia, dependencia=dependencia)

    assert en_la_bandeja(client, en_que_va="sin_asignar") == [pregunta]
    assert en_la_bandeja(client, en_que_va="por_responder") == [asignada]
    assert en_la_bandeja(client, en_que_va="respondido") == []


@pytest.mark.parametrize("cuantas", [1, 3])
def test_la_bandeja_hace_siempre_las_mismas_consultas(
    client, estrategia, planeacion, dependencia, cuantas, django_assert_num_queries
):
    client.force_login(planeacion)
    DiaNoHabilPropio.objects.create(entidad=estrategia.entidad, dia=HOY, motivo="Fiestas")
    for _ in range(cuantas):
        crear_pregunta(estrategia=estrategia, dependencia=dependencia)

    with django_assert_num_queries(11):
        client.get(BANDEJA)


def test_un_dia_no_habil_nuevo_corre_los_plazos_de_la_bandeja(client, planeacion, estrategia):
    client.force_login(planeacion)
    pregunta = crear_pregunta(estrategia=estrategia, recibido=date(2026, 5, 14))
    assert "lunes 8 de junio" not in texto_de(client.get(pantalla(pregunta))).split("No cuentan")[0]

    client.post(
        reverse("admin:estrategia_dianohabilpropio_add"),
        {"entidad": estrategia.entidad_id, "dia": "20/05/2026", "motivo": "Fiestas patronales"},
    )

    assert DiaNoHabilPropio.objects.count() == 1
    texto = texto_de(client.get(pantalla(pregunta)))
    assert "Vence el martes 9 de junio de 2026" in texto
    assert "el miércoles 20 de mayo de 2026 (Fiestas patronales)" in texto


# --- La portada ----------------------------------------------------------------------------


def test_la_portada_dice_cuantas_vencieron_y_cuantas_vencen_esta_semana(estrategia, planeacion):
    for dia in (date(2026, 4, 1), date(2026, 4, 23), date(2026, 5, 14)):
        crear_pregunta(estrategia=estrategia, recibido=dia)

    dichos = {uno.nombre: uno.cuantos for uno in pendientes_de(planeacion, hoy=HOY)}

    assert dichos["respuesta vencida a la ciudadanía"] == 1
    assert dichos["pregunta o propuesta vence esta semana"] == 1
    assert dichos["preguntas y propuestas sin asignar"] == 3


def test_la_portada_de_la_dependencia_cuenta_solo_lo_suyo(
    estrategia, de_la_dependencia, dependencia
):
    vencida = {"estrategia": estrategia, "recibido": date(2026, 4, 1)}
    crear_pregunta(**vencida)
    crear_pregunta(**vencida, dependencia=crear_dependencia(entidad=estrategia.entidad))
    assert "respuesta vencida a la ciudadanía" not in {
        uno.nombre for uno in pendientes_de(de_la_dependencia, hoy=HOY)
    }

    crear_pregunta(**vencida, dependencia=dependencia)

    dichos = {uno.nombre: uno.cuantos for uno in pendientes_de(de_la_dependencia, hoy=HOY)}
    assert dichos["respuesta vencida a la ciudadanía"] == 1


# --- Responder -----------------------------------------------------------------------------


def test_responder_y_publicar_desde_la_pantalla(client, planeacion, pregunta):
    client.force_login(planeacion)
    assert 'value="Responder"' in texto_de(client.get(pantalla(pregunta)))

    client.post(pantalla(pregunta), {"respuesta": "Sí, desde la plaza", "publico": "on"})

    pregunta.refresh_from_db()
    assert (pregunta.respuesta, pregunta.publico, pregunta.respondido_por) == (
        "Sí, desde la plaza",
        True,
        planeacion,
    )
    assert "Sí, desde la plaza" in texto_de(
        client.get(f"/{pregunta.estrategia.entidad.slug}/preguntas/")
    )


def test_la_pantalla_explica_el_plazo_con_los_dias_que_no_cuentan(
    client, planeacion, estrategia, revisar_html
):
    client.force_login(planeacion)
    pregunta = crear_pregunta(estrategia=estrategia, recibido=date(2026, 5, 14))

    respuesta = client.get(pantalla(pregunta))

    for dicho in (
        "A tiempo.",
        "Vence el viernes 5 de junio de 2026",
        "el lunes 18 de mayo de 2026 (Ascensión del Señor)",
        "habría sido el 29 de mayo de 2026",
    ):
        assert dicho in texto_de(respuesta), dicho
    revisar_html(respuesta.content.decode())


@pytest.mark.parametrize(
    ("uso", "datos", "reparo"),
    [
        ("pregunta", {"respuesta": ""}, "Este campo es obligatorio"),
        ("propuesta", {"respuesta": "Sí"}, "Este campo es obligatorio"),
        ("propuesta", {"respuesta": "Sí", "decision": "no"}, "Diga por qué no se acoge"),
        (
            "pregunta",
            {"respuesta": "Llame a Luis, 3001234567", "publico": "on"},
            "parece decir un dato de una persona (celular 3…67)",
        ),
    ],
)
def test_una_respuesta_incompleta_dice_que_le_falta(
    client, planeacion, estrategia, uso, datos, reparo, revisar_html
):
    client.force_login(planeacion)
    aporte = crear_pregunta(estrategia=estrategia, uso=uso)

    respuesta = client.post(pantalla(aporte), datos)

    assert reparo in texto_de(respuesta)
    assert Aporte.objects.get().respondido_en is None
    revisar_html(respuesta.content.decode())


def test_una_propuesta_se_responde_con_su_concepto(client, planeacion, estrategia):
    client.force_login(planeacion)
    aporte = crear_pregunta(estrategia=estrategia, uso="propuesta")

    client.post(
        pantalla(aporte),
        {"respuesta": "Sí", "decision": "parcialmente", "porque": "No alcanza el día"},
    )

    aporte.refresh_from_db()
    assert (aporte.decision, aporte.porque) == ("parcialmente", "No alcanza el día")
    assert "Respondida: acogida en parte" in texto_de(client.get(BANDEJA))


def test_un_comentario_se_revisa_sin_responder(client, planeacion, estrategia):
    client.force_login(planeacion)
    encuentro = crear_encuentro(actividad=estrategia.actividades.get())
    comentario = crear_pregunta(
        estrategia=estrategia, uso="comentario", encuentro=encuentro, actividad=encuentro.actividad
    )

    client.post(pantalla(comentario), {"respuesta": "", "publico": "on"})

    comentario.refresh_from_db()
    assert (comentario.publico, comentario.respuesta) == (True, "")


def test_dos_personas_responden_a_la_vez_y_vale_la_primera(client, planeacion, pregunta):
    client.force_login(planeacion)
    client.get(pantalla(pregunta))
    tramite.responder(pregunta, por=planeacion, ahora=AHORA, respuesta="La primera")

    respuesta = client.post(pantalla(pregunta), {"respuesta": "La segunda"})

    assert respuesta.status_code == 403
    assert Aporte.objects.get().respuesta == "La primera"


def test_con_quien_aprueba_se_redacta_se_devuelve_y_se_aprueba(
    client, planeacion, de_la_dependencia, dependencia, pregunta
):
    jefa = crear_usuario(rol="dependencia", dependencia=dependencia)
    dependencia.quien_aprueba = jefa
    dependencia.save()
    client.force_login(planeacion)
    client.post(paso(pregunta, "asignar"), {"dependencia": dependencia.pk})

    client.force_login(de_la_dependencia)
    assert 'value="Enviar a aprobación"' in texto_de(client.get(pantalla(pregunta)))
    client.post(pantalla(pregunta), {"respuesta": "Sí"})
    assert client.get(paso(pregunta, "aprobar")).status_code == 403

    client.force_login(jefa)
    assert {uno.nombre for uno in pendientes_de(jefa, hoy=HOY)} >= {"respuesta por aprobar"}
    client.post(paso(pregunta, "devolver"), {"nota": "Diga desde dónde"})
    assert en_la_bandeja(client, en_que_va="devuelto") == [pregunta]

    client.force_login(de_la_dependencia)
    assert "Diga desde dónde" in texto_de(client.get(pantalla(pregunta)))
    client.post(pantalla(pregunta), {"respuesta": "Sí, desde la plaza"})
    client.force_login(jefa)
    client.post(paso(pregunta, "aprobar"), {"publico": "on"})

    pregunta.refresh_from_db()
    assert (pregunta.respuesta, pregunta.respondido_por, pregunta.publico) == (
        "Sí, desde la plaza",
        jefa,
        True,
    )
    assert list(pregunta.movimientos.values_list("que", flat=True)) == [
        "asignar",
        "redactar",
        "devolver",
        "redactar",
        "responder",
    ]


# --- Los demás pasos y sus puertas ---------------------------------------------------------


def test_asignar_propone_la_dependencia_que_lidera_la_actividad(
    client, planeacion, estrategia, dependencia
):
    client.force_login(planeacion)
    actividad = estrategia.actividades.get()
    actividad.responsabilidades.create(dependencia=dependencia, es_lider=True)
    pregunta = crear_pregunta(estrategia=estrategia, actividad=actividad)

    texto = texto_de(client.get(paso(pregunta, "asignar")))

    assert f'<option value="{dependencia.pk}" selected>' in texto


def test_trasladar_publicar_ocultar_y_corregir(client, planeacion, estrategia, revisar_html):
    client.force_login(planeacion)
    una, otra = (crear_pregunta(estrategia=estrategia) for _ in "ab")

    falta = client.post(paso(una, "trasladar"), {"radicado": ""})
    assert "Este campo es obligatorio" in texto_de(falta)
    revisar_html(falta.content.decode())
    client.post(paso(una, "trasladar"), {"radicado": "PQR-1"})
    tramite.responder(otra, por=planeacion, ahora=AHORA, respuesta="A las 8")
    client.post(paso(otra, "publicar"), {"texto_publico": ""})
    client.post(paso(otra, "corregir"), {"respuesta": "A las 9", "nota": "La hora"})
    client.post(paso(otra, "ocultar"), {"nota": "Nombra a alguien"})

    una.refresh_from_db()
    otra.refresh_from_db()
    assert una.radicado == "PQR-1"
    assert (otra.respuesta, otra.publico) == ("A las 9", False)
    assert "Decía: «A las 8»" in texto_de(client.get(pantalla(otra)))


@pytest.mark.parametrize("verbo", ["asignar", "trasladar", "publicar", "ocultar", "corregir"])
def test_la_dependencia_no_da_los_pasos_de_planeacion(
    client, de_la_dependencia, estrategia, dependencia, verbo
):
    client.force_login(de_la_dependencia)
    pregunta = crear_pregunta(estrategia=estrategia, dependencia=dependencia)

    assert client.get(paso(pregunta, verbo)).status_code == 403
    assert client.post(paso(pregunta, verbo), {"nota": "x"}).status_code == 403


@pytest.mark.parametrize("de_quien", ["sin asignar", "de otra dependencia", "de otra entidad"])
def test_la_dependencia_no_entra_por_ninguna_puerta_a_lo_que_no_es_suyo(
    client, de_la_dependencia, estrategia, de_quien
):
    otra = crear_dependencia(entidad=estrategia.entidad)
    pregunta = {
        "sin asignar": lambda: crear_pregunta(estrategia=estrategia),
        "de otra dependencia": lambda: crear_pregunta(estrategia=estrategia, dependencia=otra),
        "de otra entidad": crear_pregunta,
    }[de_quien]()
    client.force_login(de_la_dependencia)
    historia = reverse("admin:cronograma_aporte_history", args=[pregunta.pk])
    borrar = reverse("admin:cronograma_aporte_delete", args=[pregunta.pk])

    assert en_la_bandeja(client) == []
    assert en_la_bandeja(client, plazo="a_tiempo") == []
    assert en_la_bandeja(client, en_que_va="sin_asignar") == []
    for direccion in (pantalla(pregunta), historia, borrar):
        assert pregunta.texto not in texto_de(client.get(direccion, follow=True))
    client.post(pantalla(pregunta), {"respuesta": "Me metí"})
    assert client.post(paso(pregunta, "asignar"), {}).status_code == 404
    pregunta.refresh_from_db()
    assert pregunta.respuesta == ""


@pytest.mark.parametrize("rol", ["comunicaciones", "control", "consulta"])
def test_los_demas_roles_no_entran(client, estrategia, pregunta, rol):
    client.force_login(crear_usuario(rol=rol, entidad=estrategia.entidad))

    assert client.get(BANDEJA).status_code == 403
    assert client.get(paso(pregunta, "asignar")).status_code in {403, 404}
    assert client.post(pantalla(pregunta), {"respuesta": "Me metí"}).status_code in {302, 403}
    pregunta.refresh_from_db()
    assert pregunta.respuesta == ""


def test_quien_no_ha_entrado_va_a_identificarse(client, pregunta):
    for direccion in (BANDEJA, pantalla(pregunta), paso(pregunta, "asignar")):
        assert client.get(direccion)["Location"].startswith(reverse("admin:login"))


def test_nadie_agrega_ni_borra_un_aporte_a_mano(client, pregunta):
    client.force_login(crear_usuario(is_superuser=True))

    assert client.get(reverse("admin:cronograma_aporte_add")).status_code == 403
    borrar = reverse("admin:cronograma_aporte_delete", args=[pregunta.pk])
    assert client.post(borrar, {"post": "yes"}).status_code == 403


def test_si_la_dependencia_nombra_quien_responde_los_demas_solo_leen(
    client, de_la_dependencia, dependencia, estrategia
):
    dependencia.quien_responde = crear_usuario(rol="dependencia", dependencia=dependencia)
    dependencia.save()
    pregunta = crear_pregunta(estrategia=estrategia, dependencia=dependencia)
    client.force_login(de_la_dependencia)

    assert pregunta.texto in texto_de(client.get(pantalla(pregunta)))
    assert client.post(pantalla(pregunta), {"respuesta": "Sí"}).status_code == 403


# --- Quién responde y quién aprueba, y los días propios --------------------------------------


def test_en_la_dependencia_se_dice_quien_responde_y_quien_aprueba(
    client, planeacion, dependencia, de_la_dependencia
):
    client.force_login(planeacion)
    direccion = reverse("admin:estrategia_dependencia_change", args=[dependencia.pk])
    ajena = crear_usuario()
    datos = {"nombre": dependencia.nombre, "activa": "on"}

    malo = client.post(direccion, datos | {"quien_aprueba": ajena.pk})
    assert "Escoja una opción válida" in texto_de(malo)
    client.post(
        direccion,
        datos | {"quien_responde": de_la_dependencia.pk, "quien_aprueba": planeacion.pk},
    )

    dependencia.refresh_from_db()
    assert (dependencia.quien_responde, dependencia.quien_aprueba) == (
        de_la_dependencia,
        planeacion,
    )


@pytest.mark.parametrize(
    ("datos", "reparo"),
    [
        ({"dia": "20/05/2026", "motivo": ""}, "Este campo es obligatorio"),
        ({"dia": "32/05/2026", "motivo": "x"}, "fecha válida"),
        ({"dia": "21/05/2026", "motivo": "x"}, "Ese día ya está en la lista."),
    ],
)
def test_un_dia_propio_incompleto_o_repetido_se_dice(client, planeacion, datos, reparo):
    client.force_login(planeacion)
    entidad = planeacion.entidad
    DiaNoHabilPropio.objects.create(entidad=entidad, dia=date(2026, 5, 21), motivo="Fiestas")

    respuesta = client.post(
        reverse("admin:estrategia_dianohabilpropio_add"), datos | {"entidad": entidad.pk}
    )

    assert reparo in texto_de(respuesta)
    assert DiaNoHabilPropio.objects.count() == 1


def test_los_dias_propios_de_otra_entidad_no_se_ven(client, planeacion):
    client.force_login(planeacion)
    ajeno = DiaNoHabilPropio.objects.create(
        entidad=crear_dependencia().entidad, dia=HOY + timedelta(5), motivo="Fiesta ajena"
    )

    lista = client.get(reverse("admin:estrategia_dianohabilpropio_changelist"))
    cambiar = reverse("admin:estrategia_dianohabilpropio_change", args=[ajeno.pk])
    assert "Fiesta ajena" not in texto_de(lista)
    assert client.get(cambiar).status_code == 302
