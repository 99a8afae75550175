"""Lo que cualquiera puede leer de los aportes: el texto y la respuesta, nunca quién escribió.

Entra una entidad (o una actividad, o una reunión) y salen valores hechos de lo publicado. El nombre
y el correo no se leen siquiera de la base de datos. De la actividad se dice el nombre con que se
publicó, y solo si sigue publicada.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from cronograma.aportes.reloj import dia_de, plazo_de, propios_de
from cronograma.aportes.usos import USOS, Uso, decision_de
from cronograma.models import ActividadPublicada, Aporte, Encuentro
from cronograma.models.aporte import UsoDeAporte
from cronograma.plazos import PlazoDeRespuesta
from estrategia.models import Entidad
from estrategia.texto import sin_acentos

NO_SE_LEEN = ("nombre", "correo", "codigo", "envio", "consentimiento_finalidad")
EN_LA_LISTA = (UsoDeAporte.PREGUNTA, UsoDeAporte.PROPUESTA)


@dataclass(frozen=True, kw_only=True)
class AportePublico:
    """Un aporte como lo lee cualquiera."""

    numero: int
    uso: Uso
    texto: str
    respuesta: str
    decision: str
    porque: str
    recibido: date
    respondido: date
    dependencia: str
    plazo: PlazoDeRespuesta | None
    cambio: datetime
    actividad: ActividadPublicada | None = None

    @property
    def ancla(self) -> str:
        """Para enlazarlo dentro de la página."""
        return f"aporte-{self.numero}"

    @property
    def asunto(self) -> str:
        """El nombre publicado de la actividad; «» si habla de todo el plan."""
        return self.actividad.fila.nombre if self.actividad else ""

    def dice(self, palabras: Iterable[str]) -> bool:
        """¿Están todas esas palabras, sin tildes, en lo que se lee de él?"""
        partes = (self.texto, self.respuesta, self.porque, self.asunto, self.dependencia)
        todo = sin_acentos(" ".join(partes))
        return all(palabra in todo for palabra in palabras)


def de_la_entidad(entidad: Entidad, *, hoy: date) -> list[AportePublico]:
    """Las preguntas y las propuestas publicadas, de la última respondida a la primera."""
    return _como_publicos(_publicados().de_entidad(entidad).filter(uso__in=EN_LA_LISTA), hoy=hoy)


def de_la_actividad(actividad: int, *, hoy: date) -> list[AportePublico]:
    """Lo publicado sobre una actividad, por su llave; también lo de sus reuniones."""
    return _como_publicos(_publicados().filter(actividad=actividad, uso__in=EN_LA_LISTA), hoy=hoy)


def del_encuentro(encuentro: Encuentro, *, hoy: date) -> list[AportePublico]:
    """Lo publicado sobre una reunión, con los comentarios revisados."""
    return _como_publicos(_publicados().filter(encuentro=encuentro), hoy=hoy)


def cuantas_de(entidad: Entidad) -> int:
    """Cuántas preguntas y propuestas respondidas se pueden leer."""
    suyas = Aporte.objects.publicados().de_entidad(entidad)
    return suyas.filter(uso__in=EN_LA_LISTA).count()


def sin_responder_de(entidad: Entidad) -> int:
    """Cuántas preguntas y propuestas esperan respuesta: se cuentan, no se muestran."""
    suyas = Aporte.objects.de_entidad(entidad).filter(uso__in=EN_LA_LISTA)
    return suyas.sin_responder().count()


def _publicados() -> QuerySet:
    con_todo = Aporte.objects.publicados().exclude(uso=UsoDeAporte.OBSERVACION)
    return con_todo.select_related("dependencia", "estrategia__entidad").defer(*NO_SE_LEEN)


def _como_publicos(aportes: QuerySet, *, hoy: date) -> list[AportePublico]:
    leidos = list(aportes.order_by("-respondido_en", "-pk"))
    if not leidos:
        return []
    propios = propios_de(leidos[0].estrategia.entidad)
    filas = _en_vigor(leidos)
    return [
        AportePublico(
            numero=uno.pk,
            uso=USOS[uno.uso],
            texto=uno.texto_publico or uno.texto,
            respuesta=uno.respuesta,
            decision=decision_de(uno),
            porque=uno.porque,
            recibido=dia_de(uno.recibido_en),
            respondido=dia_de(uno.respondido_en),
            dependencia=uno.dependencia.nombre if uno.dependencia else "",
            plazo=plazo_de(uno, hoy=hoy, propios=propios),
            cambio=uno.respondido_en,
            actividad=filas.get(uno.actividad_id),
        )
        for uno in leidos
    ]


def _en_vigor(aportes: list[Aporte]) -> dict[int, ActividadPublicada]:
    """La fila publicada de cada actividad de la que se habla; una consulta."""
    filas = ActividadPublicada.objects.publicas().filter(
        actividad__in={uno.actividad_id for uno in aportes if uno.actividad_id}
    )
    return {una.actividad_id: una for una in filas.select_related("version__estrategia")}
