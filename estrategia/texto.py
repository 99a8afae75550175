"""Texto comparable: lo que se escribe con o sin tildes, en mayúsculas o con blancos de más.

También el texto que se puede mostrar: sin los caracteres que no se ven.
"""

import unicodedata

SE_CONSERVAN = {"\n", "\t"}


def sin_acentos(texto: str) -> str:
    """El texto en minúsculas, sin tildes ni diéresis y con un solo blanco entre palabras.

    La ñ se vuelve n: quien busca «ninos» quiere encontrar «niños».
    """
    descompuesto = unicodedata.normalize("NFKD", texto.casefold())
    letras = "".join(letra for letra in descompuesto if not unicodedata.combining(letra))
    return " ".join(letras.split())


def sin_controles(texto: str) -> str:
    """El texto sin caracteres que no se ven: de control, y los que voltean la escritura."""
    parejo = texto.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        letra
        for letra in unicodedata.normalize("NFC", parejo)
        if letra in SE_CONSERVAN or unicodedata.category(letra) not in {"Cc", "Cf", "Cs", "Co"}
    )
