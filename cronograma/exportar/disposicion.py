"""Disposición: qué texto va en qué celda de la hoja oficial, sin saber de qué archivo.

Entra un documento y un formato; sale el plano de la hoja (celdas con su estilo, áreas
combinadas, anchos, altos) que `hoja` escribe en XLSX y `ods` en ODS. Todo son textos: la
hoja de la entidad también lo es, y un texto nunca se vuelve fórmula.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from cronograma.documento import Documento
from cronograma.fila import Fila
from cronograma.formatos import Clase, Columna, Formato, Repite, casillas, valores

from .anchos import anchos_de_hoja

# Las clases cuyo texto es corto y se lee mejor centrado.
CENTRADAS = {Clase.MARCA, Clase.PERIODO, Clase.AVANCE, Clase.INICIO, Clase.FIN, Clase.OPCION}
PUNTOS_POR_LINEA = 13
LETRAS_POR_ANCHO = 1.1  # de un texto corriente, por unidad de ancho de Excel
ALTO_MAXIMO = 400  # Excel no admite filas de más de 409 puntos.
FILAS_QUE_CABEN_INMOVILES = 6
COLUMNAS_DE_OFICIO = 12


class Estilo(StrEnum):
    """Cómo se ve una celda. Los colores y las letras los pone cada escritor."""

    TITULO = "titulo"
    ENCABEZADO = "encabezado"
    ETIQUETA = "etiqueta"
    CASILLA = "casilla"
    TEXTO = "texto"
    CENTRADO = "centrado"
    LATERAL = "lateral"  # momento o elemento, combinado hacia abajo
    SUELTA = "suelta"  # se desborda sobre las celdas vacías de al lado


class Puesta(NamedTuple):
    """Una celda puesta en su sitio (contando desde 1) y hasta dónde se combina.

    `valor` es un día o una hora de verdad, que la hoja puede ordenar y filtrar; `texto`, lo mismo
    escrito, para medir y para los formatos que solo llevan texto.
    """

    fila: int
    columna: int
    texto: str
    estilo: Estilo
    hasta_fila: int
    hasta_columna: int
    valor: date | time | None = None

    @property
    def es_combinada(self) -> bool:
        """¿Ocupa más de una celda?"""
        return (self.fila, self.columna) != (self.hasta_fila, self.hasta_columna)


@dataclass(frozen=True, kw_only=True)
class Disposicion:
    """El plano de una hoja."""

    hoja: str
    puestas: tuple[Puesta, ...]
    anchos: tuple[float, ...]
    altos: dict[int, float]
    primera_de_titulos: int
    ultima_de_titulos: int
    ultima_fila: int
    es_una_sola_tabla: bool

    @property
    def es_ancha(self) -> bool:
        """¿Pide papel oficio en vez de A4?"""
        return len(self.anchos) >= COLUMNAS_DE_OFICIO

    @property
    def se_inmoviliza(self) -> bool:
        """¿Caben los títulos fijos arriba sin tapar la tabla?"""
        return self.ultima_de_titulos <= FILAS_QUE_CABEN_INMOVILES


def disponer(documento: Documento, formato: Formato) -> Disposicion:
    """El plano de la hoja oficial del documento."""
    columnas = con_extras(documento, formato)
    plano = _Plano(documento, formato, columnas)
    plano.poner_todo()
    return Disposicion(
        hoja=nombre_de_hoja(documento, formato),
        puestas=tuple(plano.puestas),
        anchos=plano.anchos,
        altos=_altos(plano.puestas, plano.anchos),
        primera_de_titulos=formato.fila_de_titulos,
        ultima_de_titulos=formato.fila_de_titulos + formato.tiene_grupos,
        ultima_fila=max((puesta.hasta_fila for puesta in plano.puestas), default=1),
        es_una_sola_tabla=plano.tablas == 1,
    )


def nombre_de_hoja(documento: Documento, formato: Formato) -> str:
    """El nombre de la pestaña, sin lo que Excel no admite."""
    nombre = formato.hoja.format(vigencia=documento.vigencia)
    return "".join(letra for letra in nombre if letra not in "[]:*?/\\")[:31]


def con_extras(documento: Documento, formato: Formato) -> tuple[Columna, ...]:
    """Las columnas del formato y, a la derecha, las propias que trajo la hoja de la entidad."""
    nombres = dict.fromkeys(nombre for fila in documento.filas for nombre in fila.extras)
    propias = (Columna(campo="extras", titulo=nombre, detalle=nombre) for nombre in nombres)
    return (*formato.columnas, *propias)


def texto_de(documento: Documento, columna: Columna, fila: Fila) -> str:
    """Lo que va en la celda: el seguimiento si lo hay, y si no la regla del escritor."""
    if columna.campo == "extras":
        return fila.extras.get(columna.detalle, "")
    reportado = documento.avances.get(fila.codigo, {}).get(columna.clave)
    return valores.celda(columna, fila) if reportado is None else reportado


def tramos(columnas: Iterable[Columna]) -> Iterator[tuple[str, list[Columna]]]:
    """Columnas seguidas bajo un mismo título combinado; las que no lo tienen, de una en una."""
    for grupo, juntas in groupby(columnas, key=lambda columna: columna.grupo):
        if grupo:
            yield grupo, list(juntas)
        else:
            yield from (("", [una]) for una in juntas)


class _Plano:
    """Va poniendo celdas de arriba abajo, como quien llena la hoja."""

    def __init__(self, documento: Documento, formato: Formato, columnas: Sequence[Columna]):
        self.documento, self.formato, self.columnas = documento, formato, columnas
        self.anchos = anchos_de_hoja(documento, columnas, texto_de)
        self.puestas: list[Puesta] = []
        self.fila = 1
        self.tablas = 0

    def poner_todo(self) -> None:
        self.poner_titulos()
        for casilla in self.formato.encabezado:
            self.poner_casilla(casilla, casilla.fila)
        self.fila = self.formato.fila_de_titulos
        for tabla in self.formato.bloques(self.documento.filas) or [[]]:
            if self.tablas:
                self.separar()
            if not self.tablas or self.formato.repite is not Repite.NADA:
                self.poner_encabezado()
            self.poner_filas(tabla)
            self.tablas += 1
        ultima = self.fila - 1
        for casilla in self.formato.pie:
            self.poner_casilla(casilla, ultima + casilla.fila)

    def poner(
        self,
        columna: int,
        texto: str,
        estilo: Estilo,
        *,
        fila: int = 0,
        alto: int = 1,
        ancho: int = 1,
    ) -> None:
        fila = fila or self.fila
        self.puestas.append(
            Puesta(fila, columna, texto, estilo, fila + alto - 1, columna + ancho - 1)
        )

    def separar(self) -> None:
        """Lo que el formato repite antes de los títulos de otra tabla."""
        if self.formato.repite is Repite.BLANCO_Y_TITULOS:
            self.fila += 1
        elif self.formato.repite is Repite.TODO:
            self.poner_titulos()

    def poner_titulos(self) -> None:
        for titulo in casillas.titulos(self.formato, self.documento):
            ancho = len(self.formato.columnas)
            self.poner(1, titulo, Estilo.TITULO, ancho=ancho)
            self.fila += 1

    def poner_casilla(self, casilla, fila: int) -> None:
        texto = casillas.celda(casilla, self.documento)
        if not casilla.aparte:
            self.poner(casilla.columna, texto, Estilo.SUELTA, fila=fila)
            return
        ancho = (casilla.hasta_columna or casilla.columna + 1) - casilla.columna
        estilo = Estilo.CASILLA if ancho > 1 else Estilo.SUELTA
        self.poner(casilla.columna, casilla.etiqueta, Estilo.ETIQUETA, fila=fila)
        self.poner(casilla.columna + 1, texto, estilo, fila=fila, ancho=ancho)

    def poner_encabezado(self) -> None:
        alto = 1 + self.formato.tiene_grupos
        columna = 1
        for grupo, juntas in tramos(self.columnas):
            if grupo:
                self.poner(columna, grupo, Estilo.ENCABEZADO, ancho=len(juntas))
                for paso, una in enumerate(juntas):
                    self.poner(columna + paso, una.titulo, Estilo.ENCABEZADO, fila=self.fila + 1)
            elif juntas[0].titulo:
                self.poner(columna, juntas[0].titulo, Estilo.ENCABEZADO, alto=alto)
            columna += len(juntas)
        self.fila += alto

    def poner_filas(self, filas: list[Fila]) -> None:
        textos = [
            [texto_de(self.documento, columna, fila) for columna in self.columnas] for fila in filas
        ]
        for paso in range(len(filas)):
            for posicion, columna in enumerate(self.columnas):
                self.poner_dato(textos, paso, posicion, columna)
        self.fila += len(filas)

    def poner_dato(self, textos: list[list[str]], paso: int, posicion: int, columna: Columna):
        texto = textos[paso][posicion]
        estilo = Estilo.CENTRADO if columna.clase in CENTRADAS else Estilo.TEXTO
        alto = 1
        if columna.combina_hacia_abajo and texto:
            estilo = Estilo.LATERAL
            if paso and textos[paso - 1][posicion] == texto:
                return  # ya la cubre la de arriba
            alto = _iguales_desde(textos, paso, posicion)
        self.poner(posicion + 1, texto, estilo, fila=self.fila + paso, alto=alto)


def _iguales_desde(textos: list[list[str]], paso: int, posicion: int) -> int:
    """Cuántas filas seguidas dicen lo mismo que esta en esa columna."""
    iguales = 1
    while (
        paso + iguales < len(textos) and textos[paso + iguales][posicion] == textos[paso][posicion]
    ):
        iguales += 1
    return iguales


def _altos(puestas: Iterable[Puesta], anchos: Sequence[float]) -> dict[int, float]:
    """Los altos de las filas: no todo programa los ajusta al abrir, y con celdas combinadas ninguno."""
    altos: dict[int, float] = {}
    for puesta in sorted(puestas, key=lambda una: una.hasta_fila - una.fila):
        falta = _alto_de(puesta, anchos) - sum(
            altos.get(fila, 0) for fila in range(puesta.fila, puesta.hasta_fila)
        )
        altos[puesta.hasta_fila] = min(ALTO_MAXIMO, max(altos.get(puesta.hasta_fila, 0), falta))
    return altos


def _alto_de(puesta: Puesta, anchos: Sequence[float]) -> float:
    if puesta.estilo is Estilo.TITULO:
        return 1.6 * PUNTOS_POR_LINEA
    if puesta.estilo is Estilo.SUELTA:
        return 1.3 * PUNTOS_POR_LINEA
    ancho = int(sum(anchos[puesta.columna - 1 : puesta.hasta_columna]) * LETRAS_POR_ANCHO)
    lineas = sum(_lineas(parte, max(1, ancho)) for parte in puesta.texto.split("\n"))
    return PUNTOS_POR_LINEA * (lineas + 0.4)


def _lineas(texto: str, ancho: int) -> int:
    return 1 if len(texto) <= ancho else len(textwrap.wrap(texto, ancho))
