"""`manage.py verificar`: los problemas de una estrategia, para personas o para programas.

Sale con 0 si nada impide presentarla; con 1, y una frase que dice por qué, si algo la
bloquea o si lo pedido no existe. No cambia nada.
"""

import json
from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cronograma.problemas import Gravedad, Problema, revisar
from estrategia.catalogos import TipoEstrategia
from estrategia.eleccion import NoElegida, elegir_estrategia
from estrategia.models import Estrategia

TITULOS = {
    Gravedad.BLOQUEA: "BLOQUEAN",
    Gravedad.BLOQUEA_SALVO_RAZON: "BLOQUEAN, SALVO QUE SE ESCRIBA UNA RAZÓN",
    Gravedad.ADVIERTE: "ADVERTENCIAS",
}


class Command(BaseCommand):
    help = "Dice los problemas de una estrategia; sale con 1 si alguno impide presentarla."

    def add_arguments(self, parser):
        parser.add_argument("--entidad", metavar="SLUG", help="Dirección corta de la entidad.")
        parser.add_argument("--vigencia", metavar="AAAA", help="Año de la estrategia.")
        parser.add_argument(
            "--estrategia",
            metavar="TIPO",
            help=f"Si hay varias en el año: {', '.join(TipoEstrategia.values)}.",
        )
        parser.add_argument(
            "--json", action="store_true", dest="como_json", help="Los escribe como JSON."
        )

    def handle(self, *args, entidad, vigencia, estrategia, como_json, **options):
        try:
            elegida = elegir_estrategia(entidad, vigencia, estrategia)
        except NoElegida as error:
            raise CommandError(str(error)) from None
        if not elegida.actividades.vigentes().exists():
            raise CommandError(f"{elegida} no tiene actividades: no hay nada que revisar.")
        problemas = revisar(elegida, hoy=timezone.localdate())
        self.stdout.write(
            como_texto_json(elegida, problemas) if como_json else informe(elegida, problemas)
        )
        if cuantos := sum(problema.bloquea for problema in problemas):
            raise CommandError(por_que_no(cuantos))


def por_que_no(cuantos: int) -> str:
    """La frase con que la orden explica que salió con 1."""
    que = "un problema que impide" if cuantos == 1 else f"{cuantos} problemas que impiden"
    return f"La estrategia tiene {que} presentarla al Comité."


def informe(estrategia: Estrategia, problemas: list[Problema]) -> str:
    """La lista para leer, por gravedad."""
    renglones = [f"{estrategia.entidad} · {estrategia}"]
    for gravedad, titulo in TITULOS.items():
        suyos = [problema for problema in problemas if problema.gravedad is gravedad]
        if suyos:
            renglones += ["", f"{titulo} ({len(suyos)})", *_renglones(suyos)]
    if not problemas:
        renglones += ["", "No se encontró ningún problema."]
    return "\n".join(renglones)


def _renglones(problemas: Iterable[Problema]) -> list[str]:
    return [f"  - {problema.texto}{_aceptado(problema)}" for problema in problemas]


def _aceptado(problema: Problema) -> str:
    return f" [Aceptado: {problema.razon}]" if problema.razon else ""


def como_texto_json(estrategia: Estrategia, problemas: list[Problema]) -> str:
    """Lo mismo, como dato: cuentas y problemas, con los códigos de `docs/problemas.md`."""
    datos = {
        "entidad": estrategia.entidad.slug,
        "vigencia": estrategia.vigencia,
        "estrategia": estrategia.tipo,
        "bloquean": sum(problema.bloquea for problema in problemas),
        "problemas": [problema.como_dict() for problema in problemas],
    }
    return json.dumps(datos, ensure_ascii=False, indent=2)
