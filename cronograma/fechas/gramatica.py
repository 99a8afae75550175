"""Gramática: la tabla de lo que se puede escribir y lo que significa.

Cada `Regla` es un patrón sobre fichas (el lenguaje está en `patrones`) y la función que dice qué
significa. Gana la primera que encaja, así que el orden importa. Para que se entienda una expresión nueva
basta una regla aquí y un caso en las pruebas. Entran fichas de `lexico`; salen piezas para `frases`.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from cronograma.fechas import repeticiones as r
from cronograma.fechas import unidades as u
from cronograma.fechas.lexico import Lectura
from cronograma.fechas.palabras import PALABRAS, TROZOS
from cronograma.fechas.patrones import capturas, compilar
from cronograma.fechas.piezas import Captura, Pieza


class Regla(NamedTuple):
    """Qué se escribe y qué significa."""

    patron: str
    significado: Callable[[Captura, int], Pieza | None]


def _a_secas(nombre: str) -> Callable[[Captura, int], Pieza]:
    """Una pieza sin valor: un conector, «por definir», «según solicitud»…"""
    return lambda captura, vigencia: Pieza(nombre)


_NADA = _a_secas("")
_DEMANDA = _a_secas("DEMANDA")
_PENDIENTE = _a_secas("PENDIENTE")
_RELATIVA = _a_secas("RELATIVA")
_NORMA = _a_secas("NORMA")
_EXCEPCION = _a_secas("EXCEPCION")

REGLAS = (
    # --- Horas: no cambian la fecha
    Regla(
        "t|-? ( a|desde|de? las|la? | a partir de las|la )? {hh} : {mm} ( : {mm} )? ( .|, <n> )?"
        " ( @hora | m | z )? hrs|horas|hora|h?"
        " ( -|a|y|hasta las|la? {hh} : {mm} ( @hora | m )? hrs|horas|hora|h? )?",
        u.hora,
    ),
    Regla(
        "( a|desde|de? las|la | a partir de las|la )? {hh} @hora ( -|a|y|hasta las|la? {hh} @hora )?",
        u.hora,
    ),
    Regla("{hh} horas|hrs", u.hora),
    # --- Normas y documentos: su número y su año no son fechas
    Regla(
        "<referencia> ( numero|no|nro|num|n|#|.|º )* ( <n> | <anio> | <raro> )"
        " ( de|del|-|/ ( <dia> de|del <mes> de|del )? <anio> )?",
        _NORMA,
    ),
    Regla("<referencia> de|del ( <dia> de|del <mes> de|del )? <anio>", _NORMA),
    # --- «A los quince días del mes de mayo» es el 15 de mayo
    Regla("( a los|las )? {dia} dias de|del mes? de? {mes} @anio", u.fecha_escrita),
    # --- Se repite, y se dice en qué parte de cada periodo
    Regla("cada ( vez que|q|en* | que ) <palabra>*", _DEMANDA),
    Regla(
        "cada? {orden} {diasem} ( de|del cada? mes | de todos los meses | mensual )",
        r.dia_de_semana_de_cada_mes,
    ),
    Regla("dia|dias? <dia> y <dia> de cada mes", r.dos_dias_de_cada_mes),
    Regla("dia? {dia} ( de cada mes | de todos los meses )", r.dia_de_cada_mes),
    Regla(
        "dentro|durante|en? de? los|las? ( primeros|ultimos {n}? | {n} primeros|ultimos? )"
        " dias habiles? calendario? de|del cada {unidad}",
        r.en_ciertos_dias,
    ),
    Regla("al|a? {final:finalizar} el|la|de|del* cada {unidad}", r.extremo_de_cada),
    Regla("{final:ultimo} mes|dia|semana habiles? de|del cada {unidad}", r.extremo_de_cada),
    Regla("ultimo|1º dia habiles? de|del {unidad:palabra_mes} (?! de|del|<mes> )", r.cada_unidad),
    Regla("al|a? <inicial> el|la|de|del* cada {unidad}", r.extremo_de_cada),
    Regla("1º mes|dia|semana habiles? de|del cada {unidad}", r.extremo_de_cada),
    Regla("<orden> semana|quincena|dia habiles? de|del cada {unidad}", r.en_ciertos_dias),
    # --- Cada cuánto
    Regla("cada {n} {unidad}", r.cada_tantos),
    Regla("cada 1? {unidad}", r.cada_unidad),
    Regla("por {unidad}", r.cada_unidad),
    Regla("todos|todas los|las {unidad}", r.cada_unidad),
    Regla("{unidad:igual} a|tras <igual>", r.cada_unidad),
    Regla("de? lunes a viernes|sabado|domingo", r.de_lunes_a_viernes),
    Regla("cada {diasem} ( y <diasem> )?", r.cada_dia_de_semana),
    Regla("todos? los <diasem> ( y <diasem> )? (?! <dia> )", r.cada_dia_de_semana),
    Regla("bianual|bianuales|bianualmente", r.bianual),
    Regla(r"{cadencia} \( {n} \)", r.cadencia_con_veces),
    Regla("( de|en manera|forma|modo|periodicidad|frecuencia )? {cadencia}", r.cadencia),
    # --- Cuántas veces
    Regla("{n} {cadencia}", r.veces_por),
    Regla(
        "{n} vez|veces ( {cadencia} | al|a|por|en|cada|durante|x|/ la|el|cada|1? {unidad} | c / {unidad} )",
        r.veces_por,
    ),
    Regla(
        "{n} {evento} de? <adjetivo>? de? <adjetivo>? <adjetivo>?"
        " ( {cadencia} | al|por|cada|a|en|x|/ la|el|cada|1? {unidad} | c / {unidad} )",
        r.veces_por,
    ),
    Regla("1 vez que? <previo>* <requiera> <palabra>*", _DEMANDA),
    Regla("1 vez <participio> <palabra>*", _RELATIVA),
    Regla("{n} vez|veces", r.cantidad),
    Regla("{n} {evento} ( de <adjetivo> )? <adjetivo>?", r.cantidad),
    Regla("{n} ( al|por|cada|x|/ 1? {unidad} | c / {unidad} )", r.veces_por),
    # --- Los primeros o los últimos días de un mes, o meses del año
    Regla(
        "( dentro|durante|en? de? los? )? @primeros_n dias {habiles}? @del_mes {mes} @anio",
        u.dias_extremos,
    ),
    Regla("@primeros_n meses @del_anio @anio_largo", u.meses_extremos),
    # --- Plazos contados desde otro hecho
    Regla(
        "( dentro|a|en|durante? de? los|las|el? termino|plazo? de? )?"
        " <n> <plazo> habiles? calendario? <contado>? <palabra>*",
        _RELATIVA,
    ),
    Regla(
        "( dentro|en|durante de? los|las|el ) siguientes|proximos|primeros|ultimos <n> <plazo>"
        " habiles? <palabra>*",
        _RELATIVA,
    ),
    Regla(
        "<despues> a|al|de|del? la|el|los|las|su|cada*"
        " (?! <orden>|<periodo>|<diasem>|<mes>|dia|mes|<articulo> ) <palabra> <palabra>*",
        _RELATIVA,
    ),
    # --- Por demanda: depende de lo que otro pida o necesite
    Regla("a|por|segun|bajo|sobre|de acuerdo? <articulo>* <solicitud> <palabra>*", _DEMANDA),
    Regla("conforme|acorde <articulo>* <solicitud> <palabra>*", _DEMANDA),
    Regla(
        "cuando|siempre|segun|conforme el|la|los|las <palabra> ( de|del|de la <palabra> )?"
        " lo|la|los|las|se? <requiera> <palabra>*",
        _DEMANDA,
    ),
    Regla(
        "segun|conforme|como|cuando|si|siempre|cada|toda|1|momento que|vez|y|cuando* <previo>*"
        " <requiera> <palabra>*",
        _DEMANDA,
    ),
    Regla(
        "( en caso de|que|ser|se|haber|sea* | de ser|haber | si es|se|fuere|fuera? | de )"
        " <requiera> <palabra>*",
        _DEMANDA,
    ),
    Regla("por evento|eventos|eventualidad|ocurrencia", _DEMANDA),
    Regla("demanda|eventual|eventualmente|ocasional|ocasionalmente", _DEMANDA),
    # --- Remite a otro documento, o no se sabe todavía
    Regla(
        "( segun|conforme|acorde|como | de acuerdo ) <articulo>* <documento> <palabra>*",
        _a_secas("REMISION"),
    ),
    Regla("por|sin|a|para pendiente|<definir> ( de? por? <palabra> )?", _PENDIENTE),
    Regla("pendiente|pendientes por|de? <definir>?", _PENDIENTE),
    Regla("no aplica|aplican|programada|programado|<definir>", _PENDIENTE),
    Regla("n / a|d", _PENDIENTE),
    Regla("n a|d|p|e", _PENDIENTE),
    Regla("na|nd|tbd|ninguna|ninguno|indefinid[oa]|indefinido|indefinida", _PENDIENTE),
    Regla("indeterminado|indeterminada", _PENDIENTE),
    Regla(
        "probable|probablemente|probables|posible|posiblemente|tentativa|tentativo"
        "|tentativamente|aproximadamente|aprox",
        _a_secas("PROBABLE"),
    ),
    # --- Partes del año, de un periodo o de un mes
    Regla(
        "( al|a|para? el|la? <finalizar> ) <articulo>*"
        " ( {orden} {periodo} | {periodo} {orden} ) @del_anio @anio_largo",
        u.final_de_periodo,
    ),
    Regla(
        "al|a|para? el|la? <terminar> el|la|de|del* ano|vigencia|{anio} @anio_largo",
        u.final_de_periodo,
    ),
    Regla(
        "a? {finales} el|la|de|del* ( {orden} {periodo} | ano|vigencia ) @anio_largo", u.mes_extremo
    ),
    Regla("a? {finales} de|del {anio}", u.mes_extremo),
    Regla(
        "a|al? <inicial> el|la|de|del* ( {orden} {periodo} | ano|vigencia|{anio} ) @anio_largo",
        u.mes_extremo,
    ),
    Regla("{orden} {diasem} @del_mes {mes} @anio", u.dia_de_semana_de_mes),
    Regla("{orden} mes de|del la|el? ano|vigencia @anio_largo", u.mes_por_su_orden),
    Regla("{orden} quincena @del_mes {mes} @anio", u.quincena),
    Regla("{orden} semana @del_mes {mes} @anio", u.semana_de_mes),
    Regla("semana {orden:numero} @del_mes {mes} @anio", u.semana_de_mes),
    Regla("{orden:extremo} dia {habiles}? @del_mes {mes} @anio", u.dia_extremo),
    Regla("a|para? <aproximado> @del_mes {mes} @anio", u.parte_de_mes),
    # --- Fechas exactas
    Regla("{anio} -|/|. {nmes} -|/|. {dia}", u.fecha_iso),
    Regla("{dia} -|/|. {nmes} -|/|. {anio}|{corto}|{raro} (?! / <numero> )", u.fecha_numerica),
    Regla("{dia} {nmes} {anio}", u.fecha_numerica),
    Regla("{dia} de|del {nmes} de|del {anio}", u.fecha_numerica),
    Regla("dia? {dia} de|del|-|/|.* ( mes de|del? )? {mes} @anio", u.fecha_escrita),
    Regla("mes? de? {mes} -|/|. {corto:yy} (?! -|/|,|de|del? <anio> )", u.mes_con_guion),
    Regla(
        "{mes} de|el|dia|-* {dia} (?! de|del|/|. <mes> ) (?! -? <mes> (?! <dia> ) )"
        " @anio_tras_dia (?! <evento>|vez|veces )",
        u.fecha_mes_primero,
    ),
    Regla("{dia} / {nmes}", u.numeros_con_barra),
    # --- Meses
    Regla("mes? de? {mes} @anio_tras_mes", u.mes),
    Regla("mes|meses? de? {mes}", u.mes),
    Regla("{nmes} -|/ {anio}", u.mes_numerico),
    Regla("{anio} -|/ {nmes:mes_con_cero}", u.mes_numerico),
    # --- Trimestres, cuatrimestres, semestres, bimestres
    Regla("{orden} {periodo} @anio", u.periodo),
    Regla("{cardinal:numero} {periodo:singular} @anio", u.periodo),
    Regla("{periodo} no|numero|nro|#|-|:? {orden:orden_o_numero} @anio", u.periodo_y_numero),
    # --- El año entero
    Regla(
        "( durante|en|todo|toda|a lo? largo? de|del? )"
        " lo|todo|toda|el|la|de|del|corrido|transcurso|lapso*"
        " ( ano|vigencia fiscal|actual|presente|vigente|corriente? de|del|-?"
        " ( {anio} | en curso )? | {anio} )",
        u.vigencia_entera,
    ),
    Regla(
        "presente|actual|toda|todo|durante* vigencia|ano fiscal|actual|corrido|vigente?"
        " en? curso? (?! <anio>|<siguiente>|<anterior>|- )",
        u.anio_entero,
    ),
    Regla(
        "( de|en manera|forma|modo )? <permanente>"
        " ( durante|en la|el|todo|toda* ano|vigencia {anio}? )?",
        u.vigencia_entera,
    ),
    Regla("24 / 7", u.vigencia_entera),
    Regla("ano|vigencia|fiscal* de|del? {anio}", u.anio_entero),
    Regla("@anio_relativo", u.anio_entero),
    # --- Conectores
    Regla("( como|por|al|a lo? )? minimo", _NADA),
    Regla("( como|por|al|a lo? ) menos", _NADA),
    Regla("excepto|salvo|menos|exceptuando|exceptuado", _EXCEPCION),
    Regla("( a|con|sin )? excepcion|contar|incluir de|del?", _EXCEPCION),
    Regla("no antes de|del|el", _a_secas("desde")),
    Regla("no despues|mas de|del|el|tarde|alla*", _a_secas("hasta")),
    Regla("( a lo? largo | en el? transcurso|curso|desarrollo ) de|del", _NADA),
    Regla("todo|toda el|la? (?= mes|<mes>|<orden> )", _NADA),
    Regla("en adelante", _a_secas("adelante")),
    Regla("a partir de|del", _a_secas("desde")),
    Regla("a? mas tardar|tarde el|en|a|al?", _a_secas("hasta")),
    Regla("hasta|antes|maximo|limite el|de|del|la|a|al|en|los*", _a_secas("hasta")),
    Regla("( fecha|plazo )? limite|maximo|maxima el|de|:|hasta|en|a*", _a_secas("hasta")),
    Regla("plazo hasta|:|el*", _a_secas("hasta")),
    Regla(
        "fecha|y|,|;|-* fin|final|finaliza|finalizacion|termina|terminacion de|el|:|-|en*"
        " (?= <dia>|<mes>|<anio> )",
        _a_secas("hasta"),
    ),
    Regla(
        "fecha? inicio|inicial|inicia|comienzo de|el|:|-|en* (?= <dia>|<mes>|<anio> )",
        _a_secas("desde"),
    ),
    Regla("desde el|la|los?", _a_secas("desde")),
    Regla(
        "despues|posterior|inicia|iniciando|iniciar|inicio|comenzando|comienza|luego"
        " de|del|a|al|en|el*",
        _a_secas("desde"),
    ),
    Regla("entre el|los|la?", _a_secas("entre")),
    Regla("con? corte a|al?", _NADA),
    Regla("a|al|hacia", _a_secas("a")),
    Regla("y / o|u", _a_secas("o")),
    Regla("y|e|,|&|+|;|/", _a_secas("y")),
    Regla("o|u", _a_secas("o")),
    Regla("-", _a_secas("-")),
    Regla(":", _a_secas(":")),
    Regla("{diasem}", u.dia_de_semana),
    Regla("{orden}", u.ordinal_suelto),
    Regla("{n}", u.numero_suelto),
    # --- Lo que no dice cuándo
    Regla("presente ano|vigencia", _NADA),
    Regla(
        r"el|la|los|las|de|del|en|para|por|dia|dias|fecha|fechas|proximo|proximos|este"
        r"|esta|presente|durante|periodo|su|\(|\)|[|]|\"|'|.|*|cada",
        _NADA,
    ),
    Regla("mes|meses (?= :|,|de|del|<mes> )", _NADA),
    Regla("semana", u.semana_suelta),
    Regla("<evento>", _a_secas("EVENTO")),
)
_COMPILADAS = tuple(
    (compilar(regla.patron, PALABRAS, TROZOS), regla.significado) for regla in REGLAS
)


def leer_piezas(lectura: Lectura, vigencia: int) -> list[Pieza]:
    """Parte las fichas en piezas, de izquierda a derecha; lo que nadie reconoce sale como «…»."""
    frase = "".join(f"{ficha.canonica} " for ficha in lectura.fichas)
    piezas: list[Pieza] = []
    desde = primera = 0
    while desde < len(frase):
        pieza, hasta = _siguiente(frase, desde, vigencia)
        siguiente = primera + frase.count(" ", desde, hasta)
        lugar = (lectura.fichas[primera].inicio, lectura.fichas[siguiente - 1].fin)
        piezas.append(replace(pieza, lugar=lugar))
        desde, primera = hasta, siguiente
    return piezas


def _siguiente(frase: str, desde: int, vigencia: int) -> tuple[Pieza, int]:
    for patron, significado in _COMPILADAS:
        encaje = patron.match(frase, desde)
        if encaje and encaje.end() > desde:
            pieza = significado(capturas(encaje), vigencia)
            if pieza:
                return pieza, encaje.end()
    return Pieza("…"), frase.index(" ", desde) + 1
