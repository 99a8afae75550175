"""El significado de una celda suelta: marcas, números de orden, listas, modalidad y avance.

Entra el texto de una celda tal como se ve; sale lo que quiere decir, o nada si no lo dice.
No sabe de hojas, de catálogos ni de fechas (esas las entiende `programacion`). Nunca rechaza:
lo que no reconoce lo devuelve como texto. Sala pura.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from estrategia.catalogos import Modalidad
from estrategia.texto import sin_acentos

# --- Marcas ---------------------------------------------------------------------------------

SIGNOS_DE_SI = frozenset(
    {"x", "✓", "✔", "☑", "☒", "✗", "✘", "si", "s", "1", "●", "•", "■", "verdadero"}
)
SIGNOS_DE_NO = frozenset({"no", "0", "-", "–", "—", "falso"})
# «X Informe cuatrimestral…»: la marca cuenta y el texto se conserva. Solo signos inequívocos:
# «1 informe» y «Si se requiere» no son marcas.
MARCA_CON_TEXTO = re.compile(r"^\s*([xX✓✔☑])(?:\s*[-–:.]\s*|\s+)(\S.*)$", re.DOTALL)
NO_APLICA = re.compile(r"^(?:n\s*[/.]?\s*a\.?|no aplica)\.?$")


class Marca(StrEnum):
    """Lo que dice una casilla para marcar. Vacía y «no» son cosas distintas."""

    SI = "si"
    NO = "no"
    NO_APLICA = "no_aplica"


@dataclass(frozen=True)
class Marcada:
    """Una casilla leída: la marca, si la hay, y el texto que traiga al lado."""

    marca: Marca | None
    texto: str = ""

    @property
    def si(self) -> bool:
        return self.marca is Marca.SI


def leer_marca(texto: str) -> Marcada:
    """Qué marca lleva la celda; sin marca reconocible, `marca` es None y el texto queda entero."""
    llano = sin_acentos(texto).strip()
    sin_adornos = llano.strip("()[]. ")
    if llano in SIGNOS_DE_SI or sin_adornos in SIGNOS_DE_SI or re.fullmatch(r"x{2,3}", llano):
        return Marcada(Marca.SI)
    if llano in SIGNOS_DE_NO or sin_adornos == "no":
        return Marcada(Marca.NO)
    if NO_APLICA.match(llano):
        return Marcada(Marca.NO_APLICA)
    if con_texto := MARCA_CON_TEXTO.match(texto):
        return Marcada(Marca.SI, con_texto[2].strip())
    return Marcada(None, texto.strip())


# --- Número y nombre ------------------------------------------------------------------------

_DOTADO = r"\d{1,3}(?:\.\d{1,3}){1,5}"
_CON_LETRAS = r"[A-ZÑ]{1,6}\d{0,3}(?:[-_.]\d{1,4}){1,4}"
CODIGO = re.compile(rf"^(?:{_CON_LETRAS}|{_DOTADO}|\d{{1,4}})$")
# Cada forma exige algo que distinga el número de orden de una cantidad («1 rueda de prensa»).
NUMERADOS = (
    re.compile(rf"^({_CON_LETRAS})[.:)]?\s+[-–]?\s*(\S.*)$", re.DOTALL),
    re.compile(rf"^({_DOTADO})(?:[.)]\s*|\s*[-–:]\s+|\s+(?=[A-ZÁÉÍÓÚÑ¿«\"]))(\S.*)$", re.DOTALL),
    re.compile(r"^(\d{1,3})(?:\.(?!\d)|\)|°|º)\s*[-–]?\s*(\S.*)$", re.DOTALL),
    re.compile(r"^(\d{1,3})\s*[-–:]\s+(\S.*)$", re.DOTALL),
)


def leer_numerado(texto: str) -> tuple[str, str]:
    """«5. Audiencia» → («5», «Audiencia»); «2.Divulgar», «1.2.3 Hacer» y «PC-01 Hacer» también.

    Sin número reconocible devuelve («», texto). Una cantidad («1 rueda de prensa») no es número.
    """
    limpio = texto.strip()
    for forma in NUMERADOS:
        if partes := forma.match(limpio):
            return partes[1], partes[2].strip()
    return "", limpio


def es_codigo(texto: str) -> bool:
    """¿Es solo un número de orden o un código: «7», «7.», «1.2.3», «PC-01»?"""
    return bool(CODIGO.match(texto.strip().rstrip(".)").upper()))


# --- Listas ---------------------------------------------------------------------------------

VINETA = re.compile(r"^\s*(?:[-–—•●▪*·]|\d{1,2}[.)]|[a-z]\))\s+")


def partir_lista(texto: str) -> tuple[str, ...]:
    """Las partes que la celda separa sin duda: por «;» o por renglones, sin viñetas ni repetidas."""
    partes = (VINETA.sub("", parte).strip(" \t;") for parte in re.split(r"[;\n\r]+", texto))
    return tuple(dict.fromkeys(" ".join(parte.split()) for parte in partes if parte))


# --- Modalidad ------------------------------------------------------------------------------

EN_PERSONA = re.compile(
    r"\bpresencial|\bprensa\b(?! virtual)|\bradio\b|\bemisora|\bcartele?re?l?|\bperifoneo"
    r"|\bvolante|\bimpres[oa]s?\b"
)
# «Rueda de prensa» dice qué es el encuentro, no por dónde se asiste.
RUEDA = re.compile(r"\bruedas? de prensa")
EN_LINEA = re.compile(
    r"\bvirtual|\bfacebook|\byoutube|\btwitter|\binstagram|\bstreaming|\bredes sociales|\bpagina web"
    r"|\bsitio web|\bportal web|\ben linea\b|\bonline\b|\bzoom\b|\bteams\b|\bgoogle meet|\bwebinar"
    r"|\bcorreo electronico|\bcanal digital|\bvideoconferencia"
)


def leer_modalidad(texto: str) -> Modalidad | None:
    """Cómo se asiste, si el texto lo dice; None si solo nombra el tipo de espacio."""
    llano = RUEDA.sub("", sin_acentos(texto))
    if re.fullmatch(r"\W*(?:mixt[ao]|hibrid[ao]|ambas|combinad[ao]|semipresencial)\W*", llano):
        return Modalidad.MIXTA
    return Modalidad.de_marcas(
        presencial=bool(EN_PERSONA.search(llano)), virtual=bool(EN_LINEA.search(llano))
    )


# --- Avance ---------------------------------------------------------------------------------


class EstadoAvance(StrEnum):
    """Las tres cosas que una celda de avance puede decir, además de no decir nada."""

    PORCENTAJE = "porcentaje"
    NO_PROGRAMADA = "no_programada"
    NO_APLICA = "no_aplica"


@dataclass(frozen=True)
class AvanceLeido:
    """Un avance: el porcentaje (0 a 100 y más), o por qué no lo hay."""

    estado: EstadoAvance
    porcentaje: float | None = None


PORCENTAJE = re.compile(r"^\s*(\d{1,3}(?:[.,]\d+)?)\s*%\s*$")
NUMERO = re.compile(r"^\s*(\d{1,3}(?:[.,]\d+)?)\s*$")
NO_PROGRAMADA = re.compile(
    r"\bno (?:esta |se encuentra |fue )?programad|\bno aplica para el (?:periodo|trimestre|cuatrimestre)"
    r"|\bno aplica .*en estudio|\bprogramad[oa]s? para el\b"
    r"|\bse (?:cumplira|realizara|ejecutara|desarrollara)n? en el\b"
)
NO_HECHA = re.compile(
    r"^(?:a la fecha )?no se (?:realizo|ejecuto|inicio|desarrollo"
    r"|ha (?:avanzado|realizado|ejecutado|iniciado))\b"
)


def leer_avance(texto: str, formato: str = "") -> AvanceLeido | None:
    """El avance que dice la celda; None si no dice ninguno (un total, una meta, un comentario).

    Args:
        texto: la celda como se ve.
        formato: formato de número de la celda, si se conoce. Con «%», 1 quiere decir 100 %.
    """
    llano = sin_acentos(texto).strip()
    if partes := PORCENTAJE.match(llano):
        return AvanceLeido(EstadoAvance.PORCENTAJE, float(partes[1].replace(",", ".")))
    if "%" in formato and (partes := NUMERO.match(llano)):
        return AvanceLeido(
            EstadoAvance.PORCENTAJE, round(float(partes[1].replace(",", ".")) * 100, 6)
        )
    if NO_APLICA.match(llano):
        return AvanceLeido(EstadoAvance.NO_APLICA)
    if NO_PROGRAMADA.search(llano):
        return AvanceLeido(EstadoAvance.NO_PROGRAMADA)
    if NO_HECHA.search(llano):
        return AvanceLeido(EstadoAvance.PORCENTAJE, 0.0)
    return None


# --- Filas que no son actividades -----------------------------------------------------------

_DE_QUE = (
    r"(?:plan|componente|subcomponente|periodo|cuatrimestre|trimestre|semestre|proceso|estrategia"
    r"|vigencia|actividades|area|dependencia)"
)
_DEL_TODO = r"(?:total|promedio|general|acumulad[oa]|global|consolidad[oa]|final)"
TOTAL = re.compile(
    r"^(?:sub)?total(?:es)?\b(?! de la poblacion)|^gran total|^sumatoria|^promedio\b|^suma\b"
    rf"|^(?:%|porcentaje|nivel|indice)(?: {_DEL_TODO})?(?: del?| de la)? ?(?:avance|cumplimiento|ejecucion)"
    rf"|^(?:%|porcentaje|puntaje|calificacion|resultado) {_DEL_TODO}$"
    rf"|^(?:cumplimiento|avance|ejecucion) {_DEL_TODO}\b"
    rf"|^(?:cumplimiento|avance|ejecucion)(?: del?| de la| de los)? {_DE_QUE}(?:\s+\S+){{0,3}}$"
    r"|^(?:cumplimiento|avance|calificacion)$|^(?:numero|no\.?|cantidad) (?:total )?de actividades"
    r"|^actividades (?:programadas|ejecutadas|cumplidas|totales)\W*$"
)


def es_total(texto: str) -> bool:
    """¿Es el rótulo de una fila de totales: «TOTAL», «PROMEDIO», «PORCENTAJE DE CUMPLIMIENTO»?"""
    return bool(TOTAL.match(sin_acentos(texto).strip(" .:*")))


# --- Textos -----------------------------------------------------------------------------------

FINAL_SUELTO = re.compile(
    r"(?:^|\s)(?:de|del|la|el|los|las|en|con|por|para|a|al|y|o|e|que|un|una|su|sus|se|lo)\s*$"
)
LETRAS_SUELTAS = re.compile(r"(?:\b\w ){3,}\w\b")


def parece_cortada(texto: str) -> bool:
    """¿Termina en una palabra que pide otra («…este grupo de valor en»)?"""
    llano = sin_acentos(texto)
    return len(llano.split()) > 3 and bool(FINAL_SUELTO.search(llano))


def juntar_letras(texto: str) -> str:
    """«A c c i o n e s» → «Acciones»: así quedan los textos verticales al extraerlos de un PDF."""
    return LETRAS_SUELTAS.sub(lambda tramo: tramo[0].replace(" ", ""), texto)
