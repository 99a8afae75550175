"""Valoraciones: qué opinan de una reunión quienes fueron, sin preguntarles quiénes son.

Tres preguntas de 1 a 5 y un comentario. Se recibe desde que la reunión comienza y hasta
`DIAS_PARA_VALORAR` días después, una vez por aparato. Los resultados son públicos desde que hay
bastantes respuestas para no señalar a nadie; los comentarios, además, cuando alguien los leyó.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cronograma.models import Encuentro
from cronograma.models.encuentro import CON_MOTIVO
from estrategia.texto import sin_controles
from seguimiento.hechos import Satisfaccion
from seguimiento.models import Valoracion

DIAS_PARA_VALORAR = 15
LARGO_DEL_COMENTARIO = 1000
PREGUNTAS = {
    "claridad": "¿La información que recibió fue clara?",
    "escucha": "¿Pudo opinar y lo escucharon?",
    "utilidad": "¿Le fue útil participar?",
}
PALABRAS = {1: "Nada", 2: "Poco", 3: "Más o menos", 4: "Bastante", 5: "Mucho"}


class EstadoDeValoracion(StrEnum):
    """Si una reunión recibe opiniones."""

    POR_ABRIR = "por_abrir"
    ABIERTA = "abierta"
    CERRADA = "cerrada"
    NO_SE_HARA = "no_se_hara"


@dataclass(frozen=True, kw_only=True)
class Resultado:
    """Lo que opinaron: cuántos, las medias, cuántos dijeron cada cosa y los comentarios públicos.

    `distribucion` va por pregunta: cuántas respuestas hubo de 1, de 2… y de 5.
    """

    satisfaccion: Satisfaccion = field(default_factory=Satisfaccion)
    distribucion: dict[str, tuple[int, ...]] = field(default_factory=dict)
    comentarios: tuple[str, ...] = ()
    ultima: datetime | None = None

    @property
    def n(self) -> int:
        """Cuántas respuestas hubo."""
        return self.satisfaccion.respuestas

    @property
    def medias(self) -> dict[str, Fraction | None]:
        """La media exacta de cada pregunta; None si nadie respondió."""
        return {pregunta: getattr(self.satisfaccion, pregunta) for pregunta in PREGUNTAS}

    @property
    def se_puede_publicar(self) -> bool:
        """¿Son bastantes para que no señalen a nadie?"""
        return self.satisfaccion.se_puede_publicar


def estado_de(encuentro: Encuentro, *, ahora: datetime) -> EstadoDeValoracion:
    """Si la reunión recibe opiniones en este momento."""
    if encuentro.estado in CON_MOTIVO:
        return EstadoDeValoracion.NO_SE_HARA
    comienza = datetime.combine(
        encuentro.fecha,
        encuentro.hora_inicio or time.min,
        tzinfo=timezone.get_default_timezone(),
    )
    if ahora < comienza:
        return EstadoDeValoracion.POR_ABRIR
    if timezone.localdate(ahora) > ultimo_dia(encuentro):
        return EstadoDeValoracion.CERRADA
    return EstadoDeValoracion.ABIERTA


def ultimo_dia(encuentro: Encuentro) -> date:
    """Hasta cuándo se recibe, ese día incluido."""
    return encuentro.fecha + timedelta(days=DIAS_PARA_VALORAR)


def se_valora_el(encuentro: Encuentro, hoy: date) -> bool:
    """¿Se puede invitar ese día a opinar? La hora la mira `estado_de`."""
    return encuentro.estado not in CON_MOTIVO and encuentro.fecha <= hoy <= ultimo_dia(encuentro)


def huella_de(encuentro: Encuentro, marca: str) -> str:
    """Lo que se guarda del aparato: un resumen que no se deshace y que cambia en cada reunión."""
    sal = f"valoracion-{encuentro.pk}"
    return salted_hmac(sal, marca, algorithm="sha256").hexdigest()


def ya_valoro(encuentro: Encuentro, marca: str) -> bool:
    """¿Se recibió ya una opinión de ese aparato sobre esa reunión?"""
    huella = huella_de(encuentro, marca)
    return Valoracion.objects.filter(encuentro=encuentro, dispositivo=huella).exists()


def valorar(
    encuentro: Encuentro,
    *,
    claridad: int,
    escucha: int,
    utilidad: int,
    marca: str,
    ahora: datetime,
    comentario: str = "",
) -> Valoracion:
    """Guarda una opinión; desde el mismo aparato, devuelve la que ya estaba sin cambiarla.

    Args:
        marca: lo que identifica al aparato; no se guarda, se resume.

    Raises:
        ValidationError: si no es tiempo de opinar o una respuesta no va de 1 a 5.
    """
    if estado_de(encuentro, ahora=ahora) is not EstadoDeValoracion.ABIERTA:
        raise ValidationError("Esta reunión no recibe opiniones ahora.")
    nueva = Valoracion(
        encuentro=encuentro,
        claridad=claridad,
        escucha=escucha,
        utilidad=utilidad,
        comentario=sin_controles(comentario).strip()[:LARGO_DEL_COMENTARIO],
        dispositivo=huella_de(encuentro, marca),
        creada_en=ahora,
    )
    nueva.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            nueva.save()
    except IntegrityError:
        return _la_que_estaba(nueva)
    return nueva


def _la_que_estaba(nueva: Valoracion) -> Valoracion:
    anterior = Valoracion.objects.filter(
        encuentro=nueva.encuentro, dispositivo=nueva.dispositivo
    ).first()
    if anterior is None:
        raise ValidationError("Cada respuesta va de 1 a 5.")
    return anterior


def moderar(valoracion: Valoracion, *, publicar: bool) -> Valoracion:
    """Publica el comentario o lo reserva. Las respuestas cuentan igual.

    Raises:
        ValidationError: si no dejó comentario.
    """
    if not valoracion.comentario:
        raise ValidationError("Esa persona no dejó comentario.")
    valoracion.comentario_publico = publicar
    valoracion.save(update_fields=["comentario_publico"])
    return valoracion


def resultados(encuentro: Encuentro) -> Resultado:
    """Lo que opinaron de una reunión."""
    return resultados_de([encuentro])[encuentro.pk]


def resultados_de(encuentros: Iterable[Encuentro]) -> dict[int, Resultado]:
    """Lo que opinaron de cada reunión, por su clave; una consulta para todas."""
    filas: dict[int, list[Valoracion]] = {uno.pk: [] for uno in encuentros}
    todas = Valoracion.objects.filter(encuentro__in=list(filas)).order_by("creada_en", "pk")
    for una in todas.defer("dispositivo"):
        filas[una.encuentro_id].append(una)
    return {clave: _resultado(suyas) for clave, suyas in filas.items()}


def _resultado(filas: list[Valoracion]) -> Resultado:
    if not filas:
        return Resultado()
    dichas = {pregunta: [getattr(una, pregunta) for una in filas] for pregunta in PREGUNTAS}
    medias = {pregunta: Fraction(sum(todas), len(todas)) for pregunta, todas in dichas.items()}
    return Resultado(
        satisfaccion=Satisfaccion(respuestas=len(filas), **medias),
        distribucion={
            pregunta: tuple(todas.count(valor) for valor in PALABRAS)
            for pregunta, todas in dichas.items()
        },
        comentarios=tuple(una.comentario for una in filas if una.comentario_publico),
        ultima=max(una.creada_en for una in filas),
    )
