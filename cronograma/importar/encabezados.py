"""Encabezados: en qué filas de la hoja están los títulos de las tablas de actividades.

Un encabezado tiene una, dos o tres filas; puede venir después de títulos y datos del documento,
repetirse en cada página y llevar celdas combinadas (o, en un texto, huecos donde las había).
Esta sala dice dónde están y cómo se titula cada columna; a qué campo va cada una lo decide
`columnas`, que además mira el contenido.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from estrategia.texto import sin_acentos

from .libro import Hoja
from .titulos import Destino, destino, llano, periodo

MAXIMO_DE_TITULO = 260
# Criba barata: solo se estudian las filas con dos o más celdas cortas que suenan a título.
SUENA = re.compile(
    r"acti|acci|resp|fech|nomb|espac|event|prod|meta|depend|tarea|comprom|hito|cronog|plazo|inici"
    r"|fin|period|trimes|objet|l[ií]der|[aá]rea|entreg|compon|mes|obser|avance|proceso|iniciat|qui[eé]n"
    r"|cu[aá]ndo|^n[°ºo.]|[ií]tem|c[oó]d|lugar|modal|recurs|presup|%|ejecut|estrateg|poblac|grupo|^#",
    re.IGNORECASE,
)
ES_GRUPO = re.compile(
    r"program|cronogr|trimestr|semestr|bimestr|fecha|seguimiento|avance|etapa|fase|modalidad|meta|mes"
    r"|periodo|responsab|control|evaluaci|plan|ejecuci|monitoreo|vigencia|indicador|presupuest|recurso"
    r"|estrategia|grupo|informaci|actividad|descripci|identificaci|corte|20\d\d"
)
FUERTES = {
    "nombre", "subactividad", "dependencias", "fecha_programada", "inicio", "fin", "producto", "meta",
    "grupos", "metodologia", "objetivo", "frecuencia", "periodo", "correo", "descripcion", "presupuesto",
}  # fmt: skip
# «Responsable: Planeación»: una casilla con su valor.
CON_VALOR = re.compile(r"^[^:\n]{3,40}:\s*\S")
ELEMENTOS = {"informacion", "dialogo", "responsabilidad"}


@dataclass
class Titulada:
    """Una columna con lo que su encabezado dice de ella."""

    columna: int
    titulo: str
    grupo: str = ""
    hermanos: int = 1
    compartida: bool = False
    fila: int = 0

    @property
    def rotulo(self) -> str:
        """El nombre con que una persona la reconoce: «Avance — 1»."""
        return " — ".join(parte for parte in (self.grupo, self.titulo) if parte)

    @property
    def destino(self) -> Destino | None:
        return destino(self.titulo, self.grupo, self.hermanos)


@dataclass
class Encabezado:
    """Los títulos de una tabla y las filas de la hoja que ocupan."""

    primera: int
    ultima: int
    tituladas: list[Titulada]
    valores: dict[int, str] = field(default_factory=dict)
    # Los títulos de la fila principal, sin subtítulos: bastan si la extracción los corrió.
    principal: tuple = ()

    @property
    def huella(self) -> tuple:
        """Lo que hace iguales a dos encabezados repetidos en páginas distintas."""
        return tuple((una.columna, llano(una.rotulo)) for una in self.tituladas if una.titulo)


def encabezados(hoja: Hoja) -> list[Encabezado]:
    """Los encabezados de la hoja, de arriba abajo."""
    filas = hoja.por_filas()
    hallados: list[Encabezado] = []
    ocupadas = 0
    for fila in filas:
        if fila <= ocupadas or not _es_principal(hoja, filas[fila]):
            continue
        if hallados and _es_un_dato(filas, fila, hallados):
            continue
        encabezado = _completo(hoja, filas, fila, ocupadas)
        hallados.append(encabezado)
        ocupadas = encabezado.ultima
    return hallados


# --- La fila principal ----------------------------------------------------------------------


def _es_principal(hoja: Hoja, celdas: list) -> bool:
    """¿Nombra las columnas de una tabla de actividades?"""
    if sum(1 for una in celdas if len(una.texto) <= 60 and SUENA.search(una.texto)) < 2:
        return False
    campos: Counter[str] = Counter()
    firmes: Counter[str] = Counter()
    for celda in celdas:
        texto = celda.texto.strip()
        if len(texto) > MAXIMO_DE_TITULO or celda.es_fecha or CON_VALOR.match(texto):
            continue
        if hallado := destino(texto):
            campos[hallado.campo] += 1
            # «Responsable:» suele ser una casilla del documento, no un título de columna.
            firmes[hallado.campo] += not texto.endswith(":")
    if campos["nombre"] or campos["subactividad"]:
        return len(campos) >= 2 and sum(campos.values()) >= 0.3 * len(celdas)
    distintos = [campo for campo, veces in firmes.items() if veces and campo in FUERTES]
    return len(distintos) >= 3 and sum(firmes.values()) >= 0.5 * len(celdas)


def _es_un_dato(filas: dict, fila: int, hallados: list[Encabezado]) -> bool:
    """¿Suena a títulos, pero es una fila más de la tabla de encima?

    «Formular y definir… | Plan de Acción | Un plan, programa o proyecto» trae palabras de
    título. Pegada a otra fila de datos solo es encabezado si repite uno que ya se vio.
    """
    anterior = filas.get(fila - 1, [])
    if fila - 1 <= hallados[-1].ultima or len(anterior) < 3:
        return False
    textos = {llano(celda.texto) for celda in filas[fila]}
    vistos = ({nombre for _, nombre in uno.principal} for uno in hallados)
    return not any(len(textos & titulos) >= 0.5 * len(textos) for titulos in vistos)


# --- Las filas de encima y de debajo --------------------------------------------------------


def _completo(hoja: Hoja, filas: dict, principal: int, ocupadas: int) -> Encabezado:
    columnas = [celda.columna for celda in filas[principal]]
    tramo = (min(columnas), _ultima_columna(hoja, filas[principal]))
    ultima = principal
    while ultima - principal < 3 and _es_subtitulo(hoja, filas, principal, ultima + 1):
        ultima += 1
    primera = principal
    while (
        principal - primera < 2
        and primera - 1 > ocupadas
        and _es_supertitulo(hoja, filas, primera - 1, principal, tramo)
    ):
        primera -= 1
    return _titular(hoja, filas, primera, principal, ultima)


def _ultima_columna(hoja: Hoja, celdas: list) -> int:
    ultima = max(celda.columna for celda in celdas)
    area = hoja.area(celdas[0].fila, ultima)
    return max(ultima, area.ultima_columna) if area else ultima


def _es_subtitulo(hoja: Hoja, filas: dict, principal: int, fila: int) -> bool:
    """¿Sigue el encabezado en esta fila?"""
    hacia_abajo = [
        una
        for celda in filas[principal]
        if (una := hoja.area(principal, celda.columna))
        and una.fila <= principal < fila <= una.ultima_fila
    ]
    if hacia_abajo:
        # Dos títulos combinados hasta aquí, o uno que es el de la actividad.
        nombra = any(
            (d := destino(hoja.texto(una.fila, una.columna))) and d.campo == "nombre"
            for una in hacia_abajo
        )
        if len(hacia_abajo) >= 2 or nombra:
            return True
    celdas = filas.get(fila)
    if not celdas:
        return False
    return _son_subtitulos(hoja, filas, principal, celdas)


def _son_subtitulos(hoja: Hoja, filas: dict, principal: int, celdas: list) -> bool:
    titulos = {celda.columna: celda.texto.strip() for celda in filas[principal]}
    aciertos = 0
    for celda in celdas:
        texto = celda.texto.strip()
        encima = titulos.get(celda.columna) or _titulo_a_la_izquierda(
            hoja, titulos, principal, celda.columna
        )
        if len(texto) > 80 or celda.es_fecha:
            return False
        propio = titulos.get(celda.columna, "")
        if (hallado := destino(propio)) and hallado.campo in ("nombre", "subactividad"):
            # Bajo «Actividad» sin combinar solo cabe un dato, salvo que sea otro título.
            area = hoja.area(principal, celda.columna)
            if not (area and area.ancho > 1) and not destino(texto, encima):
                return False
        if destino(texto, encima, hermanos=_cuantos_seguidos(celdas, celda)):
            aciertos += 1
    return aciertos >= max(2, 0.6 * len(celdas))


def _cuantos_seguidos(celdas: list, celda) -> int:
    """Cuántos números sueltos seguidos hay en la fila: 3 suelen ser cuatrimestres; 4, trimestres."""
    return sum(1 for una in celdas if una.texto.strip().isdigit() == celda.texto.strip().isdigit())


def _titulo_a_la_izquierda(hoja: Hoja, titulos: dict[int, str], fila: int, columna: int) -> str:
    visible = hoja.texto_visible(fila, columna)
    if visible:
        return visible
    anteriores = [una for una in titulos if una < columna]
    return titulos[max(anteriores)] if anteriores else ""


def _es_supertitulo(
    hoja: Hoja, filas: dict, fila: int, principal: int, tramo: tuple[int, int]
) -> bool:
    """¿La fila de encima agrupa columnas («PLANEACIÓN» | «SEGUIMIENTO»)?"""
    celdas = filas.get(fila)
    if not celdas:
        return False
    ancho = tramo[1] - tramo[0] + 1
    areas = [a for celda in celdas if (a := hoja.area(fila, celda.columna))]
    if any(
        area.fila <= fila and area.ultima_fila >= principal and area.ultima_fila > fila
        for area in areas
    ):
        return True
    textos = [celda.texto.strip() for celda in celdas]
    if any(len(uno) > 120 or uno.endswith(":") or CON_VALOR.match(uno) for uno in textos):
        return False
    anchas = [
        a
        for a in areas
        if a.ancho > 1 and a.columna >= tramo[0] - 1 and a.ultima_columna <= tramo[1] + 1
    ]
    if len(anchas) >= 2:
        return True
    agrupan = [
        c for c in celdas if ES_GRUPO.search(sin_acentos(c.texto)) or periodo(llano(c.texto))
    ]
    if len(anchas) == 1:
        sola = anchas[0]
        return sola.ancho <= 0.85 * ancho and sola.columna > tramo[0] and bool(agrupan)
    if areas or len(celdas) < 2:
        return False
    return len(agrupan) == len(celdas) and all(tramo[0] <= c.columna <= tramo[1] for c in celdas)


# --- Los títulos de cada columna ------------------------------------------------------------


def _titular(hoja: Hoja, filas: dict, primera: int, principal: int, ultima: int) -> Encabezado:
    numeros = range(primera, ultima + 1)
    usadas = [celda for numero in numeros for celda in filas.get(numero, [])]
    desde = min(celda.columna for celda in usadas)
    hasta = max(_hasta(hoja, celda) for celda in usadas)
    encabezado = Encabezado(primera, ultima, [])
    encabezado.principal = tuple(
        (celda.columna, nombre)
        for celda in filas[principal]
        if (nombre := llano(celda.texto)) not in ELEMENTOS
    )
    for columna in range(desde, hasta + 1):
        piezas = _piezas(hoja, filas, numeros, columna)
        if len(piezas) == 1 and llano(piezas[0][0]) in ELEMENTOS:
            # En la hoja del Manual Único el elemento ocupa el sitio de un título.
            encabezado.valores[columna] = piezas[0][0]
            piezas = []
        encabezado.tituladas.append(_titulada(hoja, columna, piezas))
    _contar_hermanos(encabezado.tituladas)
    _reconocer_iniciales(encabezado.tituladas)
    return encabezado


def _hasta(hoja: Hoja, celda) -> int:
    area = hoja.area(celda.fila, celda.columna)
    return min(area.ultima_columna, area.columna + 60) if area else celda.columna


def _piezas(hoja: Hoja, filas: dict, numeros: range, columna: int) -> list[tuple[str, int, int]]:
    """Los títulos de la columna, de arriba abajo: texto, fila y columna donde está escrito."""
    piezas: list[tuple[str, int, int]] = []
    for numero in numeros:
        celda = hoja.visible(numero, columna)
        if celda is None and not hoja.area(numero, columna):
            celda = _heredada(hoja, filas, numeros, numero, columna)
        if celda is None or not celda.texto.strip():
            continue
        pieza = (" ".join(celda.texto.split()), celda.fila, celda.columna)
        if pieza not in piezas:
            piezas.append(pieza)
    return piezas


def _heredada(hoja: Hoja, filas: dict, numeros: range, numero: int, columna: int):
    """En un texto sin combinadas, el título de grupo vale para los huecos a su derecha."""
    debajo = [fila for fila in numeros if fila > numero]
    if hoja.areas or not any(hoja.texto(fila, columna) for fila in debajo):
        return None
    anteriores = [celda for celda in filas.get(numero, []) if celda.columna < columna]
    if not anteriores:
        return None
    grupo = anteriores[-1]
    seguidas = range(grupo.columna, columna + 1)
    es_grupo = all(any(hoja.texto(fila, una) for fila in debajo) for una in seguidas)
    return grupo if es_grupo else None


def _titulada(hoja: Hoja, columna: int, piezas: list[tuple[str, int, int]]) -> Titulada:
    if not piezas:
        return Titulada(columna, "")
    texto, fila, escrita_en = piezas[-1]
    grupo = " › ".join(dict.fromkeys(pieza[0] for pieza in piezas[:-1] if pieza[0] != texto))
    return Titulada(columna, texto, grupo, compartida=escrita_en != columna, fila=fila)


def _contar_hermanos(tituladas: list[Titulada]) -> None:
    # Solo cuentan los que son del mismo género: «1», «2», «3» y no el «Total» que los sigue.
    clave = lambda una: (una.grupo, llano(una.titulo).isdigit())  # noqa: E731
    cuantas = Counter(clave(una) for una in tituladas if una.grupo)
    for una in tituladas:
        una.hermanos = cuantas.get(clave(una), 1)


INICIALES = "efmamjjasond"


def _reconocer_iniciales(tituladas: list[Titulada]) -> None:
    """«E F M A M J J A S O N D» son los meses; «I II III IV» sin más, los trimestres."""
    textos = [llano(una.titulo) for una in tituladas]
    for inicio in range(len(textos) - 11):
        if (
            "".join(texto if len(texto) == 1 else "?" for texto in textos[inicio : inicio + 12])
            == INICIALES
        ):
            for mes, una in enumerate(tituladas[inicio : inicio + 12], start=1):
                una.grupo, una.titulo, una.hermanos = una.grupo or "Mes", str(mes), 12
                una.grupo = una.grupo if "mes" in llano(una.grupo) else f"{una.grupo} › Mes"
    for serie, nombre in (
        (["i", "ii", "iii", "iv"], "Trimestre"),
        (["1", "2", "3", "4"], "Trimestre"),
    ):
        for inicio in range(len(textos) - 3):
            tramo = tituladas[inicio : inicio + 4]
            if textos[inicio : inicio + 4] == serie and not any(una.grupo for una in tramo):
                for una in tramo:
                    una.grupo, una.hermanos = nombre, 4
