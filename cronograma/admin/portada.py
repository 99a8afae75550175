"""Lo que la portada dice que hay por hacer en los cronogramas."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from cronograma.aprobacion import se_solicito_publicacion
from cronograma.models import Actividad, Aporte, Importacion, Version
from cronograma.models.importacion import EstadoImportacion
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.inicio import Pendiente, pendientes
from estrategia.models import Estrategia


@pendientes
def fechas_por_revisar(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Fechas que no se entendieron, o se entendieron con reparos."""
    if acceso.puede(usuario, Verbo.CAMBIAR, Actividad, hoy=hoy):
        suyas = acceso.limitar(Actividad.objects.vigentes().por_revisar(), usuario)
        yield Pendiente(
            suyas.count(),
            "fecha por revisar",
            "fechas por revisar",
            "Diga qué significa cada una, o confirme lo que se entendió.",
            reverse("admin:cronograma_actividad_changelist") + "?fecha_por_revisar__exact=1",
        )


@pendientes
def importaciones_por_confirmar(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Hojas cargadas que nadie ha confirmado: sus actividades todavía no existen."""
    if acceso.puede(usuario, Verbo.IMPORTAR, Importacion, hoy=hoy):
        por_confirmar = Importacion.objects.filter(estado=EstadoImportacion.POR_CONFIRMAR)
        yield Pendiente(
            acceso.limitar(por_confirmar, usuario).count(),
            "importación por confirmar",
            "importaciones por confirmar",
            "La hoja está leída. Revise lo que se entendió y confirme.",
            reverse("admin:cronograma_importacion_changelist") + "?estado__exact=por_confirmar",
        )


@pendientes
def estrategias_sin_publicar(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Estrategias que el público todavía no puede ver."""
    if acceso.puede(usuario, Verbo.PREPARAR, Estrategia, hoy=hoy):
        publicadas = Version.objects.publicadas().values("estrategia")
        sin_publicar = Estrategia.objects.exclude(pk__in=publicadas)
        yield Pendiente(
            acceso.limitar(sin_publicar, usuario).count(),
            "estrategia sin publicar",
            "estrategias sin publicar",
            "La ciudadanía no la ve hasta que se publique una versión.",
            reverse("admin:estrategia_estrategia_changelist") + "?publicada=no",
        )


@pendientes
def observaciones_por_responder(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Lo que la ciudadanía escribió sobre un borrador y espera respuesta."""
    if acceso.puede(usuario, Verbo.CAMBIAR, Aporte, hoy=hoy):
        esperan = acceso.limitar(Aporte.objects.observaciones().sin_responder(), usuario)
        yield Pendiente(
            esperan.count(),
            "observación por responder",
            "observaciones por responder",
            "Sin responderlas no se puede publicar la versión.",
            reverse("admin:cronograma_aporte_changelist") + "?respondida=no",
        )


@pendientes
def publicaciones_solicitadas(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Versiones que planeación ya pidió publicar."""
    if acceso.puede(usuario, Verbo.PUBLICAR, Estrategia, hoy=hoy):
        en_preparacion = acceso.limitar(Version.objects.en_preparacion(), usuario)
        listas = [una for una in en_preparacion if se_solicito_publicacion(una)]
        unica = len(listas) == 1
        yield Pendiente(
            len(listas),
            "publicación solicitada",
            "publicaciones solicitadas",
            "La versión está lista: revise qué cambia y publíquela.",
            reverse("admin:estrategia_estrategia_paso", args=[listas[0].estrategia_id, "publicar"])
            if unica
            else reverse("admin:estrategia_estrategia_changelist"),
        )
