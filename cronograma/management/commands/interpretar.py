"""`manage.py interpretar`: dice qué se entiende de cada expresión de fecha de un archivo."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cronograma.fechas.tabla import escribir_csv, fila, leer_entrada
from cronograma.programacion import interpretar


class Command(BaseCommand):
    help = (
        "Interpreta expresiones de fecha («1er Cuatrimestre», «Mensual», «ene-22»), una por línea o en un "
        "CSV con las columnas expresion y vigencia. Escribe un CSV con lo que se entendió, en el mismo orden."
    )
    requires_system_checks: list[str] = []  # no usa la base ni los modelos

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "archivo", nargs="?", default="-", metavar="ARCHIVO", help="«-» o nada: la entrada"
        )
        parser.add_argument(
            "--vigencia", metavar="AAAA", help="año del plan, si la fila no lo dice"
        )
        parser.add_argument(
            "--csv", action="store_true", help="datos para programas; es la única salida que hay"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            entrada = leer_entrada(_contenido(options["archivo"]), options["vigencia"])
            filas = [fila(expresion, vigencia, interpretar) for expresion, vigencia in entrada]
        except (ValueError, OSError) as error:
            raise CommandError(_frase(error)) from error
        self.stdout.write(escribir_csv(filas), ending="")


def _contenido(archivo: str) -> str:
    """UTF-8, con o sin BOM; si no lo es, lo que guarda un Excel de Windows."""
    if archivo == "-":
        crudo = (
            sys.stdin.buffer.read() if hasattr(sys.stdin, "buffer") else sys.stdin.read().encode()
        )
    else:
        crudo = Path(archivo).read_bytes()
    try:
        return crudo.decode("utf-8-sig")
    except UnicodeDecodeError:
        return crudo.decode("cp1252", errors="replace")


def _frase(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"No se pudo leer «{error.filename}»: compruebe el nombre y los permisos."
    return str(error)
