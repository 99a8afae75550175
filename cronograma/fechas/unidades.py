"""Unidades: lo que significa cada trozo de calendario.

Entra lo que capturó una regla de la gramática (día, mes, año, periodo) y la vigencia; sale una pieza con
su `Unidad` y las notas de todo lo que se supuso. Nada si el trozo no tiene sentido y debe probarse otra
regla. Una fecha que no existe queda marcada, para que la frase lo diga.
"""

from dataclasses import replace
from typing import Any

from cronograma.fechas.piezas import (
    DIAS_DE_SEMANA,
    ULTIMO,
    Captura,
    Pieza,
    Unidad,
    entero,
    orden_y_dia,
)
from cronograma.periodos import NOMBRES_DE_MES, ClasePeriodo, ordinal

NUMERO_DE_MES = {nombre: numero for numero, nombre in enumerate(NOMBRES_DE_MES, start=1)}


# --- Años ---------------------------------------------------------------------------------------------


def anio_de(c: Captura, vigencia: int) -> int | None:
    """El año capturado: cuatro cifras, dos cifras (siglo XXI) o una palabra relativa a la vigencia."""
    if c.get("siguiente"):
        return vigencia + 1
    if c.get("anterior"):
        return vigencia - 1
    cifras = c.get("anio") or c.get("corto")
    if not cifras:
        return None
    return int(cifras) if len(cifras) == 4 else 2000 + int(cifras)


def _anio_imposible(c: Captura) -> str:
    raro = c.get("raro")
    return f"El año «{raro}» no tiene cuatro cifras: escríbalo completo." if raro else ""


# --- Unidades de calendario ---------------------------------------------------------------------------


def _pieza_de_fecha(
    dia: int, mes: int, c: Captura, vigencia: int, *notas: str, **mas: Any
) -> Pieza:
    lugar = (mes, dia)
    imposible = _anio_imposible(c)
    if not 1 <= dia <= 31:
        imposible, lugar = f"El día {dia} no existe.", (mes, 1)
    unidad = Unidad(lugar, lugar, anio_de(c, vigencia), imposible=imposible, **mas)
    return Pieza("FECHA", unidad, notas)


def fecha_escrita(c: Captura, vigencia: int) -> Pieza:
    """«15 de mayo de 2022», «16-abr-22»."""
    return _pieza_de_fecha(entero(c["dia"]), NUMERO_DE_MES[c["mes"] or ""], c, vigencia)


def fecha_mes_primero(c: Captura, vigencia: int) -> Pieza | None:
    """«abril 30 de 2022», «Enero 15»; «junio 23» en 2023 puede ser el día o el año, y se anota."""
    dia, mes = entero(c["dia"]), c["mes"] or ""
    if dia == 0 or (dia > 31 and not c.get("anio")):
        return None
    dudosa = anio_de(c, vigencia) is None and abs(2000 + dia - vigencia) <= 1
    nota = f"Ambigua: se leyó {dia} de {mes}; también podría ser {mes} de {2000 + dia}."
    notas = (nota,) if dudosa else ()
    return _pieza_de_fecha(dia, NUMERO_DE_MES[mes], c, vigencia, *notas, invertida=True)


def fecha_numerica(c: Captura, vigencia: int) -> Pieza:
    """«12/06/2023» es 12 de junio: en Colombia el día va antes. «3/15/2022» sólo puede ser mes/día."""
    dia, mes = entero(c["dia"]), entero(c["nmes"])
    if mes > 12 >= dia >= 1 and mes <= 31:
        nota = f"El mes {mes} no existe: se leyó mes/día, {mes} de {NOMBRES_DE_MES[dia - 1]}."
        return _pieza_de_fecha(mes, dia, c, vigencia, nota)
    if not 1 <= mes <= 12:
        imposible = f"El mes {mes} no existe."
        return Pieza("FECHA", Unidad((0, 1), (0, 1), vigencia, imposible=imposible))
    pieza = _pieza_de_fecha(dia, mes, c, vigencia)
    if dia <= 12 and dia != mes:
        nota = f"Día antes que mes: se leyó {dia} de {NOMBRES_DE_MES[mes - 1]}."
        pieza = replace(pieza, notas=(nota,))
    return pieza


