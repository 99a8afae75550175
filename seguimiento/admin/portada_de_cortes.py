"""Lo que la portada dice de los cortes: qué debo reportar, qué espera que lo acepte, quién no ha dicho nada.

Cuenta los cortes abiertos, que son pocos: cada uno se mide una vez. «Sin reportar» es que se le pregunta
y no ha enviado; quien no tiene qué reportar no sale, y quien envió un cero tampoco.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.catalogos import Rol
from estrategia.inicio import Lista, Pendiente, pendientes
from seguimiento.mi_reporte.renglones import renglones_de
from seguimiento.mi_reporte.tablero import tablero
from seguimiento.models import (
    Avance,
    Corte,
    EstadoDeAvance,
    Informe,
    TipoDeInforme,
    Verificacion,
)

AL_CORTE = "seguimiento:corte"


@pendientes
def lineas_por_reportar(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Lo que mi dependencia no ha dicho, por corte: debido hasta su plazo, vencido después."""
    if not acceso.puede(usuario, Verbo.REPORTAR, Avance, hoy=hoy):
        return
    cargos = usuario.asignaciones.vigentes(hoy).filter(rol=Rol.DEPENDENCIA)
    for cargo in cargos.select_related("dependencia"):
        for corte in _abiertos(usuario):
            yield _por_reportar(corte, cargo.dependencia, hoy)


def _por_reportar(corte: Corte, dependencia, hoy: date) -> Pendiente:
    filas = tablero(renglones_de(corte, hoy=hoy, dependencia=dependencia))
    suya = next((fila for fila in filas if fila.dependencia == dependencia), None)
    return Pendiente(
        suya.sin_decir + suya.devueltas if suya else 0,
        f"línea por reportar de {corte.periodo}",
        f"líneas por reportar de {corte.periodo}",
        f"{dependencia}. Se reporta hasta el {corte.reporta_hasta:%d/%m/%Y}.",
        reverse("seguimiento:reporte", args=[corte.pk, dependencia.pk]),
        Lista.VENCE if corte.reporta_hasta < hoy else Lista.DEBO,
    )


@pendientes
def lineas_por_aceptar(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Lo que las dependencias enviaron y nadie ha aceptado ni devuelto."""
    if not acceso.puede(usuario, Verbo.REVISAR, Avance, hoy=hoy):
        return
    for corte in _abiertos(usuario):
        yield Pendiente(
            corte.avances.filter(estado=EstadoDeAvance.ENVIADO).count(),
            f"línea por aceptar de {corte.periodo}",
            f"líneas por aceptar de {corte.periodo}",
            "La dependencia ya envió: acepte, o devuelva con una nota.",
            reverse(AL_CORTE, args=[corte.pk]),
            Lista.ESPERA,
        )


@pendientes
def dependencias_sin_reportar(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Quién no ha reportado en cada corte abierto, para planeación y para control interno."""
    if not _mira_los_cortes(usuario, hoy):
        return
    for corte in _abiertos(usuario):
        filas = tablero(renglones_de(corte, hoy=hoy))
        nombres = [str(fila.dependencia) for fila in filas if fila.dependencia and fila.sin_decir]
        yield Pendiente(
            len(nombres),
            f"dependencia sin reportar {corte.periodo}",
            f"dependencias sin reportar {corte.periodo}",
            f"{', '.join(nombres)}. Se reporta hasta el {corte.reporta_hasta:%d/%m/%Y}.",
            reverse(AL_CORTE, args=[corte.pk]),
            Lista.VENCE if corte.reporta_hasta < hoy else Lista.ESPERA,
        )


@pendientes
def cortes_por_verificar(usuario, *, hoy: date) -> Iterator[Pendiente]:
    """Los cortes cerrados de los que control interno no ha emitido su informe."""
    if not acceso.puede(usuario, Verbo.VERIFICAR, Verificacion, hoy=hoy):
        return
    emitido = Informe.objects.emitidos().filter(
        tipo=TipoDeInforme.CONTROL,
        estrategia=OuterRef("estrategia"),
        periodo=OuterRef("periodo"),
    )
    cerrados = acceso.limitar(Corte.objects.cerrados(), usuario).exclude(Exists(emitido))
    primero = cerrados.order_by("fecha", "pk").first()
    yield Pendiente(
        cerrados.count(),
        "corte por verificar",
        "cortes por verificar",
        "Cerrado y sin informe de control interno. Empiece por el más antiguo.",
        reverse("admin:seguimiento_verificacion_corte", args=[primero.pk]) if primero else "",
        Lista.DEBO,
    )


def _abiertos(usuario) -> QuerySet[Corte]:
    abiertos = acceso.limitar(Corte.objects.abiertos(), usuario)
    return abiertos.select_related("estrategia__entidad").order_by("fecha", "pk")


def _mira_los_cortes(usuario, hoy: date) -> bool:
    return acceso.puede(usuario, Verbo.REVISAR, Avance, hoy=hoy) or acceso.puede(
        usuario, Verbo.VERIFICAR, Verificacion, hoy=hoy
    )
