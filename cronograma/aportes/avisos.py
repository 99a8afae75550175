"""Los correos de un aporte: el acuse, la respuesta y el traslado. Solo si la persona dejó su correo.

Se preparan en la transacción del paso que los causa y se entregan cuando esa transacción quedó
guardada. El cuerpo es texto corriente: lo que alguien escribió va tal cual y nada en él se ejecuta.
"""

from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cronograma.aportes.reloj import plazo_de
from cronograma.aportes.usos import USOS, decision_de
from cronograma.models import Aporte
from estrategia.avisos import enviar, preparar
from estrategia.sitio import direccion_completa

CLASE_ACUSE = "aporte-acuse"
CLASE_RESPUESTA = "aporte-respuesta"
CLASE_TRASLADO = "aporte-traslado"


def acusar_recibo(aporte: Aporte, *, ahora: datetime) -> None:
    """Le dice su código y hasta cuándo se le responde."""
    nombre = USOS[aporte.uso].nombre.lower()
    _avisar(aporte, CLASE_ACUSE, f"Recibimos su {nombre}", ahora)


def avisar_respuesta(aporte: Aporte, *, ahora: datetime) -> None:
    """Le manda la respuesta; si se corrige, otra vez."""
    nombre = USOS[aporte.uso].nombre.lower()
    _avisar(aporte, CLASE_RESPUESTA, f"Respuesta a su {nombre}", ahora, vez=ahora)


def avisar_traslado(aporte: Aporte, *, ahora: datetime) -> None:
    """Le dice que sigue por el canal de PQRSD y con qué número."""
    nombre = USOS[aporte.uso].nombre.lower()
    _avisar(aporte, CLASE_TRASLADO, f"Su {nombre} sigue en el canal de PQRSD", ahora)


def _avisar(
    aporte: Aporte, clase: str, asunto: str, ahora: datetime, vez: datetime | None = None
) -> None:
    if not aporte.correo:
        return
    entidad = aporte.estrategia.entidad
    cual = f"-{vez:%Y%m%d%H%M%S}" if vez else ""
    aviso = preparar(
        entidad,
        clave=f"{clase}-{aporte.pk}{cual}",
        destinatario=aporte.correo,
        asunto=f"{asunto} · {entidad.nombre_corto}",
        cuerpo=_cuerpo(aporte, clase, ahora),
        clase=clase,
        ahora=ahora,
        objeto=f"aporte:{aporte.pk}",
    )
    transaction.on_commit(lambda: enviar(aviso, ahora=ahora))


def _cuerpo(aporte: Aporte, clase: str, ahora: datetime) -> str:
    entidad = aporte.estrategia.entidad
    contexto = {
        "aporte": aporte,
        "uso": USOS[aporte.uso],
        "entidad": entidad,
        "decision": decision_de(aporte),
        "plazo": plazo_de(aporte, hoy=timezone.localtime(ahora).date()),
        "direccion": direccion_completa(
            reverse("cronograma:seguimiento_de_aporte", args=[entidad.slug])
        ),
    }
    return render_to_string(f"avisos/{clase}.txt", contexto)
