"""Lo que la portada dice que hay por hacer en los cronogramas."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from cronograma.aportes.estado import EstadoDeAporte, en_estado
from cronograma.aportes.pendientes import con_reloj, vence_esta_semana
from cronograma.aprobacion import se_solicito_publicacion
from cronograma.models import Actividad, Aporte, Encuentro, Importacion, Version
from cronograma.models.aporte import UsoDeAporte
from cronograma.models.encuentro import POR_OCURRIR
from cronograma.models.importacion import EstadoImportacion
from cronograma.plazos import EstadoDelPlazo
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.inicio import Lista, Pendiente, pendientes
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
        esperan = _suyos(usuario, hoy).observaciones().sin_responder()
        yield Pendiente(
            esperan.count(),
            "observación por responder",
            "observaciones por responder",
            "Sin responderlas no se puede publicar la versión.",
            f"{_bandeja()}?uso__exact={UsoDeAporte.OBSERVACION}"
            f"&en_que_va={EstadoDeAporte.POR_RESPONDER}",
            Lista.ESPERA,
        )


@pendientes
def respuestas_por_vencer(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Las preguntas y propuestas de la ciudadanía que vencieron o vencen esta semana."""
    if not acceso.puede(usuario, Verbo.CAMBIAR, Aporte, hoy=hoy):
        return
    plazos = [plazo for _, plazo in con_reloj(_suyos(usuario, hoy), hoy=hoy)]
    yield Pendiente(
        sum(plazo.estado == EstadoDelPlazo.VENCIDO for plazo in plazos),
        "respuesta vencida a la ciudadanía",
        "respuestas vencidas a la ciudadanía",
        "Pasaron los 15 días hábiles: respóndalas hoy.",
        f"{_bandeja()}?plazo=vencido",
        Lista.VENCE,
    )
    yield Pendiente(
        sum(vence_esta_semana(plazo, hoy=hoy) for plazo in plazos),
        "pregunta o propuesta vence esta semana",
        "preguntas y propuestas vencen esta semana",
        "La ciudadanía espera su respuesta.",
        f"{_bandeja()}?plazo=semana",
        Lista.VENCE,
    )


@pendientes
def aportes_por_mover(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Lo que espera un paso: asignarlo, aprobarlo, corregirlo o revisarlo."""
    if not acceso.puede(usuario, Verbo.CAMBIAR, Aporte, hoy=hoy):
        return
    for estado, uno, varios, explicacion in PASOS_QUE_ESPERAN:
        yield Pendiente(
            en_estado(_suyos(usuario, hoy), estado).count(),
            uno,
            varios,
            explicacion,
            f"{_bandeja()}?en_que_va={estado}",
            Lista.ESPERA,
        )


PASOS_QUE_ESPERAN = (
    (
        EstadoDeAporte.SIN_ASIGNAR,
        "pregunta o propuesta sin asignar",
        "preguntas y propuestas sin asignar",
        "Diga qué dependencia responde, o responda usted.",
    ),
    (
        EstadoDeAporte.POR_APROBAR,
        "respuesta por aprobar",
        "respuestas por aprobar",
        "Está redactada; debe aprobarla una persona distinta de quien la redactó.",
    ),
    (
        EstadoDeAporte.DEVUELTO,
        "respuesta devuelta",
        "respuestas devueltas",
        "Quien aprueba pidió cambiarla.",
    ),
    (
        EstadoDeAporte.POR_REVISAR,
        "comentario por revisar",
        "comentarios por revisar",
        "Decida si se publica. No hay que responderlo.",
    ),
)


def _suyos(usuario, hoy: date):
    """Los aportes que la persona alcanza."""
    suyos = acceso.limitar(Aporte.objects.all(), usuario)
    return acceso.limitar_a_lo_asignado(suyos, usuario, hoy=hoy)


def _bandeja() -> str:
    return reverse("admin:cronograma_aporte_changelist")


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
            Lista.ESPERA,
        )


@pendientes
def reuniones_sin_decir_si_se_hicieron(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Encuentros cuyo día pasó y siguen como si fueran a ocurrir: el público lo lee así."""
    if acceso.puede(usuario, Verbo.CAMBIAR, Encuentro, hoy=hoy):
        pasados = Encuentro.objects.filter(estado__in=POR_OCURRIR, fecha__lt=hoy)
        estados = ",".join(sorted(POR_OCURRIR))
        lista = reverse("admin:cronograma_encuentro_changelist")
        yield Pendiente(
            acceso.limitar(pasados, usuario).count(),
            "reunión que ya pasó",
            "reuniones que ya pasaron",
            "Diga si se hizo, se aplazó o se canceló.",
            f"{lista}?estado__in={estados}&fecha__lt={hoy:%Y-%m-%d}",
        )
