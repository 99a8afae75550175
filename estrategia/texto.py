"""Texto comparable: lo que se escribe con o sin tildes, en mayúsculas o con blancos de más."""

import unicodedata


def sin_acentos(texto: str) -> str:
    """El texto en minúsculas, sin tildes ni diéresis y con un solo blanco entre palabras.

    La ñ se vuelve n: quien busca «ninos» quiere encontrar «niños».
    """
    descompuesto = unicodedata.normalize("NFKD", texto.casefold())
    letras = "".join(letra for letra in descompuesto if not unicodedata.combining(letra))
    return " ".join(letras.split())
