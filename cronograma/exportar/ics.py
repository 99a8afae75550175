"""Calendario .ics: los encuentros y los días exactos, para la agenda de cada persona.

Entran renglones públicos; sale el archivo. Una fecha imprecisa no se convierte en un día:
queda fuera. Cada evento conserva su UID para siempre; un cambio sube su SEQUENCE, de modo
que la agenda suscrita lo actualiza en lugar de repetirlo.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

import icalendar
from django.utils import timezone

from cronograma.agenda import Cita, Renglon, dias_exactos
from cronograma.encuentros.publico import Anuncio
from cronograma.models import Version
from cronograma.models.encuentro import EstadoEncuentro

PRODID = "-//Participa//Cronograma de participación//ES"
REFRESCO = timedelta(hours=12)
# Un encuentro aplazado deja de ocurrir ese día: la agenda lo muestra cancelado, con su motivo.
ESTADOS = {
    EstadoEncuentro.PROVISIONAL: "TENTATIVE",
    EstadoEncuentro.CONFIRMADO: "CONFIRMED",
    EstadoEncuentro.REALIZADO: "CONFIRMED",
    EstadoEncuentro.APLAZADO: "CANCELLED",
    EstadoEncuentro.CANCELADO: "CANCELLED",
}
SIN_HORA = "Sin hora definida: la entidad la confirmará."


def calendario(
    renglones: Iterable[Renglon],
    *,
    nombre: str,
    dominio: str,
    direccion_de: Callable[[Renglon], str],
    versiones: Iterable[Version],
) -> bytes:
    """El calendario con todos los eventos que tienen día.

    Args:
        nombre: el que la agenda muestra.
        dominio: el del sitio; hace único el UID.
        direccion_de: la página de cada actividad, a la que cada evento vuelve.
        versiones: las que están en vigor; de ellas toman su sello los días del cronograma.
    """
    libro = icalendar.Calendar()
    libro.add("prodid", PRODID)
    libro.add("version", "2.0")
    libro.add("calscale", "GREGORIAN")
    libro.add("method", "PUBLISH")
    libro.add("x-wr-calname", nombre)
    libro.add("x-wr-timezone", timezone.get_default_timezone_name())
    libro.add("refresh-interval", REFRESCO, parameters={"value": "DURATION"})
    sellos = {version.estrategia.tipo: version for version in versiones}
    for renglon in renglones:
        for evento in eventos_de(renglon, dominio, sellos[renglon.tipo]):
            evento.add("url", direccion_de(renglon))
            libro.add_component(evento)
    libro.add_missing_timezones()
    return libro.to_ical()


def calendario_de_encuentro(anuncio: Anuncio, *, dominio: str, direccion: str) -> bytes:
    """El calendario de un solo encuentro, con el mismo UID que tiene en los demás.

    Args:
        direccion: la de su página, a la que el evento vuelve.
    """
    return calendario(
        [anuncio.renglon()],
        nombre=anuncio.titulo,
        dominio=dominio,
        direccion_de=lambda renglon: direccion,
        versiones=[anuncio.publicada.version],
    )


def eventos_de(renglon: Renglon, dominio: str, version: Version) -> list[icalendar.Event]:
    """Los eventos de una actividad: sus encuentros, o los días que dice el cronograma."""
    if renglon.citas:
        return [evento_de_cita(renglon, cita, dominio) for cita in renglon.citas]
    dias = enumerate(dias_exactos(renglon.cuando), start=1)
    return [evento_de_dia(renglon, numero, dia, dominio, version) for numero, dia in dias]


def evento_de_cita(renglon: Renglon, cita: Cita, dominio: str) -> icalendar.Event:
    """Un encuentro con su estado; sin hora ocupa el día entero y se dice."""
    evento = _evento(
        renglon,
        uid=f"encuentro-{cita.clave}@{dominio}",
        secuencia=cita.secuencia,
        cambiado=cita.actualizado_en,
    )
    evento.add("status", ESTADOS[EstadoEncuentro(cita.estado)])
    if cita.hora_inicio is None:
        _dia_entero(evento, cita.fecha)
    else:
        _con_horas(evento, cita)
    if lugar := cita.lugar or renglon.fila.lugar:
        evento.add("location", lugar)
    evento.add(
        "description",
        _descripcion(renglon, cita.motivo, cita.enlace, con_hora=bool(cita.hora_inicio)),
    )
    return evento


def evento_de_dia(
    renglon: Renglon, numero: int, dia: date, dominio: str, version: Version
) -> icalendar.Event:
    """Un día que el cronograma dice, todavía sin encuentro registrado: provisional y sin hora.

    El UID lleva qué día es de los suyos y no la fecha: si la fecha cambia, es el mismo evento.
    """
    estrategia = version.estrategia
    evento = _evento(
        renglon,
        uid=f"actividad-{estrategia.pk}-{renglon.fila.codigo}-{numero}@{dominio}",
        secuencia=version.numero - 1,
        cambiado=version.publicada_en,
    )
    evento.add("status", "TENTATIVE")
    _dia_entero(evento, dia)
    if renglon.fila.lugar:
        evento.add("location", renglon.fila.lugar)
    evento.add("description", _descripcion(renglon, "", renglon.fila.enlace, con_hora=False))
    return evento


def _evento(renglon: Renglon, *, uid: str, secuencia: int, cambiado: datetime) -> icalendar.Event:
    evento = icalendar.Event()
    evento.add("uid", uid)
    evento.add("summary", renglon.fila.nombre)
    evento.add("dtstamp", cambiado.astimezone(UTC))
    evento.add("last-modified", cambiado.astimezone(UTC))
    evento.add("sequence", secuencia)
    return evento


def _dia_entero(evento: icalendar.Event, dia: date) -> None:
    evento.add("dtstart", dia)
    evento.add("dtend", dia + timedelta(days=1))
    evento.add("transp", "TRANSPARENT")


def _con_horas(evento: icalendar.Event, cita: Cita) -> None:
    zona = timezone.get_default_timezone()
    evento.add("dtstart", datetime.combine(cita.fecha, cita.hora_inicio, tzinfo=zona))
    if cita.hora_fin:
        evento.add("dtend", datetime.combine(cita.fecha, cita.hora_fin, tzinfo=zona))


def _descripcion(renglon: Renglon, motivo: str, enlace: str, *, con_hora: bool) -> str:
    partes = [
        motivo,
        renglon.fila.objetivo,
        f"Enlace: {enlace}" if enlace else "",
        f"Escriba a {renglon.fila.correo}" if renglon.fila.correo else "",
        "" if con_hora else SIN_HORA,
    ]
    return "\n".join(parte for parte in partes if parte)
