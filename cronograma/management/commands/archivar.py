"""`manage.py archivar`: escribe los archivos que les falten a las versiones publicadas.

Hace falta si se publicó cuando el servidor no podía hacer PDF, o desde una orden. Los que
ya están escritos no se tocan.
"""

from django.core.management.base import BaseCommand, CommandError

from cronograma.exportar.archivos import completar, faltan
from cronograma.models import Version
from estrategia.eleccion import NoElegida, elegir_entidad


class Command(BaseCommand):
    help = "Escribe los archivos que les falten a las versiones publicadas."

    def add_arguments(self, parser):
        parser.add_argument("--entidad", metavar="SLUG", help="Solo las de esa entidad.")

    def handle(self, *args, entidad=None, **options):
        versiones = Version.objects.publicadas().filter(retirada_en=None)
        if entidad:
            try:
                versiones = versiones.de_entidad(elegir_entidad(entidad))
            except NoElegida as error:
                raise CommandError(str(error)) from error
        pendientes = []
        for version in versiones.select_related("estrategia__entidad").order_by("pk"):
            escritos = completar(version)
            for uno in escritos:
                self.stdout.write(f"{uno.sha256}  {uno}")
            pendientes += [f"{version} · {nombre}" for nombre in faltan(version)]
        if pendientes:
            raise CommandError(
                "No se pudieron escribir (¿falta Pango para los PDF?): " + "; ".join(pendientes)
            )
        self.stdout.write("Todas las versiones publicadas tienen sus archivos.")
