"""Quién quiere saber de lo que le pasa a un encuentro: el correo, los avisos.

Después de cada paso (fechar, mover, confirmar, aplazar, cancelar, hacer, reabrir) se llama a
lo registrado con el encuentro y su `CambioDeEncuentro`, dentro de la misma transacción: si
escucha para enviar correo, que lo deje escrito y lo envíe después.
"""

from collections.abc import Callable

from cronograma.models import CambioDeEncuentro, Encuentro

Oyente = Callable[[Encuentro, CambioDeEncuentro], None]
_oyentes: list[Oyente] = []


def registrar(oyente: Oyente) -> None:
    """Apunta a quien escucha. Se llama desde `AppConfig.ready`, al pie: importa modelos."""
    if oyente not in _oyentes:
        _oyentes.append(oyente)


def avisar(encuentro: Encuentro, cambio: CambioDeEncuentro) -> None:
    """Cuenta a todos lo que cambió."""
    for oyente in _oyentes:
        oyente(encuentro, cambio)