def fecha_iso(c: Captura, vigencia: int) -> Pieza:
    """«2022-03-31». Con el mes imposible, es año-día-mes, y se anota."""
    dia, mes = entero(c["dia"]), entero(c["nmes"])
    if mes > 12 >= dia >= 1:
        nota = f"El mes {mes} no existe: se leyó {mes} de {NOMBRES_DE_MES[dia - 1]}."
        return _pieza_de_fecha(mes, dia, c, vigencia, nota)
    if not 1 <= mes <= 12:
        return Pieza(
            "FECHA", Unidad((0, 1), (0, 1), vigencia, imposible=f"El mes {mes} no existe.")
        )
    return _pieza_de_fecha(dia, mes, c, vigencia)


def numeros_con_barra(c: Captura, vigencia: int) -> Pieza | None:
    """«12/16»: mes y año si el segundo número no puede ser mes; si no, día y mes sin año."""
    primero, segundo = entero(c["dia"]), entero(c["nmes"])
    if 1 <= segundo <= 12 and 1 <= primero <= 31:
        pieza = fecha_numerica(c, vigencia)
        if 2000 + segundo == vigencia and primero <= 12:
            nota = f"Ambigua: también podría ser {NOMBRES_DE_MES[primero - 1]} de {vigencia}."
            pieza = replace(pieza, notas=(*pieza.notas, nota))
        return pieza
    if 1 <= primero <= 12 and abs(2000 + segundo - vigencia) <= 10:
        nota = f"Ambigua: se leyó mes/año, {NOMBRES_DE_MES[primero - 1]} de {2000 + segundo}."
        return Pieza("MES", _mes(primero, 2000 + segundo), (nota,))
    imposible = f"«{c['dia']}/{c['nmes']}» no es una fecha ni un mes con año."
    return Pieza("FECHA", Unidad((0, 1), (0, 1), vigencia, imposible=imposible))


def mes(c: Captura, vigencia: int) -> Pieza:
    """«mayo», «mes de mayo de 2022»."""
    numero = NUMERO_DE_MES[c["mes"] or ""]
    unidad = replace(_mes(numero, anio_de(c, vigencia)), imposible=_anio_imposible(c))
    return Pieza("MES", unidad)


def mes_con_guion(c: Captura, vigencia: int) -> Pieza | None:
    """«ene-22» es enero de 2022; «ene-15» en 2022 puede ser el día, y se anota."""
    anio = 2000 + entero(c["corto"])
    if abs(anio - vigencia) <= 5:
        return Pieza("MES", _mes(NUMERO_DE_MES[c["mes"] or ""], anio))
    pieza = fecha_mes_primero({"mes": c["mes"], "dia": c["corto"]}, vigencia)
    nota = f"Ambigua: también podría ser {c['mes']} de {anio}."
    return pieza and replace(pieza, notas=(*pieza.notas, nota))


def mes_numerico(c: Captura, vigencia: int) -> Pieza | None:
    """«05/2022», «2022-05»."""
    numero = entero(c["nmes"])
    return Pieza("MES", _mes(numero, anio_de(c, vigencia))) if 1 <= numero <= 12 else None


def periodo(c: Captura, vigencia: int) -> Pieza:
    """«II trimestre», «último cuatrimestre de 2022», «semestre 1»; «2 semestre» se anota."""
    clase, cardinal = clase_de(c["periodo"]), c.get("cardinal")
    orden = cardinal or c["orden"]
    numero = clase.cuantos if orden == "ultimo" else entero(orden)
    nota = f"«{numero} {clase}» se leyó como el {ordinal(numero)}; también podría ser una duración."
    unidad = unidad_de_periodo(clase, numero, anio_de(c, vigencia))
    unidad = replace(unidad, imposible=unidad.imposible or _anio_imposible(c))
    return Pieza("PERIODO", unidad, (nota,) if cardinal else ())


