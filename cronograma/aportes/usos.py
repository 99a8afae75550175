"""Qué se debe a quien escribe, según para qué escribió: una declaración por uso.

Es la tabla de `docs/aportes.md`, y una prueba compara las dos renglón por renglón. De aquí salen el
plazo, lo que el formulario promete y si hay algo que decidir.
"""

from dataclasses import dataclass

from cronograma.models.aporte import CON_DECISION, DecisionDeAporte, UsoDeAporte
from cronograma.plazos import DIAS_DE_RESPUESTA


@dataclass(frozen=True, kw_only=True)
class Uso:
    """Un uso y lo que obliga.

    Attributes:
        se_debe: qué respuesta se debe; «» si ninguna.
        dias: los días hábiles que hay; None si ninguna norma pone plazo.
        efecto: qué pasa con lo que se responde.
        publico: qué puede leer cualquiera, y cuándo.
        norma: de dónde sale.
    """

    codigo: UsoDeAporte
    se_debe: str
    dias: int | None
    efecto: str
    publico: str
    norma: str

    @property
    def nombre(self) -> str:
        """Como lo llama una persona."""
        return self.codigo.label

    @property
    def con_decision(self) -> bool:
        """¿Hay que decir si se acoge?"""
        return self.codigo in CON_DECISION


_TODOS = (
    Uso(
        codigo=UsoDeAporte.OBSERVACION,
        se_debe="Respuesta, y si se incorporó y por qué",
        dias=None,
        efecto="Sin responderlas todas no se publica la versión",
        publico="En la nota de la versión, si quien responde lo autoriza",
        norma="Ley 1757 de 2015, art. 104 f; procedimiento, paso 6",
    ),
    Uso(
        codigo=UsoDeAporte.PREGUNTA,
        se_debe="Respuesta escrita",
        dias=DIAS_DE_RESPUESTA,
        efecto="Queda respondida a tiempo o tarde, y cuenta en la evaluación",
        publico="Pregunta y respuesta, cuando se responde y se autoriza",
        norma="Ley 1757 de 2015, art. 56 f",
    ),
    Uso(
        codigo=UsoDeAporte.PROPUESTA,
        se_debe="Concepto: acogida, en parte o no, y por qué",
        dias=DIAS_DE_RESPUESTA,
        efecto="Si se acoge, el tema entra en la rendición de cuentas",
        publico="Propuesta y concepto, cuando se responde y se autoriza",
        norma="Ley 1757 de 2015, art. 104 f; Ley 1755 de 2015, art. 14",
    ),
    Uso(
        codigo=UsoDeAporte.COMENTARIO,
        se_debe="",
        dias=None,
        efecto="Ninguno: se revisa y se publica o no",
        publico="En la página de la reunión, si se revisó y se publica",
        norma="Ninguna lo obliga",
    ),
)
USOS: dict[str, Uso] = {uso.codigo: uso for uso in _TODOS}
# Los que alguien puede escribir cuando quiera; las observaciones, solo a un borrador abierto.
ABIERTOS = (UsoDeAporte.PREGUNTA, UsoDeAporte.PROPUESTA, UsoDeAporte.COMENTARIO)
CON_RELOJ = tuple(uso.codigo for uso in _TODOS if uso.dias)

# De un tema se dice que se acoge; de una observación, que se incorpora al documento.
DECISION_SOBRE_UN_TEMA = {
    DecisionDeAporte.INCORPORADA: "Acogida",
    DecisionDeAporte.PARCIALMENTE: "Acogida en parte",
    DecisionDeAporte.NO: "No acogida",
}


def decision_de(aporte) -> str:
    """La decisión con la palabra que corresponde a su uso; «» si no hay nada que decidir."""
    if aporte.uso == UsoDeAporte.PROPUESTA and aporte.decision:
        return DECISION_SOBRE_UN_TEMA[aporte.decision]
    return aporte.get_decision_display()
