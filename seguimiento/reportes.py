"""El formato interno de reporte de cada reunión realizada, con su recibo.

Lo empieza, lo guarda y lo entrega la dependencia que lidera la actividad, o planeación en su nombre;
planeación lo recibe o lo devuelve con una nota. Entregarlo le da un número de recibo y la huella de lo
entregado. Entregado no se cambia; devuelto, sí. Los seis contenidos mínimos son los de la estrategia
(MURC); si en alguno no hubo nada, se dice: en blanco no se entrega.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Prefetch, QuerySet

from cronograma.models import Encuentro
from cronograma.models.encuentro import EstadoEncuentro
from estrategia import acceso
from estrategia.acceso import Verbo
from estrategia.historia import a_nombre_de
from estrategia.models import Dependencia, Estrategia
from seguimiento.cumplimiento import exigir, texto_exigido, texto_limpio
from seguimiento.models import AsistenciaPorGrupo, EstadoDeReporte, Evidencia, Reporte
from seguimiento.prellenado import llegadas_por_grupo, prellenado

CONTENIDOS = (
    "actividades",
    "grupos",
    "temas",
    "observaciones",
    "resultado",
    "compromisos_adquiridos",
)
EDITABLES = {EstadoDeReporte.BORRADOR, EstadoDeReporte.DEVUELTO}
ENTREGADOS = {EstadoDeReporte.ENTREGADO, EstadoDeReporte.RECIBIDO}
DIAS_DE_RECORDATORIO = (3, 7)


def encabezado(contenido: str) -> str:
    """El título del contenido, con las palabras exactas de la estrategia."""
    return str(Reporte._meta.get_field(contenido).verbose_name)  # noqa: SLF001 -- público


# --- La dependencia: empezar, guardar, entregar -----------------------------------------------


def pendientes_para_empezar(encuentro: Encuentro) -> list[str]:
    """Qué impide reportar una reunión."""
    if encuentro.estado != EstadoEncuentro.REALIZADO:
        return ["Registre primero que la reunión se realizó."]
    return []


@transaction.atomic
def empezar(encuentro: Encuentro, *, por, ahora: datetime) -> Reporte:
    """El formato de esa reunión, con lo que ya se sabe; si ya se había empezado, el que hay.

    Raises:
        ValidationError: si la reunión no se ha realizado.
    """
    Encuentro.objects.select_for_update(of=("self",)).get(pk=encuentro.pk)
    if existente := Reporte.objects.filter(encuentro=encuentro).first():
        return existente
    exigir(pendientes_para_empezar(encuentro))
    textos = prellenado(encuentro)
    reporte = Reporte(encuentro=encuentro, prellenado=textos, guardado_en=ahora, **textos)
    _guardar(reporte, por)
    _poner_asistencia(reporte, llegadas_por_grupo(encuentro))
    return reporte


@transaction.atomic
def guardar(
    reporte: Reporte,
    *,
    textos: Mapping[str, str],
    asistencia: Mapping[int | None, int],
    por,
    ahora: datetime,
) -> Reporte:
    """Guarda lo escrito, completo o no.

    Args:
        textos: por contenido; los que no vienen quedan como estaban.
        asistencia: cuántas personas por grupo (`None`: de ninguno); reemplaza la anterior.

    Raises:
        ValidationError: si ya se entregó, o si a lo devuelto se le borra un contenido.
    """
    reporte = _tomar(reporte)
    exigir(pendientes_para_guardar(reporte))
    for contenido in CONTENIDOS:
        if contenido in textos:
            setattr(reporte, contenido, texto_limpio(textos[contenido]))
    reporte.guardado_en = ahora
    _guardar(reporte, por)
    _poner_asistencia(reporte, asistencia)
    return reporte


def pendientes_para_guardar(reporte: Reporte) -> list[str]:
    """Qué impide cambiarlo."""
    if reporte.estado in EDITABLES:
        return []
    return ["Ya se entregó: para cambiarlo, planeación debe devolverlo."]


def pendientes_para_entregar(reporte: Reporte) -> list[str]:
    """Qué le falta para entregarlo."""
    if bloqueado := pendientes_para_guardar(reporte):
        return bloqueado
    vacios = [encabezado(uno) for uno in CONTENIDOS if not getattr(reporte, uno)]
    return [f"Llenar «{titulo}»; si no hubo nada, dígalo." for titulo in vacios]


@transaction.atomic
def entregar(reporte: Reporte, *, por, ahora: datetime) -> Reporte:
    """Lo entrega a planeación, con su recibo: número, quién, cuándo y la huella de lo entregado.

    El número es el mismo si se devolvió y se vuelve a entregar; la huella y la fecha, no.

    Raises:
        ValidationError: con los contenidos que faltan.
    """
    reporte = _tomar(reporte)
    exigir(pendientes_para_entregar(reporte))
    reporte.estado = EstadoDeReporte.ENTREGADO
    reporte.entregado_por, reporte.entregado_en = por, ahora
    reporte.numero = reporte.numero or _siguiente_numero(reporte)
    reporte.sha256 = huella_de(reporte)
    return _guardar(reporte, por)


def _siguiente_numero(reporte: Reporte) -> int:
    """El que sigue en la estrategia, sin saltos."""
    estrategia = reporte.encuentro.actividad.estrategia_id
    Estrategia.objects.select_for_update(of=("self",)).get(pk=estrategia)
    suyos = Reporte.objects.filter(encuentro__actividad__estrategia=estrategia)
    return (suyos.aggregate(ultimo=Max("numero"))["ultimo"] or 0) + 1


def sin_tocar(reporte: Reporte) -> set[str]:
    """Los contenidos que puso el sistema y siguen igual: conviene mirarlos antes de entregar."""
    return {
        contenido
        for contenido, puesto in reporte.prellenado.items()
        if getattr(reporte, contenido) == puesto
    }


# --- Planeación: recibir o devolver -----------------------------------------------------------


def pendientes_para_revisar(reporte: Reporte) -> list[str]:
    """Qué impide recibirlo o devolverlo."""
    if reporte.estado == EstadoDeReporte.ENTREGADO:
        return []
    return ["La dependencia todavía no lo ha entregado, o ya se revisó."]


@transaction.atomic
def recibir(reporte: Reporte, *, por, ahora: datetime, nota: str = "") -> Reporte:
    """Planeación lo da por bueno: desde entonces cuenta en la evaluación.

    Raises:
        ValidationError: si no está entregado.
    """
    reporte = _tomar(reporte)
    exigir(pendientes_para_revisar(reporte))
    reporte.estado, reporte.nota_de_revision = EstadoDeReporte.RECIBIDO, texto_limpio(nota)
    return _revisado(reporte, por, ahora)


@transaction.atomic
def devolver(reporte: Reporte, *, por, ahora: datetime, nota: str) -> Reporte:
    """Planeación lo devuelve y dice qué debe corregirse.

    Raises:
        ValidationError: si no está entregado, o falta la nota.
    """
    reporte = _tomar(reporte)
    exigir(pendientes_para_revisar(reporte))
    reporte.nota_de_revision = texto_exigido(nota, "nota", "Diga qué debe corregirse.")
    reporte.estado = EstadoDeReporte.DEVUELTO
    return _revisado(reporte, por, ahora)


def _revisado(reporte: Reporte, por, ahora: datetime) -> Reporte:
    reporte.revisado_por, reporte.revisado_en = por, ahora
    return _guardar(reporte, por)


# --- Quién puede ------------------------------------------------------------------------------


def puede_reportar(usuario, encuentro: Encuentro, *, hoy: date) -> bool:
    """La dependencia que lidera la actividad; o quien puede por otro cargo, en su nombre."""
    reporte = Reporte(encuentro=encuentro)
    if not acceso.puede(usuario, Verbo.REPORTAR, reporte, hoy=hoy):
        return False
    if acceso.puede_por_otro_cargo(usuario, Verbo.REPORTAR, reporte, hoy=hoy):
        return True
    lider = lider_de(encuentro)
    return lider is not None and acceso.responde_por(usuario, lider, hoy=hoy)


def puede_revisar(usuario, reporte: Reporte, *, hoy: date) -> bool:
    """Quien recibe o devuelve los formatos de la entidad."""
    return acceso.puede(usuario, Verbo.REVISAR, reporte, hoy=hoy)


def lider_de(encuentro: Encuentro) -> Dependencia | None:
    """La dependencia que lidera la actividad; `None` si no se ha dicho cuál."""
    # En memoria: las listas traen las responsabilidades de antemano.
    suyas = encuentro.actividad.responsabilidades.all()
    return next((una.dependencia for una in suyas if una.es_lider), None)


# --- Lo entregado, con su huella --------------------------------------------------------------


def contenido_de(reporte: Reporte) -> dict[str, Any]:
    """Lo que el formato dice, en un orden fijo: de aquí salen la huella, el PDF y el Excel."""
    encuentro = reporte.encuentro
    asistencia = reporte.asistencia.select_related("grupo").order_by("grupo__nombre", "pk")
    return {
        "actividad": encuentro.actividad.codigo,
        "encuentro": str(encuentro),
        "fecha": encuentro.fecha.isoformat(),
        "contenidos": {encabezado(uno): getattr(reporte, uno) for uno in CONTENIDOS},
        "asistencia": [[str(una.grupo or "Otras personas"), una.cuantas] for una in asistencia],
        "evidencias": [[una.titulo, una.sha256 or una.enlace] for una in evidencias_de(reporte)],
    }


def evidencias_de(reporte: Reporte) -> QuerySet[Evidencia]:
    """Las que lo respaldan, sin las retiradas."""
    return reporte.evidencias.filter(retirada_en=None).order_by("subida_en", "pk")


def huella_de(reporte: Reporte) -> str:
    """El SHA-256 de lo que dice."""
    escrito = json.dumps(contenido_de(reporte), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(escrito.encode()).hexdigest()


# --- Quién no ha reportado, y lo recibido -----------------------------------------------------


class QueFalta(NamedTuple):
    """Una reunión realizada sin su formato, quién lo debe y cuántos días lleva."""

    encuentro: Encuentro
    dependencia: Dependencia | None
    dias: int
    estado: str  # vacío si ni se ha empezado

    @property
    def recordatorio(self) -> int | None:
        """El último que le toca (3 o 7 días); `None` si todavía ninguno."""
        pasados = [dias for dias in DIAS_DE_RECORDATORIO if dias <= self.dias]
        return pasados[-1] if pasados else None


def reportes_que_faltan(estrategia: Estrategia, *, hoy: date) -> list[QueFalta]:
    """Las reuniones realizadas hasta hoy sin formato entregado, la más vieja primero; tres consultas.

    Los días son calendario, desde la reunión.
    """
    return _faltan(Encuentro.objects.filter(actividad__estrategia=estrategia), hoy)


def faltantes_visibles(usuario, *, hoy: date) -> list[QueFalta]:
    """Las de la entidad de la persona; a quien solo habla por una dependencia, las que lidera."""
    todas = _faltan(acceso.limitar(Encuentro.objects.all(), usuario), hoy)
    if acceso.puede_por_otro_cargo(usuario, Verbo.VER, Reporte, hoy=hoy):
        return todas
    suyas = set(acceso.dependencias_de(usuario, hoy=hoy))
    return [una for una in todas if una.dependencia and una.dependencia.pk in suyas]


def _faltan(encuentros: QuerySet[Encuentro], hoy: date) -> list[QueFalta]:
    sin_formato = (
        encuentros.filter(estado=EstadoEncuentro.REALIZADO, fecha__lte=hoy)
        .exclude(reporte__estado__in=ENTREGADOS)
        .select_related("actividad__estrategia__entidad", "reporte")
        .prefetch_related("actividad__responsabilidades__dependencia")
    )
    return [
        QueFalta(uno, lider_de(uno), (hoy - uno.fecha).days, _estado(uno))
        for uno in sin_formato.order_by("fecha", "pk")
    ]


def _estado(encuentro: Encuentro) -> str:
    reporte = getattr(encuentro, "reporte", None)
    return reporte.estado if reporte else ""


def recibidos(estrategia: Estrategia, desde: date, hasta: date) -> list[Reporte]:
    """Los formatos recibidos de las reuniones entre esos dos días, incluidos; cuatro consultas."""
    vivas = Prefetch("evidencias", Evidencia.objects.filter(retirada_en=None))
    return list(
        Reporte.objects.filter(
            encuentro__actividad__estrategia=estrategia,
            encuentro__fecha__range=(desde, hasta),
            estado=EstadoDeReporte.RECIBIDO,
        )
        .select_related("encuentro__actividad")
        .prefetch_related("asistencia__grupo", vivas)
        .order_by("encuentro__fecha", "pk")
    )


# --- Lo común ---------------------------------------------------------------------------------


def _tomar(reporte: Reporte) -> Reporte:
    """El formato bajo llave: dos personas no lo cambian a la vez."""
    formatos = Reporte.objects.select_for_update(of=("self",))
    return formatos.select_related("encuentro__actividad__estrategia").get(pk=reporte.pk)


def _guardar(reporte: Reporte, por) -> Reporte:
    reporte.full_clean()
    a_nombre_de(por, reporte).save()
    return reporte


def _poner_asistencia(reporte: Reporte, asistencia: Mapping[int | None, int]) -> None:
    entidad = reporte.encuentro.actividad.estrategia.entidad
    grupos = {uno.pk: uno for uno in entidad.grupos.filter(pk__in=[g for g in asistencia if g])}
    if ajenos := {clave for clave in asistencia if clave} - grupos.keys():
        raise ValidationError(
            {"asistencia": f"Hay grupos que no son de la entidad: {len(ajenos)}."}
        )
    reporte.asistencia.all().delete()
    AsistenciaPorGrupo.objects.bulk_create(
        AsistenciaPorGrupo(reporte=reporte, grupo=grupos.get(clave), cuantas=cuantas)
        for clave, cuantas in asistencia.items()
    )
