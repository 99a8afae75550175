"""Palabras: las clases de palabra y los trozos que las reglas de la gramática nombran.

`PALABRAS` dice qué formas caben en cada clase (`{mes}`, `<evento>`…) y `TROZOS` lo que se repite en
muchas reglas (`@anio`). El lenguaje en que se escriben lo explica `patrones`.
"""

from cronograma.fechas.piezas import DIAS_DE_SEMANA
from cronograma.periodos import NOMBRES_DE_MES

_MES = "|".join(NOMBRES_DE_MES)
_PERIODO = "(?:tri|cuatri|se|bi)mestres?"
_DIASEM = "|".join(DIAS_DE_SEMANA)
_CADENCIA = (
    "diaria|semanal|quincenal|mensual|bimestral|bimensual|trimestral|cuatrimestral|semestral|anual"
)
_TIEMPO = (
    f"(?:{_MES}|{_CADENCIA}|{_PERIODO}|{_DIASEM}|cada|vez|veces|hasta|desde|durante|ano|vigencia) "
)

PALABRAS = {
    "dia": r"\d{1,2}º?",
    "nmes": r"\d{1,2}",
    "mes": _MES,
    "anio": r"[1-9]\d{3}",
    # Dos cifras no son un año si lo que sigue las hace día u hora: «15 mayo 20 de junio», «10 a.m.».
    "corto": rf"\d\d(?! (?:de |del |- |/ )?(?:{_MES}) )(?! : \d)"
    r"(?! (?:[ap] m|am|pm|m|hrs|horas) )",
    "yy": r"\d\d(?! : \d)",
    "raro": r"\d{3}|\d{5,}|0\d{3}",
    "n": r"\d{1,3}",
    "numero": r"\d{1,2}",
    "orden": r"[1-9]º|ultimo",
    "orden_o_numero": r"[1-9]º|ultimo|\d",
    "hh": r"[01]?\d|2[0-4]",
    "mm": r"[0-5]\d",
    "mes_con_cero": r"0[1-9]|1[0-2]",
    "periodo": _PERIODO,
    "singular": "(?:tri|cuatri|se|bi)mestre",
    "cadencia": _CADENCIA,
    "diasem": _DIASEM,
    "unidad": rf"dia|dias|semana|quincena|mes|meses|{_PERIODO}|ano|vigencia",
    "igual": "mes|dia|semana",
    "palabra_mes": "mes",
    "palabra": rf"(?!{_TIEMPO})[a-z]+|1(?! vez )",
    "adjetivo": rf"(?!(?:{_TIEMPO}|en |al |por |y |a |o |hasta |del |para ))[a-z]+",
    "participio": "[a-z]{2,}[ai]d[oa]s?|se|sea|sean|haya|hayan|finalice|termine",
    "articulo": "el|la|los|las|lo|su|de|del|a|al|con",
    "siguiente": "proximo|proxima|siguiente",
    "anterior": "anterior|pasado|pasada",
    "primeros": "primeros",
    "extremo": "1º|ultimo",
    "ultimo": "ultimo",
    "habiles": "habiles",
    "finales": "finales|fines|fin|final",
    "inicial": "iniciar|inicios?|comenzar|comienzos?|principios?",
    "finalizar": "finalizar|final|fin|cierre|cerrar|termino|terminar|terminacion|finalizacion|culminar"
    "|acabar|vencimiento|vencer|corte",
    "terminar": "finalizar|cierre|cerrar|termino|terminar|terminacion|finalizacion|culminar",
    "aproximado": "finales|fines|fin|final|mediados|mitad|principios?|comienzos|inicios?"
    "|(?:primeros|ultimos|1º) dias",
    "permanente": "permanente|continua|constante|siempre",
    "referencia": "decreto|ley|resolucion|acuerdo|acta|circular|ordenanza|articulo|oficio|directiva"
    "|contrato|sentencia|norma|conpes|radicado|memorando|convenio|numeral|constitucion|iso|ntc|estatuto",
    "evento": "acciones|accion|actividad(?:es)?|audiencias?|auditorias?|boletin(?:es)?|brigadas?"
    "|campanas?|capacitacion(?:es)?|charlas?|chats?|comites?|comunicados?|consultas?|conversatorios?"
    "|convocatorias?|dialogos?|difusion(?:es)?|divulgacion(?:es)?|documentos?|ejercicios?|encuentros?"
    "|encuestas?|espacios?|eventos?|evaluacion(?:es)?|ferias?|foros?|informes?|jornadas?"
    "|mantenimientos?|mesas?|monitoreos?|ocasion(?:es)?|oportunidades|piezas?|plan|planes|programas?"
    "|publicacion(?:es)?|recorridos?|reportes?|reunion(?:es)?|ruedas?|seguimientos?|sesion(?:es)?"
    "|simulacros?|socializacion(?:es)?|taller(?:es)?|transmision(?:es)?|videos?|visitas?",
    "solicitud": "demandas?|solicitud(?:es)?|necesidad(?:es)?|requerimientos?|peticion(?:es)?"
    "|exigencias?|pedidos?|pqrs?d?f?|quejas|eventualidad|casos",
    "requiera": "requier(?:a|an|e)|requerid[oa]|requerir(?:se|lo)|necesit(?:e|en|arse)|necesari[oa]"
    "|solicit(?:e|en|ad[oa]|arse)|present(?:e|en|arse)|amerit(?:e|en|arse)|aplique|apliquen|aplicar"
    "|lugar|demanden?|exijan?|ocurran?|surjan?|generen?|reciban?|pertinente|solicitud(?:es)?"
    "|necesidad(?:es)?|existan?|consideren?|estimen?|determinen?|dispongan?",
    "previo": "se|sea|haya|hayan|exista|existan|asi|llegue|lleguen|surja|surjan|lo|la|las|los|el",
    "documento": "cronograma|programacion|plan|programado|establecido|calendario|planeacion|agenda"
    "|disponibilidad|norma|normatividad|ley|definido|estipulado",
    "definir": "definir|definid[oa]|confirmar|programar|establecer|determinar|concertar|acordar"
    "|asignar|precisar|fecha",
    "despues": "despues|luego|posterior|posteriormente|tras|previo|previa|antes|siguiente",
    "plazo": "dias?|mes|meses|semana|horas|ano",
    "contado": "despues|antes|siguientes?|posterior(?:es)?|previos?|contados",
}

