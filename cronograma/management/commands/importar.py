"""`manage.py importar`: la hoja de una entidad, leída, mostrada y guardada."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone

from cronograma.formatos import FORMATOS, TABLA
from cronograma.importar.analisis import analizar, leer_para, tipo_de, vigencia_de
from cronograma.importar.informe import en_palabras, hoja_comentada, informe, para_programas
from cronograma.importar.lectura import leer
from cronograma.importar.libro import HojaIlegible
from cronograma.importar.libro_leido import mapa_desde
from cronograma.importar.lote import confirmar, guardar_lote
from estrategia import eleccion
from estrategia.catalogos import TipoEstrategia
from estrategia.eleccion import NoElegida, leer_vigencia
from estrategia.models import Entidad, Estrategia

CONOCIDOS = [*FORMATOS, TABLA.nombre]


class Command(BaseCommand):
    help = "Importa el cronograma de una entidad desde su propia hoja (.xlsx, .xls, .ods, .csv o texto)."

    def add_arguments(self, parser):
        parser.add_argument("hoja", metavar="HOJA", help="Archivo que se lee.")
        parser.add_argument("--entidad", metavar="SLUG")
        parser.add_argument("--vigencia", metavar="AAAA")
        parser.add_argument("--estrategia", metavar="TIPO", help=", ".join(TipoEstrategia.values))
        parser.add_argument("--nombre", default="", help="Nombre de la entidad, si se crea.")
        parser.add_argument(
            "--crear", action="store_true", help="Crea la entidad y la estrategia si no existen."
        )
        parser.add_argument("--simular", action="store_true", help="Muestra y no guarda nada.")
        parser.add_argument("--formato", metavar="F", help=", ".join(CONOCIDOS))
        parser.add_argument("--mapa", metavar="M.json", help="Columnas corregidas.")
        parser.add_argument(
            "--informe", metavar="SALIDA.xlsx", help="La hoja con sus dudas comentadas."
        )
        parser.add_argument("--json", action="store_true", help="El informe, para programas.")
        parser.add_argument(
            "--aceptar-parecidas",
            action="store_true",
            help="Da por la misma la actividad que solo cambió de nombre.",
        )

    def handle(self, *args, **opciones):
        try:
            self.importar(opciones)
        except (HojaIlegible, NoElegida) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def importar(self, opciones):
        archivo, libro = self.leer_archivo(opciones["hoja"])
        exigir_conocidos(opciones)
        pedida = leer_vigencia(opciones["vigencia"])
        entidad = elegir_entidad(opciones)
        mapa = leer_mapa(opciones["mapa"])
        leido = leer_para(libro, entidad, mapa=mapa, formato=opciones["formato"] or "")
        vigencia = vigencia_de(leido, pedida)
        entidad = entidad or entidad_nueva(opciones, leido)
        estrategia = elegir_estrategia(opciones, entidad, vigencia, leido)
        guardada = estrategia if estrategia.pk else None
        analisis = analizar(leido, entidad=entidad, estrategia=guardada, vigencia=vigencia)
        if not opciones["simular"]:
            self.guardar(
                analisis, entidad, estrategia, archivo, mapa, opciones["aceptar_parecidas"]
            )
        if opciones["informe"]:
            contenido = hoja_comentada(libro, archivo, analisis.todas_las_dudas)
            escribir(opciones["informe"], contenido)
        self.mostrar(analisis, opciones)

    def leer_archivo(self, ruta):
        try:
            archivo = Path(ruta).read_bytes()
        except OSError as error:
            raise CommandError(
                f"No se pudo leer «{ruta}»: compruebe el nombre y los permisos."
            ) from error
        return archivo, leer(archivo, Path(ruta).name)

    @transaction.atomic
    def guardar(self, analisis, entidad, estrategia, archivo, mapa, aceptar_parecidas):
        if not entidad.pk:
            entidad.full_clean()
            entidad.save()
        if not estrategia.pk:
            estrategia.entidad = entidad
            estrategia.full_clean(exclude=["lider"])
            estrategia.save()
        analisis.entidad, analisis.estrategia = entidad, estrategia
        lote = guardar_lote(analisis, archivo=archivo, mapa=mapa)
        if aceptar_parecidas:
            lote.filas.filter(emparejada_por="parecido", errores=[]).update(aceptada=True)
        confirmar(lote, ahora=timezone.now())

    def mostrar(self, analisis, opciones):
        datos = informe(analisis)
        if opciones["json"]:
            datos = para_programas(datos)
            self.stdout.write(json.dumps(datos, ensure_ascii=False, indent=2))
            return
        nombres = [f"{una.codigo} · {una.nombre[:80]}" for una in analisis.ausentes]
        for linea in en_palabras(datos, ausentes=nombres):
            self.stdout.write(linea)
        if datos["por_confirmar"] and not opciones["aceptar_parecidas"]:
            self.stdout.write(
                f"{datos['por_confirmar']} filas parecen actividades que ya están, con otro nombre: no se"
                " tocaron. Confírmelas en el admin o repita con --aceptar-parecidas."
            )
        self.stdout.write(
            "Simulación: no se guardó nada." if opciones["simular"] else "Importación guardada."
        )


def exigir_conocidos(opciones):
    """Que el tipo y el formato pedidos, si se piden, sean de los que hay."""
    for opcion, hay in (("estrategia", TipoEstrategia.values), ("formato", CONOCIDOS)):
        if (pedido := opciones[opcion]) and pedido not in hay:
            raise CommandError(f"No hay --{opcion} «{pedido}»: elija {', '.join(hay)}.")


def elegir_entidad(opciones):
    """La entidad pedida; None si no existe y se pidió crearla."""
    try:
        return eleccion.elegir_entidad(opciones["entidad"])
    except NoElegida as error:
        if opciones["crear"] and opciones["entidad"]:
            return None
        raise CommandError(f"{error} Para crearla, agregue --crear.") from None


def entidad_nueva(opciones, leido):
    slug = opciones["entidad"]
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise CommandError(
            f"«{slug}» no sirve como dirección corta: use letras sin tilde, números y guiones."
        ) from error
    nombre = opciones["nombre"] or leido.encabezamiento.texto("entidad") or slug
    return Entidad(slug=slug, nombre=nombre[:200])


def elegir_estrategia(opciones, entidad, vigencia, leido):
    """La estrategia de ese año; una nueva, sin guardar, si se pidió crearla."""
    tipo = opciones["estrategia"]
    suyas = list(entidad.estrategias.de_vigencia(vigencia)) if entidad.pk else []
    elegidas = [una for una in suyas if una.tipo == tipo] if tipo else suyas
    if not tipo and len(elegidas) > 1:
        nombres = ", ".join(f"{una.tipo} («{una.nombre}»)" for una in elegidas)
        raise CommandError(
            f"{entidad.nombre} tiene {len(elegidas)} estrategias en {vigencia}: {nombres}. Diga a cuál va la"
            " hoja con --estrategia TIPO."
        )
    if elegidas:
        return elegidas[0]
    if not opciones["crear"]:
        raise CommandError(
            f"{entidad.nombre} no tiene estrategia{f' de tipo {tipo}' if tipo else ''} en {vigencia}. Para"
            " crearla, agregue --crear."
        )
    formato = leido.formato.nombre if leido.formato and leido.formato.nombre in FORMATOS else ""
    return Estrategia(
        entidad=entidad,
        vigencia=vigencia,
        tipo=tipo or tipo_de(leido),
        formato=formato,
        nombre=nombre_de_estrategia(leido)[:250],
    )


def nombre_de_estrategia(leido):
    """El que el documento dice de sí; si no, el de su formato."""
    if propio := leido.encabezamiento.texto("nombre"):
        return propio
    if leido.formato and leido.formato.nombre in FORMATOS:
        return leido.formato.descripcion
    titulos = [celda.texto for celda in leido.encabezamiento.titulos if len(celda.texto) > 12]
    return " ".join(titulos[0].split()) if titulos else "Cronograma de actividades"


def leer_mapa(ruta):
    if not ruta:
        return None
    try:
        datos = json.loads(Path(ruta).read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(
            f"No se pudo leer el mapa «{ruta}»: compruebe el nombre y los permisos."
        ) from error
    except ValueError as error:
        raise CommandError(f"El mapa «{ruta}» no es JSON: {error}.") from error
    return mapa_desde(datos)


def escribir(ruta, contenido):
    try:
        Path(ruta).write_bytes(contenido)
    except OSError as error:
        raise CommandError(
            f"No se pudo escribir «{ruta}»: compruebe que la carpeta exista y los permisos."
        ) from error