def periodo_y_numero(c: Captura, vigencia: int) -> Pieza:
    """«Trimestre 1», «semestre II»: los números sueltos que sigan también son periodos."""
    pieza = periodo(c, vigencia)
    return replace(pieza, valor=replace(pieza.valor, invertida=True))


def unidad_de_periodo(clase: ClasePeriodo, numero: int, anio: int | None) -> Unidad:
    """Un periodo por su número; el que no existe queda marcado como imposible."""
    if not 1 <= numero <= clase.cuantos:
        falla = f"No existe el {clase} {numero}: un año tiene {clase.cuantos}."
        return Unidad((0, 1), (0, 1), anio, clase=clase, imposible=falla)
    ultimo = numero * clase.meses
    return Unidad((ultimo - clase.meses + 1, 1), (ultimo, 0), anio, clase=clase)


def anio_entero(c: Captura, vigencia: int) -> Pieza:
    """«2022», «vigencia 2022», «la próxima vigencia»: pueden ser la fecha o sólo el año de otra pieza."""
    return Pieza("ANIO", _anio(anio_de(c, vigencia)))


def vigencia_entera(c: Captura, vigencia: int) -> Pieza:
    """«Durante la vigencia», «permanente», «durante 2022»."""
    return Pieza("VIGENCIA", _anio(anio_de(c, vigencia)))


def final_de_periodo(c: Captura, vigencia: int) -> Pieza:
    """«Al finalizar el primer semestre»: su último día, y se anota."""
    entera = _periodo_o_anio(c, vigencia)
    ultimo = replace(entera, desde=entera.hasta, clase=None)
    return Pieza("FECHA", ultimo, ("Dice «al finalizar»: se tomó el último día del periodo.",))


def mes_extremo(c: Captura, vigencia: int) -> Pieza:
    """«Finales de año», «inicio del segundo semestre»: el último o el primer mes, y se anota."""
    entera = _periodo_o_anio(c, vigencia)
    numero = entera.hasta[0] if c.get("finales") else entera.desde[0]
    unidad = replace(_mes(numero, entera.anio), imposible=entera.imposible) if numero else entera
    return Pieza("MES", unidad, ("La fecha es aproximada: se tomó el mes entero.",))


def mes_por_su_orden(c: Captura, vigencia: int) -> Pieza | None:
    """«Primer mes del año», «último mes de la vigencia»."""
    numero = 12 if c["orden"] == "ultimo" else entero(c["orden"])
    return Pieza("MES", _mes(numero, anio_de(c, vigencia)))


def parte_de_mes(c: Captura, vigencia: int) -> Pieza:
    """«Finales de junio», «primeros días de abril»: el mes, y se anota que es aproximada."""
    nota = "La fecha es aproximada: se tomó el mes entero."
    return replace(mes(c, vigencia), notas=(nota,))


def quincena(c: Captura, vigencia: int) -> Pieza | None:
    """«Segunda quincena de mayo»: del 16 al 31."""
    numero = NUMERO_DE_MES[c["mes"] or ""]
    if c["orden"] not in {"1º", "2º", "ultimo"}:
        return None
    desde, hasta = (
        ((numero, 1), (numero, 15)) if c["orden"] == "1º" else ((numero, 16), (numero, 0))
    )
    return Pieza("TRAMO", Unidad(desde, hasta, anio_de(c, vigencia), imposible=_anio_imposible(c)))


def semana_de_mes(c: Captura, vigencia: int) -> Pieza | None:
    """«Primera semana de marzo», «semana 1 de marzo»: siete días contados desde el 1, y se anota."""
    numero, orden = NUMERO_DE_MES[c["mes"] or ""], c["orden"]
    cual = 0 if orden == "ultimo" else entero(orden)
    if cual > 4 or (cual < 1 and orden != "ultimo"):
        return None
    inicio, fin = (7 * cual - 6, 7 * cual) if cual else (-6, 0)
    unidad = Unidad(
        (numero, inicio), (numero, fin), anio_de(c, vigencia), imposible=_anio_imposible(c)
    )
    nota = "La semana es aproximada: se contaron siete días dentro del mes."
    return Pieza("TRAMO", unidad, (nota,))


