"""`manage.py exportar`: el archivo oficial de una estrategia, en el disco."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from cronograma.exportar.avances import con_avances
from cronograma.exportar.hoja_xml import NoSePuedeEscribir
from cronograma.exportar.original import llenar, original_de
from cronograma.exportar.pdf import FaltaPango
from cronograma.exportar.salidas import SALIDAS, formato_para
from cronograma.formatos import FORMATOS, TABLA
from cronograma.models import Version
from cronograma.publicacion import documento_de, documento_de_trabajo
from estrategia.catalogos import TipoEstrategia
from estrategia.eleccion import NoElegida, elegir_estrategia

CONOCIDOS = FORMATOS | {TABLA.nombre: TABLA}


class Command(BaseCommand):
    help = "Escribe una estrategia en su formato oficial: xlsx, pdf, ods, csv o json."

    def add_arguments(self, parser):
        parser.add_argument("salida", metavar="SALIDA", help="Archivo que se escribe.")
        parser.add_argument("--entidad", metavar="SLUG")
        parser.add_argument("--vigencia", metavar="AAAA")
        parser.add_argument("--estrategia", metavar="TIPO", help=", ".join(TipoEstrategia.values))
        parser.add_argument("--formato", metavar="F", help=", ".join(CONOCIDOS))
        parser.add_argument("--como", required=True, metavar="|".join(SALIDAS))
        parser.add_argument(
            "--trabajo",
            action="store_true",
            help="Las filas en preparación, aunque haya una versión publicada.",
        )
        parser.add_argument(
            "--en-original",
            action="store_true",
            help="Llena una copia del .xlsx que la entidad importó.",
        )

    def handle(self, *args, **opciones):
        if opciones["como"] not in SALIDAS:
            raise CommandError(
                f"No se sabe exportar como «{opciones['como']}»: elija {en_lista(SALIDAS)}."
            )
        try:
            estrategia = elegir_estrategia(
                opciones["entidad"], opciones["vigencia"], opciones["estrategia"]
            )
        except NoElegida as error:
            raise CommandError(str(error)) from None
        formato = elegir_formato(opciones["formato"], estrategia, opciones["como"])
        documento, cual = elegir_documento(estrategia, trabajo=opciones["trabajo"])
        if not documento.filas:
            raise CommandError(f"«{estrategia.nombre}» no tiene actividades que exportar.")
        documento = con_avances(documento, estrategia, formato)
        try:
            if opciones["en_original"]:
                contenido = self.en_original(documento, estrategia, opciones["como"])
            else:
                contenido = SALIDAS[opciones["como"]].hacer(documento, formato)
        except (NoSePuedeEscribir, FaltaPango) as error:
            raise CommandError(str(error)) from error
        escribir(opciones["salida"], contenido)
        self.stdout.write(
            f"{opciones['salida']}: {len(documento.filas)} actividades, {cual}, "
            f"formato {formato.nombre}."
        )

    def en_original(self, documento, estrategia, como):
        if como != "xlsx":
            raise CommandError("El archivo original solo se llena en Excel: use «--como xlsx».")
        llenado = llenar(documento, *original_de(estrategia))
        for novedad in llenado.novedades:
            self.stdout.write(f"No cupo en la hoja: {' · '.join(filter(None, novedad))}")
        return llenado.contenido


def elegir_formato(nombre, estrategia, como):
    """El formato pedido; si no se pide, el de la estrategia, y para CSV la tabla ordenada."""
    if nombre is None:
        return formato_para(como, FORMATOS.get(estrategia.formato, FORMATOS["cronograma"]))
    if nombre not in CONOCIDOS:
        raise CommandError(f"No hay un formato «{nombre}». Hay: {en_lista(CONOCIDOS)}.")
    return CONOCIDOS[nombre]


def elegir_documento(estrategia, *, trabajo):
    """La versión en vigor si la hay; si no, o si se pide, las filas de trabajo. Y cuál fue."""
    version = Version.objects.en_vigor().filter(estrategia=estrategia).first()
    if version is None or trabajo:
        return documento_de_trabajo(estrategia), "filas de trabajo sin publicar"
    return documento_de(version), f"versión {version.numero} publicada"


def en_lista(nombres):
    return ", ".join(nombres)


def escribir(salida, contenido):
    try:
        Path(salida).write_bytes(contenido)
    except OSError as error:
        raise CommandError(
            f"No se pudo escribir «{salida}»: compruebe que la carpeta exista y los permisos."
        ) from error
