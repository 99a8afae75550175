"""Avisos: los correos que la entidad manda, y la bandeja donde se miran antes.

Quien tiene algo que avisar llama a `preparar` dentro de su transacción y, si no puede esperar,
a `enviar` cuando esa transacción quedó guardada (`transaction.on_commit`). Lo demás lo hace la
orden `avisos`. Un aviso se entrega al servidor de correo a lo sumo una vez: si no se sabe qué
pasó queda «dudoso» y una persona decide. La tabla de todos los correos es `docs/avisos.md`.

Salas: `bandeja` (preparar y decidir), `fuentes` (quién manda qué y si todavía se debe),
`personas` (a quién de la entidad), `entrega` (el paso al servidor de correo) y `corrida` (lo que
hace la orden).
"""

from .bandeja import (
    dar_por_enviado,
    descartar,
    liberar,
    olvidar,
    por_enviar,
    preparar,
    reenviar,
    vaciar,
)
from .corrida import Resumen, correr
from .entrega import enviar
from .fuentes import Correo, registrar_fuente
from .personas import personas_de, planeacion_de

__all__ = [
    "Correo",
    "Resumen",
    "correr",
    "dar_por_enviado",
    "descartar",
    "enviar",
    "liberar",
    "olvidar",
    "personas_de",
    "planeacion_de",
    "por_enviar",
    "preparar",
    "reenviar",
    "registrar_fuente",
    "vaciar",
]
