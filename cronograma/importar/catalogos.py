"""Nombres de la hoja contra los catálogos de la entidad: dependencias, grupos e instancias.

Primero se busca lo que la entidad ya tiene (por sigla, por nombre, sin tildes, con un desliz de
letras). Una celda se parte en varios solo donde el documento los separa o donde las partes son
conocidas; lo que podría ser varios y no se sabe queda entero, con su duda.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from cronograma.celdas import NO_APLICA, partir_lista
from estrategia.texto import sin_acentos

from .duda import Gravedad

DESLIZ = 92
SIGLA = r"[A-ZÑ][A-ZÑ0-9]{1,9}"
UNIDAD = (
    r"(?:gerencia|subgerencia|direccion|subdireccion|oficina|secretaria|subsecretaria|coordinacion|area"
    r"|grupo|equipo|unidad|programa|despacho|comite|departamento|division)"
)
CARGO = (
    r"(?:lider(?:es)?(?= \w)|asesor(?:es)?|jefes?|director(?:es|a)?|coordinador(?:es|a)?"
    r"|profesional(?:es)?)"
)
# Un cargo y su unidad («jefe de la oficina») son uno solo.
UNA_PARTE = re.compile(rf"\b(?:{CARGO}(?: (?:de|del|de la|asesor\w*))* )?{UNIDAD}\b|\b{CARGO}\b")
OTRA_TRAS_Y = re.compile(rf"\b(?:y|e) (?:el |la |los |las )?(?:{UNIDAD}|{CARGO})\b")
PAREJAS = re.compile(rf"(?:^|(?<=\s))({SIGLA})\s+(?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ])")
VARIAS_SIGLAS = re.compile(rf"^({SIGLA}(?:\s*[-–/,]\s*{SIGLA})+)\s+(\S.*)$")
CON_PARENTESIS = re.compile(rf"^(.+?)\s*\(({SIGLA})\)\.?$")
GUION_O_BARRA = re.compile(r"\s+[-–—]\s+|\s*(?<!y)/(?!o\b)\s*")
INSTANCIA = re.compile(
    r"^(?:la |el |las |los )?(?:asociacion|alianza|veedur|copaco|consejo|juntas? de accion"
    r"|juntas? administradora|jac\b|jal\b"
    r"|comites? (?:de )?(?:participacion|etica hospitalaria|desarrollo y control|veedur|vigilancia"
    r"|estratificacion|control social|usuarios)"
    r"|mesas? (?:departamental|municipal|nacional|de participacion|de victimas)"
    r"|ligas? de|cabildo|plataforma de juventud|red de (?:veedur|control)"
    r"|comision (?:intersectorial|consultiva)|vocal(?:es)? de control|organizaci\w+ de usuarios"
    r"|federacion|cooperativa)"
)
# «Asociación, alianza y usuarios en general» mezcla organizaciones con quien no está en ninguna.
VAGA = re.compile(r"\ben general\b|\bentre otr[oa]s\b|\betc\b|\bdemas\b")
VACIO = re.compile(r"^(?:[-–—.]+|ningun[oa]?|sin (?:definir|asignar)|no|no hay)$")


class Dependiente(NamedTuple):
    """Una dependencia como se entendió: nombre y, si la hoja la trae, sigla."""

    nombre: str
    sigla: str = ""


class Aviso(NamedTuple):
    """Lo que hay que decir de una celda, sin saber todavía cuál es."""

    mensaje: str
    gravedad: Gravedad


@dataclass
class Entendido:
    """Los nombres que salen de una celda y lo que hay que decir de ellos."""

    nombres: list = field(default_factory=list)
    avisos: list[Aviso] = field(default_factory=list)
    aparte: list = field(default_factory=list)


@lru_cache(maxsize=20_000)
def clave(nombre: str) -> str:
    """Lo que hace iguales dos nombres: sin tildes, mayúsculas, puntos finales ni blancos de más."""
    return sin_acentos(nombre).strip(" .,;:")


@lru_cache(maxsize=20_000)
def dice_nada(texto: str) -> bool:
    llano = sin_acentos(texto)
    return not llano or bool(NO_APLICA.match(llano) or VACIO.match(llano))


class Catalogo:
    """Los nombres conocidos de una clase, y los que la hoja va mostrando."""

    def __init__(self, nombres: Iterable[str] = ()):
        self.nombres = {clave(nombre): nombre for nombre in nombres}
        self.guardados = dict(self.nombres)

    def buscar(self, texto: str) -> tuple[str, bool]:
        """El nombre conocido y si hubo que perdonar un desliz; («», False) si no lo hay."""
        buscada = clave(texto)
        if buscada in self.nombres:
            return self.nombres[buscada], False
        if len(buscada) > 6 and self.guardados:
            mejor = process.extractOne(
                buscada, self.guardados.keys(), scorer=fuzz.ratio, score_cutoff=DESLIZ
            )
            if mejor:
                return self.guardados[mejor[0]], True
        return "", False

    def anotar(self, nombre: str) -> str:
        """Lo conoce desde ahora; devuelve el nombre como se escribió la primera vez."""
        return self.nombres.setdefault(clave(nombre), nombre)

    @property
    def nuevos(self) -> list[str]:
        return [nombre for llave, nombre in self.nombres.items() if llave not in self.guardados]


class CatalogoDeDependencias(Catalogo):
    """Las dependencias de la entidad, por nombre y por sigla, y las que la hoja nombra solas."""

    def __init__(self, dependencias: Iterable[tuple[str, str]] = ()):
        dependencias = list(dependencias)
        super().__init__(nombre for nombre, _ in dependencias)
        self.por_sigla = {clave(s): n for n, s in dependencias if s}
        self.siglas = {clave(n): s for n, s in dependencias if s}
        # Las que alguna celda nombra sin compañía.
        self.solas: dict[str, str] = {}

    def estudiar(self, textos: Iterable[str]) -> None:
        """Mira todas las celdas antes de entenderlas: qué áreas aparecen solas y qué siglas hay."""
        for texto in textos:
            for parte in partir_lista(texto):
                self._estudiar_parte(parte)

    def _estudiar_parte(self, parte: str) -> None:
        if parejas := _parejas(parte):
            for nombre, sigla in parejas:
                self.por_sigla.setdefault(clave(sigla), nombre)
                self.siglas.setdefault(clave(nombre), sigla)
        elif not re.search(r"[,/]|\s[-–]\s", parte) and not dice_nada(parte):
            self.solas.setdefault(clave(parte), parte)

    def entender(self, texto: str) -> Entendido:
        """Las dependencias de una celda, en su orden; la primera es la líder."""
        entendido = Entendido()
        if dice_nada(texto):
            return entendido
        for parte in partir_lista(texto):
            self._entender_parte(parte, entendido)
        unicas = dict.fromkeys(entendido.nombres)
        entendido.nombres = list(unicas)
        return entendido

    def _entender_parte(self, parte: str, en: Entendido) -> None:
        if conocida := self._conocida(parte):
            en.nombres.append(conocida)
            # Lo que solo se ha visto en esta hoja sigue siendo dudoso cada vez que aparece.
            nueva = clave(parte) not in self.guardados and clave(parte) not in self.por_sigla
            if nueva and (sospecha := self._podrian_ser_varias(parte)):
                en.avisos.append(Aviso(sospecha, Gravedad.DUDA))
            return
        nombre, desliz = self.buscar(parte)
        if desliz:
            en.nombres.append(self._con_sigla(nombre))
            en.avisos.append(
                Aviso(f"Se tomó como «{nombre}», que está en el catálogo.", Gravedad.NOTA)
            )
            return
        for intento in (self._por_siglas, self._por_parejas, self._por_guion, self._por_conocidas):
            if intento(parte, en):
                return
        en.nombres.append(Dependiente(self.anotar(_limpio(parte))))
        if sospecha := self._podrian_ser_varias(parte):
            en.avisos.append(Aviso(sospecha, Gravedad.DUDA))

    def _conocida(self, parte: str) -> Dependiente | None:
        if nombre := self.por_sigla.get(clave(parte)):
            return self._con_sigla(self.anotar(nombre))
        if clave(parte) in self.nombres:
            return self._con_sigla(self.nombres[clave(parte)])
        return None

    def _con_sigla(self, nombre: str) -> Dependiente:
        return Dependiente(nombre, self.siglas.get(clave(nombre), ""))

    def _por_siglas(self, parte: str, en: Entendido) -> bool:
        """«OAPLA-ARCOM Oficina… y Área…»: dos, si las dos siglas se conocen."""
        partes = VARIAS_SIGLAS.match(parte)
        if not partes:
            return False
        siglas = re.findall(SIGLA, partes[1])
        if not all(clave(sigla) in self.por_sigla for sigla in siglas):
            return False
        suyas = [self._con_sigla(self.anotar(self.por_sigla[clave(sigla)])) for sigla in siglas]
        return self._varias(suyas, en)

    def _por_parejas(self, parte: str, en: Entendido) -> bool:
        """«ASERA Área de Servicio ARCOM Área de Comunicaciones»: sigla y nombre, una o más veces."""
        parejas = _parejas(parte)
        if not parejas:
            return False
        suyas = []
        for nombre, sigla in parejas:
            # La sigla manda: el nombre puede estar escrito de otro modo en otra fila.
            propio = self.por_sigla.setdefault(clave(sigla), nombre)
            self.siglas.setdefault(clave(propio), sigla)
            suyas.append(Dependiente(self.anotar(propio), sigla))
        return self._varias(suyas, en)

    def _por_guion(self, parte: str, en: Entendido) -> bool:
        trozos = [trozo.strip() for trozo in GUION_O_BARRA.split(parte)]
        cortos = all(trozo and len(trozo.split()) <= 8 and trozo[0].isupper() for trozo in trozos)
        if len(trozos) < 2 or not cortos:
            return False
        return self._varias([self._una(trozo) for trozo in trozos], en)

    def _por_conocidas(self, parte: str, en: Entendido) -> bool:
        """Comas o «y» entre nombres que se conocen todos."""
        for corte in (r"\s*,\s*(?:y\s+)?|\s+y\s+", r"\s*,\s*(?:y\s+)?", r"\s+y\s+"):
            trozos = [trozo for trozo in re.split(corte, parte) if trozo]
            if len(trozos) > 1 and all(self._es_conocida(trozo) for trozo in trozos):
                return self._varias([self._una(trozo) for trozo in trozos], en)
        return False

    def _es_conocida(self, trozo: str) -> bool:
        return clave(trozo) in self.solas or self._conocida(trozo) is not None

    def _una(self, trozo: str) -> Dependiente:
        if conocida := self._conocida(trozo):
            return conocida
        nombre, _ = self.buscar(trozo)
        return self._con_sigla(self.anotar(nombre or self.solas.get(clave(trozo), _limpio(trozo))))

    def _varias(self, suyas: list[Dependiente], en: Entendido) -> bool:
        en.nombres.extend(suyas)
        if len(suyas) > 1:
            lista = ", ".join(una.nombre for una in suyas)
            en.avisos.append(
                Aviso(
                    f"Se entendieron {len(suyas)} dependencias: {lista}; la primera como líder.",
                    Gravedad.NOTA,
                )
            )
        return True

    def _podrian_ser_varias(self, parte: str) -> str:
        """Por qué esta celda podría nombrar a más de una; vacío si no hay indicio."""
        llana = clave(parte)
        dentro = [
            nombre
            for llave, nombre in {**self.guardados, **self.solas}.items()
            if len(llave.split()) > 1
            and llave != llana
            and re.search(rf"\b{re.escape(llave)}\b", llana)
        ]
        if dentro:
            mayor = max(dentro, key=len)
            return (
                f"Se entendió como una sola dependencia, pero contiene «{mayor}», que aparece sola en otra"
                " parte: si son varias, sepárelas con «;»."
            )
        if len(UNA_PARTE.findall(llana)) > 1 or OTRA_TRAS_Y.search(llana) or "," in parte:
            return (
                "Se entendió como una sola dependencia, pero parece nombrar a varias: si lo son, sepárelas"
                " con «;»."
            )
        return ""


def _parejas(parte: str) -> list[tuple[str, str]]:
    """Los pares (nombre, sigla) de «SIGLA Nombre SIGLA Nombre» o «Nombre (SIGLA)»."""
    if con := CON_PARENTESIS.match(parte):
        return [(_limpio(con[1]), con[2])]
    cortes = list(PAREJAS.finditer(parte))
    if not cortes or cortes[0].start() != 0 or parte.isupper():
        return []
    buenos = [cortes[0]] + [
        corte for corte in cortes[1:] if re.match(UNIDAD, sin_acentos(parte[corte.end() :]))
    ]
    limites = [corte.start() for corte in buenos[1:]] + [len(parte)]
    return [
        (_limpio(parte[corte.end() : limite]), corte[1])
        for corte, limite in zip(buenos, limites, strict=True)
    ]


def _limpio(texto: str) -> str:
    return " ".join(texto.split()).strip(" ,;:-–")[:200]


# --- Grupos e instancias --------------------------------------------------------------------


def entender_grupos(texto: str, grupos: Catalogo) -> Entendido:
    """Los grupos de valor de una celda; con comas o «y» es uno solo, como está escrito."""
    entendido = Entendido()
    for parte in () if dice_nada(texto) else partir_lista(texto):
        _agregar(parte, grupos, entendido)
    return entendido


def entender_instancias(texto: str, instancias: Catalogo, grupos: Catalogo) -> Entendido:
    """Las instancias de una celda; lo que no es una instancia queda `aparte`, como grupo de valor."""
    entendido = Entendido()
    for parte in () if dice_nada(texto) else partir_lista(texto):
        conocida, _ = instancias.buscar(parte)
        if conocida and clave(conocida) in instancias.guardados:
            _agregar(parte, instancias, entendido)
        elif INSTANCIA.match(sin_acentos(parte)) and not VAGA.search(sin_acentos(parte)):
            _agregar(parte, instancias, entendido)
            entendido.avisos.append(_instancia_nueva(parte))
        else:
            grupo, _ = grupos.buscar(parte)
            entendido.aparte.append(grupo or grupos.anotar(_corto(parte)))
            entendido.avisos.append(
                Aviso(
                    "No parece una instancia legalmente constituida: se entendió como grupo de valor. Si lo"
                    " es, escriba su nombre («Asociación de Usuarios», «Veeduría…», «COPACO»).",
                    Gravedad.DUDA,
                )
            )
    return entendido


def _agregar(parte: str, catalogo: Catalogo, en: Entendido) -> None:
    nombre, desliz = catalogo.buscar(parte)
    nombre = nombre or catalogo.anotar(_corto(parte))
    if nombre not in en.nombres:
        en.nombres.append(nombre)
    if desliz:
        en.avisos.append(Aviso(f"Se tomó como «{nombre}», que está en el catálogo.", Gravedad.NOTA))


def _instancia_nueva(parte: str) -> Aviso:
    if re.search(r"\by\b|,|/", sin_acentos(parte)):
        return Aviso(
            "Se entendió como una sola instancia, nueva en el catálogo; parece nombrar a más de una: si lo"
            " son, sepárelas con «;».",
            Gravedad.DUDA,
        )
    return Aviso("Instancia nueva: se agregará al catálogo de la entidad.", Gravedad.NOTA)


def _corto(texto: str) -> str:
    return " ".join(texto.split())[:300]
