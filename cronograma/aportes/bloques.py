"""Las preguntas y respuestas dentro de otras páginas: la reunión, la actividad y la entidad.

Ítem 6.2.5 f del ITA: las preguntas y respuestas de los eventos de diálogo.
"""

from datetime import date

from cronograma.aportes import publicos
from cronograma.aportes.asuntos import ACTIVIDAD, ENCUENTRO
from cronograma.aportes.publicos import AportePublico
from cronograma.bloques import Bloque, registrar
from cronograma.models import ActividadPublicada, Encuentro, Version
from cronograma.models.aporte import UsoDeAporte
from cronograma.models.encuentro import EstadoEncuentro
from cronograma.plazos import DIAS_DE_RESPUESTA
from estrategia.models import Entidad

CUANTAS = 5
ORDEN = 40
TITULO = "Preguntas y respuestas"
PLANTILLA = "cronograma/preguntas/_bloque.html"


def registrar_bloques() -> None:
    """Pone los tres bloques. Se llama al arrancar."""
    registrar("encuentro", en_el_encuentro)
    registrar("actividad", en_la_actividad)
    registrar("entidad", en_la_entidad)


def en_el_encuentro(encuentro: Encuentro, hoy: date) -> list[Bloque]:
    """Lo publicado sobre la reunión, con sus comentarios, y cómo preguntar sobre ella."""
    publicados = publicos.del_encuentro(encuentro, hoy=hoy)
    cancelado = encuentro.estado == EstadoEncuentro.CANCELADO
    se_pregunta = not cancelado and _se_pregunta(encuentro.actividad_id)
    sobre = f"{ENCUENTRO}-{encuentro.pk}" if se_pregunta else ""
    entidad = encuentro.actividad.estrategia.entidad
    return _bloque(entidad, publicados, sobre, que="esta reunión o evento", comenta=True)


def en_la_actividad(publicada: ActividadPublicada, hoy: date) -> list[Bloque]:
    """Lo publicado sobre la actividad y sus reuniones, y cómo preguntar sobre ella."""
    actividad = publicada.actividad_id
    publicados = publicos.de_la_actividad(actividad, hoy=hoy)
    sobre = f"{ACTIVIDAD}-{actividad}" if _se_pregunta(actividad) else ""
    entidad = publicada.version.estrategia.entidad
    return _bloque(entidad, publicados, sobre, que="esta actividad")


def en_la_entidad(entidad: Entidad, hoy: date) -> list[Bloque]:
    """Cómo preguntar y proponer temas, y cuántas respuestas hay para leer."""
    publicadas = publicos.cuantas_de(entidad)
    contexto = {"entidad": entidad, "publicadas": publicadas, "dias": DIAS_DE_RESPUESTA}
    return [
        Bloque(
            titulo="Pregunte, proponga, comente",
            plantilla="cronograma/preguntas/_en_la_entidad.html",
            contexto=contexto,
            ancla="preguntas",
            orden=ORDEN,
        )
    ]


def _se_pregunta(actividad: int) -> bool:
    en_vigor = Version.objects.en_vigor()
    return ActividadPublicada.objects.filter(version__in=en_vigor, actividad=actividad).exists()


def _bloque(
    entidad: Entidad,
    publicados: list[AportePublico],
    sobre: str,
    *,
    que: str,
    comenta: bool = False,
) -> list[Bloque]:
    if not publicados and not sobre:
        return []
    respuestas = [uno for uno in publicados if uno.uso.codigo != UsoDeAporte.COMENTARIO]
    contexto = {
        "entidad": entidad,
        "respuestas": respuestas[:CUANTAS],
        "mas": max(len(respuestas) - CUANTAS, 0),
        "comentarios": [uno for uno in publicados if uno.uso.codigo == UsoDeAporte.COMENTARIO],
        "sobre": sobre,
        "que": que,
        "comenta": comenta and bool(sobre),
    }
    cambio = max((uno.cambio for uno in publicados), default=None)
    return [
        Bloque(
            titulo=TITULO,
            plantilla=PLANTILLA,
            contexto=contexto,
            ancla="preguntas",
            cambio=cambio,
            orden=ORDEN,
        )
    ]
