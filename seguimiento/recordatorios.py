"""Recordatorios a las dependencias que deben: el formato de una reunión y las líneas de un corte.

Entra el momento; salen los correos que se deben ese día. Cada uno se manda una vez. Una oficina que
empieza a usar el sistema con reuniones viejas no recibe recordatorios de ellas.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from cronograma.models import Encuentro
from cronograma.models.encuentro import EstadoEncuentro
from estrategia.avisos import Correo, personas_de
from estrategia.models import Aviso, Dependencia, Entidad, Estrategia
from estrategia.sitio import direccion_completa
from seguimiento.mi_reporte.renglones import por_reportar
from seguimiento.models import Corte, Reporte
from seguimiento.models.corte import EstadoDeCorte
from seguimiento.reportes import ENTREGADOS, QueFalta, reportes_que_faltan

CLASE_DE_REPORTE = "reporte-pendiente"
CLASE_DE_CORTE = "corte-pendiente"
DIAS_DEL_CORTE = timedelta(days=5)
# Hasta cuándo vale la pena el último recordatorio si el cron no corrió ese día.
GRACIA = timedelta(days=7)
ULTIMO_DIA_DEL_REPORTE = 14


# --- El formato interno de una reunión realizada ----------------------------------------------


def de_reportes(ahora: datetime) -> Iterator[Correo]:
    """A quien lidera la actividad, a los 3 y a los 7 días de la reunión."""
    hoy = timezone.localdate(ahora)
    desde = hoy - timedelta(days=ULTIMO_DIA_DEL_REPORTE)
    recientes = Encuentro.objects.filter(
        estado=EstadoEncuentro.REALIZADO, fecha__range=(desde, hoy)
    )
    estrategias = Estrategia.objects.filter(
        entidad__activa=True, actividades__encuentros__in=recientes
    )
    for estrategia in estrategias.select_related("entidad").distinct().order_by("pk"):
        for falta in reportes_que_faltan(estrategia, hoy=hoy):
            if falta.recordatorio and falta.dias <= ULTIMO_DIA_DEL_REPORTE:
                yield from _de_un_reporte(estrategia.entidad, falta, hoy)


def _de_un_reporte(entidad: Entidad, falta: QueFalta, hoy: date) -> Iterator[Correo]:
    encuentro = falta.encuentro
    reunion = encuentro.nombre or encuentro.actividad.nombre
    contexto = {
        "falta": falta,
        "reunion": reunion,
        "encuentro": encuentro,
        "entidad": entidad,
        "direccion": _entrada(),
    }
    for persona in personas_de(falta.dependencia, entidad, hoy=hoy):
        yield Correo(
            entidad=entidad,
            clave=f"reporte-{encuentro.pk}-{falta.recordatorio}-{persona.pk}",
            destinatario=persona.email,
            asunto=f"Falta el formato de la reunión: {reunion}",
            cuerpo=render_to_string("avisos/reporte_pendiente.txt", contexto),
            clase=CLASE_DE_REPORTE,
            objeto=f"cronograma.Encuentro:{encuentro.pk}",
        )


def reporte_ya_no_se_debe(aviso: Aviso, ahora: datetime) -> str:
    """Se mira antes de entregar: pudo entregarse, o reabrirse la reunión."""
    clave = aviso.objeto.rpartition(":")[2]
    if not Encuentro.objects.filter(pk=clave, estado=EstadoEncuentro.REALIZADO).exists():
        return "La reunión ya no figura como realizada."
    if Reporte.objects.filter(encuentro=clave, estado__in=ENTREGADOS).exists():
        return "El formato ya se entregó."
    return ""


# --- Las líneas de un corte abierto -----------------------------------------------------------


def de_cortes(ahora: datetime) -> Iterator[Correo]:
    """A cada dependencia que debe líneas, cinco días antes y cinco después del último día."""
    hoy = timezone.localdate(ahora)
    cortes = Corte.objects.abiertos().filter(
        estrategia__entidad__activa=True,
        reporta_hasta__range=(hoy - DIAS_DEL_CORTE - GRACIA, hoy + DIAS_DEL_CORTE),
    )
    for corte in cortes.select_related("estrategia__entidad").order_by("pk"):
        if cual := que_toca(corte, hoy):
            for dependencia in _las_que_reportan(corte):
                yield from _de_un_corte(corte, cual, dependencia, hoy)


def que_toca(corte: Corte, hoy: date) -> str:
    """«antes», «despues», o «» si hoy no se recuerda nada de ese corte."""
    faltan = corte.reporta_hasta - hoy
    if timedelta(0) <= faltan <= DIAS_DEL_CORTE:
        return "antes"
    if DIAS_DEL_CORTE <= -faltan <= DIAS_DEL_CORTE + GRACIA:
        return "despues"
    return ""


def _las_que_reportan(corte: Corte) -> list[Dependencia]:
    suyas = Dependencia.objects.filter(responsabilidades__actividad__estrategia=corte.estrategia)
    return list(suyas.distinct().order_by("pk"))


def _de_un_corte(corte: Corte, cual: str, dependencia: Dependencia, hoy: date) -> Iterator[Correo]:
    cuantas = por_reportar(corte, dependencia, hoy=hoy)
    if not cuantas:
        return
    entidad = corte.estrategia.entidad
    contexto = {
        "corte": corte,
        "cuantas": cuantas,
        "vencio": cual == "despues",
        "dependencia": dependencia,
        "entidad": entidad,
        "direccion": _entrada(),
    }
    plazo = "Venció el plazo" if cual == "despues" else "Está por vencer el plazo"
    for persona in personas_de(dependencia, entidad, hoy=hoy):
        yield Correo(
            entidad=entidad,
            # Con la fecha: si el plazo cambia, el aviso es otro.
            clave=(f"corte-{corte.pk}-{corte.reporta_hasta}-{cual}-{dependencia.pk}-{persona.pk}"),
            destinatario=persona.email,
            asunto=f"{plazo} para reportar el corte {corte}",
            cuerpo=render_to_string("avisos/corte_pendiente.txt", contexto),
            clase=CLASE_DE_CORTE,
            objeto=f"seguimiento.Corte:{corte.pk}:{dependencia.pk}",
        )


def corte_ya_no_se_debe(aviso: Aviso, ahora: datetime) -> str:
    """Se mira antes de entregar: pudo reportarse, cerrarse el corte o cambiar su plazo."""
    _, clave, cual = aviso.objeto.split(":")
    corte = Corte.objects.select_related("estrategia__entidad").filter(pk=clave).first()
    if corte is None or corte.estado != EstadoDeCorte.ABIERTO:
        return "El corte ya no está abierto."
    if f"-{corte.reporta_hasta}-" not in aviso.clave:
        return "El plazo del corte cambió: vale el aviso siguiente."
    dependencia = Dependencia.objects.filter(pk=cual).first()
    if dependencia is None or not por_reportar(corte, dependencia, hoy=timezone.localdate(ahora)):
        return "La dependencia ya reportó."
    return ""


def _entrada() -> str:
    """La portada de la administración: dice a cada persona qué le falta y dónde."""
    return direccion_completa(reverse("admin:index"))
