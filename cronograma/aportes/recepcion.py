"""Recibir: lo que una persona escribe entra con su código y con la fecha en que se le responde.

Se puede escribir sin dar nombre ni correo; si se dan, consta a qué se consintió. El mismo
formulario enviado dos veces vale uno. No mira cuántas veces escribe nadie (`frenos`) ni si es una
persona (`formulario_ciudadano`).
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from cronograma.aportes import avisos
from cronograma.aportes.usos import ABIERTOS
from cronograma.codigos import codigo_escrito, huella_de_envio, nuevo_codigo
from cronograma.consentimiento import Consentimiento
from cronograma.models import Actividad, Aporte, Encuentro, Version
from cronograma.models.aporte import UsoDeAporte
from cronograma.observaciones import LARGO_DEL_TEXTO, guardar_una_vez
from estrategia.models import Entidad, Estrategia
from estrategia.texto import sin_controles

CONSENTIMIENTO = Consentimiento(
    version="aportes-2026-1",
    finalidad="Responder lo que escribió y avisarle de la respuesta.",
    texto=(
        "Autorizo a la entidad a usar mi nombre y mi correo solo para responderme y avisarme de la "
        "respuesta. No se publican, y puedo pedir que los corrijan o los borren."
    ),
)


@transaction.atomic
def recibir(
    estrategia: Estrategia,
    *,
    uso: str,
    texto: str,
    ahora: datetime,
    envio: str,
    actividad: Actividad | None = None,
    encuentro: Encuentro | None = None,
    nombre: str = "",
    correo: str = "",
    consiente: bool = False,
) -> Aporte:
    """Guarda una pregunta, una propuesta de tema o un comentario, y le da su código.

    Args:
        envio: lo que identifica el formulario; con lo mismo escrito, enviado dos veces vale una.
        consiente: si aceptó `CONSENTIMIENTO`; sin eso no se guardan nombre ni correo.

    Raises:
        ValidationError: si la estrategia no es pública, el asunto es de otra, no hay texto, es muy
            largo o falta consentir.
    """
    texto = sin_controles(texto).strip()
    actividad = encuentro.actividad if encuentro else actividad
    if faltan := pendientes_para_recibir(estrategia, uso=uso, texto=texto, actividad=actividad):
        raise ValidationError(faltan)
    asunto = [str(uno.pk) if uno else "" for uno in (estrategia, actividad, encuentro)]
    aporte = Aporte(
        uso=uso,
        estrategia=estrategia,
        actividad=actividad,
        encuentro=encuentro,
        texto=texto,
        nombre=sin_controles(nombre).strip(),
        correo=correo.strip(),
        codigo=nuevo_codigo(),
        envio=huella_de_envio(envio, uso, *asunto, texto),
        recibido_en=ahora,
    )
    if consiente and (aporte.nombre or aporte.correo):
        aporte.consentimiento_version = CONSENTIMIENTO.version
        aporte.consentimiento_finalidad = CONSENTIMIENTO.finalidad
        aporte.consentimiento_en = ahora
    guardado = guardar_una_vez(aporte)
    avisos.acusar_recibo(guardado, ahora=ahora)
    return guardado


def pendientes_para_recibir(
    estrategia: Estrategia, *, uso: str, texto: str, actividad: Actividad | None = None
) -> list[str]:
    """Lo que impide recibirlo, en frases para quien lo escribe."""
    return list(_reparos(estrategia, uso, texto, actividad))


def _reparos(estrategia, uso, texto, actividad):
    if uso not in ABIERTOS:
        yield "Diga si es una pregunta, una propuesta de tema o un comentario."
    if not Version.objects.en_vigor().filter(estrategia=estrategia).exists():
        yield "Ese plan no está publicado: no se reciben preguntas sobre él."
    if actividad and actividad.estrategia_id != estrategia.pk:
        yield "Esa actividad es de otro plan."
    if len(texto) > LARGO_DEL_TEXTO:
        yield f"El texto tiene {len(texto)} caracteres y caben {LARGO_DEL_TEXTO}: acórtelo."


def por_codigo(entidad: Entidad, codigo: str) -> Aporte | None:
    """Lo que se envió con ese código a esa entidad, escrito con o sin guiones ni mayúsculas."""
    buscado = codigo_escrito(codigo)
    suyos = Aporte.objects.de_entidad(entidad).exclude(uso=UsoDeAporte.OBSERVACION)
    return suyos.select_related("estrategia", "dependencia").filter(codigo=buscado).first()
