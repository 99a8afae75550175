"""`manage.py demo`: carga los cinco documentos de ejemplo, un año inventado y las personas para probarlos.

Se puede correr cuantas veces se quiera: lo que ya está no se toca. No corre en producción,
porque crea personas con una contraseña que todo el mundo conoce.
"""

from textwrap import fill

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from cronograma.exportar.archivos import completar, con_archivos
from cronograma.models import Version
from estrategia.catalogos import Rol
from estrategia.models import Entidad, Estrategia, Usuario
from seguimiento import anio_inventado, ejemplos, ejemplos_de_avance

CLAVE = "demo-participa"  # Pública a propósito: solo abre los ejemplos.
SANGRIA = {
    "width": 96,
    "break_on_hyphens": False,
    "initial_indent": " " * 6,
    "subsequent_indent": " " * 6,
}


class Command(BaseCommand):
    help = "Carga los cinco documentos, un año inventado y los usuarios de demostración."

    def add_arguments(self, parser):
        parser.add_argument(
            "--si-estoy-seguro",
            action="store_true",
            help="Permite cargar los ejemplos en producción.",
        )
        parser.add_argument(
            "--solo-documentos",
            action="store_true",
            help="Carga los cinco documentos, sin el año inventado.",
        )

    def handle(self, *args, si_estoy_seguro=False, solo_documentos=False, **options):
        if settings.PRODUCCION and not si_estoy_seguro:
            raise CommandError(
                "Esta instalación es de producción: los ejemplos crean usuarios con una "
                "contraseña pública. Si de verdad los quiere, agregue --si-estoy-seguro."
            )
        ejemplos.crear_administrador(CLAVE)
        documentos = ejemplos.documentos()
        self.stdout.write("Documentos de ejemplo")
        por_entidad = dict(self.cargar(datos) for datos in documentos)
        if not solo_documentos:
            inventada, usuarios = self.jugar_el_anio()
            por_entidad[inventada] = usuarios
        self.archivar(por_entidad)
        self.escribir_usuarios(por_entidad)

    @transaction.atomic  # un documento cargado y sin publicar no se publicaría después
    def cargar(self, datos) -> tuple[Entidad, list[Usuario]]:
        """Un documento, sus personas y, si es nuevo, su publicación previa."""
        entidad, estrategia, nuevo = ejemplos.cargar(datos)
        usuarios = ejemplos.crear_usuarios(entidad, CLAVE)
        if estrategia and nuevo:
            ejemplos.publicar(
                estrategia,
                datos["documento"],
                por=usuarios[Rol.PLANEACION],
                ahora=timezone.now(),
            )
            ejemplos_de_avance.cargar_avances(
                estrategia,
                datos,
                usuarios=usuarios,
                ahora=timezone.now(),
                hoy=timezone.localdate(),
            )
        self.escribir_documento(entidad, estrategia, nuevo=nuevo)
        return entidad, list(usuarios.values())

    def jugar_el_anio(self) -> tuple[Entidad, list[Usuario]]:
        """La entidad inventada, con un año completo de seguimiento y evaluación."""
        self.stdout.write("\nUn año completo, inventado de principio a fin")
        entidad, nueva = anio_inventado.jugar(CLAVE, con_archivos)
        self.escribir_documento(entidad, entidad.estrategias.get(), nuevo=nueva)
        return entidad, list(entidad.usuarios.order_by("pk"))

    def archivar(self, entidades):
        """Los archivos de las versiones que todavía no tienen ninguno."""
        suyas = Version.objects.publicadas().filter(estrategia__entidad__in=list(entidades))
        for version in suyas.filter(archivos=None).select_related("estrategia__entidad"):
            completar(version)

    def escribir_documento(self, entidad: Entidad, estrategia: Estrategia | None, *, nuevo: bool):
        """Qué es el documento, dónde se ve y si se acaba de cargar."""
        if estrategia:
            cuantas = estrategia.actividades.vigentes().count()
            que = f"{estrategia}: {cuantas} actividades"
        else:
            que = f"{entidad.procedimiento}: {entidad.procedimiento.pasos.count()} pasos"
        self.stdout.write(f"  {entidad.get_absolute_url():<28} {entidad}")
        self.stdout.write(f"  {'':<28} {que} ({'cargado' if nuevo else 'ya estaba'})")

    def escribir_usuarios(self, por_entidad: dict[Entidad, list[Usuario]]):
        """Con qué nombre entra cada persona de ejemplo; la clave es la misma para todas."""
        self.stdout.write(f"\nUsuarios de demostración, en /admin/ (contraseña: {CLAVE})")
        self.stdout.write(f"  Toda la instalación\n      {ejemplos.ADMINISTRADOR}")
        for entidad, usuarios in por_entidad.items():
            nombres = ", ".join(usuario.username for usuario in usuarios)
            self.stdout.write(f"  {entidad}\n{fill(nombres, **SANGRIA)}")
