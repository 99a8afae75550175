"""Plan: una estrategia como valor, con sus actividades, para revisarla entera.

Lo hacen `problemas` y `cobertura` desde las filas de trabajo o desde las congeladas de una
versión; las reglas no distinguen. Dice además qué pide el formato de la entidad, qué fases
recorre y si rinde cuentas. Sala pura: no consulta la base de datos ni mira el reloj.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cronograma.fila import Fila
from cronograma.formatos import FORMATOS
from estrategia.catalogos import FASES, Ciclo, FaseDeCiclo, Momento, TipoEstrategia
from estrategia.texto import sin_acentos

RENDICION_DE_CUENTAS = "rendicion de cuentas"


class Publicado(NamedTuple):
    """La primera publicación del plan; sin fecha, el documento no dice cuándo fue."""

    el: date | None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Lo que se revisa de una estrategia, tal como está el día `hoy`.

    `formato` es el nombre del formato oficial, vacío si la entidad no usa ninguno.
    `instancias` son las de la entidad, invitadas o no. Sin `publicado`, no es público. Sin
    `hoy` no se revisa lo que depende del día.
    """

    vigencia: int
    tipo: str
    filas: tuple[Fila, ...]
    formato: str = ""
    instancias: tuple[str, ...] = ()
    publicado: Publicado | None = None
    hoy: date | None = None

    def pide(self, *campos: str) -> bool:
        """¿El formato tiene columna para alguno de esos campos? Sin formato, los pide todos."""
        formato = FORMATOS.get(self.formato)
        return formato is None or any(una.campo in campos for una in formato.columnas)

    def ignora(self, *campos: str, tiene: Callable[[Fila], object]) -> bool:
        """¿El formato no pide ese dato y ninguna actividad lo trae?

        Entonces la falta se dice una vez, del plan, y no una por actividad.
        """
        return not self.pide(*campos) and not any(tiene(fila) for fila in self.filas)

    def fases_que_recorre(self) -> tuple[FaseDeCiclo, ...]:
        """Las fases de los ciclos que el formato marca o que alguna actividad usa."""
        ciclos = self._ciclos_del_formato() | _ciclos_de(
            fase.codigo for fila in self.filas for fase in fila.fases
        )
        ciclos = ciclos or {Ciclo.MURC if self.tipo == TipoEstrategia.RENDICION else Ciclo.MIPG}
        return tuple(fase for fase in FASES if fase.ciclo in ciclos)

    def _ciclos_del_formato(self) -> set[Ciclo]:
        formato = FORMATOS.get(self.formato)
        columnas = formato.columnas if formato else ()
        return _ciclos_de(una.detalle for una in columnas if una.campo == "fases")

    def rinde_cuentas(self) -> bool:
        """¿Es, del todo o en parte, una estrategia de rendición de cuentas?

        Lo dice su tipo, la marca de una actividad, o que alguna la nombre: un plan de
        participación que programa la audiencia también rinde cuentas.
        """
        if self.tipo in {TipoEstrategia.RENDICION, TipoEstrategia.COMBINADA}:
            return True
        return any(self.es_de_rendicion(fila) for fila in self.filas)

    def es_de_rendicion(self, fila: Fila) -> bool:
        """¿La actividad es de rendición de cuentas? La marca manda donde el formato la pide."""
        if fila.es_rendicion or self.pide("es_rendicion"):
            return fila.es_rendicion
        return RENDICION_DE_CUENTAS in sin_acentos(fila.nombre)


def es_interna(fila: Fila) -> bool:
    """¿Es una acción interna previa, que la entidad hace sin invitar a nadie?"""
    return fila.momento == Momento.INTERNA


def _ciclos_de(codigos: Iterable[str]) -> set[Ciclo]:
    propios = set(codigos)
    return {fase.ciclo for fase in FASES if fase.codigo in propios}
