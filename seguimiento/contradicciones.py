"""Contradicciones: dos cosas dichas de una actividad que no pueden ser ciertas a la vez.

Entran las líneas de un corte y los encuentros; sale una `Contradiccion` por cada choque, con una
frase que dice qué choca con qué. No corrige ni acusa: señala por dónde empezar a mirar. Otra regla
es una función aquí, un `CodigoDeContradiccion`, una línea en `REGLAS` y otra en
`docs/indicadores.md`. Sala pura.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from cronograma.problemas.valores import corto
from estrategia.texto import sin_acentos

from .avance import TODO, como_porcentaje, parte
from .hechos import CodigoDeContradiccion, Contradiccion, Espacio, LineaEvaluada

CIEN = 100
AL_CIEN = f"se reportó al {como_porcentaje(TODO)}"
EN_CERO = f"se reportó en {como_porcentaje(Fraction(0))}"
# Lo que escribe una oficina cuando no hizo algo, ya sin tildes ni mayúsculas.
_NO_SE_HIZO = re.compile(
    r"\bno (?:se )?(?:ha |han |pudo |alcanzo a )?(?:sido )?"
    r"(?:realiz|hizo|hecho|hacer|ejecut|efectu|llev[oa]|cumpli|adelant|avanz|desarroll)"
    r"|\bsin (?:realizar|ejecutar|efectuar|iniciar)\b|\bno realizad[oa]s?\b"
)

Espacios = Sequence[Espacio]


def todo_sin_evidencia(una: LineaEvaluada, _: Espacios) -> Iterable[str]:
    if _dice_todo(una) and not una.tiene_evidencia:
        yield f"{AL_CIEN} y no tiene ninguna evidencia."


def evidencia_con_cero(una: LineaEvaluada, _: Espacios) -> Iterable[str]:
    if una.linea.reportado == 0 and una.tiene_evidencia:
        cuantas = len(una.soportes)
        yield f"{EN_CERO} y tiene {cuantas} evidencia{'s' if cuantas > 1 else ''}."


def todo_y_no_se_realizo(una: LineaEvaluada, _: Espacios) -> Iterable[str]:
    dicho = _NO_SE_HIZO.search(sin_acentos(una.observacion))
    if _dice_todo(una) and dicho:
        yield f"{AL_CIEN} y su observación dice «{corto(una.observacion)}»."


def cero_con_encuentros(una: LineaEvaluada, espacios: Espacios) -> Iterable[str]:
    if una.linea.reportado == 0 and (hechos := _realizados(espacios)):
        yield f"{EN_CERO} y tiene realizado el {_nombrar(hechos[0])}."


def todo_sin_los_encuentros(una: LineaEvaluada, espacios: Espacios) -> Iterable[str]:
    """Solo mira las que llevan encuentros en la agenda: un informe no se hace con reuniones."""
    esperados, hechos = una.linea.encuentros_esperados or 0, len(_realizados(espacios))
    if _dice_todo(una) and espacios and hechos < esperados:
        yield f"{AL_CIEN} con {hechos} de {esperados} encuentros realizados."


def baja_sin_razon(una: LineaEvaluada, _: Espacios) -> Iterable[str]:
    antes, ahora = una.linea.anterior, una.linea.reportado
    if antes is not None and ahora is not None and ahora < antes and not una.por_que_baja:
        yield f"bajó de {_escrito(antes)} a {_escrito(ahora)} sin decir por qué."


def realizado_sin_formato(una: LineaEvaluada, espacios: Espacios) -> Iterable[str]:
    if _dice_todo(una):
        for uno in _realizados(espacios):
            if not uno.formato_entregado:
                yield f"{AL_CIEN} y falta el formato interno de su {_nombrar(uno)}."


def realizado_antes_de_convocar(_: LineaEvaluada, espacios: Espacios) -> Iterable[str]:
    for uno in _realizados(espacios):
        if uno.convocado_el and uno.fecha < uno.convocado_el:
            yield f"realizó el {_nombrar(uno)} antes de convocarlo ({uno.convocado_el:%d/%m/%Y})."


def enlace_que_no_responde(una: LineaEvaluada, _: Espacios) -> Iterable[str]:
    for soporte in una.soportes:
        if soporte.salud == "no_responde":
            yield f"se apoya en «{corto(soporte.titulo)}», una dirección que no responde."


def control_no_hallo_evidencia(una: LineaEvaluada, _: Espacios) -> Iterable[str]:
    aceptado = una.linea.aceptado
    if una.hay_evidencia is False and aceptado:
        yield f"se aceptó en {_escrito(aceptado)} y control interno no encontró evidencia."


REGLAS: dict[CodigoDeContradiccion, Callable[[LineaEvaluada, Espacios], Iterable[str]]] = {
    CodigoDeContradiccion.TODO_SIN_EVIDENCIA: todo_sin_evidencia,
    CodigoDeContradiccion.EVIDENCIA_CON_CERO: evidencia_con_cero,
    CodigoDeContradiccion.TODO_Y_NO_SE_REALIZO: todo_y_no_se_realizo,
    CodigoDeContradiccion.CERO_CON_ENCUENTROS: cero_con_encuentros,
    CodigoDeContradiccion.TODO_SIN_LOS_ENCUENTROS: todo_sin_los_encuentros,
    CodigoDeContradiccion.BAJA_SIN_RAZON: baja_sin_razon,
    CodigoDeContradiccion.REALIZADO_SIN_FORMATO: realizado_sin_formato,
    CodigoDeContradiccion.REALIZADO_ANTES_DE_CONVOCAR: realizado_antes_de_convocar,
    CodigoDeContradiccion.ENLACE_QUE_NO_RESPONDE: enlace_que_no_responde,
    CodigoDeContradiccion.CONTROL_NO_HALLO_EVIDENCIA: control_no_hallo_evidencia,
}


def buscar(
    lineas: Iterable[LineaEvaluada], espacios: Iterable[Espacio] = ()
) -> tuple[Contradiccion, ...]:
    """Todas las contradicciones, en el orden de las líneas y, en cada una, en el de las reglas.

    Args:
        espacios: los encuentros de todas; cada uno se mira con su actividad, por el código.
    """
    de_cada: dict[str, list[Espacio]] = {}
    for uno in espacios:
        de_cada.setdefault(uno.actividad, []).append(uno)
    return tuple(
        Contradiccion(
            codigo=codigo,
            texto=f"La actividad {_como_se_llama(una)} {que}",
            actividad=una.linea.codigo,
            que=que,
            clave=una.linea.clave,
        )
        for una in lineas
        for codigo, regla in REGLAS.items()
        for que in regla(una, de_cada.get(una.linea.codigo, []))
    )


def _dice_todo(una: LineaEvaluada) -> bool:
    return una.linea.reportado is not None and una.linea.reportado >= CIEN


def _realizados(espacios: Espacios) -> list[Espacio]:
    return [uno for uno in espacios if uno.se_realizo]


def _nombrar(uno: Espacio) -> str:
    nombre = f"«{corto(uno.nombre)}» " if uno.nombre else ""
    return f"encuentro {nombre}del {uno.fecha:%d/%m/%Y}"


def _como_se_llama(una: LineaEvaluada) -> str:
    linea = una.linea
    nombre = corto(linea.nombre)
    return f"{linea.numero} («{nombre}»)" if linea.numero else f"«{nombre}» (código {linea.codigo})"


def _escrito(porcentaje: Decimal) -> str:
    return como_porcentaje(parte(porcentaje))
