"""Los pasos de un aporte como los ve quien los da: cuáles puede, qué piden y qué dicen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cronograma.admin import formularios_de_aporte as formularios
from cronograma.aportes import quien, tramite
from cronograma.aportes.estado import EstadoDeAporte, estado_de
from cronograma.aportes.usos import ABIERTOS
from cronograma.models import Aporte
from cronograma.models.aporte import UsoDeAporte


@dataclass(frozen=True, kw_only=True)
class PasoDeAporte:
    """Un verbo de `tramite` con su pantalla."""

    verbo: str
    titulo: str
    explicacion: str
    boton: str
    hecho: str
    formulario: type[formularios.DePaso]
    le_toca: Callable[..., bool]
    cabe: Callable[[Aporte], bool]

    def puede(self, usuario, aporte: Aporte, *, hoy: date) -> bool:
        """¿Le toca a esa persona y tiene sentido hoy?"""
        return (
            aporte.uso in ABIERTOS and self.le_toca(usuario, aporte, hoy=hoy) and self.cabe(aporte)
        )

    def dar(self, aporte: Aporte, datos: dict[str, Any], *, por, ahora: datetime) -> None:
        """Lo hace.

        Raises:
            ValidationError: si entre tanto dejó de tener sentido, o falta algo.
        """
        getattr(tramite, self.verbo)(aporte, por=por, ahora=ahora, **datos)


def _se_tramita(aporte: Aporte) -> bool:
    return not tramite.pendientes_para_tramitar(aporte)


def _espera_aprobacion(aporte: Aporte) -> bool:
    return estado_de(aporte) is EstadoDeAporte.POR_APROBAR


def _respondido(aporte: Aporte) -> bool:
    return aporte.respondido_en is not None


PASOS: tuple[PasoDeAporte, ...] = (
    PasoDeAporte(
        verbo="aprobar",
        titulo="Aprobar la respuesta",
        explicacion="Desde ahora es la respuesta de la entidad, y se le envía a quien escribió.",
        boton="Aprobar y responder",
        hecho="Quedó respondida.",
        formulario=formularios.DeAprobacion,
        le_toca=quien.puede_aprobar,
        cabe=_espera_aprobacion,
    ),
    PasoDeAporte(
        verbo="devolver",
        titulo="Devolver la respuesta",
        explicacion="Vuelve a quien la redactó, con lo que hay que cambiar.",
        boton="Devolver",
        hecho="Se devolvió a quien la redactó.",
        formulario=formularios.DeNotaObligatoria,
        le_toca=quien.puede_aprobar,
        cabe=_espera_aprobacion,
    ),
    PasoDeAporte(
        verbo="asignar",
        titulo="Asignar a una dependencia",
        explicacion="Desde ahora lo ve y lo responde esa dependencia.",
        boton="Asignar",
        hecho="Quedó asignada.",
        formulario=formularios.DeAsignacion,
        le_toca=quien.puede_coordinar,
        cabe=_se_tramita,
    ),
    PasoDeAporte(
        verbo="trasladar",
        titulo="Trasladar a PQRSD",
        explicacion=(
            "Es una petición, una queja o un trámite: sigue por ese canal, con su número. Aquí ya "
            "no se debe nada y se le dice a quien escribió."
        ),
        boton="Trasladar",
        hecho="Quedó trasladada a PQRSD.",
        formulario=formularios.DeTraslado,
        le_toca=quien.puede_coordinar,
        cabe=_se_tramita,
    ),
    PasoDeAporte(
        verbo="publicar",
        titulo="Publicar",
        explicacion="Cualquiera podrá leer lo escrito y la respuesta, sin saber quién escribió.",
        boton="Publicar",
        hecho="Ya se puede leer en la página de la entidad.",
        formulario=formularios.DeTextoPublico,
        le_toca=quien.puede_coordinar,
        cabe=lambda aporte: _respondido(aporte) and not aporte.publico,
    ),
    PasoDeAporte(
        verbo="ocultar",
        titulo="Dejar de publicar",
        explicacion="Ya nadie lo lee en la página; quien escribió sí, con su código.",
        boton="Dejar de publicar",
        hecho="Ya no está en la página.",
        formulario=formularios.DeNotaObligatoria,
        le_toca=quien.puede_coordinar,
        cabe=lambda aporte: _respondido(aporte) and aporte.publico,
    ),
    PasoDeAporte(
        verbo="corregir",
        titulo="Corregir la respuesta",
        explicacion=(
            "Cambia lo que se respondió; lo que decía queda anotado. La fecha de la primera "
            "respuesta no cambia."
        ),
        boton="Corregir",
        hecho="Quedó corregida.",
        formulario=formularios.DeCorreccion,
        le_toca=quien.puede_coordinar,
        cabe=lambda aporte: _respondido(aporte) and aporte.uso != UsoDeAporte.COMENTARIO,
    ),
)
POR_VERBO = {paso.verbo: paso for paso in PASOS}


def posibles(usuario, aporte: Aporte, *, hoy: date) -> list[PasoDeAporte]:
    """Los pasos que esa persona puede dar hoy con ese aporte."""
    return [paso for paso in PASOS if paso.puede(usuario, aporte, hoy=hoy)]
