"""Frases: de la serie de piezas a una programación.

Entra la serie que dejó la gramática («desde FECHA hasta FECHA», «CADENCIA entre MES y MES»); sale la
`Programacion`, o `FechaImposible` si la fecha no existe, o nada si la serie no es una frase conocida. La
tabla `FRASES` dice qué series se entienden. Aquí se completa el año que falta y se anota todo supuesto.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from cronograma.fechas.armado import (
    anotar,
    programar_intervalos,
    programar_lista,
    programar_rango,
    programar_unidad,
)
from cronograma.fechas.patrones import compilar
from cronograma.fechas.piezas import FechaImposible, Pieza, Unidad
from cronograma.fechas.significado import Programacion, Tipo
from cronograma.fechas.unidades import unidad_de_periodo
from cronograma.periodos import ultimo_dia

TIEMPOS = frozenset({"FECHA", "MES", "PERIODO", "ANIO", "TRAMO"})
CONECTORES = frozenset({"a", "y", "-", "o", ":", "entre"})


@dataclass(frozen=True)
class Contexto:
    """La vigencia del plan y el año que toma lo que no dice año (el de la celda, si lo dice)."""

    vigencia: int
    anio: int


class Frase(NamedTuple):
    patron: str
    significado: Callable[[Sequence[Pieza], Contexto], Programacion]


# --- Significados -------------------------------------------------------------------------------------


def una(piezas: Sequence[Pieza], contexto: Contexto) -> Programacion:
    """Una sola unidad: un día, un mes, un trimestre, el año."""
    return programar_unidad(_unidades(piezas)[0])


def al(piezas: Sequence[Pieza], contexto: Contexto) -> Programacion:
    """«Al 30 de junio»: la fecha, aunque también puede ser el plazo."""
    return anotar(una(piezas, contexto), "Dice «a» o «al»: también puede leerse como «hasta».")


def rango(piezas: Sequence[Pieza], contexto: Contexto) -> Programacion:
    """«Del 3 al 7 de marzo», «enero a marzo», «I a III trimestre»."""
    primera, ultima = _unidades(piezas)
    con_guion = any(pieza.nombre == "-" for pieza in piezas)
    return programar_rango(primera, ultima, con_guion=con_guion)


def desde(piezas: Sequence[Pieza], contexto: Contexto) -> Programacion:
    """«A partir de marzo»: hasta el último día de la vigencia."""
    inicio, _ = _unidades(piezas)[0].limites()
    fin = ultimo_dia(max(contexto.anio, inicio.year), 12)
    nota = "Sólo dice el inicio: se tomó hasta el último día del año."
    return Programacion(tipo=Tipo.RANGO, inicio=inicio, fin=fin, notas=(nota,))


def hasta(piezas: Sequence[Pieza], contexto: Contexto) -> Programacion:
    """«A más tardar el 30 de junio»: desde el primer día de la vigencia."""
    _, fin = _unidades(piezas)[0].limites()
    inicio = date(min(contexto.anio, fin.year), 1, 1)
    nota = "Sólo dice el fin: se tomó desde el primer día del año."
    return Programacion(tipo=Tipo.RANGO, inicio=inicio, fin=fin, notas=(nota,))


def lista(piezas: Sequence[Pieza], contexto: Contexto) -> Programacion:
    """«Marzo, junio y noviembre», «16 de abril y 30 de septiembre», «trimestres 1 y 3»."""
    unidades, notas = _sin_las_que_contienen_a_otra(_unidades(piezas))
    leida = anotar(programar_lista(unidades), *notas)
    inicios = [unidad.limites()[0] for unidad in unidades]
    if inicios == sorted(inicios) or not any(unidad.anio_supuesto for unidad in unidades):
        return leida
    return anotar(leida, "No va en orden: compruebe que todo sea del mismo año.")


def _sin_las_que_contienen_a_otra(unidades: list[Unidad]) -> tuple[list[Unidad], tuple[str, ...]]:
    """«Primer semestre: 30 de junio» dice lo mismo dos veces: manda lo más preciso."""
    intervalos = [unidad.limites() for unidad in unidades]
    precisas = [
        unidad
        for unidad, (inicio, fin) in zip(unidades, intervalos, strict=True)
        if not any(inicio <= a and b <= fin and (inicio, fin) != (a, b) for a, b in intervalos)
    ]
    if len(precisas) == len(unidades):
        return unidades, ()
    return precisas, ("Dice un periodo y una fecha dentro de él: se tomó la fecha.",)


def alternativas(piezas: Sequence[Pieza], contexto: Contexto) -> Programacion:
    return anotar(
        lista(piezas, contexto), "Dice «o»: no se sabe cuál de las dos; se tomaron ambas."
    )


def dos_seguidas(piezas: Sequence[Pieza], contexto: Contexto) -> Programacion:
    """Dos líneas en la celda: dos días, aunque también pueden ser el inicio y el fin."""
    leida = lista(piezas, contexto)
    nota = "Dos fechas sin nada que las una: se leyeron dos días; si es un intervalo, escriba «a»."
    return anotar(leida, nota) if leida.fechas else leida


def varios_tramos(piezas: Sequence[Pieza], contexto: Contexto) -> Programacion:
    """«Febrero a abril y agosto a octubre», «enero - marzo, junio»: cada tramo por su lado."""
    unidades: list[list[Unidad]] = []
    une = False
    for pieza in piezas:
        if isinstance(pieza.valor, Unidad):
            if une:
                unidades[-1].append(pieza.valor)
            else:
                unidades.append([pieza.valor])
        une = pieza.nombre in {"a", "-", "hasta"}
    return _unir_tramos(unidades)


def varios_entre(piezas: Sequence[Pieza], contexto: Contexto) -> Programacion:
    """«Entre febrero y abril y entre agosto y octubre»: las unidades van por pares."""
    unidades = _unidades(piezas)
    return _unir_tramos([unidades[i : i + 2] for i in range(0, len(unidades), 2)])


def _unir_tramos(unidades: Sequence[Sequence[Unidad]]) -> Programacion:
    """Cada tramo va del comienzo de su primera unidad al fin de la última."""
    tramos = [(tramo[0].limites()[0], tramo[-1].limites()[1]) for tramo in unidades]
    if any(inicio > fin for inicio, fin in tramos):
        raise FechaImposible("El fin es anterior al inicio: revise las fechas.")
    leida = programar_intervalos(tramos)
    if _se_contradicen(tramos):
        return anotar(leida, "Dice dos intervalos que se cruzan y no coinciden: se tomaron ambos.")
    return leida


def _se_contradicen(tramos: Sequence[tuple[date, date]]) -> bool:
    """«1er cuatrimestre (enero - marzo)»: uno de los dos está mal escrito."""
    distintos = sorted(set(tramos))
    return any(otro[0] <= uno[1] for uno, otro in pairwise(distintos))


# Qué series de piezas se entienden, en el lenguaje de `patrones`. T es cualquier unidad de calendario.
FRASES = (
    Frase("<T>", una),
    Frase("desde? <T> a|hasta|- <T>", rango),
    Frase("desde <T> y hasta <T>", rango),
    Frase("entre <T> y|a|- <T>", rango),
    Frase("desde <T>", desde),
    Frase("desde? <T> adelante", desde),
    Frase("hasta <T>", hasta),
    Frase("a <T>", al),
    Frase("<T> <T>", dos_seguidas),
    Frase("<T> <T> <T>+", lista),
    Frase("a? <T> ( y|… y|…* a? <T> )+", lista),
    Frase("<T> - <T> ( - <T> )+", lista),
    Frase("entre? <T> ( y* <T> )* o <T>", alternativas),
    Frase("entre <T> y <T> ( y? entre <T> y <T> )+", varios_entre),
    Frase("desde? <T> ( a|hasta|- <T> )? ( y* desde? <T> ( a|hasta|- <T> )? )+", varios_tramos),
)
PALABRAS = {"T": "|".join(sorted(TIEMPOS))}
_COMPILADAS = tuple((compilar(frase.patron, PALABRAS), frase.significado) for frase in FRASES)


# --- De la serie a la frase -----------------------------------------------------------------------------


def leer_tiempo(piezas: Sequence[Pieza], contexto: Contexto) -> Programacion | None:
    """La programación que dice la serie; nada si no es una frase conocida."""
    serie = poner_anio(ordenar(piezas), contexto)
    while serie and serie[0].nombre == "…":
        serie = serie[1:]
    while serie and serie[-1].nombre == "…":
        serie = serie[:-1]
    nombres = "".join(f"{pieza.nombre} " for pieza in serie)
    for patron, significado in _COMPILADAS:
        if patron.fullmatch(nombres):
            return significado(serie, contexto)
    return None


def ordenar(piezas: Sequence[Pieza]) -> list[Pieza]:
    """Completa los números sueltos y quita los conectores que no unen nada."""
    return _quitar_conectores_sueltos(_completar_sueltos(list(piezas)))


def _completar_sueltos(piezas: list[Pieza]) -> list[Pieza]:
    """«22 al 28 de abril»: el 22 toma mes y año del vecino. Lo que no se completa queda sin leer."""
    salida = list(piezas)
    for i in reversed(range(len(salida))):
        salida[i] = _completada(salida, i, +1)
    for i in range(len(salida)):
        salida[i] = _completada(salida, i, -1)
    return [replace(p, nombre="…") if p.nombre in {"NUM", "ORD"} else p for p in salida]


def _completada(piezas: Sequence[Pieza], i: int, paso: int) -> Pieza:
    pieza = piezas[i]
    if pieza.nombre not in {"NUM", "ORD"}:
        return pieza
    j = i + paso
    while 0 <= j < len(piezas) and piezas[j].nombre in CONECTORES - {":"} | {"hasta"}:
        j += paso
    if abs(j - i) < 2 or not 0 <= j < len(piezas):
        return pieza
    return _como_la_vecina(pieza, piezas[j], hacia_atras=paso < 0)


def _como_la_vecina(pieza: Pieza, vecina: Pieza, *, hacia_atras: bool) -> Pieza:
    unidad = vecina.valor
    if not isinstance(unidad, Unidad) or unidad.imposible:
        return pieza
    numero = int(pieza.valor)
    mismo_orden = unidad.invertida == hacia_atras
    if vecina.nombre == "PERIODO" and unidad.clase and (mismo_orden or pieza.nombre == "ORD"):
        numero = unidad.clase.cuantos if numero < 0 else numero
        return replace(
            pieza, nombre="PERIODO", valor=unidad_de_periodo(unidad.clase, numero, unidad.anio)
        )
    if vecina.nombre == "FECHA" and mismo_orden and numero > 0:
        lugar = (unidad.desde[0], numero)
        valor = replace(unidad, desde=lugar, hasta=lugar, orden_y_dia=None)
        return replace(pieza, nombre="FECHA", valor=valor)
    return pieza


def _quitar_conectores_sueltos(piezas: list[Pieza]) -> list[Pieza]:
    """Un conector sirve entre dos unidades; junto a palabras sin leer o en las puntas, sobra."""
    salida: list[Pieza] = []
    for pieza, siguiente in zip(piezas, [*piezas[1:], _NADA], strict=False):
        anterior = salida[-1] if salida else _NADA
        if anterior.nombre == "y" and pieza.nombre in {"-", "o"}:
            salida[-1] = pieza  # «marzo, - junio», «abril, o mayo»: manda el segundo
        elif not _sobra(pieza, anterior, siguiente):
            salida.append(pieza)
    while salida and salida[-1].nombre in CONECTORES:
        salida.pop()
    return salida


_NADA = Pieza("…")


def _sobra(pieza: Pieza, anterior: Pieza, siguiente: Pieza) -> bool:
    """Si el conector, o la palabra sin leer, no cambia nada donde está."""
    nombre = pieza.nombre
    if nombre == "…":
        return anterior.nombre == "…"
    if nombre == ":":
        return True
    if nombre in {"y", "-", "o"}:
        vecinas = {anterior.nombre, siguiente.nombre}
        return "…" in vecinas or (
            nombre == "y" and anterior.nombre in CONECTORES | {"desde", "hasta"}
        )
    if nombre == "a":
        return siguiente.nombre == "…" or (anterior.nombre == "…" and anterior is not _NADA)
    return nombre == "entre" and siguiente.nombre == "…"


def poner_anio(piezas: Sequence[Pieza], contexto: Contexto) -> list[Pieza]:
    """El año que falta es el del siguiente que lo diga, si no el del anterior, si no el supuesto."""
    salida = list(piezas)
    lugares = [i for i, pieza in enumerate(salida) if isinstance(pieza.valor, Unidad)]
    for recorrido in (lugares[::-1], lugares):
        anio: int | None = None
        for i in recorrido:
            salida[i] = _con_anio(salida[i], anio)
            anio = salida[i].valor.anio
    return [_con_anio(pieza, contexto.anio) for pieza in salida]


def _con_anio(pieza: Pieza, anio: int | None) -> Pieza:
    unidad = pieza.valor
    if not isinstance(unidad, Unidad) or unidad.anio is not None or anio is None:
        return pieza
    return replace(pieza, valor=replace(unidad, anio=anio, anio_supuesto=True))


def _unidades(piezas: Sequence[Pieza]) -> list[Unidad]:
    return [pieza.valor for pieza in piezas if isinstance(pieza.valor, Unidad)]
