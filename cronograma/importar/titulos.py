"""Los títulos de columna y lo que quieren decir: aquí viven los sinónimos.

Entra un título y el título combinado que lleva encima; sale el campo de la actividad al que
corresponde, o nada. Primero se busca entre los títulos de los formatos oficiales, después
entre los periodos («I Trim», «ENE», «1» bajo «Cuatrimestre»), después en la tabla de
sinónimos y por último entre los parecidos (un título mal escrito). Agregar un sinónimo es
agregar una expresión a la tabla y un caso a la prueba.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from cronograma.celdas import juntar_letras
from cronograma.formatos import FORMATOS
from cronograma.formatos import TABLA as FORMATO_TABLA
from cronograma.periodos import NOMBRES_DE_MES
from estrategia.texto import sin_acentos


class Destino(NamedTuple):
    """El campo al que va una columna. `seguro` va de 0 a 100."""

    campo: str
    detalle: str = ""
    seguro: int = 90


def llano(titulo: str) -> str:
    """El título sin tildes, mayúsculas, signos, renglones ni plurales opcionales «(s)»."""
    texto = sin_acentos(juntar_letras(titulo.replace("_", " ")))
    texto = re.sub(r"\s*\((?:s|es|as|os|a|o)\)", "", texto)
    texto = re.sub(r"\bn\s?[°º]|\bn\s?\.\s?o\b|\bnro\b|#", "numero", texto)
    return " ".join(re.sub(r"[^\w%]+", " ", texto).split())


# --- Periodos -------------------------------------------------------------------------------

ORDINALES = {
    "1": 1, "i": 1, "1er": 1, "1ro": 1, "primer": 1, "primero": 1, "uno": 1, "1o": 1,
    "2": 2, "ii": 2, "2do": 2, "2o": 2, "segundo": 2, "dos": 2, "2da": 2,
    "3": 3, "iii": 3, "3er": 3, "3ro": 3, "tercer": 3, "tercero": 3, "tres": 3, "3o": 3,
    "4": 4, "iv": 4, "4to": 4, "4o": 4, "cuarto": 4, "cuatro": 4,
    "5": 5, "v": 5, "5to": 5, "quinto": 5, "6": 6, "vi": 6, "6to": 6, "sexto": 6,
}  # fmt: skip
CLASES = {
    "T": r"trim(?:estre|estral)?s?|t|q|tri", "C": r"cuatrim(?:estre|estral)?s?|cuatri|cuat",
    "S": r"sem(?:estre|estral)?s?", "B": r"bim(?:estre|estral)?s?",
}  # fmt: skip
MESES = {nombre: numero for numero, nombre in enumerate(NOMBRES_DE_MES, start=1)}
MESES |= {nombre[:3]: numero for nombre, numero in list(MESES.items())}
MESES |= {
    "sept": 9,
    "set": 9,
    "setiembre": 9,
    "agto": 8,
    "mzo": 3,
    "abri": 4,
    "novi": 11,
    "dici": 12,
}
ROMANOS = {"vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_ORDEN = "|".join(sorted(ORDINALES, key=len, reverse=True))
_MES = "|".join(sorted(MESES, key=len, reverse=True))
# El tramo de meses que abarca un periodo de cada clase: enero-marzo es un trimestre.
CLASE_POR_MESES = {1: "M", 2: "B", 3: "T", 4: "C", 6: "S", 12: "anual"}
ANIO = re.compile(r"\b(?:de(?:l)? )?(?:20\d\d|vigencia|ano)\b")
SEMANA = re.compile(r"^(?:s|sem|semana)? ?[1-5]$")


@lru_cache(maxsize=4096)
def periodo(titulo: str) -> str:
    """El código del periodo que nombra un título ya llano («i trim» → «T1»), o vacío."""
    texto = " ".join(ANIO.sub(" ", titulo).split())
    if texto in MESES:
        return f"M{MESES[texto]:02d}"
    if tramo := re.fullmatch(rf"({_MES})(?: a| al| y)? ({_MES})", texto):
        return _de_tramo(MESES[tramo[1]], MESES[tramo[2]])
    for letra, nombres in CLASES.items():
        forma = rf"(?:({_ORDEN})\.? ?(?:{nombres})|(?:{nombres}) ?({_ORDEN}))"
        if partes := re.fullmatch(forma, texto):
            return _codigo(letra, ORDINALES[partes[1] or partes[2]])
        # «Trimestre I (ene - mar)»: los meses repiten lo que el ordinal ya dice.
        if partes := re.fullmatch(rf"{forma} ({_MES})(?: a| al| y)? ({_MES})", texto):
            return _codigo(letra, ORDINALES[partes[1] or partes[2]])
    return ""


def _codigo(letra: str, numero: int) -> str:
    limites = {"T": 4, "C": 3, "S": 2, "B": 6}
    return f"{letra}{numero}" if numero <= limites[letra] else ""


def _de_tramo(primero: int, ultimo: int) -> str:
    largo = ultimo - primero + 1
    letra = CLASE_POR_MESES.get(largo, "")
    if letra == "anual" or not letra or (primero - 1) % largo:
        return ""
    return f"M{primero:02d}" if letra == "M" else f"{letra}{(primero - 1) // largo + 1}"


def numero_de_periodo(titulo: str, grupo: str, hermanos: int) -> str:
    """El periodo de un «1», «2», «3» según su título combinado, o según cuántos son."""
    numero = ORDINALES.get(titulo) or ROMANOS.get(titulo)
    if titulo.isdigit():
        numero = int(titulo)
    if not numero:
        return ""
    if clase := re.search(r"\b(cuatrim|trim|semestr|bimestr|mes(?:es)?\b|mensual)", grupo):
        letra = {"cuatrim": "C", "trim": "T", "semestr": "S", "bimestr": "B"}.get(clase[1], "M")
    elif re.search(r"avance|programa|ejecu|periodo|cronograma|seguimiento|meta", grupo):
        letra = {2: "S", 3: "C", 4: "T", 6: "B", 12: "M"}.get(hermanos, "")
    else:
        return ""
    if letra == "M":
        return f"M{numero:02d}" if 1 <= numero <= 12 else ""
    return _codigo(letra, numero) if letra and numero in ORDINALES.values() else ""


# --- Sinónimos ------------------------------------------------------------------------------

DE_SEGUIMIENTO = re.compile(
    r"seguimiento|monitoreo|avance|ejecutad|ejecucion real|cumplid|realizad|cumplimiento|evidencia"
    r"|verificacion|control interno|\boci\b|evaluacion (?:oci|control)|reporte|autoevaluacion|logr"
)
PROGRAMADO = re.compile(
    r"^(?:p|prog|programad[oa]s?|planead[oa]s?|planificad[oa]s?|plan|meta|%? ?programad[oa])$"
)
EJECUTADO = re.compile(
    r"^(?:e|ejec|ejecutad[oa]s?|realizad[oa]s?|r|real|cumplid[oa]s?|logro|logrado|avance|% ?(?:de )?(?:avance|ejecucion|ejecutado))$"
)
PERIODO_CON_CLASE = re.compile(
    r"^(prog|programad[oa]s?|planead[oa]s?|meta|plan|ejec|ejecutad[oa]s?|ejecucion|realizad[oa]s?|avance"
    r"|logro|seguimiento|% (?:de )?(?:avance|ejecucion|cumplimiento))(?: del?| de la| en el)? (.+)$"
)
_ACTIVIDAD = r"(?:actividad(?:es)?|accion(?:es)?)"
_QUE_SE_HARA = (
    r"(?: (?:programad|planead|planificad|propuest|planted|proyectad|priorizad|definid|institucional)\w*"
    r"| (?:a|por) (?:desarrollar|realizar|ejecutar|implementar|adelantar)| participativas?"
    r"| principal(?:es)?| especificas?| estrategicas?| clave| de mejora\w*| de gestion"
    r"| de participacion(?: ciudadana)?| de rendicion de cuentas| de dialogo"
    r"| del? (?:plan|proyecto|cronograma|componente|la estrategia|rdc)(?: \w+){0,4})*"
)
_RESPONSABLE = r"responsables?"

# El orden decide: lo más particular va primero.
SINONIMOS: tuple[tuple[str, str], ...] = (
    ("correo", r"\bcorreo|\be ?mail\b|^contacto"),
    ("numero", r"^(?:numero|no|n|num|item|id|cod|codigo|orden|consecutivo)(?: (?:de )?(?:la |el )?(?:actividad|accion|orden|item|consecutivo))?$|^(?:actividad|accion) (?:numero|no|n)$"),
    ("frecuencia", r"^(?:periodicidad|frecuencia)\b"),
    ("inicio", r"^(?:fecha|mes|dia)?s? ?(?:de |del? )?(?:la )?(?:inicio|inicial|inicia|comienzo|arranque)\b(?! real)|^desde$|^fecha desde$|^inicio"),
    ("fin", r"^(?:fecha|mes|dia)?s? ?(?:de |del? )?(?:la )?(?:fin|final|finalizacion|finaliza|terminacion|termino|termina|cierre|culminacion|vencimiento)\b(?! real)|^hasta$|^fecha hasta$"),
    ("numero", r"^subcomponente numero$"),
    ("bloque", r"^(?:sub ?)?componentes?\b|^(?:macro ?|sub ?)?procesos?$|^proceso (?:asociado|misional|institucional)|^ejes?\b|^lineas?\b(?! base)|^dimension|^pilar|^programas?$|^estrategias?$|^politicas?\b|^categorias?$|^capitulo|^subcomponente"),
    ("grupos", r"grupos? de (?:valor|interes|ciudadanos)|^poblacion|(?:publico|audiencia|poblacion) (?:objetivo|beneficiari|al? que|dirigid)|^dirigid[oa]s? a|partes? interesadas?|^beneficiari|^participantes|^invitados|^otro espacio de participacion|^actores|^grupos?$|^publico$|^a quien"),
    ("instancias", r"^instancias?\b|instancia (?:de participacion )?(?:legalmente|formalmente)"),
    ("subactividad", r"^sub ?(?:actividad|accion)(?:es)?|^tareas?\b"),
    ("nombre", rf"^(?:nombre|descripcion) (?:de(?:l)? )?(?:la |las |los )?(?:{_ACTIVIDAD}|espacio|evento)|^{_ACTIVIDAD}{_QUE_SE_HARA}$|^{_ACTIVIDAD}(?: y o| y| o)? (?:{_ACTIVIDAD}|tareas?)|^{_ACTIVIDAD}$"),
    ("nombre", r"^espacios? (?:de (?:participacion|dialogo|rendicion)|participativos?)|^nombre del espacio|^eventos?$|^hitos?$|^compromisos?$|^iniciativas?$|^que se (?:hara|va a hacer|realizara)"),
    ("fecha_programada", r"^fechas?(?: de)?(?: (?:la |el )?(?:actividad|evento|espacio|realizacion|ejecucion|cumplimiento|programad\w*|prevista|planead\w*|propuesta|estimada|limite|maxima|entrega|desarrollo|tentativa|cronograma))*(?: de (?:la |el )?(?:accion|actividad|realizacion|ejecucion|cumplimiento|entrega|implementacion|desarrollo|espacio))*$"),
    ("fecha_programada", r"^(?:cronograma|plazos?|cuando|tiempos?|programacion|termino|periodo|vigencia|mes|trimestre|cuatrimestre|semestre)(?: (?:de |para |la |el )*(?:ejecucion|cumplimiento|realizacion|implementacion|entrega|programad\w*|la actividad|actividad))*$"),
    ("accion_gestion", r"^accion de gestion institucional"),
    ("instrumento", r"instrumento de planeacion|^instrumentos?$"),
    ("alcance", r"^alcance|^nivel de participacion"),
    ("metodologia", r"^metodologia|^como se (?:hara|realizara|desarrollara)|^estrategia metodologica"),
    ("resultado", r"^resultados? esperados?"),
    ("tipo_espacio", r"^tipo de (?:espacio|actividad|evento|dialogo|mecanismo)|^mecanismos?(?: de (?:participacion|dialogo))?$|^(?:medios?|canal(?:es)?|herramientas?)(?: (?:de|para|a) \w+)*$"),
    ("modalidad", r"^modalidad|^(?:presencial|virtual) (?:y|o|y o) (?:presencial|virtual)$|^forma de realizacion"),
    ("presencial", r"^presencial(?:es)?$"),
    ("virtual", r"^virtual(?:es)?$"),
    ("lugar", r"^(?:lugar|sitio|ubicacion|donde)\b(?! web)"),
    ("enlace", r"^(?:enlace|link|url)\b"),
    ("presupuesto", r"presupuesto|^recursos?\b|^costos?\b|^valor (?:total|estimado|programado)|financiacion|^inversion"),
    ("producto", r"^metas? (?:o |y o |y |/ )?productos?\b|^productos?\b|^entregables?|^producto (?:o|y) entregable|^registro o evidencia$"),
    ("meta", r"^metas?\b"),
    ("objetivo", r"^objetivos?$|^objetivos? (?:general|especifico|del? (?:espacio|la actividad|actividad|evento|la accion))|^para que|^proposito|^finalidad"),
    ("dependencias", rf"^(?:dependencias?|areas?|oficinas?|unidad(?:es)?|procesos?|secretarias?)(?: (?:o|y|y o) \w+)?(?: administrativas?)? (?:lider\w* )?(?:{_RESPONSABLE}|encargad\w+|lider)|^{_RESPONSABLE}$|^{_RESPONSABLE} (?:de(?:l)? )?(?:la |el |su )?(?:actividad|ejecucion|accion|cumplimiento|implementacion|directo|principal|proceso|espacio|desarrollo)|^(?:dependencias?|areas?|encargad\w+|quien(?:es)?|lider(?:es)?|oficina|ejecutor(?:es)?)$|^lider (?:del? |de la )?(?:proceso|actividad|accion)|^cargo (?:del )?{_RESPONSABLE}|^(?:dependencia|area|lider) {_RESPONSABLE}"),
    ("momento", r"^momentos?$"),
    ("elemento", r"^elementos?(?: de (?:la )?rendicion.*)?$"),
    ("fases_texto", r"^fases?(?: del ciclo.*| de la gestion| y etapas)?$|^etapas?(?: (?:de|del) .*)?$"),
    ("observaciones", r"^observaci\w+(?: general(?:es)?)?$|^comentarios?$|^notas?$|^aclaraci\w+$"),
    ("descripcion", r"^descripcion\b"),
    ("nombre", rf"^(?!tipo|costo|valor|fecha|estado|indicador|peso|avance|lugar|meta|objetivo|responsable|codigo)(?:\w+ ){{1,3}}{_ACTIVIDAD}$"),
    ("dependencias", rf"\b{_RESPONSABLE}\b(?!.*(?:seguimiento|monitoreo|control|reporte|verificaci))"),
)  # fmt: skip
TABLA = tuple((campo, re.compile(patron)) for campo, patron in SINONIMOS)
DE_PLANEACION = re.compile(r"planea|planifica|programaci|formulaci|plan de accion|descripci")
NUNCA_FECHA = re.compile(
    r"real\b|seguimiento|corte|reporte|verificaci|monitoreo|aprobaci|actualizaci|evaluaci|publicaci"
)
# Qué palabras del propio título dicen que la columna cuenta lo ocurrido.
NO_ES_EL_PLAN = {
    "fecha_programada": NUNCA_FECHA,
    "inicio": NUNCA_FECHA,
    "fin": NUNCA_FECHA,
    "dependencias": re.compile(
        r"seguimiento|monitoreo|reporte|verificaci|evaluaci|control interno"
    ),
    "fases_texto": re.compile(r"$^"),
    "numero": re.compile(r"$^"),
    "bloque": re.compile(r"$^"),
}

FASES_MIPG = (
    ("diagnostico", r"^diagnostico(?: participativ\w+)?$"),
    ("formulacion", r"^(?:formulacion|planeacion)(?: participativ\w+)?$"),
    ("ejecucion", r"^(?:ejecucion|implementacion)(?: participativ\w+)?$"),
    ("seguimiento", r"^(?:seguimiento(?: y evaluacion)?|evaluacion(?: y seguimiento)?|control)(?: participativ\w+)?$"),
)  # fmt: skip
ETAPAS_MURC = (
    ("aprestamiento", r"^aprestamiento$"),
    ("diseno", r"^diseno$"),
    ("preparacion", r"^preparacion(?: y capacitacion)?$"),
    ("ejecucion_rdc", r"^ejecucion$"),
    ("evaluacion_rdc", r"^seguimiento(?: y evaluacion)?$|^evaluacion(?: y seguimiento)?$"),
)
DE_ESTRATEGIA = (
    ("es_participacion", r"^participacion(?: ciudadana)?(?: en la gestion)?$"),
    ("es_rendicion", r"^rendicion(?: publica)? de cuentas$|^rdc$"),
)


def _declarados() -> dict[tuple[str, str], Destino]:
    """Los títulos de los formatos oficiales, con su título combinado si lo llevan."""
    declarados: dict[tuple[str, str], Destino] = {}
    for formato in (*FORMATOS.values(), FORMATO_TABLA):
        for columna in formato.columnas:
            clave = (llano(columna.grupo), llano(columna.titulo))
            # Un código suelto es el número del documento; `columnas` sabe cuándo no.
            if clave[1] and columna.campo != "codigo":
                # Las fases, cuando no son marcas, vienen con sus nombres en una sola celda.
                sin_marca = columna.campo == "fases" and not columna.detalle
                campo = "fases_texto" if sin_marca else columna.campo
                declarados.setdefault(clave, Destino(campo, columna.detalle, 100))
    return declarados


DECLARADOS = _declarados()
# Los títulos largos casi nunca se copian letra por letra.
LARGOS = {clave[1]: destino for clave, destino in DECLARADOS.items() if len(clave[1]) > 24}
# Las palabras que se escriben mal en un título; cada una se corrige por separado.
PALABRAS = (
    "actividad actividades accion acciones responsable responsables dependencia dependencias fecha fechas"
    " programada programadas cumplimiento realizacion ejecucion producto productos entregable inicio inicial"
    " final terminacion finalizacion observacion observaciones objetivo objetivos componente subcomponente"
    " trimestre cuatrimestre semestre periodicidad frecuencia presupuesto metodologia modalidad cronograma"
    " desarrollar realizar nombre espacio participacion grupos interes beneficiarios indicador seguimiento"
    " avance correo recursos instancia alcance proceso"
).split()
PARECIDO_MINIMO = 84


@lru_cache(maxsize=4096)
def destino(titulo: str, grupo: str = "", hermanos: int = 0) -> Destino | None:
    """El campo que nombra un título, o nada.

    Args:
        titulo: como está escrito.
        grupo: los títulos combinados de encima, de arriba abajo.
        hermanos: cuántas columnas comparten ese título combinado.
    """
    nombre, encima = llano(titulo), llano(grupo)
    if not nombre:
        return None
    return (
        DECLARADOS.get((encima, nombre))
        or _de_periodo(nombre, encima, hermanos)
        or _de_grupo(nombre, encima)
        or (None if es_de_seguimiento(encima) else DECLARADOS.get(("", nombre)))
        or _de_tabla(nombre, encima)
        or _de_largo(nombre, titulo)
        or _parecido(nombre)
    )


def _de_periodo(nombre: str, encima: str, hermanos: int) -> Destino | None:
    ultimo = periodo(nombre) or numero_de_periodo(nombre, encima, hermanos)
    if ultimo:
        campo = "avance" if DE_SEGUIMIENTO.search(encima) else "periodo"
        return Destino(campo, ultimo, 95)
    # «Programado trim 1» y «Ejecutado trim 1» en una sola fila de títulos.
    doble = PERIODO_CON_CLASE.match(nombre)
    if doble and (suyo := periodo(doble[2])):
        return Destino("programado" if PROGRAMADO.match(doble[1]) else "ejecutado", suyo, 92)
    superior = _periodo_de_encima(encima)
    if superior and PROGRAMADO.match(nombre):
        return Destino("programado", superior, 92)
    if superior and (EJECUTADO.match(nombre) or DE_SEGUIMIENTO.search(nombre)):
        return Destino("ejecutado", superior, 92)
    if superior.startswith("M") and SEMANA.match(nombre):
        return Destino("periodo", superior, 90)
    return None


def _periodo_de_encima(encima: str) -> str:
    """El periodo que dice el final de los títulos combinados («programacion i trimestre»)."""
    palabras = encima.split()
    for cuantas in range(1, min(len(palabras), 5) + 1):
        if codigo := periodo(" ".join(palabras[-cuantas:])):
            return codigo
    return ""


def _de_grupo(nombre: str, encima: str) -> Destino | None:
    """Títulos que solo se entienden por el que llevan encima."""
    if "etapa" in encima:
        return _primero(ETAPAS_MURC, nombre, "fases")
    de_fase = re.search(r"\bfases?\b|\bciclo\b", encima) or "participativ" in nombre
    if de_fase and (hallado := _primero(FASES_MIPG, nombre, "fases")):
        return hallado
    if (
        re.search(r"estrategia|pertenece", encima)
        or nombre == "participacion ciudadana en la gestion"
    ):
        for campo, patron in DE_ESTRATEGIA:
            if re.search(patron, nombre):
                return Destino(campo, "", 92)
    if re.search(r"\bfechas?\b|cronograma|plazo|periodo|ejecucion|programacion", encima):
        if re.fullmatch(r"(?:de )?(?:inicio|inicial|inicia|desde|comienzo)", nombre):
            return Destino("inicio", "", 92)
        if re.fullmatch(
            r"(?:de )?(?:fin|final|hasta|terminacion|finalizacion|cierre|termino|finaliza)", nombre
        ):
            return Destino("fin", "", 92)
    return None


def _primero(tabla, nombre: str, campo: str) -> Destino | None:
    return next(
        (Destino(campo, codigo, 92) for codigo, patron in tabla if re.search(patron, nombre)), None
    )


def es_de_seguimiento(encima: str) -> bool:
    """¿El título combinado anuncia lo ocurrido, y no lo planeado?"""
    return bool(DE_SEGUIMIENTO.search(encima)) and not DE_PLANEACION.search(encima)


def _de_tabla(nombre: str, encima: str) -> Destino | None:
    de_seguimiento = es_de_seguimiento(encima)
    for campo, patron in TABLA:
        if not patron.search(nombre):
            continue
        # «Actividades cumplidas» y «Fecha de seguimiento» cuentan lo ocurrido, no lo planeado.
        ajeno = NO_ES_EL_PLAN.get(campo, DE_SEGUIMIENTO)
        if campo != "correo" and (de_seguimiento or ajeno.search(nombre)):
            return Destino("seguimiento", "", 80)
        return Destino(campo)
    return (
        Destino("seguimiento", "", 80) if de_seguimiento or DE_SEGUIMIENTO.search(nombre) else None
    )


def _de_largo(nombre: str, titulo: str) -> Destino | None:
    if len(nombre) > 20 and LARGOS:
        mejor = process.extractOne(nombre, LARGOS.keys(), scorer=fuzz.ratio, score_cutoff=85)
        if mejor:
            return LARGOS[mejor[0]]._replace(seguro=int(mejor[1]))
    sin_aclaracion = llano(re.sub(r"\([^)]*\)", " ", titulo))
    if sin_aclaracion and sin_aclaracion != nombre:
        return DECLARADOS.get(("", sin_aclaracion)) or _de_tabla(sin_aclaracion, "")
    return None


def _parecido(nombre: str) -> Destino | None:
    """El título con sus erratas corregidas palabra por palabra."""
    corregido = " ".join(_sin_errata(palabra) for palabra in nombre.split())
    if corregido == nombre or len(nombre) > 80:
        return None
    hallado = DECLARADOS.get(("", corregido)) or _de_tabla(corregido, "")
    return hallado._replace(seguro=80) if hallado else None


@lru_cache(maxsize=4096)
def _sin_errata(palabra: str) -> str:
    if len(palabra) < 5 or palabra in PALABRAS:
        return palabra
    mejor = process.extractOne(palabra, PALABRAS, scorer=fuzz.ratio, score_cutoff=PARECIDO_MINIMO)
    return mejor[0] if mejor else palabra