def dia_extremo(c: Captura, vigencia: int) -> Pieza:
    """«Último día de junio»; de un día hábil se toma el mes entero, y se anota."""
    if c.get("habiles"):
        return replace(mes(c, vigencia), notas=("Habla de días hábiles: se tomó el mes entero.",))
    lugar = (NUMERO_DE_MES[c["mes"] or ""], 0 if c["orden"] == "ultimo" else 1)
    return Pieza("FECHA", Unidad(lugar, lugar, anio_de(c, vigencia), imposible=_anio_imposible(c)))


def dia_de_semana_de_mes(c: Captura, vigencia: int) -> Pieza | None:
    """«Primer martes de marzo», «último viernes de octubre»: un día exacto."""
    orden = orden_y_dia(c)
    unidad = replace(mes(c, vigencia).valor, clase=None, orden_y_dia=orden)
    return Pieza("FECHA", unidad) if orden else None


def dias_extremos(c: Captura, vigencia: int) -> Pieza | None:
    """«Primeros 10 días de enero», «últimos cinco días de mayo»; los hábiles no se cuentan: todo el mes."""
    numero, dias = NUMERO_DE_MES[c["mes"] or ""], entero(c["n"])
    if not 1 <= dias <= 28:
        return None
    if c.get("habiles"):
        nota = "Habla de días hábiles: se tomó el mes entero."
        return Pieza("MES", _mes(numero, anio_de(c, vigencia)), (nota,))
    desde, hasta = ((1, dias)) if c.get("primeros") else (1 - dias, 0)
    return Pieza("TRAMO", Unidad((numero, desde), (numero, hasta), anio_de(c, vigencia)))


def meses_extremos(c: Captura, vigencia: int) -> Pieza | None:
    """«Primeros seis meses del año», «últimos 3 meses»."""
    cuantos = entero(c["n"])
    if not 2 <= cuantos <= 11:
        return None
    desde, hasta = (1, cuantos) if c.get("primeros") else (13 - cuantos, 12)
    return Pieza("TRAMO", Unidad((desde, 1), (hasta, 0), anio_de(c, vigencia)))


def _periodo_o_anio(c: Captura, vigencia: int) -> Unidad:
    if not c.get("periodo"):
        return _anio(anio_de(c, vigencia))
    valor = periodo(c, vigencia).valor
    assert isinstance(valor, Unidad)  # noqa: S101 -- para el comprobador de tipos
    return valor


def _mes(numero: int, anio: int | None) -> Unidad:
    return Unidad((numero, 1), (numero, 0), anio, clase=ClasePeriodo.MES)


def _anio(anio: int | None) -> Unidad:
    return Unidad((1, 1), (12, 0), anio, clase=ClasePeriodo.ANIO)


def clase_de(palabra: str | None) -> ClasePeriodo:
    """«trimestres» → trimestre; «vigencia» y «ano» → año."""
    singular = {"meses": "mes", "ano": "anio", "vigencia": "anio"}.get(palabra or "")
    return ClasePeriodo(singular or (palabra or "").removesuffix("s"))


# --- Lo que no es calendario --------------------------------------------------------------------------


def hora(c: Captura, vigencia: int) -> Pieza:
    return Pieza("HORA", None, ("Trae hora: no cambia la fecha.",))


def dia_de_semana(c: Captura, vigencia: int) -> Pieza:
    return Pieza("DIASEM", DIAS_DE_SEMANA.index(c["diasem"] or ""))


def semana_suelta(c: Captura, vigencia: int) -> Pieza:
    return Pieza("", None, ("Habla de una semana: compruebe los días.",))


def numero_suelto(c: Captura, vigencia: int) -> Pieza:
    """Un número que puede ser el día de la fecha vecina («22 al 28 de abril») o el de un periodo."""
    return Pieza("NUM", entero(c["n"]))


def ordinal_suelto(c: Captura, vigencia: int) -> Pieza:
    """«Primer y segundo semestre»: el primero toma el periodo del segundo."""
    return Pieza("ORD", ULTIMO if c["orden"] == "ultimo" else entero(c["orden"]))
