"""Cambiar celdas dentro del XML de una hoja, por posición: lo demás queda byte por byte.

Entra el XML de `xl/worksheets/sheetN.xml` y el texto de cada celda; sale el XML con esas
celdas como texto (`t="inlineStr"`, con el estilo que tenían) y la lista de las que llevan
fórmula, que no se tocan. Rechaza con una frase un XML que no es una hoja.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

# Una etiqueta entera; un «>» entre comillas no la cierra.
ETIQUETA = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
CELDA = re.compile(r"([A-Z]+)([0-9]+)")
# Lo que XML 1.0 no admite dentro de un texto.
VEDADAS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SE_CONSERVA = ("r", "s", "cm", "vm", "ph")

Sitio = tuple[int, int]
Remiendo = tuple[int, int, str]  # desde qué byte, hasta cuál y por qué se cambia


class NoSePuedeEscribir(Exception):
    """El archivo original no admite que se le escriba. El mensaje es una frase para la oficina."""


@dataclass
class Trozo:
    """Un elemento `row` o `c` y dónde está: su comienzo, el fin de su apertura y su fin."""

    etiqueta: str
    numero: int
    atributos: dict[str, str]
    comienzo: int
    apertura: int = 0
    fin: int = 0
    con_formula: bool = False
    celdas: list["Trozo"] = field(default_factory=list)


def reescribir_hoja(xml: bytes, cambios: Mapping[Sitio, str]) -> tuple[bytes, list[Sitio]]:
    """El XML con esas celdas cambiadas y las que no se pudieron cambiar por tener fórmula."""
    hoja = _Lectura(xml)
    con_formula = [sitio for sitio in sorted(cambios) if hoja.esta_calculada(*sitio)]
    por_fila: dict[int, dict[int, str]] = {}
    for (fila, columna), texto in sorted(cambios.items()):
        if (fila, columna) not in con_formula:
            por_fila.setdefault(fila, {})[columna] = texto
    filas = {fila.numero: fila for fila in hoja.filas}
    remiendos: list[Remiendo] = []
    for numero, celdas in por_fila.items():
        if numero in filas:
            remiendos += _en_fila(filas[numero], celdas)
        else:
            remiendos.append(_fila_nueva(hoja, numero, celdas))
    return _remendar(xml, remiendos, hoja), con_formula


class _Lectura:
    """Dónde está cada fila y cada celda de la hoja."""

    def __init__(self, xml: bytes):
        self.filas: list[Trozo] = []
        self.calculadas: list[tuple[int, int, int, int]] = []
        self.prefijo = ""
        self.datos: Trozo | None = None
        self._xml = xml
        self._abiertos: list[Trozo] = []
        lector = expat.ParserCreate()
        lector.StartElementHandler = self._abrir
        lector.EndElementHandler = self._cerrar
        lector.StartDoctypeDeclHandler = self._rechazar
        self._lector = lector
        try:
            lector.Parse(xml, True)
        except expat.ExpatError as error:
            raise NoSePuedeEscribir("Una hoja del archivo original está dañada.") from error
        if self.datos is None or xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise NoSePuedeEscribir("Una hoja del archivo original no se puede escribir.")

    def _rechazar(self, *_):
        raise NoSePuedeEscribir("El archivo original declara entidades XML y no se abre.")

    def _abrir(self, nombre: str, atributos: dict[str, str]) -> None:
        prefijo, _, local = nombre.rpartition(":")
        donde = self._lector.CurrentByteIndex
        if local == "sheetData":
            self.prefijo = f"{prefijo}:" if prefijo else ""
            self.datos = Trozo(nombre, 0, atributos, donde, self._fin_de_etiqueta(donde))
            self._abiertos.append(self.datos)
        elif local == "row" and self.datos:
            numero = int(atributos.get("r") or (self.filas[-1].numero + 1 if self.filas else 1))
            fila = Trozo(nombre, numero, atributos, donde, self._fin_de_etiqueta(donde))
            self.filas.append(fila)
            self._abiertos.append(fila)
        elif local == "c" and self._abiertos:
            self._abrir_celda(nombre, atributos, donde)
        elif local == "f" and self._abiertos:
            self._anotar_formula(atributos)

    def _abrir_celda(self, nombre: str, atributos: dict[str, str], donde: int) -> None:
        celdas = self.filas[-1].celdas
        siguiente = celdas[-1].numero + 1 if celdas else 1
        columna = sitio_de(atributos["r"])[1] if "r" in atributos else siguiente
        celda = Trozo(nombre, columna, atributos, donde, self._fin_de_etiqueta(donde))
        celdas.append(celda)
        self._abiertos.append(celda)

    def _anotar_formula(self, atributos: dict[str, str]) -> None:
        self._abiertos[-1].con_formula = True
        # Una fórmula matricial también calcula las demás celdas de su área.
        if atributos.get("t") in {"array", "dataTable"} and "ref" in atributos:
            desde, _, hasta = atributos["ref"].partition(":")
            self.calculadas.append((*sitio_de(desde), *sitio_de(hasta or desde)))

    def _cerrar(self, nombre: str) -> None:
        if self._abiertos and self._abiertos[-1].etiqueta == nombre:
            trozo = self._abiertos.pop()
            sola = self._xml.endswith(b"/>", trozo.comienzo, trozo.apertura)  # <c/>
            cierre = self._lector.CurrentByteIndex
            trozo.fin = trozo.apertura if sola else self._fin_de_etiqueta(cierre)

    def _fin_de_etiqueta(self, desde: int) -> int:
        return ETIQUETA.match(self._xml, desde).end()

    def esta_calculada(self, fila: int, columna: int) -> bool:
        """¿La celda lleva fórmula o la calcula una matricial?"""
        propias = (
            c for f in self.filas if f.numero == fila for c in f.celdas if c.numero == columna
        )
        return any(celda.con_formula for celda in propias) or any(
            arriba <= fila <= abajo and izquierda <= columna <= derecha
            for arriba, izquierda, abajo, derecha in self.calculadas
        )


def sitio_de(referencia: str) -> Sitio:
    """«D5» → (5, 4)."""
    letras, numero = CELDA.fullmatch(referencia.replace("$", "")).groups()
    columna = 0
    for letra in letras:
        columna = columna * 26 + ord(letra) - 64
    return int(numero), columna


def referencia(fila: int, columna: int) -> str:
    """(5, 4) → «D5»."""
    letras = ""
    while columna:
        columna, resto = divmod(columna - 1, 26)
        letras = chr(65 + resto) + letras
    return f"{letras}{fila}"


def _en_fila(fila: Trozo, celdas: Mapping[int, str]) -> list[Remiendo]:
    if fila.fin > fila.apertura:
        return [_ensitio_de(fila, columna, texto) for columna, texto in celdas.items()]
    # <row/> no tiene dónde poner nada: se abre.
    prefijo = fila.etiqueta.removesuffix("row")
    dentro = "".join(_celda(prefijo, fila.numero, *celda) for celda in celdas.items())
    abierta = f"<{fila.etiqueta}{_atributos(fila.atributos)}>{dentro}</{fila.etiqueta}>"
    return [(fila.comienzo, fila.fin, abierta)]


def _ensitio_de(fila: Trozo, columna: int, texto: str) -> Remiendo:
    prefijo = fila.etiqueta.removesuffix("row")
    for celda in fila.celdas:
        if celda.numero == columna:
            return celda.comienzo, celda.fin, _celda(prefijo, fila.numero, columna, texto, celda)
        if celda.numero > columna:
            return celda.comienzo, celda.comienzo, _celda(prefijo, fila.numero, columna, texto)
    donde = fila.celdas[-1].fin if fila.celdas else fila.apertura
    return donde, donde, _celda(prefijo, fila.numero, columna, texto)


def _fila_nueva(hoja: _Lectura, numero: int, celdas: Mapping[int, str]) -> Remiendo:
    p = hoja.prefijo
    dentro = "".join(_celda(p, numero, columna, texto) for columna, texto in celdas.items())
    donde = next((f.comienzo for f in hoja.filas if f.numero > numero), None)
    if donde is None:
        donde = hoja.filas[-1].fin if hoja.filas else hoja.datos.apertura
    return donde, donde, f'<{p}row r="{numero}">{dentro}</{p}row>'


def _celda(prefijo: str, fila: int, columna: int, texto: str, antes: Trozo | None = None) -> str:
    propios = {"r": referencia(fila, columna)}
    if antes:
        propios |= {k: v for k, v in antes.atributos.items() if k in SE_CONSERVA}
    limpio = escape(VEDADAS.sub("", texto))
    if not limpio:
        return f"<{prefijo}c{_atributos(propios)}/>"
    return (
        f'<{prefijo}c{_atributos(propios)} t="inlineStr"><{prefijo}is>'
        f'<{prefijo}t xml:space="preserve">{limpio}</{prefijo}t></{prefijo}is></{prefijo}c>'
    )


def _atributos(atributos: Mapping[str, str]) -> str:
    return "".join(f" {nombre}={quoteattr(valor)}" for nombre, valor in atributos.items())


def _remendar(xml: bytes, remiendos: list[Remiendo], hoja: _Lectura) -> bytes:
    if remiendos and hoja.datos and hoja.datos.fin == hoja.datos.apertura:
        # <sheetData/> vacío: se abre y dentro va todo.
        dentro = "".join(texto for _, _, texto in sorted(remiendos, key=lambda uno: uno[0]))
        abierta = f"<{hoja.datos.etiqueta}>{dentro}</{hoja.datos.etiqueta}>"
        remiendos = [(hoja.datos.comienzo, hoja.datos.fin, abierta)]
    partes, ultimo = [], 0
    for comienzo, fin, texto in sorted(remiendos, key=lambda uno: (uno[0], uno[1])):
        # Así vale en cualquier codificación que contenga a ASCII.
        partes += [xml[ultimo:comienzo], texto.encode("ascii", "xmlcharrefreplace")]
        ultimo = fin
    return b"".join([*partes, xml[ultimo:]])
