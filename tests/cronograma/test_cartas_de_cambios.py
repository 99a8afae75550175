"""Lo que se le dice a quien se inscribió cuando la reunión cambia."""

from datetime import date, time, timedelta

import icalendar
import pytest

from cronograma import aprobacion
from cronograma.encuentros import verbos
from cronograma.exportar.cartas_de_cambios import CLASE
from estrategia import avisos
from estrategia.models import Aviso
from tests.factories import AHORA, crear_encuentro, crear_usuario
from tests.factories.inscripciones import crear_inscripcion, crear_reunion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy")]


@pytest.fixture
def encuentro():
    return crear_reunion(fecha=date(2026, 6, 9), hora_inicio=time(9), lugar="Auditorio")


@pytest.fixture
def por(encuentro):
    return crear_usuario(rol="planeacion", entidad=encuentro.actividad.estrategia.entidad)


def mover(encuentro, por, fecha=date(2026, 6, 16), ahora=AHORA, **datos):
    return verbos.mover(
        encuentro, fecha=fecha, por=por, ahora=ahora, motivo="El auditorio está en obra", **datos
    )


def preparados():
    return list(Aviso.objects.filter(clase=CLASE).order_by("pk"))


def evento_de(texto):
    (evento,) = icalendar.Calendar.from_ical(texto).walk("VEVENT")
    return evento


def test_al_mover_la_reunion_se_prepara_una_carta_por_persona_y_espera_revision(encuentro, por):
    ana = crear_inscripcion(encuentro, correo="ana@example.org")
    crear_inscripcion(encuentro, estado="en_espera", correo="luis@example.org")
    crear_inscripcion(encuentro, estado="cancelada", cancelada_en=AHORA)
    crear_inscripcion(encuentro, correo="", sin_inscripcion_previa=True)

    mover(encuentro, por, lugar="Biblioteca")

    de_ana, de_luis = preparados()
    assert [una.destinatario for una in (de_ana, de_luis)] == [
        "ana@example.org",
        "luis@example.org",
    ]
    assert {una.estado for una in (de_ana, de_luis)} == {"por_revisar"}
    assert de_ana.asunto == "Cambió: Audiencia pública"
    for dicho in (
        "Antes: martes 9 de junio de 2026, 9:00 a. m.\nAuditorio",
        "Martes 16 de junio de 2026, 9:00 a. m.",
        "Lugar: Biblioteca",
        "Por qué: El auditorio está en obra",
        ana.codigo,
    ):
        assert dicho in de_ana.cuerpo
    assert ana.codigo not in de_luis.cuerpo
    # Quien espera no recibe un evento para su calendario: todavía no tiene puesto.
    assert "Sigue en la lista de espera, en el lugar 1." in de_luis.cuerpo
    assert (de_ana.calendario != "", de_luis.calendario) == (True, "")


def test_el_segundo_calendario_es_el_mismo_evento_con_una_secuencia_mas_alta(
    encuentro, por, client
):
    entidad = encuentro.actividad.estrategia.entidad
    antes = evento_de(client.get(f"/{entidad.slug}/cronograma/2026/cronograma.ics").content)
    crear_inscripcion(encuentro)

    mover(encuentro, por)

    (carta,) = preparados()
    ahora = evento_de(carta.calendario)
    assert ahora["UID"].partition("@")[0] == antes["UID"].partition("@")[0]
    assert ahora["SEQUENCE"] > antes["SEQUENCE"]
    assert ahora.start.date() == date(2026, 6, 16)


def test_al_cancelar_se_dice_y_el_calendario_la_quita(encuentro, por):
    crear_inscripcion(encuentro)

    verbos.cancelar(encuentro, por=por, ahora=AHORA, motivo="Paro nacional")

    (carta,) = preparados()
    assert carta.asunto == "No se hará: Audiencia pública"
    assert "Por qué: Paro nacional" in carta.cuerpo
    assert evento_de(carta.calendario)["STATUS"] == "CANCELLED"


def test_retirar_la_actividad_tambien_avisa_que_sus_reuniones_no_se_haran(encuentro, por):
    crear_inscripcion(encuentro)

    aprobacion.retirar(encuentro.actividad, por=por, ahora=AHORA, motivo="Se unió a otra")

    (carta,) = preparados()
    assert carta.asunto == "No se hará: Audiencia pública"


def test_lo_que_no_le_cambia_nada_no_se_avisa(encuentro, por):
    crear_inscripcion(encuentro)
    verbos.mover(encuentro, fecha=encuentro.fecha, por=por, ahora=AHORA, hora_fin=time(11))
    encuentro.refresh_from_db()
    verbos.realizar(encuentro, por=por, ahora=AHORA + timedelta(days=30))

    assert preparados() == []


def test_de_un_borrador_no_se_avisa_nada(por):
    oculto = crear_encuentro(fecha=date(2026, 6, 9))
    crear_inscripcion(oculto)

    mover(oculto, crear_usuario(entidad=oculto.actividad.estrategia.entidad))

    assert preparados() == []


def test_liberadas_salen_y_la_de_antes_de_otro_cambio_se_aparta(encuentro, por, mailoutbox):
    crear_inscripcion(encuentro, correo="ana@example.org")
    mover(encuentro, por)
    encuentro.refresh_from_db()
    mover(encuentro, por, fecha=date(2026, 6, 23))
    primera, segunda = preparados()

    avisos.liberar(preparados(), por=por, ahora=AHORA)
    avisos.correr(ahora=AHORA)

    primera.refresh_from_db()
    segunda.refresh_from_db()
    assert (primera.estado, primera.detalle) == (
        "descartado",
        "La reunión volvió a cambiar: vale el aviso siguiente.",
    )
    assert segunda.estado == "enviado"
    (correo,) = mailoutbox
    assert correo.to == ["ana@example.org"]
    assert correo.attachments[0][2] == "text/calendar"


@pytest.mark.parametrize("que", ["cancela", "se borra", "pasa"])
def test_antes_de_salir_se_mira_si_todavia_se_debe(encuentro, por, mailoutbox, que):
    ana = crear_inscripcion(encuentro)
    mover(encuentro, por)
    ahora = AHORA
    if que == "cancela":
        ana.estado, ana.cancelada_en = "cancelada", AHORA
        ana.save()
    elif que == "se borra":
        ana.delete()
    else:
        ahora += timedelta(days=60)

    avisos.liberar(preparados(), por=por, ahora=ahora)
    avisos.correr(ahora=ahora)

    (carta,) = preparados()
    assert (carta.estado, mailoutbox) == ("descartado", [])
