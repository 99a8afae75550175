"""El calendario, leído de vuelta con icalendar como lo hará la agenda de una persona."""

from datetime import UTC, date, datetime, time

import icalendar
import pytest
from django.urls import reverse

from tests.factories import (
    crear_actividad,
    crear_encuentro,
    crear_entidad,
    crear_estrategia,
    publicar,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]


@pytest.fixture
def estrategia():
    return crear_estrategia(entidad=crear_entidad(slug="hospital"))


def eventos(client, consulta=""):
    response = client.get(reverse("cronograma:ics", args=["hospital", 2026]) + consulta)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def test_un_dia_exacto_ocupa_el_dia_entero_y_es_provisional(client, estrategia):
    crear_actividad(
        estrategia=estrategia,
        codigo="01",
        nombre="Audiencia",
        fecha_programada="1 de junio de 2026",
        correo="participa@hospital.gov.co",
    )
    publicar(estrategia)

    (evento,) = eventos(client)

    assert str(evento["SUMMARY"]) == "Audiencia"
    assert evento.decoded("DTSTART") == date(2026, 6, 1)
    assert evento.decoded("DTEND") == date(2026, 6, 2)
    assert str(evento["STATUS"]) == "TENTATIVE"
    assert str(evento["URL"]) == "http://testserver/hospital/cronograma/2026/combinada/01/"
    assert str(evento["DESCRIPTION"]) == (
        "Escriba a participa@hospital.gov.co\nSin hora definida: la entidad la confirmará."
    )


@pytest.mark.parametrize(
    "escrito",
    ["Mensual", "1er Cuatrimestre", "junio", "Durante la vigencia", "Según solicitud", ""],
)
def test_una_fecha_imprecisa_no_se_vuelve_un_dia(client, estrategia, escrito):
    crear_actividad(estrategia=estrategia, fecha_programada=escrito)
    publicar(estrategia)

    assert eventos(client) == []


def test_un_encuentro_con_hora_lleva_su_zona(client, estrategia):
    actividad = crear_actividad(estrategia=estrategia, fecha_programada="Mensual")
    crear_encuentro(
        actividad=actividad,
        fecha=date(2026, 6, 9),
        hora_inicio=time(9),
        hora_fin=time(11),
        estado="confirmado",
        lugar="Auditorio",
    )
    publicar(estrategia)

    (evento,) = eventos(client)

    assert evento.decoded("DTSTART").astimezone(UTC) == datetime(2026, 6, 9, 14, tzinfo=UTC)
    assert evento.decoded("DTEND").astimezone(UTC) == datetime(2026, 6, 9, 16, tzinfo=UTC)
    assert (str(evento["STATUS"]), str(evento["LOCATION"])) == ("CONFIRMED", "Auditorio")


@pytest.mark.parametrize(
    ("estado", "esperado"),
    [
        ("provisional", "TENTATIVE"),
        ("confirmado", "CONFIRMED"),
        ("realizado", "CONFIRMED"),
        ("aplazado", "CANCELLED"),
        ("cancelado", "CANCELLED"),
    ],
)
def test_el_cancelado_se_queda_y_lo_dice(client, estrategia, estado, esperado):
    actividad = crear_actividad(estrategia=estrategia, fecha_programada="Mensual")
    crear_encuentro(actividad=actividad, estado=estado, motivo="Porque sí")
    publicar(estrategia)

    (evento,) = eventos(client)

    assert str(evento["STATUS"]) == esperado


def test_al_cambiar_es_el_mismo_evento_con_mas_secuencia(client, estrategia):
    actividad = crear_actividad(
        estrategia=estrategia, codigo="01", fecha_programada="1 de junio de 2026"
    )
    por = publicar(estrategia).publicada_por
    (antes,) = eventos(client)

    actividad.nombre, actividad.fecha_programada = "Otro nombre", "8 de junio de 2026"
    actividad.save()
    publicar(estrategia, por=por)
    (despues,) = eventos(client)

    assert antes["UID"] == despues["UID"]
    assert (int(antes["SEQUENCE"]), int(despues["SEQUENCE"])) == (0, 1)
    assert (str(despues["SUMMARY"]), despues.decoded("DTSTART")) == (
        "Otro nombre",
        date(2026, 6, 8),
    )


@pytest.mark.parametrize("campos", [None, ["fecha"]], ids=["todo", "solo-la-fecha"])
def test_mover_un_encuentro_es_el_mismo_evento_con_mas_secuencia(client, estrategia, campos):
    actividad = crear_actividad(estrategia=estrategia, fecha_programada="Mensual")
    encuentro = crear_encuentro(actividad=actividad, fecha=date(2026, 6, 9))
    publicar(estrategia)
    (antes,) = eventos(client)

    encuentro.fecha = date(2026, 6, 16)
    encuentro.save(update_fields=campos)
    (despues,) = eventos(client)

    assert antes["UID"] == despues["UID"]
    assert int(despues["SEQUENCE"]) == int(antes["SEQUENCE"]) + 1
    assert despues.decoded("DTSTART") == date(2026, 6, 16)


def test_el_calendario_de_una_actividad_trae_solo_la_suya(client, estrategia):
    for codigo in ("01", "02"):
        crear_actividad(estrategia=estrategia, codigo=codigo, fecha_programada="1 de junio de 2026")
    publicar(estrategia)

    ficha = reverse("cronograma:ics_de_actividad", args=["hospital", 2026, "combinada", "02"])
    (evento,) = icalendar.Calendar.from_ical(client.get(ficha).content).walk("VEVENT")

    assert str(evento["URL"]).endswith("/combinada/02/")


def test_el_calendario_honra_los_filtros(client, estrategia):
    crear_actividad(
        estrategia=estrategia, nombre="A", presencial=True, fecha_programada="1 de junio de 2026"
    )
    crear_actividad(
        estrategia=estrategia, nombre="B", virtual=True, fecha_programada="2 de junio de 2026"
    )
    publicar(estrategia)

    assert [str(evento["SUMMARY"]) for evento in eventos(client, "?modalidad=virtual")] == ["B"]


def test_encuentro_de_una_actividad_sin_publicar_no_sale(client, estrategia):
    crear_actividad(estrategia=estrategia)
    publicar(estrategia)
    crear_encuentro(actividad=crear_actividad(estrategia=estrategia))

    assert eventos(client) == []
