"""`manage.py borrar_datos_personales`: borra los datos de personas cuyo tiempo terminó.

Para el programador de tareas, una vez al día: correrla de más no hace nada. Con `--simular` dice
lo mismo y no borra. Sale con 0, o con 1 y una frase si lo pedido no existe.
"""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cronograma.borrado import borrar, limite_de, por_borrar
from estrategia.models import Entidad


class Command(BaseCommand):
    help = "Borra los datos de personas que ya no se deben guardar y deja constancia de cuántos."

    def add_arguments(self, parser):
        parser.add_argument("--simular", action="store_true", help="Dice cuántos y no borra nada.")
        parser.add_argument("--entidad", metavar="SLUG", help="Solo los de esa entidad.")
        parser.add_argument("--hoy", metavar="AAAA-MM-DD", help="Como si hoy fuera ese día.")

    def handle(self, *args, simular, entidad, hoy, **options):
        dia = _dia(hoy) if hoy else timezone.localdate()
        for una in _entidades(entidad):
            cuantos = (
                por_borrar(una, hoy=dia) if simular else borrar(una, hoy=dia, ahora=timezone.now())
            )
            self.stdout.write(_frase(una, dia, cuantos))
        if simular:
            self.stdout.write("Simulación: no se borró nada.")


def _dia(texto: str) -> date:
    try:
        return date.fromisoformat(texto)
    except ValueError:
        raise CommandError(f"«{texto}» no es una fecha: escríbala como 2026-05-15.") from None


def _entidades(slug: str | None):
    entidades = Entidad.objects.order_by("slug")
    if slug is None:
        return entidades
    elegidas = entidades.filter(slug=slug)
    if not elegidas:
        raise CommandError(f"No hay una entidad con la dirección corta «{slug}».")
    return elegidas


def _frase(entidad: Entidad, dia: date, cuantos: dict[str, int]) -> str:
    cuentas = ", ".join(f"{cuantas} {clase}" for clase, cuantas in cuantos.items())
    return f"{entidad.slug}: lo anterior al {limite_de(entidad, dia):%d/%m/%Y}: {cuentas}."