# Trozos que se repiten en muchas reglas.
_ANIO = r"( de|del|la|el|en|-|/|,|.|'|\(|ano|vigencia|fiscal* {anio} \)? )"
_ANIO_RARO = "( de|del|/|-|. {raro} )"
_RELATIVO = (
    "( de|del* la|el? ( {siguiente} vigencia|ano | vigencia|ano {siguiente}"
    " | {anterior} vigencia|ano | vigencia|ano {anterior} ) )"
)
TROZOS = {
    "anio": f"( {_ANIO} | ( -|/|.|'|de|del {{corto}} ) | {_ANIO_RARO} | {_RELATIVO} | {{corto}} )?",
    "anio_tras_dia": f"( {_ANIO} | ( de|del|/ {{corto}} ) | {_ANIO_RARO} | {_RELATIVO} )?",
    "anio_tras_mes": f"( {_ANIO} | {_ANIO_RARO} | {_RELATIVO} | ( de|del {{corto}} )"
    " | ( -|/? ' {corto} ) )",
    "anio_largo": f"( {_ANIO} | {_RELATIVO} )?",
    "anio_relativo": _RELATIVO,
    "del_mes": "( de|del|en? mes? de|del? )?",
    "del_anio": "( de|del la|el? ano|vigencia )?",
    "hora": "( a|p .? m | am | pm )",
    "primeros_n": "( {primeros} {n} | {n} {primeros} | ultimos {n} | {n} ultimos )",
}
