"""Códigos de seguimiento: lo único que una persona necesita para saber en qué va lo suyo.

Se entregan al enviar un formulario y se preguntan siempre en el cuerpo de una petición: una
dirección queda anotada en muchos sitios. Aquí también se reduce a una huella lo que identifica un
envío, para que el mismo formulario mandado dos veces valga una. Sala pura.
"""

import hashlib
import secrets

# Sin letras ni cifras que se confundan al copiarlas a mano; 16 dan 80 bits.
ALFABETO = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LARGO_DEL_CODIGO = 16
DE_A = 4


def nuevo_codigo() -> str:
    """Un código que nadie puede adivinar, en grupos de cuatro: «K7QM-2XWD-9RTA-H4PN»."""
    return _con_guiones("".join(secrets.choice(ALFABETO) for _ in range(LARGO_DEL_CODIGO)))


def codigo_escrito(texto: str) -> str | None:
    """El código como se guarda, escrito con o sin guiones ni mayúsculas; None si no lo es."""
    limpio = "".join(letra for letra in texto.upper() if letra in ALFABETO)
    return _con_guiones(limpio) if len(limpio) == LARGO_DEL_CODIGO else None


def huella_de_envio(marca: str, *partes: str) -> str:
    """La huella de un formulario enviado: la misma marca y lo mismo escrito dan la misma."""
    return hashlib.sha256("|".join((marca, *partes)).encode()).hexdigest()


def _con_guiones(letras: str) -> str:
    return "-".join(letras[i : i + DE_A] for i in range(0, LARGO_DEL_CODIGO, DE_A))
