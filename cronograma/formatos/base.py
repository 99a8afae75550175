"""Cómo se declara un formato oficial: sus columnas, sus casillas y lo que se repite.

Una declaración la leen el escritor de Excel, la tabla del PDF, el importador (que reconoce
los títulos) y las pruebas. Sala pura: aquí no se abre ningún archivo.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cronograma.fila import Fila


class Clase(StrEnum):
    """Qué clase de valor lleva una columna, y por tanto cómo se lee y se escribe."""

    TEXTO = "texto"
    NUMERADO = "numerado"  # «5. Audiencia pública»: número y nombre en la misma celda
    OPCION = "opcion"  # momento o elemento, por su nombre oficial
    MARCA = "marca"  # una X
    LISTA = "lista"  # grupos o instancias
    RESPONSABLES = "responsables"
    CUANDO = "cuando"  # la fecha como la escribe la entidad
    INICIO = "inicio"  # fecha inicial, si el formato la pide aparte
    FIN = "fin"
    PERIODO = "periodo"  # una X bajo un periodo
    AVANCE = "avance"
    OBSERVACION = "observacion"


@dataclass(frozen=True, kw_only=True)
class Columna:
    """Una columna: qué campo de la fila lleva y cómo se titula.

    El título y el título combinado de encima (`grupo`), juntos, la identifican.
    `detalle` distingue columnas de un mismo campo: la fase que marca, el periodo que mide.
    """

    campo: str
    titulo: str
    grupo: str = ""
    clase: Clase = Clase.TEXTO
    detalle: str = ""
    combina_hacia_abajo: bool = False

    @property
    def clave(self) -> str:
        """Nombre único de la columna dentro del formato."""
        return f"{self.campo}:{self.detalle}" if self.detalle else self.campo


@dataclass(frozen=True, kw_only=True)
class Casilla:
    """Una casilla del encabezado o del pie: etiqueta y sitio del valor.

    `fila` cuenta desde la primera de la hoja en el encabezado, y desde la última de la
    tabla en el pie; `columna` es la de la etiqueta (1 es la A). Con `aparte` el valor va en
    la celda siguiente, combinada `hasta_columna`; sin él, etiqueta y valor van juntos.
    """

    campo: str
    fila: int
    etiqueta: str
    columna: int = 1
    aparte: bool = True
    hasta_columna: int | None = None


class Repite(StrEnum):
    """Qué vuelve a imprimirse al empezar cada bloque de la tabla."""

    NADA = "nada"
    TITULOS = "titulos"  # solo la fila de títulos
    BLANCO_Y_TITULOS = "blanco_y_titulos"
    TODO = "todo"  # título del documento y títulos de columna


@dataclass(frozen=True, kw_only=True)
class Formato:
    """Un formato oficial. `titulos` admite {vigencia}, {entidad} y {nombre}."""

    nombre: str
    descripcion: str
    hoja: str
    titulos: tuple[str, ...]
    columnas: tuple[Columna, ...]
    encabezado: tuple[Casilla, ...] = ()
    pie: tuple[Casilla, ...] = ()
    fila_de_titulos: int = 3
    repite: Repite = Repite.NADA
    bloque: str = "bloque"
    propio: bool = False

    @property
    def tiene_grupos(self) -> bool:
        """¿Lleva dos filas de títulos?"""
        return any(columna.grupo for columna in self.columnas)

    def bloques(self, filas: Iterable[Fila]) -> list[list[Fila]]:
        """Las filas en las tablas en que la hoja las parte.

        Si el bloque es un campo con significado (el elemento), todas las de un mismo valor
        van juntas. Si es el bloque de la hoja, una fila escrita a mano, que no lo tiene,
        sigue en la tabla de la anterior.
        """
        tablas: dict[tuple[int, str], list[Fila]] = {}
        anterior, vuelta = "", 0
        for fila in filas:
            propio = getattr(fila, self.bloque)
            if self.bloque == "bloque":
                propio = propio or anterior
                vuelta += propio != anterior and bool(tablas)
                anterior = propio
            tablas.setdefault((vuelta, propio), []).append(fila)
        return list(tablas.values())

    def columna(self, clave: str) -> Columna:
        """La columna con esa clave.

        Raises:
            KeyError: si el formato no la tiene.
        """
        try:
            return next(una for una in self.columnas if una.clave == clave)
        except StopIteration:
            raise KeyError(clave) from None
