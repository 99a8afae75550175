"""Lo que la portada dice de compromisos, acciones y formatos: lo que debo y lo que espera mi revisión."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.inicio import Lista, Pendiente, pendientes
from seguimiento import continuidad, reportes
from seguimiento.models import AccionDeMejora, Compromiso, EstadoDeReporte, Reporte
from seguimiento.models.compromiso import EstadoDeCompromiso
from seguimiento.plazos_de_compromisos import DIAS_DE_AVISO


@pendientes
def reuniones_sin_reporte(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Las reuniones que ya se hicieron y no tienen su formato: las mías, o las de todas."""
    if acceso.puede(usuario, Verbo.REPORTAR, Reporte, hoy=hoy):
        faltan = reportes.faltantes_visibles(usuario, hoy=hoy)
        viejas = max((una.dias for una in faltan), default=0)
        yield Pendiente(
            len(faltan),
            "reunión sin reporte",
            "reuniones sin reporte",
            f"La que más lleva, {viejas} {'día' if viejas == 1 else 'días'}.",
            reverse("admin:seguimiento_reporte_faltan"),
            Lista.VENCE if viejas >= min(reportes.DIAS_DE_RECORDATORIO) else Lista.DEBO,
        )


@pendientes
def formatos_por_recibir(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Los que entregaron las dependencias y esperan a planeación."""
    if acceso.puede(usuario, Verbo.REVISAR, Reporte, hoy=hoy):
        entregados = Reporte.objects.filter(estado=EstadoDeReporte.ENTREGADO)
        yield Pendiente(
            acceso.limitar(entregados, usuario).count(),
            "formato por recibir",
            "formatos por recibir",
            "Recíbalo, o devuélvalo con lo que falta.",
            reverse("admin:seguimiento_reporte_changelist") + "?estado__exact=entregado",
            Lista.ESPERA,
        )


@pendientes
def por_cumplir(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Lo que mi dependencia debe cumplir y ya venció o está por vencer."""
    dependencias = _mis_dependencias(usuario, hoy)
    if not dependencias:
        return
    pronto = {"dependencia__in": dependencias, "hasta__lte": hoy + timedelta(days=DIAS_DE_AVISO)}
    for modelo, uno, varios in (
        (Compromiso, "compromiso por cumplir", "compromisos por cumplir"),
        (AccionDeMejora, "acción de mejora por cumplir", "acciones de mejora por cumplir"),
    ):
        yield Pendiente(
            _abiertos(modelo).filter(**pronto).count(),
            uno,
            varios,
            "Ya venció o vence pronto. Diga cómo se cumplió, con su evidencia.",
            _lista(modelo),
            Lista.VENCE,
        )


@pendientes
def por_verificar(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Lo que otra persona dice que cumplió y espera que yo lo compruebe."""
    for modelo, uno, varios in (
        (Compromiso, "compromiso por verificar", "compromisos por verificar"),
        (AccionDeMejora, "acción de mejora por verificar", "acciones de mejora por verificar"),
    ):
        if acceso.puede(usuario, Verbo.VERIFICAR, modelo, hoy=hoy):
            esperan = modelo.objects.filter(
                estado=EstadoDeCompromiso.POR_VERIFICAR, continua_en=None
            ).exclude(cumplido_por=usuario)
            yield Pendiente(
                acceso.limitar(esperan, usuario).count(),
                uno,
                varios,
                "Compruebe lo que se dice y sus evidencias; ciérrelo o devuélvalo.",
                _lista(modelo) + "?situacion=por_verificar",
                Lista.ESPERA,
            )


@pendientes
def acciones_por_juzgar(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Acciones cerradas de las que control interno no ha dicho si sirvieron."""
    if acceso.puede(usuario, Verbo.VERIFICAR, AccionDeMejora, hoy=hoy):
        cerradas = AccionDeMejora.objects.filter(cerrado_en__isnull=False, juzgada_en=None)
        yield Pendiente(
            acceso.limitar(cerradas, usuario).count(),
            "acción de mejora por juzgar",
            "acciones de mejora por juzgar",
            "Diga si se hizo como se dijo y si sirvió.",
            _lista(AccionDeMejora) + "?juicio=falta",
            Lista.ESPERA,
        )


@pendientes
def por_pasar_de_anio(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Estrategias de años terminados con compromisos o acciones abiertas."""
    if acceso.puede(usuario, Verbo.AGREGAR, Compromiso, hoy=hoy):
        suyas = acceso.limitar(continuidad.estrategias_por_pasar(hoy=hoy), usuario)
        yield Pendiente(
            suyas.count(),
            "año con compromisos abiertos",
            "años con compromisos abiertos",
            "Ya terminó: páselos a la estrategia de este año.",
            _lista(Compromiso),
        )


def _mis_dependencias(usuario, hoy: date) -> list[int]:
    """Por las que habla; quien además reporta por otro cargo ya ve lo de todas en la lista."""
    if not acceso.puede(usuario, Verbo.REPORTAR, Compromiso, hoy=hoy):
        return []
    if acceso.puede_por_otro_cargo(usuario, Verbo.REPORTAR, Compromiso, hoy=hoy):
        return []
    return list(acceso.dependencias_de(usuario, hoy=hoy))


def _abiertos(modelo) -> QuerySet:
    return modelo.objects.filter(estado=EstadoDeCompromiso.ABIERTO, continua_en=None)


def _lista(modelo) -> str:
    return reverse(f"admin:seguimiento_{modelo._meta.model_name}_changelist")  # noqa: SLF001 -- público
