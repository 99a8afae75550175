"""Repeticiones: lo que significa cada manera de decir cada cuánto o cuántas veces.

Entra lo que capturó una regla de la gramática («cada {n} {unidad}», «{n} veces al {unidad}»); sale una
pieza con su `Cadencia` y las notas de lo que se supuso. Nada si los números no forman una cadencia.
"""

from dataclasses import replace

from cronograma.fechas.piezas import Cadencia, Captura, Pieza, entero, orden_y_dia
from cronograma.fechas.significado import CLASE_DE_PERIODICIDAD, Periodicidad
from cronograma.periodos import ClasePeriodo

_POR_UNIDAD = {
    "dia": Periodicidad.DIARIA,
    "semana": Periodicidad.SEMANAL,
    "quincena": Periodicidad.QUINCENAL,
    "mes": Periodicidad.MENSUAL,
    "bimestre": Periodicidad.BIMESTRAL,
    "trimestre": Periodicidad.TRIMESTRAL,
    "cuatrimestre": Periodicidad.CUATRIMESTRAL,
    "semestre": Periodicidad.SEMESTRAL,
    "ano": Periodicidad.ANUAL,
    "vigencia": Periodicidad.ANUAL,
}
_CADA_TANTOS = {
    ("meses", 1): Periodicidad.MENSUAL,
    ("meses", 2): Periodicidad.BIMESTRAL,
    ("meses", 3): Periodicidad.TRIMESTRAL,
    ("meses", 4): Periodicidad.CUATRIMESTRAL,
    ("meses", 6): Periodicidad.SEMESTRAL,
    ("meses", 12): Periodicidad.ANUAL,
    ("semana", 2): Periodicidad.QUINCENAL,
    ("dias", 7): Periodicidad.SEMANAL,
    ("dias", 8): Periodicidad.SEMANAL,  # «cada ocho días» es cada semana
    ("dias", 15): Periodicidad.QUINCENAL,
    ("dias", 30): Periodicidad.MENSUAL,
    ("dias", 60): Periodicidad.BIMESTRAL,
    ("dias", 90): Periodicidad.TRIMESTRAL,
    ("dias", 120): Periodicidad.CUATRIMESTRAL,
    ("dias", 180): Periodicidad.SEMESTRAL,
}
NOTA_BIMENSUAL = (
    "«Bimensual» es dos veces al mes; aquí se leyó bimestral, que es como suele usarse."
)
NOTA_BIANUAL = "«Bianual» se leyó dos veces al año; si es cada dos años, escriba «bienal»."
NOTA_SIN_CADENCIA = "Dice cuántas veces, pero no cuándo."


def cadencia(c: Captura, vigencia: int) -> Pieza:
    """«Mensual», «trimestralmente»."""
    if c["cadencia"] == "bimensual":
        return Pieza("CADENCIA", Cadencia(Periodicidad.BIMESTRAL), (NOTA_BIMENSUAL,))
    return Pieza("CADENCIA", Cadencia(Periodicidad(c["cadencia"] or "")))


def cadencia_con_veces(c: Captura, vigencia: int) -> Pieza:
    """«Trimestral (4)»: la periodicidad y las veces del año."""
    sola = cadencia(c, vigencia)
    return replace(sola, valor=replace(sola.valor, total=entero(c["n"]) or None))


def bianual(c: Captura, vigencia: int) -> Pieza:
    return Pieza("CADENCIA", Cadencia(Periodicidad.SEMESTRAL), (NOTA_BIANUAL,))


def cada_unidad(c: Captura, vigencia: int) -> Pieza:
    """«Cada mes», «por trimestre», «todas las semanas»."""
    return Pieza("CADENCIA", Cadencia(_POR_UNIDAD[_singular(c["unidad"])]))


