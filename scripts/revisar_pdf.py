"""Dice en una frase qué falta en el sistema para los PDF. Nunca detiene el arranque."""

import ctypes.util

# Los nombres con los que el enlazador del sistema conoce lo que WeasyPrint carga.
BIBLIOTECAS = ["pango-1.0", "pangoft2-1.0", "harfbuzz-subset"]
PAQUETES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2"

if not all(ctypes.util.find_library(nombre) for nombre in BIBLIOTECAS):
    print(
        "Aviso: para hacer PDF falta Pango; en Debian: "
        f"sudo apt-get install --no-install-recommends {PAQUETES}. Todo lo demás funciona."
    )
