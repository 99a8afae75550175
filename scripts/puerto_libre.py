"""Sale con 0 si en 127.0.0.1 se puede abrir el puerto que se le da."""

import socket
import sys

with socket.socket() as enchufe:
    # Como el servidor: un puerto recién cerrado sí se puede volver a usar.
    enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        enchufe.bind(("127.0.0.1", int(sys.argv[1])))
    except (OSError, OverflowError, ValueError):
        sys.exit(1)