def cada_tantos(c: Captura, vigencia: int) -> Pieza | None:
    """«Cada dos meses», «cada 15 días»; un número que no da periodicidad conocida se cuenta."""
    cuantos, unidad = entero(c["n"]), c["unidad"] or ""
    unidad = {"mes": "meses", "dia": "dias", "semanas": "semana"}.get(unidad, unidad)
    if conocida := _CADA_TANTOS.get((unidad, cuantos)):
        return Pieza("CADENCIA", Cadencia(conocida))
    if unidad == "meses" and 1 < cuantos < 12:
        nota = (
            f"Cada {cuantos} meses no coincide con los periodos del año: son {12 // cuantos} veces."
        )
        return Pieza("CADENCIA", Cadencia(total=12 // cuantos), (nota,))
    return None


def extremo_de_cada(c: Captura, vigencia: int) -> Pieza:
    """«Al finalizar cada semestre», «primer mes de cada trimestre»: anclada en esos meses."""
    periodicidad = _POR_UNIDAD[_singular(c["unidad"])]
    clase = CLASE_DE_PERIODICIDAD.get(periodicidad)
    if clase is None or clase is ClasePeriodo.MES:
        return Pieza("CADENCIA", Cadencia(periodicidad))
    primero = clase.meses if c.get("final") else 1
    return Pieza("CADENCIA", Cadencia(periodicidad, meses=tuple(range(primero, 13, clase.meses))))


def veces_por(c: Captura, vigencia: int) -> Pieza | None:
    """«Dos veces al mes», «1 rueda de prensa trimestral», «4 jornadas anuales»."""
    cuantas = entero(c["n"])
    if c.get("cadencia") == "bimensual":
        return replace(cadencia(c, vigencia), valor=_repetida(Periodicidad.BIMESTRAL, cuantas))
    unidad = c.get("unidad")
    por = _POR_UNIDAD[_singular(unidad)] if unidad else Periodicidad(c["cadencia"] or "")
    if cuantas < 1:
        return None
    if por is Periodicidad.ANUAL and cuantas > 1:
        return Pieza("CANTIDAD", Cadencia(total=cuantas, es_evento=True))
    if por is Periodicidad.MENSUAL and cuantas == 2:
        return Pieza("CADENCIA", Cadencia(Periodicidad.QUINCENAL))
    if unidad is None and cuantas > 1 and cuantas == _veces_al_anio(por):
        nota = (
            f"«{cuantas}» coincide con las veces que cabe en el año: se leyó una en cada periodo."
        )
        return Pieza("CADENCIA", Cadencia(por), (nota,))
    notas = () if unidad or cuantas == 1 else (f"Se leyó {cuantas} veces en cada periodo.",)
    return Pieza("CADENCIA", _repetida(por, cuantas), notas)


def cantidad(c: Captura, vigencia: int) -> Pieza | None:
    """«Dos encuentros en el año», «3 veces en la vigencia», «2 informes»: cuántas, sin cadencia."""
    cuantas = entero(c["n"])
    return (
        Pieza("CANTIDAD", Cadencia(total=cuantas, es_evento=bool(c.get("evento"))))
        if cuantas
        else None
    )


def dia_de_semana_de_cada_mes(c: Captura, vigencia: int) -> Pieza | None:
    """«Último jueves de cada mes»: doce días exactos."""
    orden = orden_y_dia(c)
    return Pieza("CADENCIA", Cadencia(Periodicidad.MENSUAL, orden_y_dia=orden)) if orden else None


def dia_de_cada_mes(c: Captura, vigencia: int) -> Pieza | None:
    """«El 15 de cada mes»; del 29 en adelante no lo tienen todos, y se anota."""
    dia = entero(c["dia"])
    if not 1 <= dia <= 31:
        return None
    if dia <= 28:
        return Pieza("CADENCIA", Cadencia(Periodicidad.MENSUAL, dia_del_mes=dia))
    nota = f"No todos los meses tienen día {dia}: se leyó cada mes."
    return Pieza("CADENCIA", Cadencia(Periodicidad.MENSUAL), (nota,))


def cada_dia_de_semana(c: Captura, vigencia: int) -> Pieza:
    """«Todos los martes», «los lunes»."""
    return Pieza("CADENCIA", Cadencia(Periodicidad.SEMANAL))


def en_ciertos_dias(c: Captura, vigencia: int) -> Pieza:
    """«Los cinco primeros días hábiles de cada mes»: cada mes, y se anota el detalle."""
    nota = "Dice en qué días de cada periodo: se tomó la periodicidad."
    return Pieza("CADENCIA", Cadencia(_POR_UNIDAD[_singular(c["unidad"])]), (nota,))


def dos_dias_de_cada_mes(c: Captura, vigencia: int) -> Pieza:
    """«15 y 30 de cada mes»: cada quincena."""
    return Pieza("CADENCIA", Cadencia(Periodicidad.QUINCENAL))


def de_lunes_a_viernes(c: Captura, vigencia: int) -> Pieza:
    nota = "Dice qué días de la semana: se leyó todos los días."
    return Pieza("CADENCIA", Cadencia(Periodicidad.DIARIA), (nota,))


def _repetida(periodicidad: Periodicidad, cuantas: int) -> Cadencia:
    return Cadencia(periodicidad, por_periodo=cuantas)


def _veces_al_anio(periodicidad: Periodicidad) -> int:
    clase = CLASE_DE_PERIODICIDAD.get(periodicidad)
    return clase.cuantos if clase else 0


def _singular(unidad: str | None) -> str:
    return "mes" if unidad in {"mes", "meses"} else (unidad or "").removesuffix("s")
