"""Recordatorios de lo que la ciudadanía espera: preguntas y propuestas por vencer o vencidas.

Van a quien le toca el paso siguiente. No llevan el texto ni el nombre de quien escribió: dicen cuál
es y dónde responderla. Nada se prepara de lo respondido ni de lo trasladado a PQRSD.
"""

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cronograma.aportes.estado import EstadoDeAporte, estado_de
from cronograma.aportes.reloj import plazo_de, propios_de
from cronograma.aportes.usos import CON_RELOJ, USOS
from cronograma.models import Aporte
from cronograma.plazos import EstadoDelPlazo, PlazoDeRespuesta
from estrategia.avisos import Correo, personas_de, planeacion_de
from estrategia.models import Aviso, Entidad, Usuario
from estrategia.sitio import direccion_completa

CLASE = "plazo-de-aporte"
# Lo que venció hace más ya se recordó o es de antes de usar el sistema: no se llena el correo.
DIAS_DESPUES = 10


def recordatorios(ahora: datetime) -> Iterator[Correo]:
    """Uno al acercarse el plazo y uno al vencer, por persona."""
    hoy = timezone.localdate(ahora)
    propios: dict[int, dict] = {}
    for aporte in _esperan():
        entidad = aporte.estrategia.entidad
        if entidad.pk not in propios:
            propios[entidad.pk] = propios_de(entidad)
        plazo = plazo_de(aporte, hoy=hoy, propios=propios[entidad.pk])
        if plazo is None or not _se_recuerda(plazo):
            continue
        for persona in a_quien(aporte, entidad, hoy=hoy):
            yield _correo(aporte, entidad, plazo, persona)


def _esperan():
    """Lo recibido que tiene plazo y sigue sin respuesta."""
    return (
        Aporte.objects.sin_responder()
        .filter(uso__in=CON_RELOJ, trasladado_en=None, estrategia__entidad__activa=True)
        .select_related(
            "estrategia__entidad", "dependencia__quien_responde", "dependencia__quien_aprueba"
        )
        .order_by("recibido_en", "pk")
    )


def _se_recuerda(plazo: PlazoDeRespuesta) -> bool:
    return plazo.resalta and plazo.dias_tarde <= DIAS_DESPUES


def a_quien(aporte: Aporte, entidad: Entidad, *, hoy) -> list[Usuario]:
    """Quién da el paso siguiente: asignar, responder o aprobar."""
    dependencia = aporte.dependencia
    if dependencia is None:
        return planeacion_de(entidad, hoy=hoy)
    por_aprobar = estado_de(aporte) is EstadoDeAporte.POR_APROBAR
    suya = dependencia.quien_aprueba if por_aprobar else dependencia.quien_responde
    if suya and suya.is_active and suya.email:
        return [suya]
    return personas_de(dependencia, entidad, hoy=hoy)


def _correo(aporte: Aporte, entidad: Entidad, plazo: PlazoDeRespuesta, persona: Usuario) -> Correo:
    que = USOS[aporte.uso].nombre.lower()
    cual = "vencida" if plazo.estado is EstadoDelPlazo.VENCIDO else "por-vencer"
    contexto = {
        "aporte": aporte,
        "que": que,
        "plazo": plazo,
        "entidad": entidad,
        "direccion": direccion_completa(
            reverse("admin:cronograma_aporte_change", args=[aporte.pk])
        ),
    }
    return Correo(
        entidad=entidad,
        clave=f"aporte-{aporte.pk}-{cual}-{plazo.vence}-{persona.pk}",
        destinatario=persona.email,
        asunto=f"{plazo.frase}: {que} {aporte.pk} sin responder",
        cuerpo=render_to_string("avisos/plazo_de_aporte.txt", contexto),
        clase=CLASE,
        objeto=f"cronograma.Aporte:{aporte.pk}",
    )


def por_que_no_se_debe(aviso: Aviso, ahora: datetime) -> str:
    """Se mira antes de entregar: pudo responderse, o vencer lo que estaba por vencer."""
    aporte = Aporte.objects.filter(pk=aviso.objeto.rpartition(":")[2]).first()
    if aporte is None or aporte.respondido_en or aporte.trasladado_en:
        return "Ya se respondió o se trasladó."
    plazo = plazo_de(aporte, hoy=timezone.localdate(ahora))
    if plazo is None or not plazo.resalta:
        return "Ya no está por vencer."
    vencio_despues = "-por-vencer-" in aviso.clave and plazo.estado is EstadoDelPlazo.VENCIDO
    return "Ya venció: vale el aviso siguiente." if vencio_despues else ""
