"""Observaciones: lo que la ciudadanía escribe sobre un borrador y lo que la entidad responde.

Entra un borrador en divulgación y un texto; sale un `Aporte` con su código de seguimiento.
Responder dice qué se hizo con ella y por qué; la versión siguiente las cuenta en su nota. No
decide quién puede responder (`acceso`) ni cuánto se puede escribir por minuto (`frenos`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cronograma.codigos import codigo_escrito, huella_de_envio, nuevo_codigo
from cronograma.consentimiento import Consentimiento
from cronograma.models import Actividad, ActividadPublicada, Aporte, Version
from cronograma.models.aporte import UsoDeAporte
from cronograma.models.version import ClaseVersion
from estrategia.models import Entidad, Estrategia
from estrategia.texto import sin_controles

LARGO_DEL_TEXTO = 5000

CONSENTIMIENTO = Consentimiento(
    version="2026-1",
    finalidad="Responder la observación y, si hace falta, pedir una aclaración sobre ella.",
    texto=(
        "Autorizo a la entidad a usar mi nombre y mi correo solo para responder esta observación. "
        "No se publican, y puedo pedir que los corrijan o los borren."
    ),
)


class EstadoDeConsulta(StrEnum):
    """En qué va la consulta de un borrador."""

    POR_ABRIR = "por_abrir"
    ABIERTA = "abierta"
    CERRADA = "cerrada"  # ya pasó su último día
    TERMINADA = "terminada"  # el documento se publicó antes de su último día


def borrador_de(estrategia: Estrategia) -> Version | None:
    """El último borrador que se puso a la vista, si no se retiró."""
    borradores = estrategia.versiones.filter(clase=ClaseVersion.CONSULTA, retirada_en=None)
    return borradores.order_by("-numero").first()


def estado_de(borrador: Version, *, hoy: date) -> EstadoDeConsulta:
    """Si el borrador recibe observaciones el día `hoy`."""
    if hoy > borrador.divulgada_hasta:
        return EstadoDeConsulta.CERRADA
    if not borrador.estrategia.versiones.en_preparacion().exists():
        return EstadoDeConsulta.TERMINADA
    if hoy < borrador.divulgada_desde:
        return EstadoDeConsulta.POR_ABRIR
    return EstadoDeConsulta.ABIERTA


def consultas_abiertas(entidad: Entidad, *, hoy: date) -> list[Version]:
    """Los borradores de la entidad que hoy reciben observaciones; una consulta si no hay."""
    vigentes = Version.objects.de_entidad(entidad).filter(
        clase=ClaseVersion.CONSULTA,
        retirada_en=None,
        divulgada_desde__lte=hoy,
        divulgada_hasta__gte=hoy,
    )
    ultimos = {}
    for una in vigentes.select_related("estrategia").order_by("estrategia", "numero"):
        ultimos[una.estrategia_id] = una
    return [
        una
        for una in ultimos.values()
        if borrador_de(una.estrategia) == una
        and estado_de(una, hoy=hoy) is EstadoDeConsulta.ABIERTA
    ]


@transaction.atomic
def recibir(
    borrador: Version,
    *,
    texto: str,
    ahora: datetime,
    hoy: date,
    envio: str,
    actividad: Actividad | None = None,
    nombre: str = "",
    correo: str = "",
    consiente: bool = False,
) -> Aporte:
    """Guarda una observación y le da su código.

    Args:
        envio: lo que identifica el formulario; con el mismo texto, enviado dos veces vale una.
        consiente: si aceptó `CONSENTIMIENTO`; sin eso no se guardan nombre ni correo.

    Raises:
        ValidationError: si la consulta no está abierta, no hay texto o falta consentir.
    """
    if estado_de(borrador, hoy=hoy) is not EstadoDeConsulta.ABIERTA:
        raise ValidationError("La consulta no está abierta: no se reciben observaciones.")
    texto = sin_controles(texto).strip()
    aporte = Aporte(
        uso=UsoDeAporte.OBSERVACION,
        estrategia=borrador.estrategia,
        version=borrador,
        actividad=actividad,
        texto=texto,
        nombre=sin_controles(nombre).strip(),
        correo=correo.strip(),
        codigo=nuevo_codigo(),
        envio=huella_de_envio(envio, texto),
        recibido_en=ahora,
    )
    if consiente and (aporte.nombre or aporte.correo):
        aporte.consentimiento_version = CONSENTIMIENTO.version
        aporte.consentimiento_finalidad = CONSENTIMIENTO.finalidad
        aporte.consentimiento_en = ahora
    return guardar_una_vez(aporte)


def guardar_una_vez(aporte: Aporte) -> Aporte:
    """El aporte guardado, o el que ya se guardó con ese mismo envío."""
    anterior = Aporte.objects.filter(envio=aporte.envio).first()
    if anterior:
        return anterior
    aporte.full_clean(exclude=["envio"])
    try:
        with transaction.atomic():
            aporte.save()
    except IntegrityError:  # El mismo formulario, enviado dos veces a la vez.
        return Aporte.objects.get(envio=aporte.envio)
    return aporte


def por_codigo(estrategia: Estrategia, codigo: str) -> Aporte | None:
    """La observación con ese código, escrito con o sin guiones ni mayúsculas."""
    buscado = codigo_escrito(codigo)
    suyas = Aporte.objects.de_estrategia(estrategia).observaciones()
    return suyas.filter(codigo=buscado).first()


def pendientes_para_responder(aporte: Aporte) -> list[str]:
    """Lo que impide responder: una respuesta ya publicada no se cambia."""
    if aporte.version_que_recoge_id:
        return [
            f"La versión {aporte.version_que_recoge.numero} ya publicó esta respuesta: no se cambia."
        ]
    return []


@transaction.atomic
def responder(
    aporte: Aporte,
    *,
    por,
    ahora: datetime,
    respuesta: str,
    decision: str,
    porque: str = "",
    publico: bool = False,
) -> Aporte:
    """Responde una observación y dice si se incorporó.

    Args:
        publico: si la nota de la versión muestra el texto y la respuesta; el nombre y el
            correo no se muestran nunca.

    Raises:
        ValidationError: si ya se publicó la respuesta, o le falta la decisión o el porqué.
    """
    aporte = Aporte.objects.select_for_update(of=("self",)).get(pk=aporte.pk)
    if faltan := pendientes_para_responder(aporte):
        raise ValidationError(faltan)
    aporte.respuesta, aporte.decision = respuesta.strip(), decision
    aporte.porque, aporte.publico = porque.strip(), publico
    aporte.respondido_por, aporte.respondido_en = por, ahora
    aporte.full_clean()
    aporte.save()
    return aporte


@dataclass(frozen=True, kw_only=True)
class Recogida:
    """Una observación como la cuenta la nota de una versión: sin quién la hizo."""

    actividad: str
    texto: str
    respuesta: str
    decision: str
    porque: str


@dataclass(frozen=True, kw_only=True)
class NotaDeObservaciones:
    """Lo que una versión dice de las observaciones: las públicas, y cuántas más hubo."""

    publicas: tuple[Recogida, ...]
    reservadas: int

    @property
    def cuantas(self) -> int:
        """Cuántas se respondieron."""
        return len(self.publicas) + self.reservadas


def nota_de(version: Version) -> NotaDeObservaciones:
    """Las observaciones que esa versión recoge, como las puede leer cualquiera."""
    return notas_de([version])[version.pk]


def notas_de(versiones: Iterable[Version]) -> dict[int, NotaDeObservaciones]:
    """La nota de cada versión, por su clave, en dos consultas."""
    por_version: dict[int, list[Aporte]] = {version.pk: [] for version in versiones}
    recogidas = Aporte.objects.filter(version_que_recoge__in=por_version).exclude(
        respondido_en=None
    )
    # Ni el nombre ni el correo salen de la base de datos hacia una página pública.
    recogidas = list(recogidas.defer("nombre", "correo"))
    nombres = _nombres_en_el_borrador(recogidas)
    for aporte in recogidas:
        por_version[aporte.version_que_recoge_id].append(aporte)
    return {
        clave: NotaDeObservaciones(
            publicas=tuple(
                Recogida(
                    actividad=nombres.get((uno.version_id, uno.actividad_id), ""),
                    texto=uno.texto,
                    respuesta=uno.respuesta,
                    decision=uno.get_decision_display(),
                    porque=uno.porque,
                )
                for uno in aportes
                if uno.publico
            ),
            reservadas=sum(not uno.publico for uno in aportes),
        )
        for clave, aportes in por_version.items()
    }


def _nombres_en_el_borrador(aportes: list[Aporte]) -> dict[tuple[int, int], str]:
    """Cómo se llamaba cada actividad en el texto sobre el que la persona opinó."""
    filas = ActividadPublicada.objects.filter(
        version__in={uno.version_id for uno in aportes},
        version__retirada_en=None,
        actividad__in={uno.actividad_id for uno in aportes if uno.actividad_id},
    )
    return {(una.version_id, una.actividad_id): una.fila.nombre for una in filas}
