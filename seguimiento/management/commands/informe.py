"""`manage.py informe`: un informe de una estrategia y un periodo, en el disco."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from estrategia.catalogos import TipoEstrategia
from estrategia.eleccion import NoElegida, elegir_estrategia
from seguimiento.exportar.informes import SALIDAS, FaltaPango, NoHayEseFormato, hacer
from seguimiento.informes.lectura import leer_suelto
from seguimiento.models import TipoDeInforme


class Command(BaseCommand):
    help = "Escribe un informe de seguimiento, de la estrategia o de control interno."

    def add_arguments(self, parser):
        parser.add_argument("salida", metavar="SALIDA", help="Archivo que se escribe.")
        parser.add_argument("--entidad", metavar="SLUG")
        parser.add_argument("--vigencia", metavar="AAAA")
        parser.add_argument("--estrategia", metavar="TIPO", help=", ".join(TipoEstrategia.values))
        parser.add_argument("--periodo", metavar="T1|C1|anual")
        parser.add_argument("--tipo", metavar="|".join(TipoDeInforme.values))
        parser.add_argument("--como", metavar="|".join(SALIDAS))

    def handle(self, *args, **opciones):
        tipo = elegir(opciones["tipo"], TipoDeInforme.values, "tipo de informe", "--tipo")
        como = elegir(opciones["como"], list(SALIDAS), "formato", "--como")
        if not opciones["periodo"]:
            raise CommandError("Indique el periodo con --periodo: T1 a T4, C1 a C3 o anual.")
        try:
            estrategia = elegir_estrategia(
                opciones["entidad"], opciones["vigencia"], opciones["estrategia"]
            )
            leido = leer_suelto(estrategia, opciones["periodo"], tipo, hoy=timezone.localdate())
            contenido = hacer(leido, como)
        except (NoElegida, NoHayEseFormato, FaltaPango, ValueError) as error:
            raise CommandError(str(error)) from error
        escribir(opciones["salida"], contenido)
        portada = leido.escrito.portada
        self.stdout.write(
            f"{opciones['salida']}: {portada.titulo}, {portada.periodo}. {portada.estado}."
        )


def elegir(escrito: str | None, valores: list[str], que: str, opcion: str) -> str:
    if escrito is None:
        raise CommandError(f"Indique el {que} con {opcion}: {', '.join(valores)}.")
    if escrito not in valores:
        raise CommandError(f"No hay un {que} «{escrito}»: elija {', '.join(valores)}.")
    return escrito


def escribir(salida: str, contenido: bytes) -> None:
    try:
        Path(salida).write_bytes(contenido)
    except OSError as error:
        raise CommandError(
            f"No se pudo escribir «{salida}»: compruebe que la carpeta exista y los permisos."
        ) from error
