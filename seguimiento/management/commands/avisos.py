"""`manage.py avisos`: prepara los recordatorios que se deben y entrega lo que espera salir.

Para un cron cada pocos minutos. Repetirla no manda nada dos veces, ni dos a la vez: cada aviso
tiene una clave y el turno de entregarlo se toma en la base de datos. Sale con 1 si algo quedó
sin preparar o no salió, para que el cron lo diga.
"""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from estrategia import avisos

RENGLONES = {
    "preparados": "Preparados ahora",
    "enviados": "Entregados al servidor de correo",
    "fallidos": "No salieron; se reintentan solos",
    "dudosos": "Dudosos: no se sabe si llegaron",
    "descartados": "Ya no se debían",
    "por_revisar": "Esperan que alguien los revise en la administración",
    "por_decidir": "Dudosos que esperan una decisión en la administración",
}


class Command(BaseCommand):
    help = "Prepara los recordatorios que se deben y entrega los correos que esperan salir."

    def add_arguments(self, parser):
        parser.add_argument(
            "--simular", action="store_true", help="Dice qué haría; no guarda ni manda nada."
        )
        parser.add_argument(
            "--json", action="store_true", dest="como_json", help="Escribe el resumen como JSON."
        )

    def handle(self, *args, simular, como_json, **options):
        resumen = avisos.correr(ahora=timezone.now(), simular=simular)
        self.stdout.write(como_texto_json(resumen) if como_json else informe(resumen))
        if resumen.reparos or resumen.fallidos or resumen.dudosos:
            raise CommandError("Hubo avisos que no se prepararon o no salieron: vea el resumen.")


def informe(resumen: avisos.Resumen) -> str:
    """El resumen para una persona; lo que está en cero no se escribe."""
    cuentas = [
        f"{titulo}: {cuantos}"
        for campo, titulo in RENGLONES.items()
        if (cuantos := getattr(resumen, campo))
    ]
    reparos = [f"No se preparó {reparo}" for reparo in resumen.reparos]
    primero = ["Simulación: no se guardó ni se mandó nada."] if resumen.simulado else []
    return "\n".join([*primero, *(cuentas + reparos or ["No hay avisos por enviar."])])


def como_texto_json(resumen: avisos.Resumen) -> str:
    """El resumen para un programa."""
    return json.dumps(asdict(resumen), ensure_ascii=False, indent=1)
