"""Buscar en lo publicado: lo que la dirección pide de la lista de preguntas y respuestas.

Entra la consulta de la dirección y los aportes publicados; salen los que la cumplen y, de lo que no
se entiende, una frase. Un valor que no existe se dice: nunca se devuelve una lista vacía en
silencio.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from cronograma.aportes.publicos import EN_LA_LISTA, AportePublico
from cronograma.models.aporte import UsoDeAporte
from estrategia.texto import sin_acentos

LARGO_DE_BUSQUEDA = 200
CLASES = {
    UsoDeAporte.PREGUNTA.value: "Preguntas",
    UsoDeAporte.PROPUESTA.value: "Propuestas de tema",
}
ESTADOS = {"a_tiempo": "Respondidas a tiempo", "tarde": "Respondidas tarde"}
PROPIOS = ("q", "clase", "anio", "estado", "actividad", "pagina")


@dataclass(frozen=True, kw_only=True)
class Consulta:
    """Lo pedido, lo que queda y lo que no se entendió."""

    q: str = ""
    clase: str = ""
    anio: str = ""
    estado: str = ""
    actividad: str = ""
    reparos: tuple[str, ...] = ()
    quedan: tuple[AportePublico, ...] = ()
    anios: tuple[int, ...] = ()

    @property
    def esta_puesta(self) -> bool:
        """¿Se pidió algo?"""
        return any((self.q, self.clase, self.anio, self.estado, self.actividad))

    @property
    def direccion(self) -> str:
        """Lo mismo, para la dirección de otra página de la lista; «» si no se pidió nada."""
        puestos = {campo: getattr(self, campo) for campo in PROPIOS[:-1] if getattr(self, campo)}
        return f"&{urlencode(puestos)}" if puestos else ""


def consultar(publicados: list[AportePublico], pedido: Mapping[str, str]) -> Consulta:
    """Los publicados que cumplen lo pedido."""
    puesto = {campo: pedido.get(campo, "").strip() for campo in PROPIOS[:-1]}
    puesto["q"] = puesto["q"][:LARGO_DE_BUSQUEDA]
    anios = tuple(sorted({uno.recibido.year for uno in publicados}, reverse=True))
    reparos = tuple(_reparos(puesto, anios))
    quedan = () if reparos else tuple(uno for uno in publicados if _cumple(uno, puesto))
    return Consulta(**puesto, reparos=reparos, quedan=quedan, anios=anios)


def _reparos(puesto: Mapping[str, str], anios: tuple[int, ...]):
    if puesto["clase"] and puesto["clase"] not in EN_LA_LISTA:
        yield f"No hay una clase «{puesto['clase']}»: son pregunta o propuesta."
    if puesto["estado"] and puesto["estado"] not in ESTADOS:
        yield f"No hay un estado «{puesto['estado']}»: son a_tiempo o tarde."
    if puesto["anio"] and puesto["anio"] not in {str(anio) for anio in anios}:
        yield f"No hay preguntas publicadas del año «{puesto['anio']}»."
    if puesto["actividad"] and not puesto["actividad"].isdecimal():
        yield f"No hay una actividad «{puesto['actividad']}»."


def _cumple(uno: AportePublico, puesto: Mapping[str, str]) -> bool:
    palabras = sin_acentos(puesto["q"]).split()
    return (
        puesto["clase"] in {"", uno.uso.codigo}
        and puesto["anio"] in {"", str(uno.recibido.year)}
        and puesto["estado"] in {"", estado_publico(uno)}
        and puesto["actividad"] in {"", str(uno.actividad.actividad_id if uno.actividad else "")}
        and uno.dice(palabras)
    )


def estado_publico(uno: AportePublico) -> str:
    """«a_tiempo» o «tarde»; «» si no tenía plazo."""
    if uno.plazo is None:
        return ""
    return "a_tiempo" if uno.plazo.a_tiempo else "tarde"
