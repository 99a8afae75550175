"""Los valores de una actividad como los trae una fila, y como están en la base: comparables.

De una `Actividad` sale el mismo diccionario que de una fila de la hoja, para decir qué cambia;
y de un diccionario sale una `Fila`, para saber qué se entendió de cada celda sin volver a leer
la base.
"""

from collections.abc import Mapping
from typing import Any

from cronograma.fila import Fila, Nombrado, Responsable
from cronograma.programacion import Programacion

from .catalogos import clave

DIRECTOS = (
    "numero", "nombre", "bloque", "momento", "elemento", "es_participacion", "es_rendicion",
    "accion_gestion", "instrumento", "metas", "objetivo", "tipo_espacio", "presencial", "virtual",
    "metodologia", "fecha_programada", "producto", "presupuesto", "correo", "lugar", "enlace",
    "observaciones",
)  # fmt: skip
DE_CATALOGO = ("alcance", "resultado")
LISTAS = ("grupos", "instancias", "fases")
RELACIONES = (*LISTAS, "dependencias")
TODOS = (*DIRECTOS, *DE_CATALOGO, *RELACIONES)


SI_O_NO = ("es_participacion", "es_rendicion", "presencial", "virtual")
# Los valores de una actividad recién creada, antes de que la hoja diga nada.
EN_BLANCO: dict[str, Any] = (
    dict.fromkeys((*DIRECTOS, *DE_CATALOGO), "")
    | dict.fromkeys(SI_O_NO, False)
    | {campo: [] for campo in RELACIONES}
    | {"extras": {}, "orden": 0}
)


def sumar(antes: Mapping[str, Any], nuevos: Mapping[str, Any]) -> dict[str, Any]:
    """Los valores de antes con lo que la hoja trae; sus columnas propias se agregan a las que había."""
    extras = {**antes.get("extras", {}), **nuevos.get("extras", {})}
    propios = {campo: valor for campo, valor in nuevos.items() if campo in EN_BLANCO}
    return {**{c: v for c, v in antes.items() if c in EN_BLANCO}, **propios, "extras": extras}


def de_actividad(actividad) -> dict[str, Any]:
    """Los valores de una actividad pedida con `completas()`."""
    valores: dict[str, Any] = {campo: getattr(actividad, campo) for campo in DIRECTOS}
    valores["alcance"] = actividad.alcance.texto if actividad.alcance else ""
    valores["resultado"] = actividad.resultado.texto if actividad.resultado else ""
    valores["grupos"] = [grupo.nombre for grupo in actividad.grupos.all()]
    valores["instancias"] = [instancia.nombre for instancia in actividad.instancias.all()]
    valores["fases"] = [fase.codigo for fase in actividad.fases.all()]
    valores["dependencias"] = [
        [una.dependencia.nombre, una.dependencia.sigla] for una in actividad.responsabilidades.all()
    ]
    valores["extras"] = dict(actividad.extras)
    valores["orden"] = actividad.orden
    return valores


def diferencias(nuevos: Mapping[str, Any], actuales: Mapping[str, Any]) -> list[str]:
    """Los campos que la hoja cambiaría. Un campo que la hoja no trae no cambia."""
    distintos = [
        campo
        for campo in TODOS
        if campo in nuevos
        and _comparable(campo, nuevos[campo]) != _comparable(campo, actuales[campo])
    ]
    extras, suyos = nuevos.get("extras", {}), actuales.get("extras", {})
    if any(suyos.get(rotulo) != texto for rotulo, texto in extras.items()):
        distintos.append("extras")
    return distintos


def _comparable(campo: str, valor: Any) -> Any:
    if campo in LISTAS:
        return sorted(clave(uno) for uno in valor)
    if campo == "dependencias":
        return [clave(nombre) for nombre, *_ in valor]
    if campo in DE_CATALOGO:
        return clave(valor)
    return valor.strip() if isinstance(valor, str) else valor


def fila_de(
    valores: Mapping[str, Any],
    programacion: Programacion,
    vigencia: int,
    orden: Mapping[str, Mapping[str, int]],
) -> Fila:
    """La fila que la actividad tendrá una vez guardada.

    Args:
        orden: la posición de cada nombre en su catálogo, como la base los ordena.
    """
    directos = {campo: valores[campo] for campo in DIRECTOS if campo in valores}
    return Fila(
        **directos,
        codigo="",
        vigencia=vigencia,
        programacion=programacion,
        alcance=valores.get("alcance", ""),
        resultado=valores.get("resultado", ""),
        grupos=_ordenados(valores, "grupos", orden),
        instancias=_ordenados(valores, "instancias", orden),
        fases=tuple(Nombrado(codigo, codigo) for codigo in _ordenados(valores, "fases", orden)),
        dependencias=tuple(
            Responsable(nombre, sigla, posicion == 0)
            for posicion, (nombre, sigla) in enumerate(valores.get("dependencias", ()))
        ),
    )


def _ordenados(
    valores: Mapping[str, Any], campo: str, orden: Mapping[str, Mapping[str, int]]
) -> tuple[str, ...]:
    posiciones = orden.get(campo, {})
    return tuple(sorted(valores.get(campo, ()), key=lambda nombre: posiciones.get(nombre, 0)))
