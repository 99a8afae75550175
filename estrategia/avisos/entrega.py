"""Entrega: pasar un aviso al servidor de correo, a lo sumo una vez.

Antes de hablar con el servidor se guarda que se va a hablar. Si el servidor lo rechaza con
claridad, o no se pudo ni empezar, el aviso es «fallido» y se puede reintentar. Si algo se corta
cuando ya se estaba entregando, nadie sabe si llegó: es «dudoso», y repetirlo lo decide una persona.
"""

import hashlib
import logging
import re
import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.db.models import F

from estrategia.models import Aviso, EstadoDeAviso
from estrategia.models.aviso import POR_SALIR

from .bandeja import en_una_linea
from .fuentes import por_que_no_se_debe

registro = logging.getLogger(__name__)

# El servidor contestó que no lo recibe: no hay duda de que no salió.
RECHAZOS = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
)
# Una entrega viva dura segundos (EMAIL_TIMEOUT); la que lleva más es de un proceso que murió.
ABANDONADO = timedelta(minutes=15)
LARGO_DEL_DETALLE = 300


def enviar(aviso: Aviso, *, ahora: datetime) -> Aviso:
    """Entrega el aviso si le toca y nadie más lo está entregando; lo devuelve como quedó.

    No se llama dentro de una transacción: lo que se anota antes de entregar debe quedar guardado.

    Raises:
        RuntimeError: si hay una transacción abierta.
    """
    intentar(aviso, ahora=ahora)
    return aviso


def intentar(aviso: Aviso, *, ahora: datetime) -> bool:
    """Lo mismo que `enviar`; responde si lo entregó este proceso, y no otro que llegó antes."""
    es_su_turno = _tomar(aviso, ahora)
    aviso.refresh_from_db()
    if not es_su_turno:
        return False
    cambios = _comprobar(aviso, ahora) or _entregar(aviso, ahora)
    Aviso.objects.filter(pk=aviso.pk, estado=EstadoDeAviso.ENVIANDO).update(**cambios)
    aviso.refresh_from_db()
    registro.info("aviso %s (%s): %s", aviso.pk, aviso.clase, aviso.estado)
    return True


def _tomar(aviso: Aviso, ahora: datetime) -> bool:
    """Toma el turno, y queda guardado. De dos procesos a la vez, solo uno cambia la fila."""
    with transaction.atomic(durable=True):
        tomados = Aviso.objects.filter(pk=aviso.pk, estado__in=POR_SALIR).update(
            estado=EstadoDeAviso.ENVIANDO, tomado_en=ahora, intentos=F("intentos") + 1
        )
    return tomados == 1


def _comprobar(aviso: Aviso, ahora: datetime) -> dict[str, Any]:
    """Lo que cambia si el aviso ya no debe salir; nada si debe."""
    try:
        motivo = por_que_no_se_debe(aviso, ahora)
    except Exception as error:  # La fuente es de otra app: si falla, no se entregó nada.
        registro.exception("aviso %s (%s): no se pudo comprobar", aviso.pk, aviso.clase)
        return _fallido("No se pudo comprobar si todavía se debe", error)
    return {"estado": EstadoDeAviso.DESCARTADO, "detalle": motivo} if motivo else {}


def _entregar(aviso: Aviso, ahora: datetime) -> dict[str, Any]:
    try:
        mensaje = mensaje_de(aviso)
        conexion = mail.get_connection()
        conexion.open()
    except Exception as error:  # Antes de entregar, todo fallo deja el aviso donde estaba.
        return _fallido("No se pudo empezar la entrega", error)
    try:
        entregados = conexion.send_messages([mensaje])
    except RECHAZOS as error:
        return _fallido("El servidor de correo no lo recibió", error)
    except Exception as error:  # Se cortó a media entrega: no se sabe si llegó.
        return {"estado": EstadoDeAviso.DUDOSO, "detalle": _frase("Se cortó la entrega", error)}
    finally:
        # Lo que pase al despedirse no cambia lo entregado.
        with suppress(Exception):
            conexion.close()
    if not entregados:
        return _fallido("El servidor de correo no lo recibió", None)
    return {"estado": EstadoDeAviso.ENVIADO, "entregado_en": ahora, "detalle": ""}


def mensaje_de(aviso: Aviso) -> mail.EmailMessage:
    """El correo como sale: a nombre de la entidad, y se le responde a ella.

    El mismo aviso lleva siempre el mismo Message-ID: si se reenvía un dudoso que sí había
    llegado, muchos programas de correo muestran uno solo.
    """
    entidad = aviso.entidad
    _, buzon = parseaddr(settings.DEFAULT_FROM_EMAIL)
    huella = hashlib.sha256(aviso.clave.encode()).hexdigest()[:32]
    mensaje = mail.EmailMessage(
        subject=aviso.asunto,
        body=aviso.cuerpo,
        from_email=formataddr((en_una_linea(entidad.nombre), buzon)),
        to=[aviso.destinatario],
        reply_to=[entidad.correo] if entidad.correo else None,
        headers={
            "Message-ID": f"<{huella}@{buzon.rpartition('@')[2]}>",
            # Que ningún contestador automático le responda (RFC 3834).
            "Auto-Submitted": "auto-generated",
        },
    )
    if aviso.calendario:
        mensaje.attach("evento.ics", aviso.calendario, "text/calendar")
    return mensaje


def rescatar(ahora: datetime) -> int:
    """Lo que un proceso que murió dejó a medias pasa a dudoso; devuelve cuántos."""
    return Aviso.objects.filter(
        estado=EstadoDeAviso.ENVIANDO, tomado_en__lt=ahora - ABANDONADO
    ).update(
        estado=EstadoDeAviso.DUDOSO,
        detalle="El proceso que lo entregaba se detuvo antes de decir qué pasó.",
    )


def _fallido(que: str, error: Exception | None) -> dict[str, Any]:
    return {"estado": EstadoDeAviso.FALLIDO, "detalle": _frase(que, error)}


def _frase(que: str, error: Exception | None) -> str:
    """Qué pasó, en una línea y sin el correo de nadie: los servidores lo repiten al rechazarlo."""
    porque = _porque(error) if error else ""
    frase = f"{que}: {porque}." if porque else f"{que}."
    return " ".join(re.sub(r"<?[^\s<>]+@[^\s<>]+>?", "(correo)", frase).split())[:LARGO_DEL_DETALLE]


def _porque(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codigo, texto = next(iter(error.recipients.values()), (0, b""))
        return f"{codigo} {_texto(texto)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_texto(error.smtp_error)}"
    return f"{type(error).__name__} {error}"


def _texto(respuesta: bytes | str) -> str:
    return respuesta.decode(errors="replace") if isinstance(respuesta, bytes) else str(respuesta)
