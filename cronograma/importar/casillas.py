"""Casillas: lo que la hoja dice fuera de la tabla: entidad, vigencia, versión, objetivos y firmas.

Una casilla es una etiqueta conocida con su valor al lado o en la misma celda. Los títulos se
guardan también. Lo que no se reconoce se conserva como texto suelto en el informe.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cronograma.programacion import Tipo, interpretar
from estrategia.texto import sin_acentos

from .duda import Duda, Gravedad
from .libro import CeldaLeida, Hoja, coordenada
from .titulos import llano

ETIQUETAS: tuple[tuple[str, str], ...] = (
    ("entidad", r"(?:nombre de la )?entidad(?: u organismo)?|institucion|empresa"),
    ("version_documento", r"version(?: del documento| n[o°º]?)?"),
    ("fecha_documento", r"fecha(?: (?:de (?:elaboracion|publicacion|actualizacion|aprobacion|la version)"
     r"|del documento|version))?"),
    ("vigencia", r"vigencia|ano"),
    ("codigo_calidad", r"codigo(?: del formato)?"),
    ("politica", r"politica(?: de gestion y desempeno(?: institucional)?)?"),
    ("objetivo_estrategico", r"objetivo estrategico"),
    ("objetivo_dependencia", r"objetivo (?:de la )?dependencia"),
    ("iniciativa", r"iniciativa(?: estrategica)?"),
    ("objetivos", r"objetivos?(?: (?:general(?:es)?|especificos?|del plan|de la estrategia"
     r"|del cronograma))?"),
    ("marco_legal", r"marco (?:legal|normativo)|normatividad(?: aplicable)?"),
    ("responsables", r"dependencias? responsables?(?: de la estrategia| del plan)?"),
    ("nombre", r"formulacion|nombre del plan|nombre de la estrategia|plan"),
    ("alcance_documento", r"alcance"),
    ("proceso", r"proceso(?: asociado)?|macroproceso"),
)  # fmt: skip
CON_VALOR = tuple((campo, re.compile(rf"^(?:{patron})$")) for campo, patron in ETIQUETAS)
FIRMAS = {
    "elaboro": r"(?:elabor[oó]|elaborad[oa](?: por)?|proyect[oó]|prepar[oó]|diligenci[oó])",
    "consolido": r"(?:consolid[oó]|consolidad[oa](?: por)?)",
    "reviso": r"(?:revis[oó]|revisad[oa](?: por)?|valid[oó]|verific[oó])",
    "aprobo": r"(?:aprob[oó]|aprobad[oa](?: por)?)",
}
FIRMA = {
    papel: re.compile(rf"^\s*{forma}\b\s*(?:por\s*)?[:.\-]?\s*(.*)$", re.IGNORECASE | re.DOTALL)
    for papel, forma in FIRMAS.items()
}
VERSION_AL_PIE = re.compile(r"^\s*versi[oó]n\s*(\d+(?:\.\d+)?)?\s*[:.]\s*(.*)$", re.IGNORECASE)
CARGO = re.compile(
    r"\s(?=(?:Profesional|Jef[ea]|Director[a]?|Coordinador[a]?|Asesor[a]?|Gerente|Subgerente|Subdirector[a]?"
    r"|Secretari[oa]|T[eé]cnic[oa]|L[ií]der|Contratista|Alcalde(?:sa)?|Presidente|Rector[a]?)\b)"
)
PIE = re.compile(
    r"^(?:\*|(?:nota|notas|fuente|firma|firmas|control de cambios|convenciones|observaciones generales|cc"
    r"|anexo|semaforo)\b\W)"
)
VIGENCIA = re.compile(r"\b(?:vigencia|año|ano)(?:\s+fiscal)?\s*:?\s*(20\d\d)\b", re.IGNORECASE)
ANIO = re.compile(r"(?<![\d/.-])(20[0-4]\d)(?![\d/-])")


@dataclass
class Encabezamiento:
    """Lo que el documento dice de sí mismo, con el texto literal de cada casilla."""

    casillas: dict[str, CeldaLeida] = field(default_factory=dict)
    etiquetas: dict[str, CeldaLeida] = field(default_factory=dict)
    titulos: list[CeldaLeida] = field(default_factory=list)
    firmas: list[dict[str, Any]] = field(default_factory=list)
    sueltos: list[CeldaLeida] = field(default_factory=list)
    dudas: list[Duda] = field(default_factory=list)
    textos: dict[str, str] = field(default_factory=dict)
    vigencia: int | None = None
    anios: set[int] = field(default_factory=set)
    vigencia_segura: bool = False

    def texto(self, campo: str) -> str:
        """El valor de la casilla, sin su etiqueta."""
        return self.textos.get(campo, "")


def es_casilla_o_firma(texto: str) -> bool:
    """¿Es una firma («Revisó…»), una casilla («Versión 1: …») o una nota al pie, y no una actividad?"""
    if any(forma.match(texto) for forma in FIRMA.values()) and not _es_verbo_de_actividad(texto):
        return True
    if VERSION_AL_PIE.match(texto) or PIE.match(sin_acentos(texto) + " "):
        return True
    etiqueta = llano(texto.split(":", 1)[0])
    return (
        ":" in texto and len(etiqueta) < 40 and any(forma.match(etiqueta) for _, forma in CON_VALOR)
    )


def _es_verbo_de_actividad(texto: str) -> bool:
    """«Aprobado el plan…», en minúscula seguida: una actividad, no una firma."""
    return len(texto) > 160


def leer_casillas(hoja: Hoja, fuera: list[CeldaLeida], primera_fila: int) -> Encabezamiento:
    """Las casillas, títulos y firmas entre las celdas que no son de la tabla.

    Args:
        fuera: las celdas que no son actividades, de arriba abajo.
        primera_fila: donde empieza la primera tabla; antes están los títulos.
    """
    leido = Encabezamiento()
    usadas: set[tuple[int, int]] = set()
    por_fila: dict[int, list[CeldaLeida]] = {}
    for celda in fuera:
        por_fila.setdefault(celda.fila, []).append(celda)
    for celda in fuera:
        if (celda.fila, celda.columna) in usadas:
            continue
        siguientes = [c for c in por_fila[celda.fila] if c.columna > celda.columna]
        if _firma(leido, hoja, celda, siguientes, usadas) or _casilla(
            leido, celda, siguientes, usadas
        ):
            usadas.add((celda.fila, celda.columna))
        elif celda.fila < primera_fila and len(por_fila[celda.fila]) == 1:
            leido.titulos.append(celda)
        else:
            leido.sueltos.append(celda)
    _buscar_vigencia(leido, hoja)
    return leido


def _firma(leido, hoja: Hoja, celda: CeldaLeida, siguientes: list, usadas: set) -> bool:
    texto = celda.texto.strip()
    if al_pie := VERSION_AL_PIE.match(texto):
        return _version(leido, celda, al_pie, siguientes, usadas)
    for papel, forma in FIRMA.items():
        partes = forma.match(texto)
        if not partes or len(texto) > 300:
            continue
        escrito, fuente = partes[1].strip(" _\n"), celda
        if not escrito and siguientes and not es_casilla_o_firma(siguientes[0].texto):
            fuente = siguientes[0]
            escrito = fuente.texto.strip(" _\n")
            usadas.add((fuente.fila, fuente.columna))
        if not escrito and (debajo := _debajo(hoja, celda)):
            fuente, escrito = debajo[0], "\n".join(una.texto.strip(" _") for una in debajo)
            usadas.update((una.fila, una.columna) for una in debajo)
        nombre, cargo = _nombre_y_cargo(escrito)
        leido.firmas.append(
            {"papel": papel, "nombre": nombre, "cargo": cargo, "orden": len(leido.firmas)}
        )
        leido.casillas[papel], leido.textos[papel] = celda, escrito
        if cargo and "\n" not in escrito:
            leido.dudas.append(
                Duda(
                    hoja.nombre,
                    coordenada(fuente.fila, fuente.columna),
                    papel,
                    fuente.texto.strip(),
                    f"Se entendió que firma «{nombre}», con el cargo «{cargo}».",
                    Gravedad.NOTA,
                )
            )
        return True
    return False


def _debajo(hoja: Hoja, celda: CeldaLeida) -> list[CeldaLeida]:
    """El nombre y el cargo escritos en las dos filas de abajo, si no son otra etiqueta."""
    hallados = []
    for fila in range(celda.fila + 1, celda.fila + 4):
        otra = hoja.celdas.get((fila, celda.columna))
        if otra is None or not otra.texto.strip(" _"):
            continue
        if es_casilla_o_firma(otra.texto):
            break
        hallados.append(otra)
    return hallados[:2]


def _version(leido, celda: CeldaLeida, partes: re.Match, siguientes: list, usadas: set) -> bool:
    """«Versión1: 2023-01-26» trae versión y fecha; «Versión: 01», solo la versión."""
    numero, resto = partes[1], partes[2].strip()
    if not numero and not resto and siguientes:
        resto = siguientes[0].texto.strip()
        usadas.add((siguientes[0].fila, siguientes[0].columna))
    leido.casillas["version_documento"] = celda
    leido.textos["version_documento"] = (numero or resto)[:40]
    if numero and resto and fecha_de(resto):
        leido.casillas["version"] = celda
        leido.textos["fecha_documento"] = resto
        del leido.casillas["version_documento"]
    return True


def _nombre_y_cargo(escrito: str) -> tuple[str, str]:
    renglones = [parte.strip() for parte in re.split(r"\n|\s[-–]\s|,\s", escrito, maxsplit=1)]
    if len(renglones) == 1:
        renglones = CARGO.split(escrito, maxsplit=1)
    nombre, cargo = [*renglones, ""][:2]
    return nombre.strip()[:160], " ".join(cargo.split())[:200]


def _casilla(leido, celda: CeldaLeida, siguientes: list, usadas: set) -> bool:
    texto = celda.texto.strip()
    etiqueta, dos_puntos, resto = texto.partition(":")
    campo = next((campo for campo, forma in CON_VALOR if forma.match(llano(etiqueta))), "")
    if not campo or campo in leido.casillas:
        return False
    fuente = celda
    if not resto.strip():
        if not siguientes:
            return bool(dos_puntos)
        fuente = siguientes[0]
        resto = fuente.texto
        usadas.add((fuente.fila, fuente.columna))
    # «Entidad: X Versión: 01» en una sola celda de texto.
    valor, corte, otra = re.match(
        r"(.*?)(?:\s+(Versi[oó]n|Fecha|Vigencia)\s*:\s*(.*))?$", resto, re.DOTALL
    ).groups()
    leido.casillas[campo], leido.textos[campo] = fuente, valor.strip()
    leido.etiquetas[campo] = celda
    if corte:
        segundo = {"v": "version_documento", "f": "fecha_documento"}.get(sin_acentos(corte)[0], "")
        segundo = "vigencia" if sin_acentos(corte).startswith("vig") else segundo
        leido.casillas[segundo], leido.textos[segundo] = celda, otra.strip()
    return True


def _buscar_vigencia(leido: Encabezamiento, hoja: Hoja) -> None:
    """La vigencia que el documento dice de sí: en su casilla, en el título o en el nombre de la hoja."""
    titulos = [celda.texto for celda in leido.titulos] + [leido.texto("nombre")]
    dichas = {int(anio) for texto in titulos for anio in VIGENCIA.findall(texto)}
    if casilla := ANIO.search(leido.texto("vigencia")):
        dichas = {int(casilla[1])}
    leido.anios = {int(a) for texto in [*titulos, hoja.nombre] for a in ANIO.findall(texto)}
    if not dichas and len(leido.anios) == 1:
        dichas = set(leido.anios)
    leido.vigencia_segura = len(dichas) == 1
    if len(dichas) == 1:
        leido.vigencia = dichas.pop()
    elif not dichas and (fecha := fecha_de(leido.texto("fecha_documento"))):
        leido.vigencia = fecha.year


def fecha_de(texto: str) -> date | None:
    """La fecha que dice una casilla, si es un día."""
    if not texto.strip():
        return None
    leida = interpretar(texto.strip(), 2000)
    return leida.inicio if leida.tipo is Tipo.FECHA and leida.inicio == leida.fin else None
