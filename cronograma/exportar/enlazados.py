"""Datos enlazados: las reuniones y eventos con día, como schema.org los describe a los buscadores.

Entra un renglón público; sale JSON-LD. Solo lo que tiene día: de una fecha imprecisa no se
inventa ninguno.
"""

import json
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from cronograma.agenda import Renglon, dias_exactos
from cronograma.encuentros.publico import Anuncio
from cronograma.models.encuentro import EstadoEncuentro

ESTADOS = {
    EstadoEncuentro.APLAZADO: "https://schema.org/EventPostponed",
    EstadoEncuentro.CANCELADO: "https://schema.org/EventCancelled",
}
PROGRAMADO = "https://schema.org/EventScheduled"
TRASLADADO = "https://schema.org/EventRescheduled"
ASISTENCIA = {
    (True, False): "https://schema.org/OfflineEventAttendanceMode",
    (False, True): "https://schema.org/OnlineEventAttendanceMode",
    (True, True): "https://schema.org/MixedEventAttendanceMode",
}
# Un «</script>» escrito por una entidad no debe cerrar la etiqueta que lo contiene.
PELIGROSOS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def eventos(renglon: Renglon, entidad: Any, direccion: str) -> list[dict[str, Any]]:
    """Un `Event` por encuentro o, si no hay encuentros, por cada día del cronograma."""
    fila = renglon.fila
    comun = {
        "@context": "https://schema.org",
        "@type": "Event",
        "description": fila.objetivo or fila.nombre,
        "url": direccion,
        "isAccessibleForFree": True,
        "inLanguage": "es-CO",
        "organizer": {"@type": "GovernmentOrganization", "name": entidad.nombre},
    }
    if asistencia := ASISTENCIA.get((fila.presencial, fila.virtual)):
        comun["eventAttendanceMode"] = asistencia
    if renglon.citas:
        return [comun | _de_cita(renglon, cita, direccion) for cita in renglon.citas]
    return [
        comun
        | {
            "name": fila.nombre,
            "startDate": dia.isoformat(),
            "eventStatus": PROGRAMADO,
            "location": _lugar(fila.lugar, fila.enlace, direccion),
        }
        for dia in dias_exactos(renglon.cuando)
    ]


def evento_de_encuentro(anuncio: Anuncio, direccion: str) -> dict[str, Any]:
    """El `Event` de un solo encuentro; si se movió, dice de qué día venía."""
    (evento,) = eventos(anuncio.renglon(), anuncio.publicada.version.estrategia.entidad, direccion)
    evento |= {"name": anuncio.titulo, "description": anuncio.para_que or anuncio.titulo}
    if cambio := anuncio.traslado:
        antes = _instante(cambio.fecha_antes, cambio.hora_antes)
        evento |= {"eventStatus": TRASLADADO, "previousStartDate": antes}
    return evento


def como_guion(datos: list[dict[str, Any]]) -> SafeString:
    """El JSON-LD listo para ir dentro de la página."""
    texto = json.dumps(datos, ensure_ascii=False)
    return mark_safe(texto.translate(PELIGROSOS))  # noqa: S308 -- sin <, > ni &: no puede salir de su etiqueta


def _de_cita(renglon: Renglon, cita: Any, direccion: str) -> dict[str, Any]:
    fila = renglon.fila
    datos = {
        "name": cita.nombre or fila.nombre,
        "startDate": _instante(cita.fecha, cita.hora_inicio),
        "eventStatus": ESTADOS.get(EstadoEncuentro(cita.estado), PROGRAMADO),
        "location": _lugar(cita.lugar or fila.lugar, cita.enlace or fila.enlace, direccion),
    }
    return datos | ({"endDate": _instante(cita.fecha, cita.hora_fin)} if cita.hora_fin else {})


def _instante(dia: date, hora: time | None) -> str:
    if hora is None:
        return dia.isoformat()
    return datetime.combine(dia, hora, tzinfo=timezone.get_default_timezone()).isoformat()


def _lugar(lugar: str, enlace: str, direccion: str) -> dict[str, str]:
    if enlace and not lugar:
        return {"@type": "VirtualLocation", "url": enlace}
    return (
        {"@type": "Place", "name": lugar, "address": lugar}
        if lugar
        else {"@type": "VirtualLocation", "url": direccion}
    )
