"""Un servidor de correo de verdad, en este equipo, que recibe, rechaza o corta la conexión.

Habla lo justo de SMTP (RFC 5321) para que la biblioteca que manda no note la diferencia.
"""

import email
import socketserver
import threading
from contextlib import contextmanager
from email import policy


class Conversacion(socketserver.StreamRequestHandler):
    """Una conexión. Cómo se porta lo dice `server.conducta`."""

    def handle(self):
        self.decir("220 prueba")
        while linea := self.rfile.readline():
            verbo = linea.split()[0].upper().decode() if linea.split() else ""
            if verbo == "DATA":
                if not self.datos():
                    return
            elif verbo == "RCPT" and self.server.conducta == "rechaza al destinatario":
                self.decir(f"550 no existe {linea.decode().strip()}")
            else:
                self.decir("221 adiós" if verbo == "QUIT" else "250 bien")

    def datos(self):
        """Recibe el mensaje; falso si la conexión se corta."""
        if self.server.conducta == "rechaza el mensaje":
            self.decir("554 no recibo eso")
            return True
        self.decir("354 diga")
        if self.server.conducta == "corta a mitad":
            self.rfile.readline()
            return False
        renglones = []
        while (renglon := self.rfile.readline()) != b".\r\n":
            renglones.append(renglon.removeprefix(b".") if renglon[:2] == b".." else renglon)
        self.server.recibidos.append(
            email.message_from_bytes(b"".join(renglones), policy=policy.default)
        )
        if self.server.conducta == "recibe y corta":
            return False
        if self.server.conducta == "recibe y calla":
            self.rfile.readline()  # Hasta que quien manda se vaya.
            return False
        self.decir("250 recibido")
        return True

    def decir(self, texto):
        self.wfile.write(f"{texto}\r\n".encode())


class Servidor(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversacion)
        self.conducta = "recibe"
        self.recibidos = []

    @property
    def puerto(self):
        return self.server_address[1]


@contextmanager
def servidor_de_correo():
    with Servidor() as servidor:
        hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.05})
        hilo.start()
        try:
            yield servidor
        finally:
            servidor.shutdown()
            hilo.join()
