"""Los pedazos de dirección que el cronograma entiende; lo demás es una página que no existe."""

from datetime import date

from estrategia.catalogos import TipoEstrategia


class Vigencia:
    """Un año de cuatro cifras."""

    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Tipo:
    """El tipo de una estrategia: participacion, rendicion o combinada."""

    regex = "|".join(TipoEstrategia.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Archivo(Tipo):
    """La extensión de un archivo que se puede descargar."""

    regex = "xlsx|pdf|csv|json|ods"


class Dato(Tipo):
    """La extensión de un archivo con los campos del diccionario."""

    regex = "csv|json"


class Forma(Tipo):
    """El tamaño de una invitación."""

    regex = "a4|cuadrada"


class Imagen(Tipo):
    """La extensión de una invitación."""

    regex = "pdf|png"


class Mes:
    """Un mes con su año: 2026-03. Se entrega como su primer día."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"
