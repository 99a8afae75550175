"""Léxico: del texto de una celda a fichas, palabra por palabra.

Entra el texto como lo escribió la entidad («1er Cuatrimetre», «Treinta (30) de JUNIO», «m a r z o»);
sale una lista de fichas con la palabra canónica («1º cuatrimestre», «30 de junio», «marzo») y el lugar
del texto de donde salió cada una. No distingue mayúsculas, tildes ni espacios. No entiende frases: eso es
de `gramatica`. Una errata se corrige sólo si se parece a una sola palabra, y siempre se anota.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cronograma.fechas.vocabulario import LEXICO, NUMEROS, corregir
from cronograma.periodos import NOMBRES_DE_MES

_ROMANOS = {"i": "1º", "ii": "2º", "iii": "3º", "iv": "4º", "v": "5º", "vi": "6º"}
_SUFIJOS_ORDINALES = frozenset("er ro ra do da to ta ero era º ª".split())
_SUFIJOS_PEGADOS = frozenset("o a".split())
_PERIODOS = frozenset(
    "trimestre trimestres cuatrimestre cuatrimestres semestre semestres bimestre bimestres".split()
)
_SIGLAS_DE_PERIODO = {
    "t": "trimestre",
    "q": "trimestre",
    "c": "cuatrimestre",
    "s": "semestre",
    "b": "bimestre",
}

_EQUIVALENTES = str.maketrans(
    {
        "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "‒": "-", "―": "-", "­": "-",
        "°": "º", "˚": "º", "“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "´": "'", "`": "'",
        "\\": "/", "⁄": "/", "∕": "/", "·": ".", "•": ";", "\u2028": " ",
    }
)  # fmt: skip
_SEPARADORES = frozenset(". / -".split())
_ES_FICHA = re.compile(r"\d+|[a-z]+|[^\s]", re.ASCII)


@dataclass(frozen=True)
class Ficha:
    """Una palabra canónica y el pedazo del texto llano de donde salió."""

    canonica: str
    inicio: int
    fin: int

    @property
    def es_numero(self) -> bool:
        return self.canonica.isdecimal()

    def pegada_a(self, otra: "Ficha") -> bool:
        return self.fin == otra.inicio


@dataclass(frozen=True)
class Lectura:
    """El texto limpio, sus fichas y las erratas que se corrigieron."""

    texto: str
    fichas: tuple[Ficha, ...]
    notas: tuple[str, ...]

    def original(self, inicio: int, fin: int) -> str:
        """Lo que decía la celda entre dos fichas, para poder citarlo."""
        return " ".join(self.texto[inicio:fin].split())


def leer_fichas(texto: str) -> Lectura:
    """Parte el texto en fichas canónicas."""
    limpio = _sin_marcas_sueltas(texto)
    llano = "".join(map(_letra_llana, limpio))
    fichas = [Ficha(parte[0], parte.start(), parte.end()) for parte in _ES_FICHA.finditer(llano)]
    notas: list[str] = []
    for paso in _PASOS:
        fichas = paso(fichas)
    fichas = [_traducir(ficha, limpio, notas) for ficha in fichas]
    for paso in _PASOS_CON_PALABRAS:
        fichas = paso(fichas)
    return Lectura(limpio, tuple(fichas), tuple(dict.fromkeys(notas)))


def _sin_marcas_sueltas(texto: str) -> str:
    compuesto = unicodedata.normalize("NFC", texto)
    return "".join(c for c in compuesto if unicodedata.category(c) not in {"Mn", "Cf", "Me"})


def _letra_llana(letra: str) -> str:
    """Una letra por una letra, para que los lugares del texto se conserven."""
    if letra.isdecimal():
        return str(unicodedata.decimal(letra))
    llana = unicodedata.normalize("NFD", letra.lower().translate(_EQUIVALENTES))
    return llana[:1] or " "


def _traducir(ficha: Ficha, texto: str, notas: list[str]) -> Ficha:
    palabra = ficha.canonica
    if conocida := LEXICO.get(palabra) or NUMEROS.get(palabra):
        return replace(ficha, canonica=conocida)
    if correcta := corregir(palabra):
        notas.append(f"«{texto[ficha.inicio : ficha.fin]}» se leyó «{correcta}».")
        return replace(ficha, canonica=correcta)
    return ficha


# --- Pasos sobre las letras, antes de conocer las palabras -------------------------------------------


def _juntar_letras_espaciadas(fichas: list[Ficha]) -> list[Ficha]:
    """«m a r z o», como lo deja un PDF mal leído, vuelve a ser una palabra si se conoce."""
    salida: list[Ficha] = []
    desde = 0
    while desde < len(fichas):
        hasta = desde
        while hasta < len(fichas) and _es_letra_suelta(fichas[hasta]):
            hasta += 1
        tramo = fichas[desde:hasta]
        junta = "".join(ficha.canonica for ficha in tramo)
        if len(tramo) >= 4 and (junta in LEXICO or corregir(junta)):
            salida.append(Ficha(junta, tramo[0].inicio, tramo[-1].fin))
        else:
            hasta = max(hasta, desde + 1)
            salida.extend(fichas[desde:hasta])
        desde = hasta
    return salida


def _es_letra_suelta(ficha: Ficha) -> bool:
    return len(ficha.canonica) == 1 and "a" <= ficha.canonica <= "z"


def _quitar_numeral(fichas: list[Ficha]) -> list[Ficha]:
    """«9. Encuentros mensuales…»: el número de la lista no es una fecha."""
    if len(fichas) < 3 or not fichas[0].es_numero or len(fichas[0].canonica) > 2:
        return fichas
    punto, palabra = fichas[1], fichas[2].canonica
    es_numeral = punto.canonica in {".", ")"} and fichas[0].pegada_a(punto)
    if es_numeral and palabra.isalpha() and palabra not in _SUFIJOS_ORDINALES | {"o", "a"}:
        es_mes = (LEXICO.get(palabra) or corregir(palabra)) in NOMBRES_DE_MES
        return fichas if es_mes else fichas[2:]
    return fichas


def _juntar_miles(fichas: list[Ficha]) -> list[Ficha]:
    """«2.022» es el año 2022."""
    return _reducir(
        fichas, ("2", r"\.", r"0\d\d"), lambda partes: partes[0] + partes[2], pegadas=True
    )


def _juntar_ordinales(fichas: list[Ficha]) -> list[Ficha]:
    """«1er», «2do.», «3.º», «1o» pasan a «1º», «2º», «3º», «1º»."""
    salida: list[Ficha] = []
    resto = list(reversed(fichas))
    while resto:
        ficha = resto.pop()
        if ficha.es_numero and len(ficha.canonica) <= 2:
            fin = _fin_del_ordinal(ficha, resto)
            if fin:
                ficha = Ficha(f"{int(ficha.canonica)}º", ficha.inicio, fin)
        salida.append(ficha)
    return salida


def _fin_del_ordinal(numero: Ficha, resto: list[Ficha]) -> int:
    """Consume el sufijo que sigue al número y dice dónde acaba; 0 si no es ordinal."""
    con_punto = bool(resto) and resto[-1].canonica == "." and numero.pegada_a(resto[-1])
    sufijo = resto[-2] if con_punto and len(resto) > 1 else resto[-1] if resto else None
    if sufijo is None or (con_punto and not resto[-1].pegada_a(sufijo)):
        return 0
    pegado = con_punto or numero.pegada_a(sufijo)
    if sufijo.canonica not in _SUFIJOS_ORDINALES and not (
        pegado and sufijo.canonica in _SUFIJOS_PEGADOS
    ):
        return 0
    del resto[-2 if con_punto else -1 :]
    if resto and resto[-1].canonica == "." and sufijo.pegada_a(resto[-1]):
        return resto.pop().fin
    return sufijo.fin


def _abrir_siglas(fichas: list[Ficha]) -> list[Ficha]:
    """«T1», «1T», «Q3», «2S-2022» pasan a «trimestre 1», «1 trimestre»…"""
    salida = list(fichas)
    for i, (una, otra) in enumerate(itertools.pairwise(fichas)):
        if not una.pegada_a(otra):
            continue
        if una.canonica in _SIGLAS_DE_PERIODO and otra.canonica in {"1", "2", "3", "4", "5", "6"}:
            salida[i] = replace(una, canonica=_SIGLAS_DE_PERIODO[una.canonica])
        if otra.canonica in _SIGLAS_DE_PERIODO and una.canonica in {"1", "2", "3", "4", "5", "6"}:
            salida[i] = replace(una, canonica=f"{una.canonica}º")
            salida[i + 1] = replace(otra, canonica=_SIGLAS_DE_PERIODO[otra.canonica])
    return salida


def _leer_suspensivos(fichas: list[Ficha]) -> list[Ficha]:
    """«Enero, febrero… diciembre»: los puntos suspensivos son palabras que faltan, no puntuación."""
    fichas = _reducir(fichas, (r"\.", r"\.", r"\."), lambda _: "…")
    return _reducir(fichas, (r"\.", r"\."), lambda _: "…")


def _quitar_puntos(fichas: list[Ficha]) -> list[Ficha]:
    """El punto cuenta sólo pegado entre números o entre número y palabra («31.12.2012»)."""
    salida: list[Ficha] = []
    for i, ficha in enumerate(fichas):
        if ficha.canonica == ".":
            antes, despues = (
                fichas[i - 1] if i else None,
                fichas[i + 1] if i + 1 < len(fichas) else None,
            )
            separa = antes and despues and antes.pegada_a(ficha) and ficha.pegada_a(despues)
            tras_numero = antes is not None and antes.canonica[:1].isdecimal()
            if not (tras_numero or (separa and despues and despues.es_numero)):
                continue
            if not separa:
                ficha = replace(ficha, canonica=";")
        salida.append(ficha)
    while salida and salida[-1].canonica in {";", "."}:
        salida.pop()
    return salida


# --- Pasos sobre las palabras ya traducidas ----------------------------------------------------------


def _juntar_numeros(fichas: list[Ficha]) -> list[Ficha]:
    """«treinta y uno» → 31, «dos mil veintidós» → 2022."""
    fichas = _reducir(fichas, ("30", "y", "1"), lambda _: "31")
    fichas = _reducir(fichas, ("2", "mil", r"\d{1,2}"), lambda partes: str(2000 + int(partes[2])))
    return _reducir(
        fichas, ("20", "y", r"\d"), lambda partes: str(20 + int(partes[2])), escritas=True
    )


def _quitar_repetidos(fichas: list[Ficha]) -> list[Ficha]:
    """«treinta (30)», «dos (2)», «primer (1er)»: el paréntesis repite el número."""
    salida: list[Ficha] = []
    i = 0
    while i < len(fichas):
        repite = (
            i + 3 < len(fichas)
            and [f.canonica for f in (fichas[i + 1], fichas[i + 3])] == ["(", ")"]
            and fichas[i].canonica[:1].isdecimal()
            and fichas[i].canonica.strip("º0") == fichas[i + 2].canonica.strip("º0")
        )
        salida.append(replace(fichas[i], fin=fichas[i + 3].fin) if repite else fichas[i])
        i += 4 if repite else 1
    return salida


def _leer_romanos(fichas: list[Ficha]) -> list[Ficha]:
    """«I», «IV» son ordinales sólo donde se habla de trimestres, semestres…"""
    if not any(ficha.canonica in _PERIODOS for ficha in fichas):
        return fichas
    return [
        replace(f, canonica=_ROMANOS[f.canonica]) if f.canonica in _ROMANOS else f for f in fichas
    ]


def _reducir(
    fichas: list[Ficha],
    modelo: Sequence[str],
    valor: Callable[[list[str]], str],
    *,
    escritas: bool = False,
    pegadas: bool = False,
) -> list[Ficha]:
    """Cambia cada serie de fichas que cumple el modelo por una sola.

    `escritas`: sólo si la última está en letras. `pegadas`: sólo si no hay espacios entre ellas.
    """
    salida: list[Ficha] = []
    i = 0
    while i < len(fichas):
        tramo = fichas[i : i + len(modelo)]
        partes = [ficha.canonica for ficha in tramo]
        cumple = len(tramo) == len(modelo) and all(map(re.fullmatch, modelo, partes))
        separa = pegadas and any(not a.pegada_a(b) for a, b in itertools.pairwise(tramo))
        if cumple and not separa and not (escritas and tramo[-1].fin - tramo[-1].inicio < 3):
            salida.append(Ficha(valor(partes), tramo[0].inicio, tramo[-1].fin))
            i += len(modelo)
        else:
            salida.append(fichas[i])
            i += 1
    return salida


_PASOS = (
    _juntar_letras_espaciadas,
    _juntar_miles,
    _quitar_numeral,
    _juntar_ordinales,
    _abrir_siglas,
    _leer_suspensivos,
    _quitar_puntos,
)
_PASOS_CON_PALABRAS = (_juntar_numeros, _leer_romanos, _quitar_repetidos)
