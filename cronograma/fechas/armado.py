"""Armado: de unidades e intervalos a una `Programacion`.

Entra un día, un periodo, un rango o una lista de ellos, ya con su año; sale el tipo que les corresponde:
seis meses seguidos son «meses», dos trimestres sueltos son un trimestre marcado dos veces, un rango de
enero a diciembre es toda la vigencia. Lo que no cabe en un tipo se toma de punta a punta y se anota.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from cronograma.fechas.piezas import FechaImposible, Unidad
from cronograma.fechas.significado import CLASE_DE_TIPO, Programacion, Tipo, es_mes_entero
from cronograma.periodos import ClasePeriodo, periodo_de

TIPO_DE_CLASE = {clase: tipo for tipo, clase in CLASE_DE_TIPO.items()}
Intervalo = tuple[date, date]


def programar_unidad(unidad: Unidad) -> Programacion:
    inicio, fin = unidad.limites()
    return programar_intervalo(inicio, fin, unidad.clase)


def programar_intervalo(inicio: date, fin: date, clase: ClasePeriodo | None) -> Programacion:
    """Un periodo del calendario, un día o un rango."""
    if clase is ClasePeriodo.BIMESTRE:
        return Programacion(tipo=Tipo.MESES, inicio=inicio, fin=fin)
    if clase:
        return Programacion(tipo=TIPO_DE_CLASE[clase], inicio=inicio, fin=fin)
    tipo = Tipo.FECHA if inicio == fin else Tipo.RANGO
    if tipo is Tipo.RANGO and es_mes_entero(inicio, fin):
        return programar_meses_seguidos(inicio, fin)
    return Programacion(tipo=tipo, inicio=inicio, fin=fin)


def programar_rango(primera: Unidad, ultima: Unidad, *, con_guion: bool = False) -> Programacion:
    """De una unidad a otra. Si se cruza el fin de año, se anota."""
    (inicio, _), (_, fin) = primera.limites(), ultima.limites()
    notas: tuple[str, ...] = ()
    if inicio > fin:
        inicio, fin, nota = _cruzar_el_anio(primera, ultima)
        notas = (nota,)
    clases = {primera.clase, ultima.clase}
    if clases == {ClasePeriodo.MES} and inicio.year == fin.year:
        return anotar(_rango_de_meses(inicio, fin, con_guion=con_guion), *notas)
    if con_guion and len(clases) == 1 and primera.clase and _son_seguidos(primera, ultima):
        return anotar(programar_lista([primera, ultima]), *notas)
    return Programacion(tipo=Tipo.RANGO, inicio=inicio, fin=fin, notas=notas)


def _cruzar_el_anio(primera: Unidad, ultima: Unidad) -> tuple[date, date, str]:
    """«Noviembre a febrero»: se corre el año que nadie escribió; si ambos están escritos, es un error."""
    dichos = not primera.anio_supuesto and not ultima.anio_supuesto
    if dichos or primera.desde[0] <= ultima.hasta[0]:
        raise FechaImposible("El fin es anterior al inicio: revise las fechas.")
    if ultima.anio_supuesto:
        ultima = replace(ultima, anio=(ultima.anio or 0) + 1)
    else:
        primera = replace(primera, anio=(primera.anio or 0) - 1)
    nota = (
        "En un mismo año el fin caería antes que el inicio: se leyó como un rango entre dos años."
    )
    return primera.limites()[0], ultima.limites()[1], nota


def _son_seguidos(primera: Unidad, ultima: Unidad) -> bool:
    return primera.anio == ultima.anio and ultima.desde[0] == primera.hasta[0] + 1


def _rango_de_meses(inicio: date, fin: date, *, con_guion: bool) -> Programacion:
    """«Mayo a agosto» son meses; con guion («ABRIL - JUNIO») es el rótulo de un periodo."""
    if con_guion:
        for clase in (ClasePeriodo.TRIMESTRE, ClasePeriodo.CUATRIMESTRE, ClasePeriodo.SEMESTRE):
            periodo = periodo_de(inicio, clase)
            if (periodo.inicio, periodo.fin) == (inicio, fin):
                return programar_intervalo(inicio, fin, clase)
    return programar_meses_seguidos(inicio, fin)


def programar_meses_seguidos(inicio: date, fin: date) -> Programacion:
    """Meses enteros y seguidos: uno, varios, o toda la vigencia."""
    if inicio.year != fin.year:
        return Programacion(tipo=Tipo.RANGO, inicio=inicio, fin=fin)
    if (inicio.month, fin.month) == (1, 12):
        return Programacion(tipo=Tipo.VIGENCIA, inicio=inicio, fin=fin)
    tipo = Tipo.MES if inicio.month == fin.month else Tipo.MESES
    return Programacion(tipo=tipo, inicio=inicio, fin=fin)


def programar_lista(unidades: Sequence[Unidad]) -> Programacion:
    """Varias unidades de la misma clase son marcas; mezcladas, el tramo que las cubre, y se anota."""
    intervalos = sorted({unidad.limites() for unidad in unidades})
    clases = {unidad.clase for unidad in unidades}
    anios = {inicio.year for inicio, _ in intervalos}
    if len(intervalos) == 1:
        return programar_unidad(unidades[0])
    if all(inicio == fin for inicio, fin in intervalos):
        fechas = tuple(inicio for inicio, _ in intervalos)
        return Programacion(tipo=Tipo.FECHA, inicio=fechas[0], fin=fechas[-1], fechas=fechas)
    if (
        len(clases) == 1
        and len(anios) == 1
        and (clase := clases.pop())
        and clase is not ClasePeriodo.ANIO
    ):
        return programar_marcas(intervalos, clase)
    return programar_intervalos(intervalos)


def programar_marcas(intervalos: Sequence[Intervalo], clase: ClasePeriodo) -> Programacion:
    """Dos o más periodos marcados de la misma clase y del mismo año."""
    meses = _meses_de(intervalos)
    tipo = TIPO_DE_CLASE.get(clase, Tipo.MESES)
    tipo = Tipo.MESES if tipo is Tipo.MES else tipo
    return Programacion(tipo=tipo, inicio=intervalos[0][0], fin=intervalos[-1][1], meses=meses)


def programar_intervalos(intervalos: Iterable[Intervalo]) -> Programacion:
    """Varios tramos: meses marcados si son meses enteros de un año; si no, de punta a punta."""
    ordenados = sorted(intervalos)
    inicio, fin = ordenados[0][0], max(fin for _, fin in ordenados)
    un_anio = inicio.year == fin.year
    if un_anio and all(es_mes_entero(*intervalo) for intervalo in ordenados):
        meses = _meses_de(ordenados)
        if len(meses) == fin.month - inicio.month + 1:
            return programar_meses_seguidos(inicio, fin)
        return Programacion(tipo=Tipo.MESES, inicio=inicio, fin=fin, meses=meses)
    if all(inicio == fin for inicio, fin in ordenados):
        fechas = tuple(sorted({inicio for inicio, _ in ordenados}))
        return Programacion(tipo=Tipo.FECHA, inicio=inicio, fin=fin, fechas=fechas)
    nota = "Dice varios tramos: se tomó del primero al último."
    return Programacion(tipo=Tipo.RANGO, inicio=inicio, fin=fin, notas=(nota,))


def anotar(programacion: Programacion, *notas: str) -> Programacion:
    """La misma programación con más notas, sin repetir."""
    todas = tuple(dict.fromkeys((*programacion.notas, *notas)))
    return replace(programacion, notas=todas)


def _meses_de(intervalos: Iterable[Intervalo]) -> tuple[int, ...]:
    return tuple(
        sorted({mes for ini, fin in intervalos for mes in range(ini.month, fin.month + 1)})
    )
